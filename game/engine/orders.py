"""Orders are read, refused or paid, and the offers that follow from them lie on the table."""

from functools import lru_cache
from typing import NamedTuple

from game.engine.legality import (
    Slots,
    as_they_are,
    clean,
    judge_alone,
    judge_in_order,
    known_levers,
    needs_target,
    table_index,
)
from game.engine.numerics import Plan, anything, for_keeps, gather_rows, look_up, namespace, number, places, remembered
from game.model.arrays import Array, Same, at, chosen
from game.model.turn import Offers, Turn
from game.model.world import Levers, World

_PUT = ("to_state", "to_all", "to_power", "item_count", "ties_everywhere", "ties_rivals_everywhere")


def place_orders(turn: Turn, world: World) -> Turn:
    """Read the slots of every power one after the other; pay for what is legal and drop the rest."""
    orders, state, levers = turn.orders, turn.state, world.levers
    assert orders is not None
    xp, none = namespace(state.purse), len(world.names.levers)
    lever = xp.astype(orders.lever, xp.int32) if turn.lawful else known_levers(orders, world)
    given = gather(levers, lever)
    slots = as_they_are(orders, lever, world) if turn.lawful else clean(orders, lever, given, world)
    given = given.with_(capital=given.capital * look_up(levers.effort, slots.size))
    cost = look_up(levers.money, table_index(slots, world))
    lies = _lies(_all_starts(xp, lever.shape, len(world.names.states)), slots.column)
    if anything(state.discount > 0):
        cost = cost * (1.0 - at(state.discount, lies.pair) * given.to_state)
    code = slots.form
    if not turn.lawful:
        code = judge_in_order(state, slots, given, judge_alone(state, slots, given, lies.pair, world), cost, world)
    stands = number(xp.logical_and(code == 0, slots.lever < none))
    turn = turn.add_by_order("purse", "order", -cost * stands, axes=(-2,))
    turn = turn.add_by_order("capital", "order", -given.capital * stands, axes=(-2,))
    off = number(turn.shocks.cancel < given.cancelled) * stands
    if anything(off > 0):
        turn = _call_off(turn, slots, given, lies, off, world)
    turn = _remember(turn, slots, given, stands, world)
    stands = stands - off
    turn = turn.put(target=slots.target, size=slots.size, refusal=code, cancelled=off)
    slots = slots._replace(lever=_kept(lever, stands, none))
    return _lay_out(turn, slots, lies, _standing(given, stands), world)


def _call_off(turn: Turn, slots: Slots, given: Levers, lies: "Places", off: Array, world: World) -> Turn:
    """Let journeys that are called off, 1 in (P, J, B), cost trust where they were to go."""
    xp, cost = namespace(off), -world.rules.ties.trust_cancelled
    several = xp.sum(off, axis=1) + xp.sum(off * given.to_all, axis=1) > 1.0
    if turn.log is None and not anything(several):
        where = chosen(off > 0)  # few, each in a state of its own
        return turn.add_where("trust", "called off", at(lies.pair, where), {(): at(off, where) * cost})
    return turn.add_by_order("trust", "called off", put_to(slots, given, off, world) * cost, axes=(-3,))


def gather(levers: Levers, lever: Array) -> Levers:
    """Return the tables at the levers of orders: each field (..., P, J, B), with an axis of rows where it has one."""
    return levers.with_(**_plan(Same(levers), False).find(lever))


def _standing(given: Levers, stands: Array) -> Levers:
    """Return what the levers of orders are, those that do not stand put to nobody."""
    return given.with_(**{name: getattr(given, name) * stands for name in _PUT})


@lru_cache(maxsize=64)
def _plan(levers: Same, everywhere: bool) -> Plan:
    """Return how to look up levers, or only those that are put to all states: most tables have nothing for these."""
    only = levers.it.to_all if everywhere else 1.0
    return Plan.of({name: getattr(levers.it, name) * only for name in levers.it.columns})


def _kept(lever: Array, stands: Array, none: int) -> Array:
    xp = namespace(lever)
    return xp.astype(stands, xp.int32) * (lever - none) + none


def put_to(slots: Slots, given: Levers, stands: Array, world: World) -> Array:
    """Return 1 at the states that orders are put to, (P, J, S, B), for those that stand."""
    here = _at_target(slots.column, given.to_state * stands, len(world.names.states))
    everywhere = given.to_all * stands
    return here + everywhere[:, :, None] if anything(everywhere > 0) else here


def _at_target(column: Array, single: Array, states: int) -> Array:
    """Return 1 at the target (P, J, B) of orders to one state, (P, J, S, B); `single` is 1 for these."""
    xp = namespace(column)
    marked = (column + 1) * xp.astype(single, xp.int32) - 1
    return number(marked[:, :, None] == places(xp, states))


