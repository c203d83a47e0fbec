"""A number on a track: dragged, moved by the arrows, or typed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pygame import Rect

from game.ui.kit.base import Kit, Size
from game.ui.kit.canvas import Canvas
from game.ui.kit.node import Act, Mood, Node
from game.ui.words import number

__all__ = ["Slider"]

_DIGITS = "0123456789.,-\u2212"


@dataclass(frozen=True)
class Slider:
    """A number between two ends.

    The value stands above the thumb, the ends below the track. The arrows change it by a step, with Shift by five,
    Home and End go to the ends; digits are typed and taken with Enter. `band` marks a part in which something holds.
    """

    id: str
    name: str
    value: float
    low: float
    high: float
    step: float
    change: Callable[[float], None]
    write: Callable[[float], str] = lambda value: number(value, 2)
    ends: tuple[str, str] | None = None  # what the ends are called; their numbers if None
    band: tuple[float, float] | None = None
    typed_unit: float = 1.0  # what a typed 1 is worth: 0.01 where percents are shown
    marks: Sequence[float] = ()  # places with a small line below the track
    why_not: str = ""

    def size(self, kit: Kit, width: int) -> Size:
        """Return all of the width and the height of three lines."""
        return width, kit.type.line_height("strong") + kit.em(26) + kit.type.line_height("small")

    def place(self, kit: Kit, rect: Rect) -> Node:
        """Place the track and what is written at it."""
        steps = max(1, round((self.high - self.low) / self.step))
        now = min(self.high, max(self.low, self.value))

        def go(by: int) -> Act:
            return lambda: self._take(self.low + (round((now - self.low) / self.step) + by) * self.step)

        def to(value: float) -> Act:
            return lambda: self._take(value)

        margin = kit.em(11)

        def drag(x: float, y: float) -> None:
            share = (x * rect.w - margin) / max(1, rect.w - 2 * margin)
            self._take(self.low + round(min(1.0, max(0.0, share)) * steps) * self.step)

        typing = _Typing(kit, self)
        keys = {"left": go(-1), "right": go(1), "shift+left": go(-5), "shift+right": go(5), "home": to(self.low),
                "end": to(self.high), **typing.keys()}  # fmt: skip
        usable = not self.why_not
        return Node(rect, "slider", self.id, self.name, self.write(now), self.why_not, keys=keys if usable else None,
                    drag=drag if usable else None, typed=typing.typed if usable else None, left=typing.forget,
                    accepts=_DIGITS,
                    paint=lambda c, r, m: self._paint(kit, c, r, m, now, typing.text), ring=9)  # fmt: skip

    def _take(self, value: float) -> None:
        digits = 10
        self.change(round(min(self.high, max(self.low, value)), digits))

    def _x(self, kit: Kit, rect: Rect, value: float) -> int:
        margin, span = kit.em(11), (self.high - self.low) or 1.0
        return rect.x + margin + round((value - self.low) / span * (rect.w - 2 * margin))

    def _paint(self, kit: Kit, canvas: Canvas, area: Rect, mood: Mood, now: float, typed: str) -> None:
        theme, high = canvas.theme, kit.type.line_height("strong")
        ink = theme.dim if self.why_not else theme.ink
        x, y = self._x(kit, area, now), area.y + high + kit.em(12)
        track = Rect(area.x + kit.em(8), y - kit.em(3), area.w - kit.em(16), kit.em(6))
        canvas.box(track, theme.line, 3)
        if self.band is not None:
            first, last = (self._x(kit, area, end) for end in self.band)
            part = track.inflate(0, kit.em(8))
            canvas.box(Rect(first, part.y, max(1, last - first), part.h), theme.good_ground, 0, edge=theme.good)
        canvas.box(Rect(track.x, track.y, max(1, x - track.x), track.h), ink, 3)
        for mark in self.marks:
            canvas.fill(Rect(self._x(kit, area, mark), y + kit.em(8), max(1, kit.px(1)), kit.em(5)), theme.outline)
        canvas.disc((x, y), kit.em(10), theme.raised, ink, 3)
        if mood.hovered or mood.pressed:
            canvas.disc((x, y), kit.em(4), ink)
        words = typed + "|" if typed else self.write(now)
        wide = kit.type.width(words, "strong")
        left = min(area.right - wide, max(area.x, x - wide // 2))
        canvas.text(words, Rect(left, area.y, wide, high), "strong", ink)
        self._name_ends(kit, canvas, area)

    def _name_ends(self, kit: Kit, canvas: Canvas, area: Rect) -> None:
        low, high = self.ends or (self.write(self.low), self.write(self.high))
        height = kit.type.line_height("small")
        line = Rect(area.x, area.bottom - height, area.w, height)
        canvas.text(low, line, "small", canvas.theme.dim)
        canvas.text(high, line, "small", canvas.theme.dim, "right")


class _Typing:
    """Digits that are being typed over a slider; Enter takes them, Backspace mends them."""

    def __init__(self, kit: Kit, slider: Slider) -> None:
        self._kit, self._slider = kit, slider

    @property
    def text(self) -> str:
        return self._kit.memory.written.get(self._slider.id, "")

    def typed(self, written: str) -> None:
        allowed = "".join(letter for letter in written if letter in _DIGITS)
        self._kit.memory.written[self._slider.id] = (self.text + allowed)[:12]

    def forget(self) -> None:
        self._kit.memory.written.pop(self._slider.id, None)

    def keys(self) -> dict[str, Act]:
        return {"return": self._take, "backspace": self._shorten, "escape": self.forget} if self.text else {}

    def _shorten(self) -> None:
        self._kit.memory.written[self._slider.id] = self.text[:-1]

    def _take(self) -> None:
        text = self.text.replace(",", ".").replace("\u2212", "-")
        self.forget()
        try:
            value = float(text) * self._slider.typed_unit
        except ValueError:
            return
        self._slider.change(min(self._slider.high, max(self._slider.low, value)))
