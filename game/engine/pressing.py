"""Pressure: what it does to the state that is pressed, to rivals, and to the one who presses."""

from game.engine.numerics import anything, namespace, number
from game.engine.shares import current_dependence
from game.model.arrays import Array
from game.model.turn import Turn
from game.model.world import World


def press(turn: Turn, level: Array, cause: str, world: World, dependence: Array | None = None) -> Turn:
    """Press states with the strength `level` (P, S, B): others' early works lapse, and the state grows angry.

    Hedging rises for some quarters afterwards (reactance), and naming the presser costs less.
    """
    if not anything(level > 0):
        return turn
    state, mood = turn.state, world.rules.mood
    xp = namespace(level)
    pressed = number(level > 0)
    anyone = xp.max(pressed, axis=0)
    turn = turn.add("pressure", cause, xp.clip(level - state.pressure, 0.0, None))
    turn = turn.add("affinity", cause, pressed * -mood.pressure_ties)
    turn = turn.add("grievance", cause, xp.clip(pressed - state.grievance, 0.0, None))
    turn = turn.add("development", cause, anyone * -mood.pressure_development)
    turn = turn.add("home", cause, anyone * -mood.pressure_home)
    turn = turn.add("hedging", cause, anyone * mood.reactance)
    turn = turn.add("tension", cause, xp.sum(pressed, axis=(0, 1)) * mood.pressure_tension)
    if dependence is None:
        dependence = current_dependence(state, world)
    felt = level * dependence * mood.pressure_lapse
    frightened = xp.clip(xp.sum(felt, axis=0) - felt, 0.0, 1.0)
    early = turn.state.pipeline[:2] * -frightened
    return turn.add_at("pipeline", cause, {(0,): early[0, ...], (1,): early[1, ...]})
