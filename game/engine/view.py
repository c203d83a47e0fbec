"""What one seat may see: the public state, its own menu, and the offers put to it. Never another seat's orders."""

from dataclasses import dataclass
from functools import cached_property

from game.engine.legality import menu_mask
from game.engine.numerics import namespace, number
from game.model.arrays import Array, Record
from game.model.state import State
from game.model.turn import SIZES, Shocks, Table, Turn
from game.model.world import World

# The numbers on the table, by their axes: of a seat, only what was put to it and only its own column is shown.
_BY_ORDER = ("scale", "repeated", "item_slot")  # (P, J, B)
_BY_OFFER = ("reach", "offered", "value", "utility", "amended", "chance")  # (..., P, J, S, B)
_BY_ITEM = ("item_utility", "item_amended", "item_chance")  # (..., P, I, S, B)
_BY_STATE = ("guests", "tender", "welcome", "hosting")  # (..., S, B)


@dataclass(frozen=True)
class View(Record):
    """The game as one seat sees it, in B games at once.

    When a state answers, it knows the offers put to it, and otherwise what everybody knew when orders were
    decided: who spent what, or went where, comes out with the answers.
    """

    seat: int  # powers first, then states
    number: int  # the turn, from 0
    world: World
    state: State
    chance: Array  # (B,) keys for the seat's own luck; they tell nothing about anybody else's
    offers: Table | None = None  # the offers put to this state, when it is asked to answer

    @cached_property
    def is_power(self) -> bool:
        """Whether the seat is a power's."""
        return self.seat < len(self.world.names.powers)

    @cached_property
    def place(self) -> int:
        """The seat's index among the powers, or among the states."""
        return self.seat if self.is_power else self.seat - len(self.world.names.powers)

    @property
    def quarters_left(self) -> int:
        """Quarters to play, those of this turn included."""
        return (self.world.turns - self.number) * self.world.quarters

    def menu(self) -> Array:
        """Return which levers of its menu a power could use on which state, (menu, S, B)."""
        return menu_mask(self.state, self.place, self.world)


def observe(turn: Turn, seat: int, chance: Array, world: World) -> View:
    """Return what a seat sees when it decides its orders."""
    return View(seat, turn.number, world, turn.state, chance)


def observe_offers(turn: Turn, seat: int, chance: Array, world: World) -> View:
    """Return what a state's seat sees when it answers: the offers put to it and nobody else's.

    An order put elsewhere is not shown at all: its lever and items read "none", every number nothing.
    """
    assert turn.opened is not None
    view = View(seat, turn.number, world, turn.opened, chance)
    xp, table = namespace(turn.state.purse), turn.table
    states, levers, items = len(world.names.states), len(world.names.levers), len(world.names.items)
    here = xp.reshape(number(xp.arange(states) == view.place), (states, 1))
    mine = number(xp.max(table.reach * here, axis=2) > 0)
    package = xp.max(table.item_slot * mine, axis=1)
    shown, put = xp.astype(mine, xp.int32), xp.astype(package, xp.int32)[:, None]
    nothing = levers * len(SIZES) * states  # the place of "none" in the tables by lever, size and target
    masks = dict.fromkeys(_BY_ORDER, mine)
    masks |= dict.fromkeys(_BY_OFFER, mine[:, :, None] * here)
    masks |= dict.fromkeys(_BY_ITEM, package[:, None, None] * here)
    masks |= dict.fromkeys(_BY_STATE, here)
    kept = table.with_(
        **{name: _masked(getattr(table, name), mask) for name, mask in masks.items()},
        lever=shown * (table.lever - levers) + levers,
        target=shown * table.target,
        size=shown * table.size,
        index=shown * (table.index - nothing) + nothing,
        item_id=put * (table.item_id - items) + items,
        given=table.given.with_(**{name: _masked(getattr(table.given, name), mine) for name in table.given.columns}),
        voice=1.0 - _masked(1.0 - table.voice, here),
        refusal=None,
        cancelled=None,
    )
    return view.with_(offers=kept)


def _masked(values: Array, mask: Array) -> Array:
    """Return values where the mask is 1; adding zero takes the sign off the zeros, which would tell something."""
    return values * mask + 0.0


def quiet_shocks(games: int, world: World, like: Array) -> Shocks:
    """Return chance that does nothing: no event, no luck, no reaction. For thinking ahead, not for play."""
    xp, names = namespace(like), world.names
    powers, states, slots = len(names.powers), len(names.states), world.slots
    items, quarters = world.levers.item.shape[0], world.quarters

    def flat(value: float, *shape: int) -> Array:
        return xp.full((*shape, games), value, dtype=xp.float32)

    return Shocks(
        struck=flat(0.0, len(names.events), states), happened=flat(0.0, len(names.events)),
        cancel=flat(1.0, powers, slots), offer=flat(1.0, powers, slots, states),
        item=flat(1.0, powers, items, states), reaction=flat(1.0, powers),
        luck=flat(0.0, quarters, powers, states), drift=flat(0.0, quarters, len(names.flows), powers, states),
        ballot={}, attendance={},
    )  # fmt: skip
