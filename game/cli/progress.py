"""How far long work is: one line on the error stream, if that is a terminal."""

import sys
import time
from shutil import get_terminal_size
from types import TracebackType
from typing import Self

__all__ = ["Progress", "between", "of_stage", "span"]

_PATIENCE, _PACE = 1.0, 0.2  # seconds before the first line, and between two


class Progress:
    """Counts games; used as a context, at whose end the line is wiped.

    Parameters
    ----------
    games : how many there are to be.
    kept : how many of them were played earlier, which says nothing about the speed.
    what : is done, where it has several stages.
    """

    def __init__(self, games: int, kept: int = 0, what: str = "") -> None:
        self._games, self._done, self._kept = games, 0, kept
        self._what = what
        self._begun = self._told = time.monotonic()
        self._shown = False

    def add(self, games: int) -> None:
        """Count some games as played, and say so now and then."""
        self._done += games
        now = time.monotonic()
        if now - self._begun < _PATIENCE or now - self._told < _PACE or not sys.stderr.isatty():
            return
        self._told, self._shown = now, True
        speed = max(self._done - self._kept, 1) / (now - self._begun)
        left = (self._games - self._done) / speed
        pace = f"{speed:,.0f}" if speed >= 10 else f"{speed:.1f}"
        told = f"{self._done:,} of {self._games:,} games, {pace} a second, {span(left)} left"
        print(f"\r\x1b[K{_in_a_line(self._what, told)}", end="", file=sys.stderr, flush=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def _in_a_line(what: str, told: str) -> str:
    """Return what is done and how far, in the width of the terminal: a line that goes on could not be wiped."""
    columns = get_terminal_size().columns - 1
    room = columns - len(told) - len(": ")
    named = what if len(what) <= room else f"{what[: max(room - 3, 0)]}..."
    return (f"{named}: {told}" if what and room > 3 else told)[:columns]


def span(seconds: float) -> str:
    """Write a time for people."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"


def between(seconds: float) -> str:
    """Write a time that is foretold: a machine that does something else, too, takes twice as long."""
    return f"{span(seconds)} to {span(2 * seconds)}"


def of_stage(what: str, games: int, kept: int) -> Progress:
    """Return the progress of a stage, as `Stages` watches it."""
    return Progress(games, kept, what)
