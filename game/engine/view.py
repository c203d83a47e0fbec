"""What one seat may see: the public state, its own menu, and the offers put to it. Never another seat's orders."""

from dataclasses import dataclass
from functools import cached_property

from game.engine.legality import menu_mask
from game.engine.numerics import namespace, number
from game.model.arrays import Array, Record
from game.model.state import State
from game.model.turn import SIZES, Shocks, Table, Turn
from game.model.world import Levers, World

_BY_STATE = ("reach", "offered", "value")  # (P, J, S, B): only the seat's own column is shown


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
    """Return what a state's seat sees when it answers: the offers put to it and nobody else's."""
    opened = turn.opened
    assert opened is not None
    view = View(seat, turn.number, world, opened, chance)
    xp, table = namespace(turn.state.purse), turn.table
    states = len(world.names.states)
    here = xp.reshape(number(xp.arange(states) == view.place), (states, 1))
    # An order put elsewhere is not shown at all: its lever reads "none", its target and size nothing.
    mine = xp.max(table.reach * here, axis=2) > 0
    none = len(world.names.levers)
    nothing = none * len(SIZES) * states  # its place in the tables by lever, size and target
    shown = xp.astype(mine, xp.int32)
    seen = number(mine)[:, :, None] * here
    hidden = {name: getattr(table, name) * here for name in _BY_STATE}
    kept = table.with_(
        **hidden,
        lever=shown * (table.lever - none) + none,
        target=shown * table.target,
        size=shown * table.size,
        refusal=None, cancelled=None,
        index=shown * (table.index - nothing) + nothing, scale=table.scale * number(mine),
        repeated=table.repeated * number(mine), guests=table.guests * here,
        voice=1.0 - (1.0 - table.voice) * here,
        given=_hide_levers(table.given, number(mine)),
        utility=table.utility * seen, amended=table.amended * seen, chance=table.chance * seen,
        item_utility=table.item_utility * here, item_amended=table.item_amended * here,
        item_chance=table.item_chance * here,
        item_slot=table.item_slot * number(mine),
        tender=table.tender * here, welcome=table.welcome * here, hosting=table.hosting * here,
    )  # fmt: skip
    return view.with_(offers=_hide_items(kept, world))


def _hide_levers(given: Levers | None, shown: Array) -> Levers | None:
    """Hide what the levers of orders put elsewhere are."""
    if given is None:
        return None
    return given.with_(**{name: getattr(given, name) * shown for name in given.columns})


def _hide_items(table: Table, world: World) -> Table:
    """Hide the items of packages that were not put to this seat."""
    xp = namespace(table.item_slot)
    shown = xp.astype(xp.max(table.item_slot, axis=1) > 0, xp.int32)[:, None]
    none = len(world.names.items)
    return table.with_(item_id=shown * (table.item_id - none) + none)


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
