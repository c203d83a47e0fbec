"""The three answers to an offer: choosing one, and how likely each is. One order always, with icon, word and colour."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from pygame import Rect

from game.ui.kit.base import Composed, Element, Kit, Size
from game.ui.kit.boxes import Grid
from game.ui.kit.canvas import Canvas
from game.ui.kit.node import Act, Mood, Node
from game.ui.words import _, in_words, percent

__all__ = ["ANSWERS", "Answer", "AnswerTrio", "ChanceBar", "answer_word"]

Answer = Literal["accept", "amend", "decline"]
ANSWERS: tuple[Answer, ...] = ("accept", "amend", "decline")
_LOOKS = {"accept": ("check", "good"), "amend": ("pencil-line", "warn"), "decline": ("x", "bad")}


def answer_word(answer: Answer) -> str:
    """Return what an answer is called on a button."""
    return {"accept": _("Accept"), "amend": _("Amend"), "decline": _("Decline")}[answer]


def _part_word(answer: Answer) -> str:
    return {"accept": _("accept"), "amend": _("amend"), "decline": _("decline")}[answer]


@dataclass(frozen=True)
class AnswerTrio(Composed):
    """Three buttons to answer an offer; the chosen one is filled. `why_not` says why one cannot be given.

    The letters of the answers press them only where `letters` is on: of several offers, the current one's.
    """

    id: str
    chosen: Answer | None
    answer: Callable[[Answer], None]
    why_not: tuple[str, str, str] = ("", "", "")
    letters: bool = False
    name: str = ""  # of the offer

    def element(self, kit: Kit) -> Element:
        """Return the buttons side by side, or below one another where they do not fit."""
        buttons = [self._button(answer, why) for answer, why in zip(ANSWERS, self.why_not, strict=True)]
        return _SideBySide(buttons)

    def _button(self, answer: Answer, why_not: str) -> Element:
        return _AnswerButton(f"{self.id}.{answer}", answer, self.chosen == answer, lambda: self.answer(answer), why_not,
                             answer if self.letters else "", self.name)  # fmt: skip


@dataclass(frozen=True)
class _SideBySide:
    children: list[Element]

    def _grid(self, kit: Kit, width: int) -> Grid:
        widest = max(kit.measure(child, width)[0] for child in self.children)
        fits = widest * len(self.children) + kit.px(6) * (len(self.children) - 1) <= width
        return Grid(self.children, len(self.children) if fits else 1, 6, 6)

    def size(self, kit: Kit, width: int) -> Size:
        return self._grid(kit, width).size(kit, width)

    def place(self, kit: Kit, rect: Rect) -> Node:
        return self._grid(kit, rect.w).place(kit, rect)


@dataclass(frozen=True)
class _AnswerButton:
    id: str
    answer: Answer
    chosen: bool
    press: Act
    why_not: str
    action: str
    offer: str

    def size(self, kit: Kit, width: int) -> Size:
        wide = kit.type.width(answer_word(self.answer), "strong") + kit.em(24 + 20)
        return min(width, wide), kit.em(38)

    def place(self, kit: Kit, rect: Rect) -> Node:
        words = answer_word(self.answer)
        wide = kit.type.width(words, "strong") + kit.em(24)

        def paint(canvas: Canvas, area: Rect, mood: Mood) -> None:
            theme = canvas.theme
            icon, name = _LOOKS[self.answer]
            colour = getattr(theme, name)
            ground, edge, ink, mark = theme.raised, theme.outline, theme.ink, colour
            if self.why_not:
                ground, edge, ink, mark = theme.sunken, theme.line, theme.dim, theme.dim
            elif self.chosen:
                ground, edge, ink, mark = colour, colour, theme.panel, theme.panel
            elif mood.hovered:
                edge = theme.ink
            canvas.box(area, ground, 9, edge=edge)
            x = area.centerx - wide // 2
            canvas.icon(icon, Rect(x, area.y, kit.em(18), area.h), mark)
            canvas.text(words, Rect(x + kit.em(24), area.y, wide, area.h), "strong", ink)
            if mood.pressed and not self.why_not:
                canvas.ring(area.inflate(-6, -6), 7, 2, ink)

        name = f"{words}: {self.offer}" if self.offer else words
        return Node(rect, "button", self.id, name, kit.keys.get(self.action, ""), self.why_not, paint=paint,
                    press=None if self.why_not else self.press, chosen=self.chosen, action=self.action,
                    overflow=wide > rect.w)  # fmt: skip


@dataclass(frozen=True)
class ChanceBar:
    """How likely each answer is, 0 to 1: three parts in their order, as wide as they are likely.

    The widths go from old to new values. Where a part is too narrow for its words the number stands alone, or in a
    line below. With `press` it can be focused and opens its reasons.
    """

    id: str
    accept: float
    amend: float
    decline: float
    press: Act | None = None
    action: str = ""
    words: bool = True  # the word of each answer, where there is room

    @property
    def _chances(self) -> tuple[float, float, float]:
        return self.accept, self.amend, self.decline

    def _layout(self, kit: Kit, width: int) -> tuple[list[int], list[str], bool]:
        """Return the widths, what is written in each part, and whether numbers stand below."""
        widths = _part_widths(kit, self._chances, width)
        labels, below = [], False
        for answer, chance, wide in zip(ANSWERS, self._chances, widths, strict=True):
            said = percent(chance)
            long = f"{_part_word(answer)} {said}"
            room = wide - kit.em(18) - kit.em(18)
            fits = next(
                (t for t in ((long, said) if self.words else (said,)) if kit.type.width(t, "label") <= room), ""
            )
            if not fits and kit.type.width(said, "label") <= wide - kit.em(8):
                fits = said
            labels.append(fits)
            below |= wide > 0 and not fits
        return widths, labels, below

    def size(self, kit: Kit, width: int) -> Size:
        """Return all of the width; a line more where a number does not fit into its part, or words are wanted."""
        below = self._layout(kit, width)[2] or kit.numbers_in_words
        return width, kit.em(34) + (self._line_below(kit, width)[1] if below else 0)

    def _line_below(self, kit: Kit, width: int) -> tuple[tuple[str, ...], int]:
        labels = self._layout(kit, width)[1]
        missing = [
            f"{_part_word(answer)} {percent(chance)}"
            for answer, chance, label in zip(ANSWERS, self._chances, labels, strict=True)
            if not label and chance > 0.0005
        ]
        if kit.numbers_in_words:
            missing.append(_("a yes: {words}").format(words=in_words(self.accept)))
        lines = kit.type.wrap(" · ".join(missing), "small", width)
        return lines, len(lines) * kit.type.line_height("small") + kit.px(3)

    def place(self, kit: Kit, rect: Rect) -> Node:
        """Place the parts."""
        _widths, labels, below = self._layout(kit, rect.w)
        lines = self._line_below(kit, rect.w)[0] if below or kit.numbers_in_words else ()
        glide = kit.memory.glide(f"chance {self.id}", self._chances, kit.milliseconds("panel") / 1000)

        def draw(canvas: Canvas, area: Rect, seconds: float) -> None:
            self._draw(kit, canvas, area, _part_widths(kit, glide.at(seconds), area.w), labels)

        def paint(canvas: Canvas, area: Rect, mood: Mood) -> None:
            if not moving:
                draw(canvas, area, kit.memory.seconds)
            high = kit.type.line_height("small")
            for at, line in enumerate(lines):
                y = area.y + kit.em(34) + kit.px(3) + at * high
                canvas.text(line, Rect(area.x, y, area.w, high), "small", canvas.theme.dim)

        moving = glide.moves(kit.memory.seconds)
        said = ", ".join(f"{_part_word(a)} {percent(c)}" for a, c in zip(ANSWERS, self._chances, strict=True))
        return Node(rect, "meter", self.id if self.press else "", _("chance of each answer"), said, press=self.press,
                    action=self.action, paint=paint, live=draw if moving else None)  # fmt: skip

    def _draw(self, kit: Kit, canvas: Canvas, area: Rect, widths: list[int], labels: list[str]) -> None:
        x, theme = area.x, canvas.theme
        for answer, wide, label in zip(ANSWERS, widths, labels, strict=True):
            if wide < 1:
                continue
            icon, name = _LOOKS[answer]
            part = Rect(x, area.y, wide, kit.em(34))
            canvas.box(part, getattr(theme, f"{name}_ground"), 7, edge=getattr(theme, name))
            ink = getattr(theme, name)
            if answer == "decline":
                canvas.faintly_hatched(part, ink, 7)
            text = kit.type.width(label, "label") if label else 0
            if label and text + kit.em(36) <= part.w:
                canvas.icon(icon, Rect(part.x + kit.em(9), part.y, kit.em(16), part.h), ink)
                canvas.text(label, Rect(part.x + kit.em(29), part.y, text, part.h), "label", ink)
            elif label and text + 4 <= part.w:
                canvas.text(label, part, "label", ink, "centre")
            elif part.w >= kit.em(20):
                canvas.icon(icon, Rect(part.x, part.y, part.w, part.h).inflate(0, -kit.em(18)), ink)
            x += wide + kit.px(3)


def _part_widths(kit: Kit, chances: Sequence[float], width: int) -> list[int]:
    """Return how wide each part is, with gaps between those that there are; what is unlikely stays visible."""
    shown = [chance for chance in chances if chance > 0.0005]
    inner = width - kit.px(3) * max(0, len(shown) - 1)
    total = sum(shown) or 1.0
    widths = [max(kit.px(4), round(inner * chance / total)) if chance > 0.0005 else 0 for chance in chances]
    widths[widths.index(max(widths))] += inner - sum(widths)
    return widths
