"""Which orders are allowed, and why not: the same conditions for one order and for a whole menu.

An order that breaks a rule is refused as a value: a code here, a sentence in
`REFUSALS`. It never changes the state.
"""

from typing import NamedTuple

from game.engine.numerics import look_up, namespace, number
from game.model.arrays import Array
from game.model.state import State
from game.model.turn import FULL_SIZE, SIZES
from game.model.world import World

REFUSALS: tuple[tuple[str, str], ...] = (
    ("legal", "This order is legal."),
    ("unknown", "There is no such lever."),
    ("user", "This lever is not this actor's to use."),
    ("target", "This lever cannot be put to this target."),
    ("items", "An order of this lever carries at least one of its items and no others."),
    ("prerequisite", "The ground for it has not been won there yet."),
    ("once", "It can be put to a state only once."),
    ("pause", "It is too soon after the last one."),
    ("journey", "There is one journey a turn."),
    ("package", "There is one package or statement a turn."),
    ("budget", "The purse does not hold enough money."),
    ("capital", "There is not enough political capital."),
    ("slot", "All orders of this turn are taken."),
    ("size", "There is no such size."),
)
CODES = {name: code for code, (name, _) in enumerate(REFUSALS)}


class Purse(NamedTuple):
    """What powers have left to spend and have done, while their slots are read one after the other."""

    money: Array  # (P, B)
    capital: Array  # (P, B)
    journeys: Array  # (P, B)
    packages: Array  # (P, B)


class Slot(NamedTuple):
    """One order slot of every power; each field is (P, B)."""

    lever: Array
    target: Array
    size: Array
    items: Array


def first_broken(conditions: list[tuple[str, Array]]) -> Array:
    """Return the code of the first condition that is true, or 0."""
    xp = namespace(conditions[0][1])
    code = xp.astype(conditions[0][1], xp.int64) * CODES[conditions[0][0]]
    for name, broken in conditions[1:]:
        code = code + xp.astype(xp.logical_and(code == 0, broken), xp.int64) * CODES[name]
    return code


def price(slot: Slot, discount: Array, world: World) -> Array:
    """Return the money that an order costs, (P, B); `discount` is the part that is saved."""
    sizes, states = len(SIZES), len(world.names.states)
    index = (slot.lever * sizes + slot.size) * states + slot.target
    return look_up(world.levers.money, index) * (1.0 - discount)


def judge(state: State, slot: Slot, purse: Purse, cost: Array, reach: Array, world: World) -> Array:
    """Return the refusal code of one order of every power, (P, B).

    Parameters
    ----------
    slot, purse, cost : the order, what its power has left, and what it costs.
    reach : (P, S, B) 1 at its target state.
    """
    xp, levers = namespace(reach), world.levers
    powers, states = len(world.names.powers), len(world.names.states)
    row = xp.reshape(xp.arange(powers), (powers, 1)) * levers.users.shape[1]
    user = look_up(xp.reshape(levers.users, (-1,)), row + slot.lever)
    allowed = look_up(levers.allowed, slot.lever * states + slot.target)
    ground = xp.sum(state.ground * reach, axis=2)
    lacking = xp.sum(number(ground < look_up(levers.needs, slot.lever)), axis=0)
    count = xp.astype(look_up(levers.item_count, slot.lever), xp.int64)
    carries = number(count > 0)
    bad_items = xp.logical_and(count > 0, xp.logical_or(slot.items <= 0, (slot.items >> count) > 0))
    spent = xp.astype(look_up(levers.once_bit, slot.lever), xp.int64) & _at_target(state.used, reach)
    return first_broken(
        [
            ("user", user < 0.5),
            ("target", allowed < 0.5),
            ("items", bad_items),
            ("prerequisite", lacking > 0.5),
            ("once", spent > 0),
            ("pause", _too_soon(state, slot.lever, world)),
            ("journey", purse.journeys * look_up(levers.journey, slot.lever) > 0.5),
            ("package", purse.packages * carries > 0.5),
            ("budget", cost > purse.money + 1e-6),
            ("capital", look_up(levers.capital, slot.lever) > purse.capital + 1e-6),
        ]
    )


def _at_target(mask: Array, reach: Array) -> Array:
    """Return a bit mask (P, S, B) at the target, (P, B)."""
    xp = namespace(reach)
    return xp.sum(mask * xp.astype(reach, xp.int64), axis=1)


def _too_soon(state: State, lever: Array, world: World) -> Array:
    """Return whether a lever was used within its pause, (P, B)."""
    xp = namespace(lever)
    same = xp.any(state.past_lever == lever[None, :, None], axis=2)
    ages = xp.reshape(xp.arange(1, same.shape[0] + 1), (-1, 1, 1))
    within = xp.astype(ages, xp.float32) < look_up(world.levers.pause, lever)[None]
    return xp.any(xp.logical_and(same, within), axis=0)


def menu_mask(state: State, power: int, world: World) -> Array:
    """Return which levers of a power's menu could be put to which state as its only order, (menu, S, B).

    Levers that are not put to a state (to all, to a power, to nobody) are given in every column.
    """
    xp, levers, menu = namespace(state.purse), world.levers, world.levers.menus[power]
    states = len(world.names.states)
    ground, used = state.ground[:, power], state.used[power]
    saved = 1.0 - state.discount[power]
    rows = []
    for lever in menu:
        start = (lever * len(SIZES) + FULL_SIZE) * states
        cost = xp.reshape(levers.money[start : start + states], (states, 1)) * saved
        free = xp.logical_and(
            cost <= state.purse[power] + 1e-6,
            xp.broadcast_to(state.capital[power] + 1e-6 >= levers.capital[lever], cost.shape),
        )
        allowed = xp.reshape(levers.allowed[lever * states : (lever + 1) * states], (states, 1)) > 0.5
        free = xp.logical_and(free, allowed)
        for kind in range(ground.shape[0]):
            if float(levers.needs[kind, lever]) > 0:
                free = xp.logical_and(free, ground[kind] >= levers.needs[kind, lever])
        if float(levers.once_bit[lever]) > 0:
            free = xp.logical_and(free, (used & int(levers.once_bit[lever])) == 0)
        recent = max(int(levers.pause[lever]) - 1, 0)
        if recent:
            busy = xp.any(state.past_lever[:recent, power] == lever, axis=(0, 1))
            free = xp.logical_and(free, xp.logical_not(busy))
        rows.append(free)
    return xp.stack(rows)
