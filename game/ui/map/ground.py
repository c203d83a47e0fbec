"""The ground: sea, relief, neighbours, lakes, rivers and borders. It changes only with the camera and the theme."""

from collections.abc import Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from game.ui.map.camera import Camera
from game.ui.map.coverage import Mask, blur, mask, shrink, stretch, stroke
from game.ui.map.projection import Points
from game.ui.map.relief import shaded
from game.ui.map.shapes import PlaneShapes, smoothed
from game.ui.map.terrain import invented_sheet
from game.ui.theme import Colour, Theme

__all__ = ["Ground", "Tile", "lay_ground"]

Pixels = NDArray[np.uint8]  # (height, width, 3)
Light = NDArray[np.float32]  # (height, width, 3)

_CORNER = 5.0  # pixels that smoothing may take off a corner
_RELIEF_ON_FILLS = 0.62


@dataclass(frozen=True)
class Tile:
    """A state on the picture."""

    x: int
    y: int
    cover: Mask  # the part of each pixel that it covers
    lit: Mask  # the same, shaded by the relief
    rim: Mask  # 1 at its border, 0 well inside
    rings: tuple[Points, ...]  # in pixels of the picture

    @property
    def part(self) -> tuple[slice, slice]:
        """Where it lies, as rows and columns of the picture."""
        height, width = self.cover.shape
        return slice(self.y, self.y + height), slice(self.x, self.x + width)


@dataclass(frozen=True)
class Ground:
    """The ground under one camera, in one theme."""

    camera: Camera
    theme: Theme
    scale: float
    picture: Pixels  # finished, but for the fills
    corner: tuple[int, int]  # of the part in which the states lie
    bare: Light  # that part, without lines
    lines: Light  # the lines in it, each colour times how much it covers
    veil: Mask  # how much of what lies below shows between the lines
    tiles: Mapping[str, Tile]
    land: Mask  # coarse, one value for `step` pixels
    neighbours: Mapping[str, Mask]  # what is seen of the countries around, coarse as well
    step: int


def lay_ground(
    shapes: PlaneShapes, states: Mapping[str, str], camera: Camera, theme: Theme, scale: float
) -> Generator[None, None, Ground]:
    """Draw the ground; it stops after every step, so that one that is not wanted any more can be left.

    Parameters
    ----------
    shapes : on the plane.
    states : the country of each state.
    camera, theme : what is seen, and in which colours.
    scale : how wide lines are; 1 for a picture of 1280 times 800.
    """
    size = (camera.width, camera.height)
    arcs = smoothed([camera.pixels(arc) for arc in shapes.arcs], _CORNER * scale, size)
    rings = {iso: shapes.rings(iso, arcs) for iso in shapes.shapes.countries}
    yield
    land = mask((ring for group in rings.values() for ring in group), *size)
    yield
    relief = shaded(camera, shapes.projection, max(6, round(22 * scale)), invented_sheet(shapes.shapes))
    yield
    tiles = _tiles(rings, states, camera, relief, scale)
    yield
    bare = _bare(land, relief, tiles, theme, scale)
    yield
    lines, veil = _lines(shapes, arcs, frozenset(states.values()), land, camera, theme, scale)
    yield
    picture = bare * veil[..., None] + lines
    x0, y0, x1, y1 = _around(tiles.values())
    part = np.s_[y0:y1, x0:x1]
    step = max(2, round(8 * scale))
    return Ground(
        camera, theme, scale, _bytes(picture), (x0, y0),
        np.ascontiguousarray(bare[part]), np.ascontiguousarray(lines[part]), np.ascontiguousarray(veil[part]),
        tiles, shrink(land, step), _neighbours(rings, frozenset(states.values()), camera, step, scale), step,
    )  # fmt: skip


