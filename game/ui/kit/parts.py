"""Three parts of a screen side by side, fewer where text is large: the rest is behind tabs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pygame import Rect

from game.ui.kit.base import Composed, Element, Kit, Size
from game.ui.kit.boxes import Column, Grid, Grow, Panel
from game.ui.kit.choices import Option, Tabs
from game.ui.kit.node import Node
from game.ui.words import _

__all__ = ["OneOf", "Part", "Parts", "places"]


@dataclass(frozen=True)
class Part:
    """A part of a screen: left to choose, middle to shape, right for what follows."""

    id: str
    words: str  # on its tab
    element: Element
    weight: float = 1.0
    icon: str = ""


def places(kit: Kit) -> int:
    """Return how many parts stand side by side: three, two with large text, one with very large text."""
    return 1 if kit.text_scale >= 1.7 else 2 if kit.text_scale >= 1.45 else 3


@dataclass(frozen=True)
class Parts:
    """Parts of a screen. Where not all fit, the first stays and tabs choose among the others; or tabs choose among all.

    `shown` is the part that a tab has chosen, `show` reports the choice. The scene keeps it.
    """

    id: str
    parts: Sequence[Part]
    shown: str
    show: Callable[[str], None]
    gap: float = 16

    def size(self, kit: Kit, width: int) -> Size:
        """Return all of the width and the height of the highest part."""
        return width, kit.measure(self._element(kit), width)[1]

    def place(self, kit: Kit, rect: Rect) -> Node:
        """Place the parts that there is room for."""
        return self._element(kit).place(kit, rect)

    def _element(self, kit: Kit) -> Element:
        made: Element = kit.memory.made(self, lambda: self._make(kit))
        return made

    def _make(self, kit: Kit) -> Element:
        room = places(kit)
        if room >= len(self.parts):
            weights = [part.weight for part in self.parts]
            return Grid([part.element for part in self.parts], len(self.parts), self.gap, weights=weights)
        if room == 1:
            return self._tabbed(self.parts, digits=True)
        first, others = self.parts[0], self.parts[1:]
        weight = max(part.weight for part in others)
        return Grid([first.element, self._tabbed(others)], 2, self.gap, weights=(first.weight, weight))

    def _tabbed(self, parts: Sequence[Part], digits: bool = False) -> Element:
        return OneOf(parts, self.shown, self.show, self.id, digits)


@dataclass(frozen=True)
class OneOf(Composed):
    """One part of a screen at a time; tabs choose it."""

    parts: Sequence[Part]
    shown: str
    show: Callable[[str], None]
    id: str = "parts"
    digits: bool = False

    def element(self, kit: Kit) -> Element:
        """Return the tabs and the part that is shown."""
        now = next((part for part in self.parts if part.id == self.shown), self.parts[0])
        options = [Option(part.id, part.words, part.icon) for part in self.parts]
        tabs = Tabs(self.id, _("parts of the screen"), options, now.id, self.show, self.digits)
        return Column([Panel(tabs, "", 8, 0), Grow(now.element)], gap=8)
