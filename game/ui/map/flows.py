"""Flows: bows from the dock of a power to a state, and what hides parts of a line."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from game.ui.map.docks import dock_side
from game.ui.map.labels import Box
from game.ui.map.lines import Curve, arc, curve
from game.ui.map.names import Names
from game.ui.map.picture import Flow

__all__ = ["Run", "bow", "hidden"]

_BEND = 0.13  # the height of a bow, as a part of its length


@dataclass(frozen=True)
class Run:
    """A flow on the picture."""

    flow: Flow
    curve: Curve
    hidden: NDArray[np.bool_]


def bow(names: Names, power: str, state: str) -> Curve | None:
    """Return the line from a dock to a state; None if either is not seen."""
    if power not in names.docks or state not in names.anchors:
        return None
    box, end = names.docks[power], names.anchors[state]
    start = dock_side(box, end)
    return curve(arc(start, end, _BEND if end[0] >= start[0] else -_BEND))


def hidden(line: Curve, boxes: Iterable[Box], margin: float) -> NDArray[np.bool_]:
    """Tell at which points of a curve something written stands before it."""
    found = np.zeros(len(line.points), bool)
    x, y = line.points[:, 0], line.points[:, 1]
    for left, top, wide, tall in boxes:
        found |= (x > left - margin) & (x < left + wide + margin) & (y > top - margin) & (y < top + tall + margin)
    return found
