"""A sheet of shaded relief: grey values over a part of the world, north up."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from game.ui.map.projection import Box

__all__ = ["Sheet"]

_MOST_HALVINGS = 5


@dataclass(frozen=True)
class Sheet:
    """Grey values, even in longitude and latitude."""

    box: Box
    density: float  # pixels a degree
    grey: NDArray[np.uint8]  # (height, width)

    @cached_property
    def _halved(self) -> "Sheet":
        """Return the sheet at half its density."""
        height, width = (length // 2 * 2 for length in self.grey.shape)
        whole = self.grey[:height, :width].astype(np.uint16)
        mean = (whole[::2, ::2] + whole[1::2, ::2] + whole[::2, 1::2] + whole[1::2, 1::2] + 2) // 4
        return Sheet(self.box, self.density / 2, np.ascontiguousarray(mean, np.uint8))

    def fitting(self, wanted: float) -> "Sheet":
        """Return it with about as many pixels a degree as are wanted: many more would be seen as noise."""
        over = self.density / max(wanted, 1e-6)
        found = self
        for _ in range(min(_MOST_HALVINGS, max(0, round(float(np.log2(over)))))):
            found = found._halved
        return found
