"""A player that looks ahead: it tries what it could do in imagined futures and does what turns out best.

It sees its View and nothing else. The others are imagined to play as the scenario says, with luck that is the
planner's own: it tells nothing about this game's. The same view gives the same decision.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar

import numpy as np

from game.engine.view import View
from game.model.arrays import Record
from game.policy.base import PowerOrders, StateAnswers, StateMove, no_move, no_orders, same_answer
from game.policy.greedy import Greedy
from game.policy.planner_futures import games_of, same_games
from game.policy.planner_power import plan_orders
from game.policy.planner_practice import Effort
from game.policy.planner_state import plan_answers, plan_move
from game.policy.planner_state_habits import Asked

_LANES = 4096  # futures side by side, of all games of a batch together

_Decision = TypeVar("_Decision", PowerOrders, StateMove, StateAnswers)


@dataclass(frozen=True)
class Planner:
    """Chooses by played-out futures.

    Parameters
    ----------
    effort : how much it thinks; without any futures it is greedy.
    """

    effort: Effort
    answers: ClassVar[bool] = True

    def order(self, view: View) -> PowerOrders:
        """Plan the orders of a power."""
        if not view.is_power:
            return no_orders(view)
        greedy = Greedy().order(view)
        if not self.effort.lanes:
            return greedy

        def plan(games: Sequence[int]) -> PowerOrders:
            given = _of_games(greedy, games)
            return plan_orders(games_of(view, games), given, self.effort)

        return PowerOrders(**self._by_games(view, plan))

    def move(self, view: View) -> StateMove:
        """Plan the own move of a state."""
        if view.is_power:
            return no_move(view)
        greedy = Greedy().move(view)
        if not self.effort.lanes:
            return greedy

        def plan(games: Sequence[int]) -> StateMove:
            given = _of_games(greedy, games)
            return plan_move(games_of(view, games), given, self.effort)

        return StateMove(**self._by_games(view, plan))

    def answer(self, view: View) -> StateAnswers:
        """Plan the answers of a state."""
        if view.is_power:
            return same_answer(view)
        greedy, asked = Greedy().answer(view), Asked.of(view)
        if not self.effort.lanes:
            return greedy

        def plan(games: Sequence[int]) -> StateAnswers:
            given, put = _of_games(greedy, games), asked.of_games(games)
            return plan_answers(games_of(view, games), put, given, self.effort)

        return StateAnswers(**self._by_games(view, plan))

    def _by_games(self, view: View, plan: Callable[[Sequence[int]], Record]) -> dict[str, Any]:
        """Return the decisions of all games, each game planned once, several side by side."""
        same = same_games(view)
        distinct, step = sorted(set(same)), max(1, _LANES // max(self.effort.lanes, self.effort.adapt.lanes))
        parts = [vars(plan(distinct[at : at + step])) for at in range(0, len(distinct), step)]
        place = np.searchsorted(distinct, same)
        return {name: np.concatenate([part[name] for part in parts], axis=-1)[..., place] for name in parts[0]}


def _of_games(decision: _Decision, games: Sequence[int]) -> _Decision:
    """Return the decisions of some games."""
    return decision.with_(**{name: values[..., games] for name, values in vars(decision).items()})
