"""What every element has at hand while it places itself, and what an element is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from pygame import Rect

from game.ui.kit.canvas import Canvas
from game.ui.kit.glide import Memory
from game.ui.kit.node import Node
from game.ui.kit.type import Typesetter
from game.ui.theme import LIGHT, MOTION, Hue, Motion, Theme

__all__ = ["Composed", "Element", "Kit", "Size"]

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
    initials: Mapping[str, str] = field(default_factory=dict)  # by actor: what stands for a flag that it has not
    window: Size = (1280, 800)
    numbers_in_words: bool = False  # chances are said in words too
    memory: Memory = field(default_factory=Memory)
    focus: Callable[[str], None] = lambda name: None  # gives the focus to the node with an id
    changed: Callable[[], None] = lambda: None  # has the screen built anew
    _sizes: dict[tuple[int, int], tuple["Element", Size]] = field(default_factory=dict)

    def measure(self, element: "Element", width: int) -> Size:
        """Return the size that an element wants; asked once in a building, however often it is needed."""
        key = (id(element), width)
        if key not in self._sizes:
            self._sizes[key] = element, element.size(self, width)  # kept, so that no other element gets its id
        return self._sizes[key][1]

    def forget_sizes(self) -> None:
        """Begin a new building."""
        self._sizes.clear()
        self.memory.forget_made()

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

    def flag(self, canvas: Canvas, actor: str, rect: Rect) -> None:
        """Draw the flag of an actor, or its initials in its colour, into a rectangle."""
        hue = canvas.theme.hues.get(self.hues.get(actor, ""))
        canvas.flag(self.flags.get(actor, ""), rect, self.initials.get(actor, ""), hue)

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


class Composed:
    """An element that is made of others: it says which, by `element`."""

    def element(self, kit: Kit) -> Element:
        """Return what it is made of."""
        raise NotImplementedError

    def size(self, kit: Kit, width: int) -> Size:
        """Return the size that its parts want."""
        return self._made(kit).size(kit, width)

    def place(self, kit: Kit, rect: Rect) -> Node:
        """Place its parts."""
        return self._made(kit).place(kit, rect)

    def _made(self, kit: Kit) -> Element:
        made: Element = kit.memory.made(self, lambda: self.element(kit))
        return made
