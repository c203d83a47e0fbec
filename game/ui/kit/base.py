"""What every element has at hand while it places itself, and what an element is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from pygame import Rect

from game.ui.kit.node import Node
from game.ui.kit.type import Typesetter
from game.ui.theme import LIGHT, MOTION, Hue, Motion, Theme

__all__ = ["Element", "Kit", "Size"]

Size = tuple[int, int]


@dataclass
class Kit:
    """The look of things at one size of window and text, and what the screen remembers between two buildings.

    `scale` multiplies lengths, `type.scale` text. `hues` and `flags` say how the actors of the scenario are drawn.
    """

    theme: Theme = LIGHT
    scale: float = 1.0
    type: Typesetter = field(default_factory=lambda: Typesetter(1.0))
    motion: Motion = "full"
    keys: Mapping[str, str] = field(default_factory=dict)  # what a key is called, by action
    scroll: dict[str, int] = field(default_factory=dict)  # by id of a scrolled area: pixels from its top
    hues: Mapping[str, str] = field(default_factory=dict)  # by power: the name of its hue
    flags: Mapping[str, str] = field(default_factory=dict)  # by actor: letters of its flag

    def px(self, length: float) -> int:
        """Return pixels for a length at 100 %."""
        return round(length * self.scale)

    def em(self, length: float) -> int:
        """Return pixels for a length that grows with the text."""
        return round(length * self.type.scale)

    @property
    def text_scale(self) -> float:
        """How large text is beside everything else: 1 to 2."""
        return self.type.scale / self.scale

    def hue(self, actor: str) -> Hue:
        """Return how a power is drawn; all others together have a hue too."""
        return self.theme.hues.get(self.hues.get(actor, ""), self.theme.others)

    def milliseconds(self, motion: str) -> int:
        """Return how long a motion takes, 0 where motion is off."""
        return MOTION[motion][("full", "calm", "none").index(self.motion)]


class Element(Protocol):
    """Something that can say how large it wants to be, and place itself."""

    def size(self, kit: Kit, width: int) -> Size:
        """Return the wanted width and height, in pixels, if at most `width` is to be had."""
        ...

    def place(self, kit: Kit, rect: Rect) -> Node:
        """Return what is on the screen in a rectangle."""
        ...
