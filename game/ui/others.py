"""A thousand other games, counted by another process in idle time, from the first turn on.

What is counted rests on the scenario and on who plays, not on what happens in this
game: it gives nothing away, and another game of the same has it at once.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from game.model.world import World
from game.scenario.schema import Scenario
from game.sim.claims import Claim, compile_claims
from game.sim.forecast_games import OtherGames, line_up_of, play_other_games
from game.sim.other_games_file import count_key, keep_count, kept_count
from game.ui.slices import Slice, next_slice

__all__ = ["OtherGamesCount", "count_or_recall"]


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
        given = self._asked, self._world, line_up_of(self._world, self._seats()), self._claims
        return next_slice, (self._asked, count_or_recall, *given)

    def take(self, result: Any) -> None:
        """Take what has been counted; a process that began anew is behind for a while."""
        before, found = self._counts.get(self._asked), result.found if isinstance(result, Slice) else None
        if isinstance(found, OtherGames) and (before is None or found.played > before.played):
            self._counts[self._asked] = found
        self.failed = isinstance(result, BaseException)


def count_or_recall(
    key: str, world: World, seats: Mapping[str, str], claims: Sequence[Claim]
) -> Iterator[OtherGames | None]:
    """Take what was kept another time, or count, and keep that.

    Parameters
    ----------
    key : of the file in which it is kept.
    world, seats, claims : see `play_other_games`.
    """
    kept = kept_count(key, world, claims)
    if kept is not None:
        yield kept
        return
    for found in play_other_games(world, seats, claims):
        if found is not None and found.finished:
            keep_count(key, found, world, seats)
        yield found
