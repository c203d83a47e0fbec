"""Countries, lakes and rivers as lines: read from the assets, replaced by a scenario's own, laid on the plane.

Neighbours share arcs. Smoothing is done arc by arc with both ends held, so that borders stay common to both.
"""

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from game.scenario.dateline import across
from game.scenario.shapes import Shape
from game.ui.assets import read_json
from game.ui.map.projection import Points, Projection

__all__ = ["Border", "Country", "Lake", "PlaneShapes", "Shapes", "atlas_shapes", "smoothed", "with_own"]

_SHORT = 1.2  # pixels


@dataclass(frozen=True)
class Country:
    """A country; its rings are lists of numbers of arcs, `~i` for an arc backwards."""

    iso: str
    name: str
    label: tuple[float, float] | None
    rings: tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Border:
    """A line between countries, or between one and the water."""

    of: frozenset[str]
    coast: bool
    arcs: tuple[int, ...]


@dataclass(frozen=True)
class Lake:
    """A lake, with a name if it is known for one."""

    name: str
    label: tuple[float, float]
    rings: tuple[Points, ...]


@dataclass(frozen=True)
class Shapes:
    """Everything in longitude and latitude."""

    arcs: tuple[Points, ...]
    countries: Mapping[str, Country]
    borders: tuple[Border, ...]
    lakes: tuple[Lake, ...]
    rivers: tuple[Points, ...]
    seas: tuple[tuple[str, tuple[float, float]], ...]
    invented: frozenset[str] = frozenset()  # countries whose ground exists nowhere

    def ring(self, arcs: Sequence[int]) -> Points:
        """Return arcs put end to end."""
        parts = [self.arcs[i] if i >= 0 else self.arcs[~i][::-1] for i in arcs]
        return np.concatenate(parts) if len(parts) > 1 else parts[0]

    def extent(self, iso: str, middle: float = 0.0) -> tuple[Points, Points] | None:
        """Return the least and greatest longitude and latitude of a country, None if it has no shape.

        Longitudes are those of the turn of the globe around `middle`, so that no country jumps at the date line.
        """
        country = self.countries.get(iso)
        if country is None or not country.rings:
            return None
        points = np.concatenate([across(self.ring(ring), middle) for ring in country.rings])
        return points.min(axis=0), points.max(axis=0)


@cache
def atlas_shapes() -> Shapes:
    """Return the shapes of the assets."""
    content = read_json("map/countries.json")
    step = float(content["step"])
    countries = {entry["iso"]: _country(entry) for entry in content["countries"]}
    borders = [Border(frozenset(entry["between"]), False, tuple(_joined(entry))) for entry in content["borders"]]
    borders += [Border(frozenset([entry["of"]]), True, tuple(_joined(entry))) for entry in content["coasts"]]
    lakes, rivers = read_json("map/lakes.json"), read_json("map/rivers.json")
    water, flow = float(lakes["step"]), float(rivers["step"])
    return Shapes(
        tuple(_line(arc, step) for arc in content["arcs"]),
        countries,
        tuple(borders),
        tuple(
            Lake(lake["name"] or "", _pair(lake["label"]), tuple(_line(ring, water) for ring in lake["polygon"]))
            for lake in lakes["lakes"]
        ),
        tuple(_line(line, flow) for river in rivers["rivers"] for line in river["lines"]),
        tuple((sea["name"], _pair(sea["label"])) for sea in lakes["seas"]),
    )


def _line(flat: list[int], step: float) -> Points:
    return np.asarray(np.cumsum(np.array(flat).reshape(-1, 2), axis=0) * step, np.float64)


def _pair(values: Sequence[float]) -> tuple[float, float]:
    return float(values[0]), float(values[1])


def _joined(entry: Any) -> Iterable[int]:
    return (arc for line in entry["lines"] for arc in line)


def _country(entry: Any) -> Country:
    rings = tuple(tuple(ring) for polygon in entry["polygons"] for ring in polygon)
    return Country(entry["iso"], entry["name"], _pair(entry["label"]), rings)


def with_own(shapes: Shapes, own: Iterable[Shape]) -> Shapes:
    """Return shapes with those of a scenario in the place of the atlas's."""
    own = tuple(own)
    arcs, countries = list(shapes.arcs), dict(shapes.countries)
    borders: list[Border] = []
    outlines = {
        shape.iso: [_turned(ring, hole=i > 0) for polygon in shape.polygons for i, ring in enumerate(polygon)]
        for shape in own
    }
    owners = _owners(outlines)
    for shape in own:
        rings = []
        for outline in outlines[shape.iso]:
            first = len(arcs)
            for line, of in _runs(outline, owners):
                borders.append(Border(of, len(of) == 1, (len(arcs),)))
                arcs.append(line)
            rings.append(tuple(range(first, len(arcs))))
        countries[shape.iso] = Country(shape.iso, shape.name, shape.label, tuple(rings))
    replaced = set(outlines)
    kept = tuple(border for border in shapes.borders if not border.of & replaced)
    invented = (shapes.invented - replaced) | {shape.iso for shape in own if shape.invented and shape.polygons}
    return Shapes(tuple(arcs), countries, (*kept, *borders), shapes.lakes, shapes.rivers, shapes.seas, invented)


