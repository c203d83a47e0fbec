"""Ground for lands that exist nowhere: hills that rise from the coast, ridges and valleys by dice.

It is as invented as the land itself, and the same every time. A real country never gets it: only the shapes of a
scenario that say so (`"ground": "invented"`), and the islands of states that have no shape at all.
"""

import zlib
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from game.ui.map.coverage import Mask, blur, mask, shrink, stretch
from game.ui.map.projection import Box, Points
from game.ui.map.shapes import Shapes
from game.ui.map.sheet import Sheet

__all__ = ["invented_sheet"]

_PIXELS = 1500  # of the longer side of the sheet
_MARGIN = 0.04  # of the lands' extent, so that the shading has room to end
_INLAND = (8, 24, 56)  # pixels over which the ground rises from the coast
_HILLS = ((2.7, 120.0), (3.0, 420.0), (2.0, 40.0))  # ridges, where mountains are, what is small: see `_noise`
_FLAT, _STEEP = 160.0, 52.0  # grey of level ground, and how much darker or lighter a steep slope is


def invented_sheet(shapes: Shapes) -> Sheet | None:
    """Return the shaded relief of all lands that are invented, None if none is."""
    rings = [shapes.ring(ring) for iso in sorted(shapes.invented) for ring in shapes.countries[iso].rings]
    return _sheet(tuple(ring.astype(np.float64).tobytes() for ring in rings)) if rings else None


@lru_cache(maxsize=4)
def _sheet(content: tuple[bytes, ...]) -> Sheet:
    """Return the relief of some rings; kept, because every small map of a scenario asks for it."""
    rings = [np.frombuffer(ring).reshape(-1, 2) for ring in content]
    box, density = _box(rings)
    width, height = (max(16, round(density * side)) for side in (box.east - box.west, box.north - box.south))
    flat = [(ring - (box.west, box.north)) * (density, -density) for ring in rings]
    land = mask(flat, width, height)
    heights = _heights(land, zlib.crc32(b"".join(content)))
    narrow = max(0.2, float(np.cos(np.radians(box.middle[1]))))  # a degree east is shorter than one north
    return Sheet(box, density, _shaded(heights, narrow))


def _box(rings: Sequence[Points]) -> tuple[Box, float]:
    points = np.concatenate(rings)
    (west, south), (east, north) = points.min(axis=0), points.max(axis=0)
    box = Box(float(west), float(south), float(east), float(north)).grown(_MARGIN)
    return box, _PIXELS / max(box.east - box.west, box.north - box.south, 1e-3)


def _heights(land: Mask, seed: int) -> Mask:
    """Return how high the ground is, about 0 to 1: low at the coast, ridges inland where the dice want mountains."""
    height, width = land.shape
    dice = np.random.default_rng(seed)
    coast = [_inland(land, radius) for radius in _INLAND]
    inland = (coast[0] + coast[1] + coast[2]) / len(coast)
    rough, wide, fine = (_noise(dice, width, height, *hills) for hills in _HILLS)
    ridges = (1 - np.minimum(np.abs(rough), 1.8) / 1.8) ** 2
    mountains = np.clip(0.35 + 0.6 * wide, 0.05, 1.2)
    return np.asarray(inland * (0.35 * inland + ridges * mountains + 0.16 * mountains * fine), np.float32)


def _inland(land: Mask, radius: int) -> Mask:
    """Return 0 at the coast and beyond, rising to 1 some pixels inside."""
    step = max(1, radius // 4)
    height, width = land.shape
    soft = stretch(blur(shrink(land, step), max(1, radius // step)), step, width, height)
    return np.asarray(np.clip((soft - 0.5) * 2, 0, 1), np.float32)


def _noise(dice: np.random.Generator, width: int, height: int, power: float, longest: float) -> Mask:
    """Return hills of all lengths up to the `longest`, in pixels, the longer the higher; of variance 1."""
    whole = -(-height // 128) * 128, -(-width // 128) * 128  # lengths of which the transform is quick
    tall, wide = np.fft.fftfreq(whole[0])[:, None], np.fft.rfftfreq(whole[1])[None, :]
    frequency = np.hypot(tall, wide)
    size: NDArray[np.float64] = np.maximum(frequency, 1 / longest) ** -power * (frequency > 0)
    turn = np.exp(2j * np.pi * dice.random(frequency.shape))
    hills = np.fft.irfft2(size * turn, s=whole)[:height, :width]
    return np.asarray(hills / max(float(hills.std()), 1e-12), np.float32)


def _shaded(heights: Mask, narrow: float) -> NDArray[np.uint8]:
    """Return the ground as grey, lit from the north-west as maps are."""
    down, right = np.gradient(heights, axis=0), np.gradient(heights, axis=1)
    light = right / narrow + down
    steep = float(np.quantile(np.abs(light[heights > 0]), 0.97)) if (heights > 0).any() else 1.0
    return np.asarray(_FLAT + _STEEP * np.tanh(light / max(steep, 1e-9) * 1.4), np.uint8)
