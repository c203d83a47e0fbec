"""Orders are read, refused or paid, and the offers that follow from them lie on the table."""

from functools import lru_cache

from game.engine.legality import Slots, clean, judge_alone, judge_in_order, table_index
from game.engine.numerics import Plan, anything, look_up, namespace, number
from game.model.arrays import Array, Same
from game.model.turn import Turn
from game.model.world import Levers, World

_JUDGED = (
    "to_state", "to_all", "to_power", "valued", "item_count", "needs", "once_bit", "pause", "capital", "journey",
    "cancelled",
)  # fmt: skip


def place_orders(turn: Turn, world: World) -> Turn:
    """Read the slots of every power one after the other; pay for what is legal and drop the rest."""
    orders, state, levers = turn.orders, turn.state, world.levers
    assert orders is not None
    xp, none = namespace(state.purse), len(world.names.levers)
    slots = clean(orders, world)
    given = gather(levers, slots.lever, judged=True)
    reach = _reach(slots, given, world)
    saved = xp.sum(reach * state.discount[:, None], axis=2) * given.to_state
    cost = look_up(levers.money, table_index(slots, world)) * (1.0 - saved)
    alone = judge_alone(state, slots, given, reach, world)
    code = judge_in_order(state, slots, given, alone, cost, world)
    stands = number(xp.logical_and(code == 0, slots.lever < none))
    turn = turn.add_by_order("purse", "order", -cost * stands, axes=(-2,))
    turn = turn.add_by_order("capital", "order", -given.capital * stands, axes=(-2,))
    off = number(turn.shocks.cancel < given.cancelled) * stands
    lost = off[:, :, None] * reach * -world.rules.ties.trust_cancelled
    turn = turn.add_by_order("trust", "called off", lost, axes=(-3,))
    turn = _remember(turn, _kept(slots.lever, stands, none), slots, given, reach * stands[:, :, None], world)
    stands = stands - off
    lever = _kept(slots.lever, stands, none)
    turn = turn.put(lever=lever, target=slots.target, size=slots.size, refusal=code, cancelled=off)
    return _lay_out(turn, slots, gather(levers, lever), reach * stands[:, :, None], world)


def gather(levers: Levers, lever: Array, judged: bool = False) -> Levers:
    """Return the tables at the levers of orders: each field (P, J, B), or (n, P, J, B) where the table has n rows.

    For judging orders, only those that it asks for.
    """
    return levers.with_(**_plan(Same(levers), _JUDGED if judged else levers.columns).find(lever))


@lru_cache(maxsize=64)
def _plan(levers: Same, names: tuple[str, ...]) -> Plan:
    return Plan.of({name: getattr(levers.it, name) for name in names})


def _kept(lever: Array, stands: Array, none: int) -> Array:
    xp = namespace(lever)
    return xp.astype(stands, xp.int32) * (lever - none) + none


def _reach(slots: Slots, given: Levers, world: World) -> Array:
    """Return 1 at the states that orders are put to, (P, J, S, B)."""
    xp = namespace(slots.lever)
    states = xp.reshape(xp.arange(len(world.names.states), dtype=xp.int32), (-1, 1))
    here = number(slots.target[:, :, None] == states) * given.to_state[:, :, None]
    return here + given.to_all[:, :, None]


def _remember(turn: Turn, lever: Array, slots: Slots, given: Levers, reach: Array, world: World) -> Turn:
    """Keep the orders in mind: which were given, and which levers can no longer be used in a state."""
    xp, state = namespace(lever), turn.state
    used = state.used
    bits = xp.astype(given.once_bit, xp.int32)
    if anything(bits > 0):
        marks = bits[:, :, None] * xp.astype(reach, xp.int32)
        for j in range(world.slots):
            used = used | marks[:, j]
    return turn.keep(
        used=used,
        past_lever=xp.concat([lever[None], state.past_lever[:-1]], axis=0),
        past_target=xp.concat(
            [(slots.target * xp.astype(lever < len(world.names.levers), xp.int32))[None], state.past_target[:-1]],
            axis=0,
        ),
    )


def _lay_out(turn: Turn, slots: Slots, given: Levers, reach: Array, world: World) -> Turn:
    """Put what stands on the table."""
    xp, growth = namespace(reach), 1.0 + turn.state.bonus
    index = table_index(slots, world)
    worth = look_up(world.levers.worth, index)
    guest = xp.maximum(given.journey, given.to_all)
    return turn.put(
        given=given,
        index=index,
        reach=reach,
        growth=growth,
        scale=(xp.astype(slots.size, xp.float32) + 1.0) * 0.25,
        value=worth[:, :, None] * reach * growth[:, None],
        guests=xp.sum(xp.max(guest[:, :, None] * reach, axis=1), axis=0),
        offered=given.offer[:, :, None] * reach,
    )
