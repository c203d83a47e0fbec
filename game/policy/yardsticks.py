"""Players that no one is: one that says the same to everything, one that comes late. They measure a scenario."""

from dataclasses import dataclass

from game.engine.view import View
from game.model.turn import ACCEPT, DECLINE
from game.model.world import World
from game.policy.base import Policy, PowerOrders, StateAnswers, StateMove, no_move, no_orders, same_answer
from game.policy.registry import make_policy

__all__ = ["Answering", "Late", "make_player"]

_ANSWERS = {"yes": ACCEPT, "no": DECLINE}


@dataclass(frozen=True)
class Answering:
    """Plays as another policy does, but gives the same answer to every offer."""

    inner: Policy
    said: int
    answers = True

    def order(self, view: View) -> PowerOrders:
        """Order what the other one orders."""
        return self.inner.order(view)

    def move(self, view: View) -> StateMove:
        """Make the move that the other one makes."""
        return self.inner.move(view)

    def answer(self, view: View) -> StateAnswers:
        """Give the one answer."""
        return same_answer(view, self.said)


@dataclass(frozen=True)
class Late:
    """Plays as another policy does, but orders nothing and makes no move in the first turns."""

    inner: Policy
    turns: int = 1

    @property
    def answers(self) -> bool:
        """Whether it answers offers itself, as the other one does."""
        return self.inner.answers

    def order(self, view: View) -> PowerOrders:
        """Order what the other one orders, when it has come."""
        return self.inner.order(view) if view.number >= self.turns else no_orders(view)

    def move(self, view: View) -> StateMove:
        """Make the move that the other one makes, when it has come."""
        return self.inner.move(view) if view.number >= self.turns else no_move(view)

    def answer(self, view: View) -> StateAnswers:
        """Answer as the other one does, from the first turn on."""
        return self.inner.answer(view)


def make_player(name: str, seat: int, world: World) -> Policy:
    """Return a policy by its name, or a yardstick: `yes:NAME`, `no:NAME` or `late:NAME` for a policy of that name."""
    kind, _, inner = name.rpartition(":")
    policy = make_policy(inner, seat, world)
    if not kind:
        return policy
    return Late(policy) if kind == "late" else Answering(policy, _ANSWERS[kind])
