"""A thousand other games, counted in slices by another process."""

from collections.abc import Iterator, Mapping, Sequence

from game.model.world import World
from game.sim.claims import Claim
from game.sim.forecast_games import OtherGames, play_other_games

__all__ = ["next_slice"]

# In the other process: the count that is going on, by what it counts. Another one takes its place.
_counting: dict[str, Iterator[OtherGames]] = {}


def next_slice(key: str, world: World, seats: Mapping[str, str], claims: Sequence[Claim]) -> OtherGames | None:
    """Count on where the last slice of the same key ended; None when everything was counted.

    Parameters
    ----------
    key : tells one count from another; a new one begins anew.
    world, seats, claims : see `play_other_games`.
    """
    if key not in _counting:
        _counting.clear()
        _counting[key] = play_other_games(world, seats, claims)
    return next(_counting[key], None)
