"""What is wanted, claimed and feared: objectives, claims and events with their ids resolved."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from game.model.arrays import FLOAT
from game.model.world import EventPart, Events, Measure, Names, Objective, World
from game.scenario import effects as fx
from game.scenario.measures import Measure as Written
from game.scenario.measures import Objective as Wanted
from game.scenario.schema import Scenario

_OWN_NUMBER = {
    "development",
    "home",
    "partners",
    "load",
    "evenness",
    "affinity_spread",
}  # of a state, not of a power


def compile_objectives(wanted: Mapping[str, Wanted], seat: int, world: World) -> tuple[Objective, ...]:
    """Resolve a seat's objectives."""
    return tuple(
        Objective(
            id=name,
            name=objective.name,
            weight=objective.weight,
            measures=compile_measures(objective.measure, seat, world),
            start=objective.start,
            goal=objective.goal,
        )
        for name, objective in wanted.items()
    )


def compile_measures(parts: tuple[Written, ...], seat: int | None, world: World) -> tuple[Measure, ...]:
    """Resolve measures; `self` is the seat that they belong to."""
    return tuple(_compile_measure(part, seat, world) for part in parts)


def _compile_measure(part: Written, seat: int | None, world: World) -> Measure:
    names = world.names
    me = names.actors[seat] if seat is not None else ""
    powers = [me if name == "self" else name for name in part.of]
    states = [me if name == "self" else name for name in part.where]
    if not states:
        states = [me] if me in names.states and part.metric in _OWN_NUMBER else list(names.states)
    return Measure(
        metric=part.metric,
        powers=tuple(names.powers.index(name) for name in powers if name in names.powers) or (0,),
        states=tuple(names.states.index(name) for name in states if name in names.states),
        over=part.over,
        domain=names.domains.index(part.domain) if part.domain else 0,
        corridor=names.corridors.index(part.corridor) if part.corridor else 0,
        at=part.at,
        above=part.above,
        change=part.change,
        times=part.times,
        start=np.zeros(1, FLOAT),
    )


def compile_events(scenario: Scenario, names: Names) -> Events:
    """Resolve events into parts: which field changes, where, and by how much."""
    events = list(scenario.events.values())
    where = np.array([[event.where.get(s, 0.0) for s in names.states] for event in events]).reshape(
        -1, len(names.states)
    )
    by_id = sorted(range(len(names.states)), key=lambda s: names.states[s])  # so that their order does not matter
    total = where.sum(axis=1, keepdims=True)
    high = np.zeros_like(where)
    high[:, by_id] = np.cumsum(where[:, by_id], axis=1) / np.where(total > 0, total, 1.0)
    low = high - where / np.where(total > 0, total, 1.0)
    parts = [
        _compile_effect(i, effect, not event.where, names, scenario)
        for i, event in enumerate(events)
        for effect in event.effects
    ]
    return Events(
        chance=np.asarray([event.chance for event in events], FLOAT),
        quarters=tuple(event.quarters for event in events),
        low=low.astype(FLOAT),
        high=np.where(where > 0, high, low).astype(FLOAT),
        parts=tuple(parts),
    )


def _compile_effect(event: int, effect: Any, strikes_all: bool, names: Names, scenario: Scenario) -> EventPart:
    power = names.powers.index(effect.of) if hasattr(effect, "of") else -1
    everywhere = strikes_all or getattr(effect, "everywhere", False)
    match effect:
        case fx.Shock():
            return EventPart(event, "add", effect.to, (power,), effect.gain, everywhere)
        case fx.Swing():
            return EventPart(event, "add", "odds", (names.flows.index(effect.domain), power), effect.gain, everywhere)
        case fx.Loss():
            where = (names.stocks.index(effect.domain), power)
            return EventPart(event, "scale", "stock", where, effect.factor, everywhere)
        case fx.Lapse():
            return EventPart(event, "lapse", "pipeline", (power,), effect.share, everywhere)
        case fx.Fortune():
            field = "attention" if effect.to == "capital" else effect.to
            return EventPart(event, "add", field, (), effect.gain, everywhere)
        case fx.Squeeze():
            actor: Any = scenario.actors[effect.of]
            return EventPart(event, "region", "purse", (power,), effect.share * actor.purse.income, True)
        case fx.Halt():
            corridor = names.corridors.index(effect.corridor)
            return EventPart(event, "halt", "halted", (corridor,), float(effect.quarters), True)
        case fx.Tension():
            return EventPart(event, "region", "tension", (), effect.gain, True)
    raise AssertionError(f"an event effect without a mechanism: {effect!r}")
