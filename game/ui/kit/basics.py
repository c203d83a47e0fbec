"""The elements that most screens are made of: text, icons, flags, buttons, keys, rows to choose."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from pygame import Rect

from game.ui.kit.base import Element, Kit, Size
from game.ui.kit.boxes import Pad
from game.ui.kit.canvas import Align, Canvas
from game.ui.kit.node import Act, Mood, Node, Role

__all__ = ["Button", "Flag", "Icon", "KeyCap", "Press", "Text"]

_EVEN = 4  # lines up to which words in the middle are set about equally long
Kind = Literal["primary", "secondary", "quiet", "accent", "danger"]


@dataclass(frozen=True)
class Text:
    """Words that wrap; `colour` is a name of the theme. Text is never cut."""

    words: str
    style: str = "body"
    colour: str = "ink"
    align: Align = "left"
    role: Role = "text"

    def size(self, kit: Kit, width: int) -> Size:
        """Return the width of the longest line and the height of all."""
        if kit.type.width(self.words, self.style) <= width and "\n" not in self.words:
            return kit.type.width(self.words, self.style), kit.type.line_height(self.style)
        lines = kit.type.wrap(self.words, self.style, max(1, width))
        wide = max((kit.type.width(line, self.style) for line in lines), default=0)
        return min(width, wide), len(lines) * kit.type.line_height(self.style)

    def _lines(self, kit: Kit, width: int) -> tuple[str, ...]:
        """Return the words in lines; in the middle of their place all about as long, so that no word stands alone."""
        lines = kit.type.wrap(self.words, self.style, width)
        if self.align != "centre" or not 2 <= len(lines) <= _EVEN:
            return lines
        low, high = 1, width  # the least width that needs no line more
        while low < high:
            middle = (low + high) // 2
            fits = len(kit.type.wrap(self.words, self.style, middle)) <= len(lines)
            low, high = (low, middle) if fits else (middle + 1, high)
        return kit.type.wrap(self.words, self.style, low)

    def place(self, kit: Kit, rect: Rect) -> Node:
        """Place the lines from the top; a single line in the middle."""
        lines = self._lines(kit, max(1, rect.w)) if self.words else ()
        height = kit.type.line_height(self.style)

        def paint(canvas: Canvas, area: Rect, mood: Mood) -> None:
            colour = getattr(canvas.theme, self.colour)
            y = area.y if len(lines) > 1 else area.y + (area.h - height) // 2
            for at, line in enumerate(lines):
                canvas.text(line, Rect(area.x, y + at * height, area.w, height), self.style, colour, self.align)

        needed = max((kit.type.width(line, self.style) for line in lines), default=0)
        return Node(rect, self.role, name=self.words, value="", paint=paint,
                    overflow=needed > rect.w or len(lines) * height > rect.h)  # fmt: skip


@dataclass(frozen=True)
class Icon:
    """An icon; with a `name` it says what it means."""

    icon: str
    pixels: float = 18
    colour: str = "dim"
    name: str = ""

    def size(self, kit: Kit, width: int) -> Size:
        """Return a square."""
        return kit.em(self.pixels), kit.em(self.pixels)

    def place(self, kit: Kit, rect: Rect) -> Node:
        """Place the icon."""
        return Node(rect, "mark" if self.name else "picture", name=self.name,
                    paint=lambda c, r, m: c.icon(self.icon, r, getattr(c.theme, self.colour)))  # fmt: skip


@dataclass(frozen=True)
class Flag:
    """The flag of an actor, beside its name and never instead of it."""

    actor: str
    pixels: float = 24

    def size(self, kit: Kit, width: int) -> Size:
        """Return a square."""
        return kit.em(self.pixels), kit.em(self.pixels)

    def place(self, kit: Kit, rect: Rect) -> Node:
        """Place the flag."""
        return Node(rect, "picture", paint=lambda c, r, m: kit.flag(c, self.actor, r))


@dataclass(frozen=True)
class KeyCap:
    """The key of an action, as it is called on the keyboard."""

    action: str
    on: str = "ink"  # the colour it is drawn in

    def _label(self, kit: Kit) -> str:
        return kit.keys.get(self.action, "")

    def size(self, kit: Kit, width: int) -> Size:
        """Return the size of the key; nothing if the action has none."""
        label = self._label(kit)
        if not label:
            return 0, 0
        height = kit.em(22)
        return max(height, kit.type.width(label, "label") + kit.em(12)), height

    def place(self, kit: Kit, rect: Rect) -> Node:
        """Place the key."""
        label = self._label(kit)

        def paint(canvas: Canvas, area: Rect, mood: Mood) -> None:
            if label:
                colour = getattr(canvas.theme, self.on)
                canvas.ring(area, 5, 1, colour)
                canvas.text(label, area, "label", colour, "centre")

        return Node(rect, "picture", value=label, paint=paint)


@dataclass(frozen=True)
class Press:
    """Anything that can be pressed: an element on a ground that shows focus, hovering and choice.

    `fill` is the ground ("" for none), `chosen` frames it, `keys` are further keys while it has the focus.
    """

    child: Element
    id: str
    name: str
    press: Act | None = None
    role: Role = "button"
    value: str = ""
    chosen: bool | None = None
    why_not: str = ""
    hint: str = ""
    fill: str = "sunken"
    chosen_fill: str = "raised"
    radius: int = 9
    pad_x: float = 12
    pad_y: float = 8
    keys: Mapping[str, Act] | None = None
    least: float = 34  # height at 100 %
    action: str = ""
    ticked: bool | None = None  # of a tick or switch: it shows by itself whether it is on
    hatched: str = ""  # the colour of a faint hatch on its ground

    def size(self, kit: Kit, width: int) -> Size:
        """Return the child's size with the space around it, at least as high as a finger needs."""
        w, h = Pad(self.child, self.pad_x, self.pad_y).size(kit, width)
        return w, max(h, kit.em(self.least))

    def place(self, kit: Kit, rect: Rect) -> Node:
        """Place the ground and the child in the middle of it."""
        inner = rect.inflate(-2 * kit.px(self.pad_x), -2 * kit.px(self.pad_y))
        height = kit.measure(self.child, inner.w)[1]
        area = Rect(inner.x, rect.y + (rect.h - height) // 2, inner.w, height)
        child = self.child.place(kit, area)
        return Node(
            rect, self.role, self.id, self.name, self.value, self.why_not, self.hint, paint=self._paint,
            press=None if self.why_not else self.press, keys=self.keys, children=(_silent(child),),
            chosen=self.ticked if self.chosen is None else self.chosen,
            ring=self.radius, action=self.action, overflow=height > rect.h,
        )  # fmt: skip

    def _paint(self, canvas: Canvas, area: Rect, mood: Mood) -> None:
        theme = canvas.theme
        fill = self.chosen_fill if self.chosen else self.fill
        usable = self.press is not None and not self.why_not
        edge = theme.ink if self.chosen else theme.outline if mood.hovered and usable else None
        if fill:
            canvas.box(area, getattr(theme, fill), self.radius, edge=edge, width=2 if self.chosen else 1)
        elif edge:
            canvas.ring(area, self.radius, 1, edge)
        if self.hatched:
            canvas.faintly_hatched(area, getattr(theme, self.hatched), self.radius)
        if mood.pressed and usable:
            canvas.ring(area.inflate(-4, -4), self.radius, 2, theme.ink)


def _silent(node: Node) -> Node:
    """Return a node whose words are said by what holds it: they stay for the layout's sake, as decoration."""
    return node.with_(
        role="picture" if node.role in ("text", "group", "mark") else node.role,
        children=tuple(_silent(child) for child in node.children),
    )


@dataclass(frozen=True)
class Button:
    """A button with a word, and an icon and a key if it has them. `action` names its key."""

    words: str
    id: str
    press: Act | None = None
    kind: Kind = "secondary"
    icon: str = ""
    action: str = ""
    why_not: str = ""
    accent: str = ""  # of kind "accent": the actor whose colour it has
    fill: bool = False  # as wide as its place

    def _parts(self, kit: Kit) -> tuple[int, int, Size]:
        icon = kit.em(18) + kit.em(8) if self.icon else 0
        key = KeyCap(self.action).size(kit, 10**6) if self.action else (0, 0)
        return icon, kit.type.width(self.words, "strong"), (key[0] + kit.em(10) if key[0] else 0, key[1])

    def size(self, kit: Kit, width: int) -> Size:
        """Return the width of everything in a line; long words wrap."""
        icon, words, (key, _) = self._parts(kit)
        whole = icon + words + key + 2 * kit.em(14)
        if whole <= width:
            return (width if self.fill else whole), kit.em(38)
        lines = kit.type.wrap(self.words, "strong", max(1, width - icon - key - 2 * kit.em(14)))
        return width, max(kit.em(38), len(lines) * kit.type.line_height("strong") + kit.em(14))

    def place(self, kit: Kit, rect: Rect) -> Node:
        """Place the button."""
        return Node(rect, "button", self.id, self.words, kit.keys.get(self.action, ""), self.why_not,
                    action=self.action, paint=lambda c, r, m: self._paint(kit, c, r, m),
                    press=None if self.why_not else self.press, overflow=self._cut(kit, rect))  # fmt: skip

    def _cut(self, kit: Kit, rect: Rect) -> bool:
        w, h = self.size(kit, rect.w)
        return w > rect.w or h > rect.h + 1

    def _paint(self, kit: Kit, canvas: Canvas, area: Rect, mood: Mood) -> None:
        theme = canvas.theme
        ink = self._ground(kit, canvas, area, mood)
        icon, words, (key, high) = self._parts(kit)
        lines = kit.type.wrap(self.words, "strong", max(1, area.w - icon - key - 2 * kit.em(14)))
        words = max(kit.type.width(line, "strong") for line in lines)
        x = area.centerx - (icon + words + key) // 2
        if self.icon:
            canvas.icon(self.icon, Rect(x, area.y, kit.em(18), area.h), ink)
        height = kit.type.line_height("strong")
        y = area.centery - height * len(lines) // 2
        for at, line in enumerate(lines):
            canvas.text(line, Rect(x + icon, y + at * height, words, height), "strong", ink)
        if key:
            cap = Rect(x + icon + words + kit.em(10), area.centery - high // 2, key - kit.em(10), high)
            canvas.ring(cap, 5, 1, ink)
            canvas.text(kit.keys[self.action], cap, "label", ink, "centre")
        if mood.pressed and not self.why_not:
            canvas.ring(area.inflate(-6, -6), 7, 2, ink if self.kind == "primary" else theme.ink)

    def _ground(self, kit: Kit, canvas: Canvas, area: Rect, mood: Mood) -> tuple[int, int, int]:
        """Paint the ground; return the colour of what is written on it."""
        theme = canvas.theme
        if self.why_not:
            canvas.box(area, theme.sunken, 9, edge=theme.line)
            return theme.dim
        if self.kind == "accent":
            hue = kit.hue(self.accent)
            canvas.box(area, hue.fill, 9, edge=hue.ink, width=2 if mood.hovered else 1)
            if mood.hovered:
                canvas.ring(area.inflate(4, 4), 11, 1, theme.ink)
            return theme.on(hue.fill)
        grounds = {"primary": theme.ink, "secondary": theme.raised, "quiet": None, "danger": theme.bad}
        ground = grounds[self.kind]
        edge = theme.outline if self.kind == "secondary" or (self.kind == "quiet" and mood.hovered) else None
        if edge and mood.hovered:
            edge = theme.ink
        if ground is not None or edge is not None:
            canvas.box(area, ground, 9, edge=edge)
        if mood.hovered and self.kind in ("primary", "danger"):
            canvas.ring(area.inflate(4, 4), 11, 1, theme.ink)
        return theme.panel if self.kind in ("primary", "danger") else theme.ink
