"""Corridors: how each state of one is drawn, the still body and the moving dashes."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pygame
from numpy.typing import NDArray

from game.ui.map.coverage import stroke
from game.ui.map.fills import colour_of, ink_of
from game.ui.map.ground import Pixels
from game.ui.map.lines import Curve, dash_sprite
from game.ui.map.picture import Route
from game.ui.map.projection import Points
from game.ui.theme import Colour, Theme

__all__ = ["Drawn", "lay_routes", "route_colours", "run_dashes"]

_SPEED = 34.0  # pixels a second


@dataclass(frozen=True)
class Drawn:
    """A corridor on the picture."""

    route: Route
    curve: Curve
    hidden: NDArray[np.bool_] | None = None  # at each point of the curve, whether something stands before it


@dataclass(frozen=True)
class _Look:
    """How a state of a corridor is drawn; lengths in pixels at scale 1."""

    casing: float  # how strongly the dark or pale bed covers the ground
    body: float  # and the line of its colour upon it
    dash: float  # length of a dash
    step: float  # from one to the next
    moves: bool


_LOOKS = {
    "running": _Look(0.85, 0.95, 9.0, 15.0, True),
    "building": _Look(0.70, 0.35, 6.0, 11.0, False),
    "planned": _Look(0.55, 0.0, 1.5, 7.5, False),
    "halted": _Look(0.75, 0.30, 4.0, 12.0, False),
}


def route_colours(route: Route, theme: Theme) -> tuple[Colour, Colour]:
    """Return the colour of the body and that of the dashes on it."""
    body = colour_of(route.hue, theme)[0] if route.hue else theme.dim
    if route.state == "halted":
        return theme.dim, theme.bad
    if theme.dark:
        deep = _toward(body, (0, 0, 0), 0.45)
        return deep, _toward(body, (255, 255, 255), 0.65)
    ink = ink_of(route.hue, theme) if route.hue else theme.dim
    return ink, _toward(body, (255, 255, 255), 0.75) if route.state == "running" else ink


def _toward(colour: Colour, other: Colour, part: float) -> Colour:
    mixed = [round(a + (b - a) * part) for a, b in zip(colour, other, strict=True)]
    return mixed[0], mixed[1], mixed[2]


def body_width(route: Route, scale: float) -> float:
    """Return the width of a corridor's body, in pixels."""
    return (1.6 + 3.6 * min(max(route.width, 0.0), 1.0)) * (1.0 if route.strong else 0.7) * scale


def lay_routes(picture: Pixels, drawn: Iterable[Drawn], theme: Theme, scale: float, marked: str = "") -> None:
    """Draw the bodies of corridors onto a picture, in place."""
    scale *= theme.stroke
    for one in sorted(drawn, key=lambda d: (d.route.corridor == marked, d.route.strong, d.route.width)):
        look = _LOOKS[one.route.state]
        body, dashes = route_colours(one.route, theme)
        width = body_width(one.route, scale)
        faint = 1.0 if one.route.strong else 0.6
        if one.route.corridor == marked:
            _lay(picture, [one.curve.points], width + 6.0 * scale, theme.ink, 0.9)
        _lay(picture, [one.curve.points], width + 2.4 * scale, theme.halo, look.casing * faint)
        if look.body:
            _lay(picture, [one.curve.points], width, body, look.body * faint)
        if one.route.works and one.route.strong:
            _lay(picture, _sleepers(one.curve, width, scale), 1.6 * scale, dashes if theme.dark else body, 0.95)


def _sleepers(curve: Curve, width: float, scale: float) -> list[Points]:
    """Return short strokes across a curve, as under a railway: something is being built here."""
    every = max(1, round(9 * scale / 3.0))
    points = curve.points[every // 2 :: every]
    turn = curve.angles[every // 2 :: every] * (2 * np.pi / 96)
    across = np.stack([-np.sin(turn), np.cos(turn)], axis=1) * (width / 2 + 2.6 * scale)
    return [np.stack([point - side, point + side]) for point, side in zip(points, across, strict=True)]


def _lay(picture: Pixels, lines: list[Points], width: float, colour: Colour, strength: float) -> None:
    if not lines:
        return
    height, wide = picture.shape[:2]
    points = np.concatenate(lines)
    low = np.clip(np.floor(points.min(axis=0) - width - 2), 0, (wide, height)).astype(int)
    high = np.clip(np.ceil(points.max(axis=0) + width + 2), 0, (wide, height)).astype(int)
    if (high <= low).any():
        return
    part = picture[low[1] : high[1], low[0] : high[0]]
    corner = (float(low[0]), float(low[1]))
    cover = stroke(lines, width, part.shape[1], part.shape[0], corner) * np.float32(strength)
    rows, columns = np.nonzero(cover)
    much = cover[rows, columns, None]
    under = part[rows, columns].astype(np.float32)
    part[rows, columns] = (under + (np.asarray(colour, np.float32) - under) * much + 0.5).astype(np.uint8)


def run_dashes(
    target: pygame.Surface, one: Drawn, theme: Theme, scale: float, seconds: float, shift: tuple[int, int] = (0, 0)
) -> int:
    """Draw the dashes of a corridor, as they lie at a moment; return how many."""
    look = _LOOKS[one.route.state]
    width = body_width(one.route, scale * theme.stroke)
    colour = route_colours(one.route, theme)[1]
    thick = round(max(1.2, width * (0.5 if look.body > 0.5 else 0.8)), 1)
    long, step = round(look.dash * scale, 1), look.step * scale
    first = (seconds * _SPEED * scale) % step if look.moves else 0.0
    index = one.curve.indices(np.arange(first, one.curve.length, step))
    if one.hidden is not None:
        index = index[~one.hidden[index]]
    return scatter(target, one.curve, index, (long, thick, colour), shift)


def scatter(
    target: pygame.Surface, curve: Curve, index: NDArray[np.int64], look: tuple[float, float, Colour],
    shift: tuple[int, int],
) -> int:  # fmt: skip
    """Draw a dash at some points of a curve."""
    long, thick, colour = look
    places = np.rint(curve.points[index]).astype(int).tolist()
    blits = []
    for (x, y), angle in zip(places, (curve.angles[index] % 48).tolist(), strict=True):
        sprite = dash_sprite(long, thick, angle, colour)
        half = sprite.get_width() // 2
        blits.append((sprite, (x - half + shift[0], y - half + shift[1])))
    target.blits(blits, False)
    return len(blits)
