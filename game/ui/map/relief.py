"""Shaded relief under a camera: sheets of the assets, sampled through the projection, their local contrast raised."""

from functools import cache

import numpy as np
import pygame
from numpy.typing import NDArray
from pygame.surfarray import array3d  # by name: pygame loads the module when first asked, and two threads may ask

from game.ui.assets import folder, read_json
from game.ui.map.camera import Camera
from game.ui.map.coverage import Mask, blur, shrink, stretch
from game.ui.map.projection import Box, Projection
from game.ui.map.sheet import Sheet

__all__ = ["shaded"]

_GRID = 8  # pixels between points whose longitude and latitude are computed; between them they run evenly enough
_FEATHER = 1.0  # degrees over which a fine sheet fades into the coarser one
_CONTRAST, _DEEPEST, _BRIGHTEST = 1.5, 0.45, 1.5


@cache
def _sheets() -> tuple[Sheet, ...]:
    content = read_json("map/relief.json")
    return tuple(
        Sheet(Box(*map(float, entry["box"])), float(entry["pixels_per_degree"]), _grey(entry["file"]))
        for entry in content["sheets"]
    )


def _grey(file: str) -> NDArray[np.uint8]:
    picture = pygame.image.load(folder() / "map" / file)
    return np.ascontiguousarray(array3d(picture)[..., 0].T)


def shaded(camera: Camera, projection: Projection, radius: int, own: Sheet | None = None) -> Mask:
    """Return how light the ground is, about 1 where it is flat, (height, width).

    Parameters
    ----------
    camera, projection : what is seen.
    radius : pixels around a point against which its brightness is measured.
    own : a sheet that goes before those of the assets.
    """
    longitude, latitude = _places(camera, projection)
    grey, known = np.full(longitude.shape, 128, np.float32), np.zeros(longitude.shape, np.float32)
    wanted = _density(camera, projection)
    for sheet in (*([own] if own is not None else []), *reversed(_sheets())):  # the finest first, others in its gaps
        _lay(sheet.fitting(wanted), longitude, latitude, grey, known)
    if not known.any():
        return np.ones(longitude.shape, np.float32)
    factor = max(1, radius // 4)
    local = stretch(blur(shrink(grey, factor), max(1, radius // factor)), factor, camera.width, camera.height)
    light = 1 + (grey / np.maximum(local, 1) - 1) * (_CONTRAST * known)
    return np.asarray(np.clip(light, _DEEPEST, _BRIGHTEST), np.float32)


def _density(camera: Camera, projection: Projection) -> float:
    """Return how many pixels of the picture a degree takes in its middle, east and north together."""
    x, y = camera.width / 2, camera.height / 2
    here, east, south = projection.globe(camera.plane([[x, y], [x + 1, y], [x, y + 1]]))
    along = abs((east[0] - here[0] + 180.0) % 360.0 - 180.0)
    return float(1.0 / np.sqrt(max(along * abs(south[1] - here[1]), 1e-12)))


def _places(camera: Camera, projection: Projection) -> tuple[Mask, Mask]:
    """Return longitude and latitude of every pixel; longitudes do not jump within the picture."""
    columns, rows = camera.width // _GRID + 3, camera.height // _GRID + 3
    x, y = (np.arange(columns) - 0.5) * _GRID, (np.arange(rows) - 0.5) * _GRID
    grid = np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2)
    at = projection.globe(camera.plane(grid))
    east = (at[:, 0] - projection.longitude + 180.0) % 360.0 - 180.0 + projection.longitude

    def filled(values: NDArray[np.float64]) -> Mask:
        small = values.reshape(rows, columns).astype(np.float32)
        whole = stretch(small, _GRID, columns * _GRID, rows * _GRID)
        return np.ascontiguousarray(whole[_GRID : _GRID + camera.height, _GRID : _GRID + camera.width])

    return filled(east), filled(at[:, 1])


def _lay(sheet: Sheet, longitude: Mask, latitude: Mask, grey: Mask, known: Mask) -> None:
    """Lay a sheet below what is there, which ends softly."""
    open_ = np.flatnonzero(known.reshape(-1) < 1)
    x = (longitude.reshape(-1)[open_] - np.float32(sheet.box.west)) % np.float32(360.0)
    y = np.float32(sheet.box.north) - latitude.reshape(-1)[open_]
    wide, tall = sheet.box.east - sheet.box.west, sheet.box.north - sheet.box.south
    inside = np.minimum(np.minimum(x, wide - x), np.minimum(y, tall - y))
    part = np.flatnonzero(inside > 0)
    if not len(part):
        return
    at = open_[part]
    density = np.float32(sheet.density)
    value = _sampled(sheet.grey, x[part] * density - np.float32(0.5), y[part] * density - np.float32(0.5))
    weight = np.clip(inside[part] / np.float32(_FEATHER), 0, 1)
    before = known.reshape(-1)[at]
    grey.reshape(-1)[at] = np.where(before > 0, value + (grey.reshape(-1)[at] - value) * before, value)
    known.reshape(-1)[at] = np.maximum(before, weight)


def _sampled(grey: NDArray[np.uint8], x: Mask, y: Mask) -> Mask:
    """Return grey values between pixels."""
    height, width = grey.shape
    x, y = np.clip(x, 0, width - 1.001), np.clip(y, 0, height - 1.001)
    column, row = x.astype(np.int32), y.astype(np.int32)
    u, v = x - column, y - row
    flat, at = grey.reshape(-1), row * width + column
    top = flat[at] * (1 - u) + flat[at + 1] * u
    bottom = flat[at + width] * (1 - u) + flat[at + width + 1] * u
    return np.asarray(top + (bottom - top) * v, np.float32)
