"""Checks of what actors want, what is claimed, and who plays."""

from collections.abc import Iterator, Sequence

from game.scenario.actors import Power, State
from game.scenario.doctrines import PowerDoctrine
from game.scenario.measures import Claim, Measure, Objective
from game.scenario.parse import Parsed
from game.scenario.problems import Problem, suggest
from game.scenario.schema import Scenario
from game.scenario.tree import words_of

__all__ = ["AIM_CHECKS", "POLICIES"]

POLICIES = (
    "idle",
    "random",
    "greedy",
    "planner_gentle",
    "planner",
    "planner_hard",
)  # shipped; a scenario adds doctrines

# Quantities of a power: they need a power that is meant.
_OF_A_POWER = frozenset(
    {
        "dependence", "share", "affinity", "trust", "backlash", "pressure", "debt", "delivered", "signed", "kept",
        "headline", "breadth", "naming", "votes",
    }
)  # fmt: skip
_COUNTS = {"breadth": "grounds", "votes": "votes"}  # metrics that count entries of a section
_HIGHEST = 100000.0  # the default of `below`, which no value reaches
_LEAST_DISTANCE = 1e-4  # of an objective, in parts of its value: a thousand steps of a number in single precision
_NEEDS = {"share": "domain", "stages": "corridor", "tonnage": "corridor"}


def check_objectives(scenario: Scenario, parsed: Parsed) -> Iterator[Problem]:
    """Objectives without a distance, and scales that do not rise."""
    for name, actor in scenario.actors.items():
        if actor.scale.at_33 >= actor.scale.at_63:
            path: tuple[str, ...] = ("actors", name, "scale")
            yield Problem("AIM02", parsed.place(*path), f"{words_of(path)}: at_63 must be larger than at_33")
        for key, objective in actor.objectives.items():
            path = ("actors", name, "objectives", key)
            if fault := _lacks_distance(objective):
                yield Problem("AIM01", parsed.place(*path, "goal"), f"{words_of(path)} {fault}")
            owner = "power" if isinstance(actor, Power) else "state"
            yield from _check_measures(objective.measure, path, owner, scenario, parsed)


def _lacks_distance(objective: Objective) -> str:
    distance = abs(objective.goal - objective.start)
    if distance == 0:
        return "starts at its goal, so nothing can be won"
    if distance < _LEAST_DISTANCE * max(1.0, abs(objective.start), abs(objective.goal)):
        return f"starts only {distance:.2g} from its goal, so that the rounding of numbers decides what is won"
    return ""


def check_claims(scenario: Scenario, parsed: Parsed) -> Iterator[Problem]:
    """Claims that test nothing, or that can never hold."""
    for name, claim in scenario.claims.items():
        path = ("claims", name)
        yield from _check_measures(claim.measure, path, "claim", scenario, parsed)
        if fault := _fault_of(claim):
            yield Problem("AIM03", parsed.place(*path), f"{words_of(path)} {fault}")


def _fault_of(claim: Claim) -> str:
    if claim.below == _HIGHEST and claim.above == -_HIGHEST:
        return "has no condition: say `below` or `above`"
    if claim.above >= claim.below:
        return "asks for a value above its `above` and below its `below`, which no value is"
    if claim.holds.at_least > claim.holds.at_most:
        return "can never hold: at_least is larger than at_most"
    if claim.holds.at_least == 0 and claim.holds.at_most == 1:
        return "always holds: say `at_least` or `at_most` under `holds`"
    return ""


def _check_measures(
    measures: Sequence[Measure], path: tuple[str, ...], owner: str, scenario: Scenario, parsed: Parsed
) -> Iterator[Problem]:
    """Check the parts of a measure; `owner` says who `self` is."""
    for number, measure in enumerate(measures, start=1):
        here = (*path, "measure", str(number))
        needed = _NEEDS.get(measure.metric)
        if needed and not getattr(measure, needed):
            sentence = f"{words_of(here)}: the metric {measure.metric} needs the setting `{needed}`"
            yield Problem("AIM04", parsed.place(*here), sentence)
        counted = _COUNTS.get(measure.metric)
        if counted and not getattr(scenario, counted):
            sentence = f"{words_of(here)}: the metric {measure.metric} is always 0, as the scenario has no {counted}"
            yield Problem("AIM04", parsed.place(*here), sentence)
        if measure.metric in _OF_A_POWER and "self" in measure.of and owner != "power":
            whose = "a claim has no actor of its own" if owner == "claim" else "a state is no power"
            sentence = f"{words_of(here)}: the metric {measure.metric} is of a power, and {whose}"
            yield Problem("AIM04", parsed.place(*here), sentence, "name the powers: of: [...]")
        if "self" in measure.where and owner != "state":
            sentence = f"{words_of(here)}: `self` under `where` is a state, and there is none here"
            yield Problem("AIM04", parsed.place(*here, "where"), sentence, "name the states, or leave it out for all")


def check_policies(scenario: Scenario, parsed: Parsed) -> Iterator[Problem]:
    """Seats played by a doctrine that is not made for them."""
    for name, actor in scenario.actors.items():
        yield from _check_policy(scenario, parsed, name, actor.policy, ("actors", name, "policy"))
    for key, claim in scenario.claims.items():
        for name, policy in claim.policies.items():
            path = ("claims", key, "policies", name)
            if policy in POLICIES or policy in scenario.doctrines:
                yield from _check_policy(scenario, parsed, name, policy, path)
            else:
                sentence = f'{words_of(path)}: no doctrine or policy has the id "{policy}"'
                hint = suggest(policy, [*POLICIES, *scenario.doctrines], "known")
                yield Problem("AIM05", parsed.place(*path), sentence, hint)


def _check_policy(
    scenario: Scenario, parsed: Parsed, name: str, policy: str, path: tuple[str, ...]
) -> Iterator[Problem]:
    doctrine = scenario.doctrines.get(policy)
    if doctrine is None:
        return
    actor = scenario.actors[name]
    kind = "power" if isinstance(doctrine, PowerDoctrine) else "state"
    if isinstance(actor, Power if kind == "state" else State):
        sentence = f'{words_of(path)}: "{policy}" is a doctrine for a {kind}'
        yield Problem("AIM05", parsed.place(*path), sentence)
    elif doctrine.of and name not in doctrine.of:
        sentence = f'{words_of(path)}: "{policy}" is not made for {name}'
        yield Problem("AIM05", parsed.place(*path), sentence, f"it is made for {', '.join(doctrine.of)}")


def check_steps(scenario: Scenario, parsed: Parsed) -> Iterator[Problem]:
    """Doctrines whose steps do not follow each other, or whose powers cannot use their levers."""
    for name, doctrine in scenario.doctrines.items():
        if not isinstance(doctrine, PowerDoctrine):
            continue
        before = 0
        for number, step in enumerate(doctrine.steps, start=1):
            path = ("doctrines", name, "steps", str(number))
            if step.until <= before:
                sentence = f"{words_of(path)} ends in quarter {step.until}, no later than the step before it"
                yield Problem("AIM06", parsed.place(*path, "until"), sentence)
            before = step.until
            for lever in step.levers:
                if not set(scenario.levers[lever].by) & set(doctrine.of):
                    sentence = f"{words_of((*path, 'levers', lever))}: none of its powers may use this lever"
                    yield Problem("AIM07", parsed.place(*path, "levers", lever), sentence)


AIM_CHECKS = (check_objectives, check_claims, check_policies, check_steps)
