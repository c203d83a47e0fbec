"""Where the eye is: which part of the plane fills a rectangle of pixels."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from game.ui.map.projection import Points

__all__ = ["FARTHEST", "Camera"]

FARTHEST = 8.0  # how much nearer than the whole frame one can go: beyond, the shapes have no more to show


@dataclass(frozen=True)
class Camera:
    """A look at the plane.

    `home` is the scale at which the whole frame fits, `scale` the one in use, both in pixels a unit of the plane;
    `x` and `y` are the point of the plane in the middle of `width` times `height` pixels.
    """

    width: int
    height: int
    x: float
    y: float
    scale: float
    home: tuple[float, float, float]  # x, y and scale that show the whole frame

    @classmethod
    def fitted(cls, size: tuple[int, int], outline: Points, clear: tuple[int, int, int, int]) -> "Camera":
        """Return the camera that shows an outline, in the plane, inside the clear part (x, y, w, h) of a picture."""
        low, high = outline.min(axis=0), outline.max(axis=0)
        left, top, wide, tall = clear
        scale = float(min(max(wide, 1) / (high[0] - low[0]), max(tall, 1) / (high[1] - low[1])))
        middle = (low + high) / 2
        x = float(middle[0]) - (left + wide / 2 - size[0] / 2) / scale
        y = float(middle[1]) - (top + tall / 2 - size[1] / 2) / scale
        return cls(size[0], size[1], x, y, scale, (x, y, scale))

    @property
    def zoom(self) -> float:
        """How much nearer than home, 1 or more."""
        return self.scale / self.home[2]

    def pixels(self, points: ArrayLike) -> Points:
        """Return pixels for points of the plane, (N, 2)."""
        at = np.asarray(points, np.float64).reshape(-1, 2)
        return (at - (self.x, self.y)) * self.scale + (self.width / 2, self.height / 2)

    def plane(self, pixels: ArrayLike) -> Points:
        """Return points of the plane for pixels, (N, 2)."""
        at = np.asarray(pixels, np.float64).reshape(-1, 2)
        return (at - (self.width / 2, self.height / 2)) / self.scale + (self.x, self.y)

    def zoomed(self, factor: float, at: tuple[float, float]) -> "Camera":
        """Return the camera nearer by a factor; what lies under the pixel `at` stays there."""
        scale = float(np.clip(self.scale * factor, self.home[2], self.home[2] * FARTHEST))
        fixed = self.plane([at])[0]
        x = float(fixed[0]) - (at[0] - self.width / 2) / scale
        y = float(fixed[1]) - (at[1] - self.height / 2) / scale
        return replace(self, x=x, y=y, scale=scale)._held()

    def panned(self, dx: float, dy: float) -> "Camera":
        """Return the camera after the map was dragged by some pixels."""
        return replace(self, x=self.x - dx / self.scale, y=self.y - dy / self.scale)._held()

    def at_home(self) -> "Camera":
        """Return the camera that shows the whole frame."""
        x, y, scale = self.home
        return replace(self, x=x, y=y, scale=scale)

    def with_home(self, other: "Camera") -> "Camera":
        """Return the camera with another home: there, if it was at home, else as near as it was."""
        if self.zoom < 1.01:
            return other
        return replace(self, home=other.home, scale=max(self.scale, other.scale))._held()

    def between(self, other: "Camera", part: float) -> "Camera":
        """Return a camera on the way to another, 0 to 1; the zoom grows evenly to the eye."""
        scale = self.scale * (other.scale / self.scale) ** part
        ease = part if abs(other.scale / self.scale - 1) < 1e-6 else (1 / self.scale - 1 / scale) / (
            1 / self.scale - 1 / other.scale
        )  # fmt: skip
        return replace(self, x=self.x + (other.x - self.x) * ease, y=self.y + (other.y - self.y) * ease, scale=scale)

    def _held(self) -> "Camera":
        """Keep the picture inside what is seen from home, so that there is always something to show."""
        x, y, scale = self.home
        room_x, room_y = self.width / 2 * (1 / scale - 1 / self.scale), self.height / 2 * (1 / scale - 1 / self.scale)
        held_x, held_y = np.clip(self.x, x - room_x, x + room_x), np.clip(self.y, y - room_y, y + room_y)
        return replace(self, x=float(held_x), y=float(held_y))
