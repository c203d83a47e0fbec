"""What would change the answers to an order: sizes, targets, and changes that the player can make at once.

All of them are put side by side into one imagined turn, so that they cost
little more than one; each is weighed by the engine, terms and all.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np

from game.model.world import World
from game.sim.desk import Desk, imagine_orders
from game.sim.explain import Chances, mean_answers
from game.sim.menu import sizes_of, targets_of
from game.sim.order import Order, Refusal, items_of
from game.sim.reasons import price
from game.sim.refusing import OrdersSoFar, refuse_orders

__all__ = ["Change", "Changes", "Option", "order_changes"]

_MOST = 12  # changes that are worth reading
_BETTER = 0.005  # what raises the chance of a yes by less is no help
_FUNDS = 1e6
_Weighed: TypeAlias = tuple[Chances, float]  # mean chances and mean utility


@dataclass(frozen=True, slots=True)
class Option:
    """The same order in another size, or to another state."""

    order: Order
    refusal: Refusal | None
    money: float  # bn USD
    chances: Chances | None  # None where it cannot be put


@dataclass(frozen=True, slots=True)
class Change:
    """A change that the player can make at once, and what it does.

    Kinds: `leave out` an item, another `size`, a `visit` in the same turn, another lever `instead`.
    """

    kind: str
    what: str  # the item, the journey or the lever that it is about; empty for a size
    order: Order  # the order as it would then be
    also: Order | None  # another order that joins the tray before it
    money: float  # bn USD that all of it costs more than the order as it is
    chances: Chances
    gain: float  # what it adds to the utility, as a mean over the answers that remain


@dataclass(frozen=True, slots=True)
class Changes:
    """What would change the answers to an order."""

    sizes: tuple[Option, ...]  # smallest first, the order's own among them
    targets: tuple[Option, ...]  # every state that it could be put to, its own among them
    changes: tuple[Change, ...]  # what helps, most first


@dataclass(frozen=True, slots=True)
class _Try:
    """A variant of the order: what joins the tray, and in which role."""

    kind: str
    what: str
    order: Order
    also: Order | None = None
    refusal: Refusal | None = None

    @property
    def added(self) -> tuple[Order, ...]:
        return (self.order,) if self.also is None else (self.also, self.order)


def order_changes(desk: Desk, order: Order) -> Changes:
    """Return what would change the answers to an order of a power's seat that is not given yet.

    Parameters
    ----------
    desk : the seat, from `Session.desk`.
    order : its lever must be of the seat's menu; whether it can be given now does not matter.
    """
    world = desk.world
    options = [
        *(_Try("sizes", "", replace(order, size=size)) for size in sizes_of(order.lever, world)),
        *(_Try("targets", "", replace(order, target=t)) for t in targets_of(order.lever, desk.actor, world)),
    ]
    tries = _judged([_Try("now", "", order), *options, *_changes(order, desk)], desk)
    weighed = _weigh(tries, desk)
    found: dict[str, list[Option]] = {"sizes": [], "targets": []}
    for one, answers in zip(tries, weighed, strict=True):
        if one.kind in found:
            cost = price(one.order, desk.opened, world)
            found[one.kind].append(Option(one.order, one.refusal, cost, answers[0] if answers else None))
    return Changes(tuple(found["sizes"]), tuple(found["targets"]), _best(tries, weighed, desk))


def _changes(order: Order, desk: Desk) -> Iterator[_Try]:
    """Yield what the player could change."""
    world, lever = desk.world, desk.world.names.levers.index(order.lever)
    carried = items_of(lever, world) if order.items is None else order.items
    if len(carried) > 1:
        yield from (
            _Try("leave out", item, replace(order, items=tuple(i for i in carried if i != item))) for item in carried
        )
    yield from (_Try("size", "", replace(order, size=s)) for s in sizes_of(order.lever, world) if s != order.size)
    yield from _visits(order, desk)
    for other in _substitutes(lever, desk):
        yield _Try("instead", other, Order(order.actor, other, order.target, order.size if order.size in sizes_of(
            other, world) else 1.0))  # fmt: skip


def _visits(order: Order, desk: Desk) -> Iterator[_Try]:
    """Yield the journeys that could be made in the same turn, to the state that is asked or to any that is."""
    world, names = desk.world, desk.world.names
    if float(world.levers.journey[names.levers.index(order.lever)]) > 0:
        return
    for lever in world.levers.menus[desk.view.place]:
        if float(world.levers.favour[lever] * world.levers.to_state[lever]) > 0:
            name = names.levers[lever]
            for state in (order.target,) if order.target else targets_of(name, desk.actor, world):
                yield _Try("visit", name, order, Order(order.actor, name, state))


def _substitutes(lever: int, desk: Desk) -> Iterator[str]:
    """Yield levers of the same domain and reach that shut out or name others less."""
    world, levers = desk.world, desk.world.levers
    for other in levers.menus[desk.view.place]:
        alike = all(
            float(marks[lever]) == float(marks[other]) for marks in (levers.to_state, levers.to_all, levers.offer)
        )
        same_field = np.array_equal(np.asarray(levers.domain)[:, lever], np.asarray(levers.domain)[:, other])
        milder = float(levers.exclusive[other]) < float(levers.exclusive[lever])
        milder = milder or _naming(other, world) < _naming(lever, world)
        if other != lever and alike and same_field and milder:
            yield world.names.levers[other]


def _naming(lever: int, world: World) -> float:
    """Return how far a lever's clauses name others at most."""
    count = int(world.levers.item_count[lever])
    return float(max((world.items.naming[item] for item in world.levers.item[:count, lever]), default=0.0))


