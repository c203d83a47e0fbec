"""Here maps are drawn."""

import pytest


@pytest.fixture
def _no_map_is_drawn() -> None:
    """Take the place of the fixture that keeps other tests from drawing maps."""
