"""Longitudes beyond the date line: what passes 180 degrees east goes on from there instead of jumping to -180."""

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

__all__ = ["across", "beside", "middle_of"]

Points = np.ndarray[Any, np.dtype[np.float64]]  # (N, 2): longitude and latitude, in degrees


def across(line: ArrayLike, middle: float) -> Points:
    """Return the points of a line without a jump between two of them, on the turn of the globe nearest to `middle`.

    Parameters
    ----------
    line : longitudes and latitudes, (N, 2), in degrees.
    middle : the longitude in the middle of the map.
    """
    points = np.array(line, np.float64).reshape(-1, 2)
    points[:, 0] = np.unwrap(points[:, 0], period=360.0)
    points[:, 0] += 360.0 * np.round((middle - points[:, 0].mean()) / 360.0)
    return points


def beside(longitude: float, middle: float) -> float:
    """Return a longitude on the turn of the globe nearest to `middle`."""
    return longitude + 360.0 * round((middle - longitude) / 360.0)


def middle_of(longitudes: Iterable[float]) -> float:
    """Return the longitude around which others lie, 0 where there are none."""
    turns = np.radians(list(longitudes))
    return float(np.degrees(np.arctan2(np.sin(turns).sum(), np.cos(turns).sum()))) if turns.size else 0.0
