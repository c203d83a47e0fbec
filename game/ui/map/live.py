"""What moves on the map: dashes on corridors, flows from docks, offers on their way, pulses of what has changed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pygame
from numpy.typing import NDArray
from pygame import Surface

from game.ui.map.corridors import Drawn, run_dashes, scatter
from game.ui.map.coverage import stroke
from game.ui.map.docks import dock_side
from game.ui.map.fills import colour_of, ink_of
from game.ui.map.ground import Tile
from game.ui.map.labels import Box
from game.ui.map.lines import Curve, arc, arrow_sprite, curve
from game.ui.map.names import Names
from game.ui.map.picture import Flow, Travel
from game.ui.theme import MOTION, Colour

if TYPE_CHECKING:
    from game.ui.map.view import MapView

__all__ = ["Live"]

_BEND = 0.13
_BLOCK = 64  # pixels: an outline is kept in blocks, so that its empty inside costs nothing


@dataclass(frozen=True)
class _Run:
    """A flow on the picture."""

    flow: Flow
    curve: Curve
    hidden: NDArray[np.bool_]


class Live:
    """The moving part of a map view."""

    def __init__(self, view: "MapView") -> None:
        self._view = view
        self.travels: tuple[Travel, ...] = ()
        self._drawn: tuple[Drawn, ...] = ()
        self._runs: tuple[_Run, ...] = ()
        self._pulses: dict[str, float] = {}
        self._outlines: dict[str, list[tuple[Surface, tuple[int, int]]]] = {}

    def arrange(self, drawn: Sequence[Drawn], names: Names, covers: Sequence[Box]) -> None:
        """Take a new picture: dashes hide behind what is written."""
        boxes = [*covers, *names.boxes(), *(item.badge for item in names.items if item.badge is not None)]
        self._drawn = tuple(replace(one, hidden=_hidden(one.curve, boxes, 3.0)) for one in drawn)
        self._runs = tuple(
            self._run(flow, names, boxes) for flow in self._view.picture.flows if self._known(flow, names)
        )
        self._outlines.clear()

    def _known(self, flow: Flow | Travel, names: Names) -> bool:
        return flow.power in names.docks and flow.state in names.anchors

    def _bow(self, flow: Flow | Travel, names: Names) -> Curve:
        box, end = names.docks[flow.power], names.anchors[flow.state]
        start = dock_side(box, end)
        bend = _BEND if (end[0] - start[0]) * 1.0 >= 0 else -_BEND
        return curve(arc(start, end, bend))

    def _run(self, flow: Flow, names: Names, boxes: Sequence[Box]) -> _Run:
        line = self._bow(flow, names)
        return _Run(flow, line, _hidden(line, boxes, 5.0))

    def pulse(self, states: Sequence[str]) -> None:
        """Start a pulse of each state."""
        self._pulses.update(dict.fromkeys(states, 0.0))

    def advance(self, seconds: float) -> None:
        """Let pulses grow older."""
        life = 2.0 if self._view.motion == "none" else MOTION["pulse"][self._mood()] / 1000
        self._pulses = {key: age + seconds / life for key, age in self._pulses.items() if age + seconds / life < 1}

    def _mood(self) -> int:
        return ("full", "calm", "none").index(self._view.motion)

    def draw(self, surface: Surface, seconds: float) -> None:
        """Draw everything that moves."""
        view = self._view
        if view.still_camera != view.camera:  # lines would not lie where the scaled picture has them
            return
        moment = seconds if view.motion == "full" else 0.0
        self._draw_pulses(surface)
        for one in self._drawn:
            run_dashes(surface, one, view.theme, view.scale, moment, view.rect.topleft)
        for run in self._runs:
            self._draw_flow(surface, run, moment)
        for travel in self.travels:
            self._draw_travel(surface, travel)

    def _colour(self, power: str) -> Colour:
        hue = self._view.atlas.powers[power].hue
        return colour_of(hue, self._view.theme)[0] if self._view.theme.dark else ink_of(hue, self._view.theme)

    def _draw_flow(self, surface: Surface, run: _Run, seconds: float) -> None:
        scale = self._view.scale
        thick = round((1.6 + 2.4 * run.flow.weight) * scale, 1)
        step = 13.0 * scale
        index = run.curve.indices(np.arange((seconds * 34 * scale) % step, run.curve.length - 8 * scale, step))
        index = index[~run.hidden[index]]
        colour, shift = self._colour(run.flow.power), self._view.rect.topleft
        scatter(surface, run.curve, index, (round(7 * scale, 1), thick + 2.0 * scale, self._view.theme.halo), shift)
        scatter(surface, run.curve, index, (round(7 * scale, 1), thick, colour), shift)
        self._arrow(surface, run, colour)

    def _arrow(self, surface: Surface, run: _Run, colour: Colour) -> None:
        """Draw the head of a flow where it last is seen."""
        seen = np.flatnonzero(~run.hidden)
        if len(seen):
            at = int(seen[-1])
            head = arrow_sprite(round(9 * self._view.scale, 1), int(run.curve.angles[at]), colour)
            x, y = run.curve.points[at]
            place = head.get_rect(center=(round(float(x)), round(float(y)))).move(self._view.rect.topleft)
            surface.blit(head, place)

    def _draw_travel(self, surface: Surface, travel: Travel) -> None:
        """Draw an offer: a trail of dashes from the dock, and its head."""
        names, scale = self._view.names, self._view.scale
        if names is None or not self._known(travel, names):
            return
        line = self._bow(travel, names)
        eased = 0.5 - 0.5 * float(np.cos(np.pi * min(max(travel.progress, 0.0), 1.0)))
        reach = eased * line.length
        colour, shift = self._colour(travel.power), self._view.rect.topleft
        index = line.indices(np.arange(0.0, max(reach - 8 * scale, 0.0), 11.0 * scale))
        scatter(surface, line, index, (round(6 * scale, 1), round(2.6 * scale, 1), colour), shift)
        x, y = line.at(reach)
        at = round(x) + shift[0], round(y) + shift[1]
        pygame.draw.aacircle(surface, self._view.theme.halo, at, round(8 * scale))
        pygame.draw.aacircle(surface, colour, at, round(6 * scale))

    def _draw_pulses(self, surface: Surface) -> None:
        for state, age in self._pulses.items():
            wave = (
                1.0
                if self._view.motion == "none"
                else abs(float(np.sin(np.pi * age * (2 if self._mood() == 0 else 1))))
            )
            for block, (x, y) in self._outline(state):
                block.set_alpha(round(230 * wave))
                surface.blit(block, (x + self._view.rect.x, y + self._view.rect.y))

    def _outline(self, state: str) -> list[tuple[Surface, tuple[int, int]]]:
        """Return the glowing border of a state, in blocks."""
        tile = self._view.tiles.get(state)
        if state not in self._outlines and isinstance(tile, Tile):
            self._outlines[state] = _blocks(tile, self._view.scale, self._view.theme.ink)
        return self._outlines.get(state, [])


def _hidden(line: Curve, boxes: Sequence[Box], margin: float) -> NDArray[np.bool_]:
    """Tell at which points of a curve something written stands before it."""
    hidden = np.zeros(len(line.points), bool)
    x, y = line.points[:, 0], line.points[:, 1]
    for left, top, wide, tall in boxes:
        inside = (x > left - margin) & (x < left + wide + margin) & (y > top - margin) & (y < top + tall + margin)
        hidden |= inside
    return hidden


def _blocks(tile: Tile, scale: float, colour: Colour) -> list[tuple[Surface, tuple[int, int]]]:
    margin = round(6 * scale)
    height, width = tile.cover.shape
    rings = [np.concatenate([ring, ring[:1]]) for ring in tile.rings]
    corner = (float(tile.x - margin), float(tile.y - margin))
    wide, tall = width + 2 * margin, height + 2 * margin
    glow = np.maximum(stroke(rings, 3 * scale, wide, tall, corner), 0.35 * stroke(rings, 9 * scale, wide, tall, corner))
    alpha = np.rint(glow * 255).astype(np.uint8)
    found = []
    for y in range(0, tall, _BLOCK):
        for x in range(0, wide, _BLOCK):
            part = alpha[y : y + _BLOCK, x : x + _BLOCK]
            if part.any():
                block = Surface((part.shape[1], part.shape[0]), pygame.SRCALPHA)
                block.fill((*colour, 0))
                pygame.surfarray.pixels_alpha(block)[:] = part.T
                found.append((block, (x + tile.x - margin, y + tile.y - margin)))
    return found
