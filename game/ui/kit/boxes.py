"""Elements that hold others: columns, rows, grids, panels, layers, scrolled areas. All distances are theirs."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pygame import Rect

from game.ui.kit.base import Element, Kit, Size
from game.ui.kit.canvas import Canvas
from game.ui.kit.node import Mood, Node, Role
from game.ui.theme import Colour

__all__ = ["Box", "Column", "Fixed", "Gap", "Grid", "Grow", "Pad", "Panel", "Row", "Rule", "Stack", "Together"]

Across = Literal["start", "centre", "end", "fill"]


@dataclass(frozen=True)
class Gap:
    """Nothing, of some size at 100 %."""

    width: float = 0
    height: float = 0

    def size(self, kit: Kit, width: int) -> Size:
        """Return its size."""
        return min(width, kit.px(self.width)), kit.px(self.height)

    def place(self, kit: Kit, rect: Rect) -> Node:
        """Place nothing."""
        return Node(rect)


@dataclass(frozen=True)
class Grow:
    """An element that takes its part of what is left over in a row or column; by itself it is a spring."""

    child: Element = Gap()
    weight: float = 1.0

    def size(self, kit: Kit, width: int) -> Size:
        """Return the size that its child wants."""
        return kit.measure(self.child, width)

    def place(self, kit: Kit, rect: Rect) -> Node:
        """Place its child in all of the rectangle."""
        return self.child.place(kit, rect)


@dataclass(frozen=True)
class Fixed:
    """An element with a width or height at 100 % that it keeps, whatever it wants; with `text` it grows with text."""

    child: Element
    width: float | None = None
    height: float | None = None
    text: bool = False

    def size(self, kit: Kit, width: int) -> Size:
        """Return its size."""
        scale = kit.em if self.text else kit.px
        wide = min(width, scale(self.width)) if self.width is not None else None
        w, h = kit.measure(self.child, width if wide is None else wide)
        return (w if wide is None else wide), (h if self.height is None else scale(self.height))

    def place(self, kit: Kit, rect: Rect) -> Node:
        """Place its child."""
        return self.child.place(kit, rect)


@dataclass(frozen=True)
class Column:
    """Elements one below another. Those in `Grow` share what height is left."""

    children: Sequence[Element]
    gap: float = 8
    across: Across = "fill"
    role: Role = "group"
    name: str = ""

    def size(self, kit: Kit, width: int) -> Size:
        """Return the widest width and the sum of heights."""
        sizes = [kit.measure(child, width) for child in self.children]
        gaps = kit.px(self.gap) * max(0, len(sizes) - 1)
        return max((w for w, _ in sizes), default=0), sum(h for _, h in sizes) + gaps

    def place(self, kit: Kit, rect: Rect) -> Node:
        """Place the children from the top."""
        sizes = [kit.measure(child, rect.w) for child in self.children]
        gap = kit.px(self.gap)
        spare = rect.h - sum(h for _, h in sizes) - gap * max(0, len(sizes) - 1)
        extra = _shares(self.children, spare, [h for _, h in sizes])
        nodes, y = [], rect.y
        for child, (w, h), more in zip(self.children, sizes, extra, strict=True):
            nodes.append(child.place(kit, _across(rect, y, w, h + more, self.across)))
            y += h + more + gap
        overflow = bool(nodes) and y - gap > rect.bottom + 1
        return Node(rect, self.role, name=self.name, children=tuple(nodes), overflow=overflow)


def _across(rect: Rect, y: int, w: int, h: int, across: Across) -> Rect:
    if across == "fill":
        return Rect(rect.x, y, rect.w, h)
    w = min(w, rect.w)
    x = {"start": rect.x, "centre": rect.x + (rect.w - w) // 2, "end": rect.right - w}[across]
    return Rect(x, y, w, h)


def _shares(children: Sequence[Element], spare: int, sizes: Sequence[int]) -> list[int]:
    """Return what each growing child gets of what is left over; what lacks is taken from them."""
    weights = [child.weight if isinstance(child, Grow) else 0.0 for child in children]
    total = sum(weights)
    if total <= 0:
        return [0] * len(sizes)
    if spare < 0:
        return _given_up(-spare, [size if weight else 0 for size, weight in zip(sizes, weights, strict=True)])
    found = [round(spare * weight / total) for weight in weights]
    last = max(i for i, weight in enumerate(weights) if weight)
    found[last] += spare - sum(found)
    return found


def _given_up(lack: int, sizes: Sequence[int]) -> list[int]:
    """Return what each gives up, below zero, so that the largest give first and all that remain are alike."""
    kept = _capped(sizes, max(0, sum(sizes) - lack))
    return [keep - size for keep, size in zip(kept, sizes, strict=True)]


def _capped(sizes: Sequence[int], room: int) -> list[int]:
    """Return sizes that fit into a room: the largest are cut to one length, the others stay as they are."""
    found = list(sizes)
    if sum(found) <= room:
        return found
    left, count = room, len(found)
    for at in sorted(range(len(found)), key=lambda i: found[i]):
        found[at] = min(found[at], left // count)
        left, count = left - found[at], count - 1
    return found


@dataclass(frozen=True)
class Row:
    """Elements side by side. Those in `Grow` share what width is left, and wrap within it."""

    children: Sequence[Element]
    gap: float = 8
    align: Literal["top", "centre", "bottom", "fill"] = "centre"
    role: Role = "group"
    name: str = ""

    def size(self, kit: Kit, width: int) -> Size:
        """Return the sum of widths and the greatest height."""
        widths = self._widths(kit, width)
        heights = [kit.measure(child, w)[1] for child, w in zip(self.children, widths, strict=True)]
        gaps = kit.px(self.gap) * max(0, len(widths) - 1)
        grows = any(isinstance(child, Grow) for child in self.children)
        return (width if grows else min(width, sum(widths) + gaps)), max(heights, default=0)

    def place(self, kit: Kit, rect: Rect) -> Node:
        """Place the children from the left."""
        nodes, x = [], rect.x
        for child, w in zip(self.children, self._widths(kit, rect.w), strict=True):
            h = min(rect.h, kit.measure(child, w)[1]) if self.align != "fill" else rect.h
            y = {"top": rect.y, "fill": rect.y, "centre": rect.y + (rect.h - h) // 2, "bottom": rect.bottom - h}
            nodes.append(child.place(kit, Rect(x, y[self.align], w, h)))
            x += w + kit.px(self.gap)
        return Node(rect, self.role, name=self.name, children=tuple(nodes))

    def _widths(self, kit: Kit, width: int) -> list[int]:
        """Return the width of each child; where room lacks the widest give first, so that icons keep their size."""
        inner = max(0, width - kit.px(self.gap) * max(0, len(self.children) - 1))
        weights = [child.weight if isinstance(child, Grow) else 0.0 for child in self.children]
        wanted = [kit.measure(child, inner)[0] for child in self.children]
        least = [min(w, kit.em(56)) if weight else w for w, weight in zip(wanted, weights, strict=True)]
        found = _capped(least, inner)
        total = sum(weights)
        if not total:
            return found
        spare = inner - sum(w for w, weight in zip(found, weights, strict=True) if not weight)
        grown = [round(spare * weight / total) for weight in weights]
        grown[max(i for i, weight in enumerate(weights) if weight)] += spare - sum(grown)
        return [more if weight else w for w, more, weight in zip(found, grown, weights, strict=True)]


@dataclass(frozen=True)
class Grid:
    """Rows of equal columns; `weights` make some wider. A row is as high as its highest.

    A single row takes all of the height that there is; several do so with `fill`. Where height lacks, rows give.
    """

    children: Sequence[Element]
    columns: int
    gap: float = 8
    row_gap: float = 8
    weights: Sequence[float] = ()
    fill: bool = False

    def _widths(self, kit: Kit, width: int) -> list[int]:
        weights = list(self.weights) or [1.0] * self.columns
        inner = width - kit.px(self.gap) * (self.columns - 1)
        found = [int(inner * weight / sum(weights)) for weight in weights]
        found[-1] += inner - sum(found)
        return found

    def _fitted(self, kit: Kit, heights: list[int], high: int) -> list[int]:
        spare = high - sum(heights) - kit.px(self.row_gap) * max(0, len(heights) - 1)
        if spare < 0:
            return _capped(heights, max(0, sum(heights) + spare))
        if len(heights) == 1 or self.fill:
            each = spare // max(1, len(heights))
            return [height + each for height in heights]
        return heights

    def _heights(self, kit: Kit, widths: list[int]) -> list[int]:
        heights = []
        for start in range(0, len(self.children), self.columns):
            row = self.children[start : start + self.columns]
            heights.append(max(kit.measure(child, w)[1] for child, w in zip(row, widths, strict=False)))
        return heights

    def size(self, kit: Kit, width: int) -> Size:
        """Return all of the width and the sum of the rows' heights."""
        heights = self._heights(kit, self._widths(kit, width))
        return width, sum(heights) + kit.px(self.row_gap) * max(0, len(heights) - 1)

    def place(self, kit: Kit, rect: Rect) -> Node:
        """Place the children row by row."""
        widths = self._widths(kit, rect.w)
        nodes, y = [], rect.y
        for row, height in enumerate(self._fitted(kit, self._heights(kit, widths), rect.h)):
            x = rect.x
            children = self.children[row * self.columns : (row + 1) * self.columns]
            for child, w in zip(children, widths, strict=False):
                nodes.append(child.place(kit, Rect(x, y, w, height)))
                x += w + kit.px(self.gap)
            y += height + kit.px(self.row_gap)
        return Node(rect, children=tuple(nodes))


