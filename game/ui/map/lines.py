"""Curves through way points, and the dashes that run along them."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pygame
from numpy.typing import NDArray

from game.ui.map.projection import Points
from game.ui.theme import Colour

__all__ = ["Curve", "arc", "curve", "dash_sprite", "spline"]

_STEP = 3.0  # pixels between the points of a curve
_ANGLES = 96  # directions of a dash, all round


@dataclass(frozen=True)
class Curve:
    """A curve in pixels, with points at even distances."""

    points: Points  # (N, 2)
    length: float
    angles: NDArray[np.int64]  # (N,) direction at each point, in 96ths of a turn

    def at(self, distance: float) -> tuple[float, float]:
        """Return the point at a distance from the start."""
        place = float(np.clip(distance / max(self.length, 1e-9), 0, 1)) * (len(self.points) - 1)
        low = min(int(place), len(self.points) - 2)
        point = self.points[low] + (self.points[low + 1] - self.points[low]) * (place - low)
        return float(point[0]), float(point[1])

    def indices(self, distances: NDArray[np.float64]) -> NDArray[np.int64]:
        """Return the nearest points for some distances."""
        return np.rint(distances * ((len(self.points) - 1) / max(self.length, 1e-9))).astype(np.int64)


def curve(points: Points) -> Curve:
    """Return a curve with even steps out of any line."""
    step = np.diff(points, axis=0)
    along = np.concatenate([[0.0], np.cumsum(np.hypot(step[:, 0], step[:, 1]))])
    length = float(along[-1])
    even = np.linspace(0.0, length, max(2, round(length / _STEP) + 1))
    placed = np.stack([np.interp(even, along, points[:, 0]), np.interp(even, along, points[:, 1])], axis=1)
    ahead = np.gradient(placed, axis=0)
    angles = np.rint(np.arctan2(ahead[:, 1], ahead[:, 0]) / (2 * np.pi) * _ANGLES).astype(np.int64) % _ANGLES
    return Curve(placed, length, angles)


def spline(stops: Points, steps: int = 24) -> Points:
    """Return a smooth line through all points (centripetal Catmull-Rom: it neither loops nor overshoots)."""
    kept = np.concatenate([[True], np.hypot(*np.diff(stops, axis=0).T) > 1e-9])
    stops = stops[kept]
    if len(stops) < 3:
        return stops if len(stops) == 2 else np.repeat(stops, 2, axis=0)
    ends = np.concatenate([2 * stops[:1] - stops[1:2], stops, 2 * stops[-1:] - stops[-2:-1]])
    knots = np.concatenate([[0.0], np.cumsum(np.sqrt(np.hypot(*np.diff(ends, axis=0).T)))])
    parts = [_span(ends[i : i + 4], knots[i : i + 4], steps) for i in range(len(stops) - 1)]
    return np.concatenate([*parts, stops[-1:]])


def _span(p: Points, t: NDArray[np.float64], steps: int) -> Points:
    """Return the points from the second to the third of four, the third left out (Barry and Goldman's pyramid)."""
    u = np.linspace(t[1], t[2], steps, endpoint=False)[:, None]

    def between(a: Points, b: Points, low: float, high: float) -> Points:
        return np.asarray((high - u) / (high - low) * a + (u - low) / (high - low) * b, np.float64)

    a1, a2, a3 = (between(p[i], p[i + 1], t[i], t[i + 1]) for i in range(3))
    b1, b2 = between(a1, a2, t[0], t[2]), between(a2, a3, t[1], t[3])
    return between(b1, b2, t[1], t[2])


def arc(start: tuple[float, float], end: tuple[float, float], bend: float) -> Points:
    """Return a gentle bow between two points; `bend` is its height as a part of its length."""
    a, b = np.asarray(start), np.asarray(end)
    middle = (a + b) / 2 + np.array([a[1] - b[1], b[0] - a[0]]) * bend
    t = np.linspace(0, 1, 48)[:, None]
    return np.asarray((1 - t) ** 2 * a + 2 * t * (1 - t) * middle + t**2 * b, np.float64)


@lru_cache(maxsize=6_000)
def dash_sprite(length: float, width: float, angle: int, colour: Colour) -> pygame.Surface:
    """Return a dash with round ends, pointing in a direction given in 96ths of a turn."""
    turn = angle * 2 * np.pi / _ANGLES
    return _sprite(length, width, turn, colour, pointed=False)


@lru_cache(maxsize=1_000)
def arrow_sprite(size: float, angle: int, colour: Colour) -> pygame.Surface:
    """Return an arrowhead that points in a direction."""
    return _sprite(size, size * 0.9, angle * 2 * np.pi / _ANGLES, colour, pointed=True)


def _sprite(length: float, width: float, turn: float, colour: Colour, pointed: bool) -> pygame.Surface:
    size = int(length + width + 5) | 1
    y, x = np.mgrid[0:size, 0:size] + 0.5 - size / 2
    along, across = x * np.cos(turn) + y * np.sin(turn), np.abs(-x * np.sin(turn) + y * np.cos(turn))
    if pointed:
        slope = np.hypot(width / 2, length)
        side = (across * length + (along - length / 2) * width / 2) / slope
        away = np.maximum(side, -along - length / 2)
    else:
        away = np.hypot(np.maximum(np.abs(along) - length / 2, 0), across) - width / 2
    sprite = pygame.Surface((size, size), pygame.SRCALPHA)
    sprite.fill((*colour, 0))
    pygame.surfarray.pixels_alpha(sprite)[:] = np.rint(np.clip(0.5 - away, 0, 1) * 255).astype(np.uint8).T
    return sprite
