"""A turn that is over, cut into beats that a class can follow: offers, answers by state, rivals, deliveries, page."""

from collections.abc import Sequence
from dataclasses import dataclass

from game.model.world import World
from game.sim.explain import Decision, Reaction, explain_answers, explain_reactions
from game.sim.live import PlayedTurn
from game.sim.steps import GivenOrder

__all__ = ["STEPS", "Answered", "Beat", "answered", "beats_of"]

STEPS = ("offers", "answers", "rivals", "deliveries", "page")
_LASTS = {"offers": 2.2, "answers": 2.6, "rivals": 2.4, "deliveries": 2.6, "page": 0.0}  # seconds; the page stays


@dataclass(frozen=True)
class Answered:
    """What one state said to one order: to the whole of it, or to its items."""

    order: GivenOrder
    state: str
    decisions: tuple[Decision, ...]

    @property
    def answer(self) -> str:
        """The answer, for items the one that most of them got."""
        given = [decision.answer for decision in self.decisions]
        return max(("accept", "amend", "decline"), key=given.count)

    @property
    def yes(self) -> int:
        """How many items were accepted, plain or amended."""
        return sum(decision.answer != "decline" for decision in self.decisions)

    @property
    def telling(self) -> Decision:
        """The decision whose main reason weighs most, of those with the answer given."""
        same = [decision for decision in self.decisions if decision.answer == self.answer]
        return max(same, key=lambda decision: abs(decision.main_reason.amount))


@dataclass(frozen=True)
class Beat:
    """One moment of the reveal."""

    step: str
    lasts: float
    state: str = ""  # whose answers appear
    shown: int = 0  # how many answers are to be seen, this beat's included


def answered(played: PlayedTurn, world: World) -> tuple[Answered, ...]:
    """Return the answers of a turn, state by state, in the order of powers and slots."""
    groups: dict[tuple[str, str, int], list[Decision]] = {}
    for decision in explain_answers(played, world):
        groups.setdefault((decision.state, decision.order.power, decision.order.slot), []).append(decision)
    found = [Answered(some[0].order, state, tuple(some)) for (state, _, _), some in groups.items()]
    names = world.names
    return tuple(sorted(found, key=lambda one: (
        names.states.index(one.state), names.powers.index(one.order.power), one.order.slot)))  # fmt: skip


def beats_of(played: PlayedTurn, world: World) -> tuple[Beat, ...]:
    """Return the beats of a turn; a quiet one has few."""
    answers = answered(played, world)
    beats = [Beat("offers", _LASTS["offers"])] if answers else []
    shown = 0
    for state in dict.fromkeys(one.state for one in answers):
        shown += sum(one.state == state for one in answers)
        beats.append(Beat("answers", _LASTS["answers"], state, shown))
    if any(reaction.reaction != "nothing" for reaction in reactions(played, world)):
        beats.append(Beat("rivals", _LASTS["rivals"], shown=shown))
    beats += [Beat("deliveries", _LASTS["deliveries"], shown=shown), Beat("page", _LASTS["page"], shown=shown)]
    return tuple(beats)


def reactions(played: PlayedTurn, world: World) -> Sequence[Reaction]:
    """Return how the powers reacted."""
    return explain_reactions(played, world)
