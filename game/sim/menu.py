"""What a power can order: its levers with their prices, targets and items, and what opens those that are closed.

Everything counts what the seat has already ordered in the turn. Whether an
order is open is the engine's own judgement, for all targets side by side.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from game.engine.legality import SLACK
from game.model.turn import SIZES
from game.model.world import World
from game.sim.desk import Desk, imagine_orders
from game.sim.order import Order, Refusal, items_of
from game.sim.reasons import effort, price
from game.sim.refusing import OrdersSoFar, refuse_orders

__all__ = [
    "ItemChoice",
    "LeverChoice",
    "Menu",
    "Need",
    "Price",
    "TargetChoice",
    "item_choice",
    "lever_menu",
    "sizes_of",
    "targets_of",
]


@dataclass(frozen=True, slots=True)
class Price:
    """What one size of an order costs."""

    size: float
    money: float  # bn USD, with the discount that the order gets
    open: bool  # whether an order of this size could be given now


@dataclass(frozen=True, slots=True)
class TargetChoice:
    """A lever and a target for it."""

    target: str  # a state or a power; "" for a lever that is put to all, or to nobody
    refusal: Refusal | None  # why the order cannot be given in any size; None where it can
    prices: tuple[Price, ...]  # smallest size first; one where only the full size exists

    @property
    def open(self) -> bool:
        """Whether the order could be given now."""
        return self.refusal is None


@dataclass(frozen=True, slots=True)
class ItemChoice:
    """A clause or a deal that an order can carry."""

    item: str
    title: str
    words: str  # the sentence itself, of a clause
    share: float  # its part of the order's value and headline
    naming: float  # how far it names a third party, 0 to 1
    softened: float  # how far its amended wording would
    aims: tuple[str, ...]  # the powers that it is aimed at


@dataclass(frozen=True, slots=True)
class Need:
    """Yeses that must come first: in the same state, or in all together for what is put to all."""

    ground: str
    title: str
    needed: float
    won: dict[str, float]  # by target; under "" for a lever that is put to all
    levers: tuple[str, ...]  # what wins that ground, of this power's own levers


@dataclass(frozen=True, slots=True)
class LeverChoice:
    """A lever of a power's menu."""

    lever: str
    title: str
    about: str
    put_to: str  # state, all, power or nobody
    consent: bool  # whether states must agree
    capital: float  # political capital that an order takes, points
    called_off: float  # the chance that it is called off
    exclusive: float  # how far it shuts out other powers
    targets: tuple[TargetChoice, ...]
    items: tuple[ItemChoice, ...]
    needs: tuple[Need, ...]

    @property
    def open(self) -> bool:
        """Whether it could be ordered now, somewhere."""
        return any(choice.open for choice in self.targets)

    @property
    def refusal(self) -> Refusal | None:
        """Why it can be ordered nowhere, told of the first target; None where it can."""
        return None if self.open else self.targets[0].refusal

    @property
    def least(self) -> float:
        """The lowest price, in bn USD."""
        return min(price.money for choice in self.targets for price in choice.prices)

    @property
    def most(self) -> float:
        """The highest price, in bn USD."""
        return max(price.money for choice in self.targets for price in choice.prices)


@dataclass(frozen=True, slots=True)
class Menu:
    """What a power could order next."""

    actor: str
    money: float  # bn USD that its orders so far leave
    capital: float  # points
    slots: int  # orders that it can still give
    levers: tuple[LeverChoice, ...]


def lever_menu(desk: Desk) -> Menu:
    """Return the menu of a power's seat, given what it has ordered already.

    Raises
    ------
    ValueError
        If the seat is a state's: its own moves are in `outlook_moves.move_menu`.
    """
    if not desk.view.is_power:
        raise ValueError(f"{desk.actor} is a state: it has own moves, not levers")
    world, place = desk.world, desk.view.place
    left = imagine_orders(desk, [desk.mine, desk.mine])[0].state
    money, capital = (float(np.asarray(held)[place, 0]) for held in (left.purse, left.capital))
    menu = [world.names.levers[lever] for lever in world.levers.menus[place]]
    orders = [_orders(lever, desk) for lever in menu]
    judged = iter(refuse_orders([[order] for some in orders for pair in some for order in pair], _so_far(desk)))
    levers = [
        _choice(lever, [(pair, [next(judged) for _ in pair]) for pair in some], (money, capital), desk)
        for lever, some in zip(menu, orders, strict=True)
    ]
    return Menu(desk.actor, money, capital, world.slots - len(desk.mine), by_family(levers, world))


def by_family(levers: Sequence[LeverChoice], world: World) -> tuple[LeverChoice, ...]:
    """Return levers with those of one family together, in the order in which the families are first met."""
    families = [world.names.title("family", choice.lever) for choice in levers]
    order = sorted(range(len(levers)), key=lambda at: families.index(families[at]))
    return tuple(levers[at] for at in order)


