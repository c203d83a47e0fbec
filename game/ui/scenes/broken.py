"""What is wrong with a scenario file, to be read beside the editor in which it is mended."""

from game.scenario.problems import Problem
from game.ui.kit.base import Element
from game.ui.kit.basics import Icon, Text
from game.ui.kit.boxes import Box, Column, Grow, Panel, Row
from game.ui.kit.marks import Badge, Notice
from game.ui.kit.scroll import Scroll
from game.ui.scenes.marked import Marked
from game.ui.setup import Card
from game.ui.words import _, ngettext

__all__ = ["broken_file", "first_fault"]

_MOST = 40  # faults that are shown


def first_fault(card: Card) -> tuple[str, str]:
    """Return what is wrong with a file in two short lines, for its card in the list."""
    errors = card.errors
    count = ngettext("{count} error", "{count} errors", len(errors)).format(count=len(errors))
    if not errors:
        return _("It cannot be read."), ""
    first = errors[0]
    where = _("{count}; line {line}: {what}").format(count=count, line=first.place.line, what=first.sentence)
    return where, first.hint or _("It is read again when it is saved.")


def broken_file(card: Card) -> Element:
    """Return the page about a file that cannot be used."""
    count = len(card.errors)
    title = ngettext("{name} has {count} error", "{name} has {count} errors", count)
    head = Row(
        [
            Icon("file-warning", 30, "bad"),
            Grow(Column([
                Text(title.format(name=card.path.name, count=count), "title"),
                Text(str(card.path), "small", "dim"),
            ], gap=2)),
        ],
        gap=14,
    )  # fmt: skip
    note = Notice(
        _("Mend it in an editor and save it: it is read again at once."),
        _("The other scenarios can be played meanwhile."), "rotate-ccw", "info",
    )  # fmt: skip
    ordered = sorted(card.loaded.problems, key=lambda problem: problem.severity != "error")
    faults: list[Element] = [_fault(problem, card) for problem in ordered[:_MOST]]
    more = len(card.loaded.problems) - _MOST
    if more > 0:
        faults.append(Text(_("and {count} more").format(count=more), "small", "dim"))
    return Panel(Column([head, note, Grow(Scroll(Column(faults, gap=10), "faults"))], gap=14), card.path.name)


def _fault(problem: Problem, card: Card) -> Element:
    """Return one fault: where, what, the line with the wrong words marked, how to mend it."""
    wrong = problem.severity == "error"
    place = problem.place
    where = _("line {line}, column {column}").format(line=place.line, column=place.column)
    if place.file and not str(card.path).endswith(place.file) and place.file != str(card.path):
        where = f"{place.file}, {where}"
    badge = Badge(_("error") if wrong else _("warning"), "circle-x" if wrong else "triangle-alert",
                  "bad" if wrong else "warn")  # fmt: skip
    parts: list[Element] = [
        Row([badge, Text(where, "label"), Grow(), Text(problem.code, "small", "dim")], gap=10),
        Text(_sentence(problem.sentence), "body"),
    ]
    lines = card.loaded.texts.get(place.file, ())
    if 0 < place.line <= len(lines):
        start = max(0, place.column - 1)
        line, cut = _window(lines[place.line - 1], start)
        marked = Marked(line, start - cut, start - cut + max(1, place.length), "strong", "bad" if wrong else "warn")
        parts.append(Box(Row([Text(str(place.line), "small", "dim"), Grow(marked)], gap=14), "sunken", 9, pad_x=12,
                         pad_y=6))  # fmt: skip
    for hint in problem.hint.splitlines():
        parts.append(Row([Icon("pencil-line", 17, "good"), Grow(Text(_sentence(hint), "strong", "good"))], gap=10))
    return Box(Column(parts, gap=5), "raised", 12, "line", pad_x=14, pad_y=10)


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:] if words.partition(" ")[0].isalpha() else words


def _window(line: str, start: int) -> tuple[str, int]:
    """Return the part of a long line around a place, and how much was cut before it."""
    cut = 0 if len(line) <= 160 else max(0, start - 60)
    return line[cut : cut + 160].rstrip(), cut
