"""Two kinds of sentence for whoever asked for something: it was asked wrongly, or it cannot be done."""

import operator
from collections.abc import Iterable
from typing import Any

__all__ = ["CallError", "Failure", "clip", "unknown", "whole_number"]

MOST_LISTED = 24


class CallError(ValueError):
    """It was asked for wrongly; as a command, exit status 2."""


class Failure(RuntimeError):  # noqa: N818
    """What was asked for cannot be done; as a command, exit status 1."""


def unknown(start: str, word: str, known: Iterable[str]) -> str:
    """Write that a word is not known, what it was probably meant to be, and what there is."""
    from game.scenario.problems import nearest

    known = list(known)
    sentence = start.format(word=clip(word)) + "."
    near = nearest(word, known)
    if near is not None:
        sentence += f" Did you mean {near!r}?"
    if known:
        more = ", ..." if len(known) > MOST_LISTED else ""
        sentence += f" Known: {', '.join(known[:MOST_LISTED])}{more}."
    return sentence


def whole_number(name: str, value: Any, low: int, high: int | None = None) -> int:
    """Return a whole number that a program gave, NumPy's among them.

    Raises
    ------
    CallError
        If it is none, or lies outside its bounds.
    """
    try:
        number = operator.index(value)
    except TypeError:
        number = None
    if number is None or isinstance(value, bool) or number < low or (high is not None and number > high):
        to = "on" if high is None else f"to {high}"
        raise CallError(f"{name}: expected a whole number from {low} {to}, found {clip(repr(value))}.")
    return number


def clip(word: str, most: int = 80) -> str:
    """Shorten a word that is too long to be repeated."""
    return word if len(word) <= most else word[:most] + "..."
