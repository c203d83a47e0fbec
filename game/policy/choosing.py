"""Filling a power's slots one after the other, within its purse: shared by all policies of powers."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, Self

from game.engine.legality import SLACK, discounted, efforts, paused, prices, where_open
from game.engine.numerics import anything, index_of_largest, look_up, namespace, number, with_rows
from game.engine.view import View
from game.model.arrays import Array, Record, Same
from game.model.turn import FULL_SIZE, SIZES
from game.model.world import Menu
from game.policy.base import PowerOrders, loudest_rival, pick, whole

_NEVER = 1e9  # bn USD: more than any purse holds
_PLENTY = 1e3  # bn USD and points: more than anything takes


def unlimited(view: View) -> View:
    """Return the view of a power that could pay for anything: what an order brings does not hang on its price."""
    state = view.state
    return view.with_(state=state.with_(purse=state.purse + _PLENTY, capital=state.capital + _PLENTY))


class Choice(NamedTuple):
    """One chosen order in every game."""

    row: Array  # (B,) index into the power's menu
    target: Array  # (B,)
    made: Array  # (B,) 1 where there was something to choose
    size: Array | None = None  # (B,) place in SIZES; none means full size

    @staticmethod
    def orders(choices: list["Choice"], view: View, menu: Menu | None = None) -> PowerOrders:
        """Return the orders of a turn from the choices for its slots, out of the power's menu or a part of it."""
        xp, none = namespace(view.state.purse), len(view.world.names.levers)
        menu = menu or view.world.menus[view.place]
        rows, made = xp.stack([c.row for c in choices]), xp.stack([c.made for c in choices])
        target, held = xp.stack([c.target for c in choices]), xp.astype(made, xp.int32)
        spoken = xp.astype(look_up(menu.to_power, rows) * made, xp.int32)
        if anything(spoken > 0):
            target = target + spoken * (loudest_rival(view) - target)
        return PowerOrders(
            lever=held * (look_up(menu.ids, rows) - none) + none,
            target=target,
            size=_sizes(choices),
            items=held * look_up(menu.items, rows),
        )


def _sizes(choices: list[Choice]) -> Array:
    """Return the sizes of chosen orders, (J, B): full ones where none says more."""
    first, sizes = choices[0].row, [choice.size for choice in choices]
    if all(size is None for size in sizes):
        return whole(first, FULL_SIZE, len(sizes))
    return namespace(first).stack([whole(first, FULL_SIZE) if size is None else size for size in sizes])


