"""Ensembles: what is asked for wrongly is said at once."""

import pytest

from game.policy.registry import default_policies
from game.sim.rollout import play, play_chunks
from tests.engine.stage import world_of


def test_no_games_are_no_ensemble() -> None:
    world = world_of("two-harbours")
    with pytest.raises(ValueError, match="at least one game"):
        play(world, default_policies(world), seed=1, games=0)
    with pytest.raises(ValueError, match="at least one game"):
        next(play_chunks(world, default_policies(world), seed=1, games=0, after=[1]))
