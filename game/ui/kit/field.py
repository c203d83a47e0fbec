"""Writing: a field of one line, such as the name of a team, or of several, such as notes."""

from collections.abc import Callable
from dataclasses import dataclass

from pygame import Rect

from game.ui.kit.base import Kit, Size
from game.ui.kit.canvas import Canvas
from game.ui.kit.node import Act, Mood, Node

__all__ = ["Field"]


@dataclass(frozen=True)
class Field:
    """A text that a person writes; every change is reported at once.

    With `lines` above one, Enter begins a new line; else it calls `done`. `most` letters fit; a name may be cut with
    "…" on other screens, here the part around the place of writing is shown.
    """

    id: str
    name: str
    text: str
    change: Callable[[str], None]
    done: Act | None = None
    hint: str = ""  # shown while it is empty
    lines: int = 1
    most: int = 60
    why_not: str = ""

    def size(self, kit: Kit, width: int) -> Size:
        """Return all of the width."""
        if self.lines == 1:
            return width, kit.em(38)
        count = max(self.lines, len(self._wrapped(kit, width)))
        return width, count * kit.type.line_height("body") + kit.em(18)

    def _wrapped(self, kit: Kit, width: int) -> tuple[str, ...]:
        return kit.type.wrap(self.text, "body", max(1, width - kit.em(24)))

    def _at(self, kit: Kit) -> int:
        return min(len(self.text), max(0, kit.memory.at.get(self.id, len(self.text))))

    def place(self, kit: Kit, rect: Rect) -> Node:
        """Place the field."""
        composed = kit.memory.written.get(self.id, "")

        def paint(canvas: Canvas, area: Rect, mood: Mood) -> None:
            theme = canvas.theme
            canvas.box(area, theme.raised, 9, edge=theme.ink if mood.focused or mood.hovered else theme.outline)
            inner = area.inflate(-kit.em(24), 0)
            before = canvas.surface.get_clip()
            canvas.surface.set_clip(inner.inflate(kit.em(6), 0).clip(before))
            if not self.text and not composed and not mood.focused:
                canvas.text(self.hint, inner, "body", theme.dim)
            elif self.lines == 1:
                self._line(kit, canvas, inner, mood.focused, composed)
            else:
                self._paragraph(kit, canvas, inner, mood.focused, composed)
            canvas.surface.set_clip(before)

        usable = not self.why_not
        return Node(rect, "field", self.id, self.name, self.text, self.why_not, paint=paint,
                    keys=self._keys(kit) if usable else None,
                    typed=(lambda t: self._insert(kit, t)) if usable else None,
                    composed=(lambda t: kit.memory.written.__setitem__(self.id, t)) if usable else None,
                    left=lambda: self._left(kit), press=None)  # fmt: skip

    def _left(self, kit: Kit) -> None:
        kit.memory.written.pop(self.id, None)
        kit.memory.at.pop(self.id, None)

    def _line(self, kit: Kit, canvas: Canvas, area: Rect, focused: bool, composed: str) -> None:
        at = self._at(kit)
        before, after = self.text[:at], self.text[at:]
        x = kit.type.width(before + composed, "body")
        shift = max(0, x - area.w + kit.em(4)) if focused else 0
        line = Rect(area.x - shift, area.y, area.w, area.h)
        canvas.text(before + composed + after, line, "body")
        if composed:
            start = line.x + kit.type.width(before, "body")
            canvas.fill(Rect(start, area.centery + kit.em(10), x + line.x - start, max(1, kit.px(1))), canvas.theme.ink)
        if focused:
            self._caret(kit, canvas, line.x + x, area.centery)

    def _paragraph(self, kit: Kit, canvas: Canvas, area: Rect, focused: bool, composed: str) -> None:
        at, high = self._at(kit), kit.type.line_height("body")
        shown = self.text[:at] + composed + self.text[at:]
        lines = kit.type.wrap(shown, "body", max(1, area.w))
        before = kit.type.wrap(shown[: at + len(composed)] + "\u2060", "body", max(1, area.w))
        for number, line in enumerate(lines):
            canvas.text(line, Rect(area.x, area.y + kit.em(9) + number * high, area.w, high), "body")
        if focused:
            row, last = len(before) - 1, before[-1].rstrip("\u2060")
            self._caret(kit, canvas, area.x + kit.type.width(last, "body"), area.y + kit.em(9) + row * high + high // 2)

    def _caret(self, kit: Kit, canvas: Canvas, x: int, middle: int) -> None:
        canvas.fill(Rect(x, middle - kit.em(9), max(2, kit.px(2)), kit.em(18)), canvas.theme.ink)

    def _insert(self, kit: Kit, text: str) -> None:
        kit.memory.written.pop(self.id, None)
        text = "".join(c for c in text if c.isprintable() or (c == "\n" and self.lines > 1))
        text = text[: max(0, self.most - len(self.text))]
        at = self._at(kit)
        kit.memory.at[self.id] = at + len(text)
        self.change(self.text[:at] + text + self.text[at:])

    def _keys(self, kit: Kit) -> dict[str, Act]:
        at = self._at(kit)

        def to(place: int) -> Act:
            return lambda: kit.memory.at.__setitem__(self.id, place)

        def cut(first: int, last: int) -> Act:
            def act() -> None:
                kit.memory.at[self.id] = max(0, first)
                self.change(self.text[: max(0, first)] + self.text[last:])

            return act

        keys = {"left": to(max(0, at - 1)), "right": to(min(len(self.text), at + 1)), "home": to(0),
                "end": to(len(self.text)), "backspace": cut(at - 1, at), "delete": cut(at, at + 1)}  # fmt: skip
        if self.lines > 1:
            keys["return"] = lambda: self._insert(kit, "\n")
        elif self.done is not None:
            keys["return"] = self.done
        return keys
