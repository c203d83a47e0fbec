"""The left side of why: the causes that add up to a change, or the reasons that add up to a decision."""

from collections.abc import Callable, Sequence

from game.report.phrases import cause_words
from game.sim.explain import Decision, Reason, Weighing
from game.sim.ledger import Cause, Change
from game.sim.origins import Origins
from game.ui import labels
from game.ui.kit.base import Element
from game.ui.kit.basics import Text
from game.ui.kit.boxes import Column, Grow, Row
from game.ui.kit.charts import LineChart, Series
from game.ui.kit.marks import Basis, Notice
from game.ui.kit.waterfall import Term, Waterfall
from game.ui.match import Match
from game.ui.scenes.why_origins import capital, weakest_basis
from game.ui.scenes.why_question import Question
from game.ui.words import _, ngettext, number, say
from game.ui.words import change as change_text

__all__ = ["causes_of", "change_side", "decision_side", "reasons_of"]


def causes_of(change: Change) -> list[Cause]:
    """Return the causes of a change, the largest first."""
    return sorted(change.causes, key=lambda cause: -abs(cause.amount))


def reasons_of(weighing: Weighing) -> list[Reason]:
    """Return the reasons of a decision, the largest first."""
    return sorted(weighing.reasons, key=lambda reason: -abs(reason.amount))


def change_side(
    match: Match, question: Question, change: Change | None, origins: Origins, chosen: int,
    choose: Callable[[int], None],
) -> Sequence[Element]:  # fmt: skip
    """Return how a number moved in its turn, and why.

    Parameters
    ----------
    change : None where nothing moved.
    origins : finds what a cause rests on.
    chosen, choose : the cause that is looked at, and what is called with another.
    """
    levels = question.levels(match)
    parts: list[Element] = [_heading(match, question, change, levels)]
    if len(levels) > 1:
        turns = [_("start"), *(str(turn) for turn in range(1, len(levels)))]
        line = Series("", [question.factor * value for value in levels])
        parts.append(LineChart("levels", _("So far"), [line], turns, lambda value: number(value, 2), 110,
                               question.turn + 1))  # fmt: skip
    if change is None or not change.causes:
        return [*parts, Notice(_("Unchanged in this turn"), _("What it stands on is at the right."), "info")]
    terms = [
        Term(capital(say(cause_words(cause, match.world))), question.factor * cause.amount,
             _basis(origins, cause, question), lambda at=at: choose(at),  # type: ignore[misc]
             id=f"cause {at}", chosen=at == chosen)
        for at, cause in enumerate(causes_of(change))
    ]  # fmt: skip
    unit = _("in percentage points") if question.is_share else ""
    fine = question.measure == "score" or question.is_share
    head = Row([Grow(Text(_("Causes"), "head")), Text(unit, "small", "dim")])
    chart = Waterfall("causes", terms, _("Change in turn {turn}").format(turn=question.turn + 1),
                      lambda value: change_text(value, 2 if fine else 3), small=0.005 if fine else 0.0005)  # fmt: skip
    return [*parts, head, chart, _nothing_left(change)]


def _basis(origins: Origins, cause: Cause, question: Question) -> Basis | None:
    return weakest_basis(origins, origins.of_cause(cause, question.measure, question.place))


def _heading(match: Match, question: Question, change: Change | None, levels: list[float]) -> Element:
    title = Text(question.title(match), "title")
    if change is None:
        now = question.write(levels[-1]) if levels else ""
        return Column([title, Text(now, "head")], gap=2)
    moved = Row([
        Text(f"{question.write(change.before)} → {question.write(change.after)}", "head"),
        Text(question.write_change(change.amount), "head", "good" if change.amount >= 0 else "bad"),
        Text(_("in {turn}").format(turn=match.turn_words(question.turn + 1)), "small", "dim"),
    ], gap=10)  # fmt: skip
    return Column([title, moved], gap=2)


def _nothing_left(change: Change) -> Element:
    """Say whether the causes add up; they must, and a fault is told and not hidden."""
    left = change.amount - sum(cause.amount for cause in change.causes)
    if abs(left) > 1e-4 * max(1.0, abs(change.amount)):
        words = _("The causes miss the change by {left}. Please report this.").format(left=change_text(left, 6))
        return Notice(_("Something is missing"), words, "triangle-alert", "bad")
    count = len(change.causes)
    words = ngettext("{count} cause, nothing left over.", "{count} causes, nothing left over.", count)
    return Notice(words.format(count=count), _("The sum is checked in every turn."), "circle-check", "good")


def decision_side(
    match: Match, question: Question, weighing: Weighing, origins: Origins, chosen: int, choose: Callable[[int], None]
) -> Sequence[Element]:
    """Return the reasons of a decision, and what was decided; see `change_side`."""
    chances = weighing.chances
    terms = [
        Term(labels.term(reason.name), reason.amount, weakest_basis(origins, origins.of_reason(weighing, reason.name)),
             lambda at=at: choose(at), id=f"cause {at}", chosen=at == chosen)  # type: ignore[misc]
        for at, reason in enumerate(reasons_of(weighing))
    ]  # fmt: skip
    parts: list[Element] = [Text(question.title(match), "title")]
    if weighing.item is not None:
        parts.append(Text(match.title("items", weighing.item), "strong"))
    parts.append(Text(_("Each bar is a reason; they add up to the decision."), "small", "dim"))
    parts.append(Waterfall("causes", terms, _("All together")))
    if isinstance(weighing, Decision):
        return [*parts, *_drawn(match, weighing)]
    words = _("accept {accept}, amend {amend}, decline {decline}").format(
        accept=number(100 * chances.accept), amend=number(100 * chances.amend),
        decline=number(100 * chances.decline))  # fmt: skip
    return [*parts, Text(_("In 100 draws: {words}").format(words=words), "body")]


def _drawn(match: Match, decision: Decision) -> list[Element]:
    said = labels.answer(decision.answer, given=True)
    likely = number(100 * decision.chances.accept)
    who = _("Its seat decided: {said}.") if decision.by_seat else _(
        "{likely} in 100 say yes as it stood; the draw said: {said}.")  # fmt: skip
    found: list[Element] = [Text(who.format(said=said, likely=likely), "strong")]
    turning = decision.turning
    if turning is not None and turning.nearest is not None:
        change = labels.remedy(turning.nearest, match.world)
        words = _("What would have turned it: {change}.") if turning.nearest.suffices else _(
            "Not even this would have turned it: {change}.")  # fmt: skip
        found.append(Text(words.format(change=change), "body"))
    return found
