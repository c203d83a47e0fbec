"""How the planner fills the slots of a power: first a line to follow, then what to order now.

A line is a table of likings for everything that could be ordered, for each turn ahead: what an order brings alone,
over a price in slots, money and political capital. Lines differ in those prices, and in the doctrine that they lean
on. The line with the best futures is followed after this turn; the orders of this turn are then chosen among what
all lines would order, and many variations of it, by their futures.
"""

from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product
from typing import Any, ClassVar

import numpy as np

from game.engine.chance import normal
from game.engine.legality import SLACK, paused, where_open
from game.engine.numerics import index_of_largest
from game.engine.view import View
from game.model.arrays import Record, Same
from game.model.state import State, take_games
from game.model.turn import FULL_SIZE, SIZES, Orders
from game.model.world import World
from game.policy.base import PowerOrders, StateAnswers, StateMove, no_move, same_answer
from game.policy.choosing import unlimited
from game.policy.greedy import Greedy
from game.policy.planner_futures import Foresight, Numbers, best_of, gains, no_acts, own_doctrines

_SLOT_PRICE = 1.0  # in turns of income
_CAPITAL_PRICE = 4.0  # of the political capital of a turn, likewise
_PRICES = (0.3, 1.0, 3.0)  # lines count money and political capital cheaper or dearer than that
_LEANINGS = (0.5, 2.0)  # how much a line leans on a doctrine
_WAYS = ((0.3, 0.0), (0.7, 0.0), (0.5, 0.4))
# what the same order again is worth in a turn; and the part of the best below which the rest is saved for later turns
_CROWDED = 0.7  # what another order to the same state is worth
_FAINT = 1e-3  # what a doctrine's line thinks of an order of which the doctrine thinks nothing
_SPREADS = (0.4, 1.0)  # of the variations of this turn's orders


@dataclass(frozen=True)
class Choices(Record):
    """Everything that a power could order in one slot: each field (K,), or (K, 1) where it is compared by game."""

    names: tuple[str, ...]
    lever: Numbers
    target: Numbers
    size: Numbers
    items: Numbers
    state: Numbers  # the column in which its ground is looked up
    cost: Numbers  # (K, 1) bn USD, before a discount
    capital: Numbers  # (K, 1)
    saves: Numbers  # (K, 1) 1 where a discount counts
    journey: Numbers  # (K, 1)
    package: Numbers  # (K, 1)
    single: Numbers  # (K, 1) 1 where the lever is chosen at most once in a turn

    def open(self, state: State, power: int, world: World) -> Numbers:
        """Return what could be ordered if it could be paid, (K, B)."""
        free = state.tension > -1.0
        rows = {}
        for lever in world.levers.menus[power]:
            able = np.logical_not(paused(state, power, lever, world)) if int(world.levers.pause[lever]) > 1 else free
            rows[lever] = where_open(state, power, lever, able, world)
        return np.stack([rows[lever][column] for lever, column in zip(self.lever, self.state, strict=True)])

    def prices(self, state: State, power: int) -> Numbers:
        """Return what each costs, (K, B)."""
        return self.cost * (1.0 - self.saves * state.discount[power][self.state])

    def some(self, places: Numbers) -> "Choices":
        """Return only some of them."""
        kept = {name: values[places] for name, values in vars(self).items() if name != "names"}
        return self.with_(names=tuple(self.names[place] for place in places), **kept)


@lru_cache(maxsize=64)
def choices_of(world: Same, power: int, sizes: tuple[int, ...]) -> Choices:
    """Return everything that a power could order in one slot, each valued lever in some sizes (places in SIZES)."""
    levers, names = world.it.levers, world.it.names
    states, found = len(names.states), []
    allowed = np.reshape(levers.allowed, (-1, states))
    for menu_row, lever in enumerate(levers.menus[power]):
        to_state, to_power = float(levers.to_state[lever]) > 0.5, float(levers.to_power[lever]) > 0.5
        targets = [s for s in range(states) if allowed[lever, s] > 0.5] if to_state else [0]
        if to_power:
            targets = [p for p in range(len(names.powers)) if p != power]
        for place in sizes if float(levers.valued[lever]) > 0.5 else (FULL_SIZE,):
            found += [(menu_row, lever, target, place, target if to_state else 0) for target in targets]
    row, ids, whom, sizes_of, state = (np.asarray(column, np.int32) for column in zip(*found, strict=True))
    menu = world.it.menus[power]

    def column(values: Numbers) -> Numbers:
        return np.asarray(values[row], np.float32)[:, None]

    return Choices(
        names=tuple(f"{names.levers[r[1]]} {r[2]} {SIZES[r[3]]}" for r in found),
        lever=ids, target=whom, size=sizes_of, items=np.asarray(menu.items)[row], state=state,
        cost=np.asarray(levers.money)[(ids * len(SIZES) + sizes_of) * states + state][:, None],
        capital=column(menu.capital) * np.asarray(levers.effort)[sizes_of][:, None],
        saves=column(menu.to_state), journey=column(menu.journey),
        package=column(menu.package), single=column(menu.single),
    )  # fmt: skip


