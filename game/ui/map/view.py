"""The map on the screen: the one class that scenes use.

    view = MapView(atlas, LIGHT, scale=1.0)
    view.resize(Rect(0, 0, 1280, 800), clear=Rect(16, 80, 900, 600))
    view.show(lens.influence(state, world))
    ...
    if view.advance(seconds):      # every frame; True if the still picture has changed
        view.draw_still(surface)   # ground, fills, corridors, names, docks: onto the still surface
    view.draw_live(surface, now)   # every frame, over the still one: dashes, flows, offers, pulses

Pictures are made by a thread: while the map moves, what is there is shown scaled, and sharpened when it rests.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Literal, NamedTuple
from weakref import finalize

import numpy as np
import pygame
from pygame import Rect, Surface

from game.ui.kit.canvas import Canvas
from game.ui.kit.type import Typesetter
from game.ui.map.atlas import Atlas
from game.ui.map.camera import Camera
from game.ui.map.labels import Box
from game.ui.map.live import Live
from game.ui.map.names import Names
from game.ui.map.paint import paint_names
from game.ui.map.picture import MapPicture, Travel
from game.ui.map.ruler import Ruler
from game.ui.map.soft import out_of_focus
from game.ui.map.studio import Drawing, Order, Studio
from game.ui.map.workshop import Workshop
from game.ui.theme import MOTION, Motion, Theme

__all__ = ["Hit", "MapView"]

_LARGE = 300_000  # pixels from which on something rough is shown first
_NEAR = 9.0  # pixels from a corridor that still count as on it
_GLIDE = 11.0  # how fast the camera follows, a second


class Hit(NamedTuple):
    """What lies under the pointer."""

    kind: Literal["state", "corridor", "dock"]
    id: str


class MapView:
    """A map in a rectangle of the screen.

    Parameters
    ----------
    atlas : of the scenario.
    theme : the colours.
    scale : how large lines and marks are; 1 for 1280 times 800.
    text_scale : how much larger than that words are.
    motion : full, calm (nothing runs, things fade) or none.
    plain : without names and docks, for thumbnails.
    """

    def __init__(
        self, atlas: Atlas, theme: Theme, *, scale: float = 1.0, text_scale: float = 1.0, motion: Motion = "full",
        plain: bool = False,
    ) -> None:  # fmt: skip
        self.atlas, self.theme, self.scale, self.motion, self.plain = atlas, theme, scale, motion, plain
        self._setter = Typesetter(scale * text_scale)
        self._studio = Studio(atlas, scale)
        self._workshop: Workshop[Order, Drawing] = Workshop(self._studio.work, Order.is_spoilt)
        finalize(self, self._workshop.close).atexit = False  # nobody waits for the pictures of a map that is gone
        self.picture = MapPicture()
        self.rect, self.clear = Rect(0, 0, 1, 1), Rect(0, 0, 1, 1)
        self._covers: tuple[Box, ...] = ()
        self._camera: Camera | None = None
        self._target: Camera | None = None
        self._drawing: Drawing | None = None
        self._shown: Surface | None = None  # the finished picture, at its camera
        self._home: tuple[Camera, Surface] | None = None
        self._former: tuple[Camera, Surface] | None = None  # of another size: shown until there is a picture
        self._fading: tuple[Surface, float] | None = None
        self._soft: tuple[object, Surface] | None = None  # of what, and the picture out of focus
        self._live = Live({key: power.hue for key, power in atlas.powers.items()}, scale, motion)
        self._changed = True

    # --- what is to be seen

    def resize(self, rect: Rect, clear: Rect | None = None) -> None:
        """Fill another rectangle of the screen; `clear` is the part that no panel covers, in which the frame fits."""
        clear = clear or rect
        if (rect, clear) == (self.rect, self.clear) and self._camera is not None:
            return
        same = rect.size == self.rect.size and self._drawing is not None
        self.rect, self.clear = rect.copy(), clear.clip(rect)
        inside = self.clear.move(-rect.x, -rect.y)
        outline = self._studio.shapes.projection.plane(self.atlas.frame.outline())
        fitted = Camera.fitted(rect.size, outline, (inside.x, inside.y, inside.w, inside.h))
        if same and self._target is not None:  # a panel came or went: what is there glides over
            self._target = self._target.with_home(fitted)
            self._leap()
            return
        self._camera = self._target = fitted
        self._former = self._latest or self._former
        self._drawing = self._shown = self._home = self._fading = None
        self._changed = True
        self._ask()

    def take_over(self, other: "MapView") -> None:
        """Show what another view of the same map showed, until there is a picture of its own."""
        self._former = other._latest or other._former

    @property
    def _latest(self) -> tuple[Camera, Surface] | None:
        """The finished picture and its camera; None before the first."""
        if self._shown is None or self._drawing is None:
            return None
        return self._drawing.order.camera, self._shown

    def show(self, picture: MapPicture) -> None:
        """Show another picture; colours fade over, names find new places."""
        if picture == self.picture and self._drawing is not None:
            return
        self.picture = picture
        self._ask()

    def use_theme(self, theme: Theme) -> None:
        """Change the colours."""
        if theme is not self.theme:
            self.theme = theme
            self._ask()

    def select(self, state: str) -> None:
        """Let a state stand out; "" for none."""
        self.show(replace(self.picture, selected=state))

    def cover(self, rects: Sequence[Rect]) -> None:
        """Tell where panels lie over the map, in pixels of the screen: names and dashes keep off them."""
        covers = tuple((r.x - self.rect.x, r.y - self.rect.y, r.w, r.h) for r in rects)
        boxes = tuple((float(x), float(y), float(w), float(h)) for x, y, w, h in covers)
        if boxes != self._covers:
            self._covers = boxes
            self._ask()

    def travel(self, offers: Sequence[Travel]) -> None:
        """Show offers on their way; the next frame draws them where they are."""
        self._live.travels = tuple(offers)

    def pulse(self, states: Sequence[str]) -> None:
        """Let states pulse once: something there has changed."""
        self._live.pulse(states)

    # --- moving

    def zoom(self, factor: float, at: tuple[int, int] | None = None) -> None:
        """Go nearer (or farther, below 1); what lies at a point of the screen stays there."""
        if self._target is not None:
            x, y = at or self.clear.center
            self._target = self._target.zoomed(factor, (x - self.rect.x, y - self.rect.y))
            self._leap()

    def pan(self, dx: float, dy: float) -> None:
        """Drag the map by some pixels."""
        if self._target is not None and self._camera is not None:
            self._target = self._target.panned(dx, dy)
            if self._target.scale == self._camera.scale:
                self._camera = self._target
            self._leap()

    def go_home(self) -> None:
        """Show the whole frame again."""
        if self._target is not None:
            self._target = self._target.at_home()
            self._leap()

    def _leap(self) -> None:
        if self.motion != "full":
            self._camera = self._target
        self._changed = True
        if self._camera == self._target:
            self._ask()

    @property
    def zoomed(self) -> float:
        """How much nearer than the whole frame, 1 or more."""
        return self._target.zoom if self._target is not None else 1.0

    # --- time

    def advance(self, seconds: float) -> bool:
        """Let time pass; return whether the still picture must be drawn again."""
        self._live.advance(seconds)
        self._fetch()
        changed, self._changed = self._changed, False
        if self._camera is not None and self._target is not None and self._camera != self._target:
            part = 1 - float(np.exp(-_GLIDE * seconds))
            there = abs(self._camera.scale / self._target.scale - 1) < 0.004
            near = np.hypot(self._camera.x - self._target.x, self._camera.y - self._target.y) * self._target.scale < 0.6
            self._camera = self._target if there and near else self._camera.between(self._target, part)
            if self._camera == self._target:
                self._ask()
            changed = True
        if self._fading is not None:
            surface, part = self._fading
            part += seconds / max(MOTION["recolour"][("full", "calm", "none").index(self.motion)] / 1000, 1e-3)
            self._fading = (surface, part) if part < 1 else None
            changed = True
        return changed

    @property
    def moving(self) -> bool:
        """Whether anything on it moves by itself."""
        return self._camera != self._target or self._live.moving

    @property
    def resting(self) -> bool:
        """Whether everything is drawn as sharp as it gets."""
        return not self._workshop.busy and self._fading is None and self._camera == self._target

    def settle(self) -> None:
        """Wait until everything is drawn: for pictures and tests."""
        while self._camera != self._target:
            self.advance(1.0)
        self._workshop.wait()
        self._fetch()
        self._fading = None
        self._changed = True

    # --- drawing

    def draw_still(self, surface: Surface) -> None:
        """Draw everything that does not move onto a surface of the screen's size."""
        clip = surface.get_clip()
        surface.set_clip(self.rect.clip(clip))
        surface.fill(self.theme.sea, self.rect)
        self._draw_picture(surface)
        if self.names is not None and self._camera is not None:
            canvas = Canvas(surface, self.theme, self._setter, self._setter.scale)
            paint_names(canvas, self.names, self._camera, self.picture, self.rect.topleft, self.scale)
        surface.set_clip(clip)

    def draw_soft(self, surface: Surface, rect: Rect) -> None:
        """Draw the map out of focus and without names, as large as wanted: the ground of a screen that covers it."""
        key = self._shown, rect.size, self.theme.name
        if self._shown is None:
            surface.fill(self.theme.background, rect)
            return
        if self._soft is None or self._soft[0] != key:
            self._soft = key, out_of_focus(self._shown, rect.size, self.theme)
        surface.blit(self._soft[1], rect)

    def draw_live(self, surface: Surface, seconds: float) -> None:
        """Draw what moves, as it is after some seconds, over the still picture."""
        clip = surface.get_clip()
        surface.set_clip(self.rect.clip(clip))
        if self._drawing is not None and self._drawing.order.camera == self._camera:  # else lines would lie askew
            self._live.draw(surface, self.rect.topleft, seconds)
        surface.set_clip(clip)

    def _draw_picture(self, surface: Surface) -> None:
        if self._camera is not None and self._shown is None and self._former is not None:
            self._draw_scaled(surface, *self._former)
        if self._shown is None or self._drawing is None or self._camera is None:
            return
        at = self._drawing.order.camera
        if at == self._camera:
            surface.blit(self._shown, self.rect)
            if self._fading is not None:
                old, part = self._fading
                old.set_alpha(round(255 * (1 - part)))
                surface.blit(old, self.rect)
            return
        if self._home is not None:
            self._draw_scaled(surface, *self._home)
        self._draw_scaled(surface, at, self._shown)

    def _draw_scaled(self, surface: Surface, at: Camera, picture: Surface) -> None:
        """Draw a picture as it looks from the camera in use, only the part that is seen."""
        assert self._camera is not None
        corners = at.pixels(self._camera.plane([[0, 0], [self._camera.width, self._camera.height]]))
        ratio = self._camera.scale / at.scale
        low = np.clip(np.floor(corners[0]), 0, picture.get_size()).astype(int)
        high = np.clip(np.ceil(corners[1]), 0, picture.get_size()).astype(int)
        if (high <= low).any():
            return
        part = picture.subsurface((int(low[0]), int(low[1]), int(high[0] - low[0]), int(high[1] - low[1])))
        place = self._camera.pixels(at.plane([low, high]))
        size = (max(1, round(float(place[1][0] - place[0][0]))), max(1, round(float(place[1][1] - place[0][1]))))
        scaled = part if abs(ratio - 1) < 1e-9 else pygame.transform.scale(part, size)
        surface.blit(scaled, (self.rect.x + round(float(place[0][0])), self.rect.y + round(float(place[0][1]))))

    # --- where things are

    def anchor(self, state: str) -> tuple[int, int] | None:
        """Return the point of the screen at which lines to a state end; None if it is not seen."""
        if self.names is None or self._camera is None or state not in self.names.anchors:
            return None
        plane = self.names.camera.plane([self.names.anchors[state]])
        point = self._camera.pixels(plane)[0]
        return self.rect.x + round(float(point[0])), self.rect.y + round(float(point[1]))

    def dock(self, power: str) -> Rect | None:
        """Return where a power's dock lies on the screen."""
        box = self.names.docks.get(power) if self.names is not None else None
        return None if box is None else Rect(*(round(v) for v in box)).move(self.rect.topleft)

    def state_boxes(self) -> Mapping[str, Rect]:
        """Return the part of the screen that each state takes, for focus rings and the order of keys."""
        if self._drawing is None or self._camera is None:
            return {}
        found = {}
        for state, tile in self._drawing.tiles.items():
            height, width = tile.cover.shape
            corners = [[tile.x, tile.y], [tile.x + width, tile.y + height]]
            at = self._camera.pixels(self._drawing.ground.camera.plane(corners))
            (x0, y0), (x1, y1) = np.rint(at).astype(int).tolist()
            found[state] = Rect(x0, y0, x1 - x0, y1 - y0).move(self.rect.topleft)
        return found

    def hit(self, pos: tuple[int, int]) -> Hit | None:
        """Return what lies under a point of the screen: a dock, a corridor or a state."""
        if not self.rect.collidepoint(pos) or self._drawing is None or self._camera is None:
            return None
        x, y = pos[0] - self.rect.x, pos[1] - self.rect.y
        for power in self.names.docks if self.names is not None else ():
            dock = self.dock(power)
            if dock is not None and dock.collidepoint(pos):
                return Hit("dock", power)
        for item in self.names.items if self.names is not None else ():
            if item.badge is not None and item.kind == "state" and Rect(item.badge).collidepoint(x, y):
                return Hit("state", item.key)
        at = self._drawing.ground.camera.pixels(self._camera.plane([[x, y]]))[0]
        for one in reversed(self._drawing.drawn):
            away = np.hypot(*(one.curve.points - at).T).min()
            if one.route.strong and away <= _NEAR * self.scale:
                return Hit("corridor", one.route.corridor)
        for state, tile in self._drawing.tiles.items():
            column, row = int(at[0]) - tile.x, int(at[1]) - tile.y
            height, width = tile.cover.shape
            if 0 <= row < height and 0 <= column < width and tile.cover[row, column] > 0.5:
                return Hit("state", state)
        return None

    # --- inside

    def _ask(self) -> None:
        if self._target is None or self.rect.w < 2 or self.rect.h < 2:
            return
        margin = round(12 * self.scale)
        room = self.clear.move(-self.rect.x, -self.rect.y).inflate(-2 * margin, -2 * margin)
        box = (float(room.x), float(room.y), float(room.w), float(room.h))
        ruler = None if self.plain else Ruler(self._setter, self.atlas, self.picture)
        rough = self._drawing is None and self._former is None and self.rect.w * self.rect.h > _LARGE
        self._workshop.ask(Order(self._target, self.theme, self.picture, box, self._covers, ruler, rough))

    def _fetch(self) -> None:
        """Take what the thread has finished."""
        for done in self._workshop.take():
            camera = done.order.camera
            if (camera.width, camera.height) != self.rect.size:
                continue
            surface = pygame.image.frombuffer(done.pixels.tobytes(), self.rect.size, "RGB").convert()
            if camera.zoom <= 1.0 + 1e-9:
                self._home = (camera, surface)
            if not done.order.backdrop:
                self._put(done, surface)

    def _put(self, done: Drawing, surface: Surface) -> None:
        """Show a finished picture; over the one before if both show the same part of the world."""
        before = self._drawing
        fades = before is not None and before.order.camera == done.order.camera and self.motion != "none"
        self._fading = (self._shown, 0.0) if fades and self._shown is not None else None
        self._drawing, self._shown, self._former = done, surface, None
        self._live.arrange(done)
        self._changed = True

    @property
    def camera(self) -> Camera:
        """The camera in use."""
        assert self._camera is not None, "resize first"
        return self._camera

    @property
    def names(self) -> Names | None:
        """What is written, where; None before the first picture, and for plain maps."""
        return self._drawing.names if self._drawing is not None else None
