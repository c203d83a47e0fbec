"""Albers' equal-area conic projection, fitted to a frame: areas of states compare as they do on the ground."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["Box", "Points", "Projection"]

Points = NDArray[np.float64]  # (N, 2)
_FLATTEST = 0.02  # a cone flatter than this is a cylinder for all that eyes can see, and would divide by zero


@dataclass(frozen=True)
class Box:
    """A part of the world, in degrees; `east` may pass 180."""

    west: float
    south: float
    east: float
    north: float

    @property
    def middle(self) -> tuple[float, float]:
        """Longitude and latitude of the middle."""
        return (self.west + self.east) / 2, (self.south + self.north) / 2

    def grown(self, part: float) -> "Box":
        """Return a box that is wider by a part of its size on each side."""
        x, y = part * (self.east - self.west), part * (self.north - self.south)
        return Box(self.west - x, max(-88.0, self.south - y), self.east + x, min(88.0, self.north + y))

    def outline(self, steps: int = 24) -> Points:
        """Return points along the four sides, (N, 2)."""
        along = np.linspace(0.0, 1.0, steps)
        x, y = self.west + along * (self.east - self.west), self.south + along * (self.north - self.south)
        sides = [(x, np.full(steps, self.south)), (x, np.full(steps, self.north)),
                 (np.full(steps, self.west), y), (np.full(steps, self.east), y)]  # fmt: skip
        return np.concatenate([np.stack(side, axis=1) for side in sides])


@dataclass(frozen=True)
class Projection:
    """Longitude and latitude to the plane and back; x to the east, y to the south, in radii of the globe."""

    longitude: float
    cone: float
    constant: float
    radius: float

    @classmethod
    def fit(cls, box: Box) -> "Projection":
        """Return the projection whose two true parallels lie a sixth inside a box."""
        longitude, latitude = box.middle
        sixth = (box.north - box.south) / 6
        low, high = np.radians([box.south + sixth, box.north - sixth])
        cone = float(np.sin(low) + np.sin(high)) / 2
        if abs(cone) < _FLATTEST:
            cone = _FLATTEST if cone >= 0 else -_FLATTEST
        constant = float(np.cos(low)) ** 2 + 2 * cone * float(np.sin(low))
        radius = float(np.sqrt(constant - 2 * cone * np.sin(np.radians(latitude)))) / cone
        return cls(longitude, cone, constant, radius)

    def plane(self, places: ArrayLike) -> Points:
        """Return points of the plane, (N, 2), for longitudes and latitudes, (N, 2)."""
        at = np.asarray(places, np.float64).reshape(-1, 2)
        turn = np.radians((at[:, 0] - self.longitude + 180.0) % 360.0 - 180.0) * self.cone
        inside = np.maximum(self.constant - 2 * self.cone * np.sin(np.radians(at[:, 1])), 1e-9)
        rho = np.sqrt(inside) / self.cone
        return np.stack([rho * np.sin(turn), rho * np.cos(turn) - self.radius], axis=1)

    def globe(self, points: ArrayLike) -> Points:
        """Return longitudes and latitudes, (N, 2), for points of the plane, (N, 2)."""
        at = np.asarray(points, np.float64).reshape(-1, 2)
        sign = 1.0 if self.cone > 0 else -1.0
        x, y = at[:, 0] * sign, (at[:, 1] + self.radius) * sign
        rho = np.hypot(x, y)
        longitude = np.degrees(np.arctan2(x, y) / self.cone) + self.longitude
        height = np.clip((self.constant - (rho * self.cone) ** 2) / (2 * self.cone), -1.0, 1.0)
        return np.stack([(longitude + 180.0) % 360.0 - 180.0, np.degrees(np.arcsin(height))], axis=1)
