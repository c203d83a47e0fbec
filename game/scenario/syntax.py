"""What PyYAML says about a faulty text, said so that an author can mend it."""

import re
from collections.abc import Callable, Sequence
from typing import Any

import yaml

from game.scenario.problems import Note, Problem
from game.scenario.tree import Place

__all__ = ["syntax_problem"]

# What PyYAML says, what we say instead, and how to mend it.
_SYNTAX: tuple[tuple[str, str, str], ...] = (
    ("mapping values are not allowed", "a colon that does not fit here",
     "a text with a colon in it needs quotes; or this line is indented too far"),
    ("could not find expected ':'", "a line without a colon",
     "write `setting: value`; a text that goes on needs quotes or the same indentation"),
    ("did not find expected key", "the indentation does not fit to the lines above",
     "the settings of a section stand exactly under each other"),
    ("expected <block end>", "the indentation does not fit to the lines above",
     "the settings of a section stand exactly under each other"),
    ("did not find expected '-'", "the indentation does not fit to the lines above",
     "the items of a list stand exactly under each other"),
    ("did not find expected ',' or '}'", "a `{` without its `}`, or a comma is missing", "{a: 1, b: 2}"),
    ("expected ',' or '}'", "a `{` without its `}`, or a comma is missing", "{a: 1, b: 2}"),
    ("did not find expected ',' or ']'", "a `[` without its `]`, or a comma is missing", "write [a, b]"),
    ("expected ',' or ']'", "a `[` without its `]`, or a comma is missing", "write [a, b]"),
    ("unexpected end of stream", "a quotation mark that is opened and never closed", "close the quotes"),
    ("unknown escape character", "a backslash that means nothing here", "use 'single quotes' or \\\\"),
    ("cannot start any token", "a character that cannot begin a value", "put the value in quotes"),
    ("sequence entries are not allowed", "a list that cannot begin here", "begin it on the next line"),
)  # fmt: skip

_SETTING = re.compile(r"\s*[\w-]+:(\s|$)")


def syntax_problem(
    error: yaml.MarkedYAMLError, place_of: Callable[[Any, Any], Place], last: Place, lines: Sequence[str]
) -> Problem:
    """Turn an error of PyYAML into a problem.

    Parameters
    ----------
    error
        What PyYAML raised.
    place_of
        Turns two of its marks into a place.
    last
        The place of the last thing that could be read.
    lines
        The lines of the text.
    """
    mark = error.problem_mark or error.context_mark
    place = place_of(mark, mark) if mark is not None else last
    line = lines[mark.line] if mark is not None and mark.line < len(lines) else ""
    if "\t" in line[: len(line) - len(line.lstrip())]:
        place = Place(place.file, place.line, line.index("\t") + 1)
        return Problem("YML08", place, "a tab stands in the indentation", "use spaces")
    said = f"{error.problem} {error.context or ''}"
    if "tag handle" in said or "tag" in (error.context or ""):
        return Problem("YML05", place, "tags (`!name`) are not allowed", "a text with ! at its start needs quotes")
    if "alias" in said or "anchor" in said:
        return Problem("YML04", place, "a `*` or `&` without a name", "a text that begins so needs quotes")
    opened = _quote_left_open(lines, mark.line, mark.column) if mark is not None else None
    if mark is not None and opened is not None:
        where = Place(place.file, place.line - mark.line + opened[0], opened[1] + 1)
        notes = (Note("noticed here", place),)
        return Problem("YML01", where, "a quotation mark that is opened and never closed", "close the quotes", notes)
    begin = place_of(error.context_mark, error.context_mark) if error.context_mark else place
    for fragment, sentence, hint in _SYNTAX:
        if fragment in said:
            return _from_beginning(sentence, hint, begin, place)
    return Problem("YML01", place, f"this is not correct YAML ({error.problem})")


def _quote_left_open(lines: Sequence[str], line: int, column: int) -> tuple[int, int] | None:
    """Return line and column, from 0, of a quotation mark that took in settings up to the next one, if one did.

    A text without its closing quotes ends at the opening quotes of another one, where YAML then stumbles.
    """
    if line >= len(lines) or '"' not in lines[line][: column + 1]:
        return None
    before = next((number for number in range(line - 1, -1, -1) if '"' in lines[number]), None)
    if before is None or lines[before].replace('\\"', "").count('"') % 2 == 0:
        return None
    swallowed = any(_SETTING.match(lines[number]) for number in range(before + 1, line + 1))
    return (before, lines[before].rindex('"')) if swallowed else None


def _from_beginning(sentence: str, hint: str, begin: Place, noticed: Place) -> Problem:
    """Point to where an open bracket or quote begins rather than to the far line where it is missed."""
    if begin.line == noticed.line:
        return Problem("YML01", noticed, sentence, hint)
    if "never closed" in sentence or "without" in sentence:
        return Problem("YML01", begin, sentence, hint, (Note("noticed here", noticed),))
    return Problem("YML01", noticed, sentence, hint, (Note("what it belongs to begins here", begin),))
