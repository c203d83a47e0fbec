"""Swatches for the legend: small pieces of what is on the map, drawn by the same rules."""

import numpy as np
import pygame
from pygame import Rect, Surface

from game.ui.map.corridors import Drawn, lay_routes, run_dashes
from game.ui.map.fills import fill_colours, keyline
from game.ui.map.hatch import pattern
from game.ui.map.lines import curve
from game.ui.map.picture import Fill, Key, Route
from game.ui.theme import Theme

__all__ = ["swatch"]

_MOST = 500
_made: dict[tuple[object, ...], Surface] = {}


def swatch(key: Key, theme: Theme, size: tuple[int, int], scale: float = 1.0) -> Surface:
    """Return the sample of a line of the legend, of some size in pixels.

    Parameters
    ----------
    key : what it stands for; one without a fill and a corridor is nobody's fill.
    theme : the colours.
    size : width and height.
    scale : of lines and hatches.
    """
    kept = (key.fill, key.route, theme.name, size, scale)
    if kept not in _made:
        if len(_made) > _MOST:
            _made.clear()
        fill = key.fill or Fill()
        drawn = _field(fill, theme, size, scale) if key.route is None else _line(key.route, theme, size, scale)
        _made[kept] = drawn
    return _made[kept]


def _field(fill: Fill, theme: Theme, size: tuple[int, int], scale: float) -> Surface:
    base, stripes, hatch = fill_colours(fill, theme)
    pixels = np.empty((size[1], size[0], 3), np.float32)
    pixels[:] = np.asarray(theme.neutral) + (np.asarray(base) - theme.neutral) * theme.fill_strength
    if hatch != "plain":
        marks = pattern(hatch, (0.0, 0.0), size[0], size[1], 9.0 * scale)
        pixels += (np.asarray(stripes, np.float32) - pixels) * marks.stripe[..., None] * np.float32(0.85)
        pixels += (keyline(base, stripes) - pixels) * marks.edge[..., None] * np.float32(0.4)
    surface = _surface(pixels.clip(0, 255).astype(np.uint8), size)
    pygame.draw.rect(surface, theme.outline, Rect((0, 0), size), 1)
    return surface


def _line(route: Route, theme: Theme, size: tuple[int, int], scale: float) -> Surface:
    pixels = np.empty((size[1], size[0], 3), np.uint8)
    pixels[:] = theme.panel
    middle = size[1] / 2
    drawn = Drawn(route, curve(np.array([[0.0, middle], [float(size[0]), middle]])))
    lay_routes(pixels, [drawn], theme, scale)
    surface = _surface(pixels, size)
    run_dashes(surface, drawn, theme, scale, 0.0)
    return surface


def _surface(pixels: "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]", size: tuple[int, int]) -> Surface:
    return pygame.image.frombuffer(np.ascontiguousarray(pixels).tobytes(), size, "RGB").copy()