Edge = frozenset[tuple[float, float]]


def _edges(outline: Points) -> list[Edge]:
    ends = [(round(float(x), 6), round(float(y), 6)) for x, y in outline]
    return [frozenset(pair) for pair in itertools.pairwise(ends)]


def _owners(outlines: Mapping[str, Sequence[Points]]) -> dict[Edge, frozenset[str]]:
    """Return which countries each edge belongs to: two, where they are neighbours."""
    found: dict[Edge, frozenset[str]] = {}
    for iso, rings in outlines.items():
        for edge in (edge for ring in rings for edge in _edges(ring)):
            found[edge] = found.get(edge, frozenset()) | {iso}
    return found


def _runs(outline: Points, owners: Mapping[Edge, frozenset[str]]) -> Iterator[tuple[Points, frozenset[str]]]:
    """Yield a ring in pieces that belong to the same countries, end to end."""
    whose = [owners[edge] for edge in _edges(outline)]
    start = 0
    for i in range(1, len(whose) + 1):
        if i == len(whose) or whose[i] != whose[start]:
            yield outline[start : i + 1], whose[start]
            start = i


def _turned(ring: Sequence[tuple[float, float]], hole: bool) -> Points:
    """Return a ring that runs against the clock, or with it for a hole, so that coverage can be summed."""
    points = np.asarray(ring, np.float64)
    x, y = points[:, 0], points[:, 1]
    against = float(np.sum(x[:-1] * y[1:] - x[1:] * y[:-1])) > 0
    return points[::-1] if against == hole else points


class PlaneShapes:
    """Shapes on the plane of a projection.

    Parameters
    ----------
    shapes : in degrees.
    projection : how they come to lie.
    """

    def __init__(self, shapes: Shapes, projection: Projection) -> None:
        self.shapes, self.projection = shapes, projection
        self.arcs = _planed(shapes.arcs, projection)
        self.rivers = _planed(shapes.rivers, projection)
        rings = [ring for lake in shapes.lakes for ring in lake.rings]
        self.lakes = _planed(rings, projection)

    def rings(self, iso: str, arcs: Sequence[Points]) -> list[Points]:
        """Return the closed rings of a country, out of its arcs as they are drawn."""
        country = self.shapes.countries.get(iso)
        return [_end_to_end(ring, arcs) for ring in country.rings] if country else []


def _end_to_end(ring: Sequence[int], arcs: Sequence[Points]) -> Points:
    parts = [arcs[i] if i >= 0 else arcs[~i][::-1] for i in ring]
    return np.concatenate(parts) if len(parts) > 1 else parts[0]


def _planed(lines: Sequence[Points], projection: Projection) -> list[Points]:
    """Project many lines at once."""
    if not lines:
        return []
    ends = np.cumsum([len(line) for line in lines])
    return list(np.split(projection.plane(np.concatenate(lines)), ends[:-1]))


def smoothed(lines: Sequence[Points], limit: float, seen: tuple[float, float], passes: int = 2) -> list[Points]:
    """Round the corners of lines whose ends are held.

    Parameters
    ----------
    lines : in pixels.
    limit : how many pixels a corner may lose, so that a long straight border keeps its corners.
    seen : width and height of the picture; lines that lie wholly outside are left as they are.
    """
    found = list(lines)
    near = [i for i, line in enumerate(lines) if len(line) > 2 and _is_near(line, seen)]
    if not near:
        return found
    counts = np.array([len(lines[i]) for i in near])
    points = np.concatenate([lines[i] for i in near])
    for _ in range(passes):
        points, counts = _rounded(points, counts, limit)
    for i, line in zip(near, np.split(points, np.cumsum(counts)[:-1]), strict=True):
        found[i] = line
    return found


def _is_near(line: Points, seen: tuple[float, float]) -> bool:
    low, high = line.min(axis=0), line.max(axis=0)
    return bool(high[0] > -20 and high[1] > -20 and low[0] < seen[0] + 20 and low[1] < seen[1] + 20)


def _rounded(points: Points, counts: NDArray[np.int64], limit: float) -> tuple[Points, NDArray[np.int64]]:
    """Cut every inner corner once (Chaikin), in all lines at once."""
    last = np.cumsum(counts) - 1
    held = np.zeros(len(points), bool)
    held[last] = held[last - counts + 1] = True
    ahead = np.roll(points, -1, axis=0) - points
    length = np.hypot(ahead[:, 0], ahead[:, 1])
    part = np.minimum(0.25, limit / np.maximum(length, 1e-9))[:, None]
    after = points + ahead * part
    before = points - np.roll(ahead * part, 1, axis=0)
    held |= (length < _SHORT) & (np.roll(length, 1) < _SHORT)  # a corner that nobody would see
    copies = np.where(held, 1, 2)
    out = np.repeat(points, copies, axis=0)
    start = np.cumsum(copies) - copies
    inner = ~held
    out[start[inner]], out[start[inner] + 1] = before[inner], after[inner]
    return out, np.add.reduceat(copies, np.append(0, last[:-1] + 1))