def targets_of(lever: str, actor: str, world: World) -> tuple[str, ...]:
    """Return whom a lever can be put to at all; ("",) where it has no single target."""
    names, levers, at = world.names, world.levers, world.names.levers.index(lever)
    if float(levers.to_power[at]) > 0:
        return tuple(power for power in names.powers if power != actor)
    if float(levers.to_state[at]) < 1:
        return ("",)
    allowed = np.asarray(levers.allowed).reshape(-1, len(names.states))[at] > 0.5
    return tuple(state for state, may in zip(names.states, allowed, strict=True) if may)


def sizes_of(lever: str, world: World) -> tuple[float, ...]:
    """Return the sizes in which a lever can be ordered."""
    return SIZES if float(world.levers.valued[world.names.levers.index(lever)]) > 0.5 else (1.0,)


def _so_far(desk: Desk) -> OrdersSoFar:
    return OrdersSoFar(desk.opened, desk.mine, desk.world)


def _orders(lever: str, desk: Desk) -> list[list[Order]]:
    """Return for every target the orders to judge: of full size, and of the smallest where there are several."""
    small = sizes_of(lever, desk.world)[0]
    full = [Order(desk.actor, lever, target) for target in targets_of(lever, desk.actor, desk.world)]
    return [[order] if small == 1.0 else [order, replace(order, size=small)] for order in full]


def _choice(
    lever: str, judged: Sequence[tuple[list[Order], list[Refusal | None]]], left: tuple[float, float], desk: Desk
) -> LeverChoice:
    world, levers, at = desk.world, desk.world.levers, desk.world.names.levers.index(lever)
    kinds = (("state", levers.to_state), ("all", levers.to_all), ("power", levers.to_power))
    return LeverChoice(
        lever=lever,
        title=world.names.title("levers", lever),
        about=world.names.titles.get(f"about.{lever}", ""),
        put_to=next((kind for kind, marks in kinds if float(marks[at]) > 0), "nobody"),
        consent=float(levers.offer[at]) > 0,
        capital=float(levers.capital[at]),
        called_off=float(levers.cancelled[at]),
        exclusive=float(levers.exclusive[at]),
        targets=tuple(_target(orders, refusals, left, desk) for orders, refusals in judged),
        items=tuple(item_choice(item, world) for item in items_of(at, world)),
        needs=_needs(lever, desk),
    )


def _target(orders: list[Order], refusals: list[Refusal | None], left: tuple[float, float], desk: Desk) -> TargetChoice:
    """Return one target; what is too dear in full size may be open in a smaller one."""
    (full, *_), world = orders, desk.world
    open_ = any(refusal is None for refusal in refusals)
    opened = desk.opened
    prices = []
    for size in sizes_of(full.lever, world):
        order = replace(full, size=size)
        cost, takes = price(order, opened, world), effort(order, world)
        payable = cost <= left[0] + SLACK and takes <= left[1] + SLACK
        prices.append(Price(size, cost, open_ and payable))
    return TargetChoice(full.target, None if open_ else refusals[0], tuple(prices))


def item_choice(item: str, world: World) -> ItemChoice:
    """Return what a clause or a deal is."""
    names, items, at = world.names, world.items, world.names.items.index(item)
    return ItemChoice(
        item=item,
        title=names.title("items", item),
        words=names.titles.get(f"words.{item}", ""),
        share=float(items.share[at]),
        naming=float(items.naming[at]),
        softened=float(items.amended_naming[at]) if float(items.amendable[at]) > 0 else float(items.naming[at]),
        aims=tuple(power for p, power in enumerate(names.powers) if float(items.aims[p, at]) > 0),
    )


def _needs(lever: str, desk: Desk) -> tuple[Need, ...]:
    """Return the grounds that must be won first, and how far they are."""
    world, names, at = desk.world, desk.world.names, desk.world.names.levers.index(lever)
    ground = np.asarray(desk.view.state.ground)[:, desk.view.place, :, 0]
    to_all = float(world.levers.to_all[at]) > 0
    menu, counts, found = world.levers.menus[desk.view.place], np.asarray(world.levers.counts), []
    for g in np.flatnonzero(np.asarray(world.levers.needs)[:, at] > 0).tolist():
        by_state = {state: float(ground[g, s]) for s, state in enumerate(names.states)}
        targets = targets_of(lever, desk.actor, world)
        won = {"": float(ground[g].sum())} if to_all else {t: by_state[t] for t in targets if t in by_state}
        winners = tuple(names.levers[i] for i in menu if counts[g, i] > 0)
        needed = float(world.levers.needs[g, at])
        found.append(Need(names.grounds[g], names.title("grounds", names.grounds[g]), needed, won, winners))
    return tuple(found)
