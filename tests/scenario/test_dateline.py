"""What passes 180 degrees east goes on from there."""

import numpy as np
import pytest

from game.scenario.dateline import across, beside, middle_of


@pytest.mark.parametrize(
    ("longitudes", "middle", "expected"),
    [
        ([177.5, -178.5, -174.0], 180.0, [177.5, 181.5, 186.0]),
        ([177.5, -178.5, -174.0], -170.0, [-182.5, -178.5, -174.0]),
        ([50.0, 80.0], 65.0, [50.0, 80.0]),
        ([10.0, 12.0], 200.0, [370.0, 372.0]),
    ],
)
def test_a_line_does_not_jump(longitudes: list[float], middle: float, expected: list[float]) -> None:
    line = across([(longitude, -10.0) for longitude in longitudes], middle)
    assert line[:, 0] == pytest.approx(expected)
    assert np.all(line[:, 1] == -10.0)


def test_a_place_lies_beside_the_others() -> None:
    assert [beside(longitude, 180.0) for longitude in (-174.0, 177.5, 10.0)] == [186.0, 177.5, 10.0]


def test_the_middle_of_neighbours_lies_between_them() -> None:
    assert abs(middle_of([170.0, -170.0])) == pytest.approx(180.0)
    assert middle_of([50.0, 80.0]) == pytest.approx(65.0)
    assert middle_of([]) == 0.0
