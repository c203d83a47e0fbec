"""The still picture of a screen: all that does not move by itself, painted again only where something changed."""

from collections.abc import Callable

from pygame import Rect, Surface

from game.ui import painter
from game.ui.kit.base import Kit
from game.ui.kit.canvas import Canvas
from game.ui.kit.glide import eased
from game.ui.kit.node import Mood, Node

__all__ = ["Still", "canvas_of"]

_SLIP = 16  # pixels at 100 % that a layer comes from


def canvas_of(kit: Kit, surface: Surface) -> Canvas:
    """Return what paints on a surface."""
    return Canvas(surface, kit.theme, kit.type, kit.scale)


class Still:
    """A picture of the window's size, with what a layer lies over.

    Parameters
    ----------
    size : of the window.
    """

    def __init__(self, size: tuple[int, int]) -> None:
        self.surface = painter.new_surface(size)
        self.stale = Rect((0, 0), size)  # what must be painted before the next frame
        self._below: Surface | None = None  # what a layer lies over
        self._before: Surface | None = None  # what was seen before a layer came

    def fit(self, size: tuple[int, int]) -> None:
        """Have the size of the window; nothing that was painted counts any more."""
        if self.surface.get_size() != size:
            self.surface = painter.new_surface(size)
        self.stale = Rect((0, 0), size)
        self.uncover()

    def cover(self, seen: Surface) -> None:
        """Take note that a layer comes to lie over what is seen."""
        self._below, self._before = self.surface.copy(), seen.copy()

    def uncover(self) -> None:
        """Take note that what lay below is not known any more, or not needed."""
        self._below = self._before = None

    def mark(self, area: Rect) -> None:
        """Have a part painted anew."""
        self.stale = self.stale.union(area) if self.stale.w else area

    def paint(
        self, kit: Kit, tree: Node, mood: Callable[[Node], Mood], below: Callable[[], Surface] | None = None
    ) -> None:
        """Paint what is stale.

        Parameters
        ----------
        tree : the screen.
        mood : how a node is met.
        below : paints what a layer lies over, where that is not known; None for a screen that is no layer.
        """
        if below is not None and self._below is None:
            self._below = below()
        self.surface.set_clip(self.stale)
        if below is not None and self._below is not None:
            self.surface.blit(painter.dimmed(self._below), (0, 0))
        else:
            self.surface.fill(kit.theme.background)
        painter.paint_still(canvas_of(kit, self.surface), tree, mood)
        self.surface.set_clip(None)
        self.stale = Rect(0, 0, 0, 0)

    def show(self, window: Surface, kit: Kit, age: float) -> None:
        """Draw it on the window; a layer that has just come fades in.

        Parameters
        ----------
        age : how many seconds the screen has been on top.
        """
        lasts = kit.milliseconds("panel") / 1000
        share = eased(age / lasts) if self._before is not None and lasts > 0 else 1.0
        if share >= 1.0 or self._before is None or self._before.get_size() != window.get_size():
            self._before = None
            window.blit(self.surface, (0, 0))
            return
        slide = round((1.0 - share) * kit.px(_SLIP)) if kit.motion == "full" else 0
        window.blit(self._before, (0, 0))
        self.surface.set_alpha(round(255 * share))
        window.blit(self.surface, (0, slide))
        self.surface.set_alpha(None)
