"""What lies over a screen: a panel in its middle, and a question with two answers."""

from collections.abc import Sequence
from dataclasses import dataclass

from pygame import Rect

from game.ui.kit.base import Composed, Element, Kit, Size
from game.ui.kit.basics import Button, Text
from game.ui.kit.boxes import Box, Column, Grow, Row, Together
from game.ui.kit.node import Act, Node
from game.ui.kit.scroll import Scroll

__all__ = ["Layer", "Question", "foot"]


@dataclass(frozen=True)
class Layer:
    """A panel in the middle of the window, as high as its content, at most as high as the window.

    `foot` stays below when the content has to be scrolled.
    """

    child: Element
    id: str
    width: float = 560
    name: str = ""
    foot: Element | None = None
    high: float | None = None  # at 100 %; None for as high as the content

    def size(self, kit: Kit, width: int) -> Size:
        """Return the whole window."""
        return kit.window

    def place(self, kit: Kit, rect: Rect) -> Node:
        """Place the panel."""
        margin = kit.px(16)
        wide = min(rect.w - 2 * margin, max(kit.px(self.width), kit.em(self.width)))
        inner = wide - 2 * kit.px(24)
        foot = kit.measure(self.foot, inner)[1] + kit.px(20) if self.foot is not None else 0
        high = kit.measure(self.child, inner)[1] + foot + 2 * kit.px(20)
        if self.high is not None:
            high = max(high, kit.px(self.high))
        area = Rect(0, 0, wide, min(high, rect.h - 2 * margin))
        area.center = rect.center
        parts: list[Element] = [Grow(Scroll(self.child, self.id))]
        if self.foot is not None:
            parts.append(self.foot)
        panel = Box(Column(parts, gap=20), "panel", 16, "line", 1.0, 18, 24, 20, "dialog", self.name)
        return Node(rect, children=(panel.place(kit, area),))


def foot(buttons: Sequence[Element], words: Element | None = None) -> Element:
    """Return the buttons of a layer: at the right, the one that matters most last, after words if there are any."""
    together = Together(buttons, gap=10, end=True)
    return together if words is None else Row([Grow(words), together], gap=12)


@dataclass(frozen=True)
class Question(Composed):
    """A question in the middle of the window, with its answers; Enter at once gives the one at the right."""

    id: str
    question: str
    words: str
    primary: str
    do: Act
    secondary: str = ""
    leave: Act | None = None
    danger: bool = False
    more: Sequence[Element] = ()  # between the words and the buttons

    def element(self, kit: Kit) -> Element:
        """Return the panel."""
        lines: list[Element] = [Text(self.question, "title")]
        if self.words:
            lines.append(Text(self.words, "body"))
        buttons: list[Element] = []
        if self.secondary:
            buttons.append(Button(self.secondary, f"{self.id}.no", self.leave, action="back"))
        buttons.append(
            Button(self.primary, f"{self.id}.yes", self.do, "danger" if self.danger else "primary", action="continue")
        )
        return Layer(Column([*lines, *self.more], gap=12), self.id, 480, self.question, foot(buttons))
