"""Several line-ups side by side in one batch, and players who do again what they did with nothing moved.

A batch of few games costs what its calls cost, not what its games cost: three line-ups in one batch take hardly
longer than one alone. A player who weighs every order takes tens of times as long as a game; what it did in the games
as they are can be put again where a number has been moved.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, TypeVar

import numpy as np

from game.engine.view import View
from game.model.arrays import Record
from game.policy.base import Policy, PowerOrders, StateAnswers, StateMove, same_answer

__all__ = ["Again", "ByLane", "Decided", "Watched"]

Decided = Mapping[tuple[str, int], Any]  # what a player decided, by the kind of decision and the turn
Made = TypeVar("Made", bound=Record)


@dataclass(frozen=True)
class ByLane:
    """A seat that each line-up gives to a player of its own.

    Parameters
    ----------
    players : of the line-ups, whose lanes lie one after the other.
    lanes : how many each has.
    """

    players: Sequence[Policy]
    lanes: int

    @property
    def answers(self) -> bool:
        """Whether any of them answers offers itself."""
        return any(player.answers for player in self.players)

    def order(self, view: View) -> PowerOrders:
        """Decide the orders of a power."""
        return self._own(lambda player: player.order(view))

    def move(self, view: View) -> StateMove:
        """Decide the own move of a state."""
        return self._own(lambda player: player.move(view))

    def answer(self, view: View) -> StateAnswers:
        """Answer the offers put to a state; who leaves them to the cabinet goes on doing so."""
        return self._own(lambda player: player.answer(view) if player.answers else same_answer(view))

    def _own(self, decide: Callable[[Policy], Made]) -> Made:
        made = [decide(player) for player in self.players]
        first = made[0]
        parts = {
            one.name: np.concatenate(
                [
                    getattr(own, one.name)[..., place * self.lanes : (place + 1) * self.lanes]
                    for place, own in enumerate(made)
                ],
                axis=-1,
            )
            for one in fields(first)  # type: ignore[arg-type]
        }
        return type(first)(**parts)


@dataclass(frozen=True)
class Watched:
    """A player whose decisions are noted."""

    player: Policy
    decided: dict[tuple[str, int], Any] = field(default_factory=dict)

    @property
    def answers(self) -> bool:
        """Whether it answers offers itself."""
        return self.player.answers

    def order(self, view: View) -> PowerOrders:
        """Decide the orders of a power."""
        return self._noted("order", view, self.player.order(view))

    def move(self, view: View) -> StateMove:
        """Decide the own move of a state."""
        return self._noted("move", view, self.player.move(view))

    def answer(self, view: View) -> StateAnswers:
        """Answer the offers put to a state."""
        return self._noted("answer", view, self.player.answer(view))

    def _noted(self, kind: str, view: View, made: Made) -> Made:
        self.decided[kind, view.number] = made
        return made


@dataclass(frozen=True)
class Again:
    """Does what was decided in the same runs before; offers that were not put then are left to the cabinet.

    Parameters
    ----------
    decided : what a `Watched` player noted.
    answers : whether that player answers offers itself.
    lanes : of one line-up; there may be others beside it, who are told the same.
    """

    decided: Decided
    answers: bool
    lanes: int

    def order(self, view: View) -> PowerOrders:
        """Give the orders again; what they cannot be any more, the rules refuse."""
        return self._told("order", view)  # type: ignore[no-any-return]

    def move(self, view: View) -> StateMove:
        """Make the move again."""
        return self._told("move", view)  # type: ignore[no-any-return]

    def answer(self, view: View) -> StateAnswers:
        """Give the answers again."""
        return self._told("answer", view)  # type: ignore[no-any-return]

    def _told(self, kind: str, view: View) -> Any:
        made, times = self.decided[kind, view.number], -(-view.state.purse.shape[-1] // self.lanes)
        spread = {
            one.name: np.concatenate([getattr(made, one.name)[..., : self.lanes]] * times, axis=-1)
            for one in fields(made)
        }
        return type(made)(**spread)
