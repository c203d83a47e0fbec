"""A thousand other games, counted by another process in idle time, from the first turn on.

What is counted rests on the scenario and on who plays, not on what happens in this
game: it gives nothing away, and another game of the same has it at once.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from game.model.world import World
from game.scenario.schema import Scenario
from game.sim.claims import Claim, compile_claims
from game.sim.forecast_games import OtherGames, line_up_of, step_other_games
from game.sim.other_games_file import count_key, keep_count, kept_count

__all__ = ["OtherGamesCount", "next_slice"]

_SLICE = 0.1  # seconds after which a slice ends with the next turn: whatever else is asked waits for it


class OtherGamesCount:
    """The other games of a match, as far as they have been counted; a `workers.Chore`.

    Every line-up of seats has a count of its own: a seat that is handed over, or a line of the game with others at
    the seats, shows the count of who sits there now.

    Parameters
    ----------
    scenario, world : what is played.
    seats : gives who plays every actor now.
    """

    def __init__(self, scenario: Scenario, world: World, seats: Callable[[], Mapping[str, str]]) -> None:
        self.failed = False  # whether the last slice failed; nothing is counted until that is taken back
        self._scenario, self._world, self._seats = scenario, world, seats
        self._claims: tuple[Claim, ...] | None = None
        self._counts: dict[str, OtherGames] = {}
        self._key: tuple[tuple[tuple[str, str], ...], str] = ((), "")
        self._asked = ""  # the key of the slice that is being counted

    @property
    def key(self) -> str:
        """What tells the count of those who sit there now from others."""
        seats = tuple(self._seats().items())
        if seats != self._key[0]:
            self._key = seats, count_key(self._world, dict(seats))
        return self._key[1]

    @property
    def found(self) -> OtherGames | None:
        """What was counted for those who sit there now; None where nothing was yet."""
        return self._counts.get(self.key)

    def piece(self) -> tuple[Callable[..., Any], tuple[Any, ...]] | None:
        """Return the next slice; None when everything has been counted."""
        found = self.found
        if self.failed or (found is not None and found.finished):
            return None
        if self._claims is None:
            self._claims = compile_claims(self._scenario, self._world)
        self._asked = self.key
        return next_slice, (self._asked, self._world, line_up_of(self._world, self._seats()), self._claims)

    def take(self, result: Any) -> None:
        """Take what has been counted; a process that began anew is behind for a while."""
        before = self._counts.get(self._asked)
        if isinstance(result, OtherGames) and (before is None or result.played > before.played):
            self._counts[self._asked] = result
        self.failed = isinstance(result, BaseException)


# --- in the other process


@dataclass
class _Counting:
    """A count that is going on."""

    key: str
    steps: Iterator[OtherGames | None]
    found: OtherGames | None = None  # so far


_counting: list[_Counting] = []  # at most one: another takes its place


def next_slice(key: str, world: World, seats: Mapping[str, str], claims: Sequence[Claim]) -> OtherGames | None:
    """Count on for a moment where the last slice of the same key ended.

    Parameters
    ----------
    key : tells one count from another; a new one begins anew.
    world, seats, claims : see `play_other_games`.

    Returns
    -------
    OtherGames or None
        What has been counted so far; None where that is nothing.
    """
    if not _counting or _counting[0].key != key:
        _counting[:] = [_Counting(key, _steps(key, world, seats, claims))]
    counting, until = _counting[0], time.monotonic() + _SLICE
    try:
        for found in counting.steps:
            counting.found = found or counting.found
            if time.monotonic() >= until:
                break
    except BaseException:
        _counting.clear()  # what has failed begins anew when it is asked for again
        raise
    return counting.found


def _steps(key: str, world: World, seats: Mapping[str, str], claims: Sequence[Claim]) -> Iterator[OtherGames | None]:
    """Take what was kept another time, or count, and keep that."""
    kept = kept_count(key, world, claims)
    if kept is not None:
        yield kept
        return
    for found in step_other_games(world, seats, claims):
        if found is not None and found.finished:
            keep_count(key, found, world, seats)
        yield found
