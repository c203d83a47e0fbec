"""Which orders are allowed, and why not.

An order that breaks a rule is refused as a value: a code here, a sentence in
`REFUSALS`. It never changes the state. Most conditions hold for each order by
itself; money, political capital, journeys, packages and pauses also depend on
what the same power ordered in earlier slots of the turn.
"""

from functools import lru_cache
from typing import NamedTuple

from game.engine.numerics import anything, look_up, namespace, number
from game.model.arrays import Array, Same, at
from game.model.state import State
from game.model.turn import FULL_SIZE, SIZES, Orders
from game.model.world import Levers, World

REFUSALS: tuple[tuple[str, str], ...] = (
    ("legal", "This order is legal."),
    ("unknown", "There is no such lever."),
    ("user", "This lever is not this actor's to use."),
    ("target", "This lever cannot be put to this target."),
    ("size", "There is no such size; what carries no value has only the full size."),
    ("items", "An order of this lever carries at least one of its items and no others."),
    ("prerequisite", "The ground for it has not been won there yet."),
    ("once", "It can be put to a state only once."),
    ("pause", "It is too soon after the last one."),
    ("journey", "There is one journey a turn."),
    ("package", "There is one package or statement a turn."),
    ("budget", "The purse does not hold enough money."),
    ("capital", "There is not enough political capital."),
    ("slot", "All orders of this turn are taken."),
)
CODES = {name: code for code, (name, _) in enumerate(REFUSALS)}
SLACK = 1e-6  # money is a sum of rounded numbers


class Slots(NamedTuple):
    """All orders of a turn with every index inside its table; each field is (P, J, B)."""

    lever: Array
    target: Array
    column: Array  # the target as the index of a state, whatever it is
    size: Array
    items: Array
    form: Array  # 0, or the code of a form that cannot be read


def known_levers(orders: Orders, world: World) -> Array:
    """Return the levers of orders, (P, J, B), those that do not exist as none."""
    xp, none = namespace(orders.lever), len(world.names.levers)
    lever = xp.astype(orders.lever, xp.int32)
    unknown = xp.logical_or(lever < 0, lever > none)
    return xp.astype(unknown, xp.int32) * (none - lever) + lever if anything(unknown) else lever


def clean(orders: Orders, lever: Array, given: Levers, world: World) -> Slots:
    """Bring wild indices inside their tables and note which orders could not be read.

    Parameters
    ----------
    orders : what has been decided.
    lever : its known levers.
    given : what these are, each field (..., P, J, B).
    """
    xp, powers, states = namespace(lever), len(world.names.powers), len(world.names.states)
    target, size = xp.astype(orders.target, xp.int32), xp.astype(orders.size, xp.int32)
    ends = xp.astype(given.to_power, xp.int32) * (powers - states) + states
    placed = given.to_state + given.to_power > 0.5
    astray = xp.logical_and(placed, xp.logical_or(target < 0, target >= ends))
    odd = xp.logical_or(size < 0, size >= len(SIZES))
    form = first_broken([("unknown", lever != orders.lever), ("target", astray), ("size", odd)])
    column = xp.clip(target, 0, states - 1)
    target = column if states >= powers else xp.clip(target, 0, powers - 1)
    return Slots(lever, target, column, xp.clip(size, 0, len(SIZES) - 1), xp.astype(orders.items, xp.int32), form)


def as_they_are(orders: Orders, lever: Array, world: World) -> Slots:
    """Return orders that are known to be legal, without a look at what could be wrong with them."""
    xp, states = namespace(lever), len(world.names.states)
    target, size = xp.astype(orders.target, xp.int32), xp.astype(orders.size, xp.int32)
    column = xp.clip(target, 0, states - 1) if len(world.names.powers) > states else target
    return Slots(lever, target, column, size, xp.astype(orders.items, xp.int32), xp.zeros_like(lever))


def first_broken(conditions: list[tuple[str, Array]]) -> Array:
    """Return the code of the first condition that is true, or 0."""
    xp = namespace(conditions[0][1])
    code = xp.astype(conditions[0][1], xp.int32) * CODES[conditions[0][0]]
    for name, broken in conditions[1:]:
        if anything(broken):
            code = code + xp.astype(xp.logical_and(code == 0, broken), xp.int32) * CODES[name]
    return code


def table_index(slots: Slots, world: World) -> Array:
    """Return the index of orders into the tables by lever, size and target, (P, J, B)."""
    return (slots.lever * len(SIZES) + slots.size) * len(world.names.states) + slots.column


