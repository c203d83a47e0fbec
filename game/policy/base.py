"""What a policy is, and what it hands back."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from game.engine.numerics import index_of_largest, look_up, namespace, places
from game.engine.view import View
from game.model.arrays import Array, Record
from game.model.turn import FULL_SIZE, UNDECIDED, Orders
from game.model.world import World


@dataclass(frozen=True)
class PowerOrders(Record):
    """What a power orders in a turn."""

    lever: Array  # (J, B)
    target: Array  # (J, B)
    size: Array  # (J, B)
    items: Array  # (J, B)


@dataclass(frozen=True)
class StateMove(Record):
    """What a state does by itself."""

    move: Array  # (B,)
    court: Array  # (B,)


@dataclass(frozen=True)
class StateAnswers(Record):
    """How a state answers what was put to it."""

    offer: Array  # (P, J, B)
    item: Array  # (P, I, B)


class Policy(Protocol):
    """A player of one seat. It keeps no memory between turns: what it needs is in the View."""

    @property
    def answers(self) -> bool:
        """Whether it answers offers itself; otherwise the state's cabinet does, and no view is made."""

    def order(self, view: View) -> PowerOrders:
        """Decide the orders of a power."""

    def move(self, view: View) -> StateMove:
        """Decide the own move of a state."""

    def answer(self, view: View) -> StateAnswers:
        """Answer the offers put to a state."""


def whole(like: Array, value: int, *shape: int) -> Array:
    """Return an index array (*shape, B) filled with one value."""
    xp = namespace(like)
    return xp.full((*shape, like.shape[-1]), value, dtype=xp.int32)


def no_orders(view: View) -> PowerOrders:
    """Return a power's turn without an order."""
    like, slots = view.state.purse, view.world.slots
    return PowerOrders(
        lever=whole(like, len(view.world.names.levers), slots),
        target=whole(like, 0, slots),
        size=whole(like, FULL_SIZE, slots),
        items=whole(like, 0, slots),
    )


def no_move(view: View) -> StateMove:
    """Return a state's turn without a move of its own."""
    like = view.state.purse
    return StateMove(whole(like, len(view.world.names.moves)), whole(like, 0))


def joined_orders(like: Array, powers: Sequence[PowerOrders], states: Sequence[StateMove]) -> Orders:
    """Return what all seats do in a turn as one table, in the namespace of `like`."""
    xp = namespace(like)
    return Orders(
        lever=xp.stack([orders.lever for orders in powers]),
        target=xp.stack([orders.target for orders in powers]),
        size=xp.stack([orders.size for orders in powers]),
        items=xp.stack([orders.items for orders in powers]),
        move=xp.stack([move.move for move in states]),
        court=xp.stack([move.court for move in states]),
    )


def same_answer(view: View, answer: int = UNDECIDED) -> StateAnswers:
    """Return one answer to everything."""
    like, world = view.state.purse, view.world
    powers, items = len(world.names.powers), world.levers.item.shape[0]
    return StateAnswers(whole(like, answer, powers, world.slots), whole(like, answer, powers, items))


def all_items(lever: Array, world: World) -> Array:
    """Return the bit mask of every item that levers carry."""
    xp = namespace(lever)
    count = xp.astype(look_up(world.levers.item_count, lever), xp.int32)
    return (xp.ones_like(count) << count) - 1


def loudest_rival(view: View) -> Array:
    """Return the other power that made the most news so far, (B,): whom words are aimed at."""
    xp = namespace(view.state.headline)
    rows = [view.state.headline[p] - (1e9 if p == view.place else 0.0) for p in range(len(view.world.names.powers))]
    return index_of_largest(xp.stack(rows))


def pick(rows: Array, index: Array) -> Array:
    """Return `rows[index[b], ..., b]` for rows (N, ..., B) and an index (B,)."""
    xp = namespace(rows)
    chosen = xp.astype(places(xp, rows.shape[0], rows.ndim) == index, rows.dtype)
    return xp.sum(rows * chosen, axis=0, dtype=rows.dtype)
