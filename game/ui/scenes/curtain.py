"""The curtain between two seats at one screen: it says whose turn it is, and shows nothing of any seat."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
import pygame
from pygame import Rect, Surface

from game.ui.flow import go_on, lift
from game.ui.kit.base import Element, Kit, Size
from game.ui.kit.basics import Button, Flag, Icon, Text
from game.ui.kit.boxes import Box, Column, Fixed, Grow, Pad, Row, Rule, Stack
from game.ui.kit.canvas import Canvas
from game.ui.kit.node import Act, Mood, Node
from game.ui.kit.scroll import Scroll
from game.ui.match import Match
from game.ui.stage import Scene, Stage
from game.ui.theme import Colour
from game.ui.words import _, ngettext

__all__ = ["Curtain", "cloth_colours"]

_HOLD = 1.0  # seconds
_TWICE = 5.0  # seconds within which a second press does the same
_FOLD = 150  # pixels at 100 % from one fold of the cloth to the next
_COARSE = 4  # pixels: the cloth is drawn so much smaller, as it is soft
_DEPTH = 0.16  # how much darker a fold is where it is deepest


def cloth_colours(kit: Kit, power: str) -> tuple[Colour, str]:
    """Return the colour of the cloth, by the power whose turn it is ("" for a state), and the theme's ink on it."""
    theme = kit.theme
    if not theme.dark:
        return (kit.hue(power).ink if power else theme.state), "panel"
    if not power:
        return theme.state_ground, "ink"
    fill = kit.hue(power).fill
    red, green, blue = (round(0.28 * f + 0.72 * g) for f, g in zip(fill, theme.panel, strict=True))
    return (red, green, blue), "ink"


class Curtain(Scene):
    """Waits for the people of a seat: Enter held for a second, or pressed twice, lifts it."""

    def __init__(self, stage: Stage, match: Match, seat: str) -> None:
        super().__init__(stage)
        self.match, self.seat = match, seat
        self.title = _("{actor}’s turn").format(actor=match.name(seat))
        self._held = 0.0  # seconds that the key is down, 0 while it is not
        self._since = _TWICE  # seconds since it was first pressed
        self._down = False
        self._age = 0.0

    def entered(self) -> None:
        """Begin with the focus on the only thing to do."""
        self.stage.focus("lift")

    def help(self) -> Mapping[str, str]:
        """Return what the keys do."""
        return {"continue": _("hold for one second, or press twice: lift the curtain"),
                "pause": _("hand this seat to the computer")}  # fmt: skip

    def back(self) -> None:
        """Open the menu of the game: nothing of a seat is in it."""
        from game.ui.flow import open_layer

        open_layer("menu", self.stage, self.match)

    # --- holding

    def press(self) -> None:
        """Take a press, or the repetition of one that lasts."""
        if self._down:
            return
        self._down = True
        if 0.0 < self._since < _TWICE:
            self._lift()
        self._since = 0.0

    def released(self) -> None:
        """Take note that nothing is held any more."""
        self._down, self._held = False, 0.0
        self.stage.changed()

    def tick(self, seconds: float) -> None:
        """Count how long the key is held."""
        self._age += seconds
        self._since += seconds
        if self._down:
            self._held += seconds
            self.stage.changed()
            if self._held >= _HOLD:
                self._lift()
        if self._age - seconds < self._falls:
            self.stage.changed()

    def _lift(self) -> None:
        self._down = False
        lift(self.stage, self.match, self.seat)

    def _hand(self) -> None:
        """Let the computer play the seat, as the scenario says."""
        world = self.match.world
        policy = world.seats[world.names.actors.index(self.seat)].policy
        self.match.hand_over(self.seat, policy)
        self.stage.toast(_("The computer plays {actor} now.").format(actor=self.match.name(self.seat)))
        go_on(self.stage, self.match)

    # --- what is seen

    @property
    def _falls(self) -> float:
        return self.stage.kit.milliseconds("curtain down") / 1000

    def build(self) -> Element:
        """Return the cloth, the card and the row of seats."""
        fallen = 1.0 if self._falls <= 0 else min(1.0, self._age / self._falls)
        cloth, ink = cloth_colours(self.stage.kit, self.seat if self.match.is_power(self.seat) else "")
        line = f"Wedge · {self.match.scenario.title} · {self.match.when}"
        large = self.stage.kit.text_scale
        card = Fixed(Box(self._card(), "panel", 18, shadow=18, pad_x=48 / large, pad_y=32 / large**2), 600 * large)
        inner = Column(
            [Text(line, "strong", ink, "centre"), Grow(), Column([card], across="centre"), Grow(),
             _Seats(self.match, self.seat, ink)],
            gap=12 / large,
        )  # fmt: skip
        scrolled = Scroll(inner, "curtain", fades=False)
        return Stack([_Cloth(cloth, fallen), Pad(Column([Grow(scrolled)]), 32, 28 / large)])

    def _card(self) -> Element:
        match, seat = self.match, self.seat
        team = match.team(seat)
        calls = _("{team}, please take the keyboard.").format(team=team) if team else _("Please take the keyboard.")
        facts = [_Fact(icon, number, words) for icon, number, words in self._to_do()]
        large = self.stage.kit.text_scale
        words = [
            Text(self.title, "display", align="centre"),
            Text(calls, "lead", "dim", "centre"),
            Text(_("Everyone else: look away from the screen."), "lead", "dim", "centre"),
        ]
        hold = _Hold(self.press, self._held / _HOLD, _("Hold to lift the curtain"))
        hand = Button(_("Not here? Hand this seat to the computer"), "hand", self._hand, "quiet", action="pause")
        return Column(
            [
                Row([Grow(), Flag(seat, 96 / large**1.5), Grow()]),
                Column(words, gap=4),
                Rule(),
                Row([Grow(), *facts, Grow()], gap=32),
                Rule(),
                Row([Grow(), Fixed(hold, 400, text=True), Grow()]),
                Text(_("Hold for one second, or press twice. Nothing of this seat is drawn before."), "small", "dim",
                     "centre"),
                Row([Grow(), hand, Grow()]),
            ],
            gap=12 / large,
        )  # fmt: skip

    def _to_do(self) -> list[tuple[str, str, str]]:
        """Return how much there is to do, as anybody may know it."""
        if self.match.session.stage == "answers":
            return [("file-text", "", _("offers to answer"))]
        if self.match.is_power(self.seat):
            slots = self.match.world.slots
            return [("megaphone", str(slots), ngettext("order at most", "orders at most", slots))]
        return [("hand", "1", _("move of your own"))]