def fill(view: View, choices: Choices, liking: Numbers, again: Numbers) -> PowerOrders:
    """Fill the slots with what is liked most and can still be ordered.

    Parameters
    ----------
    liking : (K, B) of each choice; what is at 0 is never chosen.
    again : (B,) what the same order again is worth.
    """
    state, power, world = view.state, view.place, view.world
    open_, price = choices.open(state, power, world), choices.prices(state, power)
    money, capital = state.purse[power], state.capital[power]
    taken, none = [], len(world.names.levers)
    games = np.arange(liking.shape[-1])
    for _ in range(world.slots):
        able = open_ & (price <= money + SLACK) & (choices.capital <= capital + SLACK)
        wanted = liking * able
        best = index_of_largest(wanted)
        made = wanted[best, games] > 0
        taken.append((best, made))
        money = money - price[best, games] * made
        capital = capital - choices.capital[best, 0] * made
        lever, here = choices.lever[:, None] == choices.lever[best], choices.state[:, None] == choices.state[best]
        for kind in (choices.journey, choices.package, choices.single * lever):
            kind_of_best = np.take_along_axis(np.broadcast_to(kind, wanted.shape), best[None], axis=0)
            open_ = open_ & ~((kind * kind_of_best > 0.5) & made)
        crowd = 1.0 - (1.0 - _CROWDED) * (here * choices.saves * choices.saves[best, 0])
        liking = liking * np.asarray(np.where(lever & here, again, 1.0) * crowd, np.float32)
    best, made = (np.stack(column) for column in zip(*taken, strict=True))
    return PowerOrders(
        lever=np.where(made, choices.lever[best], none),
        target=np.where(made, choices.target[best], 0),
        size=np.where(made, choices.size[best], FULL_SIZE),
        items=np.where(made, choices.items[best], 0),
    )


@dataclass(frozen=True)
class ByLines:
    """A power that follows lines, each game its own."""

    first: int  # the turn at which they begin
    choices: Choices
    likings: list[Numbers]  # by turn, (K, C)
    again: Numbers  # (C,)
    line: Numbers  # (B,) the line of each game
    now: PowerOrders | None = field(default=None)  # what is ordered in the first turn instead
    answers: ClassVar[bool] = False

    def order(self, view: View) -> PowerOrders:
        """Fill the slots by the likings for this turn."""
        ahead = view.number - self.first
        if ahead == 0 and self.now is not None:
            return self.now
        liking = self.likings[ahead]
        kept = np.flatnonzero(np.max(liking, axis=1) > 0)
        if not len(kept):
            kept = np.arange(1)
        return fill(view, self.choices.some(kept), liking[kept][:, self.line], self.again[self.line])

    def move(self, view: View) -> StateMove:
        """Powers have no moves of their own."""
        return no_move(view)

    def answer(self, view: View) -> StateAnswers:
        """Powers answer nothing."""
        return same_answer(view)