def _neighbours(
    rings: Mapping[str, Sequence[Points]], states: frozenset[str], camera: Camera, step: int, scale: float
) -> dict[str, Mask]:
    """Return where each country around is seen, large enough for a name; one value for `step` pixels."""
    columns, rows = -(-camera.width // step), -(-camera.height // step)
    found = {}
    for iso, own in rings.items():
        if iso in states or not own:
            continue
        points = np.concatenate(own) / step
        low, high = points.min(axis=0), points.max(axis=0)
        if high[0] < 0 or high[1] < 0 or low[0] > columns or low[1] > rows:
            continue
        area = mask([ring / step for ring in own], columns, rows)
        if float(area.sum()) * step**2 > 2500 * scale**2:
            found[iso] = area
    return found


def _bytes(picture: Light) -> Pixels:
    return np.asarray(np.clip(picture + 0.5, 0, 255), np.uint8)


def _around(tiles: Iterable[Tile]) -> tuple[int, int, int, int]:
    boxes = [(t.x, t.y, t.x + t.cover.shape[1], t.y + t.cover.shape[0]) for t in tiles]
    if not boxes:
        return 0, 0, 1, 1
    low, high = np.min(boxes, axis=0), np.max(boxes, axis=0)
    return int(low[0]), int(low[1]), int(high[2]), int(high[3])


def _tiles(
    rings: Mapping[str, Sequence[Points]], states: Mapping[str, str], camera: Camera, relief: Mask, scale: float
) -> dict[str, Tile]:
    found = {}
    for state, iso in states.items():
        own = rings.get(iso, ())
        if not own:
            continue
        points = np.concatenate(own)
        low = np.floor(np.maximum(points.min(axis=0), 0)).astype(int)
        high = np.ceil(np.minimum(points.max(axis=0), (camera.width, camera.height))).astype(int)
        if (high <= low).any():
            continue
        x, y = int(low[0]), int(low[1])
        cover = mask(own, int(high[0]) - x, int(high[1]) - y, (x, y))
        if cover.max() <= 0:
            continue
        light = 1 + (relief[y : int(high[1]), x : int(high[0])] - 1) * np.float32(_RELIEF_ON_FILLS)
        found[state] = Tile(x, y, cover, cover * light, _rim(cover, 6 * scale), tuple(own))
    return found


def _rim(cover: Mask, radius: float) -> Mask:
    """Return 1 at the border of a state, falling to 0 inside."""
    step = 2
    pad = int(2 * radius)
    small = shrink(np.pad(cover, pad, mode="edge"), step)
    soft = stretch(blur(small, max(1, round(radius / step))), step, cover.shape[1] + 2 * pad, cover.shape[0] + 2 * pad)
    return np.asarray(1 - np.clip((soft[pad:-pad, pad:-pad] - 0.5) * 2, 0, 1), np.float32) if pad else cover * 0


def _soft(image: Mask, radius: float) -> Mask:
    """Blur widely, on a smaller picture."""
    factor = max(1, int(radius // 3))
    height, width = image.shape
    return stretch(blur(shrink(image, factor), max(1, round(radius / factor))), factor, width, height)


def _bare(land: Mask, relief: Mask, tiles: Mapping[str, Tile], theme: Theme, scale: float) -> Light:
    """Return sea and land, with a soft shadow that lifts the states off them."""
    shore = np.clip(_soft(land, 9 * scale), 0, 1) ** np.float32(1.4)
    light = 1 + (relief - 1) * np.float32(theme.relief)
    region = np.zeros_like(land)
    for tile in tiles.values():
        region[tile.part] += tile.cover
    region = np.minimum(region, 1)
    shadow = 1 - np.clip(_soft(region, 7 * scale) - region, 0, 1) * np.float32(0.85 if theme.dark else 0.35)
    out = np.empty((*land.shape, 3), np.float32)
    for c in range(3):
        sea = theme.sea[c] + shore * np.float32(theme.shore[c] - theme.sea[c])
        out[..., c] = (sea + (light * np.float32(theme.land[c]) - sea) * land) * shadow
    return out


def _lines(
    shapes: PlaneShapes, arcs: Sequence[Points], states: frozenset[str], land: Mask, camera: Camera, theme: Theme,
    scale: float,
) -> tuple[Light, Mask]:  # fmt: skip
    """Return rivers, lakes and borders as colour and as what they leave free."""
    size, scale = (camera.width, camera.height), scale * theme.stroke
    borders = shapes.shapes.borders

    rivers = smoothed([camera.pixels(line) for line in shapes.rivers], _CORNER * scale, size)
    lakes = smoothed([camera.pixels(ring) for ring in shapes.lakes], _CORNER * scale, size)
    around = [arcs[i if i >= 0 else ~i] for border in borders if not border.of & states for i in border.arcs]
    between = [
        arcs[i if i >= 0 else ~i]
        for border in borders
        if not border.coast and len(border.of) > 1 and border.of <= states
        for i in border.arcs
    ]
    outer = [
        arcs[i if i >= 0 else ~i]
        for border in borders
        if border.of & states and (border.coast or not border.of <= states)
        for i in border.arcs
    ]
    layers: list[tuple[Mask, Colour, float]] = [
        (stroke(rivers, 1.1 * scale, *size) * land, theme.river, 0.75),
        (mask(lakes, *size), theme.lake, 1.0),
        (stroke(lakes, 0.8 * scale, *size), theme.river, 0.5),
        (stroke(around, 0.9 * scale, *size), theme.neighbour_border, 0.75),
        (stroke(outer, 5.0 * scale, *size), theme.halo, 0.55),
        (stroke(between, 1.4 * scale, *size), theme.border, 0.8),
        (stroke(outer, 2.0 * scale, *size), theme.outer_border, 0.92),
    ]
    lines, veil = np.zeros((*land.shape, 3), np.float32), np.ones(land.shape, np.float32)
    for cover, colour, strength in layers:
        rows = np.flatnonzero(cover.any(axis=1))
        if not len(rows):
            continue
        part = np.s_[rows[0] : rows[-1] + 1]
        much = cover[part] * np.float32(strength)
        free = 1 - much
        veil[part] *= free
        for c in range(3):
            lines[part][..., c] *= free
            lines[part][..., c] += much * np.float32(colour[c])
    return lines, veil
