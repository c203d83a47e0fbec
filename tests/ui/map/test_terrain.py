"""Invented lands have invented ground, the same every time; real ones never do."""

import numpy as np

from game.scenario.shapes import Shape
from game.ui.map.projection import Box
from game.ui.map.shapes import atlas_shapes, with_own
from game.ui.map.sheet import Sheet
from game.ui.map.terrain import invented_sheet

RING = tuple((-20 + 3 * np.cos(turn), -30 + 3 * np.sin(turn)) for turn in np.linspace(0, 2 * np.pi, 40)[:-1])
ISLAND = Shape("ZZZ", "Z", None, (((*RING, RING[0]),),), invented=True)


def test_an_invented_island_has_hills_inside_and_none_in_the_sea() -> None:
    sheet = invented_sheet(with_own(atlas_shapes(), [ISLAND]))
    assert sheet is not None
    height, width = sheet.grey.shape
    inside = sheet.grey[height // 4 : -height // 4, width // 4 : -width // 4]
    assert inside.std() > 8
    assert np.ptp(sheet.grey[: height // 50]) <= 1
    assert abs(sheet.box.west - (-23 - 0.24)) < 0.1


def test_it_is_the_same_every_time_and_another_land_has_another() -> None:
    shapes = with_own(atlas_shapes(), [ISLAND])
    moved = Shape("ZZZ", "Z", None, (tuple(tuple((x + 1, y) for x, y in ring) for ring in ISLAND.polygons[0]),), True)
    one, again, other = (invented_sheet(found) for found in (shapes, shapes, with_own(atlas_shapes(), [moved])))
    assert one is not None
    assert again is not None
    assert other is not None
    assert (one.grey == again.grey).all()
    assert one.grey.shape == other.grey.shape
    assert (one.grey != other.grey).mean() > 0.2


def test_real_lands_get_none() -> None:
    assert invented_sheet(atlas_shapes()) is None
    real = Shape("ARG", "Argentina", None, ISLAND.polygons)
    assert invented_sheet(with_own(atlas_shapes(), [real])) is None
    assert invented_sheet(with_own(atlas_shapes(), [Shape("ZZZ", "Z", None, (), invented=True)])) is None


def test_a_sheet_becomes_coarser_where_less_is_wanted_and_keeps_its_mean() -> None:
    grey = np.random.default_rng(1).integers(0, 255, (64, 96)).astype(np.uint8)
    sheet = Sheet(Box(0, 0, 9.6, 6.4), 10.0, grey)
    assert sheet.fitting(9.0) is sheet
    coarse = sheet.fitting(2.5)
    assert coarse.grey.shape == (16, 24)
    assert coarse.density == 2.5
    assert abs(float(coarse.grey.mean()) - float(grey.mean())) < 1.0
    assert coarse.grey.std() < grey.std() / 3
