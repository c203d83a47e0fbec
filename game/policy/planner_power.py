"""How the planner fills the slots of a power.

It has habits from practice: likings for levers, targets and sizes in each part of the game, and how much is enough to
spend a slot on. They are adapted to the game as it stands. The orders of this turn are then chosen among greedy's,
those of many habits, and what differs from the best in one slot, by the futures in which the habit is followed
after them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar

import numpy as np

from game.engine.view import View
from game.model.arrays import Same
from game.model.world import World
from game.policy.base import PowerOrders, StateAnswers, StateMove, no_move, same_answer
from game.policy.choosing import unlimited
from game.policy.planner_choices import NOTHING, Choices, choices_of, fill, place
from game.policy.planner_futures import Foresight, Numbers, best_of, first_view, gains, games_of, no_acts
from game.policy.planner_practice import Effort, Practised, learnt_habit, variations

PARTS = 3  # of a game, in which a habit likes levers differently
_SIZES = (1, 3, 5, 7)  # places in SIZES: half, full, one and a half, twice
_SLOT_PRICE = 1.0  # in turns of income
_CAPITAL_PRICE = 4.0  # of the political capital of a turn, likewise
_FAINT = 1e-4  # the least that a choice brings for its price, as a part of what the best does
_ENOUGH = 5.0  # a choice is liked down to so much less than the best, in logarithms, unless practice says otherwise
_AGAIN, _CROWD = 0.7, 0.3  # what the same order again is liked less, and another to the same state
_GROUND = 9.0  # yeses enough to open every lever


@dataclass(frozen=True)
class PowerHabits:
    """Ways to play a power: each number adds to the liking of all choices that have it in common."""

    world: World
    power: int
    choices: Choices
    base: Numbers  # (K,) the logarithm of what each brings for its price, against the best
    names: tuple[str, ...]
    start: Numbers  # (D,) before any practice: nothing
    common: Numbers  # (parts, 3, K) the numbers that count for a choice: its lever, lever and target, lever and size
    enough: Numbers  # (parts,) the numbers for what is enough
    other: int  # the first of two: how much less is liked what is ordered again, and a crowd

    def likings(self, habits: Numbers) -> Numbers:
        """Return how much habits (N, D) like each choice in each part of the game, (parts, K, N)."""
        table = np.ascontiguousarray(habits.T)
        raised = self.base[:, None] + _ENOUGH
        return np.stack(
            [
                raised + table[lever] + table[target] + table[size] - table[enough]
                for (lever, target, size), enough in zip(self.common, self.enough, strict=True)
            ]
        )

    def player(self, habits: Numbers, lane: Numbers, now: Mapping[int, Numbers] | None = None) -> "ByHabit":
        """Return who plays by habits (N, D), each game (B,) by its own; `now` are choices (J, B) for some turns."""
        again, crowd = habits[:, self.other] + _AGAIN, habits[:, self.other + 1] + _CROWD
        return ByHabit(self, self.likings(habits), np.stack([again, crowd]), lane, now or {})

    def part(self, number: int) -> int:
        """Return the part of the game in which a turn lies."""
        return min(number * PARTS // self.world.turns, PARTS - 1)


@dataclass(frozen=True)
class ByHabit:
    """A power that follows habits, each game its own."""

    habits: PowerHabits
    likings: Numbers  # (parts, K, N)
    less: Numbers  # (2, N) again, and in a crowd
    lane: Numbers  # (B,)
    now: Mapping[int, Numbers]  # by turn: (J, B) what is ordered instead
    answers: ClassVar[bool] = False

    def order(self, view: View) -> PowerOrders:
        """Fill the slots by the likings for this part of the game."""
        chosen = self.now[view.number] if view.number in self.now else self.choose(view)
        return self.habits.choices.orders(chosen, len(view.world.names.levers))

    def choose(self, view: View) -> Numbers:
        """Return what is chosen in a turn, (J, B)."""
        liking = self.likings[self.habits.part(view.number)][:, self.lane]
        return fill(view, self.habits.choices, liking, *self.less[:, self.lane])

    def move(self, view: View) -> StateMove:
        """Powers have no moves of their own."""
        return no_move(view)

    def answer(self, view: View) -> StateAnswers:
        """Powers answer nothing."""
        return same_answer(view)


@lru_cache(maxsize=64)
def power_habits(world: Same, power: int) -> PowerHabits:
    """Return the ways to play a power."""
    choices = choices_of(world, power, _SIZES)
    view = first_view(world.it, power)
    won = view.with_(state=view.state.with_(ground=view.state.ground + np.float32(_GROUND)))
    value = brings(won, choices) / _prices(world.it, power, choices)
    names: dict[str, int] = {}
    common = np.asarray(
        [
            [[names.setdefault(key, len(names)) for key in keys] for keys in _common(world.it, choices, part)]
            for part in range(PARTS)
        ]
    )
    enough = np.asarray([names.setdefault(f"enough {part}", len(names)) for part in range(PARTS)])
    other = [names.setdefault(key, len(names)) for key in ("again", "crowd")]
    start = np.zeros(len(names), np.float32)
    faint = np.maximum(value / max(float(value.max()), 1e-9), _FAINT)
    return PowerHabits(
        world.it, power, choices, np.log(faint).astype(np.float32), tuple(names), start, common, enough, other[0]
    )


def _common(world: World, choices: Choices, part: int) -> list[list[str]]:
    """Return the names of the numbers that count for each choice in a part of the game."""
    levers = [world.names.levers[lever] for lever in choices.lever]
    return [
        [f"{lever} {part}" for lever in levers],
        [f"{lever} to {target}" for lever, target in zip(levers, choices.target, strict=True)],
        [f"{lever} of {size}" for lever, size in zip(levers, choices.size, strict=True)],
    ]


def brings(view: View, choices: Choices) -> Numbers:
    """Return what each choice brings in one game if it alone is ordered now, (K,), at least 0."""
    open_ = np.flatnonzero(choices.open(view.state, view.place, view.world)[:, 0])
    orders = no_acts(view, len(open_) + 1)
    for name in ("lever", "target", "size", "items"):
        getattr(orders, name)[view.place, 0, :-1] = getattr(choices, name)[open_]
    found = np.zeros(len(choices.lever), np.float32)
    found[open_] = np.maximum(gains(unlimited(view), orders), 0.0)
    return found


def _prices(world: World, power: int, choices: Choices) -> Numbers:
    """Return what each choice costs, in turns of income, (K,)."""
    income = float(world.powers.income[power, 0]) * world.quarters
    point = _CAPITAL_PRICE / float(world.powers.capital_income[power, 0])
    return np.asarray(_SLOT_PRICE + choices.cost[:, 0] / income + point * choices.capital[:, 0], np.float32)


@dataclass(frozen=True)
class PowerPlan:
    """The choice of a power's orders in G games."""

    view: View
    ahead: Foresight
    habits: PowerHabits
    habit: Numbers  # (G, D) adapted to each game
    lanes: int

    def choose(self, greedy: PowerOrders, learnt: Practised, spread: Numbers) -> Numbers:
        """Return the choices by slot, (J, G), given greedy's orders, and how far habits are varied."""
        first = self.habits.choices.find(greedy)[:, :, None]
        best = self._best(np.concatenate([first, self._of_habits(learnt, spread)], axis=2), "habits")
        tried = np.concatenate([first, best[:, :, None], self._neighbours(best)], axis=2)
        return self._best(tried, "neighbours")

    def _best(self, tried: Numbers, name: str) -> Numbers:
        """Return the best of some choices (J, G, M) in every game, (J, G)."""
        games = np.arange(len(self.habit))

        def evaluate(now: Numbers, width: int, futures: int, turn: int) -> Numbers:
            player = self.habits.player(self.habit, games.repeat(width * futures), {self.view.number: now})
            return self.ahead.values(player, width, futures, f"{name} {turn}")

        return best_of(tried, evaluate, self.lanes)

    def _of_habits(self, learnt: Practised, spread: Numbers) -> Numbers:
        """Return what habits would order now, (J, G, M): as adapted, as learnt, and variations."""
        games, count = len(self.habit), self._count()
        varied = variations(self.habits, self.habit, spread, count)
        varied[:, 1] = learnt.habit
        player = self.habits.player(varied.reshape(games * count, -1), np.arange(games * count))
        chosen = player.choose(games_of(self.view, np.repeat(np.arange(games), count)))
        return chosen.reshape(-1, games, count)

    def _count(self) -> int:
        return max(4, self.lanes // 8)

    def _neighbours(self, best: Numbers) -> Numbers:
        """Return what differs from some choices (J, G) in one slot, (J, G, M)."""
        slots, games = best.shape
        choices, each = self.habits.choices, max(1, self._count() // best.shape[0])
        liked = self.habits.likings(self.habit)[self.habits.part(self.view.number)]
        found = np.repeat(best[:, :, None], slots * each, axis=2)
        for game in range(games):
            now = brings(games_of(self.view, [game, game]), choices)
            rank = np.minimum(_rank(now / _prices(self.view.world, self.view.place, choices)), _rank(liked[:, game]))
            others = np.concatenate([[NOTHING], np.argsort(rank, kind="stable")])[:each]
            for slot in range(slots):
                found[slot, game, slot * each : slot * each + len(others)] = others
        wide = games_of(self.view, np.repeat(np.arange(games), slots * each))
        return place(wide, choices, found.reshape(slots, -1)).reshape(found.shape)


def _rank(values: Numbers) -> Numbers:
    """Return 0 for the largest, 1 for the next, and so on."""
    rank = np.empty(len(values), np.int64)
    rank[np.argsort(-values, kind="stable")] = np.arange(len(values))
    return rank


def plan_orders(view: View, greedy: PowerOrders, effort: Effort) -> PowerOrders:
    """Return what a power orders in G games, each field (J, G), given what greedy would."""
    habits, ahead = power_habits(Same(view.world), view.place), Foresight(view, effort.turns)
    learnt = learnt_habit(habits, ahead, effort)
    adapted = effort.adapt.improve(habits, ahead, learnt, "adapt")
    plan = PowerPlan(view, ahead, habits, adapted.habit, effort.lanes)
    chosen = plan.choose(greedy, learnt, np.maximum(adapted.spread, learnt.spread))
    return habits.choices.orders(chosen, len(view.world.names.levers))
