"""How the planner moves and answers for a state.

As a power, it has habits from practice, and adapts them to the game as it stands. The move, or the answers, of this
turn are then chosen among greedy's, those of many habits, and what differs from the best in one answer, by the futures
in which the habit is followed after them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

import numpy as np

from game.engine.view import View
from game.model.arrays import Same
from game.model.turn import ACCEPT, AMEND, DECLINE
from game.model.world import World
from game.policy.base import Policy, PowerOrders, StateAnswers, StateMove, no_move, same_answer
from game.policy.planner_futures import Foresight, Numbers, best_of, games_of
from game.policy.planner_practice import Effort, learnt_habit, variations
from game.policy.planner_state_habits import Asked, Decided, StateHabits, state_habits

_CHANGES = 1  # rounds in which single answers of the best are changed


@dataclass(frozen=True)
class Given:
    """A power whose orders are known in G games, each played in equally many lanes."""

    orders: PowerOrders  # (J, G)
    answers: ClassVar[bool] = False

    def order(self, view: View) -> PowerOrders:
        """Order the same in every lane of a game."""
        times = view.state.purse.shape[-1] // self.orders.lever.shape[-1]
        return PowerOrders(**{name: values.repeat(times, axis=-1) for name, values in vars(self.orders).items()})

    def move(self, view: View) -> StateMove:
        """Powers have no moves of their own."""
        return no_move(view)

    def answer(self, view: View) -> StateAnswers:
        """Powers answer nothing."""
        return same_answer(view)


@dataclass(frozen=True)
class StatePlan:
    """The choice of a state's own move, or its answers, in G games."""

    view: View
    ahead: Foresight
    habits: StateHabits
    habit: Numbers  # (G, D) adapted to each game
    lanes: int
    given: Mapping[int, Policy] | None = None

    def move(self, greedy: StateMove) -> StateMove:
        """Return the own move, given greedy's."""
        games, moves = len(self.habit), self.habits.moves
        first = [moves.index(move) for move in zip(greedy.move.tolist(), greedy.court.tolist(), strict=True)]
        usual = self.habits.player(self.habit, np.arange(games)).choose(self.view)
        every = np.broadcast_to(np.arange(len(moves)), (games, len(moves)))
        tried = np.concatenate([np.asarray(first)[:, None], usual[:, None], every], axis=1)
        best = best_of(tried[None], self._values("move", lambda now: Decided(moved=now[0])), self.lanes)
        return self.habits.made(best[0], self.view)

    def answers(self, greedy: StateAnswers, asked: Asked, spread: Numbers) -> StateAnswers:
        """Return the answers to what was asked, given greedy's, and how far habits are varied."""
        shape = Shape(greedy.offer.shape[:2], greedy.item.shape[:2])
        first, count = shape.flat(greedy)[:, :, None], max(4, self.lanes // 8)

        def best(tried: Numbers, name: str) -> Numbers:
            values = self._values(name, lambda now: Decided(said=shape.whole(now)))
            return best_of(np.concatenate([first, tried], axis=2), values, self.lanes)

        chosen = best(self._of_habits(asked, spread, shape, count), "answers")
        for step in range(_CHANGES):
            changed = self._neighbours(chosen, asked, count)
            chosen = best(np.concatenate([chosen[:, :, None], changed], axis=2), f"changed {step}")
        return shape.whole(chosen)

    def _values(self, name: str, decided: Callable[[Numbers], Decided]) -> Callable[[Numbers, int, int, int], Numbers]:
        """Return what `best_of` asks for."""
        games = np.arange(len(self.habit))

        def evaluate(now: Numbers, width: int, futures: int, turn: int) -> Numbers:
            decisions = {self.view.number: decided(now)}
            player = self.habits.player(self.habit, games.repeat(width * futures), decisions)
            return self.ahead.values(player, width, futures, f"{name} {turn}", self.given)

        return evaluate

    def _of_habits(self, asked: Asked, spread: Numbers, shape: "Shape", count: int) -> Numbers:
        """Return what habits would answer, as flat decisions (Q, G, M): as adapted, and variations."""
        games = len(self.habit)
        varied = variations(self.habits, self.habit, spread, count)
        player = self.habits.player(varied.reshape(games * count, -1), np.arange(games * count))
        wide = np.repeat(np.arange(games), count)
        said = player.taken(asked.of_games(wide), games_of(self.view, wide))
        return shape.flat(said).reshape(-1, games, count)

    def _neighbours(self, best: Numbers, asked: Asked, count: int) -> Numbers:
        """Return what differs from answers (Q, G) in one, (Q, G, M)."""
        put = np.concatenate([_rows((asked.lever < len(self.view.world.names.levers)) & (asked.item_slot < 0.5)),
                              _rows(asked.item_id < len(self.view.world.names.items))])  # fmt: skip
        can_amend = np.concatenate([_rows(asked.can_amend), _rows(asked.item_can_amend)])
        found = np.repeat(best[:, :, None], count, axis=2)
        for game in range(best.shape[1]):
            flips = [
                (row, answer)
                for row in np.flatnonzero(put[:, game])
                for answer in (ACCEPT, AMEND, DECLINE)
                if answer != best[row, game] and (answer != AMEND or can_amend[row, game])
            ]
            for at, (row, answer) in enumerate(flips[:count]):
                found[row, game, at] = answer
        return found


def _rows(values: Numbers) -> Numbers:
    """Return values (P, J, G) as (P * J, G)."""
    return values.reshape(-1, values.shape[-1])


class Shape(NamedTuple):
    """How answers are laid end to end: those to offers (P, J), then those to items (P, I)."""

    offer: tuple[int, ...]
    item: tuple[int, ...]

    def flat(self, answers: StateAnswers) -> Numbers:
        """Return answers as decisions (Q, B)."""
        return np.concatenate([_rows(answers.offer), _rows(answers.item)])

    def whole(self, flat: Numbers) -> StateAnswers:
        """Return decisions (Q, B) as answers."""
        offers, items = np.split(flat, [self.offer[0] * self.offer[1]])
        return StateAnswers(offers.reshape(*self.offer, -1), items.reshape(*self.item, -1))


def orders_behind(asked: Asked, world: World) -> dict[int, Policy]:
    """Return players that order what lies before the state, and nothing else."""
    put = asked.item_id < len(world.names.items)
    bits: Numbers = np.sum(put * (1 << np.arange(put.shape[1], dtype=np.int32))[:, None], axis=1, dtype=np.int32)
    items = bits[:, None] * asked.item_slot.astype(np.int32)
    return {
        power: Given(PowerOrders(asked.lever[power], asked.target[power], asked.size[power], items[power]))
        for power in range(len(asked.lever))
    }


def plan_move(view: View, greedy: StateMove, effort: Effort) -> StateMove:
    """Return the own move of a state in G games, each field (G,), given what greedy would do."""
    habits, ahead = state_habits(Same(view.world), view.seat), Foresight(view, effort.turns)
    adapted = effort.adapt.improve(habits, ahead, learnt_habit(habits, ahead, effort), "adapt")
    return StatePlan(view, ahead, habits, adapted.habit, effort.lanes).move(greedy)


def plan_answers(view: View, asked: Asked, greedy: StateAnswers, effort: Effort) -> StateAnswers:
    """Return the answers of a state in G games, each field (..., G), given what greedy would say."""
    habits, ahead = state_habits(Same(view.world), view.seat), Foresight(view, effort.turns)
    given, learnt = orders_behind(asked, view.world), learnt_habit(habits, ahead, effort)
    adapted = effort.adapt.improve(habits, ahead, learnt, "adapt", given)
    plan = StatePlan(view, ahead, habits, adapted.habit, effort.lanes, given)
    return plan.answers(greedy, asked, np.maximum(adapted.spread, learnt.spread))
