"""The camera keeps what is pointed at in its place, and never shows more than there is."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.ui.map.camera import FARTHEST, Camera

OUTLINE = np.array([[-0.4, -0.3], [0.4, 0.3]])
HOME = Camera.fitted((800, 500), OUTLINE, (0, 0, 800, 500))
Factor = st.floats(0.3, 4)
Spot = st.tuples(st.floats(0, 800), st.floats(0, 500))


def test_the_frame_fits_into_what_panels_leave() -> None:
    camera = Camera.fitted((800, 500), OUTLINE, (16, 80, 500, 300))
    (left, top), (right, bottom) = camera.pixels(OUTLINE)
    assert left >= 16 - 1e-6
    assert right <= 516 + 1e-6
    assert top >= 80 - 1e-6
    assert bottom <= 380 + 1e-6
    assert bottom - top == pytest.approx(300)  # the tighter side


@given(Factor, Spot)
def test_zooming_keeps_the_point_under_the_pointer(factor: float, spot: tuple[float, float]) -> None:
    start = HOME.zoomed(3, (400, 250))
    before = start.plane([spot])[0]
    after = start.zoomed(factor, spot)
    if after.zoom > 1.5 and factor >= 1:
        assert after.pixels([before])[0] == pytest.approx(spot, abs=1e-6)


@given(st.lists(st.tuples(Factor, Spot, st.floats(-900, 900), st.floats(-900, 900)), max_size=8))
def test_wherever_one_goes_there_is_a_map(moves: list[tuple[float, tuple[float, float], float, float]]) -> None:
    camera = HOME
    for factor, spot, dx, dy in moves:
        camera = camera.zoomed(factor, spot).panned(dx, dy)
    assert 1 - 1e-9 <= camera.zoom <= FARTHEST + 1e-9
    low, high = HOME.pixels(camera.plane([[0, 0], [800, 500]]))
    assert (low >= -1e-6).all()
    assert high[0] <= 800 + 1e-6
    assert high[1] <= 500 + 1e-6


def test_the_way_between_two_looks_is_even() -> None:
    near = HOME.zoomed(4, (700, 100))
    zooms = [HOME.between(near, part).zoom for part in (0, 0.25, 0.5, 0.75, 1)]
    assert np.diff(np.log(zooms)) == pytest.approx(np.full(4, np.log(4) / 4))
    assert HOME.between(near, 1).pixels([[0, 0]]) == pytest.approx(near.pixels([[0, 0]]))


def test_a_panel_that_opens_moves_home_and_not_what_is_looked_at() -> None:
    other = Camera.fitted((800, 500), OUTLINE, (16, 80, 500, 300))
    assert HOME.with_home(other) == other
    near = HOME.zoomed(4, (500, 200))
    assert near.with_home(other).scale == near.scale
    assert near.with_home(other).home == other.home
