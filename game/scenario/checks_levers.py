"""Checks of levers, effects and what is never used."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from game.scenario import effects as fx
from game.scenario.actors import Power
from game.scenario.effects import Loss, Project, Standing, Stock, Swing, Ties, Works
from game.scenario.parse import Parsed
from game.scenario.problems import Problem
from game.scenario.schema import FlowDomain, Scenario, StockDomain
from game.scenario.tree import words_of

__all__ = ["LEVER_CHECKS"]

# Mechanisms that only make sense in a domain of one kind: where the domain stands, which kind.
_KINDS: dict[type, tuple[str, type]] = {
    Project: ("split", StockDomain),
    Stock: ("domain", StockDomain),
    Loss: ("domain", StockDomain),
    Standing: ("domain", FlowDomain),
    Swing: ("domain", FlowDomain),
}

# Mechanisms that the compiler looks for only in the orders of powers, or only in the states' own moves.
_ORDERS_ONLY = (
    fx.Project, fx.Standing, fx.Stock, fx.Trust, fx.Completion, fx.Favour, fx.Calm, fx.Relief, fx.Pressure, fx.Caution,
)  # fmt: skip
_MOVES_ONLY = (fx.Courting, fx.Slight, fx.Tender, fx.Hosting, fx.Diversify, fx.Voice)


def check_grounds(scenario: Scenario, parsed: Parsed) -> Iterator[Problem]:
    """Levers that no one can ever use, because what they need cannot be won first."""
    reach = {actor: _reachable(scenario, actor) for actor in scenario.actors}
    for name, lever in scenario.levers.items():
        needs = set(lever.needs)
        if not needs or any(needs <= reach[actor] for actor in lever.by):
            continue
        won = {ground for actor in lever.by for ground in reach[actor]}
        missing = min(needs - won or needs)
        winners = [other for other, lever in scenario.levers.items() if lever.counts_as == missing]
        hint = f"{missing} is won by {', '.join(winners)}" if winners else f"no lever has counts_as: {missing}"
        sentence = f"{words_of(('levers', name))} can never be used: those who may use it cannot win {missing} first"
        yield Problem("LEV01", parsed.place("levers", name, "needs"), sentence, hint)


def _reachable(scenario: Scenario, actor: str) -> set[str]:
    """Return the grounds that an actor can win, starting from nothing."""
    reached: set[str] = set()
    own = [lever for lever in scenario.levers.values() if actor in lever.by and lever.counts_as]
    for _ in range(len(own) + 1):
        won = {lever.counts_as for lever in own if set(lever.needs) <= reached}
        if won <= reached:
            break
        reached |= won
    return reached


def check_targets(scenario: Scenario, parsed: Parsed) -> Iterator[Problem]:
    """Levers whose consent or choice of states does not fit to whom they are put."""
    for name, lever in scenario.levers.items():
        words = words_of(("levers", name))
        if lever.consent and lever.target in ("none", "power"):
            sentence = f"{words} needs consent, but is put to no state"
            hint = f"consent: false, or another target than {lever.target}"
            yield Problem("LEV02", parsed.place("levers", name, "target"), sentence, hint)
        if lever.only and lever.target != "state":
            sentence = f"{words} is limited to some states, but is not put to a state"
            yield Problem("LEV02", parsed.place("levers", name, "only"), sentence, "target: state")
        if not lever.effects and not lever.counts_as and lever.headline == 0:
            yield Problem("LEV03", parsed.place("levers", name), f"{words} has no effect at all")


def check_users(scenario: Scenario, parsed: Parsed) -> Iterator[Problem]:
    """Levers shared by powers and states, and effects that do nothing for those who use the lever."""
    for name, lever in scenario.levers.items():
        kinds = {type(scenario.actors[actor]) for actor in lever.by}
        if len(kinds) > 1:
            sentence = f"{words_of(('levers', name))} is for powers and states at once"
            yield Problem("LEV05", parsed.place("levers", name, "by"), sentence, "write two levers")
            continue
        owner, idle = ("power", _MOVES_ONLY) if Power in kinds else ("state", _ORDERS_ONLY)
        for number, effect in enumerate(lever.effects, start=1):
            path = ("levers", name, "effects", str(number))
            if isinstance(effect, idle):
                sentence = f"{words_of(path)}: {effect.kind} does nothing in a lever of a {owner}"
                yield Problem("LEV06", parsed.place(*path), sentence)
            elif isinstance(effect, Ties) and owner == "state" and effect.toward != "target":
                sentence = f"{words_of(path)}: a state's own move changes ties toward its target only"
                yield Problem("LEV06", parsed.place(*path), sentence, "toward: target")


def check_left_out(scenario: Scenario, parsed: Parsed) -> Iterator[Problem]:
    """Users of a lever for whom one of its effects names nothing."""
    for name, lever in scenario.levers.items():
        for number, effect in enumerate(lever.effects, start=1):
            if isinstance(effect, Works):
                table: Mapping[str, object] = effect.corridor
                noun = "corridor"
            elif isinstance(effect, Standing):
                table, noun = effect.gain, "gain"
            else:
                continue
            lost = [actor for actor in lever.by if actor not in table] if table else []
            if lost:
                path = ("levers", name, "effects", str(number))
                sentence = f"{words_of(path)}: no {noun} is named for {', '.join(lost)}"
                yield Problem("LEV03", parsed.place(*path), sentence, "for them it does nothing")


def check_domains(scenario: Scenario, parsed: Parsed) -> Iterator[Problem]:
    """Mechanisms in a domain of the wrong kind."""
    owners: list[tuple[str, str, Sequence[Any]]] = []
    owners += [("levers", name, lever.effects) for name, lever in scenario.levers.items()]
    owners += [("events", name, event.effects) for name, event in scenario.events.items()]
    for section, name, effects in owners:
        for number, effect in enumerate(effects, start=1):
            if type(effect) in _KINDS:
                setting, kind = _KINDS[type(effect)]
                value = getattr(effect, setting)
                names = (value,) if isinstance(value, str) else value
                path = (section, name, "effects", str(number), setting)
                yield from _of_kind(scenario, parsed, path, names, kind)
    split = scenario.rules.building.split
    yield from _of_kind(scenario, parsed, ("rules", "building", "split"), split, StockDomain)
    for name, domain in scenario.domains.items():
        if isinstance(domain, FlowDomain) and domain.follows:
            follows = ("domains", name, "follows")
            yield from _of_kind(scenario, parsed, follows, (domain.follows,), StockDomain)


def _of_kind(scenario: Scenario, parsed: Parsed, path: tuple[str, ...], names: Any, kind: type) -> Iterator[Problem]:
    for name in names:
        if not isinstance(scenario.domains[name], kind):
            wanted = kind.kind  # type: ignore[attr-defined]
            sentence = f'{words_of(path)} needs a {wanted} domain, and "{name}" is none'
            good = [other for other, domain in scenario.domains.items() if isinstance(domain, kind)]
            yield Problem("LEV04", parsed.place(*path), sentence, f"{wanted} domains: {', '.join(good) or 'none'}")


def check_unused(scenario: Scenario, parsed: Parsed) -> Iterator[Problem]:
    """Entries that nothing refers to."""
    used = {(space, use.id) for use in parsed.uses for space in use.to}
    written = " ".join(record.written for record in parsed.numbers)
    for namespace in ("sources", "grounds"):
        for name in getattr(scenario, namespace):
            if (namespace, name) not in used:
                sentence = f"{words_of((namespace, name))} is not used anywhere"
                yield Problem("USE01", parsed.place(namespace, name), sentence)
    for name in scenario.currencies:
        if name not in written:
            sentence = f"{words_of(('currencies', name))} is not used anywhere"
            yield Problem("USE01", parsed.place("currencies", name), sentence)


def check_modelled(scenario: Scenario, parsed: Parsed) -> Iterator[Problem]:
    """Events of which nobody can tell whether the like has happened or they are invented."""
    for name, event in scenario.events.items():
        if not (event.hypothetical or event.source or event.evidence):
            sentence = f"{words_of(('events', name))} does not say what it is modelled on"
            hint = "name a `source` or quote `evidence`, or write `hypothetical: true` if it is invented"
            yield Problem("EVI06", parsed.place("events", name), sentence, hint)


def check_hands(scenario: Scenario, parsed: Parsed) -> Iterator[Problem]:
    """Powers without any lever, and states that nothing can be put to."""
    for name, actor in scenario.actors.items():
        if isinstance(actor, Power) and not any(name in lever.by for lever in scenario.levers.values()):
            sentence = f"{words_of(('actors', name))} has no lever that it may use"
            yield Problem("USE02", parsed.place("actors", name), sentence, "name it under `by` of a lever")


LEVER_CHECKS = (
    check_grounds,
    check_targets,
    check_users,
    check_left_out,
    check_domains,
    check_unused,
    check_modelled,
    check_hands,
)
