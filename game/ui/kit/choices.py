"""Choosing: chips, a joined row of words, tabs, ticks and switches. What is chosen is filled, and framed or ticked."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from pygame import Rect

from game.ui.kit.base import Composed, Element, Kit, Size
from game.ui.kit.basics import Flag, Icon, KeyCap, Press, Text
from game.ui.kit.boxes import Column, Grow, Row, Together
from game.ui.kit.canvas import Canvas
from game.ui.kit.node import Act, Mood, Node, Role

__all__ = ["Chips", "Option", "Segments", "Switch", "Tabs", "Tick"]

_MARK = 20  # pixels of a tick's box


@dataclass(frozen=True)
class Option:
    """One of several things to choose from; what cannot be chosen says why."""

    id: str
    words: str
    icon: str = ""
    flag: str = ""  # of an actor
    why_not: str = ""


def _around(options: Sequence[Option], chosen: str, step: int) -> str:
    """Return the next option that can be chosen, or the one before; the same where there is none."""
    names = [option.id for option in options if not option.why_not or option.id == chosen]
    if not names:
        return chosen
    at = names.index(chosen) + step if chosen in names else 0
    return names[min(len(names) - 1, max(0, at))]


def _arrows(options: Sequence[Option], chosen: str, choose: Callable[[str], None]) -> Mapping[str, Act]:
    def go(step: int) -> Act:
        return lambda: choose(_around(options, chosen, step))

    return {"left": go(-1), "right": go(1)}


@dataclass(frozen=True)
class Segments:
    """A few words of which one holds, joined in one frame. One stop for Tab; the arrows choose.

    Where the words do not fit side by side they stand below one another.
    """

    id: str
    name: str
    options: Sequence[Option]
    chosen: str
    choose: Callable[[str], None]
    fill: bool = False  # as wide as its place
    role: Role = "choice"

    def _wide(self, kit: Kit) -> int:
        icons = [kit.em(24) if option.icon else 0 for option in self.options]
        words = [kit.type.width(option.words, "strong") for option in self.options]
        return max((w + i for w, i in zip(words, icons, strict=True)), default=0) + kit.em(28)

    def _upright(self, kit: Kit, width: int) -> bool:
        return self._wide(kit) * len(self.options) + kit.px(6) > width

    def size(self, kit: Kit, width: int) -> Size:
        """Return the size of all words in a line, or below one another."""
        count, high, frame = len(self.options), kit.em(34), kit.px(6)
        if not self._upright(kit, width):
            return (width if self.fill else self._wide(kit) * count + frame), high + frame
        heights = [max(high, _words_height(kit, option, width - frame)) for option in self.options]
        return width, sum(heights) + frame

    def place(self, kit: Kit, rect: Rect) -> Node:
        """Place the words in their frame."""
        inner = rect.inflate(-kit.px(6), -kit.px(6))
        upright = self._upright(kit, rect.w)
        nodes, x, y, count = [], inner.x, inner.y, max(1, len(self.options))
        for at, option in enumerate(self.options):
            if upright:
                h = max(kit.em(34), _words_height(kit, option, inner.w))
                area = Rect(inner.x, y, inner.w, h)
                y += h
            else:
                w = (inner.x + inner.w * (at + 1) // count) - x
                area = Rect(x, inner.y, w, inner.h)
                x += w
            nodes.append(self._segment(kit, option, area))
        shown = next((option.words for option in self.options if option.id == self.chosen), "")
        arrows = dict(_arrows(self.options, self.chosen, self.choose))
        if upright:
            arrows |= {"up": arrows["left"], "down": arrows["right"]}
        return Node(rect, self.role, self.id, self.name, shown, keys=arrows, children=tuple(nodes), ring=12,
                    paint=lambda c, r, m: c.box(r, c.theme.sunken, 11, edge=c.theme.line))  # fmt: skip

    def _segment(self, kit: Kit, option: Option, rect: Rect) -> Node:
        chosen = option.id == self.chosen

        def paint(canvas: Canvas, area: Rect, mood: Mood) -> None:
            theme = canvas.theme
            if chosen:
                canvas.box(area, theme.ink, 9)
            elif mood.hovered and not option.why_not:
                canvas.box(area, theme.raised, 9, edge=theme.outline)
            ink = theme.panel if chosen else theme.dim
            _icon_and_words(kit, canvas, option, area, ink)

        return Node(rect, "choice", f"{self.id}.{option.id}", option.words, why_not=option.why_not, chosen=chosen,
                    press=None if option.why_not else lambda: self.choose(option.id), stop=False,
                    paint=paint)  # fmt: skip


def _words_height(kit: Kit, option: Option, width: int) -> int:
    inner = width - kit.em(28) - (kit.em(24) if option.icon else 0)
    return len(kit.type.wrap(option.words, "strong", max(1, inner))) * kit.type.line_height("strong") + kit.em(10)


def _icon_and_words(kit: Kit, canvas: Canvas, option: Option, area: Rect, ink: tuple[int, int, int]) -> None:
    icon = kit.em(24) if option.icon else 0
    lines = kit.type.wrap(option.words, "strong", max(1, area.w - kit.em(20) - icon))
    wide = max(kit.type.width(line, "strong") for line in lines)
    x = area.centerx - (wide + icon) // 2
    if option.icon:
        canvas.icon(option.icon, Rect(x, area.y, kit.em(18), area.h), ink)
    high = kit.type.line_height("strong")
    for at, line in enumerate(lines):
        y = area.centery - high * len(lines) // 2 + at * high
        canvas.text(line, Rect(x + icon, y, wide, high), "strong", ink)


@dataclass(frozen=True)
class Tabs:
    """Parts of a screen of which one is shown: words over a line, the open one underlined. One stop for Tab."""

    id: str
    name: str
    options: Sequence[Option]
    chosen: str
    choose: Callable[[str], None]
    digits: bool = False  # the digits of the parts are shown before the words
    note: str = ""  # at the right of them, if `has_room` for it

    def _wide(self, kit: Kit, at: int) -> int:
        option = self.options[at]
        icon = kit.em(24) if option.icon else 0
        return kit.type.width(self._words(at), "strong") + icon + kit.em(28)

    def _words(self, at: int) -> str:
        return f"{at + 1}  {self.options[at].words}" if self.digits else self.options[at].words

    def _lines(self, kit: Kit, width: int) -> list[list[int]]:
        lines: list[list[int]] = [[]]
        used = 0
        for at in range(len(self.options)):
            wide = min(width, self._wide(kit, at))
            if lines[-1] and used + wide > width:
                lines.append([])
                used = 0
            lines[-1].append(at)
            used += wide
        return lines

    def has_room(self, kit: Kit, width: int) -> bool:
        """Whether the note fits beside all of the words in one line."""
        words = sum(self._wide(kit, at) for at in range(len(self.options)))
        return words + kit.em(24) + kit.type.width(self.note, "strong") <= width

    def size(self, kit: Kit, width: int) -> Size:
        """Return all of the width and as many lines as the words need."""
        return width, kit.em(40) * len(self._lines(kit, width))

    def place(self, kit: Kit, rect: Rect) -> Node:
        """Place the tabs from the left."""
        nodes, y = [], rect.y
        for line in self._lines(kit, rect.w):
            x = rect.x
            for at in line:
                wide = min(rect.w, self._wide(kit, at))
                nodes.append(self._tab(kit, at, Rect(x, y, wide, kit.em(40))))
                x += wide
            y += kit.em(40)
        if self.note:
            wide = kit.type.width(self.note, "strong")
            nodes.append(Text(self.note, "strong", "dim").place(kit, Rect(rect.right - wide, rect.y, wide, kit.em(40))))
        shown = next((option.words for option in self.options if option.id == self.chosen), "")
        return Node(rect, "tab", self.id, self.name, shown, keys=_arrows(self.options, self.chosen, self.choose),
                    children=tuple(nodes), paint=_underline)  # fmt: skip

    def _tab(self, kit: Kit, at: int, rect: Rect) -> Node:
        option = self.options[at]
        chosen = option.id == self.chosen
        shown = Option(option.id, self._words(at), option.icon)

        def paint(canvas: Canvas, area: Rect, mood: Mood) -> None:
            theme = canvas.theme
            if mood.hovered and not chosen:
                canvas.box(area.inflate(-canvas.px(6), -canvas.px(8)), theme.sunken, 9, edge=theme.outline)
            _icon_and_words(kit, canvas, shown, area, theme.ink if chosen else theme.dim)
            if chosen:
                high = canvas.px(4)
                canvas.box(Rect(area.x + canvas.px(8), area.bottom - high, area.w - canvas.px(16), high), theme.ink, 2)

        return Node(rect, "tab", f"{self.id}.{option.id}", option.words, why_not=option.why_not, chosen=chosen,
                    press=None if option.why_not else lambda: self.choose(option.id), stop=False,
                    paint=paint, action=str(at + 1) if self.digits else "")  # fmt: skip


def _underline(canvas: Canvas, area: Rect, mood: Mood) -> None:
    canvas.fill(Rect(area.x, area.bottom - max(1, canvas.px(1)), area.w, max(1, canvas.px(1))), canvas.theme.line)


@dataclass(frozen=True)
class Chips(Composed):
    """Things to choose one or several of, each a frame of its own. The arrows move the focus, Enter chooses.

    Chosen are those in `chosen`; with `several`, pressing a chosen one is reported too, to take it back.
    """

    id: str
    name: str
    options: Sequence[Option]
    chosen: Sequence[str]
    choose: Callable[[str], None]
    several: bool = False

    def element(self, kit: Kit) -> Element:
        """Return the chips in lines."""
        chips = [self._chip(kit, at) for at in range(len(self.options))]
        return _Named(Together(chips, gap=7, row_gap=7, even=True), "group", self.name)

    def _chip(self, kit: Kit, at: int) -> Element:
        option, names = self.options[at], [f"{self.id}.{option.id}" for option in self.options]
        parts: list[Element] = [Flag(option.flag, 24)] if option.flag else []
        parts += [Icon(option.icon, 18)] if option.icon else []
        parts += [Text(option.words, "strong", "dim" if option.why_not else "ink")]
        chosen = option.id in self.chosen
        if chosen and self.several:
            parts.append(Icon("check", 16, "ink"))
        keys = {"left": lambda: kit.focus(names[max(0, at - 1)]),
                "right": lambda: kit.focus(names[min(len(names) - 1, at + 1)])}  # fmt: skip
        first = next((i for i, o in enumerate(self.options) if o.id in self.chosen), 0)
        chip = Press(Row(parts, gap=6), names[at], option.words, lambda: self.choose(option.id), "choice",
                     chosen=chosen, why_not=option.why_not, pad_x=8, pad_y=4, keys=keys)  # fmt: skip
        return chip if self.several or at == first else _Beside(chip)


@dataclass(frozen=True)
class _Named:
    """An element in a group that has a name."""

    child: Element
    role: Role
    name: str

    def size(self, kit: Kit, width: int) -> Size:
        return kit.measure(self.child, width)

    def place(self, kit: Kit, rect: Rect) -> Node:
        return Node(rect, self.role, name=self.name, children=(self.child.place(kit, rect),))


@dataclass(frozen=True)
class _Beside:
    """An element that Tab passes by: an arrow key of its neighbour leads to it."""

    child: Element

    def size(self, kit: Kit, width: int) -> Size:
        return kit.measure(self.child, width)

    def place(self, kit: Kit, rect: Rect) -> Node:
        return self.child.place(kit, rect).with_(stop=False)


@dataclass(frozen=True)
class Tick(Composed):
    """Words with a box to tick; `note` stands at the right. Enter or x ticks."""

    id: str
    words: str
    on: bool
    toggle: Act
    note: str = ""
    why_not: str = ""
    hint: str = ""

    def element(self, kit: Kit) -> Element:
        """Return the box, the words and the note."""
        ink = "dim" if self.why_not else "ink"
        words: list[Element] = [Text(self.words, "body", ink)]
        if self.note:
            words.append(Text(self.note, "small", "dim"))
        line: Element = Together(words, gap=10, row_gap=0) if self.note else words[0]
        return Press(Row([_TickBox(self.on, not self.why_not), Grow(_Spread(line))], gap=10), self.id, self.words,
                     self.toggle, "tick", value=self.note, chosen=None, why_not=self.why_not, hint=self.hint, fill="",
                     pad_x=0, pad_y=3, least=30, keys={"x": self.toggle} if not self.why_not else None,
                     ticked=self.on)  # fmt: skip


@dataclass(frozen=True)
class _Spread:
    """Two elements in a line, the second at the right end; below one another where they do not fit."""

    child: Element

    def size(self, kit: Kit, width: int) -> Size:
        return width, kit.measure(self.child, width)[1]

    def place(self, kit: Kit, rect: Rect) -> Node:
        node = self.child.place(kit, rect)
        if len(node.children) < 2 or node.children[0].rect.centery != node.children[-1].rect.centery:
            return node
        last = node.children[-1]
        moved = last.with_(rect=last.rect.move(rect.right - last.rect.right, 0))
        return node.with_(children=(*node.children[:-1], moved))


@dataclass(frozen=True)
class _TickBox:
    on: bool
    usable: bool = True

    def size(self, kit: Kit, width: int) -> Size:
        return kit.em(_MARK), kit.em(_MARK)

    def place(self, kit: Kit, rect: Rect) -> Node:
        def paint(canvas: Canvas, area: Rect, mood: Mood) -> None:
            theme = canvas.theme
            ink = theme.ink if self.usable else theme.outline
            canvas.box(area, ink if self.on else theme.raised, 5, edge=ink if self.on else theme.outline, width=1.5)
            if self.on:
                canvas.icon("check", area.inflate(-area.w // 4, -area.h // 4), theme.panel)

        return Node(rect, "picture", paint=paint)


@dataclass(frozen=True)
class Switch(Composed):
    """Words and a switch at the right end, with what it does below in small. Enter, x or the arrows turn it."""

    id: str
    words: str
    on: bool
    toggle: Act
    note: str = ""
    action: str = ""
    why_not: str = ""

    def element(self, kit: Kit) -> Element:
        """Return the words and the switch."""
        words: list[Element] = [Text(self.words, "strong", "dim" if self.why_not else "ink")]
        if self.note:
            words.append(Text(self.note, "small", "dim"))
        turn = {"x": self.toggle}
        turn |= {"left": self.toggle} if self.on else {"right": self.toggle}
        line: list[Element] = [Grow(Column(words, gap=0)), _Knob(self.id, self.on)]
        if self.action:
            line.insert(1, KeyCap(self.action, "dim"))
        return Press(Row(line, gap=12), self.id, self.words, self.toggle, "switch", value=self.note, fill="", pad_x=0,
                     pad_y=3, keys=None if self.why_not else turn, why_not=self.why_not, ticked=self.on,
                     action=self.action)  # fmt: skip


@dataclass(frozen=True)
class _Knob:
    id: str
    on: bool

    def size(self, kit: Kit, width: int) -> Size:
        return kit.em(42), kit.em(24)

    def place(self, kit: Kit, rect: Rect) -> Node:
        glide = kit.memory.glide(f"knob {self.id}", (float(self.on),), kit.milliseconds("press") / 1000)

        def draw(canvas: Canvas, area: Rect, seconds: float) -> None:
            theme = canvas.theme
            at = glide.at(seconds)[0]
            canvas.box(area, theme.state if self.on else theme.outline, area.h)
            radius = area.h / 2 - canvas.px(3)
            x = area.x + area.h / 2 + at * (area.w - area.h)
            canvas.disc((x, area.centery), radius, theme.panel)
            if self.on:
                size = int(radius * 1.3)
                mark = Rect(0, 0, size, size)
                mark.center = round(x), area.centery
                canvas.icon("check", mark, theme.state)

        moving = glide.moves(kit.memory.seconds)
        still = None if moving else lambda c, r, m: draw(c, r, kit.memory.seconds)
        return Node(rect, "picture", paint=still, live=draw if moving else None)
