"""Lines over turns: a history with a place that is read, and a fan of what may come."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import floor, log10

from pygame import Rect

from game.ui.kit.base import Kit, Size
from game.ui.kit.canvas import Canvas
from game.ui.kit.node import Act, Mood, Node
from game.ui.theme import Colour
from game.ui.words import _, number

__all__ = ["Band", "FanChart", "LineChart", "Series", "nice_steps", "shortest", "widened"]


_NUMBER = re.compile(r"(?P<whole>\D*[\d\u202f]+)(?P<point>[.,])(?P<fraction>\d+)(?P<unit>\D*)")


@dataclass(frozen=True)
class Series:
    """One line: a value for each turn, drawn in the ink of an actor or in a colour of the theme."""

    name: str
    values: Sequence[float]
    actor: str = ""
    colour: str = "ink"
    dashed: bool = False

    def ink(self, kit: Kit) -> Colour:
        """Return the colour of the line."""
        found: Colour = kit.hue(self.actor).ink if self.actor else getattr(kit.theme, self.colour)
        return found


def nice_steps(low: float, high: float, most: int = 3) -> list[float]:
    """Return round numbers within two ends, at most so many, at least two."""
    span = max(high - low, 1e-9)
    size = 10.0 ** floor(log10(span))
    for step in (size * f for f in (0.1, 0.2, 0.25, 0.5, 1.0, 2.0, 2.5, 5.0, 10.0)):
        first = -(-low // step) * step
        found = [first + i * step for i in range(int((high - first) / step + 1e-9) + 1)]
        if len(found) <= most:
            return found if len(found) >= 2 else [low, high]
    return [low, high]


def widened(low: float, high: float, least: float) -> tuple[float, float]:
    """Return two ends that lie at least so far apart, and not below 0 where nothing is."""
    more = max(0.0, least - (high - low)) / 2
    bottom = low - more if low < 0 else max(0.0, low - more)
    return bottom, max(high, bottom + least)


def shortest(labels: Sequence[str]) -> list[str]:
    """Return numbers without the zeros after the decimal point that all of them end in."""
    split = [_NUMBER.fullmatch(label) for label in labels]
    fractions = [found["fraction"] for found in split if found is not None]
    if len(fractions) < len(labels) or not all(fractions):
        return list(labels)
    zeros = min(len(fraction) - len(fraction.rstrip("0")) for fraction in fractions)
    found = []
    for whole in split:
        assert whole is not None
        fraction = whole["fraction"][: len(whole["fraction"]) - zeros]
        found.append(whole["whole"] + (whole["point"] + fraction if fraction else "") + whole["unit"])
    return found


class _Frame:
    """Where values lie in the rectangle of a chart: room for numbers at the left, names at the right, turns below."""

    def __init__(
        self, kit: Kit, rect: Rect, low: float, high: float, count: int, write: Callable[[float], str], right: int
    ) -> None:
        pad = 0.06 * ((high - low) or 1.0)
        self.low, self.high = low - pad, high + pad
        self.steps = nice_steps(low, high)
        self.labels = shortest([write(step) for step in self.steps])
        left = max(kit.type.width(label, "small") for label in self.labels) + kit.em(8)
        line = kit.type.line_height("small")
        self.area = Rect(
            rect.x + left, rect.y + line // 2, rect.w - left - right, rect.h - line - line // 2 - kit.em(4)
        )
        self.count, self.left = max(2, count), rect.x

    def x(self, at: float) -> float:
        return self.area.x + self.area.w * at / (self.count - 1)

    def y(self, value: float) -> float:
        return self.area.bottom - self.area.h * (value - self.low) / (self.high - self.low)

    def nearest(self, x: int) -> int:
        share = (x - self.area.x) / max(1, self.area.w)
        return min(self.count - 1, max(0, round(share * (self.count - 1))))

    def grid(self, canvas: Canvas) -> None:
        high = canvas.type.line_height("small")
        for step, label in zip(self.steps, self.labels, strict=True):
            y = round(self.y(step))
            canvas.fill(Rect(self.area.x, y, self.area.w, max(1, canvas.px(1))), canvas.theme.line)
            wide = self.area.x - self.left - canvas.px(6)
            canvas.text(label, Rect(self.left, y - high // 2, wide, high), "small", canvas.theme.dim, "right")

    def ends(self, canvas: Canvas, first: str, last: str) -> None:
        high = canvas.type.line_height("small")
        line = Rect(self.area.x, self.area.bottom + canvas.px(4), self.area.w, high)
        canvas.text(first, line, "small", canvas.theme.dim)
        canvas.text(last, line, "small", canvas.theme.dim, "right")

    def place_read(self, canvas: Canvas, at: int) -> None:
        x = round(self.x(at))
        canvas.fill(Rect(x, self.area.y, max(1, canvas.px(1)), self.area.h), canvas.theme.outline)


def _reading(kit: Kit, name: str, count: int) -> dict[str, Act]:
    """Return the keys that go from turn to turn."""

    def go(by: int) -> Act:
        def act() -> None:
            now = kit.memory.at.get(name, -1)
            kit.memory.at[name] = min(count - 1, max(0, (count - 1 if now < 0 else now + by)))

        return act

    def to(at: int) -> Act:
        return lambda: kit.memory.at.__setitem__(name, at)

    return {"left": go(-1), "right": go(1), "home": to(0), "end": to(count - 1)}


def _hover(kit: Kit, name: str, frame: _Frame) -> Callable[[tuple[int, int] | None], None]:
    def under(place: tuple[int, int] | None) -> None:
        at = frame.nearest(place[0]) if place is not None else -1
        if kit.memory.at.get(name, -1) != at:
            kit.memory.at[name] = at
            kit.changed()

    return under


def _names(
    kit: Kit, canvas: Canvas, frame: _Frame, ends: Sequence[tuple[str, float, Colour]], last: int | None = None
) -> None:
    """Write names where lines end, or at the right edge; they are moved apart where they would touch."""
    high = kit.type.line_height("label")
    places = sorted((frame.y(value) - high / 2, words, ink) for words, value, ink in ends)
    y = float("-inf")
    tops = []
    for top, _words, _ink in places:
        y = max(top, y + high)
        tops.append(y)
    x = round(frame.area.right if last is None else frame.x(last)) + kit.em(10)
    over = max(0.0, (tops[-1] + high - frame.area.bottom) if tops else 0.0)
    for (_top, words, ink), y in zip(places, tops, strict=True):
        place = Rect(x, round(y - over), kit.em(10), high)
        canvas.text(words, place, "label", ink)


@dataclass(frozen=True)
class LineChart:
    """Lines over the turns of a game, with their names at the right end. The arrows and the pointer read a turn."""

    id: str
    name: str
    lines: Sequence[Series]
    turns: Sequence[str]  # what each turn is called; those without values are still to come
    write: Callable[[float], str] = number
    high: float = 140
    now: int | None = None  # a turn with a line through it
    least: float = 0.0  # how much the height spans at least, so that a small change looks small

    def size(self, kit: Kit, width: int) -> Size:
        """Return all of the width."""
        return width, kit.em(self.high)

    def _ends(self) -> list[tuple[str, float]]:
        return [(f"{line.name} {self.write(line.values[-1])}".strip(), line.values[-1])
                for line in self.lines if line.values]  # fmt: skip

    def _frame(self, kit: Kit, rect: Rect) -> _Frame:
        values = [value for line in self.lines for value in line.values] or [0.0, 1.0]
        right = max((kit.type.width(words, "label") for words, _v in self._ends()), default=0) + kit.em(12)
        low, high = widened(min(values), max(values), self.least)
        return _Frame(kit, rect, low, high, len(self.turns), self.write, right)

    def place(self, kit: Kit, rect: Rect) -> Node:
        """Place the lines."""
        frame = self._frame(kit, rect)
        at = kit.memory.at.get(self.id, -1)
        said = "; ".join(words for words, _value in self._ends())
        keys = _reading(kit, self.id, max((len(line.values) for line in self.lines), default=1))
        return Node(rect, "chart", self.id, self.name, said, hint=self._read(at), keys=keys,
                    paint=lambda c, r, m: self._paint(kit, c, frame, at), hover=_hover(kit, self.id, frame),
                    left=lambda: kit.memory.at.__setitem__(self.id, -1),
                    overflow=frame.area.w < kit.em(40))  # fmt: skip

    def _read(self, at: int) -> str:
        found = [line for line in self.lines if 0 <= at < len(line.values)]
        if not found:
            return ""
        values = ", ".join(f"{line.name} {self.write(line.values[at])}".strip() for line in found)
        return f"{self.turns[at]}: {values}"

    def _paint(self, kit: Kit, canvas: Canvas, frame: _Frame, at: int) -> None:
        frame.grid(canvas)
        for mark in (self.now, at):
            if mark is not None and 0 <= mark < frame.count:
                frame.place_read(canvas, mark)
        for line in self.lines:
            points = [(frame.x(i), frame.y(value)) for i, value in enumerate(line.values)]
            canvas.line(points, line.ink(kit), 2.2, 5 if line.dashed else 0)
            shown = at if 0 <= at < len(points) else len(points) - 1
            if points:
                canvas.disc(points[shown], kit.em(4.5), canvas.theme.panel, line.ink(kit), 2)
        inks = [line.ink(kit) for line in self.lines if line.values]
        ends = [(words, value, ink) for (words, value), ink in zip(self._ends(), inks, strict=True)]
        _names(kit, canvas, frame, ends, max((len(line.values) for line in self.lines), default=1) - 1)
        if self.turns:
            frame.ends(canvas, self.turns[0], self.turns[-1])


@dataclass(frozen=True)
class Band:
    """What many games say about one turn: the ends of the 90 % and of the 50 % band, and the middle."""

    low90: float
    low50: float
    median: float
    high50: float
    high90: float


@dataclass(frozen=True)
class FanChart:
    """What may come: bands of 90 and 50 % and the median, beside the line of doing nothing.

    While games are still counted, an older fan stays pale; `counted` and `wanted` say how far it is.
    """

    id: str
    name: str
    bands: Sequence[Band]
    turns: Sequence[str]
    idle: Sequence[float] = ()
    actor: str = ""
    plan: str = ""  # what the median line is called; "plan" by itself
    write: Callable[[float], str] = lambda value: number(value, 1)
    high: float = 150
    counted: int = 0
    wanted: int = 0
    other: str = ""  # what the dashed line is called; "idle" by itself

    def size(self, kit: Kit, width: int) -> Size:
        """Return all of the width, and a line for how far the counting is."""
        return width, kit.em(self.high) + (kit.type.line_height("small") if self._counting() else 0)

    def _counting(self) -> str:
        if self.counted >= self.wanted:
            return ""
        return _("counting {done} of {all}").format(done=number(self.counted), all=number(self.wanted))

    def _ends(self, kit: Kit) -> list[tuple[str, float, Colour]]:
        found = []
        if self.bands:
            last = self.bands[-1].median
            found.append((f"{self.plan or _('plan')} {self.write(last)}", last, kit.hue(self.actor).ink))
        if self.idle:
            without = self.other or _("idle")
            found.append((f"{without} {self.write(self.idle[-1])}", self.idle[-1], kit.theme.ink))
        return found

    def place(self, kit: Kit, rect: Rect) -> Node:
        """Place the bands and lines."""
        line = kit.type.line_height("small") if self._counting() else 0
        area = Rect(rect.x, rect.y, rect.w, rect.h - line)
        values = [v for b in self.bands for v in (b.low90, b.high90)] + list(self.idle) or [0.0, 1.0]
        right = max((kit.type.width(words, "label") for words, _v, _i in self._ends(kit)), default=0) + kit.em(12)
        frame = _Frame(kit, area, min(values), max(values), len(self.turns), self.write, right)
        at = kit.memory.at.get(self.id, -1)

        def paint(canvas: Canvas, place: Rect, mood: Mood) -> None:
            self._paint(kit, canvas, frame, at)
            if line:
                below = Rect(place.x, place.bottom - line, place.w, line)
                canvas.text(self._counting(), below, "small", canvas.theme.dim)

        said = "; ".join([*(words for words, _v, _i in self._ends(kit)), *filter(None, [self._counting()])])
        return Node(rect, "chart", self.id, self.name, said, hint=self._read(at), paint=paint,
                    keys=_reading(kit, self.id, len(self.bands)) if self.bands else None,
                    hover=_hover(kit, self.id, frame), left=lambda: kit.memory.at.__setitem__(self.id, -1),
                    overflow=frame.area.w < kit.em(40))  # fmt: skip

    def _read(self, at: int) -> str:
        if not 0 <= at < len(self.bands):
            return ""
        band = self.bands[at]
        return _("{turn}: {median}; half between {low} and {high}; 90 % between {lowest} and {highest}").format(
            turn=self.turns[at], median=self.write(band.median), low=self.write(band.low50),
            high=self.write(band.high50), lowest=self.write(band.low90), highest=self.write(band.high90),
        )  # fmt: skip

    def _paint(self, kit: Kit, canvas: Canvas, frame: _Frame, at: int) -> None:
        frame.grid(canvas)
        hue, pale = kit.hue(self.actor), 0.4 if self._counting() and self.counted == 0 else 1.0
        for low, high, alpha in (("low90", "high90", 70), ("low50", "high50", 120)):
            edge = [(frame.x(i), frame.y(getattr(band, high))) for i, band in enumerate(self.bands)]
            back = [(frame.x(i), frame.y(getattr(band, low))) for i, band in enumerate(self.bands)]
            canvas.polygon([*edge, *reversed(back)], hue.fill, round(alpha * pale))
        median = [(frame.x(i), frame.y(band.median)) for i, band in enumerate(self.bands)]
        canvas.line([(frame.x(i), frame.y(value)) for i, value in enumerate(self.idle)], canvas.theme.ink, 2, 5)
        canvas.line(median, hue.ink if pale == 1.0 else canvas.theme.outline, 2.4)
        if 0 <= at < len(median):
            frame.place_read(canvas, at)
            canvas.disc(median[at], kit.em(4.5), canvas.theme.panel, hue.ink, 2)
        _names(kit, canvas, frame, self._ends(kit))
        if self.turns:
            frame.ends(canvas, self.turns[0], self.turns[-1])
