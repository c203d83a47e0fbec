"""Hatches, one for each hue: what tells powers apart where colour does not."""

from typing import NamedTuple

import numpy as np

from game.ui.map.coverage import Mask
from game.ui.theme import Hatch

__all__ = ["Pattern", "pattern"]

_THICK = 0.17  # half the thickness of a stripe, in periods


class Pattern(NamedTuple):
    """A hatch on some pixels: the stripes, and the pale line along their edges by which they survive in grey."""

    stripe: Mask
    edge: Mask


def pattern(hatch: Hatch, corner: tuple[float, float], width: int, height: int, period: float) -> Pattern:
    """Return a hatch.

    Parameters
    ----------
    hatch : which.
    corner : where the first pixel lies from the origin of the hatch, in pixels.
    period : from one stripe to the next, in pixels.
    """
    x = (np.arange(width, dtype=np.float32) + np.float32(corner[0] + 0.5))[None, :]
    y = (np.arange(height, dtype=np.float32) + np.float32(corner[1] + 0.5))[:, None]
    away, thick = _distance(hatch, x, y, period)
    line = max(0.6, period * 0.055)
    stripe = np.clip(thick - away + 0.5, 0, 1)
    edge = np.clip(line - np.abs(away - thick) + 0.5, 0, 1)
    whole = np.broadcast_shapes(stripe.shape, (height, width))
    return Pattern(
        np.ascontiguousarray(np.broadcast_to(stripe, whole), np.float32),
        np.ascontiguousarray(np.broadcast_to(edge, whole), np.float32),
    )


def _distance(hatch: Hatch, x: Mask, y: Mask, period: float) -> tuple[Mask, float]:
    """Return how far each pixel lies from the middle of the nearest stripe, and half a stripe's thickness."""
    root, thick = np.float32(np.sqrt(0.5)), period * _THICK
    if hatch == "slash":
        return _from_line((x + y) * root, period), thick
    if hatch == "backslash":
        return _from_line((x - y) * root, period), thick
    if hatch == "upright":
        return _from_line(x, period), thick
    if hatch == "flat":
        return _from_line(y, period), thick
    if hatch == "wave":
        return _from_line(y + np.float32(period * 0.28) * np.sin(x * np.float32(np.pi / period)), period), thick
    if hatch == "cross":
        wide = period * 1.5
        both = np.minimum(_from_line((x + y) * root, wide), _from_line((x - y) * root, wide))
        return both, thick * 0.8
    if hatch == "grid":
        wide = period * 1.5
        return np.minimum(_from_line(x, wide), _from_line(y, wide)), thick * 0.8
    if hatch == "dots":
        row = np.floor(y / np.float32(period))
        shifted = x + (row % 2) * np.float32(period / 2)
        return np.hypot(_from_line(shifted, period), _from_line(y, period)), period * 0.30
    return np.full(np.broadcast_shapes(x.shape, y.shape), 1e6, np.float32), 0.0


def _from_line(at: Mask, period: float) -> Mask:
    return np.asarray(np.abs(at % np.float32(period) - np.float32(period / 2)), np.float32)
