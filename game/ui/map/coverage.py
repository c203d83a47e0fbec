"""Exact coverage: which part of each pixel a polygon or a stroke covers, by summing signed areas.

Every edge is cut at the rows and columns of pixels. Each piece adds its height to the cell it lies in and the
rest of it to the next; a running sum along the row is then the covered part. Sums of neighbours add up to one,
so that shared borders show no seam.
"""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from game.ui.map.projection import Points

__all__ = ["Mask", "blur", "mask", "shrink", "stretch", "stroke"]

Mask = NDArray[np.float32]  # (height, width), 0 to 1

_GAP = 0.3  # pixels: what may lack at the outer side of a turn
_FLAT = 1e-9  # pixels: an edge that rises less covers nothing


def mask(rings: Iterable[Points], width: int, height: int, corner: tuple[float, float] = (0.0, 0.0)) -> Mask:
    """Return the covered part of each pixel.

    Parameters
    ----------
    rings : in pixels; an outer ring one way round, holes the other way. They need not be closed.
    width, height : of the mask.
    corner : where its first pixel lies.
    """
    loops = [np.asarray(ring, np.float64) - corner for ring in rings if len(ring) >= 3]
    if not loops:
        return np.zeros((height, width), np.float32)
    starts, ends = np.concatenate(loops), np.concatenate([np.roll(loop, -1, axis=0) for loop in loops])
    return _summed(starts, ends, width, height)


def stroke(
    lines: Sequence[Points], widths: float | Sequence[float], width: int, height: int,
    corner: tuple[float, float] = (0.0, 0.0),
) -> Mask:  # fmt: skip
    """Return the part of each pixel that lines of some width cover, with round joints."""
    each = [float(widths)] * len(lines) if isinstance(widths, int | float) else list(widths)
    quads = []
    for line, thick in zip(lines, each, strict=True):
        at = np.asarray(line, np.float64) - corner
        near = thick + 1.0
        low, high = at.min(axis=0), at.max(axis=0)
        if high[0] < -near or high[1] < -near or low[0] > width + near or low[1] > height + near:
            continue
        quads.append(_strip(at, thick))
        if thick > 1.2:
            quads.append(_joints(at, thick))
    rings = [group for group in quads if len(group)]
    if not rings:
        return np.zeros((height, width), np.float32)
    starts = np.concatenate([ring.reshape(-1, 2) for ring in rings])
    ends = np.concatenate([np.roll(ring, -1, axis=1).reshape(-1, 2) for ring in rings])
    return _summed(starts, ends, width, height)


def _strip(at: Points, thick: float) -> NDArray[np.float64]:
    """Return one rectangle for each piece of a line, (N, 4, 2)."""
    step = np.diff(at, axis=0)
    length = np.hypot(step[:, 0], step[:, 1])
    real = length > 1e-9
    a, b, step, length = at[:-1][real], at[1:][real], step[real], length[real]
    side = np.stack([-step[:, 1], step[:, 0]], axis=1) / length[:, None] * (thick / 2)
    return np.stack([a + side, a - side, b - side, b + side], axis=1)


def _joints(at: Points, thick: float) -> NDArray[np.float64]:
    """Return a disc for each end and each turn of a line, (N, corners, 2), as many-cornered as its size needs."""
    at = at[_turns(at, thick)]
    turn = np.linspace(0, 2 * np.pi, 8 if thick < 4 else 16, endpoint=False)
    disc = np.stack([np.cos(turn), np.sin(turn)], axis=1) * (thick / 2)
    return at[:, None, :] + disc[None]


def _turns(at: Points, thick: float) -> NDArray[np.bool_]:
    """Return at which points the rectangles of a line would leave a gap that can be seen, and its two ends."""
    step = np.diff(at, axis=0)
    x, y = step[:-1].T
    then_x, then_y = step[1:].T
    angle = np.abs(np.arctan2(x * then_y - y * then_x, x * then_x + y * then_y))
    return np.concatenate([[True], angle * (thick / 2) > _GAP, [True]])


def _summed(starts: Points, ends: Points, width: int, height: int) -> Mask:
    sums = np.cumsum(_cells(starts, ends, width, height), axis=1, dtype=np.float32)[:, :width]
    return np.minimum(np.abs(sums), np.float32(1.0))