@dataclass(frozen=True)
class Pad:
    """Space around an element, at 100 %."""

    child: Element
    x: float = 16
    y: float = 12

    def size(self, kit: Kit, width: int) -> Size:
        """Return the child's size and the space."""
        w, h = kit.measure(self.child, width - 2 * kit.px(self.x))
        return w + 2 * kit.px(self.x), h + 2 * kit.px(self.y)

    def place(self, kit: Kit, rect: Rect) -> Node:
        """Place the child inside."""
        return self.child.place(kit, rect.inflate(-2 * kit.px(self.x), -2 * kit.px(self.y)))


@dataclass(frozen=True)
class Box:
    """A painted ground behind an element; colours are names of the theme."""

    child: Element
    fill: str = "panel"
    radius: int = 12
    edge: str = ""
    width: float = 1.0
    shadow: int = 0
    pad_x: float = 16
    pad_y: float = 12
    role: Role = "group"
    name: str = ""

    def size(self, kit: Kit, width: int) -> Size:
        """Return the child's size and the space around it."""
        return Pad(self.child, self.pad_x, self.pad_y).size(kit, width)

    def place(self, kit: Kit, rect: Rect) -> Node:
        """Place the ground and the child on it."""
        inner = Pad(self.child, self.pad_x, self.pad_y).place(kit, rect)

        def paint(canvas: Canvas, area: Rect, mood: Mood) -> None:
            colour: Colour | None = getattr(canvas.theme, self.fill) if self.fill else None
            edge: Colour | None = getattr(canvas.theme, self.edge) if self.edge else None
            canvas.box(area, colour, self.radius, edge=edge, width=self.width, shadow=self.shadow)

        return Node(rect, self.role, name=self.name, paint=paint, children=(inner,))