def judge_alone(state: State, slots: Slots, given: Levers, pair: Array, world: World) -> Array:
    """Return the refusal code of every order judged by itself, (P, J, B).

    Parameters
    ----------
    slots : the orders.
    given : what their levers are, each field (..., P, J, B).
    pair : the places of their powers, targets and games among all (P, S, B), laid end to end.
    """
    xp, levers = namespace(slots.lever), world.levers
    powers, states = len(world.names.powers), len(world.names.states)
    none = len(world.names.levers)
    own = slots.target == xp.reshape(xp.arange(powers, dtype=xp.int32), (powers, 1, 1))
    place = slots.lever * states + slots.column
    row = xp.reshape(xp.arange(powers, dtype=xp.int32), (powers, 1, 1)) * ((none + 1) * states)
    stranger = barred = look_up(_open_to(Same(levers)), row + place) < 0.5
    if anything(stranger):  # one look-up tells whether anything is wrong; two tell what
        stranger = xp.stack([look_up(levers.users[p], slots.lever[p]) for p in range(powers)]) < 0.5
        barred = look_up(levers.allowed, place) < 0.5
    wrong = xp.logical_or(barred, xp.logical_and(given.to_power > 0.5, own))
    count = xp.astype(given.item_count, xp.int32)
    bad_items = xp.logical_and(count > 0, xp.logical_or(slots.items <= 0, (slots.items >> count) > 0))
    resized = xp.logical_and(slots.size != FULL_SIZE, given.valued < 0.5)
    lone = first_broken(
        [
            ("user", stranger),
            ("target", wrong),
            ("size", xp.logical_and(resized, slots.lever < none)),
            ("items", bad_items),
            ("prerequisite", _lacks_ground(state, given, pair)),
            ("once", _already(state, given, pair)),
            ("pause", _too_soon(state, slots.lever, given, world)),
        ]
    )
    return slots.form + xp.astype(slots.form == 0, xp.int32) * lone


@lru_cache(maxsize=64)
def _open_to(levers: Same) -> Array:
    """Return 1 where a power may put a lever to a state, by power, lever and state, laid end to end."""
    users, allowed = levers.it.users, levers.it.allowed
    xp, (powers, count) = namespace(users), users.shape
    return xp.reshape(xp.reshape(users, (powers, count, 1)) * xp.reshape(allowed, (1, count, -1)), (-1,))


def _lacks_ground(state: State, given: Levers, pair: Array) -> Array:
    """Return whether yeses that must come first are missing, at the target or in all states, (P, J, B)."""
    xp, lacking = namespace(pair), pair < 0
    for kind in range(state.ground.shape[0]):
        if anything(given.needs[kind] > 0):
            ground = state.ground[kind]
            won = at(ground, pair) * given.to_state + xp.sum(ground, axis=1)[:, None] * given.to_all
            lacking = xp.logical_or(lacking, won < given.needs[kind])
    return lacking


def _already(state: State, given: Levers, pair: Array) -> Array:
    """Return whether a lever that can be used once has been, at any state that the order is put to, (P, J, B)."""
    xp = namespace(pair)
    bit = xp.astype(given.once_bit, xp.int32)
    if not anything(bit > 0):
        return bit > 0
    there = number((at(state.used, pair) & bit) > 0)
    anywhere = number(xp.any((state.used[:, None] & bit[:, :, None]) > 0, axis=2))
    return there * given.to_state + anywhere * given.to_all > 0.5


def _too_soon(state: State, lever: Array, given: Levers, world: World) -> Array:
    """Return whether a lever was used within its pause in earlier turns, (P, J, B)."""
    xp = namespace(lever)
    soon = given.pause < -1.0
    if not anything(given.pause > 1.0):
        return soon
    lever = xp.astype(lever, state.past_lever.dtype)
    for age in range(1, world.memory):
        waits = given.pause > float(age)
        if not anything(waits):
            break
        past = state.past_lever[age - 1]
        same = xp.any(past[:, None] == lever[:, :, None], axis=2)
        soon = xp.logical_or(soon, xp.logical_and(waits, same))
    return soon


class Purse(NamedTuple):
    """What powers have left while their slots are read one after the other; each field is (P, B)."""

    money: Array
    capital: Array
    journeys: Array
    packages: Array


def judge_in_order(state: State, slots: Slots, given: Levers, alone: Array, cost: Array, world: World) -> Array:
    """Return the refusal codes with what earlier slots spent and used taken into account, (P, J, B)."""
    xp, none = namespace(cost), len(world.names.levers)
    nothing = xp.zeros_like(state.purse)
    purse = Purse(state.purse, state.capital, nothing, nothing)
    package = number(given.item_count > 0.5)
    codes: list[Array] = []
    for j in range(world.slots):
        code = alone[:, j]
        spent = first_broken(
            [
                ("once", _used_before(slots, given.once_bit > 0, codes, j, given.to_all > 0.5)),
                ("pause", _used_before(slots, given.pause > 0.5, codes, j)),
                ("journey", purse.journeys * given.journey[:, j] > 0.5),
                ("package", purse.packages * package[:, j] > 0.5),
                ("budget", cost[:, j] > purse.money + SLACK),
                ("capital", given.capital[:, j] > purse.capital + SLACK),
            ]
        )
        code = code + xp.astype(code == 0, xp.int32) * spent
        code = code * xp.astype(xp.logical_or(slots.lever[:, j] < none, slots.form[:, j] > 0), xp.int32)
        stands = number(code == 0)
        purse = Purse(
            purse.money - cost[:, j] * stands,
            purse.capital - given.capital[:, j] * stands,
            purse.journeys + given.journey[:, j] * stands,
            purse.packages + package[:, j] * stands,
        )
        codes.append(code)
    return xp.stack(codes, axis=1)