def _cells(starts: Points, ends: Points, width: int, height: int) -> NDArray[np.float64]:
    top, bottom = np.minimum(starts[:, 1], ends[:, 1]), np.maximum(starts[:, 1], ends[:, 1])
    counts = (bottom - top > _FLAT) & (bottom > 0) & (top < height) & (np.minimum(starts[:, 0], ends[:, 0]) < width)
    starts, ends = starts[counts], ends[counts]
    if not len(starts):
        return np.zeros((height, width + 2))
    starts, ends = _cut(*_inside_rows(starts, ends, height), axis=1)
    left = np.maximum(starts[:, 0], ends[:, 0]) <= 0  # all of its height counts from the first column on
    starts[left, 0] = ends[left, 0] = 0.0
    seen = np.minimum(starts[:, 0], ends[:, 0]) < width
    starts, ends = _cut(starts[seen], ends[seen], axis=0)
    row = np.clip(np.floor((starts[:, 1] + ends[:, 1]) / 2), 0, height - 1).astype(np.int64)
    x = np.clip((starts[:, 0] + ends[:, 0]) / 2, 0, width)
    column = np.minimum(np.floor(x), width).astype(np.int64)
    tall, beyond = ends[:, 1] - starts[:, 1], x - column
    cell = row * (width + 2) + column
    size = height * (width + 2)
    after = tall * beyond
    cells = np.bincount(np.concatenate([cell, cell + 1]), np.concatenate([tall - after, after]), size)
    return np.asarray(cells.reshape(height, width + 2), np.float64)


def _inside_rows(starts: Points, ends: Points, height: int) -> tuple[Points, Points]:
    """Cut off what lies above and below: it covers nothing here."""
    step = ends - starts
    top, bottom = (0.0 - starts[:, 1]) / step[:, 1], (height - starts[:, 1]) / step[:, 1]
    first = np.clip(np.minimum(top, bottom), 0.0, 1.0)[:, None]
    last = np.clip(np.maximum(top, bottom), 0.0, 1.0)[:, None]
    return starts + step * first, starts + step * last


def _cut(starts: Points, ends: Points, axis: int) -> tuple[Points, Points]:
    """Cut pieces at every whole number of one axis."""
    low = np.minimum(starts[:, axis], ends[:, axis])
    high = np.maximum(starts[:, axis], ends[:, axis])
    first = np.floor(low) + 1
    cuts = np.maximum(np.ceil(high) - first, 0).astype(np.int64)
    if not cuts.any():
        return starts.copy(), ends.copy()
    piece = np.repeat(np.arange(len(cuts)), cuts + 1)
    number = np.arange(len(piece)) - np.repeat(np.cumsum(cuts + 1) - (cuts + 1), cuts + 1)
    step = (ends - starts)[piece]
    begin, along = starts[piece], step[:, axis]
    rising = along >= 0
    span = np.where(np.abs(along) < _FLAT, 1.0, along)

    def part(k: NDArray[np.int64]) -> NDArray[np.float64]:
        at = np.where(rising, first[piece] + k - 1, first[piece] + cuts[piece] - k)
        inner = (at - begin[:, axis]) / span
        return np.where(k == 0, 0.0, np.where(k == cuts[piece] + 1, 1.0, inner))

    return begin + part(number)[:, None] * step, begin + part(number + 1)[:, None] * step


def blur(image: Mask, radius: int, passes: int = 3) -> Mask:
    """Blur with a box, several times over, which comes close to a bell; edges go on as they end."""
    if radius < 1:
        return image
    for _ in range(passes):
        for axis in (0, 1):
            before = np.repeat(np.take(image, [0], axis), radius + 1, axis)
            after = np.repeat(np.take(image, [-1], axis), radius, axis)
            sums = np.cumsum(np.concatenate([before, image, after], axis=axis), axis=axis, dtype=np.float64)
            count, span = image.shape[axis], 2 * radius + 1
            upper, lower = (slice(span, span + count), slice(0, count))
            both = (sums[upper] - sums[lower]) if axis == 0 else (sums[:, upper] - sums[:, lower])
            image = (both / span).astype(np.float32)
    return image


def shrink(image: Mask, factor: int) -> Mask:
    """Return the means of squares of `factor` pixels; what is left over at the far edges joins the last ones."""
    height, width = image.shape
    rows, columns = np.arange(0, height, factor), np.arange(0, width, factor)
    sums = np.add.reduceat(np.add.reduceat(image, rows, axis=0), columns, axis=1)
    tall = np.diff(np.append(rows, height)).astype(np.float32)
    wide = np.diff(np.append(columns, width)).astype(np.float32)
    return np.asarray(sums / (tall[:, None] * wide[None, :]), np.float32)


def stretch(image: Mask, factor: int, width: int, height: int) -> Mask:
    """Return a larger image, even between the middles of the small one's pixels: the way back from `shrink`."""

    def along(count: int, small: int) -> tuple[NDArray[np.int64], NDArray[np.int64], Mask]:
        at = np.clip((np.arange(count) + 0.5) / factor - 0.5, 0, small - 1)
        low = np.floor(at).astype(np.int64)
        return low, np.minimum(low + 1, small - 1), (at - low).astype(np.float32)

    low, high, part = along(height, image.shape[0])
    rows = image[low] + (image[high] - image[low]) * part[:, None]
    low, high, part = along(width, image.shape[1])
    left, right = rows[:, low], rows[:, high]
    return np.asarray(left + (right - left) * part[None, :], np.float32)
