"""Words of which a part is marked: a quote in its article, a slip in a line of a scenario."""

from dataclasses import dataclass
from typing import Literal

from pygame import Rect

from game.ui.kit.base import Kit, Size
from game.ui.kit.basics import Text
from game.ui.kit.canvas import Canvas
from game.ui.kit.node import Mood, Node

__all__ = ["Marked"]


@dataclass(frozen=True)
class Marked:
    """Words that wrap, with those from `start` to `end` on a coloured ground and underlined."""

    words: str
    start: int = 0
    end: int = 0
    style: str = "quote"
    tone: Literal["state", "bad", "warn"] = "state"
    id: str = ""
    said: str = ""  # what the mark means

    def _text(self) -> Text:
        return Text(" ".join(self.words.split()), self.style)

    def size(self, kit: Kit, width: int) -> Size:
        """Return the size of the words."""
        return self._text().size(kit, width)

    def place(self, kit: Kit, rect: Rect) -> Node:
        """Place the words and the ground behind those that are marked."""
        node = self._text().place(kit, rect)
        if self.end <= self.start:
            return node
        spans, high = self._spans(kit, rect), kit.type.line_height(self.style)

        def paint(canvas: Canvas, area: Rect, mood: Mood) -> None:
            thick = max(2, kit.px(2))
            top = area.y if len(spans) > 1 or area.h > 1.5 * high else area.centery - high // 2
            for line, (x, w) in spans.items():
                place = Rect(area.x + x - kit.em(2), top + line * high, w + kit.em(4), high)
                canvas.fill(place, getattr(canvas.theme, f"{self.tone}_ground"))
                canvas.fill(Rect(place.x, place.bottom - thick, place.w, thick), getattr(canvas.theme, self.tone))
            assert node.paint is not None
            node.paint(canvas, area, mood)

        return Node(rect, "text", self.id, self._text().words, self.said, paint=paint, overflow=node.overflow)

    def _spans(self, kit: Kit, rect: Rect) -> dict[int, tuple[int, int]]:
        """Return for each line with marked words where they begin, in pixels, and how wide they are."""
        before = len(" ".join(self.words[: self.start].split()))
        before += 1 if before and self.words[self.start - 1 : self.start].isspace() else 0
        end = before + len(" ".join(self.words[self.start : self.end].split()))
        spans, at, plain = {}, 0, self._text().words
        for number, line in enumerate(kit.type.wrap(plain, self.style, max(1, rect.w))):
            start = plain.index(line, at)
            at = start + len(line)
            first, last = max(before, start), min(end, at)
            if first < last:
                left = kit.type.width(line[: first - start], self.style)
                spans[number] = left, kit.type.width(line[: last - start], self.style) - left
        return spans
