"""Worlds that many tests share: compiled once."""

import pytest

from game.model.world import World
from tests.engine.stage import world_of


@pytest.fixture(scope="session")
def flagship() -> World:
    return world_of("central-asia-2024")


@pytest.fixture(scope="session")
def tutorial() -> World:
    return world_of("two-harbours")
