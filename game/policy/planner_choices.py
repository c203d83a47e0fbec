"""Everything that a power could order in a slot, and filling a turn from it: many games side by side."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from game.engine.legality import SLACK, paused, where_open
from game.engine.numerics import index_of_largest
from game.engine.view import View
from game.model.arrays import Record, Same
from game.model.state import State
from game.model.turn import FULL_SIZE, SIZES
from game.model.world import World
from game.policy.base import PowerOrders
from game.policy.planner_futures import Numbers

NOTHING = -1  # the choice of an empty slot
_NEVER = np.float32(-1e9)


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
    placed: Numbers  # (K,) whether it is put to one state or power

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

    def orders(self, chosen: Numbers, none: int) -> PowerOrders:
        """Return orders from choices by slot (J, B); `none` is the index that stands for no lever."""
        made = chosen >= 0
        return PowerOrders(
            lever=np.where(made, self.lever[chosen], none),
            target=np.where(made, self.target[chosen], 0),
            size=np.where(made, self.size[chosen], FULL_SIZE),
            items=np.where(made, self.items[chosen], 0),
        )

    def find(self, orders: PowerOrders) -> Numbers:
        """Return which choices orders are, by slot (J, B)."""
        rows = zip(self.lever.tolist(), self.target.tolist(), self.size.tolist(), strict=True)
        known = {row: choice for choice, row in enumerate(rows)}
        placed = dict(zip(self.lever.tolist(), self.placed.tolist(), strict=True))
        given = zip(*(v.ravel().tolist() for v in (orders.lever, orders.target, orders.size)), strict=True)
        found = [known.get((lever, target * placed.get(lever, 0), size), NOTHING) for lever, target, size in given]
        return np.asarray(found, np.int64).reshape(orders.lever.shape)


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
            found += [
                (menu_row, lever, target, place, target if to_state else 0, to_state or to_power) for target in targets
            ]
    row, ids, whom, sizes_of, state, placed = (np.asarray(column, np.int32) for column in zip(*found, strict=True))
    menu = world.it.menus[power]

    def column(values: Numbers) -> Numbers:
        return np.asarray(values[row], np.float32)[:, None]

    return Choices(
        names=tuple(f"{names.levers[r[1]]} {r[2]} {SIZES[r[3]]}" for r in found),
        lever=ids, target=whom, size=sizes_of, items=np.asarray(menu.items)[row], state=state,
        cost=np.asarray(levers.money)[(ids * len(SIZES) + sizes_of) * states + state][:, None],
        capital=column(menu.capital) * np.asarray(levers.effort)[sizes_of][:, None],
        saves=column(menu.to_state), journey=column(menu.journey),
        package=column(menu.package), single=column(menu.single), placed=placed > 0,
    )  # fmt: skip


class Tray:
    """A turn that is being filled, slot by slot, in many games."""

    def __init__(self, view: View, choices: Choices) -> None:
        self.choices, self.games = choices, np.arange(view.state.purse.shape[-1])
        self.open = choices.open(view.state, view.place, view.world)
        self.price = choices.prices(view.state, view.place)
        self.money, self.capital = view.state.purse[view.place], view.state.capital[view.place]

    def able(self) -> Numbers:
        """Return what can still be ordered, (K, B)."""
        return self.open & (self.price <= self.money + SLACK) & (self.choices.capital <= self.capital + SLACK)

    def add(self, best: Numbers, made: Numbers) -> None:
        """Order a choice (B,) where it is `made`."""
        choices, games = self.choices, self.games
        self.money = self.money - self.price[best, games] * made
        self.capital = self.capital - choices.capital[best, 0] * made
        for kind in (choices.journey, choices.package):
            taken = (kind[best, 0] > 0.5) & made
            if taken.any():
                self.open = self.open & ~((kind > 0.5) & taken)
        taken = (choices.single[best, 0] > 0.5) & made
        if taken.any():
            self.open = self.open & ~((choices.lever[:, None] == choices.lever[best]) & taken)


def fill(view: View, choices: Choices, liking: Numbers, again: Numbers, crowd: Numbers) -> Numbers:
    """Fill the slots with what is liked most and can still be ordered; return choices by slot, (J, B).

    Parameters
    ----------
    liking : (K, B) of each choice; what is not above 0 is never chosen.
    again : (B,) what the same lever for the same state is liked less each time.
    crowd : (B,) what another order to the same state is liked less.
    """
    tray, taken = Tray(view, choices), []
    for slot in range(view.world.slots):
        wanted = np.where(tray.able(), liking, _NEVER)
        best = index_of_largest(wanted)
        made = wanted[best, tray.games] > 0
        taken.append(np.where(made, best, NOTHING))
        if slot < view.world.slots - 1:
            tray.add(best, made)
            here = (choices.state[:, None] == choices.state[best]) & made
            less = (here & (choices.lever[:, None] == choices.lever[best])) * again
            liking = liking - less - (here * choices.saves) * (crowd * choices.saves[best, 0])
    return np.stack(taken)


def place(view: View, choices: Choices, wanted: Numbers) -> Numbers:
    """Fill the slots with given choices (J, B) as far as they can be ordered; return them by slot, (J, B)."""
    tray, taken = Tray(view, choices), []
    for chosen in wanted:
        best = np.maximum(chosen, 0)
        made = (chosen >= 0) & tray.able()[best, tray.games]
        taken.append(np.where(made, chosen, NOTHING))
        tray.add(best, made)
    return np.stack(taken)
