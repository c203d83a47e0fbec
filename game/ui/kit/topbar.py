"""The bar above a screen: what it is, whose seat, a few figures, the turn, and the one button that matters most."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from pygame import Rect

from game.ui.kit.base import Composed, Element, Kit, Size
from game.ui.kit.basics import Flag, Icon, Press, Text
from game.ui.kit.boxes import Column, Gap, Grow, Panel, Row, Together
from game.ui.kit.node import Act, Node
from game.ui.kit.parts import places

__all__ = ["Figure", "TopBar"]


@dataclass(frozen=True)
class Figure(Composed):
    """A number with what it is and how it changed. With `press` a door to its causes.

    In `brief` an icon stands for what it is, and the words come with the focus or the pointer.
    """

    id: str
    icon: str
    value: str
    words: str
    change: str = ""
    tone: Literal["good", "bad", "dim"] = "dim"
    press: Act | None = None
    hint: str = ""
    brief: bool = False

    def element(self, kit: Kit) -> Element:
        """Return the number over its words."""
        value: list[Element] = [Text(self.value, "strong")]
        if self.change:
            value.append(Text(self.change, "label", self.tone))
        below = [] if self.brief else [Text(self.words, "small", "dim")]
        lines = Column([Row(value, gap=6), *below], gap=0, across="start")
        said = f"{self.value} {self.change}".strip()
        hint = self.hint or (self.words if self.brief else "")
        return Press(Row([Icon(self.icon, 19, "dim"), lines], gap=9), self.id, self.words, self.press, "button", said,
                     hint=hint, fill="", pad_x=6, pad_y=0) if self.press or hint else Row(
                         [Gap(6), Icon(self.icon, 19, "dim"), lines, Gap(6)], gap=9)  # fmt: skip


@dataclass(frozen=True)
class TopBar:
    """The bar: title and note, seat and team, figures, turn and date, other buttons, the primary button.

    Where large text leaves no room in one line, figures are brief, and the seat stands for the title. What has no room
    goes into a second line: first the figures, then everything but title and button.
    """

    title: str
    note: str = ""
    icon: str = "globe"
    actor: str = ""  # whose flag it shows
    seat: str = ""
    team: str = ""
    figures: Sequence[Figure] = ()
    turn: str = ""
    date: str = ""
    buttons: Sequence[Element] = ()  # the last is the primary one
    middle: Element | None = None  # such as segments
    name: str = ""

    def size(self, kit: Kit, width: int) -> Size:
        """Return all of the width and the height of one or more lines."""
        return width, kit.measure(self._element(kit, width), width)[1]

    def place(self, kit: Kit, rect: Rect) -> Node:
        """Place the bar."""
        return self._element(kit, rect.w).place(kit, rect)

    def _element(self, kit: Kit, width: int) -> Element:
        made: Element = kit.memory.made(self, lambda: self._make(kit, width), width)
        return made

    def _make(self, kit: Kit, width: int) -> Element:
        inner = width - 2 * kit.px(14)
        first, last = [self._title(), *self._who()], [*self._turn(), *self.buttons]
        middle: list[Element] = [*self.figures, *([self.middle] if self.middle is not None else [])]
        wide = [_wide(kit, parts, inner) for parts in (first, middle, last)]
        if sum(wide) <= inner:
            content: Element = Row([*first, *([_Upright()] if self.seat and middle else []), *middle, Grow(), *last],
                                   gap=14)  # fmt: skip
        elif self.seat and self.figures and self.middle is None and places(kit) < 3:
            content = self._short(kit, inner, last)
        elif wide[0] + wide[2] <= inner:
            content = Column([Row([*first, Grow(), *last], gap=14), Together(middle, gap=14)], gap=4)
        else:
            content = Column([Together(first, gap=14), *([Together(middle, gap=14)] if middle else []),
                              Together(last, gap=14)], gap=6)  # fmt: skip
        return Panel(content, self.name or self.title, pad_x=14, pad_y=9)

    def _short(self, kit: Kit, inner: int, last: list[Element]) -> Element:
        """Return the bar for large text: seat, brief figures, turn and buttons in as few lines as they need."""
        seat, figures = self._who()[1:], [replace(figure, brief=True) for figure in self.figures]
        if _wide(kit, [*seat, *figures, *last], inner) <= inner:
            return Row([*seat, Grow(), *figures, Grow(), *last], gap=14)
        if _wide(kit, [*seat, *last], inner) <= inner:
            return Column([Row([*seat, Grow(), *last], gap=14), Together(figures, gap=14)], gap=4)
        return Column([Together([*seat, *figures], gap=14), Together(last, gap=14)], gap=4)

    def _title(self) -> Element:
        return Row([Icon(self.icon, 24, "ink"), _two_lines(self.title, self.note)], gap=9)

    def _who(self) -> list[Element]:
        if not self.seat:
            return []
        return [_Upright(), Row([Flag(self.actor, 30), _two_lines(self.seat, self.team)], gap=9)]

    def _turn(self) -> list[Element]:
        if not self.turn:
            return []
        return [Column([Text(self.turn, "strong", align="right"), Text(self.date, "small", "dim", "right")], gap=0)]


def _wide(kit: Kit, parts: Sequence[Element], room: int) -> int:
    """Return how wide elements are side by side."""
    return sum(kit.measure(part, room)[0] + kit.px(14) for part in parts)


def _two_lines(first: str, second: str) -> Element:
    lines: list[Element] = [Text(first, "head")]
    if second:
        lines.append(Text(second, "small", "dim"))
    return Column(lines, gap=0)


@dataclass(frozen=True)
class _Upright:
    """A hairline between two parts of a bar."""

    def size(self, kit: Kit, width: int) -> Size:
        return max(1, kit.px(1)), kit.em(30)

    def place(self, kit: Kit, rect: Rect) -> Node:
        return Node(rect, paint=lambda c, r, m: c.fill(r, c.theme.line))
