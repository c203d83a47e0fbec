"""Checks of numbers that belong together: shares, weights, sums, dates."""

import re
from collections.abc import Iterable, Iterator, Mapping

from game.scenario.actors import Power, State
from game.scenario.effects import Project
from game.scenario.findings import Path
from game.scenario.parse import Parsed
from game.scenario.problems import Problem
from game.scenario.schema import Scenario, StockDomain
from game.scenario.tree import words_of

__all__ = ["SUM_CHECKS", "wholes_of"]

SLACK = 0.005  # what rounding to two digits may leave

_SMALL_PACKAGE = 0.5  # of a lever's value, in the largest state
_MINDED = 0.2  # of the value that rivals mind half as much as they can
_MARKET_OFF = 0.01  # the part of the market by which the corridors' tonnages may differ from it


def check_actor_count(scenario: Scenario, parsed: Parsed) -> Iterator[Problem]:
    """2 to 8 powers and 2 to 20 states."""
    for section, noun, most in ((Power, "powers", 8), (State, "states", 20)):
        count = sum(isinstance(actor, section) for actor in scenario.actors.values())
        if not 2 <= count <= most:
            sentence = f"the scenario has {count} {noun}, 2 to {most} are possible"
            yield Problem("SUM01", parsed.place("actors"), sentence)


def check_foundations(scenario: Scenario, parsed: Parsed) -> Iterator[Problem]:
    """Scenarios without a stock domain, or with states that do not count."""
    if not any(isinstance(domain, StockDomain) for domain in scenario.domains.values()):
        sentence = "the scenario has no stock domain, so projects could not go anywhere"
        yield Problem("SUM01", parsed.place("domains"), sentence, "give one domain kind: stock")
    for name, actor in scenario.actors.items():
        if isinstance(actor, State) and actor.salience == 0:
            path = ("actors", name, "salience")
            yield Problem("SUM01", parsed.place(*path), f"{words_of(path)} is 0, but every state counts for something")


def check_shares(scenario: Scenario, parsed: Parsed) -> Iterator[Problem]:
    """No more than everything can be held."""
    for domain, states in scenario.shares.items():
        for state, holders in states.items():
            total = sum(holders.values())
            if total > 1 + SLACK:
                path = ("shares", domain, state)
                sentence = f"{words_of(path)}: the shares add up to {total:.0%}"
                yield Problem("SUM02", parsed.place(*path), sentence, "what is left to 100 % belongs to others")


def check_sums_to_one(scenario: Scenario, parsed: Parsed) -> Iterator[Problem]:
    """Weights and parts of a whole."""
    for path, noun, parts in wholes_of(scenario):
        total = sum(parts.values())
        if parts and abs(total - 1) > SLACK:
            sentence = f"{words_of(path)}: {noun} add up to {total:.3g}, not to 1"
            yield Problem("SUM03", parsed.place(*path), sentence)


def wholes_of(scenario: Scenario) -> Iterator[tuple[Path, str, Mapping[Path, float]]]:
    """Yield whatever has to add up to 1: where, what it is called, and its parts by their paths."""
    states = {name: actor for name, actor in scenario.actors.items() if isinstance(actor, State)}
    saliences: dict[Path, float] = {("actors", name, "salience"): state.salience for name, state in states.items()}
    yield ("actors",), "the saliences of the states", saliences
    for name, state in states.items():
        yield _whole(("actors", name, "weights"), "the weights", state.weights)
    for name, actor in scenario.actors.items():
        path = ("actors", name, "objectives")
        yield path, "the weights", {(*path, own, "weight"): one.weight for own, one in actor.objectives.items()}
    for name, lever in scenario.levers.items():
        path = ("levers", name, "items")
        yield path, "the shares", {(*path, own, "share"): item.share for own, item in lever.items.items()}
        for number, effect in enumerate(lever.effects, start=1):
            if isinstance(effect, Project):
                yield _whole(("levers", name, "effects", str(number), "split"), "the parts", effect.split)
    stages = {str(number): part for number, part in enumerate(scenario.rules.building.stages, start=1)}
    yield _whole(("rules", "building", "stages"), "the parts", stages)
    yield _whole(("rules", "building", "split"), "the parts", scenario.rules.building.split)


def _whole(path: Path, noun: str, parts: Mapping[str, float]) -> tuple[Path, str, Mapping[Path, float]]:
    return path, noun, {(*path, name): part for name, part in parts.items()}


def check_complete(scenario: Scenario, parsed: Parsed) -> Iterator[Problem]:
    """Tables that name every domain, state or power; what is left out would silently count as 0."""
    for path, table, wanted, noun in _tables(scenario):
        missing = [name for name in wanted if name not in table]
        if missing:
            sentence = f"{words_of(path)} does not say anything about the {noun} {', '.join(missing)}"
            yield Problem("SUM04", parsed.place(*path), sentence, f"write 0 if that is meant: {missing[0]}: 0")


