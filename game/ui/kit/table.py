"""Figures in rows and columns; where they do not fit, each row becomes a card."""

from collections.abc import Sequence
from dataclasses import dataclass

from pygame import Rect

from game.ui.kit.base import Element, Kit, Size
from game.ui.kit.basics import Press, Text
from game.ui.kit.boxes import Box, Column, Grow, Pad, Row, Rule
from game.ui.kit.canvas import Align
from game.ui.kit.node import Act, Node

__all__ = ["Header", "Line", "Table"]

_NAME = 240  # pixels at 100 % that a column of names is given before numbers get more room


@dataclass(frozen=True)
class Header:
    """The head of a column: its words and unit. One with `weight` shares what width is left.

    Without an alignment the first column stands at the left and the others, which are numbers, at the right.
    """

    words: str
    unit: str = ""
    align: Align | None = None
    weight: float = 0.0

    @property
    def whole(self) -> str:
        """The words with the unit."""
        return f"{self.words}, {self.unit}" if self.unit and self.words else self.words or self.unit


@dataclass(frozen=True)
class Line:
    """A row: texts or elements, one a column. With `press` it can be focused and opened."""

    cells: Sequence[str | Element]
    id: str = ""
    press: Act | None = None
    strong: bool = False
    chosen: bool | None = None
    hint: str = ""


@dataclass(frozen=True)
class Table:
    """A head and rows. The first column names the row; numbers stand at the right."""

    id: str
    name: str
    heads: Sequence[Header]
    lines: Sequence[Line]
    gap: float = 14

    def size(self, kit: Kit, width: int) -> Size:
        """Return all of the width and the height of all rows or cards."""
        return width, kit.measure(self._element(kit, width), width)[1]

    def place(self, kit: Kit, rect: Rect) -> Node:
        """Place the rows or cards."""
        inside = self._element(kit, rect.w).place(kit, rect)
        return Node(rect, "table", name=self.name, children=(inside,))

    def _element(self, kit: Kit, width: int) -> Element:
        made: Element = kit.memory.made(self, lambda: self._make(kit, width), width)
        return made

    def _make(self, kit: Kit, width: int) -> Element:
        widths = self._widths(kit, width)
        if widths is None:
            return Column([self._card(line) for line in self.lines], gap=8)
        heads = [Text(head.whole, "label", "dim", self._align(at)) for at, head in enumerate(self.heads)]
        head = self._cells(heads, widths)
        return Column([Pad(head, 8, 2), Rule(), *(self._row(kit, line, widths) for line in self.lines)], gap=1)

    def _align(self, at: int) -> Align:
        return self.heads[at].align or ("left" if at == 0 else "right")

    def _cells(self, children: Sequence[Element], widths: list[int]) -> "_Cells":
        return _Cells(children, widths, [self._align(at) for at in range(len(widths))], self.gap)

    def _cell(self, line: Line, at: int) -> Element:
        cell = line.cells[at]
        if not isinstance(cell, str):
            return cell
        style = "strong" if line.strong or (at > 0 and self._align(at) == "right") else "body"
        return Text(cell, style, "ink", self._align(at))

    def _widths(self, kit: Kit, width: int) -> list[int] | None:
        """Return the width of each column; None if the words do not fit beside one another."""
        most = 10**5
        inner = width - 2 * kit.px(8) - kit.px(self.gap) * (len(self.heads) - 1)
        wanted = []
        for at, head in enumerate(self.heads):
            cells = [kit.measure(self._kept(kit, line, at), most)[0] for line in self.lines if at < len(line.cells)]
            wanted.append(max([kit.type.width(head.whole, "label"), *(w for w in cells if w < most)]))
        total = sum(head.weight for head in self.heads)
        growing = [i for i, head in enumerate(self.heads) if head.weight]
        fixed = sum(w for w, head in zip(wanted, self.heads, strict=True) if not head.weight)
        least = sum(min(wanted[i], kit.em(110)) for i in growing)
        if fixed + least > inner:
            return None
        if not growing:
            wanted[0] += inner - sum(wanted)
            return wanted
        for i in growing:
            wanted[i] = round((inner - fixed) * self.heads[i].weight / total)
        return self._spread(wanted, kit.em(_NAME), growing)

    def _spread(self, widths: list[int], enough: int, growing: list[int]) -> list[int]:
        """Return widths in which numbers share what a column of names has too much of."""
        others = [at for at in range(len(widths)) if at not in growing]
        if len(growing) != 1 or not others or self._align(others[0]) != "right":
            return widths
        each = max(0, widths[growing[0]] - enough) // (len(others) + 1)
        return [width + each if at in others else width - each * len(others) for at, width in enumerate(widths)]

    def _kept(self, kit: Kit, line: Line, at: int) -> Element:
        made: Element = kit.memory.made(line, lambda: self._cell(line, at), at)
        return made

    def _row(self, kit: Kit, line: Line, widths: list[int]) -> Element:
        cells = self._cells([self._kept(kit, line, at) for at in range(len(self.heads))], widths)
        if line.press is None:
            return Pad(cells, 8, 4)
        return self._pressable(line, cells)

    def _pressable(self, line: Line, child: Element) -> Press:
        texts = [cell for cell in line.cells if isinstance(cell, str)]
        pairs = zip(self.heads[1:], line.cells[1:], strict=False)
        told = [(head.words, cell if isinstance(cell, str) else getattr(cell, "words", "")) for head, cell in pairs]
        said = ", ".join(f"{head} {words}".strip() for head, words in told if words)
        return Press(child, f"{self.id}.{line.id}", texts[0] if texts else line.id, line.press, "row", said,
                     line.chosen, hint=line.hint, fill="", pad_x=8, pad_y=4, least=30)  # fmt: skip

    def _card(self, line: Line) -> Element:
        rows: list[Element] = [self._cell(Line(line.cells, strong=True), 0)]
        for head, at in zip(self.heads[1:], range(1, len(line.cells)), strict=False):
            rows.append(Row([Grow(Text(head.whole, "small", "dim")), self._cell(line, at)], gap=10))
        if line.press is None:
            return Box(Column(rows, gap=2), "sunken", 12, pad_x=12, pad_y=8)
        return self._pressable(line, Pad(Column(rows, gap=2), 4, 4))


@dataclass(frozen=True)
class _Cells:
    """Elements in columns of given widths."""

    children: Sequence[Element]
    widths: Sequence[int]
    aligns: Sequence[Align]
    gap: float

    def size(self, kit: Kit, width: int) -> Size:
        heights = [kit.measure(child, w)[1] for child, w in zip(self.children, self.widths, strict=True)]
        return sum(self.widths) + kit.px(self.gap) * (len(self.widths) - 1), max(heights, default=0)

    def place(self, kit: Kit, rect: Rect) -> Node:
        nodes, x = [], rect.x
        for child, w, align in zip(self.children, self.widths, self.aligns, strict=True):
            wide, high = kit.measure(child, w)
            area = Rect(x, rect.y + (rect.h - high) // 2, w, high)
            if align != "left" and wide < w:
                left = area.right - wide if align == "right" else area.centerx - wide // 2
                area = Rect(left, area.y, wide, high)
            nodes.append(child.place(kit, area))
            x += w + kit.px(self.gap)
        return Node(rect, children=tuple(nodes))
