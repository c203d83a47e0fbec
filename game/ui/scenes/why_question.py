"""A question after the causes of a number: what is asked about, how it stood, and why it moved in a turn."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from game.engine.scoring import scores
from game.engine.shares import concentration, current_shares
from game.model.state import State
from game.report.stories import Reference
from game.sim.explain import Decision, Weighing, explain_answers
from game.sim.ledger import AXES, Change
from game.sim.portrait import OTHERS
from game.ui.match import Match
from game.ui.words import _, money, number, percent, points
from game.ui.words import change as changed

__all__ = ["Question", "level", "of_reference"]

_SHARES = ("dependence", "home", "trust", "backlash", "pressure", "grievance", "tension")


@dataclass(frozen=True)
class Question:
    """What is asked about.

    A `measure` is a field of the state, `dependence`, `partners` or `score`; `place` are ids along its axes; `turn` is
    the turn whose change is explained, from 0. With a `weighing` it is a decision, and `term` one of its reasons.
    """

    measure: str
    place: tuple[str, ...] = ()
    turn: int = -1
    weighing: Weighing | None = None
    term: str = ""

    @property
    def is_share(self) -> bool:
        """Whether it is written in percent."""
        return self.measure == "dependence"

    def title(self, match: Match) -> str:
        """Return what is asked about, in words."""
        if self.weighing is not None:
            what = match.title("levers", self.weighing.order.lever)
            return _("{state} on {what}").format(state=match.name(self.weighing.state), what=what)
        names = [_named(match, self.measure, name) for name in self.place]
        words = {
            "dependence": _("Dependence"), "partners": _("Balance: partners that count"), "score": _("Score"),
            "affinity": _("Affinity"), "trust": _("Trust in delivery"), "backlash": _("Anger at home"),
            "pressure": _("Pressure"), "grievance": _("Grievance over pressure"), "tension": _("Tension"),
            "tonnage": _("Cargo, Mt a year"), "development": _("Development"), "home": _("Support at home"),
            "purse": _("Budget"), "capital": _("Political capital"), "attention": _("Attention"),
        }.get(self.measure, self.measure)  # fmt: skip
        return " · ".join([*reversed(names), words])

    def write(self, value: float) -> str:
        """Write a level."""
        if self.is_share:
            return percent(value, 1)
        return money(value) if self.measure == "purse" else number(value, 1 if self.measure == "score" else 2)

    def write_change(self, value: float) -> str:
        """Write a change."""
        return points(value, 2) if self.is_share else changed(value, 1 if self.measure == "score" else 3)

    def change(self, match: Match) -> Change | None:
        """Return the change in its turn with its causes; None where nothing moved or no turn is over."""
        if self.weighing is not None or not match.session.records:
            return None
        ledger = match.ledger(self.turn)
        if self.measure == "score":
            return ledger.score(match.world.names.actors.index(self.place[0]))
        if self.measure in ("dependence", "partners"):
            found: Sequence[Change] = ledger.dependence() if self.measure == "dependence" else ledger.partners()
            return next((one for one in found if one.place == self.place), None)
        return ledger.change(self.measure, *self.place)

    def levels(self, match: Match) -> list[float]:
        """Return the level before the first turn and after each."""
        game = match.session.game
        states = [game.first, *(played.turn.state for played in game.turns)]
        return [] if self.weighing is not None else [level(self, state, match) for state in states]


def _named(match: Match, measure: str, name: str) -> str:
    if measure in ("tonnage", "stages", "halted"):
        return match.title("corridors", name)
    return match.name(name)


def level(question: Question, state: State, match: Match) -> float:
    """Return how much there is of what is asked about, in a state of the game."""
    names, place = match.world.names, question.place
    if question.measure == "score":
        return float(np.asarray(scores(state, match.world))[names.actors.index(place[0]), 0])
    if question.measure in ("dependence", "partners"):
        shares = current_shares(state, match.world).dependence
        s = names.states.index(place[-1])
        if question.measure == "partners":
            return 1.0 / float(np.asarray(concentration(shares))[s, 0])
        q = (*names.powers, OTHERS).index(place[0])
        return float(np.asarray(shares)[q, s, 0])
    axes = AXES.get(question.measure, ("powers", "states"))
    index = tuple(getattr(names, axis).index(name) for axis, name in zip(axes, place, strict=True))
    return float(np.asarray(getattr(state, question.measure))[(*index, 0)])


def of_reference(about: Reference, match: Match) -> Question | None:
    """Return the question that a story opens; None where there is nothing behind it."""
    kind, path = about.kind, about.path
    if kind == "change" and path:
        return Question(path[0], tuple(path[1:]))
    played = match.played
    if kind in ("decision", "order") and played is not None:
        found = [one for one in explain_answers(played, match.world) if _is_about(one, path)]
        if found:
            most = max(found, key=lambda one: abs(one.main_reason.amount))
            return Question("term", weighing=most, term=most.main_reason.name)
    return None


def _is_about(decision: Decision, path: tuple[str, ...]) -> bool:
    """Tell whether a decision is the one that a path names: power, slot, and state and item where it has them."""
    own = (decision.order.power, str(decision.order.slot), decision.state, decision.item or "")
    return all(part in (mine, "") for part, mine in zip(path, own, strict=False))