def Panel(child: Element, name: str = "", pad_x: float = 16, pad_y: float = 12) -> Box:  # noqa: N802 - reads as one
    """Return a panel: a card that lies over the map."""
    return Box(child, "panel", 16, "line", 1.0, 10, pad_x, pad_y, "panel", name)


@dataclass(frozen=True)
class Rule:
    """A hairline across, or from the top to the bottom."""

    upright: bool = False

    def size(self, kit: Kit, width: int) -> Size:
        """Return all of the width and a line's height; an upright one is as high as its place."""
        return (max(1, kit.px(1)), 0) if self.upright else (width, kit.px(9))

    def place(self, kit: Kit, rect: Rect) -> Node:
        """Place the line."""
        thin = max(1, kit.px(1))
        line = Rect(rect.x, rect.y, thin, rect.h) if self.upright else Rect(rect.x, rect.centery, rect.w, thin)
        return Node(rect, paint=lambda c, r, m: c.fill(line, c.theme.line))


@dataclass(frozen=True)
class Stack:
    """Elements one upon another, the last on top."""

    children: Sequence[Element]

    def size(self, kit: Kit, width: int) -> Size:
        """Return the greatest size."""
        sizes = [kit.measure(child, width) for child in self.children]
        return max((w for w, _ in sizes), default=0), max((h for _, h in sizes), default=0)

    def place(self, kit: Kit, rect: Rect) -> Node:
        """Place all in the same rectangle."""
        return Node(rect, children=tuple(child.place(kit, rect) for child in self.children))