def _used_before(slots: Slots, matters: Array, codes: list[Array], j: int, to_all: Array | None = None) -> Array:
    """Return whether an earlier slot of this turn legally used the same lever, (P, B).

    With `to_all`, only on the same target, or on all.
    """
    xp, lever = namespace(slots.lever), slots.lever
    used = lever[:, j] < -1
    if not anything(matters[:, j]):
        return used
    for i in range(j):
        same = xp.logical_and(lever[:, i] == lever[:, j], codes[i] == 0)
        if to_all is not None:
            same = xp.logical_and(same, xp.logical_or(to_all[:, j], slots.target[:, i] == slots.target[:, j]))
        used = xp.logical_or(used, same)
    return xp.logical_and(used, matters[:, j])


def menu_mask(state: State, power: int, world: World, size: int = FULL_SIZE) -> Array:
    """Return which levers of a power's menu could be put to which state as its only order, (menu, S, B).

    Levers that are not put to a state (to all, to a power, to nobody) are given in every column, and those that
    have only the full size in that one.
    """
    xp, levers = namespace(state.purse), world.levers
    price, effort = prices(power, world, size), efforts(power, world, size)
    if anything(state.discount[power] > 0):
        price = price * discounted(state, power, world)
    free = price <= state.purse[power] + SLACK
    menu = enumerate(levers.menus[power])
    return xp.stack([_menu_row(state, power, lever, free[i], effort[i], world) for i, lever in menu])


def _menu_row(state: State, power: int, lever: int, free: Array, effort: Array, world: World) -> Array:
    """Return where one lever could be put, (S, B), given where its price could be paid and the capital it takes."""
    xp, levers = namespace(free), world.levers
    able = state.capital[power] + SLACK >= effort
    if int(levers.pause[lever]) > 1:
        able = xp.logical_and(able, xp.logical_not(paused(state, power, lever, world)))
    return xp.logical_and(free, where_open(state, power, lever, able, world))


def paused(state: State, power: int, lever: int, world: World) -> Array:
    """Return whether a lever was used within its pause, (B,)."""
    recent = int(world.levers.pause[lever]) - 1
    past = state.past_lever[:recent, power]
    return namespace(past).any(past == lever, axis=(0, 1))


def where_open(state: State, power: int, lever: int, able: Array, world: World) -> Array:
    """Return at which states the ground for a lever is won and it is not used up, (S, B), given where it could be."""
    xp, levers, states = namespace(able), world.levers, len(world.names.states)
    free = xp.broadcast_to(able, (states, able.shape[-1]))
    if not world.menu_open[lever]:
        allowed = xp.reshape(levers.allowed[lever * states : (lever + 1) * states], (states, 1)) > 0.5
        free = xp.logical_and(free, allowed)
    for kind in range(state.ground.shape[0]):
        if float(levers.needs[kind, lever]) > 0:
            won = state.ground[kind, power]
            if float(levers.to_all[lever]) > 0.5:
                won = xp.broadcast_to(xp.sum(won, axis=0), won.shape)
            free = xp.logical_and(free, won >= levers.needs[kind, lever])
    if float(levers.once_bit[lever]) > 0:
        fresh = (state.used[power] & int(levers.once_bit[lever])) == 0
        if float(levers.to_all[lever]) > 0.5:
            fresh = xp.broadcast_to(xp.all(fresh, axis=0), fresh.shape)
        free = xp.logical_and(free, fresh)
    return free


def prices(power: int, world: World, size: int = FULL_SIZE) -> Array:
    """Return what every lever of a power's menu costs in every state, bn USD, (menu, S, 1)."""
    levers, states = world.levers, len(world.names.states)
    xp = namespace(levers.money)
    starts = [(lever * len(SIZES) + _size_of(lever, size, levers)) * states for lever in levers.menus[power]]
    return xp.stack([levers.money[start : start + states] for start in starts])[:, :, None]


def efforts(power: int, world: World, size: int = FULL_SIZE) -> Array:
    """Return how much political capital every lever of a power's menu takes, (menu,)."""
    levers = world.levers
    xp = namespace(levers.capital)
    return xp.stack([levers.capital[i] * levers.effort[_size_of(i, size, levers)] for i in levers.menus[power]])


def _size_of(lever: int, size: int, levers: Levers) -> int:
    return size if float(levers.valued[lever]) > 0.5 else FULL_SIZE


def discounted(state: State, power: int, world: World) -> Array:
    """Return what part of its price each lever of a menu still costs, (menu, S, B); orders to all cost in full."""
    levers = world.levers
    xp = namespace(levers.to_state)
    to_state = xp.reshape(xp.take(levers.to_state, xp.asarray(levers.menus[power])), (-1, 1, 1))
    return 1.0 - to_state * state.discount[power]


def needs_target(given: Levers) -> Array:
    """Return 1 for orders to one state or power, as integers; a target of any other says nothing."""
    return namespace(given.to_state).astype(given.to_state + given.to_power, namespace(given.to_state).int32)
