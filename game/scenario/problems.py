"""What is wrong with a scenario file, and how it is told.

A problem names its place, says one plain sentence, shows the line and says
how to mend it. The words are the author's: never a Python type, never a
list index. `codes` holds a longer explanation of every code.
"""

import difflib
import json
import textwrap
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from game.scenario.codes import CODES
from game.scenario.tree import Place

__all__ = [
    "Note", "Place", "Problem", "as_json", "count_line", "explain", "format_problem", "format_problems",
    "has_errors", "in_order", "nearest", "suggest",
]  # fmt: skip

Texts = Mapping[str, Sequence[str]]  # file name -> its lines

MOST_SHOWN = 100
WIDEST = 100  # a longer source line is shown as a window around the caret


@dataclass(frozen=True)
class Note:
    """A second place that belongs to a problem, such as "first defined here"."""

    sentence: str
    place: Place


@dataclass(frozen=True)
class Problem:
    """One fault of a scenario."""

    code: str
    place: Place
    sentence: str
    hint: str = ""
    notes: tuple[Note, ...] = ()
    harmless: bool = False  # for what is asked for, whatever the code says

    @property
    def severity(self) -> str:
        """Either "error", the file cannot be used, or "warning", something is merely suspicious."""
        return "warning" if self.harmless else CODES[self.code].severity

    @property
    def first_line(self) -> str:
        """The problem in one line."""
        place = self.place
        where = place.file if _is_option(place) else f"{place.file}:{place.line}:{place.column}"
        return f"{where}: {self.severity}[{self.code}]: {self.sentence}"


