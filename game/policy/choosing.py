"""Filling a power's slots one after the other, within its purse: shared by all policies of powers."""

from dataclasses import dataclass
from typing import NamedTuple, Self

from game.engine.legality import discounted, full_prices
from game.engine.numerics import anything, index_of_largest, look_up, namespace, number
from game.engine.view import View
from game.model.arrays import Array, Record
from game.model.turn import FULL_SIZE
from game.policy.base import PowerOrders, all_items, loudest_rival, pick, whole


class Choice(NamedTuple):
    """One chosen order in every game."""

    row: Array  # (B,) index into the power's menu
    target: Array  # (B,)
    made: Array  # (B,) 1 where there was something to choose

    @staticmethod
    def orders(choices: list["Choice"], view: View) -> PowerOrders:
        """Return the orders of a turn from the choices for its slots."""
        world = view.world
        xp = namespace(view.state.purse)
        menu, none = xp.asarray(world.levers.menus[view.place], dtype=xp.int32), len(world.names.levers)
        rival = loudest_rival(view)
        levers, targets = [], []
        for choice in choices:
            made = xp.astype(choice.made, xp.int32)
            lever = made * (xp.take(menu, choice.row) - none) + none
            spoken = xp.astype(look_up(world.levers.to_power, lever), xp.int32)
            levers.append(lever)
            targets.append(choice.target + spoken * (rival - choice.target))
        lever = xp.stack(levers)
        size = whole(view.state.purse, FULL_SIZE, len(choices))
        return PowerOrders(lever, xp.stack(targets), size, all_items(lever, world))


@dataclass(frozen=True)
class Spending(Record):
    """What a power could still order, while its slots fill."""

    view: View
    legal: Array  # (menu, S, B) as the only order of the turn
    cost: Array  # (menu, S, B) bn USD
    capital: Array  # (menu, 1, 1)
    money_left: Array  # (B,)
    capital_left: Array  # (B,)
    closed: Array  # (menu, 1, B) 1 for journeys after a journey, packages after a package

    @classmethod
    def of(cls, view: View, reserve: float = 0.0) -> Self:
        """Start with an empty turn, a part of the purse kept back."""
        xp, levers, menu = namespace(view.state.purse), view.world.levers, view.world.levers.menus[view.place]
        return cls(
            view=view,
            legal=view.menu(),
            cost=full_prices(view.place, view.world) * discounted(view.state, view.place, view.world),
            capital=xp.reshape(xp.take(levers.capital, xp.asarray(menu)), (-1, 1, 1)),
            money_left=view.state.purse[view.place] * (1.0 - reserve),
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
        money = self.cost <= self.money_left + 1e-6
        open_ = xp.logical_and(self.capital <= self.capital_left + 1e-6, self.closed < 0.5)
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
        columns = xp.reshape(xp.arange(self.cost.shape[1]), (1, -1, 1))
        chosen = number(rows == choice.row) * choice.made
        here = chosen * number(columns == choice.target)
        ids = xp.asarray(levers.menus[self.view.place])
        closed = self.closed
        for kind in (xp.take(levers.journey, ids), number(xp.take(levers.item_count, ids) > 0.5)):
            mark = xp.reshape(kind, (-1, 1, 1))
            closed = xp.maximum(closed, mark * xp.sum(chosen * mark, axis=0))
        return self.with_(
            money_left=self.money_left - xp.sum(here * self.cost, axis=(0, 1)),
            capital_left=self.capital_left - xp.sum(chosen * self.capital, axis=(0, 1)),
            closed=closed,
        )


@dataclass(frozen=True)
class Shopping(Record):
    """The same as `Spending` for one who chooses the lever first and then the state: much less to compute.

    Which states a lever can be put to is packed into the bits of one integer.
    """

    view: View
    legal: Array  # (menu, B) bits of the states
    cheapest: Array  # (menu, B) bn USD at the cheapest legal state
    capital: Array  # (menu, 1)
    journey: Array  # (menu, 1)
    package: Array  # (menu, 1)
    to_state: Array  # (menu,)
    prices: Array  # (menu * S,)
    money_left: Array  # (B,)
    capital_left: Array  # (B,)
    closed: Array  # (menu, B)

    @classmethod
    def of(cls, view: View, reserve: float) -> Self:
        """Start with an empty turn, a part of the purse kept back."""
        xp, levers = namespace(view.state.purse), view.world.levers
        ids, states = xp.asarray(levers.menus[view.place]), len(view.world.names.states)
        menu = view.menu()
        bits = xp.reshape(xp.asarray([1 << s for s in range(states)], dtype=xp.int32), (1, -1, 1))
        price = full_prices(view.place, view.world)
        flat = xp.reshape(price, (-1,))
        if anything(view.state.discount[view.place] > 0):
            price = price * discounted(view.state, view.place, view.world)
        return cls(
            view=view,
            legal=xp.sum(xp.astype(menu, xp.int32) * bits, axis=1, dtype=xp.int32),
            cheapest=xp.min(price + 1e9 * (1.0 - number(menu)), axis=1),
            capital=xp.take(levers.capital, ids)[:, None],
            journey=xp.take(levers.journey, ids)[:, None],
            to_state=xp.take(levers.to_state, ids),
            prices=flat,
            package=number(xp.take(levers.item_count, ids) > 0.5)[:, None],
            money_left=view.state.purse[view.place] * (1.0 - reserve),
            capital_left=view.state.capital[view.place],
            closed=xp.zeros((len(levers.menus[view.place]), view.state.purse.shape[-1]), dtype=xp.float32),
        )

    def open(self) -> Array:
        """Return which levers can still be ordered somewhere, (menu, B)."""
        xp = namespace(self.legal)
        affordable = xp.logical_and(self.cheapest <= self.money_left + 1e-6, self.capital <= self.capital_left + 1e-6)
        return xp.logical_and(affordable, self.closed < 0.5)

    def targets(self, row: Array) -> Array:
        """Return where the lever in each game's menu row can be put, (S, B)."""
        xp, states = namespace(row), len(self.view.world.names.states)
        shift = xp.reshape(xp.arange(states, dtype=xp.int32), (-1, 1))
        legal = ((pick(self.legal, row) >> shift) & 1) > 0
        return xp.logical_and(legal, self._price(row) <= self.money_left + 1e-6)

    def _price(self, row: Array) -> Array:
        """Return the price of that lever in every state, (S, B)."""
        xp, states = namespace(row), len(self.view.world.names.states)
        column = xp.reshape(xp.arange(states, dtype=xp.int32), (-1, 1))
        saved = self.view.state.discount[self.view.place] * look_up(self.to_state, row)
        return look_up(self.prices, row * states + column) * (1.0 - saved)

    def after(self, choice: Choice) -> Self:
        """Return what remains once a choice is made."""
        xp = namespace(self.legal)
        rows = xp.reshape(xp.arange(self.legal.shape[0], dtype=xp.int32), (-1, 1))
        chosen = number(rows == choice.row) * choice.made
        spent = pick(self._price(choice.row), choice.target) * choice.made
        journeys, packages = xp.sum(chosen * self.journey, axis=0), xp.sum(chosen * self.package, axis=0)
        return self.with_(
            money_left=self.money_left - spent,
            capital_left=self.capital_left - xp.sum(chosen * self.capital, axis=0),
            closed=self.closed + self.journey * journeys + self.package * packages,
        )
