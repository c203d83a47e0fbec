"""Lines and rings on a whole-number grid: reading TopoJSON and shapefiles, joining, simplifying, encoding."""

import json
import struct
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
Grid = NDArray[np.int64]

BOX = (-15.0, -12.0, 180.0, 84.0)
"""West, south, east and north of what is kept: the region and everything that may show around it."""

STEP = 0.001
"""The grid in degrees: about 111 metres from south to north."""

SHAPE_POLYGON = 5


def read_topology(raw: bytes) -> tuple[dict[str, Any], list[Points]]:
    """Return a TopoJSON document and its arcs in degrees."""
    document = json.loads(raw)
    scale, shift = (np.array(document["transform"][key]) for key in ("scale", "translate"))
    arcs = [np.cumsum(np.array([p[:2] for p in arc], float), axis=0) * scale + shift for arc in document["arcs"]]
    return document, arcs


def groups(geometry: dict[str, Any]) -> list[Any]:
    """Return the arcs of a geometry as a list of its parts (polygons or lines)."""
    if geometry["type"].startswith("Multi"):
        return list(geometry["arcs"])
    return [geometry["arcs"]] if geometry.get("arcs") else []


def join(arcs: Sequence[NDArray[Any]], indices: Sequence[int]) -> NDArray[Any]:
    """Return the points of arcs put end to end; a negative index means the arc `~index` backwards."""
    parts = [arcs[i] if i >= 0 else arcs[~i][::-1] for i in indices]
    return np.concatenate([parts[0], *(part[1:] for part in parts[1:])])


def snap(points: Points) -> Grid:
    """Return points on the grid, without points that fall on the one before them."""
    grid = np.rint(points / STEP).astype(np.int64)
    keep = np.ones(len(grid), bool)
    keep[1:] = (np.diff(grid, axis=0) != 0).any(axis=1)
    return grid[keep]


def degrees(grid: Grid) -> Points:
    """Return points of the grid in degrees."""
    return np.asarray(grid * STEP, np.float64)


def touches(points: Points, box: tuple[float, float, float, float] = BOX) -> bool:
    """Tell whether the frame of some points meets a box."""
    (west, south), (east, north) = points.min(axis=0), points.max(axis=0)
    return bool(east > box[0] and west < box[2] and north > box[1] and south < box[3])


def area(ring: NDArray[Any]) -> float:
    """Return the signed area of a ring: above zero when it runs against the clock."""
    x, y = ring[:, 0].astype(float), ring[:, 1].astype(float)
    return float(0.5 * (x[:-1] @ y[1:] - x[1:] @ y[:-1]))


def contains(ring: Points, points: Points) -> NDArray[np.bool_]:
    """Tell for each point whether it lies inside a closed ring."""
    (x, y), (x0, y0), (x1, y1) = points.T[:, :, None], ring[:-1].T, ring[1:].T
    with np.errstate(divide="ignore", invalid="ignore"):
        crossing = x0 + (y - y0) * (x1 - x0) / (y1 - y0)
    crossed = ((y0 > y) != (y1 > y)) & (x < crossing)
    return np.asarray(crossed.sum(axis=1) % 2 == 1)


def encode(points: Grid) -> list[int]:
    """Return a line as one flat list: the first point, then steps (x0, y0, dx1, dy1, dx2, ...)."""
    steps = np.concatenate([points[:1], np.diff(points, axis=0)])
    return [int(value) for value in steps.ravel()]


def simplify(line: Points, tolerance: float) -> Points:
    """Return a line without the points nearer than a tolerance to what remains (Douglas and Peucker)."""
    keep = np.zeros(len(line), bool)
    keep[[0, -1]] = True
    spans = [(0, len(line) - 1)]
    while spans:
        first, last = spans.pop()
        if last - first < 2:
            continue
        off = _distances(line[first + 1 : last], line[first], line[last])
        if off.max() > tolerance:
            middle = first + 1 + int(off.argmax())
            keep[middle] = True
            spans += [(first, middle), (middle, last)]
    return line[keep]


