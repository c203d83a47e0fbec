"""Where pictures of the map are made, from an order to a finished drawing: run in a thread, touches no screen."""

from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from game.ui.map.atlas import Atlas
from game.ui.map.camera import Camera
from game.ui.map.corridors import Drawn, lay_routes
from game.ui.map.fills import filled
from game.ui.map.flows import Run, bow, hidden
from game.ui.map.ground import Ground, Pixels, Tile, lay_ground
from game.ui.map.labels import Box
from game.ui.map.lines import curve, spline
from game.ui.map.names import Names, lay_names
from game.ui.map.picture import MapPicture
from game.ui.map.projection import Points, Projection
from game.ui.map.ruler import Ruler
from game.ui.map.shapes import PlaneShapes
from game.ui.theme import Theme

__all__ = ["Drawing", "Order", "Studio"]

_ROUGH = 3  # how much coarser the first picture of all is, so that there is something to see at once


@dataclass(frozen=True)
class Order:
    """What is to be drawn."""

    camera: Camera
    theme: Theme
    picture: MapPicture
    room: Box  # what panels leave free
    covers: tuple[Box, ...]
    ruler: Ruler | None  # None where nothing is to be written
    rough: bool = False  # whether there is nothing yet: something coarse comes first
    backdrop: bool = False  # the whole frame, to show at once when the map is moved

    def is_spoilt(self, later: "Order") -> bool:
        """Whether nothing of it is of any use once a later order has come: the ground is another."""
        return self.camera != later.camera or self.theme is not later.theme


@dataclass(frozen=True)
class Drawing:
    """A finished picture, and where everything lies on it."""

    order: Order
    pixels: Pixels
    ground: Ground
    drawn: tuple[Drawn, ...] = ()
    names: Names | None = None
    runs: tuple[Run, ...] = ()
    boxes: tuple[Box, ...] = ()  # of everything before which nothing moves

    @property
    def tiles(self) -> Mapping[str, Tile]:
        """The states as they lie on the picture."""
        return self.ground.tiles


class Studio:
    """Draws the map of one atlas.

    Parameters
    ----------
    atlas : of the scenario.
    scale : how large lines and marks are; 1 for 1280 times 800.
    """

    def __init__(self, atlas: Atlas, scale: float) -> None:
        self.atlas, self.scale = atlas, scale
        self.shapes = PlaneShapes(atlas.shapes, Projection.fit(atlas.frame))
        self._states = {key: state.iso for key, state in atlas.states.items()}
        self._paths: dict[str, Points] = {
            key: self.shapes.projection.plane(spline(np.asarray(path)))
            for key, path in atlas.paths.items()
            if len(path) > 1
        }
        self._grounds: dict[str, Ground] = {}  # "home" and "near"

    def work(self, order: Order) -> Iterator[Drawing | None]:
        """Draw an order: a rough picture first if there is none yet; at last what lies behind it.

        None comes after a step without a picture: there an order that is not wanted any more can be left.
        """
        if order.rough:
            yield (yield from self._rough(order))
        kept = "home" if order.camera.zoom <= 1.0 + 1e-9 else "near"
        ground = self._grounds.get(kept)
        if ground is None or ground.camera != order.camera or ground.theme is not order.theme:
            ground = yield from lay_ground(self.shapes, self._states, order.camera, order.theme, self.scale)
            self._grounds[kept] = ground
        yield self._drawing(order, ground)
        home = self._grounds.get("home")
        if kept == "near" and home is not None and home.theme is order.theme:
            yield self._drawing(replace(order, camera=home.camera, ruler=None, backdrop=True), home)

    def _rough(self, order: Order) -> Generator[None, None, Drawing]:
        """Return a picture of a third of the size, stretched."""
        wide, tall = order.camera.width, order.camera.height
        small = replace(order.camera, width=wide // _ROUGH, height=tall // _ROUGH, scale=order.camera.scale / _ROUGH)
        ground = yield from lay_ground(self.shapes, self._states, small, order.theme, self.scale / _ROUGH)
        coarse = filled(ground, order.picture.fills, order.picture.selected)
        rows = np.minimum(np.arange(tall) // _ROUGH, coarse.shape[0] - 1)
        columns = np.minimum(np.arange(wide) // _ROUGH, coarse.shape[1] - 1)
        return Drawing(order, np.ascontiguousarray(coarse[rows][:, columns]), ground)

    def _drawing(self, order: Order, ground: Ground) -> Drawing:
        picture = order.picture
        pixels = filled(ground, picture.fills, picture.selected)
        drawn = [
            Drawn(route, curve(order.camera.pixels(self._paths[route.corridor])))
            for route in picture.routes
            if route.corridor in self._paths
        ]
        lay_routes(pixels, drawn, order.theme, self.scale, picture.marked)
        if order.ruler is None:
            return Drawing(order, pixels, ground, tuple(drawn), boxes=order.covers)
        names = lay_names(self.atlas, self.shapes, ground, picture, drawn, order.ruler, order.room, order.covers)
        boxes = (*order.covers, *names.boxes(), *names.marks(self.scale))
        drawn = [replace(one, hidden=hidden(one.curve, boxes, 3.0)) for one in drawn]
        bows = [(flow, bow(names, flow.power, flow.state)) for flow in picture.flows]
        runs = [Run(flow, line, hidden(line, boxes, 5.0)) for flow, line in bows if line is not None]
        return Drawing(order, pixels, ground, tuple(drawn), names, tuple(runs), boxes)
