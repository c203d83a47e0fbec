"""An element that takes another shape when it gets another width."""

from collections.abc import Callable
from dataclasses import dataclass

from pygame import Rect

from game.ui.kit.base import Element, Kit, Size
from game.ui.kit.node import Node

__all__ = ["Shaped"]


@dataclass(frozen=True)
class Shaped:
    """What `make` returns for a width: two columns where there is room, one where there is not."""

    make: Callable[[Kit, int], Element]

    def _made(self, kit: Kit, width: int) -> Element:
        made: Element = kit.memory.made(self, lambda: self.make(kit, width), width)
        return made

    def size(self, kit: Kit, width: int) -> Size:
        """Return the size that the shape for this width wants."""
        return kit.measure(self._made(kit, width), width)

    def place(self, kit: Kit, rect: Rect) -> Node:
        """Place the shape for this width."""
        return self._made(kit, rect.w).place(kit, rect)
