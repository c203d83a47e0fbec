"""Texts laid out in columns: for a file always in the same ones, for a terminal in those that it has.

What writes a text yields its parts; how wide they become is settled at the
end, by `lay_out`.
"""

import re
import textwrap
import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

__all__ = ["WIDTH", "Paragraph", "Part", "Rule", "Table", "lay_out", "table", "width"]

WIDTH = 100  # of what no terminal shows
_WIDEST, _NARROWEST = 120, 40  # longer lines are hard to read, and shorter ones have no room for margins
_TAIL = 15  # columns for what stands at the end of a rule
_GAP = 2  # columns between those of a table; one where there is no room for more
_KEPT = "\N{NO-BREAK SPACE}"


class Paragraph(NamedTuple):
    """A text that is wrapped, with what stands before its first line and before the others."""

    text: str
    first: str = ""
    then: str = "  "


class Rule(NamedTuple):
    """A line of dashes across all columns, with words at its beginning and, perhaps, at its end."""

    head: str
    tail: str = ""


class Table(NamedTuple):
    """Rows in aligned columns under their heads; those in `right` are aligned to the right."""

    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    right: Sequence[int] = ()


Part = str | Paragraph | Rule | Table


def lay_out(parts: Iterable[Part], columns: int | None = None) -> str:
    """Return a text of all parts, each beginning on a line of its own.

    Parameters
    ----------
    parts : in their order; a bare string is a line, which is wrapped under its own margin only where it has no room.
    columns : of the terminal; None for a file: paragraphs of `WIDTH` columns, lines and tables as long as they are.
    """
    return "\n".join(_laid_out(part, columns) for part in parts)


def _laid_out(part: Part, columns: int | None) -> str:
    room = WIDTH if columns is None else min(max(columns, _NARROWEST), _WIDEST)
    if isinstance(part, Paragraph):
        return _wrapped(part.text, room, part.first, part.then)
    if isinstance(part, Rule):
        dashes = "-" * (room - len(part.head) - 1 - (_TAIL if part.tail else 0))
        return f"{part.head} {dashes} {part.tail}".rstrip()
    if isinstance(part, Table):
        return table(part.heads, part.rows, part.right, None if columns is None else max(columns, _NARROWEST))
    if columns is None:
        return part.replace(_KEPT, " ")
    return "\n".join(_line(line, room) for line in part.split("\n"))


def _line(line: str, room: int) -> str:
    margin = " " * (len(line) - len(line.lstrip()) + 2)
    return _wrapped(line, room, "", margin) if width(line) > room else line.replace(_KEPT, " ")


def _wrapped(text: str, room: int, first: str, then: str) -> str:
    """Wrap a text; a number and its percent sign stay on one line, and so do words with a no-break space between."""
    whole = re.sub(r"(?<=\d) (?=%)", _KEPT, text)
    lines = textwrap.fill(
        whole, room, initial_indent=first, subsequent_indent=then, break_long_words=False, break_on_hyphens=False
    )
    return lines.replace(_KEPT, " ")


def width(text: str) -> int:
    """Return how many columns a terminal uses for a text: Chinese characters take two."""
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in text)
    none = sum(unicodedata.combining(char) != 0 for char in text)
    return len(text) + wide - none


def table(
    heads: Sequence[str], rows: Iterable[Sequence[str]], right: Sequence[int] = (), columns: int | None = None
) -> str:
    """Write rows in aligned columns under their heads.

    Parameters
    ----------
    heads, rows : the cells.
    right : which columns are aligned to the right.
    columns : of the terminal: cells are wrapped where the table is wider; None if it may be as wide as it is.
    """
    lines = [tuple(heads), *(tuple(row) for row in rows)]
    sizes, gap = _sizes(lines, right, columns, _GAP), _GAP
    if columns is not None and sum(sizes) + gap * (len(sizes) - 1) > columns:
        sizes, gap = _sizes(lines, right, columns, 1), 1
    rule = tuple("-" * size for size in sizes)
    return "\n".join(_row(line, sizes, right, gap) for line in (lines[0], rule, *lines[1:]))


def _sizes(lines: Sequence[Sequence[str]], right: Sequence[int], columns: int | None, gap: int) -> list[int]:
    """Return how wide each column becomes: as wide as its cells, or narrower where the terminal is."""
    places = range(len(lines[0]))
    sizes = [max(width(line[i]) for line in lines) for i in places]
    if columns is None:
        return sizes
    words = [max(width(word) for line in lines for word in _words(line[i])) for i in places]
    bodies = [max((width(line[i]) for line in lines[1:]), default=0) for i in places]
    whole = [max(words[i], bodies[i]) if i in right else words[i] for i in places]
    for least in (whole, words):  # what stands in the middle of a number is parted last
        while sum(sizes) + gap * (len(sizes) - 1) > columns:
            spare = [size - small for size, small in zip(sizes, least, strict=True)]
            if max(spare) <= 0:
                break
            widest = max((i for i in places if spare[i] > 0), key=lambda i: sizes[i])
            sizes[widest] -= 1
    return sizes


def _words(cell: str) -> list[str]:
    """Return what of a cell is not parted: words, and a number with its unit."""
    return re.sub(r"(?<=\d) (?=%)|(?<=[<>]) (?=\d)", _KEPT, cell).split(" ")


def _row(cells: Sequence[str], sizes: Sequence[int], right: Sequence[int], gap: int) -> str:
    """Return a row, of as many lines as its longest cell needs."""
    wrapped = [_cell(cell, size) for cell, size in zip(cells, sizes, strict=True)]
    return "\n".join(
        _beside([cell[at] if at < len(cell) else "" for cell in wrapped], sizes, right, gap)
        for at in range(max(len(cell) for cell in wrapped))
    )


def _cell(cell: str, size: int) -> list[str]:
    lines = [""]
    for number, word in enumerate(_words(cell)):
        longer = f"{lines[-1]} {word}" if number else word
        if number and width(longer) > size:
            lines.append(f" {word}" if width(word) < size else word)
        else:
            lines[-1] = longer
    return [line.replace(_KEPT, " ") for line in lines]


def _beside(cells: Sequence[str], sizes: Sequence[int], right: Sequence[int], gap: int) -> str:
    padded = []
    for i, (cell, size) in enumerate(zip(cells, sizes, strict=True)):
        space = " " * (size - width(cell))
        padded.append(space + cell if i in right else cell + space)
    return (" " * gap).join(padded).rstrip()