def _judged(tries: Sequence[_Try], desk: Desk) -> list[_Try]:
    """Ask the engine which variants could be given now; of journeys there is one a turn."""
    refusals = refuse_orders([one.added for one in tries], OrdersSoFar(desk.opened, desk.mine, desk.world))
    return [replace(one, refusal=refusal) for one, refusal in zip(tries, refusals, strict=True)]


def _weigh(tries: Sequence[_Try], desk: Desk) -> list[_Weighed | None]:
    """Return how the order is answered in every variant; None where it cannot be put, or nobody is asked."""
    open_ = [one.refusal is None or one.refusal.code in ("budget", "capital") for one in tries]
    trays = [(*desk.mine, *one.added) if put else desk.mine for one, put in zip(tries, open_, strict=True)]
    turn, _ = imagine_orders(desk, trays, _FUNDS)
    return [
        mean_answers(turn, desk.view.place, len(tray) - 1, game, desk.world) if put else None
        for game, (tray, put) in enumerate(zip(trays, open_, strict=True))
    ]


def _best(tries: Sequence[_Try], weighed: Sequence[_Weighed | None], desk: Desk) -> tuple[Change, ...]:
    """Return the changes that help and can be made, most first; of sizes and visits the best in each direction."""
    if weighed[0] is None:
        return ()
    (now, utility), cost, found = weighed[0], price(tries[0].order, desk.opened, desk.world), []
    for one, answers in zip(tries[1:], weighed[1:], strict=True):
        if one.kind in ("sizes", "targets") or one.refusal is not None or answers is None:
            continue
        chances, other = answers
        if chances.yes < now.yes + _BETTER and chances.accept < now.accept + _BETTER:
            continue
        money = sum(price(order, desk.opened, desk.world) for order in one.added) - cost
        found.append(Change(one.kind, one.what, one.order, one.also, money, chances, other - utility))
    found.sort(key=lambda change: -change.chances.yes)
    return tuple(_distinct(found, tries[0].order.size))[:_MOST]


def _distinct(changes: Sequence[Change], size: float) -> Iterator[Change]:
    """Yield the best larger and the best smaller size, the best visit, and all other changes."""
    seen = set()
    for change in changes:
        key: tuple[object, ...] = (change.kind, change.what)
        if change.kind == "size":
            key = (change.kind, change.order.size > size)
        if key not in seen:
            seen.add(key)
            yield change
