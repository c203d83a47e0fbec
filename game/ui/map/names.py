"""What is written on the map and where: states with their notes and badges, capitals, stops, waters, neighbours."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from game.ui.map.atlas import Atlas
from game.ui.map.camera import Camera
from game.ui.map.corridors import Drawn
from game.ui.map.coverage import Mask, mask, shrink
from game.ui.map.docks import place_docks
from game.ui.map.ground import Ground
from game.ui.map.labels import Box, Layout, Variant, Wish, around, beside, best_in_area, box_means, led_costs
from game.ui.map.picture import MapPicture
from game.ui.map.ruler import Ruler, airy, narrower, ways
from game.ui.map.shapes import PlaneShapes

__all__ = ["Item", "Names", "lay_names"]

HALT_RADIUS = 8.0  # pixels of the sign on a halted corridor
_LEAST_ASTRAY = 0.12  # how much of a name beside its state may lie over other states
_SHORT = 18.0  # pixels: a name nearer to its state needs no line
_FULL = 0.97  # the part of a name that lies inside its state, where there is room


@dataclass(frozen=True)
class Item:
    """Something written: lines of text, one below the other, in a box."""

    kind: str  # state, capital, stop, water, neighbour, route
    key: str
    lines: tuple[tuple[str, str], ...]  # text and style
    box: Box
    badge: Box | None = None
    leader: tuple[tuple[float, float], tuple[float, float]] | None = None  # from the thing to its name, if it is away


@dataclass(frozen=True)
class _Spot:
    """Where the name of a state belongs."""

    area: Mask  # what is seen of it, in coarse cells
    corner: tuple[int, int]  # of the first cell, in pixels
    wished: tuple[float, float]  # pixel for the middle of the name
    traffic: Mask  # where corridors run, in the same cells


@dataclass(frozen=True)
class Names:
    """Everything written, as it was laid out under one camera."""

    camera: Camera
    items: tuple[Item, ...]
    dots: tuple[tuple[str, tuple[float, float], bool], ...]  # place, pixel, whether it is a capital
    halts: tuple[tuple[float, float], ...]  # pixels of signs that a corridor is halted
    docks: Mapping[str, Box]
    anchors: Mapping[str, tuple[float, float]]  # of states: where lines end and badges belong

    def marks(self, scale: float) -> list[Box]:
        """Return the places of dots and badges."""
        reach = 5.0 * scale
        dots = [(x - reach, y - reach, 2 * reach, 2 * reach) for _place, (x, y), _capital in self.dots]
        return dots + [item.badge for item in self.items if item.badge is not None]

    def boxes(self) -> list[Box]:
        """Return the places of everything written and docked: no two cover each other."""
        return [*(item.box for item in self.items), *self.docks.values()]


def lay_names(
    atlas: Atlas, shapes: PlaneShapes, ground: Ground, picture: MapPicture, drawn: Sequence[Drawn], ruler: Ruler,
    room: Box, covers: Sequence[Box] = (),
) -> Names:  # fmt: skip
    """Find a place for everything that is written on the map.

    Parameters
    ----------
    atlas, shapes, ground : the map, as it lies.
    picture : what is shown.
    drawn : the corridors, which names avoid if they can.
    ruler : what knows how wide words are.
    room : the part of the picture that is free for names.
    covers : further places that are taken, such as panels.
    """
    return _Scribe(atlas, shapes, ground, picture, drawn, ruler, room, covers).written()


class _Scribe:
    """Lays out the names of one picture, the most important first."""

    def __init__(
        self, atlas: Atlas, shapes: PlaneShapes, ground: Ground, picture: MapPicture, drawn: Sequence[Drawn],
        ruler: Ruler, room: Box, covers: Sequence[Box],
    ) -> None:  # fmt: skip
        self.atlas, self.shapes, self.ground, self.picture = atlas, shapes, ground, picture
        self.ruler, self.drawn = ruler, drawn
        self.camera, self.scale, self.step = ground.camera, ruler.scale, ground.step
        self.layout = Layout(room, gap=3.0 * ground.scale)
        self.layout.take(covers)
        self.items: list[Item] = []
        self.anchors: dict[str, tuple[float, float]] = {}
        self.traffic = self._traffic()

    def written(self) -> Names:
        """Return everything that found a place."""
        docks = self._docks()
        dots = self._dots()
        halts = self._halts()
        for state in sorted(self.ground.tiles, key=lambda s: float(self.ground.tiles[s].cover.sum())):
            self._state(state)
        self._places(dots)
        self._notes_of_routes()
        self._waters()
        self._neighbours()
        return Names(self.camera, tuple(self.items), tuple(dots), tuple(halts), docks, self.anchors)

    # --- what is in the way

    def _coarse(self) -> tuple[int, int]:
        return -(-self.camera.height // self.step), -(-self.camera.width // self.step)

    def _traffic(self) -> Mask:
        """Return where corridors run, in coarse cells."""
        cells = np.zeros(self._coarse(), np.float32)
        for one in self.drawn:
            at = (one.curve.points / self.step).astype(int)
            good = (at >= 0).all(axis=1) & (at[:, 0] < cells.shape[1]) & (at[:, 1] < cells.shape[0])
            cells[at[good, 1], at[good, 0]] = 1.0
        return cells

    def _states_from_home(self) -> Mask:
        """Return where the states lie when the whole frame is seen, in coarse cells: docks keep off them for good."""
        home, (rows, columns) = self.camera.at_home(), self._coarse()
        plane = [
            ring for state in self.atlas.states.values() for ring in self.shapes.rings(state.iso, self.shapes.arcs)
        ]
        return mask([home.pixels(ring) / self.step for ring in plane], columns, rows)

    def _docks(self) -> dict[str, Box]:
        sizes = {dock.power: self._dock_size(dock.name, dock.note) for dock in self.picture.docks}
        wanted: dict[str, tuple[float, float] | None] = {}
        for dock in self.picture.docks:
            power = self.atlas.powers.get(dock.power)
            at = power.at if power else None
            wanted[dock.power] = None if at is None else self._pixel(at, self.camera.at_home())
        return place_docks(wanted, sizes, self.layout, self._states_from_home(), self.step)

    def _dock_size(self, name: str, note: str) -> tuple[int, int]:
        words = max(self.ruler.width(name, "label"), self.ruler.width(note, "small") if note else 0)
        lines = self.ruler.height("label") + (self.ruler.height("small") if note else 0)
        flag = round(26 * self.scale)
        return round(8 * self.scale) + flag + round(8 * self.scale) + words + round(12 * self.scale), max(
            flag, lines
        ) + round(12 * self.scale)

    def _pixel(self, at: tuple[float, float], camera: Camera | None = None) -> tuple[float, float]:
        point = (camera or self.camera).pixels(self.shapes.projection.plane([at]))[0]
        return float(point[0]), float(point[1])

    # --- dots and names of places

    def _dots(self) -> list[tuple[str, tuple[float, float], bool]]:
        """Return the places that are marked: capitals of states, and the stops of corridors that are shown."""
        stops = {stop for route in self.picture.routes for stop in self.atlas.stops.get(route.corridor, ())}
        found = []
        for key, place in self.atlas.places.items():
            capital = place.capital_of in self.atlas.states
            if not capital and key not in stops:
                continue
            x, y = self._pixel(place.at)
            left, top, wide, tall = self.layout.room
            if left <= x < left + wide and top <= y < top + tall and not self._is_covered(x, y):
                found.append((key, (x, y), capital))
                reach = (6.0 if capital else 4.5) * self.ground.scale
                self.layout.take([(x - reach, y - reach, 2 * reach, 2 * reach)])
        return found

    def _halts(self) -> list[tuple[float, float]]:
        """Return a point on each corridor that is halted, the freest near its middle that is seen."""
        found, size = [], 2 * HALT_RADIUS * self.ground.scale
        for one in self.drawn:
            if one.route.state != "halted":
                continue
            points = one.curve.points
            middle = np.abs(np.arange(len(points)) - len(points) / 2)
            order = np.argsort(middle, kind="stable")[::4]
            corners = points[order] - size / 2
            free = self.layout.free(corners, (round(size), round(size)))
            if free.any():
                x, y = points[order[int(np.argmax(free))]]
                found.append((float(x), float(y)))
                self.layout.take([(float(x) - size / 2, float(y) - size / 2, size, size)])
        return found

    def _is_covered(self, x: float, y: float) -> bool:
        return any(bx <= x < bx + w and by <= y < by + h for bx, by, w, h in self.layout.taken)

    def _places(self, dots: Sequence[tuple[str, tuple[float, float], bool]]) -> None:
        for key, point, capital in sorted(dots, key=lambda dot: not dot[2]):
            name = self.ruler.words(self.atlas.places[key].name)
            kind, style, away = ("capital", "label", 10.0) if capital else ("stop", "small", 8.5)
            self._beside(kind, key, name, style, point, away * self.ground.scale)

    def _beside(self, kind: str, key: str, name: str, style: str, point: tuple[float, float], away: float) -> None:
        size = self._size(((name, style),))
        corners = self._calm(beside(point, size, away), size)
        self._set(kind, key, [((name, style),)], [corners])

    def _calm(self, corners: NDArray[np.float64], size: tuple[int, int]) -> NDArray[np.float64]:
        """Return corners with those off the corridors first."""
        busy = []
        for x, y in corners:
            top, left = max(0, int(y // self.step)), max(0, int(x // self.step))
            part = self.traffic[top : int((y + size[1]) // self.step) + 1, left : int((x + size[0]) // self.step) + 1]
            busy.append(float(part.sum()))
        return corners[np.argsort(np.asarray(busy), kind="stable")]

    def _size(self, lines: Sequence[tuple[str, str]]) -> tuple[int, int]:
        wide = max(self.ruler.width(text, style) for text, style in lines)
        halo = 2 * max(1, round(2 * self.scale))
        return wide + halo, sum(self.ruler.height(style) for _text, style in lines)

    def _set(
        self, kind: str, key: str, variants: Sequence[tuple[tuple[str, str], ...]],
        corners: Sequence[NDArray[np.float64]], badge: int = 0,
    ) -> Item | None:  # fmt: skip
        """Set a name in the first variant that finds room."""
        wide = [self._with_badge(lines, badge) for lines in variants]
        tried = tuple(Variant(i, wide[i], at) for i, at in enumerate(corners) if len(at))
        found = self.layout.place(Wish(f"{kind} {key}", tried))
        if found is None:
            return None
        x, y, w, h = found.box
        sign = (x + w - badge, y + (h - badge) / 2, float(badge), float(badge)) if badge else None
        item = Item(kind, key, tuple(variants[found.tag]), (x, y, w - badge, h), sign)
        self.items.append(item)
        return item

    # --- names in areas

    def _state(self, state: str) -> None:
        tile = self.ground.tiles[state]
        name = self.ruler.words(self.atlas.states[state].name)
        note = self.picture.notes.get(state, "")
        badge = round(34 * self.scale) if state in self.picture.badges else 0
        area = shrink(tile.cover, self.step)
        wished = self._wished(self.atlas.states[state].iso, area, (tile.x, tile.y))
        self.anchors[state] = wished
        spot = _Spot(area, (tile.x, tile.y), wished, self._part_of_traffic(tile.x, tile.y, area.shape))
        plain, aside = airy(name, 0), self._is_whole(state)
        if self._inside(state, name, note, spot, badge):
            return
        if aside and note and self._aside(state, ((plain, "state small"), (note, "label")), spot, badge):
            return
        if not self._inside(state, name, "", spot, badge) and aside:
            self._aside(state, ((plain, "state small"),), spot, badge)

    def _inside(self, state: str, name: str, note: str, spot: "_Spot", badge: int) -> Item | None:
        """Set the name of a state inside it, as statelily as there is room."""
        variants, corners = [], []
        for least in (_FULL, 0.75, 0.4):
            for text, style in ways(name):
                if least < _FULL and style != "state small":
                    continue
                lines: tuple[tuple[str, str], ...] = ((text, style), *(((note, "label"),) if note else ()))
                variants.append(lines)
                corners.append(best_in_area(spot.area, spot.corner, self.step, self._with_badge(lines, badge),
                                            spot.wished, least, spot.traffic))  # fmt: skip
        item = self._set("state", state, variants, corners, badge)
        if item is not None:
            left, top, wide, tall = item.box
            self.anchors[state] = (left + wide / 2, top + tall / 2)
        return item

    def _aside(self, state: str, lines: tuple[tuple[str, str], ...], spot: "_Spot", badge: int) -> Item | None:
        """Set the name of a state beside it, off the other states, with a line that leads to it."""
        others, names = self._others(state), [other.box for other in self.items]
        found: list[tuple[float, tuple[tuple[str, str], ...], NDArray[np.float64]]] = []
        for shape in (lines, *narrower(lines)):
            size = self._with_badge(shape, badge)
            corners = self._off_others(others, size, spot)
            costs = led_costs(spot.wished, corners, size, names, others, self.step)
            costs[~self.layout.free(corners, size)] = np.inf
            if np.isfinite(costs).any():
                found.append((float(costs.min()), shape, corners[[int(np.argmin(costs))]]))
        if not found:
            return None
        _cost, best, corner = min(found, key=lambda one: one[0])
        item = self._set("state", state, [best], [corner], badge)
        if item is not None:
            x, y, wide, tall = item.box
            end = (float(np.clip(spot.wished[0], x, x + wide)), float(np.clip(spot.wished[1], y, y + tall)))
            away = np.hypot(end[0] - spot.wished[0], end[1] - spot.wished[1])
            if away > _SHORT * self.ground.scale:
                self.items[-1] = item = replace(item, leader=(spot.wished, end))
        return item

    def _with_badge(self, lines: Sequence[tuple[str, str]], badge: int) -> tuple[int, int]:
        wide, high = self._size(lines)
        return wide + badge, max(high, badge)

    def _off_others(self, others: Mask, size: tuple[int, int], spot: "_Spot") -> NDArray[np.float64]:
        """Return corners around a state at which a name hardly lies over other states."""
        corners = around(spot.wished, size, 14.0 * self.ground.scale)
        over = box_means(np.pad(others, ((0, size[1]), (0, size[0]))), *self._cells(size))
        at = np.clip(corners // self.step, 0, np.array(over.shape)[::-1] - 1).astype(int)
        return np.asarray(corners[over[at[:, 1], at[:, 0]] < _LEAST_ASTRAY])

    def _cells(self, size: tuple[int, int]) -> tuple[int, int]:
        return max(1, -(-size[0] // self.step)), max(1, -(-size[1] // self.step))

    def _others(self, state: str) -> Mask:
        """Return where the other states are seen, in coarse cells."""
        rows, columns = self._coarse()
        rings = [ring / self.step for other, tile in self.ground.tiles.items() if other != state for ring in tile.rings]
        return mask(rings, columns, rows)

    def _is_whole(self, state: str) -> bool:
        """Tell whether a state is seen to its ends: then its name may stand beside it and is not mistaken."""
        points = np.concatenate(self.ground.tiles[state].rings)
        inside = (points >= 0).all(axis=1) & (points[:, 0] < self.camera.width) & (points[:, 1] < self.camera.height)
        return bool(inside.mean() > 0.8)

    def _part_of_traffic(self, x: int, y: int, shape: tuple[int, ...]) -> Mask:
        top, left = y // self.step, x // self.step
        part = self.traffic[top : top + shape[0], left : left + shape[1]]
        missing = ((0, shape[0] - part.shape[0]), (0, shape[1] - part.shape[1]))
        return np.pad(part, missing)

    def _wished(self, iso: str, area: Mask, corner: tuple[int, int]) -> tuple[float, float]:
        """Return where a name belongs: the atlas's point if it is seen, else the middle of what is."""
        country = self.shapes.shapes.countries.get(iso)
        if country is not None and country.label is not None:
            x, y = self._pixel(country.label)
            left, top, wide, tall = self.layout.room
            if left <= x < left + wide and top <= y < top + tall:
                return x, y
        rows, columns = np.nonzero(area > 0.5)
        if not len(rows):
            rows, columns = np.nonzero(area > 0)
        return float(columns.mean() * self.step + corner[0]), float(rows.mean() * self.step + corner[1])

    def _notes_of_routes(self) -> None:
        for one in self.drawn:
            if not one.route.note:
                continue
            lines = ((one.route.note, "label"),)
            size = self._size(lines)
            spots = one.curve.points[:: max(1, len(one.curve.points) // 24)]
            middle = spots[len(spots) // 2]
            order = np.argsort(np.hypot(*(spots - middle).T))
            rings = [beside((float(p[0]), float(p[1])), size, 9.0 * self.ground.scale) for p in spots[order]]
            self._set("route", one.route.corridor, [lines], [self._calm(np.concatenate(rings), size)])

    def _waters(self) -> None:
        """Name seas where they are wide enough, and lakes beside themselves."""
        water = 1 - self.ground.land
        seas = (*self.atlas.waters, *self.shapes.shapes.seas)
        for name, at in seas:
            x, y = self._pixel(at)
            if not self._is_seen(x, y):
                continue
            whole = self.ruler.words(name)
            variants = [tuple((line, "water") for line in lines) for lines in ((whole,), tuple(whole.split()))]
            corners = []
            for lines in variants:
                size = self._size(lines)
                found = best_in_area(water, (0, 0), self.step, size, (x, y), 0.98)
                reach = np.hypot(found[:, 0] + size[0] / 2 - x, found[:, 1] + size[1] / 2 - y)
                corners.append(found[reach < 160 * self.ground.scale])
            self._set("water", name, variants, corners)
        for lake in self.shapes.shapes.lakes:
            x, y = self._pixel(lake.label)
            pixels = self.camera.pixels(self.shapes.projection.plane(lake.rings[0]))
            wide = float(np.ptp(pixels[:, 0]))
            if lake.name and self._is_seen(x, y) and wide > 45 * self.ground.scale:
                low, high = float(pixels[:, 1].min()), float(pixels[:, 1].max())
                size = self._size(((self.ruler.words(lake.name), "water"),))
                left = x - size[0] / 2
                ring = np.array([(left, y - size[1] / 2), (left, high), (left, low - size[1])])
                self._set("lake", lake.name, [((self.ruler.words(lake.name), "water"),)], [ring])

    def _is_seen(self, x: float, y: float) -> bool:
        left, top, wide, tall = self.layout.room
        return left <= x < left + wide and top <= y < top + tall

    def _neighbours(self) -> None:
        """Name the countries around, where their names fit into them."""
        for iso, area in sorted(self.ground.neighbours.items(), key=lambda entry: -float(entry[1].sum())):
            self._neighbour(iso, area)

    def _neighbour(self, iso: str, area: Mask) -> None:
        name = self.ruler.words(self.atlas.country(iso))
        lines = ((airy(name), "neighbour"),)
        wished, size = self._wished(iso, area, (0, 0)), self._size(lines)
        corners = best_in_area(area, (0, 0), self.step, size, wished, 0.99, self.traffic)
        self._set("neighbour", iso, [lines], [corners])
