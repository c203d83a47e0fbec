"""Pressure: what it does to the state that is pressed, to rivals, and to the one who presses."""

from itertools import product

from game.engine.numerics import anything, namespace, number
from game.engine.shares import current_dependence
from game.model.arrays import Array, at, chosen
from game.model.turn import Turn
from game.model.world import World

_EARLY = 2  # stages of building in which works can still lapse


def press(turn: Turn, level: Array, cause: str, world: World, dependence: Array | None = None) -> Turn:
    """Press states with the strength `level` (P, S, B): others' early works lapse, and the state grows angry.

    Hedging rises for some quarters afterwards (reactance), and naming the presser costs less. Few states are
    pressed: only these are looked at.
    """
    pressed = level > 0
    if not anything(pressed):
        return turn
    if dependence is None:
        dependence = current_dependence(turn.state, world)
    xp, mood, where = namespace(level), world.rules.mood, chosen(pressed)
    strength, anger = at(level, where), number(at(pressed, where))
    more = {
        "pressure": xp.clip(strength - at(turn.state.pressure, where), 0.0, None),
        "affinity": anger * -mood.pressure_ties,
        "grievance": xp.clip(anger - at(turn.state.grievance, where), 0.0, None),
    }
    for field, amount in more.items():
        turn = turn.add_where(field, cause, where, {(): amount})
    anyone = xp.any(pressed, axis=0)
    host = chosen(anyone)
    here = number(at(anyone, host))
    costs = {"development": -mood.pressure_development, "home": -mood.pressure_home, "hedging": mood.reactance}
    for field, cost in costs.items():
        turn = turn.add_where(field, cause, host, {(): here * cost})
    turn = turn.add("tension", cause, xp.sum(number(pressed), axis=(0, 1)) * mood.pressure_tension)
    return _frighten(turn, level, cause, host, dependence, world)


def _frighten(turn: Turn, level: Array, cause: str, host: Array, dependence: Array, world: World) -> Turn:
    """Let early works of others lapse where a power presses, by how much the state depends on that power."""
    pipeline, powers = turn.state.pipeline, range(level.shape[0])
    xp = namespace(level)
    felt = xp.stack([at(level[p, ...], host) * at(dependence[p, ...], host) for p in powers])
    felt = felt * world.rules.mood.pressure_lapse
    frightened = xp.clip(xp.sum(felt, axis=0) - felt, 0.0, 1.0)
    works = product(range(_EARLY), range(pipeline.shape[1]), powers)
    lost = {(i, k, p): at(pipeline[i, k, p, ...], host) * -frightened[p, ...] for i, k, p in works}
    return turn.add_where("pipeline", cause, host, lost)
