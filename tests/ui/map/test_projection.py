"""The projection goes there and back, keeps areas, and does not break at the equator or the date line."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.ui.map.projection import Box, Projection

BOXES = [Box(45, 34, 89, 56.5), Box(-80, -40, -40, 5), Box(100, -12, 150, 12), Box(165, 30, 205, 60), Box(-5, -8, 9, 8)]


@pytest.mark.parametrize("box", BOXES)
@given(x=st.floats(0, 1), y=st.floats(0, 1))
def test_there_and_back(box: Box, x: float, y: float) -> None:
    projection = Projection.fit(box)
    at = [box.west + x * (box.east - box.west), box.south + y * (box.north - box.south)]
    back = projection.globe(projection.plane([at]))[0]
    assert (back[0] - at[0] + 180) % 360 - 180 == pytest.approx(0, abs=1e-6)
    assert back[1] == pytest.approx(at[1], abs=1e-6)


@pytest.mark.parametrize("box", BOXES)
def test_areas_are_as_on_the_globe(box: Box) -> None:
    projection = Projection.fit(box)
    for corner in (0.1, 0.5, 0.85):
        west, south = box.west + corner * (box.east - box.west), box.south + corner * (box.north - box.south)
        step = 0.02
        square = projection.plane(
            [[west, south], [west + step, south], [west + step, south + step], [west, south + step]]
        )
        x, y = square[:, 0], square[:, 1]
        flat = abs(float(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1)))) / 2
        round_ = np.radians(step) * (np.sin(np.radians(south + step)) - np.sin(np.radians(south)))
        assert flat == pytest.approx(round_, rel=1e-4)


@pytest.mark.parametrize("box", BOXES)
def test_north_is_up_and_east_is_right(box: Box) -> None:
    longitude, latitude = box.middle
    middle, north, east = Projection.fit(box).plane(
        [[longitude, latitude], [longitude, latitude + 1], [longitude + 1, latitude]]
    )
    assert north[1] < middle[1]
    assert east[0] > middle[0]
