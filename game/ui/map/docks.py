"""Docks: the places at the edge of the frame for powers that lie outside, each in its direction."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from game.ui.map.coverage import Mask
from game.ui.map.labels import Box, Layout, box_means

__all__ = ["dock_side", "place_docks"]

_GAP = 8  # pixels between docks, and around other things
_STEP = 8.0  # pixels between the places that are tried along the edge


def place_docks(
    wanted: Mapping[str, tuple[float, float] | None], sizes: Mapping[str, tuple[int, int]], layout: Layout,
    states: Mask, step: int,
) -> dict[str, Box]:  # fmt: skip
    """Give each dock a place at the edge of the room, near the line to its power.

    Parameters
    ----------
    wanted : where each power lies, in pixels, mostly far outside; None where nobody knows.
    sizes : of the docks.
    layout : with what is taken; the docks are taken from it.
    states : how much of each coarse cell of the picture the states cover: docks keep off them.
    step : pixels a cell.
    """
    x, y, wide, tall = layout.room
    middle = (x + wide / 2, y + tall / 2)
    found: dict[str, Box] = {}
    for number, (power, at) in enumerate(wanted.items()):
        if at is None:
            turn = 2 * np.pi * (number + 0.5) / len(wanted)
            at = (middle[0] + 1e5 * float(np.sin(turn)), middle[1] - 1e5 * float(np.cos(turn)))
        size = sizes[power]
        corners = _edge(layout.room, size)
        free = layout.free(corners - _GAP, (size[0] + 2 * _GAP, size[1] + 2 * _GAP), inside=False)
        free &= layout.free(corners, size)
        if not free.any():
            continue
        corners = corners[free]
        ideal = _leaves_at(at, layout.room, size, middle)
        cost = np.hypot(corners[:, 0] - ideal[0], corners[:, 1] - ideal[1])
        cost = cost + 600.0 * _covered(corners, size, states, step)
        best = corners[int(np.argmin(cost))]
        found[power] = (float(best[0]), float(best[1]), float(size[0]), float(size[1]))
        layout.take([found[power]])
    return found


def _edge(room: Box, size: tuple[int, int]) -> NDArray[np.float64]:
    """Return the corners of a box that goes all round along the inside of the edge."""
    x, y, wide, tall = room
    across = np.arange(0.0, max(wide - size[0], 0.0) + 1, _STEP) + x
    down = np.arange(0.0, max(tall - size[1], 0.0) + 1, _STEP) + y
    right, bottom = x + wide - size[0], y + tall - size[1]
    sides = [(across, np.full(len(across), y)), (across, np.full(len(across), bottom)),
             (np.full(len(down), x), down), (np.full(len(down), right), down)]  # fmt: skip
    return np.concatenate([np.stack(side, axis=1) for side in sides])


def _leaves_at(
    at: tuple[float, float], room: Box, size: tuple[int, int], middle: tuple[float, float]
) -> tuple[float, float]:
    """Return the corner of the box where the line from the middle to a point leaves the room."""
    dx, dy = at[0] - middle[0], at[1] - middle[1]
    half_x, half_y = (room[2] - size[0]) / 2, (room[3] - size[1]) / 2
    part = min(half_x / max(abs(dx), 1e-6), half_y / max(abs(dy), 1e-6))
    return middle[0] + dx * part - size[0] / 2, middle[1] + dy * part - size[1] / 2


def _covered(corners: NDArray[np.float64], size: tuple[int, int], states: Mask, step: int) -> NDArray[np.float64]:
    """Return how much of each box lies over states, 0 to 1."""
    wide, tall = max(1, -(-size[0] // step)), max(1, -(-size[1] // step))
    padded = np.pad(states, ((0, tall), (0, wide)))
    at = np.clip(corners // step, 0, (states.shape[1] - 1, states.shape[0] - 1)).astype(np.int64)
    return np.asarray(box_means(padded, wide, tall)[at[:, 1], at[:, 0]], np.float64)


def dock_side(box: Box, towards: tuple[float, float]) -> tuple[float, float]:
    """Return the point on the outline of a dock from which a line to somewhere starts."""
    x, y, wide, tall = box
    middle = (x + wide / 2, y + tall / 2)
    dx, dy = towards[0] - middle[0], towards[1] - middle[1]
    part = min(wide / 2 / max(abs(dx), 1e-6), tall / 2 / max(abs(dy), 1e-6), 1.0)
    return middle[0] + dx * part, middle[1] + dy * part
