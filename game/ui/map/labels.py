"""Names on the map: a place for each where nothing else stands, or none.

Pure geometry in pixels. What is to be set comes as `Wish`es, in the order of
their importance; each takes the best of its places that is still free. What
is set never covers another and never leaves the picture.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from game.ui.map.coverage import Mask

__all__ = [
    "Box",
    "Layout",
    "Set",
    "Variant",
    "Wish",
    "around",
    "beside",
    "best_in_area",
    "box_means",
    "led_costs",
    "overlaps",
]

_TRIED = 1200  # of the best places in an area
Box = tuple[float, float, float, float]  # x, y, width, height


@dataclass(frozen=True)
class Wish:
    """A name that wants a place: variants of it from the best to the plainest, each with its size and places."""

    key: str
    variants: tuple["Variant", ...]


@dataclass(frozen=True)
class Variant:
    """One way to set a name: its size, and where its upper left corner may lie, the best place first."""

    tag: int  # which way, for the one who draws it
    size: tuple[int, int]
    corners: NDArray[np.float64]  # (N, 2)


@dataclass(frozen=True)
class Set:
    """A name that found its place."""

    key: str
    tag: int
    box: Box


@dataclass
class Layout:
    """What stands where.

    `room` is the part of the picture that names may use; `gap` what stays free around each.
    """

    room: Box
    gap: float = 3.0
    taken: list[Box] = field(default_factory=list)

    def take(self, boxes: Iterable[Box]) -> None:
        """Keep places free for other things."""
        self.taken.extend(boxes)

    def place(self, wish: Wish) -> Set | None:
        """Give a name the first free place of its first variant that has one."""
        for variant in wish.variants:
            free = self.free(variant.corners, variant.size)
            if free.any():
                x, y = variant.corners[int(np.argmax(free))]
                box = (float(x), float(y), float(variant.size[0]), float(variant.size[1]))
                self.taken.append(box)
                return Set(wish.key, variant.tag, box)
        return None

    def free(self, corners: NDArray[np.float64], size: tuple[int, int], *, inside: bool = True) -> NDArray[np.bool_]:
        """Tell for each corner whether a box of some size is free there, (N,); and inside the room if it must be."""
        x, y = corners[:, 0], corners[:, 1]
        left, top, wide, tall = self.room
        good = (x >= left) & (y >= top) & (x + size[0] <= left + wide) & (y + size[1] <= top + tall) | (not inside)
        for bx, by, bw, bh in self.taken:
            apart = (x >= bx + bw + self.gap) | (x + size[0] + self.gap <= bx)
            good &= apart | (y >= by + bh + self.gap) | (y + size[1] + self.gap <= by)
        return np.asarray(good)


def beside(point: tuple[float, float], size: tuple[int, int], away: float) -> NDArray[np.float64]:
    """Return corners for a name beside a point: right, left, above, below, then above and below to either side."""
    x, y = point
    w, h = size
    middle, centre, above, below = y - h / 2, x - w / 2, y - h - away, y + away
    ahead, back = x - away / 2, x - w + away / 2
    return np.array(
        [
            (x + away, middle), (x - away - w, middle), (centre, above), (centre, below),
            (ahead, above), (ahead, below), (back, above), (back, below),
        ]
    )  # fmt: skip


def around(point: tuple[float, float], size: tuple[int, int], step: float) -> NDArray[np.float64]:
    """Return corners for a name in all directions from a point, the nearest first."""
    turns = np.linspace(0, 2 * np.pi, 24, endpoint=False)
    away = np.arange(1, 14)[:, None] * step
    x = point[0] + np.cos(turns) * (away + size[0] / 2) - size[0] / 2
    y = point[1] + np.sin(turns) * (away + size[1] / 2) - size[1] / 2
    return np.stack([x.reshape(-1), y.reshape(-1)], axis=1)


def led_costs(
    point: tuple[float, float], corners: NDArray[np.float64], size: tuple[int, int], names: Iterable[Box],
    astray: Mask, step: int,
) -> NDArray[np.float64]:  # fmt: skip
    """Return how bad the lines are that lead from a point to a box at each corner, (N,): long, astray, across names.

    Parameters
    ----------
    names : what no line should cross.
    astray, step : where lines mislead, in coarse cells, and how many pixels a cell has.
    """
    ends = np.clip(np.asarray(point), corners, corners + np.asarray(size))
    ways = np.linspace(0.0, 1.0, 12)[:, None, None] * (ends - point) + point
    cells = np.clip((ways // step).astype(int), 0, np.array(astray.shape)[::-1] - 1)
    costs = np.hypot(*(ends - point).T) * (1 + 4 * astray[cells[..., 1], cells[..., 0]].mean(axis=0))
    for x, y, w, h in names:
        inside = (ways[..., 0] > x) & (ways[..., 0] < x + w) & (ways[..., 1] > y) & (ways[..., 1] < y + h)
        costs += 1e4 * inside.any(axis=0)
    return np.asarray(costs)


def best_in_area(
    area: Mask, corner: tuple[float, float], step: int, size: tuple[int, int], wished: tuple[float, float],
    least: float, avoided: Mask | None = None,
) -> NDArray[np.float64]:  # fmt: skip
    """Return the corners at which a box lies well inside an area, the best first, (N, 2).

    Parameters
    ----------
    area : how much of each coarse cell belongs to it.
    corner, step : where its first cell lies in the picture, and how many pixels a cell has.
    size : of the box, in pixels.
    wished : where the middle of the box would lie best, in pixels of the picture.
    least : the part of the box that must lie inside.
    avoided : in the same cells, what is better not covered.
    """
    wide, tall = max(1, -(-size[0] // step)), max(1, -(-size[1] // step))
    rows, columns = np.flatnonzero(area.any(axis=1)), np.flatnonzero(area.any(axis=0))
    if not len(rows):
        return np.zeros((0, 2))
    part = np.s_[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    area, corner = area[part], (corner[0] + int(columns[0]) * step, corner[1] + int(rows[0]) * step)
    avoided = None if avoided is None else avoided[part]
    padded = np.pad(area, ((tall, tall), (wide, wide)))
    inside = box_means(padded, wide, tall)
    rows, columns = np.nonzero(inside >= max(least, 0.02))
    if not len(rows):
        return np.zeros((0, 2))
    x = (columns - wide) * step + corner[0]
    y = (rows - tall) * step + corner[1]
    away = np.hypot(x + size[0] / 2 - wished[0], (y + size[1] / 2 - wished[1]) * 1.3)
    span = np.hypot(*area.shape) * step
    score = 2.0 * inside[rows, columns] - 1.6 * away / max(span, 1.0)
    if avoided is not None:
        score -= 1.5 * box_means(np.pad(avoided, ((tall, tall), (wide, wide))), wide, tall)[rows, columns]
    order = np.argsort(-score, kind="stable")[:_TRIED]
    return np.stack([x[order], y[order]], axis=1).astype(np.float64)


def box_means(image: Mask, wide: int, tall: int) -> Mask:
    """Return the mean of every box of some cells, by its upper left cell."""
    sums = np.zeros((image.shape[0] + 1, image.shape[1] + 1))
    sums[1:, 1:] = np.cumsum(np.cumsum(image, axis=0, dtype=np.float64), axis=1)
    total = sums[tall:, wide:] - sums[:-tall, wide:] - sums[tall:, :-wide] + sums[:-tall, :-wide]
    return np.asarray(total / (wide * tall), np.float32)


def overlaps(boxes: Sequence[Box]) -> int:
    """Return how many pairs of boxes cover each other; a layout has none."""
    sides = np.asarray(boxes, np.float64).reshape(-1, 4)
    x, y, right, bottom = sides[:, 0], sides[:, 1], sides[:, 0] + sides[:, 2], sides[:, 1] + sides[:, 3]
    across = (x[:, None] < right) & (x < right[:, None])
    down = (y[:, None] < bottom) & (y < bottom[:, None])
    return (int((across & down).sum()) - len(sides)) // 2
