"""Coverage is exact, and everything made from it keeps its sums."""

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from game.ui.map.coverage import blur, mask, shrink, stretch, stroke

Number = st.floats(-20, 60, allow_nan=False)


def area(points: list[tuple[float, float]]) -> float:
    x, y = np.array(points).T
    return abs(float(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1)))) / 2


@given(x=st.floats(2, 20), y=st.floats(2, 20), w=st.floats(0.1, 15), h=st.floats(0.1, 15), turn=st.floats(0, 6.3))
def test_a_turned_box_covers_its_area(x: float, y: float, w: float, h: float, turn: float) -> None:
    corners = [(-w / 2, -h / 2), (w / 2, -h / 2), (w / 2, h / 2), (-w / 2, h / 2)]
    c, s = np.cos(turn), np.sin(turn)
    points = [(x + 14 + c * a - s * b, y + 14 + s * a + c * b) for a, b in corners]
    assert float(mask([np.array(points)], 60, 60).sum()) == pytest.approx(w * h, abs=2e-3)


@example([(0.0, 0.0), (0.0, 0.0), (0.0, 1e-308)])
@given(st.lists(st.tuples(Number, Number), min_size=3, max_size=3))
def test_a_triangle_is_clipped_exactly(points: list[tuple[float, float]]) -> None:
    """Clipped at the frame by hand (Sutherland and Hodgman), whatever reaches outside."""
    clipped = points
    for axis, bound, above in ((0, 0.0, True), (0, 40.0, False), (1, 0.0, True), (1, 30.0, False)):
        clipped = clip(clipped, axis, bound, above)
    wanted = area(clipped) if len(clipped) > 2 else 0.0
    assert float(mask([np.array(points)], 40, 30).sum()) == pytest.approx(wanted, abs=5e-3)


def clip(points: list[tuple[float, float]], axis: int, bound: float, above: bool) -> list[tuple[float, float]]:
    found: list[tuple[float, float]] = []
    for one, other in zip(points, [*points[1:], *points[:1]], strict=True):
        inside, then = ((p[axis] >= bound) == above or p[axis] == bound for p in (one, other))
        if inside:
            found.append(one)
        if inside != then:
            t = (bound - one[axis]) / (other[axis] - one[axis])
            found.append((one[0] + t * (other[0] - one[0]), one[1] + t * (other[1] - one[1])))
    return found


def test_a_hole_is_not_covered() -> None:
    outer = np.array([(1, 1), (9, 1), (9, 9), (1, 9)], float)
    hole = np.array([(3, 3), (3, 6), (6, 6), (6, 3)], float)
    cover = mask([outer, hole], 10, 10)
    assert cover[4, 4] == 0
    assert cover[2, 2] == 1
    assert float(cover.sum()) == pytest.approx(64 - 9)


def test_neighbours_leave_no_seam() -> None:
    border = [(5.3, 0.0), (7.9, 4.2), (4.1, 10.0)]
    left = mask([np.array([(0.0, 0.0), *border, (0.0, 10.0)])], 12, 10)
    right = mask([np.array([(12.0, 10.0), *border[::-1], (12.0, 0.0)])], 12, 10)
    assert np.allclose(left + right, 1, atol=1e-5)


def test_a_stroke_is_as_wide_as_said() -> None:
    cover = stroke([np.array([(-5.0, 10.0), (45.0, 10.0)])], 3.0, 40, 20)
    assert np.allclose(cover.sum(axis=0), 3.0, atol=1e-4)


def test_blurring_keeps_the_sum_inside() -> None:
    image = np.zeros((40, 40), np.float32)
    image[20, 20] = 1
    soft = blur(image, 3)
    assert float(soft.sum()) == pytest.approx(1, abs=1e-4)
    assert soft[20, 20] < 0.1


def test_shrinking_keeps_means_and_stretching_returns() -> None:
    slope = np.broadcast_to(np.arange(37, dtype=np.float32), (23, 37)).copy()
    small = shrink(slope, 4)
    assert small.shape == (6, 10)
    assert np.allclose(shrink(np.ones((23, 37), np.float32), 4), 1)
    back = stretch(small, 4, 37, 23)
    assert np.allclose(back[:, 4:-5], slope[:, 4:-5], atol=1e-3)
