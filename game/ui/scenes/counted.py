"""How many numbers of a scenario rest on what, as one bar."""

from collections.abc import Mapping
from dataclasses import dataclass

from pygame import Rect

from game.ui.kit.base import Kit, Size
from game.ui.kit.canvas import Canvas
from game.ui.kit.marks import Basis, basis_look, basis_word
from game.ui.kit.node import Mood, Node
from game.ui.words import number

__all__ = ["BasisBar"]

_KINDS: tuple[Basis, ...] = ("evidence", "data", "assumption")


@dataclass(frozen=True)
class BasisBar:
    """Counts of numbers by basis, side by side; each that there is can be seen, however small its part."""

    counts: Mapping[str, int]

    def size(self, kit: Kit, width: int) -> Size:
        """Return all of the width."""
        return width, kit.em(16)

    def place(self, kit: Kit, rect: Rect) -> Node:
        """Place the bar."""
        said = ", ".join(f"{basis_word(kind)} {number(self.counts.get(kind, 0))}" for kind in _KINDS)

        def paint(canvas: Canvas, area: Rect, mood: Mood) -> None:
            there = [kind for kind in _KINDS if self.counts.get(kind, 0)]
            least, gap = kit.em(8), kit.px(3)
            room = area.w - least * len(there) - gap * max(0, len(there) - 1)
            total, x = sum(self.counts.get(kind, 0) for kind in there) or 1, area.x
            for kind in there:
                wide = least + room * self.counts[kind] // total
                part = Rect(x, area.y, wide, area.h)
                colour = getattr(canvas.theme, basis_look(kind)[1])
                if kind == "assumption":
                    canvas.hatched(part, colour, canvas.theme.panel, "slash", 4)
                else:
                    canvas.box(part, colour, 4)
                x += wide + gap

        return Node(rect, "meter", name=said, paint=paint)
