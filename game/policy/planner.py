"""A player that looks ahead: it tries what it could do in imagined futures and does what turns out best.

It sees its View and nothing else. The others are imagined to play as the scenario says, with luck that is the
planner's own: it tells nothing about this game's. The same view gives the same decision.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from game.engine.view import View
from game.model.arrays import Record
from game.policy.base import PowerOrders, StateAnswers, StateMove, no_move, no_orders, same_answer
from game.policy.planner_futures import same_games, single_view
from game.policy.planner_power import plan_orders
from game.policy.planner_state import Asked, plan_answers, plan_move


@dataclass(frozen=True)
class Planner:
    """Chooses by played-out futures, one game of a batch after the other.

    Parameters
    ----------
    turns : how far ahead futures are played; what is promised by then is delivered without chance.
    lanes : how many futures are played side by side: a power's decision takes about six times as many in all, the
        move and the answers of a state nine times as many halves.
    sizes : places in SIZES, the sizes in which a power considers what it orders.
    """

    turns: int
    lanes: int
    sizes: tuple[int, ...] = (1, 3, 5, 7)
    answers: ClassVar[bool] = True

    def order(self, view: View) -> PowerOrders:
        """Plan the orders of a power."""
        if not view.is_power:
            return no_orders(view)
        games = same_games(view)
        found = {
            game: plan_orders(single_view(view, game), self.turns, self.lanes, self.sizes)
            for game in dict.fromkeys(games)
        }
        return PowerOrders(**_together([found[game] for game in games]))

    def move(self, view: View) -> StateMove:
        """Plan the own move of a state."""
        if view.is_power:
            return no_move(view)
        games = same_games(view)
        found = {game: plan_move(single_view(view, game), self.turns, self.lanes // 2) for game in dict.fromkeys(games)}
        return StateMove(**_together([found[game] for game in games]))

    def answer(self, view: View) -> StateAnswers:
        """Plan the answers of a state."""
        if view.is_power:
            return same_answer(view)
        games, asked = same_games(view), Asked.of(view)
        found = {
            game: plan_answers(single_view(view, game), asked.of_game(game), self.turns, self.lanes // 2)
            for game in dict.fromkeys(games)
        }
        return StateAnswers(**_together([found[game] for game in games]))


def _together(decisions: Sequence[Record]) -> dict[str, Any]:
    """Return the fields of decisions for one game each, side by side."""
    return {name: np.concatenate([vars(d)[name] for d in decisions], axis=-1) for name in vars(decisions[0])}
