"""Shapes: enclaves, holes, smoothing that keeps neighbours together, shapes of a scenario's own."""

import numpy as np
import pytest

from game.scenario.shapes import Shape
from game.ui.map.camera import Camera
from game.ui.map.coverage import mask
from game.ui.map.projection import Box, Projection
from game.ui.map.shapes import PlaneShapes, atlas_shapes, smoothed, with_own

SQUARE = ((0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0), (0.0, 0.0))
BESIDE = ((4.0, 0.0), (8.0, 0.0), (8.0, 4.0), (4.0, 4.0), (4.0, 0.0))


def test_enclaves_belong_to_their_owner_and_are_a_hole_in_the_other() -> None:
    shapes = atlas_shapes()
    projection = Projection.fit(Box(70, 39, 72, 41))
    plane = PlaneShapes(shapes, projection)
    camera = Camera.fitted((400, 400), projection.plane(Box(70, 39, 72, 41).outline()), (0, 0, 400, 400))
    arcs = [camera.pixels(arc) for arc in plane.arcs]
    cover = {iso: mask(plane.rings(iso, arcs), 400, 400) for iso in ("KGZ", "UZB", "TJK")}
    x, y = np.rint(camera.pixels(projection.plane([[71.07, 39.95]]))[0]).astype(int)  # Sokh
    assert cover["UZB"][y, x] == 1
    assert cover["KGZ"][y, x] == 0
    total = cover["KGZ"] + cover["UZB"] + cover["TJK"]
    assert float(np.abs(total[150:250, 200:260] - 1).max()) < 1e-3


def test_smoothing_holds_the_ends_and_takes_no_more_than_allowed() -> None:
    line = np.array([[0.0, 0.0], [100.0, 0.0], [100.0, 100.0]])
    (soft,) = smoothed([line], 5.0, (200, 200))
    assert (soft[0] == line[0]).all()
    assert (soft[-1] == line[-1]).all()
    corner = np.hypot(*(soft - [100, 0]).T).min()
    assert 0.5 < corner < 5.0
    assert len(soft) > len(line)


def test_smoothing_is_the_same_from_both_sides() -> None:
    line = np.array([[0.0, 0.0], [30.0, 8.0], [44.0, 40.0], [60.0, 41.0]])
    there, back = smoothed([line, line[::-1]], 4.0, (100, 100))
    assert np.allclose(there, back[::-1])


def test_what_lies_outside_the_picture_is_left_as_it_is() -> None:
    line = np.array([[900.0, 0.0], [930.0, 8.0], [944.0, 40.0]])
    assert smoothed([line], 4.0, (100, 100))[0] is line


def test_own_shapes_replace_add_and_take_away() -> None:
    base = atlas_shapes()
    own = [
        Shape("KAZ", "Kazakhstan", None, ((SQUARE,),)),
        Shape("ZZZ", "Nowhere", (6, 2), ((BESIDE,),)),
        Shape("UZB", "", None, ()),
    ]
    shapes = with_own(base, own)
    low, high = shapes.extent("KAZ") or (None, None)
    assert low is not None
    assert high is not None
    assert (low.tolist(), high.tolist()) == ([0, 0], [4, 4])
    assert shapes.extent("UZB") is None
    assert shapes.extent("ZZZ") is not None
    assert not any(border.of & {"UZB"} for border in shapes.borders)
    common = [border for border in shapes.borders if border.of == {"KAZ", "ZZZ"}]
    assert len(common) == 2  # the shared edge, seen from either side
    assert not common[0].coast
    assert base.extent("ZZZ") is None


@pytest.mark.parametrize("turned", [False, True])
def test_rings_of_either_direction_make_the_same_shape(turned: bool) -> None:
    hole = ((1.0, 1.0), (3.0, 1.0), (3.0, 3.0), (1.0, 3.0), (1.0, 1.0))
    rings = (SQUARE[::-1], hole[::-1]) if turned else (SQUARE, hole)
    shapes = with_own(atlas_shapes(), [Shape("ZZZ", "", None, (rings,))])
    plane = PlaneShapes(shapes, Projection.fit(Box(-1, -1, 5, 5)))
    arcs = [(arc * [1, 1] + 1) * 10 for arc in shapes.arcs]
    cover = mask(plane.rings("ZZZ", arcs), 70, 70)
    assert float(cover.sum()) == pytest.approx((16 - 4) * 100, abs=0.1)
    assert cover[30, 30] == 0
