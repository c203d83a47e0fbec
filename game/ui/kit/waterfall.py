"""Terms that add up to a sum: each bar begins where the one before it ended. Gains are solid, losses hatched."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pygame import Rect

from game.ui.kit.base import Kit, Size
from game.ui.kit.canvas import Canvas
from game.ui.kit.marks import Basis, basis_look, basis_word
from game.ui.kit.node import Act, Mood, Node
from game.ui.words import _, change, listed, number

__all__ = ["Term", "Waterfall"]

_NOTHING = 0.005  # what rounds to zero where it is written


@dataclass(frozen=True)
class Term:
    """One of the reasons: what it is called, how much it adds, what it rests on, and what opens it."""

    words: str
    amount: float
    basis: Basis | None = None
    press: Act | None = None
    hint: str = ""
    id: str = ""
    chosen: bool = False  # whether it is the one that is looked at


@dataclass(frozen=True)
class Waterfall:
    """Terms in their order and their sum. The arrows go from row to row, Enter opens one.

    Terms that round to nothing are named in a line below. With a zero line where `threshold` is.
    """

    id: str
    terms: Sequence[Term]
    total: str  # what the sum is called
    write: Callable[[float], str] = change
    colours: bool = True  # gain and loss in green and red; off where neither is good or bad
    small: float = 0.005  # below it a term counts as nothing

    def _shown(self) -> list[Term]:
        return [term for term in self.terms if abs(term.amount) >= self.small]

    def _narrow(self, kit: Kit, width: int) -> bool:
        return width < kit.em(330)

    def _none(self) -> str:
        names = [term.words for term in self.terms if abs(term.amount) < self.small]
        words = _("zero: {names}") if self.small <= _NOTHING else _("less than {least}: {names}")
        return words.format(names=listed(names), least=number(self.small, 2)) if names else ""

    def _columns(self, kit: Kit, width: int) -> tuple[int, int, int]:
        """Return the widths of words, mark and number."""
        written = [self.write(term.amount) for term in self.terms] + [self.write(sum(t.amount for t in self.terms))]
        figures = max(kit.type.width(text, "strong") for text in written) + kit.em(8)
        names = [kit.type.width(term.words, "body") for term in self._shown()]
        names.append(kit.type.width(self.total, "strong"))
        most = width - figures - kit.em(28) if self._narrow(kit, width) else round(width * 0.4)
        return min(max(names, default=0) + kit.em(6), most), kit.em(28), figures

    def _row_height(self, kit: Kit, words: str, width: int, style: str = "body") -> int:
        lines = len(kit.type.wrap(words, style, self._columns(kit, width)[0]))
        bar = kit.em(20) if self._narrow(kit, width) else 0
        return max(kit.em(26), lines * kit.type.line_height("body") + kit.em(4)) + bar

    def size(self, kit: Kit, width: int) -> Size:
        """Return all of the width and a row for each term and the sum."""
        rows = sum(self._row_height(kit, term.words, width) for term in self._shown())
        total = self._row_height(kit, self.total, width, "strong") + kit.px(7)
        none = self._none()
        below = len(kit.type.wrap(none, "small", width)) * kit.type.line_height("small") if none else 0
        return width, rows + total + below

    def place(self, kit: Kit, rect: Rect) -> Node:
        """Place the rows."""
        shown = self._shown()
        low, high = self._ends(shown)
        nodes, y, before = [], rect.y, 0.0
        for at, term in enumerate(shown):
            area = Rect(rect.x, y, rect.w, self._row_height(kit, term.words, rect.w))
            last = at == len(shown) - 1
            nodes.append(self._row(kit, area, term, at, (before, before + term.amount), (low, high), last))
            before += term.amount
            y = area.bottom
        nodes.append(self._sum(kit, rect, y + kit.px(7), (low, high)))
        y = nodes[-1].rect.bottom
        if self._none():
            nodes.append(self._below(kit, Rect(rect.x, y, rect.w, rect.bottom - y)))
        return Node(rect, "table", name=self.total, children=tuple(nodes),
                    overflow=nodes[-1].rect.bottom > rect.bottom + 1)  # fmt: skip

    def _ends(self, shown: Sequence[Term]) -> tuple[float, float]:
        places, before = [0.0], 0.0
        for term in shown:
            before += term.amount
            places.append(before)
        places.append(sum(term.amount for term in self.terms))
        return min(places), max(places)

    def _scale(self, kit: Kit, area: Rect, ends: tuple[float, float]) -> Callable[[float], int]:
        words, mark, figures = self._columns(kit, area.w)
        left, wide = area.x + words + mark + kit.em(4), area.w - words - mark - figures - kit.em(12)
        if self._narrow(kit, area.w):
            left, wide = area.x, area.w
        span = (ends[1] - ends[0]) or 1.0
        return lambda value: left + round((value - ends[0]) / span * wide)

    def _row(
        self, kit: Kit, area: Rect, term: Term, at: int, way: tuple[float, float], ends: tuple[float, float], last: bool
    ) -> Node:
        glide = kit.memory.glide(f"fall {self.id} {term.id or term.words}", way, kit.milliseconds("panel") / 1000)
        moving = glide.moves(kit.memory.seconds)
        x = self._scale(kit, area, ends)

        def draw(canvas: Canvas, place: Rect, seconds: float) -> None:
            start, end = glide.at(seconds)
            self._bar(kit, canvas, self._bar_place(kit, place), x(start), x(end), term.amount)

        def paint(canvas: Canvas, place: Rect, mood: Mood) -> None:
            theme = canvas.theme
            if term.chosen:
                canvas.box(place.inflate(kit.px(8), 0), theme.info_ground, 7, edge=theme.outline)
            elif mood.hovered and term.press is not None:
                canvas.box(place.inflate(kit.px(8), 0), theme.sunken, 7, edge=theme.outline)
            self._zero(canvas, place, x)
            gained = term.amount > 0
            ink = (theme.good if gained else theme.bad) if self.colours else theme.ink
            self._words(kit, canvas, place, term.words, "body", self.write(term.amount), ink)
            if term.basis is not None:
                icon, tone = basis_look(term.basis)
                first = self._columns(kit, place.w)[0]
                top = kit.em(20) if self._narrow(kit, place.w) else 0
                mark = Rect(place.x + first + kit.em(4), place.y, kit.em(17), place.h - top)
                canvas.icon(icon, mark, getattr(theme, tone))
            if not moving:
                draw(canvas, place, kit.memory.seconds)
            if not self._narrow(kit, place.w):
                foot = self._bar_place(kit, place).bottom
                canvas.fill(Rect(x(way[1]), foot, max(1, kit.px(1)), place.bottom - foot + kit.em(6)), theme.outline)

        said = self.write(term.amount) + (f", {basis_word(term.basis)}" if term.basis else "")
        name = f"{self.id}.{term.id or at}" if term.press is not None or term.hint else ""
        return Node(area, "row", name, term.words, said, hint=term.hint, paint=paint, live=draw if moving else None,
                    press=term.press, keys={"right": term.press} if term.press is not None else None,
                    chosen=term.chosen or None)  # fmt: skip

    def _bar_place(self, kit: Kit, area: Rect) -> Rect:
        high = kit.em(13)
        if self._narrow(kit, area.w):
            return Rect(area.x, area.bottom - kit.em(18), area.w, high)
        return Rect(area.x, area.centery - high // 2, area.w, high)

    def _bar(self, kit: Kit, canvas: Canvas, line: Rect, start: int, end: int, amount: float) -> None:
        theme = canvas.theme
        bar = Rect(min(start, end), line.y, max(kit.px(2), abs(end - start)), line.h)
        if amount > 0:
            canvas.box(bar, theme.good if self.colours else theme.dim, 3)
        else:
            ground, ink = (theme.bad_ground, theme.bad) if self.colours else (theme.sunken, theme.dim)
            canvas.hatched(bar, ground, ink, "slash", 3, 220)
            canvas.ring(bar, 3, 1, ink)

    def _zero(self, canvas: Canvas, area: Rect, x: Callable[[float], int]) -> None:
        canvas.fill(Rect(x(0.0), area.y, max(1, canvas.px(1)), area.h), canvas.theme.outline)

    def _words(
        self, kit: Kit, canvas: Canvas, area: Rect, words: str, style: str, figure: str, ink: tuple[int, int, int]
    ) -> None:
        first, _mark, figures = self._columns(kit, area.w)
        room = area.h - (kit.em(20) if self._narrow(kit, area.w) else 0)
        lines = kit.type.wrap(words, style, first)
        high = kit.type.line_height("body")
        for at, line in enumerate(lines):
            y = area.y + (room - high * len(lines)) // 2 + at * high
            canvas.text(line, Rect(area.x, y, first, high), style)
        canvas.text(figure, Rect(area.right - figures, area.y, figures, room), "strong", ink, "right")

    def _sum(self, kit: Kit, rect: Rect, y: int, ends: tuple[float, float]) -> Node:
        total = sum(term.amount for term in self.terms)
        area = Rect(rect.x, y, rect.w, self._row_height(kit, self.total, rect.w, "strong"))
        glide = kit.memory.glide(f"fall {self.id} sum", (total,), kit.milliseconds("panel") / 1000)
        moving = glide.moves(kit.memory.seconds)
        x = self._scale(kit, area, ends)

        def draw(canvas: Canvas, place: Rect, seconds: float) -> None:
            line = self._bar_place(kit, place)
            start, end = x(0.0), x(glide.at(seconds)[0])
            bar = Rect(min(start, end), line.y, max(kit.px(2), abs(end - start)), line.h)
            canvas.box(bar, canvas.theme.ink, 3)

        def paint(canvas: Canvas, place: Rect, mood: Mood) -> None:
            thin = max(1, canvas.px(1))
            canvas.fill(Rect(place.x, place.y - kit.px(4), place.w, thin), canvas.theme.outline)
            self._zero(canvas, place, x)
            self._words(kit, canvas, place, self.total, "strong", self.write(total), canvas.theme.ink)
            if not moving:
                draw(canvas, place, kit.memory.seconds)

        return Node(area, "row", name=self.total, value=self.write(total), paint=paint, live=draw if moving else None)

    def _below(self, kit: Kit, area: Rect) -> Node:
        lines = kit.type.wrap(self._none(), "small", area.w)
        high = kit.type.line_height("small")

        def paint(canvas: Canvas, place: Rect, mood: Mood) -> None:
            for at, line in enumerate(lines):
                canvas.text(line, Rect(place.x, place.y + at * high, place.w, high), "small", canvas.theme.dim)

        return Node(area, "text", name=self._none(), paint=paint, overflow=high * len(lines) > area.h + 1)
