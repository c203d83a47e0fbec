"""Amounts as bars: one part of a whole, shares of actors now and then, a score, a number that counts."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pygame import Rect

from game.ui.kit.base import Composed, Element, Kit, Size
from game.ui.kit.basics import Text
from game.ui.kit.boxes import Column, Fixed, Grow, Row, Together
from game.ui.kit.canvas import Canvas
from game.ui.kit.node import Act, Node
from game.ui.words import _, number, percent

__all__ = ["Counting", "Legend", "Meter", "Moved", "Part", "ScoreBar", "ShareBar", "SharesNowThen"]

_MINUS = "\u2212"
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True)
class Counting:
    """A number that counts from its old value to the new one."""

    id: str
    value: float
    write: Callable[[float], str] = number
    style: str = "strong"
    colour: str = "ink"

    def size(self, kit: Kit, width: int) -> Size:
        """Return the size of the value that it comes to, with room for the one that it comes from."""
        now = kit.memory.glides.get(f"count {self.id}")
        shown = [self.value] if now is None else [self.value, *now.end, *now.start]
        wide = max(kit.type.width(self.write(value), self.style) for value in shown)
        return min(width, wide), kit.type.line_height(self.style)

    def place(self, kit: Kit, rect: Rect) -> Node:
        """Place the number at the right."""
        glide = kit.memory.glide(f"count {self.id}", (self.value,), kit.milliseconds("count") / 1000)

        def draw(canvas: Canvas, area: Rect, seconds: float) -> None:
            words = self.write(glide.at(seconds)[0])
            canvas.text(words, area, self.style, getattr(canvas.theme, self.colour), "right")

        moving = glide.moves(kit.memory.seconds)
        still = None if moving else lambda c, r, m: draw(c, r, kit.memory.seconds)
        return Node(rect, "text", name=self.write(self.value), paint=still, live=draw if moving else None,
                    overflow=kit.type.width(self.write(self.value), self.style) > rect.w)  # fmt: skip


@dataclass(frozen=True)
class Moved:
    """A number and how it changed, in two columns that stay in line from row to row."""

    value: str
    change: str
    colour: str = "dim"

    @property
    def words(self) -> str:
        """Both as a line of text."""
        return f"{self.value} {self.change}".strip()

    def _widths(self, kit: Kit) -> tuple[int, int, int]:
        usual = _MINUS + _DIGIT.sub("8", self.change.lstrip("+" + _MINUS))
        wide = max(kit.type.width(self.change, "small"), kit.type.width(usual, "small"))
        return kit.type.width(self.value, "strong"), kit.em(8), wide

    def size(self, kit: Kit, width: int) -> Size:
        """Return the width of both and the height of a line."""
        return sum(self._widths(kit)), kit.type.line_height("strong")

    def place(self, kit: Kit, rect: Rect) -> Node:
        """Place the change at the right, and the number at the right of what is left."""
        _value, gap, wide = self._widths(kit)
        left = Rect(rect.x, rect.y, rect.w - gap - wide, rect.h)
        right = Rect(rect.right - wide, rect.y, wide, rect.h)
        return Node(rect, children=(
            Text(self.value, "strong", align="right").place(kit, left),
            Text(self.change, "small", self.colour, "right").place(kit, right),
        ))  # fmt: skip


@dataclass(frozen=True)
class Meter:
    """How much of a whole: a bar on a track, 0 to 1, in a colour of the theme or in the hue of an actor.

    `mark` is a tick, such as a ceiling or a median; `range` an interval.
    """

    id: str
    share: float
    name: str = ""
    value: str = ""
    colour: str = "ink"
    actor: str = ""
    high: float = 10
    mark: float | None = None
    range: tuple[float, float] | None = None

    def size(self, kit: Kit, width: int) -> Size:
        """Return all of the width."""
        return width, kit.em(self.high) + (kit.em(8) if self.mark is not None or self.range else 0)

    def place(self, kit: Kit, rect: Rect) -> Node:
        """Place the bar."""
        share = min(1.0, max(0.0, self.share))
        glide = kit.memory.glide(f"meter {self.id}", (share,), kit.milliseconds("panel") / 1000)
        moving = glide.moves(kit.memory.seconds)

        def draw(canvas: Canvas, area: Rect, seconds: float) -> None:
            high = kit.em(self.high)
            track = Rect(area.x, area.centery - high // 2, area.w, high)
            canvas.box(track, canvas.theme.line, 4)
            bar = Rect(track.x, track.y, round(track.w * glide.at(seconds)[0]), high)
            if self.actor:
                canvas.bar(bar, kit.hue(self.actor), 4)
            else:
                canvas.box(bar, getattr(canvas.theme, self.colour), 4)
            self._marks(canvas, area)

        return Node(rect, "meter", name=self.name, value=self.value or percent(share), live=draw if moving else None,
                    paint=None if moving else lambda c, r, m: draw(c, r, kit.memory.seconds))  # fmt: skip

    def _marks(self, canvas: Canvas, area: Rect) -> None:
        if self.range is not None:
            low, high = (area.x + round(area.w * min(1.0, max(0.0, end))) for end in self.range)
            canvas.ring(Rect(low, area.y, max(canvas.px(4), high - low), area.h), 3, 2, canvas.theme.ink)
        if self.mark is not None:
            x = area.x + round(area.w * min(1.0, max(0.0, self.mark)))
            canvas.fill(Rect(x - canvas.px(2), area.y, canvas.px(4), area.h), canvas.theme.panel)
            canvas.fill(Rect(x - canvas.px(1), area.y, max(2, canvas.px(2)), area.h), canvas.theme.warn)


@dataclass(frozen=True)
class Part:
    """The share of an actor, 0 to 1; the actor "" stands for all others together."""

    actor: str
    name: str
    share: float


@dataclass(frozen=True)
class ShareBar:
    """Shares of actors, in the order given, each in its hue and hatch. With an `id` the arrows read part after part."""

    parts: Sequence[Part]
    id: str = ""
    name: str = ""
    high: float = 18
    press: Act | None = None

    def size(self, kit: Kit, width: int) -> Size:
        """Return all of the width."""
        return width, kit.em(self.high)

    def _shares(self) -> tuple[float, ...]:
        total = sum(part.share for part in self.parts) or 1.0
        return tuple(part.share / total for part in self.parts)

    def place(self, kit: Kit, rect: Rect) -> Node:
        """Place the parts."""
        shares = self._shares()
        glide = kit.memory.glide(f"shares {self.id or self.name}", shares, kit.milliseconds("panel") / 1000)
        moving = bool(self.id) and glide.moves(kit.memory.seconds)
        at = min(kit.memory.at.get(self.id, -1), len(self.parts) - 1) if self.id else -1

        def draw(canvas: Canvas, area: Rect, seconds: float) -> None:
            shown = glide.at(seconds) if self.id else shares
            self._draw(kit, canvas, area, [area.w * share for share in shown], at)

        said = ", ".join(f"{part.name} {percent(part.share, 1)}" for part in self.parts)
        read = f"{self.parts[at].name} {percent(self.parts[at].share, 1)}" if at >= 0 else ""
        keys = {"left": self._go(kit, -1), "right": self._go(kit, 1)} if self.id and self.parts else None
        return Node(rect, "meter", self.id, self.name, said, hint=read, keys=keys, live=draw if moving else None,
                    paint=None if moving else lambda c, r, m: draw(c, r, kit.memory.seconds), press=self.press,
                    left=lambda: self._read(kit, -1),
                    hover=(lambda place: self._under(kit, rect, place)) if self.id else None)  # fmt: skip

    def _go(self, kit: Kit, by: int) -> Act:
        return lambda: self._read(
            kit, (max(kit.memory.at.get(self.id, -1), -1 if by > 0 else 0) + by) % len(self.parts)
        )

    def _read(self, kit: Kit, at: int) -> None:
        kit.memory.at[self.id] = at

    def _under(self, kit: Kit, rect: Rect, place: tuple[int, int] | None) -> None:
        """Read the part under the pointer."""
        before, found = kit.memory.at.get(self.id, -1), -1
        if place is not None:
            x = float(rect.x)
            for at, share in enumerate(self._shares()):
                found = at if x <= place[0] < x + rect.w * share else found
                x += rect.w * share
        if found != before:
            kit.memory.at[self.id] = found
            kit.changed()

    def _draw(self, kit: Kit, canvas: Canvas, area: Rect, widths: Sequence[float], read: int) -> None:
        x, gap = float(area.x), max(1, canvas.px(2))
        for at, (part, wide) in enumerate(zip(self.parts, widths, strict=True)):
            bar = Rect(round(x), area.y, max(1, round(x + wide) - round(x) - gap), area.h)
            if wide >= 1:
                canvas.bar(bar, kit.hue(part.actor), 3)
            if at == read:
                canvas.ring(bar.inflate(canvas.px(4), canvas.px(4)), 5, 2, canvas.theme.ink)
            x += wide


@dataclass(frozen=True)
class SharesNowThen(Composed):
    """Two share bars, now over then, with one legend."""

    id: str
    now: Sequence[Part]
    then: Sequence[Part]
    name: str = ""
    legend: bool = True

    def element(self, kit: Kit) -> Element:
        """Return the bars with their words."""
        wide = max(kit.type.width(word, "small") for word in (_("now"), _("then"))) / kit.scale + 2
        lines: list[Element] = []
        for key, word, parts in (("now", _("now"), self.now), ("then", _("then"), self.then)):
            bar = ShareBar(parts, f"{self.id}.{key}", f"{self.name} {word}".strip())
            lines.append(Row([Fixed(Text(word, "small", "dim"), wide), Grow(bar)], gap=10))
        if self.legend:
            lines.append(Legend(self.then))
        return Column(lines, gap=6)


@dataclass(frozen=True)
class Legend(Composed):
    """What each hue and hatch stands for, with the share of each."""

    parts: Sequence[Part]
    shares: bool = True

    def element(self, kit: Kit) -> Element:
        """Return swatches with words."""
        return Together([self._entry(part) for part in self.parts], gap=18, row_gap=4)

    def _entry(self, part: Part) -> Element:
        words = f"{part.name} {percent(part.share, 1)}" if self.shares else part.name
        return Row([_Swatch(part.actor), Text(words, "small")], gap=7)


@dataclass(frozen=True)
class _Swatch:
    actor: str

    def size(self, kit: Kit, width: int) -> Size:
        return kit.em(16), kit.em(14)

    def place(self, kit: Kit, rect: Rect) -> Node:
        return Node(rect, "picture", paint=lambda c, r, m: c.bar(r, kit.hue(self.actor), 4))


@dataclass(frozen=True)
class ScoreBar(Composed):
    """A score of 0 to 100: its parts side by side, with words, the number at the right, and a tick at a median."""

    id: str
    name: str
    score: float
    parts: Sequence[tuple[str, float]] = ()  # what each brings, in points
    median: float | None = None

    def element(self, kit: Kit) -> Element:
        """Return the bar, its parts in words, and the number."""
        parts = self.parts or (("", self.score),)
        bar = _ScoreTrack(self.id, tuple(points for _name, points in parts), self.score, self.median, self.name)
        lines: list[Element] = [bar]
        if self.parts:
            lines.append(Together([_tone(at, *part) for at, part in enumerate(self.parts)], gap=12, row_gap=0))
        score = Counting(f"score {self.id}", self.score, style="title")
        return Row([Grow(Column(lines, gap=3)), score], gap=14, align="top")


_TONES = ("ink", "dim", "outline")  # of the parts of a score, one after another


def _tone(at: int, name: str, points: float) -> Element:
    """Return a part of a score in words, with the tone that it has in the bar."""
    return Row([_Dot(_TONES[at % 3]), Text(f"{name} {number(points)}", "small", "dim")], gap=5)


@dataclass(frozen=True)
class _Dot:
    colour: str

    def size(self, kit: Kit, width: int) -> Size:
        return kit.em(8), kit.em(8)

    def place(self, kit: Kit, rect: Rect) -> Node:
        return Node(rect, "picture", paint=lambda c, r, m: c.box(r, getattr(c.theme, self.colour), 2))


@dataclass(frozen=True)
class _ScoreTrack:
    id: str
    parts: tuple[float, ...]
    score: float
    median: float | None
    name: str

    def size(self, kit: Kit, width: int) -> Size:
        return width, kit.em(24)

    def place(self, kit: Kit, rect: Rect) -> Node:
        glide = kit.memory.glide(f"score parts {self.id}", self.parts, kit.milliseconds("count") / 1000)
        moving = glide.moves(kit.memory.seconds)

        def draw(canvas: Canvas, area: Rect, seconds: float) -> None:
            theme, high = canvas.theme, kit.em(12)
            track = Rect(area.x, area.centery - high // 2, area.w, high)
            canvas.box(track, theme.line, 4)
            x, tones = float(track.x), [getattr(theme, tone) for tone in _TONES]
            for at, points in enumerate(glide.at(seconds)):
                wide = track.w * max(0.0, points) / 100
                right = min(float(track.right), x + wide)
                canvas.box(Rect(round(x), track.y, max(0, round(right) - round(x) - 1), high), tones[at % 3], 3)
                x = right
            if self.median is not None:
                place = track.x + round(track.w * self.median / 100)
                canvas.fill(Rect(place - canvas.px(2), area.y, canvas.px(4), area.h), theme.panel)
                canvas.fill(Rect(place - canvas.px(1), area.y, max(2, canvas.px(2)), area.h), theme.warn)

        said = _("{score} of 100").format(score=number(self.score))
        return Node(rect, "meter", name=self.name, value=said, live=draw if moving else None,
                    paint=None if moving else lambda c, r, m: draw(c, r, kit.memory.seconds))  # fmt: skip
