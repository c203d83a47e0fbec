"""Small maps for lists and headings: drawn in the background, kept, shown when they are ready."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pygame
from pygame import Rect, Surface

from game.model.world import World
from game.scenario.schema import Scenario
from game.scenario.shapes import ShapesError
from game.ui.kit.base import Element, Kit, Size
from game.ui.kit.canvas import Canvas
from game.ui.kit.node import Mood, Node
from game.ui.map.atlas import Atlas, make_atlas
from game.ui.map.lens import Scene as Sight
from game.ui.map.lens import look
from game.ui.map.soft import BLURRED, out_of_focus
from game.ui.map.view import MapView
from game.ui.stage import Stage
from game.ui.theme import Theme

__all__ = ["Backdrop", "MapThumb", "Subject", "Thumbnails"]

_LENS = "influence"
_MOST = 40  # pictures that are kept
_SMALL = 400  # pixels of width below which lines are drawn finer


@dataclass(frozen=True)
class Subject:
    """A scenario of which a small map is wanted; `key` tells it, and the version of its file, from all others."""

    key: object
    scenario: Scenario
    folder: Path
    world: World


@dataclass
class _Picture:
    view: MapView
    radius: int
    surface: Surface | None = None  # with round corners, once it is ready


class Thumbnails:
    """Small maps, by scenario, size and theme. Scenes pass time on to it by `advance`."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._atlases: dict[object, Atlas | None] = {}
        self._pictures: dict[object, _Picture] = {}
        self._backdrop: tuple[tuple[object, ...], Surface] | None = None

    def picture(
        self, subject: Subject, size: Size, theme: Theme, scale: float, radius: int = 10,
        free: tuple[float, float] = (0.0, 1.0),
    ) -> Surface | None:  # fmt: skip
        """Return the map of a scenario, its states in the part of the width that is `free`; None while it is drawn."""
        key = subject.key, size, theme.name, free, radius
        if key not in self._pictures:
            atlas = self._atlas(subject)
            if atlas is None or min(size) < 8:
                return None
            view = MapView(atlas, theme, scale=scale * (0.55 if size[0] < _SMALL * scale else 0.8), plain=True)
            left, right = (round(part * size[0]) for part in free)
            view.resize(Rect((0, 0), size), Rect(left, 0, right - left, size[1]))
            view.show(look(_LENS, Sight(subject.world.start(2, np), subject.world, atlas)))
            while len(self._pictures) >= _MOST:
                self._pictures.pop(next(iter(self._pictures)))
            self._pictures[key] = _Picture(view, radius)
        return self._pictures[key].surface

    def backdrop(self, subject: Subject, size: Size, theme: Theme, scale: float) -> Surface | None:
        """Return the map of a scenario, pale and out of focus, to lie behind a whole screen; None while it is drawn."""
        key = subject.key, size, theme.name
        if self._backdrop is None or self._backdrop[0] != key:
            small = max(8, size[0] // BLURRED), max(8, size[1] // BLURRED)
            drawn = self.picture(subject, small, theme, scale / BLURRED, radius=0)
            if drawn is None:
                return self._backdrop[1] if self._backdrop is not None and self._backdrop[0][1:] == key[1:] else None
            self._backdrop = key, out_of_focus(drawn, size, theme)
        return self._backdrop[1]

    def _atlas(self, subject: Subject) -> Atlas | None:
        if subject.key not in self._atlases:
            try:
                self._atlases[subject.key] = make_atlas(subject.scenario, subject.folder)
            except (ShapesError, OSError):
                self._atlases[subject.key] = None
        return self._atlases[subject.key]

    def advance(self, seconds: float) -> None:
        """Let time pass; have the screen painted anew when a map is ready."""
        for picture in self._pictures.values():
            if picture.surface is None:
                picture.view.advance(seconds)
                if picture.view.resting:
                    picture.view.advance(seconds)
                    picture.surface = _rounded(picture.view, self._stage.kit.px(picture.radius))
                    self._stage.changed()


def _rounded(view: MapView, radius: int) -> Surface:
    """Return what a view shows, with round corners."""
    plain = Surface(view.rect.size).convert()
    view.draw_still(plain)
    found = plain.convert_alpha()
    shape = Surface(view.rect.size, pygame.SRCALPHA)
    shape.fill((255, 255, 255, 0))
    pygame.draw.rect(shape, (255, 255, 255, 255), shape.get_rect(), border_radius=radius)
    found.blit(shape, (0, 0), special_flags=pygame.BLEND_RGBA_MULT)
    return found


@dataclass(frozen=True)
class MapThumb:
    """A small map in a frame; what it shows is said by what stands beside it. Sizes at 100 %; the width can be all."""

    thumbnails: Thumbnails
    subject: Subject
    width: float | None
    height: float

    def size(self, kit: Kit, width: int) -> Size:
        """Return its size."""
        return (width if self.width is None else min(width, kit.px(self.width))), kit.px(self.height)

    def place(self, kit: Kit, rect: Rect) -> Node:
        """Place the map, or its ground until it is ready."""
        picture = self.thumbnails.picture(self.subject, rect.size, kit.theme, kit.scale)

        def paint(canvas: Canvas, area: Rect, mood: Mood) -> None:
            if picture is None:
                canvas.box(area, canvas.theme.sunken, 10)
            else:
                canvas.surface.blit(picture, area)
            canvas.ring(area, 10, 1, canvas.theme.outline)

        return Node(rect, "picture", paint=paint)


@dataclass(frozen=True)
class Backdrop:
    """A screen with the map of its scenario behind it, out of focus."""

    thumbnails: Thumbnails
    subject: Subject | None
    child: Element

    def size(self, kit: Kit, width: int) -> Size:
        """Return the size of the screen."""
        return kit.measure(self.child, width)

    def place(self, kit: Kit, rect: Rect) -> Node:
        """Place the screen over the map, or over nothing until it is ready."""
        subject = self.subject
        picture = self.thumbnails.backdrop(subject, rect.size, kit.theme, kit.scale) if subject is not None else None

        def paint(canvas: Canvas, area: Rect, mood: Mood) -> None:
            if picture is not None:
                canvas.surface.blit(picture, area)

        return Node(rect, paint=paint, children=(self.child.place(kit, rect),))