def _distances(points: Points, start: Points, end: Points) -> Points:
    """Return how far points lie from a straight piece (from its start, when it is closed)."""
    along = end - start
    length = float(np.hypot(*along))
    if length == 0:
        return np.asarray(np.hypot(*(points - start).T))
    return np.asarray(np.abs(along[0] * (points[:, 1] - start[1]) - along[1] * (points[:, 0] - start[0])) / length)


def chain(lines: Iterable[tuple[int, tuple[int, int], tuple[int, int]]]) -> list[list[int]]:
    """Put (index, start, end) pieces end to end into the longest lines, turning pieces round where needed."""
    rest = sorted(lines)
    chains = []
    while rest:
        index, start, end = rest.pop(0)
        line = [index]
        while start != end and (found := _next(rest, end)) is not None:
            piece, end = found
            line.append(piece)
        while start != end and (found := _next(rest, start)) is not None:
            piece, start = found
            line.insert(0, ~piece)
        chains.append(line)
    return chains


def _next(
    rest: list[tuple[int, tuple[int, int], tuple[int, int]]], end: tuple[int, int]
) -> tuple[int, tuple[int, int]] | None:
    """Take the piece that goes on from an end; return its index (turned round if need be) and its far end."""
    for k, (index, first, last) in enumerate(rest):
        if end in (first, last):
            del rest[k]
            return (index, last) if first == end else (~index, first)
    return None


def ends(line: Grid) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return the first and the last point of a line."""
    (x0, y0), (x1, y1) = line[0], line[-1]
    return (int(x0), int(y0)), (int(x1), int(y1))


def inner_point(rings: Sequence[Points]) -> tuple[float, float]:
    """Return the point of a polygon that lies farthest from its edges: where its name goes."""
    outer = rings[0]
    (west, south), (east, north) = outer.min(axis=0), outer.max(axis=0)
    squeeze = np.array([np.cos(np.radians((south + north) / 2)), 1.0])
    centre, width = np.array([west + east, south + north]) / 2, np.array([east - west, north - south])
    for _ in range(4):
        axes = [np.linspace(c - w / 2, c + w / 2, 17) for c, w in zip(centre, width, strict=True)]
        tries = np.stack(np.meshgrid(*axes), axis=-1).reshape(-1, 2)
        inside = np.sum([contains(ring, tries) for ring in rings], axis=0) % 2 == 1
        room = np.where(inside, _room(tries * squeeze, [ring * squeeze for ring in rings]), -1.0)
        centre, width = tries[int(room.argmax())], width / 5
    return round(float(centre[0]), 2), round(float(centre[1]), 2)


def _room(points: Points, rings: Sequence[Points]) -> Points:
    """Return how far points lie from the nearest edge of some rings."""
    nearest = np.full(len(points), np.inf)
    for ring in rings:
        start, along = ring[:-1], np.diff(ring, axis=0)
        length = np.maximum((along**2).sum(axis=1), 1e-12)
        to = points[:, None] - start
        share = np.clip((to * along).sum(axis=2) / length, 0, 1)
        nearest = np.minimum(nearest, np.sqrt(((to - share[..., None] * along) ** 2).sum(axis=2)).min(axis=1))
    return nearest


def read_shapes(raw: bytes) -> Iterator[list[Points]]:
    """Yield the polygons of a shapefile, each as its rings."""
    at = 100
    while at < len(raw):
        size = struct.unpack(">i", raw[at + 4 : at + 8])[0] * 2
        record = raw[at + 8 : at + 8 + size]
        if struct.unpack("<i", record[:4])[0] == SHAPE_POLYGON:
            yield _rings(record)
        at += 8 + size


def _rings(record: bytes) -> list[Points]:
    parts, points = struct.unpack("<ii", record[36:44])
    starts = [*struct.unpack(f"<{parts}i", record[44 : 44 + 4 * parts]), points]
    coordinates = np.frombuffer(record, "<f8", points * 2, 44 + 4 * parts).reshape(-1, 2)
    return [coordinates[a:b] for a, b in pairwise(starts)]