@dataclass(frozen=True)
class Spending(Record):
    """What a power could still order, while its slots fill."""

    view: View
    legal: Array  # (menu, S, B) as the only order of the turn
    cost: Array  # (menu, S, B) bn USD, in the size that is looked at
    capital: Array  # (menu, 1, 1) likewise
    money_left: Array  # (B,)
    capital_left: Array  # (B,)
    closed: Array  # (menu, 1, B) 1 for journeys after a journey, packages after a package

    @classmethod
    def of(cls, view: View, size: int = FULL_SIZE) -> Self:
        """Start with an empty turn; what comes in several sizes is looked at in this one."""
        xp, menu = namespace(view.state.purse), view.world.levers.menus[view.place]
        return cls(
            view=view,
            legal=view.menu(size),
            cost=prices(view.place, view.world, size) * discounted(view.state, view.place, view.world),
            capital=xp.reshape(efforts(view.place, view.world, size), (-1, 1, 1)),
            money_left=view.state.purse[view.place],
            capital_left=view.state.capital[view.place],
            closed=xp.zeros((len(menu), 1, view.state.purse.shape[-1]), dtype=xp.float32),
        )

    @property
    def lever_names(self) -> tuple[str, ...]:
        """Ids of the levers of the menu."""
        world = self.view.world
        return tuple(world.names.levers[i] for i in world.levers.menus[self.view.place])

    def affordable(self) -> Array:
        """Return what can still be ordered, (menu, S, B)."""
        xp = namespace(self.cost)
        money = self.cost <= self.money_left + SLACK
        open_ = xp.logical_and(self.capital <= self.capital_left + SLACK, self.closed < 0.5)
        return xp.logical_and(xp.logical_and(self.legal, money), open_)

    def best(self, liking: Array) -> Choice:
        """Return the lever and target liked most, (menu, S, B) with 0 for what cannot be ordered."""
        xp = namespace(liking)
        flat = xp.reshape(liking, (-1, liking.shape[-1]))
        best = index_of_largest(flat)
        states = liking.shape[1]
        return Choice(best // states, best % states, number(xp.max(flat, axis=0) > 0))

    def after(self, choice: Choice) -> Self:
        """Return what remains once a choice is made."""
        xp, levers = namespace(self.cost), self.view.world.levers
        menu = self.cost.shape[0]
        rows = xp.reshape(xp.arange(menu), (-1, 1, 1))
        chosen = number(rows == choice.row) * choice.made
        ids = xp.asarray(levers.menus[self.view.place])
        closed = self.closed
        for kind in (xp.take(levers.journey, ids), number(xp.take(levers.item_count, ids) > 0.5)):
            mark = xp.reshape(kind, (-1, 1, 1))
            closed = xp.maximum(closed, mark * xp.sum(chosen * mark, axis=0))
        single = self.view.world.menus[self.view.place].single
        closed = xp.maximum(closed, chosen * xp.reshape(single, (-1, 1, 1)))
        money, capital = self.price(choice)
        return self.with_(
            money_left=self.money_left - money * choice.made,
            capital_left=self.capital_left - capital * choice.made,
            closed=closed,
        )

    def price(self, choice: Choice) -> tuple[Array, Array]:
        """Return what a choice takes in its size: bn USD and political capital, (B,) each."""
        world, menu = self.view.world, self.view.world.menus[self.view.place]
        levers, lever = world.levers, look_up(menu.ids, choice.row)
        size = whole(choice.row, FULL_SIZE) if choice.size is None else choice.size
        money = look_up(levers.money, (lever * len(SIZES) + size) * len(world.names.states) + choice.target)
        saved = pick(self.view.state.discount[self.view.place], choice.target) * look_up(menu.to_state, choice.row)
        return money * (1.0 - saved), look_up(menu.capital, choice.row) * look_up(levers.effort, size)

    def payable(self, choice: Choice) -> Array:
        """Return whether there is enough left for a choice in its size, (B,)."""
        money, capital = self.price(choice)
        enough = capital <= self.capital_left + SLACK
        return namespace(money).logical_and(money <= self.money_left + SLACK, enough)


@dataclass(frozen=True)
class Shopping(Record):
    """The same as `Spending` for one who chooses the lever first and then the state: much less to compute."""

    view: View
    menu: Menu
    factor: Array  # (S, B) what part of its price an order to a state still costs
    cheapest: Array  # (menu, B) bn USD at the cheapest state that is open; more than any purse where none is
    open_at: Mapping[int, Array]  # by row of the menu: (S, B) where it is open, for rows that are not open everywhere
    first_able: Array  # (B,) whether the first row can be ordered at all: it stands for none where none is chosen
    money_left: Array  # (B,)
    capital_left: Array  # (B,)

    @classmethod
    def of(cls, view: View, reserve: float, menu: Menu) -> Self:
        """Start with an empty turn, a part of the purse kept back; `menu` is the power's, or a part of it."""
        state, power, world, xp = view.state, view.place, view.world, namespace(view.state.purse)
        levers = [int(lever) for lever in menu.ids]
        factor = 1.0 - state.discount[power]
        able = state.capital[power] + SLACK >= menu.capital[0]
        free = state.tension > -1.0
        open_at = {row: where_open(state, power, levers[row], free, world) for row in menu.narrow}
        recent = {row: paused(state, power, levers[row], world) for row in menu.paused}
        if 0 in recent:
            able = xp.logical_and(able, xp.logical_not(recent[0]))
        price = menu.price.T[:, :, None]
        cheapest = menu.cheapest
        if anything(factor < 1.0):
            to_state = menu.to_state[:, None]
            cheapest = xp.min(price * factor, axis=1) * to_state + cheapest * (1.0 - to_state)
        cheapest = xp.broadcast_to(cheapest, (price.shape[0], factor.shape[-1]))
        rows = {}
        for row, open_ in open_at.items():
            saved = factor if float(menu.to_state[row]) > 0 else xp.ones_like(factor)
            rows[row] = xp.min(price[row] * saved + _NEVER * (1.0 - number(open_)), axis=0)
        for row, soon in recent.items():
            rows[row] = rows.get(row, cheapest[row]) + _NEVER * number(soon)
        return cls(
            view=view,
            menu=menu,
            factor=factor,
            cheapest=with_rows(cheapest, rows),
            open_at=open_at,
            first_able=able,
            money_left=state.purse[power] * (1.0 - reserve),
            capital_left=state.capital[power],
        )

    def open(self) -> Array:
        """Return which levers can still be ordered somewhere, (menu, B)."""
        capital = self.menu.capital[:, None] <= self.capital_left + SLACK
        return namespace(capital).logical_and(self.cheapest <= self.money_left + SLACK, capital)

    def prices(self, row: Array) -> Array:
        """Return the price of the lever in each game's menu row, in every state, (S, B)."""
        saved = self.view.state.discount[self.view.place] * look_up(self.menu.to_state, row)
        return look_up(self.menu.price, row) * (1.0 - saved)

    def targets(self, row: Array, made: Array, price: Array) -> Array:
        """Return where that lever can be put, (S, B); `made` tells whether it can be ordered at all."""
        xp = namespace(row)
        legal = price <= self.money_left + SLACK
        able = xp.logical_or(made, self.first_able)
        for place, open_ in self.open_at.items():
            legal = xp.logical_and(legal, xp.logical_or(row != place, open_))
        return xp.logical_and(legal, able)

    def after(self, choice: Choice, price: Array) -> Self:
        """Return what remains once a choice is made, given the prices of its lever."""
        menu = self.menu
        spent = pick(price, choice.target) * choice.made
        closed: dict[int, Array] = {}
        journeys, packages, singles = _closing(Same(menu))
        for kind, rows in ((menu.journey, journeys), (menu.package, packages)):
            if not rows:
                continue
            taken = _NEVER * (look_up(kind, choice.row) * choice.made)
            for place in rows:
                closed[place] = closed.get(place, self.cheapest[place]) + taken
        for place in singles:
            chosen = number(choice.row == place) * choice.made
            closed[place] = closed.get(place, self.cheapest[place]) + _NEVER * chosen
        return self.with_(
            money_left=self.money_left - spent,
            capital_left=self.capital_left - look_up(menu.capital, choice.row) * choice.made,
            cheapest=with_rows(self.cheapest, closed),
        )


def part_of_menu(menu: Menu, rows: tuple[int, ...]) -> Menu:
    """Return some rows of a menu, as a menu of its own."""
    xp, index = namespace(menu.ids), namespace(menu.ids).asarray(rows)
    taken = {
        name: xp.take(values, index, axis=0)
        for name, values in vars(menu).items()
        if name != "price" and not isinstance(values, tuple)
    }
    return menu.with_(
        **taken | {"price": xp.take(menu.price, index, axis=1)},
        paused=tuple(new for new, row in enumerate(rows) if row in menu.paused),
        narrow=tuple(new for new, row in enumerate(rows) if row in menu.narrow),
    )


@lru_cache(maxsize=64)
def _closing(menu: Same) -> tuple[tuple[int, ...], ...]:
    """Return the rows of a menu that are journeys, that are packages, and that are chosen at most once in a turn."""
    it = menu.it
    kinds = (it.journey, it.package, it.single)
    return tuple(tuple(i for i in range(kind.shape[0]) if float(kind[i]) > 0) for kind in kinds)