@dataclass(frozen=True)
class Together:
    """Elements in lines, as many side by side as there is room for; at the right with `end`.

    With `even` no line stays much shorter than the others, so that none stands alone in the last one.
    """

    children: Sequence[Element]
    gap: float = 8
    row_gap: float = 8
    end: bool = False
    even: bool = False

    def _lines(self, kit: Kit, width: int) -> list[list[tuple[Element, Size]]]:
        sized = [(child, kit.measure(child, width)) for child in self.children]
        gap = kit.px(self.gap)
        lines = _in_lines(sized, gap, width)
        if not self.even or len(lines) < 2:
            return lines
        low, high = max(w for _, (w, _) in sized), width  # the narrowest room that needs no line more
        while low < high:
            middle = (low + high) // 2
            low, high = (low, middle) if len(_in_lines(sized, gap, middle)) == len(lines) else (middle + 1, high)
        return _in_lines(sized, gap, low)

    def size(self, kit: Kit, width: int) -> Size:
        """Return the width of the longest line and the height of all."""
        gap, lines = kit.px(self.gap), [line for line in self._lines(kit, width) if line]
        wide = max((sum(w for _, (w, _) in line) + gap * (len(line) - 1) for line in lines), default=0)
        high = sum(max(h for _, (_, h) in line) for line in lines)
        return min(width, wide), high + kit.px(self.row_gap) * max(0, len(lines) - 1)

    def place(self, kit: Kit, rect: Rect) -> Node:
        """Place the children line by line."""
        nodes, y = [], rect.y
        for line in self._lines(kit, rect.w):
            height = max((h for _, (_, h) in line), default=0)
            spare = rect.w - sum(w for _, (w, _) in line) - kit.px(self.gap) * (len(line) - 1)
            x = rect.x + (max(0, spare) if self.end else 0)
            for child, (w, h) in line:
                nodes.append(child.place(kit, Rect(x, y + (height - h) // 2, w, h)))
                x += w + kit.px(self.gap)
            y += height + kit.px(self.row_gap)
        overflow = bool(nodes) and y - kit.px(self.row_gap) > rect.bottom + 1
        return Node(rect, children=tuple(nodes), overflow=overflow)


def _in_lines(sized: Sequence[tuple[Element, Size]], gap: int, width: int) -> list[list[tuple[Element, Size]]]:
    """Return elements in lines, each as full as it gets."""
    lines: list[list[tuple[Element, Size]]] = [[]]
    used = 0
    for child, size in sized:
        if lines[-1] and used + gap + size[0] > width:
            lines.append([])
            used = 0
        used += size[0] + (gap if lines[-1] else 0)
        lines[-1].append((child, size))
    return lines
