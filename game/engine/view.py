"""What one seat may see: the public state, its own menu, and the offers put to it. Never another seat's orders."""

from dataclasses import dataclass, fields
from functools import cached_property

from game.engine.legality import menu_mask
from game.engine.numerics import namespace, number, places
from game.model.arrays import Array, Record, chosen
from game.model.state import State
from game.model.turn import FULL_SIZE, Items, Offers, Shocks, Table, Turn
from game.model.world import Levers, World

# The numbers on the table, by their axes: of a seat, only what was put to it and only its own column is shown.
_BY_ORDER = ("scale", "repeated", "item_slot")  # (P, J, B)
_BY_STATE = ("tender", "welcome", "hosting")  # (..., S, B)
_OF_OFFERS = ("reach", "offered", "value", "growth", "utility", "amended", "chance")
_OF_ORDERS = ("scale", "benefit", "mass", "ceiling")  # of offers, where they have no axis of states
_OF_ITEMS = ("put", "utility", "amended", "chance")


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

    def menu(self, size: int = FULL_SIZE) -> Array:
        """Return which levers of its menu a power could use on which state in a size, (menu, S, B)."""
        return menu_mask(self.state, self.place, self.world, size)


def observe(turn: Turn, seat: int, chance: Array, world: World) -> View:
    """Return what a seat sees when it decides its orders."""
    return View(seat, turn.number, world, turn.state, chance)


def observe_offers(turn: Turn, seat: int, chance: Array, world: World) -> View:
    """Return what a state's seat sees when it answers: the offers put to it and nobody else's.

    An order put elsewhere is not shown at all: its lever and items read "none", every number nothing.
    """
    assert turn.opened is not None
    view = View(seat, turn.number, world, turn.opened, chance)
    xp, table, levers, items = namespace(turn.state.purse), turn.table, len(world.names.levers), len(world.names.items)
    single, *common = table.offers
    here = number(places(xp, len(world.names.states)) == view.place)
    mine = table.by_order([number(single.state == view.place) * single.reach, *(here * o.reach for o in common)])
    shown, put = xp.astype(mine, xp.int32), xp.astype(xp.max(table.item_slot * mine, axis=1), xp.int32)[:, None]
    given = table.given.with_(**{name: _masked(getattr(table.given, name), mine) for name in world.levers.columns})
    masks = dict.fromkeys(_BY_ORDER, mine) | dict.fromkeys(_BY_STATE, here)
    seen = table.with_(
        **{name: _masked(getattr(table, name), mask) for name, mask in masks.items()},
        lever=shown * (table.lever - levers) + levers,
        target=shown * table.target,
        size=shown * table.size,
        item_id=put * (table.item_id - items) + items,
        given=given,
        here=_masked(table.here, mine[:, :, None]),
        offers=(_single_here(single, mine, given), *(_common_here(offers, here) for offers in common)),
        items=tuple(_items_here(entry, view.place) for entry in table.items),
        voice=1.0 - _masked(1.0 - table.voice, here),
        refusal=None,
        cancelled=None,
    )
    return view.with_(offers=seen)


def _single_here(offers: Offers, mine: Array, given: Levers) -> Offers:
    """Return orders to one state each; those that are not put to this one lie nowhere, as those to the first state."""
    xp, games = namespace(mine), mine.shape[-1]
    mine = mine * offers.reach
    elsewhere = offers.state * xp.astype(1.0 - mine, offers.state.dtype)
    moved = xp.astype(elsewhere, xp.int64) * games
    return offers.with_(
        **{name: _masked(getattr(offers, name), mine) for name in _OF_OFFERS + _OF_ORDERS},
        given=given,
        state=offers.state - elsewhere,
        **{name: getattr(offers, name) - moved for name in ("host", "pair", "seat")},
    )


def _common_here(offers: Offers, here: Array) -> Offers:
    """Return orders to all states, with the column of this one alone."""
    return offers.with_(**{name: _masked(getattr(offers, name), here) for name in _OF_OFFERS})


def _items_here(items: Items, place: int) -> Items:
    """Return the items that are put to this state: without other packages, and without other columns of statements."""
    xp, here = namespace(items.put), number(items.state == place)
    if items.state.shape[0] > 1:
        return items.with_(**{name: _masked(getattr(items, name), here) for name in _OF_ITEMS})
    kept = chosen(here > 0)
    return items.with_(
        **{
            entry.name: xp.take(getattr(items, entry.name), kept, axis=-1)
            for entry in fields(items)
            if getattr(items, entry.name) is not None
        }
    )


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
