"""Elements whose shape hangs on more than what they hold: on the width that they get, on what takes turns with them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pygame import Rect

from game.ui.kit.base import Element, Kit, Size
from game.ui.kit.node import Node

__all__ = ["RoomFor", "Shaped"]


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


@dataclass(frozen=True)
class RoomFor:
    """An element in as much height as the highest of several needs, so that nothing moves when they take turns."""

    child: Element
    others: Sequence[Element]

    def size(self, kit: Kit, width: int) -> Size:
        """Return the width of the element and the height of the highest."""
        return kit.measure(self.child, width)[0], max(kit.measure(one, width)[1] for one in (self.child, *self.others))

    def place(self, kit: Kit, rect: Rect) -> Node:
        """Place the element at the top."""
        return self.child.place(kit, Rect(rect.topleft, (rect.w, kit.measure(self.child, rect.w)[1])))
