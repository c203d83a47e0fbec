"""The turns of one or two lines of play: nodes with what happened, filled where played, hollow where still to come."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pygame import Rect

from game.ui.kit.base import Kit, Size
from game.ui.kit.canvas import Canvas
from game.ui.kit.node import Act, Node
from game.ui.theme import Colour

__all__ = ["Moment", "Timeline", "TimelineRow"]


@dataclass(frozen=True)
class Moment:
    """A turn on a line: what it is called, an icon for what happened ("" for a quiet turn), and words for it."""

    words: str = ""
    icon: str = ""
    played: bool = True


@dataclass(frozen=True)
class TimelineRow:
    """A line of play. A branch begins at the turn `branched` of the row above; turns before it are not drawn."""

    name: str
    note: str
    moments: Sequence[Moment]
    actor: str = ""  # whose ink it has; the plain ink if none
    branched: int | None = None


@dataclass(frozen=True)
class Timeline:
    """Turns from left to right. The arrows go from turn to turn, Home and End to the first and the last."""

    id: str
    name: str
    turns: Sequence[str]  # the date of each
    rows: Sequence[TimelineRow]
    at: int
    go: Callable[[int], None]
    first_number: int = 1

    def size(self, kit: Kit, width: int) -> Size:
        """Return all of the width and the height of numbers, rows and dates."""
        return width, kit.em(28) + kit.em(52) * len(self.rows) + kit.em(26)

    def _left(self, kit: Kit) -> int:
        wide = [kit.type.width(row.name, "strong") + kit.type.width(row.note, "small") for row in self.rows]
        return max(wide, default=0) + kit.em(40)

    def place(self, kit: Kit, rect: Rect) -> Node:
        """Place the turns."""
        count = max(1, len(self.turns))
        left = self._left(kit)
        step = (rect.w - left) / count
        xs = [rect.x + left + step * (i + 0.5) for i in range(count)]
        nodes = [self._turn(Rect(round(x - step / 2), rect.y, round(step), rect.h), at) for at, x in enumerate(xs)]

        def to(at: int) -> Act:
            return lambda: self.go(min(count - 1, max(0, at)))

        keys = {"left": to(self.at - 1), "right": to(self.at + 1), "home": to(0), "end": to(count - 1)}
        said = self._said(self.at)
        return Node(rect, "chart", self.id, self.name, said, keys=keys, children=tuple(nodes), ring=12,
                    paint=lambda c, r, m: self._paint(kit, c, r, xs, step))  # fmt: skip

    def _said(self, at: int) -> str:
        if not 0 <= at < len(self.turns):
            return ""
        found = [f"{row.name}: {row.moments[at].words}" for row in self.rows if at < len(row.moments)
                 and row.moments[at].words]  # fmt: skip
        return f"{self.first_number + at}, {self.turns[at]}" + ("; " + "; ".join(found) if found else "")

    def _turn(self, area: Rect, at: int) -> Node:
        return Node(area, "choice", f"{self.id}.{at}", self._said(at), chosen=at == self.at, stop=False,
                    press=lambda: self.go(at), hint=self._said(at))  # fmt: skip

    def _paint(self, kit: Kit, canvas: Canvas, area: Rect, xs: Sequence[float], step: float) -> None:
        theme = canvas.theme
        if 0 <= self.at < len(xs):
            field = Rect(round(xs[self.at] - step / 2) + kit.px(3), area.y, round(step) - kit.px(6), area.h)
            if kit.type.width(self.turns[self.at], "small") > field.w - kit.px(8):  # a long date stands below it
                field.h -= kit.em(28)
            canvas.box(field, theme.info_ground, 9, edge=theme.info, width=1.5)
        self._dates(kit, canvas, area, xs)
        for number, row in enumerate(self.rows):
            y = area.y + kit.em(28) + kit.em(52) * number + kit.em(26)
            ink = kit.hue(row.actor).ink if row.actor else theme.ink
            left = area.x + kit.em(10)
            canvas.text(row.name, Rect(left, y - kit.em(12), area.w, kit.em(24)), "strong", ink)
            beside = left + kit.type.width(row.name, "strong") + kit.em(8)
            canvas.text(row.note, Rect(beside, y - kit.em(12), area.w, kit.em(24)), "small", theme.dim)
            self._line(kit, canvas, row, xs, y, ink)

    def _dates(self, kit: Kit, canvas: Canvas, area: Rect, xs: Sequence[float]) -> None:
        for at, x in enumerate(xs):
            top = Rect(round(x) - 50, area.y + kit.em(4), 100, kit.em(22))
            style, ink = ("strong", canvas.theme.ink) if at == self.at else ("small", canvas.theme.dim)
            canvas.text(str(self.first_number + at), top, style, ink, "centre")
        for at, foot in self._feet(kit, area, xs):
            canvas.text(self.turns[at], foot, "small", canvas.theme.ink if at == self.at else canvas.theme.dim)

    def _feet(self, kit: Kit, area: Rect, xs: Sequence[float]) -> list[tuple[int, Rect]]:
        """Return where dates have room: the current one, then as many others as do not touch."""
        found: list[tuple[int, Rect]] = []
        for at in sorted(range(len(xs)), key=lambda at: (at != self.at, at)):
            wide = kit.type.width(self.turns[at], "small")
            foot = Rect(round(xs[at]) - wide // 2, area.bottom - kit.em(26), wide, kit.em(22)).clamp(area)
            if not any(foot.inflate(kit.em(12), 0).colliderect(other) for _at, other in found):
                found.append((at, foot))
        return found

    def _line(self, kit: Kit, canvas: Canvas, row: TimelineRow, xs: Sequence[float], y: int, ink: Colour) -> None:
        start = row.branched + 1 if row.branched is not None else 0
        places = list(enumerate(row.moments))[start : len(xs)]
        for (at, _moment), (after, following) in pairwise(places):
            colour = ink if following.played else canvas.theme.outline
            canvas.line([(xs[at], y), (xs[after], y)], colour, 2.5 if following.played else 1.5,
                        0 if following.played else 4)  # fmt: skip
        if row.branched is not None and places:
            canvas.line(_curve((xs[row.branched] + kit.em(13), y - kit.em(52)), (xs[start], y)), ink, 2.5)
        for at, moment in places:
            self._moment(kit, canvas, moment, (xs[at], y), ink)

    def _moment(self, kit: Kit, canvas: Canvas, moment: Moment, centre: tuple[float, float], ink: Colour) -> None:
        theme = canvas.theme
        if not moment.played:
            canvas.disc(centre, kit.em(5), theme.panel, theme.outline, 2)
        elif moment.icon:
            canvas.disc(centre, kit.em(13), theme.panel, ink, 2)
            mark = Rect(0, 0, kit.em(15), kit.em(15))
            mark.center = round(centre[0]), round(centre[1])
            canvas.icon(moment.icon, mark, ink)
        else:
            canvas.disc(centre, kit.em(6), ink)


def _curve(start: tuple[float, float], end: tuple[float, float]) -> list[tuple[float, float]]:
    """Return a soft S from one point to another."""
    pieces = max(6, min(20, round(abs(end[0] - start[0]) / 8)))
    shares = [i / pieces for i in range(pieces + 1)]
    return [
        (start[0] + t * (end[0] - start[0]), start[1] + (t * t * (3 - 2 * t)) * (end[1] - start[1])) for t in shares
    ]