def _tables(
    scenario: Scenario,
) -> Iterator[tuple[tuple[str, ...], Mapping[str, object], Iterable[str], str]]:
    powers = [name for name, actor in scenario.actors.items() if isinstance(actor, Power)]
    states = {name: actor for name, actor in scenario.actors.items() if isinstance(actor, State)}
    for name, state in states.items():
        yield ("actors", name, "weights"), state.weights, scenario.domains, "domain"
        yield ("actors", name, "needs"), state.needs, scenario.domains, "domain"
        yield ("actors", name, "ceilings"), state.ceilings, scenario.domains, "domain"
        yield ("actors", name, "affinity"), state.affinity, powers, "power"
    yield ("shares",), scenario.shares, scenario.domains, "domain"
    for domain, shares in scenario.shares.items():
        yield ("shares", domain), shares, states, "state"


def check_time(scenario: Scenario, parsed: Parsed) -> Iterator[Problem]:
    """Beginnings that are no quarter, and turns that do not fit into the story."""
    if not re.fullmatch(r"[0-9]{4}-Q[1-4]", scenario.time.first):
        sentence = f'time, first: "{scenario.time.first}" is not a quarter'
        yield Problem("TIM01", parsed.place("time", "first"), sentence, "write for example 2024-Q3")
    for name, length in scenario.lengths.items():
        quarters = length.turns * length.quarters
        if quarters > scenario.time.quarters:
            sentence = (
                f"{words_of(('lengths', name))}: {length.turns} turns of {length.quarters} "
                f"quarter{'s' * (length.quarters > 1)} are longer than the story of {scenario.time.quarters} quarters"
            )
            yield Problem("TIM02", parsed.place("lengths", name), sentence)


def check_never(scenario: Scenario, parsed: Parsed) -> Iterator[Problem]:
    """Events and votes that can never come."""
    last = scenario.time.quarters
    for name, event in scenario.events.items():
        late = bool(event.quarters) and min(event.quarters) > last
        if event.chance == 0 or late:
            why = "its chance is 0" if event.chance == 0 else f"the story ends in quarter {last}"
            sentence = f"{words_of(('events', name))} can never happen: {why}"
            yield Problem("TIM03", parsed.place("events", name), sentence)
    for name, vote in scenario.votes.items():
        if vote.quarter > last:
            sentence = f"{words_of(('votes', name))} is never held: the story ends in quarter {last}"
            yield Problem("TIM03", parsed.place("votes", name), sentence)


def check_corridors(scenario: Scenario, parsed: Parsed) -> Iterator[Problem]:
    """Corridors that carry more than they can, lead nowhere, or share another market than there is."""
    for name, corridor in scenario.corridors.items():
        words = words_of(("corridors", name))
        if corridor.tonnage > corridor.capacity:
            sentence = f"{words} carries {corridor.tonnage:g} Mt a year and can carry {corridor.capacity:g}"
            yield Problem("SUM05", parsed.place("corridors", name, "tonnage"), sentence)
        if len(corridor.path) == 1:
            yield Problem("SUM05", parsed.place("corridors", name, "path"), f"{words} has one place only")
    carried, market = sum(one.tonnage for one in scenario.corridors.values()), scenario.rules.shipping.market
    if scenario.corridors and abs(carried - market) > _MARKET_OFF * market:
        path = ("rules", "shipping", "market")
        sentence = f"{words_of(path)} is {market:g} Mt a year, and the corridors carry {carried:g} at the start"
        hint = "what they carry would move from the first quarter on; let the tonnages add up to the market"
        yield Problem("SUM05", parsed.place(*path), sentence, hint)


def check_sums_of_money(scenario: Scenario, parsed: Parsed) -> Iterator[Problem]:
    """Coefficients in money that belong to another size of economies."""
    gdp = max((actor.gdp for actor in scenario.actors.values() if isinstance(actor, State)), default=0.0)
    building, half = scenario.rules.building, scenario.rules.reactions.money_half
    size = min(building.package_most, (gdp / building.package_gdp) ** building.package_exponent)
    worth = max((lever.value * (size if lever.scaled else 1.0) for lever in scenario.levers.values()), default=0.0)
    for section, name, wrong, then, hint in (
        ("building", "package_gdp", size < _SMALL_PACKAGE,
         f"the largest state has {gdp:g}: what is put to it is worth only {size:.0%} of what the levers say",
         "write the GDP of a state in which an order is worth all that its lever says"),
        ("building", "development_floor", building.development_floor > gdp,
         f"the largest state has a GDP of {gdp:g}: works hardly count for its development",
         "write about the GDP of a small state"),
        ("reactions", "money_half", 0 < worth < _MINDED * half,
         f"the largest order is worth {worth:.2g}: rivals hardly mind any", "write about what a usual order is worth"),
    ):  # fmt: skip
        if wrong:
            path = ("rules", section, name)
            value = getattr(getattr(scenario.rules, section), name)
            yield Problem("SUM06", parsed.place(*path), f"{words_of(path)} is {value:g} bn USD, and {then}", hint)


SUM_CHECKS = (
    check_actor_count,
    check_foundations,
    check_shares,
    check_sums_to_one,
    check_complete,
    check_time,
    check_never,
    check_corridors,
    check_sums_of_money,
)
