"""The states' own moves, made at the same time as the powers' orders."""

from dataclasses import fields
from functools import lru_cache
from typing import TypeAlias

from game.engine.legality import SLACK
from game.engine.numerics import Plan, anything, first_largest, look_up, namespace, number, power, remembered
from game.engine.shares import current_dependence
from game.model.arrays import Array, Same
from game.model.turn import Turn
from game.model.world import Moves, World

Made: TypeAlias = dict[str, Array]  # what the moves that are made do, by table and row


def make_moves(turn: Turn, world: World) -> Turn:
    """Let every state make its own move, if it can; a repeated move has less effect."""
    orders, state = turn.orders, turn.state
    assert orders is not None
    xp, moves = namespace(state.purse), world.moves
    none = len(world.names.moves)
    move = xp.astype(xp.clip(orders.move, 0, none), xp.int32)
    court = xp.astype(xp.clip(orders.court, 0, len(world.names.powers) - 1), xp.int32)
    row = xp.reshape(xp.arange(len(world.names.states), dtype=xp.int32), (-1, 1)) * moves.users.shape[1]
    usable = look_up(xp.reshape(moves.users, (-1,)), row + move) > 0.5
    can = xp.logical_and(usable, look_up(moves.capital, move) <= state.attention + SLACK)
    can = xp.logical_and(can, xp.logical_not(_too_soon(turn, move, world)))
    move = xp.astype(can, xp.int32) * (move - none) + none
    effect = number(can) / (1.0 + weariness(turn, move, court, world))
    made = _plan(Same(moves)).find(move)
    turn = turn.add("attention", "own move", -made["capital"])
    turn = turn.keep(past_move=remembered(move, state.past_move), past_court=remembered(court, state.past_court))
    turn = _change_at_home(turn, made, effect, world)
    courts, diversifies = made["to_power"], made["diversifies"]
    if anything(courts + diversifies > 0):
        dependence = current_dependence(turn.state, world)
        turn = _court(turn, made, court, effect, dependence, world)
        turn = _diversify(turn, made, effect, dependence)
    return _announce(turn, made, effect)


@lru_cache(maxsize=64)
def _plan(moves: Same) -> Plan:
    """Return how to look up what moves do: the tables by name, those of several rows by name and row."""
    tables = {}
    for entry in fields(Moves):
        table = getattr(moves.it, entry.name)
        if entry.name in ("users", "menus"):
            continue
        if table.ndim == 1:
            tables[entry.name] = table
        else:
            tables |= {f"{entry.name} {row}": table[row, ...] for row in range(table.shape[0])}
    return Plan.of(tables)


def _too_soon(turn: Turn, move: Array, world: World) -> Array:
    """Return whether a state made this move within its pause, (S, B)."""
    xp, pause = namespace(move), look_up(world.moves.pause, move)
    soon, move = pause < -1.0, xp.astype(move, turn.state.past_move.dtype)
    for age in range(1, world.memory):
        waits = pause > float(age)
        if not anything(waits):
            break
        soon = xp.logical_or(soon, xp.logical_and(waits, turn.state.past_move[age - 1] == move))
    return soon


def weariness(turn: Turn, move: Array, court: Array, world: World) -> Array:
    """Return how often a state made the same move for the same power, fading with time, (S, B)."""
    xp, state = namespace(move), turn.state
    for_power = look_up(world.moves.to_power, move) > 0.5
    move, court = xp.astype(move, state.past_move.dtype), xp.astype(court, state.past_court.dtype)
    total = xp.zeros_like(state.attention)
    fade = power(world.rules.moves.fatigue, world.quarters)
    for age in range(world.memory):
        elsewhere = xp.logical_and(for_power, state.past_court[age] != court)
        same = xp.logical_and(state.past_move[age] == move, xp.logical_not(elsewhere))
        total = total + number(same) * power(fade, age + 1)
    return total


def _change_at_home(turn: Turn, made: Made, effect: Array, world: World) -> Turn:
    """Add what a move does for support, development, tension and the state's own corridors."""
    xp = namespace(effect)
    turn = turn.add("home", "own move", made["home"] * effect)
    turn = turn.add("development", "own move", made["development"] * effect)
    turn = turn.add("tension", "own move", xp.sum(made["tension"] * effect, axis=0))
    stages = xp.sum(world.states.builds * (made["works"] * effect), axis=1)
    return turn.add("stages", "own move", stages)


def _court(turn: Turn, made: Made, court: Array, effect: Array, dependence: Array, world: World) -> Turn:
    """Favour one power: affinity, and easier orders for it in the next turns; others may feel slighted."""
    xp, state = namespace(effect), turn.state
    powers = xp.reshape(xp.arange(len(world.names.powers), dtype=xp.int32), (-1, 1, 1))
    chosen = number(powers == court) * made["to_power"]
    gain = made["ties"] * effect * world.rules.ties.scale
    turn = turn.add("affinity", "courted", chosen * gain * (1.0 - state.affinity))
    weighty = number(dependence > made["slight_above"])
    turn = turn.add("affinity", "slighted", (1.0 - chosen) * weighty * made["slight"] * effect)
    turns = chosen * made["courted"]
    fresh = number(turns > 0.5)
    return turn.keep(
        courted=xp.maximum(state.courted, turns + fresh),  # one more: it begins with the next turn
        discount=_renew(state.discount, fresh, made["discount"] * effect),
        bonus=_renew(state.bonus, fresh, made["bonus"] * effect),
    )


def _renew(now: Array, fresh: Array, value: Array) -> Array:
    return now + fresh * (value - now)


def _diversify(turn: Turn, made: Made, effect: Array, dependence: Array) -> Turn:
    """Move a part of the largest partner's weight to others, and lighten pressure and debts."""
    xp, state = namespace(effect), turn.state
    stock, odds, ties, pressure, debt = (made[f"diversify {i}"] * effect for i in range(5))
    largest = first_largest(dependence, axis=0)
    moved = state.stock[:, :-1] * (largest * stock)
    others = xp.sum(moved, axis=1)
    turn = turn.add("stock", "diversified", xp.concat([-moved, others[:, None]], axis=1))
    turn = turn.add("odds", "diversified", -(largest * odds))
    turn = turn.add("affinity", "diversified", largest * ties)
    turn = turn.add("pressure", "diversified", -state.pressure * pressure)
    return turn.add("debt", "diversified", -state.debt * debt)


def _announce(turn: Turn, made: Made, effect: Array) -> Turn:
    """Lay tenders, meetings and common voices on the table: they count when offers are weighed."""
    xp = namespace(effect)
    least, naming, pressure = (made[f"voice {i}"] for i in range(3))
    speaks = number(least > 0.5)
    enough = speaks * number(xp.sum(speaks, axis=0) >= least)
    return turn.put(
        tender=xp.stack([made["tender 0"] * effect, made["tender 1"] * effect]),
        welcome=made["hosting 3"] * effect,
        hosting=xp.stack([made["hosting 0"] * effect, made["hosting 1"] * effect, made["hosts"] * made["hosting 2"]]),
        voice=xp.stack([1.0 - enough * (1.0 - naming), 1.0 - enough * (1.0 - pressure)]),
    )
