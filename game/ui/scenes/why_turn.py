"""All that moved in a turn, as a list of doors: each change opens its causes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from game.sim.ledger import Change, Ledger
from game.ui.kit.base import Element
from game.ui.kit.basics import Press, Text
from game.ui.kit.boxes import Column, Fixed, Grow, Row
from game.ui.match import Match
from game.ui.scenes.why_question import Question

__all__ = ["Moved", "moved_in", "moved_list"]

_COLUMN = 64  # pixels at 100 % for how much something changed

# What is listed, in this order: what counts for the score and the map first.
_GROUPS = (
    "score", "dependence", "partners", "tension", "home", "development", "tonnage", "stages", "affinity", "trust",
    "backlash", "pressure", "grievance", "signed", "delivered", "purse", "capital", "attention",
)  # fmt: skip


@dataclass(frozen=True)
class Moved:
    """A change of a turn, and the question that it answers."""

    question: Question
    change: Change


def moved_in(match: Match, turn: int) -> tuple[tuple[Moved, ...], ...]:
    """Return what moved in a turn, from 0, so far that it is seen as written; by measure, the largest first."""
    ledger = match.ledger(turn)
    found = []
    for measure in _GROUPS:
        moved = [Moved(Question(measure, change.place, turn), change) for change in _changes(ledger, measure)]
        seen = [one for one in moved if one.question.is_seen(one.change)]
        if seen:
            found.append(tuple(sorted(seen, key=lambda one: -abs(one.change.amount))))
    return tuple(found)


def _changes(ledger: Ledger, measure: str) -> Sequence[Change]:
    computed = {"score": ledger.scores, "dependence": ledger.dependence, "partners": ledger.partners}
    if measure in computed:
        return computed[measure]()
    return ledger.changes(measure) if measure in ledger.moved else ()


def moved_list(match: Match, groups: Sequence[Sequence[Moved]], open_: Callable[[Question], None]) -> Sequence[Element]:
    """Return the list; `open_` is called with the question that a row answers."""
    parts: list[Element] = []
    for group in groups:
        heading = group[0].question.measure_words
        rows = [_row(match, one, open_) for one in group]
        parts.append(Column([Text(heading, "label", "dim"), *rows], gap=2))
    return parts


def _row(match: Match, one: Moved, open_: Callable[[Question], None]) -> Element:
    question, change = one.question, one.change
    name = question.place_words(match) or question.measure_words
    levels = f"{question.write(change.before)} → {question.write(change.after)}"
    amount = question.write_change(change.amount)
    by = Fixed(Text(amount, "strong", align="right"), _COLUMN, text=True)
    line = Row([Grow(Text(name, "body")), Text(levels, "small", "dim"), by])
    return Press(line, f"moved {question.key}", name, lambda: open_(question), "row",
                 f"{levels}, {amount}", fill="", pad_x=6, pad_y=2, least=28)  # fmt: skip
