"""Other games, counted to their end."""

from collections.abc import Mapping, Sequence
from typing import Any

from game.model.world import World
from game.sim.claims import Claim
from game.sim.forecast_games import OtherGames, play_other_games


def all_counted(world: World, seats: Mapping[str, str], claims: Sequence[Claim] = (), **how: Any) -> OtherGames:
    """Return what was counted in the end."""
    *_, found = play_other_games(world, seats, claims, **how)
    assert found is not None
    return found
