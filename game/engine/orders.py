"""Orders are read, refused or paid, and the offers that follow from them lie on the table."""

from game.engine.legality import Purse, Slot, judge, price
from game.engine.numerics import look_up, namespace, number
from game.model.arrays import Array
from game.model.turn import SIZES, Orders, Turn
from game.model.world import World


def place_orders(turn: Turn, world: World) -> Turn:
    """Read the slots of every power one after the other; pay for what is legal and drop the rest."""
    orders, state = turn.orders, turn.state
    assert orders is not None
    xp = namespace(state.purse)
    none, states = len(world.names.levers), len(world.names.states)
    nothing = xp.zeros_like(state.purse)
    purse = Purse(state.purse, state.capital, nothing, nothing)
    levers, codes, costs, capitals = [], [], [], []
    for j in range(world.slots):
        slot = _clean(orders, j, world)
        reach = _reach(slot.lever, slot.target, world)
        cost = price(slot, xp.sum(reach * state.discount, axis=1), world)
        code = judge(state, slot, purse, cost, reach, world)
        given = xp.logical_and(code == 0, slot.lever < none)
        stands = number(given)
        capital = look_up(world.levers.capital, slot.lever) * stands
        purse = Purse(
            purse.money - cost * stands,
            purse.capital - capital,
            purse.journeys + look_up(world.levers.journey, slot.lever) * stands,
            purse.packages + number(look_up(world.levers.item_count, slot.lever) > 0.5) * stands,
        )
        levers.append(xp.astype(given, xp.int64) * (slot.lever - none) + none)
        codes.append(xp.astype(slot.lever < none, xp.int64) * code)
        costs.append(cost * stands)
        capitals.append(capital)
    lever, code = xp.stack(levers, axis=1), xp.stack(codes, axis=1)
    target = xp.clip(orders.target, 0, max(states, len(world.names.powers)) - 1)
    turn = turn.add_by_order("purse", "order", -xp.stack(costs, axis=1), axes=(-2,))
    turn = turn.add_by_order("capital", "order", -xp.stack(capitals, axis=1), axes=(-2,))
    turn = _remember(turn, lever, target, world)
    return _lay_out(turn, lever, target, code, world)


def _clean(orders: Orders, j: int, world: World) -> Slot:
    """Return one slot with every index inside its table: wild values become ones that are refused."""
    xp = namespace(orders.lever)
    none, states = len(world.names.levers), len(world.names.states)
    lever = xp.clip(orders.lever[:, j], 0, none)
    to_power = look_up(world.levers.to_power, lever) > 0.5
    most = xp.astype(to_power, xp.int64) * (len(world.names.powers) - states) + states - 1
    target = xp.minimum(xp.maximum(orders.target[:, j], xp.zeros_like(most)), most)
    return Slot(lever, target, xp.clip(orders.size[:, j], 0, len(SIZES) - 1), orders.items[:, j])


def _reach(lever: Array, target: Array, world: World) -> Array:
    """Return 1 at the states that orders are put to: for orders (P, ..., B) an array (P, ..., S, B)."""
    xp = namespace(lever)
    states = xp.reshape(xp.arange(len(world.names.states)), (-1, 1))
    here = number(target[..., None, :] == states) * look_up(world.levers.to_state, lever)[..., None, :]
    return here + look_up(world.levers.to_all, lever)[..., None, :]


def _remember(turn: Turn, lever: Array, target: Array, world: World) -> Turn:
    """Keep the orders in mind: which were given, and which levers can no longer be used in a state."""
    xp, state = namespace(lever), turn.state
    used = state.used
    if bool(xp.any(world.levers.once_bit > 0)):
        bits = xp.astype(look_up(world.levers.once_bit, lever), xp.int64)
        reach = xp.astype(_reach(lever, target, world), xp.int64)
        for j in range(world.slots):
            used = used | (bits[:, j, None] * reach[:, j])
    return turn.keep(
        used=used,
        past_lever=xp.concat([lever[None], state.past_lever[:-1]], axis=0),
        past_target=xp.concat([target[None], state.past_target[:-1]], axis=0),
    )


def _lay_out(turn: Turn, lever: Array, target: Array, code: Array, world: World) -> Turn:
    """Call off journeys by chance, and put what remains on the table."""
    xp, levers, assigned = namespace(lever), world.levers, turn.orders
    assert assigned is not None
    none, states = len(world.names.levers), len(world.names.states)
    off = turn.shocks.cancel < look_up(levers.cancelled, lever)
    whole = xp.astype(off, xp.int64)
    reach_before = _reach(lever, target, world)
    lost = number(off)[:, :, None] * reach_before * world.rules.ties.trust_cancelled
    turn = turn.add_by_order("trust", "called off", -lost, axes=(-3,))
    lever = whole * (none - lever) + lever
    reach = _reach(lever, target, world)
    size = xp.clip(assigned.size, 0, len(SIZES) - 1)
    worth = look_up(levers.worth, (lever * len(SIZES) + size) * states + xp.clip(target, 0, states - 1))
    value = worth[:, :, None] * reach * (1.0 + turn.state.bonus[:, None])
    guest = xp.maximum(look_up(levers.journey, lever), look_up(levers.to_all, lever))
    guests = xp.sum(xp.max(guest[:, :, None] * reach, axis=1), axis=0)
    offered = look_up(levers.offer, lever)[:, :, None] * reach
    return turn.put(
        lever=lever, target=target, size=size, refusal=code, cancelled=number(off), reach=reach, value=value,
        guests=guests, offered=offered,
    )  # fmt: skip