def plan_orders(view: View, turns: int, lanes: int, sizes: tuple[int, ...]) -> PowerOrders:
    """Return what a power orders in one game, each field (J, 1).

    Parameters
    ----------
    view : of one game.
    turns : how far ahead futures are played.
    lanes : how many futures are played side by side, three times or so for each of the two choices.
    sizes : places in SIZES: what an order is tried in.
    """
    ahead, choices = Foresight(view, turns), choices_of(Same(view.world), view.place, sizes)
    lines = _lines(view, ahead, choices)
    count = len(lines.again)

    def of_lines(some: Numbers, futures: int, turn: int) -> Numbers:
        player = ByLines(lines.first, choices, lines.likings, lines.again, np.repeat(some, futures))
        return ahead.values(player, len(some), futures, f"line {turn}")

    best = best_of(of_lines, count, lanes)
    plain = _some_orders(Greedy().order(view), np.zeros(1, np.int64))
    orders = _joined(plain, _variations(view, lines, best, max(8, lanes // 16)))

    def of_orders(some: Numbers, futures: int, turn: int) -> Numbers:
        line = np.full(len(some) * futures, best)
        now = _some_orders(orders, np.repeat(some, futures))
        player = ByLines(lines.first, choices, lines.likings, lines.again, line, now)
        return ahead.values(player, len(some), futures, f"order {turn}")

    chosen = best_of(of_orders, orders.lever.shape[-1], lanes)
    return _some_orders(orders, np.asarray([chosen]))


def _some_orders(orders: PowerOrders, games: Numbers) -> PowerOrders:
    return orders.with_(**{name: values[:, games] for name, values in vars(orders).items()})


def _joined(first: PowerOrders, others: PowerOrders) -> PowerOrders:
    """Return orders side by side."""
    fields = vars(first)
    return first.with_(**{n: np.concatenate([fields[n], values], axis=1) for n, values in vars(others).items()})


def _lines(view: View, ahead: Foresight, choices: Choices) -> ByLines:
    """Return the lines that are worth trying."""
    tables: dict[int, Numbers] = {}
    prices = _prices(view, choices)
    likings: list[Numbers] = []

    def usual(seen: View) -> ByLines:
        return ByLines(
            seen.number, choices, [_table(seen, choices, tables) / prices[:, :1]], np.ones(1), np.zeros(2, int)
        )

    for seen in ahead.line(usual):
        likings.append(_likings(_table(seen, choices, tables), prices, _doctrine_likings(seen, choices)))
    again, least = np.asarray(_WAYS, np.float32).T
    count = likings[0].shape[-1]
    best = np.max(np.stack([np.max(liking, axis=0) for liking in likings]), axis=0)
    worth = [np.concatenate([liking * (liking >= part * best) for part in least], axis=1) for liking in likings]
    return ByLines(view.number, choices, worth, np.repeat(again, count), np.zeros(1, int))


def _table(view: View, choices: Choices, known: dict[int, Numbers]) -> Numbers:
    """Return what each choice brings if it alone is ordered now, (K, 1), at least 0."""
    if view.number not in known:
        open_ = np.flatnonzero(choices.open(view.state, view.place, view.world)[:, 0])
        orders: Orders = no_acts(view, len(open_) + 1)
        for name in ("lever", "target", "size", "items"):
            getattr(orders, name)[view.place, 0, :-1] = getattr(choices, name)[open_]
        found = np.zeros((len(choices.lever), 1), np.float32)
        found[open_, 0] = np.maximum(gains(unlimited(view), orders), 0.0)
        known[view.number] = found
    return known[view.number]


def _prices(view: View, choices: Choices) -> Numbers:
    """Return what each choice costs a line, in turns of income, (K, prices): first as usual, then otherwise."""
    world = view.world
    income = float(world.powers.income[view.place, 0]) * world.quarters
    point = _CAPITAL_PRICE / float(world.powers.capital_income[view.place, 0])
    scales = sorted(product(_PRICES, _PRICES), key=lambda scale: scale != (1.0, 1.0))
    return np.concatenate(
        [_SLOT_PRICE + money * choices.cost / income + capital * point * choices.capital for money, capital in scales],
        axis=1,
    ).astype(np.float32)


def _likings(table: Numbers, prices: Numbers, doctrines: Numbers) -> Numbers:
    """Return the likings of all lines, (K, C): by gain over each price, and leaning on each doctrine."""
    usual = table / prices[:, :1]
    leaning = [usual * doctrines**power for power in _LEANINGS]
    return np.concatenate([table / prices, *leaning, doctrines * (doctrines > _FAINT)], axis=1).astype(np.float32)


def _doctrine_likings(view: View, choices: Choices) -> Numbers:
    """Return how much each doctrine of the seat likes each choice now, 0 to 1, (K, doctrines)."""
    names, salience = view.world.names, np.asarray(view.world.states.salience)[:, 0]
    quarter = view.number * view.world.quarters + 1
    columns: list[Any] = [np.zeros((len(choices.lever), 0))]
    for doctrine in own_doctrines(view.seat, view.world):
        step = next((s for s in doctrine.steps if quarter <= s.until), doctrine.steps[-1])
        lever = np.asarray([step.levers.get(name, 0.0) for name in names.levers])[choices.lever]
        state = np.asarray([step.targets.get(name, 0.0) for name in names.states]) if step.targets else salience
        where = np.where(choices.saves[:, 0] > 0.5, state[choices.state] / state.max(), 1.0)
        liking = lever * where * (choices.size == FULL_SIZE)
        columns.append(np.maximum(liking / max(float(liking.max()), 1e-9), _FAINT)[:, None])
    return np.concatenate(columns, axis=1)


def _variations(view: View, lines: ByLines, best: int, count: int) -> PowerOrders:
    """Return different orders for this turn: of the best line first, of the others, of the best with chance added."""
    liking, choices = lines.likings[0], lines.choices
    keys = np.arange(count, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15) + view.chance[:1]
    noise = normal(keys, f"turn {view.number}", "variation", choices.names)
    spread = np.asarray(_SPREADS, np.float32)[np.arange(count) % len(_SPREADS)]
    varied = liking[:, best : best + 1] * np.exp(noise * spread)
    every = np.concatenate([liking[:, best : best + 1], liking, varied], axis=1).astype(np.float32)
    again = np.concatenate([lines.again[best : best + 1], lines.again, np.full(count, lines.again[best])])
    games = np.zeros(every.shape[1], np.int64)
    wide = view.with_(state=take_games(view.state, games), chance=view.chance[games])
    orders = fill(wide, choices, every, again.astype(np.float32))
    flat = np.concatenate([orders.lever, orders.target, orders.size, orders.items])
    _, first = np.unique(flat, axis=1, return_index=True)
    return _some_orders(orders, np.sort(first)[: max(count, 2)])
