"""Drawing with smooth edges on a surface, in the colours of a theme. Nothing here knows what it draws."""

import itertools
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Literal

import numpy as np
import pygame
from pygame import Rect, Surface

from game.ui.assets import folder, icon_sheets
from game.ui.kit.type import Typesetter
from game.ui.theme import Colour, Hatch, Hue, Theme

__all__ = ["FAINT", "Align", "Canvas", "has_flag", "initials"]

FAINT = 26  # of 255: how strong a hatch may be that words stand on

Align = Literal["left", "centre", "right"]
Point = tuple[float, float]


class Canvas:
    """A surface with a theme and a typesetter."""

    def __init__(self, surface: Surface, theme: Theme, type_: Typesetter, scale: float) -> None:
        self.surface, self.theme, self.type, self.scale = surface, theme, type_, scale

    def px(self, value: float) -> int:
        """Return pixels for a length at 100 %."""
        return round(value * self.scale)

    def fill(self, rect: Rect, colour: Colour, alpha: int = 255) -> None:
        """Fill a rectangle."""
        if alpha == 255:
            self.surface.fill(colour, rect)
        elif rect.w > 0 and rect.h > 0:
            sheet = Surface(rect.size)
            sheet.fill(colour)
            sheet.set_alpha(alpha)
            self.surface.blit(sheet, rect)

    def box(
        self, rect: Rect, fill: Colour | None, radius: int = 9, *, edge: Colour | None = None, width: float = 1.0,
        shadow: int = 0,
    ) -> None:  # fmt: skip
        """Draw a box with round corners; lengths in pixels at 100 %."""
        if rect.w <= 0 or rect.h <= 0:
            return
        r = min(self.px(radius), rect.w // 2, rect.h // 2)
        if shadow:
            self._shadow(rect, r, self.px(shadow))
        line = self._thick(width) if edge is not None else 0
        if edge is not None and fill is None:
            self._ring(rect, r, line, edge)
            return
        if edge is not None:
            self._rounded(rect, r, edge)
        if fill is not None:
            self._rounded(rect.inflate(-2 * line, -2 * line), max(0, r - line), fill)

    def fade(self, rect: Rect, *, up: bool) -> None:
        """Let what lies in a rectangle vanish into the colour of a panel, from its lower edge up or the other way."""
        if rect.w > 0 and rect.h > 0:
            self.surface.blit(pygame.transform.scale(_fade(rect.h, self.theme.panel, up), rect.size), rect)

    def ring(self, rect: Rect, radius: int, width: float, colour: Colour) -> None:
        """Draw the outline of a box with round corners and nothing inside."""
        r = min(self.px(radius), rect.w // 2, rect.h // 2)
        self._ring(rect, r, self._thick(width), colour)

    def round_off(self, rect: Rect, radius: int, ground: Colour) -> None:
        """Give what is drawn in a rectangle round corners: what lies outside of them gets the colour of the ground."""
        r = min(self.px(radius), rect.w // 2, rect.h // 2)
        for picture, (x, y) in zip(_corners(r, ground, outside=True), _corner_places(rect, r), strict=True):
            self.surface.blit(picture, (x, y))

    def disc(self, centre: Point, radius: float, fill: Colour, edge: Colour | None = None, width: float = 1.0) -> None:
        """Draw a disc; the radius in real pixels."""
        size = max(2, round(2 * radius))
        rect = Rect(0, 0, size, size)
        rect.center = round(centre[0]), round(centre[1])
        line = max(1, self.px(width)) if edge is not None else 0
        if edge is not None:
            self._rounded(rect, size // 2, edge)
        inner = rect.inflate(-2 * line, -2 * line)
        self._rounded(inner, inner.w // 2, fill)

    def text(
        self, words: str, rect: Rect, style: str = "body", colour: Colour | None = None, align: Align = "left",
        halo: Colour | None = None,
    ) -> int:  # fmt: skip
        """Write one line into a rectangle, in the middle of its height; return the width in pixels."""
        picture = self.type.render(words, style, colour or self.theme.ink, halo)
        x = {"left": rect.left, "centre": rect.centerx - picture.get_width() // 2,
             "right": rect.right - picture.get_width()}[align]  # fmt: skip
        self.surface.blit(picture, (x, rect.centery - picture.get_height() // 2))
        return picture.get_width()

    def icon(self, name: str, rect: Rect, colour: Colour | None = None) -> None:
        """Draw an icon into the largest square in the middle of a rectangle."""
        picture = _icon(name, min(rect.w, rect.h), colour or self.theme.ink)
        self.surface.blit(picture, picture.get_rect(center=rect.center))

    def flag(self, iso: str, rect: Rect, letters: str = "", hue: Hue | None = None) -> None:
        """Draw a round flag in the middle of a rectangle; without one initials, in the colour of a power if given."""
        if letters and not has_flag(iso):
            self._initials(rect, letters, hue)
            return
        picture = _flag(iso, min(rect.w, rect.h))
        area = picture.get_rect(center=rect.center)
        self.surface.blit(picture, area)
        self._ring(area, area.w // 2, max(1, self.px(1)), self.theme.outline)

    def _initials(self, rect: Rect, letters: str, hue: Hue | None) -> None:
        """Write initials into a disc, as many and as large as wide ones fit: alike in all discs of a size."""
        side, theme = min(rect.w, rect.h), self.theme
        ink = hue.ink if hue else theme.dim
        self.disc(rect.center, side / 2, theme.panel, ink, side / 12)
        tried = [(wide, style) for wide in _WIDE for style in ("display", "title", "head", "label")]
        fits = (one for one in tried if self.type.width(*one) <= _WIDE[one[0]] * side)
        wide, style = next(fits, tried[-1])
        self.text(letters[: len(wide)], rect, style, ink, "centre")

    def line(self, points: Sequence[Point], colour: Colour, width: float = 1.5, dash: float = 0.0) -> None:
        """Draw a line of some pixels' width at 100 %, dashed if wanted."""
        pieces = _dashes(points, dash * self.scale) if dash else [points]
        thick = max(1.0, width * self.scale * self.theme.stroke)
        for piece in pieces:
            for start, end in itertools.pairwise(piece):
                self._stroke(start, end, thick, colour)

    def polygon(self, points: Sequence[Point], colour: Colour, alpha: int = 255) -> None:
        """Fill a polygon, half transparent if wanted."""
        if len(points) < 3:
            return
        if alpha == 255:
            pygame.draw.polygon(self.surface, colour, points)
            return
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        area = Rect(int(min(xs)), int(min(ys)), int(max(xs) - min(xs)) + 2, int(max(ys) - min(ys)) + 2)
        sheet = Surface(area.size, pygame.SRCALPHA)
        pygame.draw.polygon(sheet, (*colour, alpha), [(x - area.x, y - area.y) for x, y in points])
        self.surface.blit(sheet, area)

    def bar(self, rect: Rect, hue: Hue, radius: int = 3, *, edge: bool = True) -> None:
        """Draw a bar in a power's fill, with its hatch and an outline in its ink."""
        if rect.w <= 0 or rect.h <= 0:
            return
        self.hatched(rect, hue.fill, hue.ink, hue.hatch, radius)
        if edge:
            self.ring(rect, radius, 1, hue.ink)

    def hatched(
        self, rect: Rect, fill: Colour, ink: Colour, hatch: Hatch, radius: int = 3, strength: int = 110
    ) -> None:
        """Fill a box and hatch it; the strength of the lines is 0 to 255."""
        self.box(rect, fill, radius)
        if rect.w <= 0 or rect.h <= 0:
            return
        picture = _hatch(rect.w, rect.h, hatch, ink, max(5, self.px(7)), strength)
        if picture is not None:
            self.surface.blit(picture, rect)

    def faintly_hatched(self, rect: Rect, ink: Colour, radius: int) -> None:
        """Hatch the ground of words so faintly that they can be read: it tells a no from a yes without colour."""
        area = rect.inflate(*(-2 * max(2, self.px(radius) // 3),) * 2)
        picture = _hatch(area.w, area.h, "slash", ink, max(5, self.px(9)), FAINT) if area.w > 0 < area.h else None
        if picture is not None:
            self.surface.blit(picture, area)

    # --- inside

    def _thick(self, width: float) -> int:
        return max(1, self.px(width * self.theme.stroke))

    def _rounded(self, rect: Rect, r: int, colour: Colour) -> None:
        if rect.w <= 0 or rect.h <= 0:
            return
        r = min(r, rect.w // 2, rect.h // 2)
        if r <= 0:
            self.surface.fill(colour, rect)
            return
        self.surface.fill(colour, rect.inflate(-2 * r, 0))
        self.surface.fill(colour, (rect.x, rect.y + r, r, rect.h - 2 * r))
        self.surface.fill(colour, (rect.right - r, rect.y + r, r, rect.h - 2 * r))
        for picture, (x, y) in zip(_corners(r, colour), _corner_places(rect, r), strict=True):
            self.surface.blit(picture, (x, y))

    def _ring(self, rect: Rect, r: int, line: int, colour: Colour) -> None:
        if r <= 0:
            pygame.draw.rect(self.surface, colour, rect, line)
            return
        for side in (
            (rect.x + r, rect.y, rect.w - 2 * r, line), (rect.x + r, rect.bottom - line, rect.w - 2 * r, line),
            (rect.x, rect.y + r, line, rect.h - 2 * r), (rect.right - line, rect.y + r, line, rect.h - 2 * r),
        ):  # fmt: skip
            self.surface.fill(colour, side)
        for picture, (x, y) in zip(_corners(r, colour, line), _corner_places(rect, r), strict=True):
            self.surface.blit(picture, (x, y))

    def _shadow(self, rect: Rect, r: int, blur: int) -> None:
        outer = rect.inflate(2 * blur, 2 * blur).move(0, blur // 3)
        for picture, (x, y) in _shadow(outer.size, r, blur, 150 if self.theme.dark else 70):
            self.surface.blit(picture, (outer.x + x, outer.y + y))

    def _stroke(self, start: Point, end: Point, thick: float, colour: Colour) -> None:
        pygame.draw.aaline(self.surface, colour, start, end, max(1, round(thick)))


def _corner_places(rect: Rect, r: int) -> tuple[tuple[int, int], ...]:
    return ((rect.x, rect.y), (rect.right - r, rect.y), (rect.x, rect.bottom - r), (rect.right - r, rect.bottom - r))


@lru_cache(maxsize=2_000)
def _corners(r: int, colour: Colour, line: int = 0, outside: bool = False) -> tuple[Surface, ...]:
    """Return the four corners of a box: filled, only a line, or all but them; by the distance from the edge."""
    at = np.arange(r) + 0.5
    distance = np.hypot(r - at[:, None], r - at[None, :])
    alpha = np.clip(r - distance + 0.5, 0, 1)
    if line:
        alpha *= np.clip(distance - (r - line) + 0.5, 0, 1)
    if outside:
        alpha = 1 - alpha
    first = Surface((r, r), pygame.SRCALPHA)
    first.fill((*colour, 0))
    pygame.surfarray.pixels_alpha(first)[:] = np.rint(alpha * 255).astype(np.uint8)
    flip = pygame.transform.flip
    return first, flip(first, True, False), flip(first, False, True), flip(first, True, True)


@lru_cache(maxsize=300)
def _shadow(size: tuple[int, int], r: int, blur: int, strength: int) -> tuple[tuple[Surface, tuple[int, int]], ...]:
    """Return the soft shadow around a box, in pieces with their places: its middle is covered and left out."""
    tile, reach = _shadow_tile(r, blur, strength)
    width, height = size
    if width < 2 * reach or height < 2 * reach:
        return ()
    last = tile.get_width() - reach
    columns = ((0, 0, reach), (reach, reach, width - 2 * reach), (width - reach, last, reach))
    rows = ((0, 0, reach), (reach, reach, height - 2 * reach), (height - reach, last, reach))
    found = []
    for column, (x, from_x, w) in enumerate(columns):
        for row, (y, from_y, h) in enumerate(rows):
            if (column, row) != (1, 1):
                part = tile.subsurface((from_x, from_y, 1 if column == 1 else reach, 1 if row == 1 else reach))
                long = column == 1 or row == 1
                found.append((pygame.transform.scale(part, (w, h)) if long else part, (x, y)))
    return tuple(found)


@lru_cache(maxsize=20)
def _fade(height: int, colour: Colour, up: bool) -> Surface:
    """Return a column of a colour that comes out of nothing."""
    alpha = np.rint(255 * ((np.arange(height) + 0.5) / height) ** 1.3).astype(np.uint8)
    strip = Surface((1, height), pygame.SRCALPHA)
    strip.fill((*colour, 0))
    pygame.surfarray.pixels_alpha(strip)[0] = alpha if up else alpha[::-1]
    return strip


@lru_cache(maxsize=100)
def _shadow_tile(r: int, blur: int, strength: int) -> tuple[Surface, int]:
    """Return a soft shadow to stretch between its corners, and how far a corner reaches."""
    reach = 2 * blur + r
    size = 2 * reach + 1
    at = np.abs(np.arange(size) - reach) - (reach - blur - r)
    outside = np.hypot(np.maximum(at[:, None], 0), np.maximum(at[None, :], 0)) - r
    alpha = strength * np.clip(0.5 - outside / (2 * blur), 0, 1) ** 2
    tile = Surface((size, size), pygame.SRCALPHA)
    tile.fill((0, 0, 0, 0))
    pygame.surfarray.pixels_alpha(tile)[:] = np.rint(alpha).astype(np.uint8)
    return tile, reach


@lru_cache(maxsize=2)
def _sheet(path: str) -> Surface:
    return pygame.image.load(path).convert_alpha()


@lru_cache(maxsize=1_000)
def _icon(name: str, size: int, colour: Colour) -> Surface:
    sheets, cells = icon_sheets()
    path, cell = next((sheet for sheet in sheets if sheet[1] >= size), sheets[-1])
    column, row = cells.get(name, cells["circle"])
    picture = _sheet(str(path)).subsurface((column * cell, row * cell, cell, cell))
    picture = pygame.transform.smoothscale(picture, (max(1, size), max(1, size)))
    picture.fill((*colour, 255), special_flags=pygame.BLEND_RGBA_MULT)
    return picture


_WIDE = {"Mm": 0.8, "M": 0.58}  # wide initials, and the part of a disc that they may take


def initials(name: str) -> str:
    """Return the beginning of a name that stands for a flag: two letters, or one sign of a script without cases."""
    letters = [letter for letter in name if letter.isalnum()][:2]
    cased = letters and letters[0].lower() != letters[0].upper()
    return "".join(letters if cased else letters[:1])


@cache
def has_flag(iso: str) -> bool:
    """Tell whether there is a flag of these letters."""
    return iso.isalnum() and (folder() / "flags" / f"{iso}_64.png").is_file()


@lru_cache(maxsize=300)
def _flag(iso: str, size: int) -> Surface:
    flags = folder() / "flags"
    pixels = 64 if size <= 64 else 128
    path = flags / f"{iso}_{pixels}.png"
    if not iso.isalnum() or not path.is_file():
        path = flags / f"neutral_{pixels}.png"
    return pygame.transform.smoothscale(pygame.image.load(path).convert_alpha(), (max(1, size), max(1, size)))


@lru_cache(maxsize=1_000)
def _hatch(width: int, height: int, hatch: Hatch, ink: Colour, step: int, strength: int = 110) -> Surface | None:
    """Return hatching on nothing; None for plain."""
    if hatch == "plain":
        return None
    x, y = np.arange(width)[:, None] + 0.5, np.arange(height)[None, :] + 0.5
    thin = step / 5
    slope = {"slash": x + y, "backslash": x - y, "upright": x + 0 * y, "flat": y + 0 * x,
             "wave": y + step / 4 * np.sin(2 * np.pi * x / (2 * step))}  # fmt: skip

    def stripes(
        along: "np.ndarray[tuple[int, ...], np.dtype[np.float64]]", period: float
    ) -> "np.ndarray[tuple[int, ...], np.dtype[np.float64]]":
        return np.clip(thin - np.abs(along % period - period / 2) + 0.5, 0, 1)

    if hatch == "cross":
        alpha = np.maximum(stripes(x + y, 1.41 * step), stripes(x - y, 1.41 * step))
    elif hatch == "grid":
        alpha = np.maximum(stripes(x + 0 * y, step), stripes(y + 0 * x, step))
    elif hatch == "dots":
        alpha = np.clip(step / 4.5 - np.hypot(x % step - step / 2, y % step - step / 2) + 0.5, 0, 1)
    else:
        alpha = stripes(slope[hatch], 1.41 * step if "slash" in hatch else step)
    picture = Surface((width, height), pygame.SRCALPHA)
    picture.fill((*ink, 0))
    pygame.surfarray.pixels_alpha(picture)[:] = np.rint(alpha * strength).astype(np.uint8)
    return picture


def _dashes(points: Sequence[Point], dash: float) -> list[tuple[Point, Point]]:
    """Cut a line into dashes with equal gaps."""
    found: list[tuple[Point, Point]] = []
    left, drawn = dash, True
    for (x0, y0), (x1, y1) in itertools.pairwise(points):
        length = float(np.hypot(x1 - x0, y1 - y0))
        at = 0.0
        while length - at > 1e-6:
            step = min(left, length - at)
            if drawn:
                a, b = at / length, (at + step) / length
                found.append(((x0 + a * (x1 - x0), y0 + a * (y1 - y0)), (x0 + b * (x1 - x0), y0 + b * (y1 - y0))))
            at, left = at + step, left - step
            if left <= 1e-6:
                left, drawn = dash, not drawn
    return found