def has_errors(problems: Iterable[Problem]) -> bool:
    """Tell whether any of the problems forbids to use the file."""
    return any(problem.severity == "error" for problem in problems)


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Sort problems by file and line, drop what is told twice, and tell once what a repeated block repeats."""
    ordered = sorted(dict.fromkeys(problems), key=lambda problem: (problem.place, problem.code))
    told: dict[tuple[object, ...], Problem] = {}
    others: dict[tuple[object, ...], int] = {}
    for problem in ordered:
        # Through `*name` the same fault at the same place has several paths, which its sentence begins with.
        key = (problem.code, problem.place, problem.hint, problem.sentence.rpartition(", ")[2])
        others[key] = others.get(key, -1) + 1
        told.setdefault(key, problem)
    return tuple(_repeated(problem, others[key]) for key, problem in told.items())


def _repeated(problem: Problem, times: int) -> Problem:
    if not times:
        return problem
    more = f"{times} more section{'s' if times > 1 else ''} that repeat{'s' if times == 1 else ''} this block"
    return replace(problem, sentence=f"{problem.sentence} (and {more})")


def nearest(word: str, words: Iterable[str]) -> str | None:
    """Return the valid word that `word` was probably meant to be.

    Parameters
    ----------
    word
        What the author wrote.
    words
        What could stand there.

    Returns
    -------
    str or None
        The nearest word, None when nothing is near or the word is too long to be a slip.
    """
    if len(word) > 60:
        return None
    simple = {other.lower().replace("-", "_"): other for other in words}
    close = difflib.get_close_matches(word.lower().replace("-", "_"), list(simple), n=1, cutoff=0.6)
    return simple[close[0]] if close else None


def suggest(word: str, words: Iterable[str], allowed: str = "allowed") -> str:
    """Write the hint for a wrong word: the nearest valid one, or all of them when they are few."""
    words = list(words)
    near = nearest(word, words)
    if near:
        return f'did you mean "{near}"?'
    if 0 < len(words) <= 12:
        return f"{allowed}: {', '.join(words)}"
    return ""


def explain(code: str, columns: int | None = None) -> str | None:
    """Return the explanation of a code with a wrong and a right example, or None if there is no such code."""
    entry = CODES.get(code.upper())
    if entry is None:
        return None
    wrong, right = (_indented(text) for text in (entry.wrong, entry.right))
    why = textwrap.fill(entry.why, min(WIDEST, columns or WIDEST))
    return f"{code.upper()}: {entry.title}\n\n{why}\n\nWrong:\n\n{wrong}\n\nRight:\n\n{right}\n"


def _indented(text: str) -> str:
    return "\n".join("    " + line for line in text.splitlines())


def format_problem(problem: Problem, texts: Texts, columns: int | None = None) -> str:
    """Write a problem with its source line, a caret under the place, the hint and further places.

    Parameters
    ----------
    problem
        What is wrong.
    texts
        The lines of the files.
    columns
        Of the terminal that shows it; None for a file.
    """
    lines, place, number = [problem.first_line], problem.place, str(problem.place.line)
    source = _source_line(place, texts)
    margin = " " * max(3, len(str(problem.place.line)) + 2)
    hints = problem.hint.splitlines()
    if source is not None and _is_option(place):
        number, option = "", f"{place.file} "
        source, place = option + source, replace(place, column=place.column + len(option))
    if source is not None:
        room = WIDEST if columns is None else min(WIDEST, max(columns - len(margin) - len(" | "), 20))
        shown, caret = _window(source, place, room)
        beside = len(hints) == 1 and len(caret) + len(hints[0]) < room
        lines.append(f"{number:>{len(margin)}} | {shown}")
        lines.append(f"{margin} | {caret}" + (f" {hints.pop(0)}" if beside else ""))
    lines += [f"{margin} = {hint}" for hint in hints]
    lines += [f"{margin} = {_note(note, problem.place)}" for note in problem.notes if not _is_option(note.place)]
    return "\n".join(lines)


def _is_option(place: Place) -> bool:
    """Tell whether it stands on the command line, behind an option such as --set: it has no line there."""
    return place.file.startswith("--")


def _note(note: Note, beside: Place) -> str:
    where = f"line {note.place.line}"
    if note.place.file != beside.file:
        where = f"{note.place.file}, {where}"
    return f"{note.sentence}: {where}"


def _source_line(place: Place, texts: Texts) -> str | None:
    lines = texts.get(place.file, ())
    return lines[place.line - 1] if 0 < place.line <= len(lines) else None


def _window(source: str, place: Place, room: int) -> tuple[str, str]:
    """Return the source line, cut to a window if it is long, and the caret line under it."""
    start = place.column - 1
    left = 0 if len(source) <= room else max(0, start - room // 2)
    shown = "".join(char if char.isprintable() else " " for char in source[left : left + room]).rstrip()
    marked = source[start : min(start + max(1, place.length), left + room)]
    caret = " " * _width(source[left:start]) + "^" * max(1, _width(marked.rstrip()))
    return shown, caret


def _width(text: str) -> int:
    """How many columns a terminal uses for a text: Chinese characters take two."""
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in text)
    none = sum(unicodedata.combining(char) != 0 for char in text)
    return len(text) + wide - none


def format_problems(problems: Iterable[Problem], texts: Texts, columns: int | None = None) -> str:
    """Write all problems in order, as `format_problem` does, and close with a line that counts them."""
    ordered = in_order(problems)
    if not ordered:
        return ""
    shown = [format_problem(problem, texts, columns) for problem in ordered[:MOST_SHOWN]]
    if len(ordered) > MOST_SHOWN:
        shown.append(f"... and {len(ordered) - MOST_SHOWN} more")
    return "\n".join([*shown, count_line(ordered)])


def count_line(problems: Sequence[Problem]) -> str:
    """Count errors and warnings, and say what became of the file."""
    errors = sum(problem.severity == "error" for problem in problems)
    counts = [_count(errors, "error"), _count(len(problems) - errors, "warning")]
    first = next((problem for problem in problems if problem.severity == "error"), problems[0])
    outcome = " Nothing was loaded." if errors else ""
    return (
        f"{', '.join(count for count in counts if count)}.{outcome} More on a code: wedge check --explain {first.code}"
    )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}" if number else ""


def as_json(problems: Iterable[Problem]) -> str:
    """Write all problems in order as a JSON list, one object a line, for editors; an empty list if all is good."""
    lines = [json.dumps(_as_object(problem), ensure_ascii=False) for problem in in_order(problems)]
    return "[\n" + ",\n".join(lines) + "\n]" if lines else "[]"


def _as_object(problem: Problem) -> dict[str, object]:
    return {
        **_place_object(problem.place),
        "severity": problem.severity,
        "code": problem.code,
        "sentence": problem.sentence,
        "hint": problem.hint,
        "notes": [{"sentence": note.sentence, **_place_object(note.place)} for note in problem.notes],
    }


def _place_object(place: Place) -> dict[str, object]:
    return {"file": place.file, "line": place.line, "column": place.column, "length": place.length}
