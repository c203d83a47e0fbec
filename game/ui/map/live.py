"""What moves on the map: dashes on corridors, flows from docks, offers on their way, pulses of what has changed."""

from collections.abc import Mapping, Sequence

import numpy as np
import pygame
from pygame import Surface

from game.ui.map.corridors import run_dashes, scatter
from game.ui.map.fills import colour_of, ink_of
from game.ui.map.flows import Run, bow, hidden
from game.ui.map.ground import Tile
from game.ui.map.labels import Box
from game.ui.map.lines import arrow_sprite
from game.ui.map.picture import Travel
from game.ui.map.studio import Drawing
from game.ui.theme import MOTION, Colour, Motion, Theme

__all__ = ["Live"]

_BLOCK = 64  # pixels: a glow is kept in blocks, so that its empty inside costs nothing
_STAYS = 2.0  # seconds for which a change is marked where nothing may move
_MOODS: tuple[Motion, ...] = ("full", "calm", "none")

Block = tuple[Surface, tuple[int, int]]


class Live:
    """The moving part of a map.

    Parameters
    ----------
    hues : of the powers.
    scale : how large lines and marks are.
    motion : how much may move.
    """

    def __init__(self, hues: Mapping[str, str], scale: float, motion: Motion) -> None:
        self._hues, self._scale, self._mood = hues, scale, _MOODS.index(motion)
        self.travels: tuple[Travel, ...] = ()
        self._pulses: dict[str, float] = {}
        self._glows: dict[str, list[Block]] = {}
        self._drawing: Drawing | None = None

    def arrange(self, drawing: Drawing) -> None:
        """Take a new picture."""
        self._drawing = drawing
        self._glows.clear()

    def pulse(self, states: Sequence[str]) -> None:
        """Start a pulse of each state."""
        self._pulses.update(dict.fromkeys(states, 0.0))

    def advance(self, seconds: float) -> None:
        """Let pulses grow older."""
        life = MOTION["pulse"][self._mood] / 1000 or _STAYS
        self._pulses = {key: age + seconds / life for key, age in self._pulses.items() if age + seconds / life < 1}

    @property
    def moving(self) -> bool:
        """Whether the next frame looks different."""
        runs = self._drawing is not None and bool(self._drawing.drawn or self._drawing.runs)
        return bool(self.travels or self._pulses) or (self._mood == 0 and runs)

    def draw(self, surface: Surface, corner: tuple[int, int], seconds: float) -> None:
        """Draw everything that moves, the map's corner lying somewhere on the surface."""
        drawing = self._drawing
        if drawing is None:
            return
        moment = seconds if self._mood == 0 else 0.0
        theme = drawing.order.theme
        self._draw_pulses(surface, drawing, corner)
        for one in drawing.drawn:
            run_dashes(surface, one, theme, self._scale, moment, corner)
        for run in drawing.runs:
            self._draw_flow(surface, run, theme, moment, corner)
        for travel in self.travels:
            self._draw_travel(surface, travel, drawing, corner)

    def _colour(self, power: str, theme: Theme) -> Colour:
        hue = self._hues[power]
        return colour_of(hue, theme)[0] if theme.dark else ink_of(hue, theme)

    def _draw_flow(self, surface: Surface, run: Run, theme: Theme, seconds: float, corner: tuple[int, int]) -> None:
        scale, line = self._scale, run.curve
        thick = round((1.6 + 2.4 * run.flow.weight) * scale, 1)
        step = 13.0 * scale
        index = line.indices(np.arange((seconds * 34 * scale) % step, line.length - 8 * scale, step))
        index = index[~run.hidden[index]]
        colour = self._colour(run.flow.power, theme)
        scatter(surface, line, index, (round(7 * scale, 1), round(thick + 2 * scale, 1), theme.halo), corner)
        scatter(surface, line, index, (round(7 * scale, 1), thick, colour), corner)
        seen = np.flatnonzero(~run.hidden)
        if len(seen):
            at = int(seen[-1])
            head = arrow_sprite(round(9 * scale, 1), int(line.angles[at]), colour)
            x, y = line.points[at]
            surface.blit(head, head.get_rect(center=(round(float(x)), round(float(y)))).move(corner))

    def _draw_travel(self, surface: Surface, travel: Travel, drawing: Drawing, corner: tuple[int, int]) -> None:
        """Draw an offer: a trail of dashes from the dock, and its head."""
        line = bow(drawing.names, travel.power, travel.state) if drawing.names is not None else None
        if line is None:
            return
        scale, theme = self._scale, drawing.order.theme
        reach = (0.5 - 0.5 * float(np.cos(np.pi * min(max(travel.progress, 0.0), 1.0)))) * line.length
        colour = self._colour(travel.power, theme)
        index = line.indices(np.arange(0.0, max(reach - 8 * scale, 0.0), 11.0 * scale))
        index = index[~hidden(line, drawing.boxes, 2.0)[index]]
        scatter(surface, line, index, (round(6 * scale, 1), round(2.6 * scale, 1), colour), corner)
        x, y = line.at(reach)
        at = round(x) + corner[0], round(y) + corner[1]
        pygame.draw.aacircle(surface, theme.halo, at, round(8 * scale))
        pygame.draw.aacircle(surface, colour, at, round(6 * scale))

    def _draw_pulses(self, surface: Surface, drawing: Drawing, corner: tuple[int, int]) -> None:
        for state, age in self._pulses.items():
            wave = 1.0 if self._mood == 2 else abs(float(np.sin(np.pi * age * (2 - self._mood))))
            for block, (x, y) in self._glow(state, drawing):
                block.set_alpha(round(240 * wave))
                surface.blit(block, (x + corner[0], y + corner[1]))

    def _glow(self, state: str, drawing: Drawing) -> list[Block]:
        """Return the glow along the border of a state, in blocks."""
        tile = drawing.tiles.get(state)
        if tile is None:
            return []
        if state not in self._glows:
            self._glows[state] = _blocks(tile, drawing.order.theme.ink, drawing.boxes)
        return self._glows[state]


def _blocks(tile: Tile, colour: Colour, boxes: Sequence[Box]) -> list[Block]:
    """Return the rim of a state in small pieces, open where something is written."""
    height, width = tile.cover.shape
    alpha = (255 * tile.cover * tile.rim**2).astype(np.uint8)
    for left, top, wide, tall in boxes:
        x, y = round(left) - tile.x, round(top) - tile.y
        alpha[max(y, 0) : max(y + round(tall), 0), max(x, 0) : max(x + round(wide), 0)] = 0
    found = []
    for y in range(0, height, _BLOCK):
        for x in range(0, width, _BLOCK):
            part = alpha[y : y + _BLOCK, x : x + _BLOCK]
            if part.any():
                block = Surface((part.shape[1], part.shape[0]), pygame.SRCALPHA)
                block.fill((*colour, 0))
                pygame.surfarray.pixels_alpha(block)[:] = part.T
                found.append((block, (x + tile.x, y + tile.y)))
    return found