@dataclass(frozen=True)
class _Cloth:
    """The curtain itself, as far as it has fallen."""

    colour: Colour
    fallen: float

    def size(self, kit: Kit, width: int) -> Size:
        return width, 0

    def place(self, kit: Kit, rect: Rect) -> Node:
        def paint(canvas: Canvas, area: Rect, mood: Mood) -> None:
            share = self.fallen * self.fallen * (3 - 2 * self.fallen)
            canvas.surface.blit(_folds(area.size, self.colour, canvas.px(_FOLD)), area)
            if share < 1.0:  # what the hem has not reached yet
                hem = area.y + round(area.h * share)
                canvas.fill(Rect(area.x, hem, area.w, area.bottom - hem), canvas.theme.background)

        return Node(rect, "picture", paint=paint)


@lru_cache(maxsize=2)
def _folds(size: tuple[int, int], colour: Colour, period: int) -> Surface:
    """Return cloth that hangs in soft folds, nowhere lighter than its colour, so that words on it can be read."""
    small = max(2, size[0] // _COARSE), max(2, size[1] // _COARSE)
    x, y = np.arange(small[0]) * _COARSE / period, np.linspace(0.0, 1.0, small[1])
    folds = np.sin(2 * np.pi * x + 0.9 * np.sin(1.7 * x)) + 0.5 * np.sin(2 * np.pi * 2.3 * x + 1.1)
    light = 1 - _DEPTH * (1.5 - folds) / 3
    shade = 1 - 0.10 * (1 - y) ** 2 - 0.06 * y**2  # darker under the rail and at the floor
    pixels = light[:, None, None] * shade[None, :, None] * np.asarray(colour, np.float64)
    drawn = pygame.surfarray.make_surface(np.rint(pixels).astype(np.uint8))
    return pygame.transform.smoothscale(drawn.convert(), size)


@dataclass(frozen=True)
class _Fact:
    icon: str
    number: str
    words: str

    def _row(self) -> Row:
        number: list[Element] = [Text(self.number, "title")] if self.number else []
        return Row([Icon(self.icon, 22, "state"), Column([*number, Text(self.words, "small", "dim")], gap=0)], gap=10)

    def size(self, kit: Kit, width: int) -> Size:
        return self._row().size(kit, width)

    def place(self, kit: Kit, rect: Rect) -> Node:
        return self._row().place(kit, rect)


@dataclass(frozen=True)
class _Hold:
    """The button that is held, with a bar below that fills."""

    press: Act
    share: float
    words: str

    def _button(self) -> Button:
        return Button(self.words, "lift", self.press, "primary", "eye", "continue", fill=True)

    def size(self, kit: Kit, width: int) -> Size:
        return width, max(kit.em(50), self._button().size(kit, width)[1]) + kit.px(14)

    def place(self, kit: Kit, rect: Rect) -> Node:
        def paint(canvas: Canvas, area: Rect, mood: Mood) -> None:
            track = Rect(area.x, area.bottom - kit.px(6), area.w, kit.px(6))
            canvas.box(track, canvas.theme.line, 3)
            canvas.box(Rect(track.x, track.y, round(track.w * min(1.0, self.share)), track.h), canvas.theme.state, 3)

        button = self._button().place(kit, Rect(rect.x, rect.y, rect.w, rect.h - kit.px(14)))
        return Node(rect, paint=paint, children=(button.with_(drag=lambda x, y: self.press()),))


@dataclass(frozen=True)
class _Seats:
    """All seats in a row: who is done, who is now, whom the computer plays."""

    match: Match
    seat: str
    ink: str

    def _cells(self) -> list[tuple[str, str, str]]:
        match, found = self.match, []
        for actor in match.world.names.actors:
            if actor not in match.persons:
                icon, words = "bot", _("computer")
            elif actor == self.seat:
                icon, words = "play", _("now")
            elif actor in match.waiting:
                icon, words = "clock", _("to come")
            else:
                icon, words = "check", _("done")
            found.append((actor, icon, words))
        return found

    def _width(self, kit: Kit) -> int:
        names = [kit.type.width(self.match.name(actor), "strong") for actor, _icon, _words in self._cells()]
        states = [kit.type.width(words, "small") + kit.em(24) + kit.px(12) for _actor, _icon, words in self._cells()]
        return max([kit.em(90), *names, *states]) + kit.px(12)

    def _columns(self, kit: Kit, width: int) -> int:
        return max(1, min(len(self._cells()), width // self._width(kit)))

    def _high(self, kit: Kit) -> int:
        return kit.em(44) + kit.px(16) + kit.type.line_height("strong") + kit.type.line_height("small")

    def size(self, kit: Kit, width: int) -> Size:
        rows = -(-len(self._cells()) // self._columns(kit, width))
        return width, rows * self._high(kit)

    def place(self, kit: Kit, rect: Rect) -> Node:
        columns, cells, nodes = self._columns(kit, rect.w), self._cells(), []
        for at, (actor, icon, words) in enumerate(cells):
            row, column = divmod(at, columns)
            across = min(columns, len(cells) - row * columns)
            wide = rect.w // across
            place = Rect(rect.x + column * wide, rect.y + row * self._high(kit), wide, self._high(kit) - kit.px(12))
            state = Row([Grow(), Icon(icon, 16, self.ink), Text(words, "small", self.ink), Grow()], gap=6)
            name = Text(self.match.name(actor), "strong", self.ink, "centre")
            cell = Column([Row([Grow(), Flag(actor, 40), Grow()]), name, state], gap=2)
            nodes.append(cell.place(kit, place))
        middles = [(node.rect.centerx, node.rect.y + kit.em(20)) for node in nodes]

        def paint(canvas: Canvas, area: Rect, mood: Mood) -> None:
            colour, off = getattr(canvas.theme, self.ink), kit.em(28)
            for (x, y), (after, below) in pairwise(middles):
                if y == below and after - x > 2 * off:
                    canvas.fill(Rect(x + off, y, after - x - 2 * off, max(1, canvas.px(1))), colour, 130)
            for middle, (actor, _icon, _words) in zip(middles, cells, strict=True):
                if actor == self.seat:
                    canvas.disc(middle, kit.em(24), colour)

        return Node(rect, paint=paint, children=tuple(nodes))