def _remember(turn: Turn, slots: Slots, given: Levers, stands: Array, world: World) -> Turn:
    """Keep the orders in mind: which were given, and which levers can no longer be used in a state."""
    state, none = turn.state, len(world.names.levers)
    xp, used, lever = namespace(stands), state.used, _kept(slots.lever, stands, none)
    bits = xp.astype(given.once_bit, xp.int32)
    if anything(bits > 0):
        marks = bits[:, :, None] * xp.astype(put_to(slots, given, stands, world), xp.int32)
        for j in range(world.slots):
            used = used | marks[:, j]
    target = (slots.target + 1) * needs_target(given) * xp.astype(lever < none, xp.int32)
    return turn.keep(
        used=used,
        past_lever=remembered(lever, state.past_lever),
        past_target=remembered(target, state.past_target),
    )


def _lay_out(turn: Turn, slots: Slots, lies: "Places", given: Levers, world: World) -> Turn:
    """Put what stands on the table: orders to one state each, and those to all."""
    states, shape = len(world.names.states), slots.lever.shape
    xp, index = namespace(slots.lever), table_index(slots, world)
    scale = (xp.astype(slots.size, xp.float32) + 1.0) * 0.25
    offers = [_offers(turn, lies, slots.column, given, index, scale, given.to_state, world)]
    common = chosen(given.to_all > 0)
    if common.shape[0]:
        order = common[None]
        there = world.levers.with_(**_plan(Same(world.levers), True).find(at(slots.lever, order)))
        everywhere = places(xp, states)
        lies = _lies(_starts(order, shape, states), everywhere)
        offers.append(_offers(turn, lies, everywhere, there, at(index, order), at(scale, order), there.to_all, world))
    here = _at_target(slots.column, given.to_state, states)
    return turn.put(lever=slots.lever, given=given, scale=scale, here=here, offers=tuple(offers))


class Places(NamedTuple):
    """Where orders lie, everything laid end to end, each like the orders or broadcastable to them."""

    games: int
    order: Array  # among the orders (P, J, B)
    host: Array  # the state and game, among states (S, B)
    pair: Array  # the same with the power, among powers and states (P, S, B)
    seat: Array  # the same with the order, among orders and states (P, J, S, B)


def _starts(order: Array, shape: tuple[int, ...], states: int) -> Places:
    """Return where some of the orders (P, J, B) lie if they are put to the first state."""
    _, slots, games = shape
    row, game = order // games, order % games
    return Places(games, order, game, row // slots * (states * games) + game, row * (states * games) + game)


@lru_cache(maxsize=4)
def _all_starts(xp: Array, shape: tuple[int, ...], states: int) -> Places:
    """Return where all orders lie if they are put to the first state."""
    powers, slots, games = shape
    xp = for_keeps(xp)

    def every(count: int, step: int, *axes: int) -> Array:
        return xp.reshape(xp.arange(count, dtype=xp.int64) * step, axes)

    game, beside = every(games, 1, games), states * games
    return Places(
        games=games,
        order=every(powers * slots * games, 1, *shape),
        host=game,
        pair=every(powers, beside, powers, 1, 1) + game,
        seat=every(powers * slots, beside, powers, slots, 1) + game,
    )


def _lies(starts: Places, state: Array) -> Places:
    """Return where orders to some state lie, given where they would if it were the first."""
    xp, games, order, host, pair, seat = namespace(state), *starts
    first = xp.astype(state, xp.int64) * games
    return Places(games, order, host + first, pair + first, seat + first)


def _offers(
    turn: Turn, lies: Places, state: Array, given: Levers, index: Array, scale: Array, reach: Array, world: World
) -> Offers:
    """Return orders of one sort as they are put; see `Offers` for the shapes."""
    found = gather_rows(_size_tables(Same(world)), index)
    worth, benefit, mass, ceiling = (found[row, ...] for row in range(4))
    growth = 1.0 + at(turn.state.bonus, lies.pair)
    return Offers(
        everywhere=state.ndim == 2, order=lies.order, given=given, state=state, host=lies.host, pair=lies.pair,
        seat=lies.seat, reach=reach, offered=given.offer * reach, scale=scale, benefit=benefit, mass=mass,
        ceiling=ceiling, growth=growth, value=worth * reach * growth,
    )  # fmt: skip


@lru_cache(maxsize=64)
def _size_tables(world: Same) -> Array:
    """Return what is on offer, how welcome it is, how much it counts and which share is too much, (4, places).

    By lever, size and state, as in `legality.table_index`.
    """
    levers, states = world.it.levers, len(world.it.names.states)
    xp = namespace(levers.worth)
    count = levers.base.shape[0]
    need, ceiling = (xp.reshape(table, (count, 1, states)) for table in (levers.need, levers.ceiling))
    weight = xp.reshape(levers.weight, (count, -1, states))
    benefit = world.it.rules.answers.benefit * need * xp.reshape(levers.credit, (count, 1, 1)) * weight
    ceiling = xp.broadcast_to(ceiling, weight.shape)
    return xp.stack([levers.worth, xp.reshape(benefit, (-1,)), levers.mass, xp.reshape(ceiling, (-1,))])
