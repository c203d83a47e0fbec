"""The head of the first screen: the name of the game and its mark on the map of the scenario that is chosen."""

from collections.abc import Sequence
from dataclasses import dataclass

import pygame
from pygame import Rect, Surface
from pygame.transform import smoothscale

from game.ui.kit.base import Element, Kit, Size
from game.ui.kit.basics import Text
from game.ui.kit.boxes import Column, Row
from game.ui.kit.canvas import Canvas
from game.ui.kit.node import Mood, Node
from game.ui.scenes.thumbnails import Subject, Thumbnails
from game.ui.theme import Hue
from game.ui.words import _

__all__ = ["Banner", "WedgeMark", "name_of_game"]

_HEIGHT = 212  # at 100 %
_LEFT = 0.345  # of the width: where the words about the scenario begin, as what is below them does
_WORDS = 0.685  # of the width: up to there words may stand
_FINER = 4  # times larger the mark is drawn before it is made smaller


def name_of_game(hues: Sequence[Hue]) -> Element:
    """Return the mark, the name and what kind of game it is."""
    what = Text(_("a game of influence and balanced diplomacy"), "body", "dim")
    return Column([Row([WedgeMark(tuple(hues)), Text("Wedge", "wordmark")], gap=16), what], gap=6)


@dataclass(frozen=True)
class WedgeMark:
    """A wedge that is driven between two blocks, in the colours of the powers; the first power is the wedge."""

    hues: tuple[Hue, ...]
    pixels: float = 60

    def size(self, kit: Kit, width: int) -> Size:
        """Return a square."""
        return kit.em(self.pixels), kit.em(self.pixels)

    def place(self, kit: Kit, rect: Rect) -> Node:
        """Place the mark."""
        return Node(rect, "picture", paint=self._paint)

    def _paint(self, canvas: Canvas, area: Rect, mood: Mood) -> None:
        side = area.w * _FINER
        sheet = Surface((side, side), pygame.SRCALPHA)
        colours = [hue.fill for hue in self.hues] or [canvas.theme.ink, canvas.theme.outline]
        wedge, left, right = colours[0], colours[1 % len(colours)], colours[-1]
        line = max(1, round(side * 0.035))
        for colour, points in (
            (left, ((0.0, 0.22), (0.27, 0.22), (0.46, 0.94), (0.0, 0.94))),
            (right, ((1.0, 0.22), (0.73, 0.22), (0.54, 0.94), (1.0, 0.94))),
            (wedge, ((0.33, 0.02), (0.67, 0.02), (0.5, 0.72))),
        ):
            corners = [(x * (side - 2 * line) + line, y * (side - 2 * line) + line) for x, y in points]
            pygame.draw.polygon(sheet, colour, corners)
            for start, end in zip(corners, [*corners[1:], corners[0]], strict=True):
                pygame.draw.line(sheet, canvas.theme.ink, start, end, line)
                pygame.draw.circle(sheet, canvas.theme.ink, start, line / 2)
        canvas.surface.blit(smoothscale(sheet, area.size), area)


@dataclass(frozen=True)
class Banner:
    """The map over the whole width, fading to the left under the game's words and the scenario's.

    `subject` and `about` are None where no scenario can be shown.
    """

    thumbnails: Thumbnails
    subject: Subject | None
    name: Element
    about: Element | None
    buttons: Sequence[Element]

    def size(self, kit: Kit, width: int) -> Size:
        """Return all of the width, and as much height as the words need."""
        high = kit.measure(self.about, self._room(width))[1] if self.about is not None else 0
        return width, max(kit.px(_HEIGHT), high + kit.px(32))

    def _room(self, width: int) -> int:
        """Return the width for the words about the scenario."""
        return round(width * (_WORDS - _LEFT))

    def place(self, kit: Kit, rect: Rect) -> Node:
        """Place the map, and words and buttons over it."""
        buttons = Column(self.buttons, gap=8)
        wide, high = kit.measure(buttons, rect.w)
        right = Rect(rect.right - kit.px(16) - wide, rect.y + kit.px(16), wide, high)
        start = rect.x + kit.px(28)
        left = _centred(kit, self.name, rect, start, rect.x + round(rect.w * _LEFT) - start)
        children = [Node(rect, "picture", paint=self._painted(kit, rect, right.x)), left]
        if self.about is not None:
            children.append(_centred(kit, self.about, rect, rect.x + round(rect.w * _LEFT), self._room(rect.w)))
        return Node(rect, children=(*children, buttons.place(kit, right)))

    def _painted(self, kit: Kit, rect: Rect, right: int) -> "_Paint":
        picture = None
        if self.subject is not None:
            free = _WORDS, (right - rect.x) / rect.w
            picture = self.thumbnails.picture(self.subject, rect.size, kit.theme, kit.scale, 0, free)
        return _Paint(picture)


def _centred(kit: Kit, child: Element, rect: Rect, x: int, width: int) -> Node:
    """Place an element in the middle of the height."""
    high = kit.measure(child, width)[1]
    return child.place(kit, Rect(x, rect.centery - high // 2, width, high))


@dataclass(frozen=True)
class _Paint:
    """Paints the map with a veil over its left."""

    picture: Surface | None

    def __call__(self, canvas: Canvas, area: Rect, mood: Mood) -> None:
        if self.picture is not None:
            canvas.surface.blit(self.picture, area)
            veil = Surface((64, 1), pygame.SRCALPHA)
            for x in range(64):
                part = min(1.0, max(0.0, (64 * (_WORDS + 0.04) - x) / 18))
                veil.set_at((x, 0), (*canvas.theme.background, round(246 * part * part * (3 - 2 * part))))
            canvas.surface.blit(smoothscale(veil, area.size), area)
        canvas.fill(Rect(area.x, area.bottom - 1, area.w, 1), canvas.theme.outline)
