"""The shapes of a scenario's states on paper: from the atlas of the assets, or from the scenario's own file."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np

from game.scenario.actors import Power
from game.scenario.dateline import across, middle_of
from game.scenario.schema import Scenario
from game.scenario.shapes import ShapesError, read_shapes

__all__ = ["Outlines", "outlines_of"]

_WIDTH, _EDGE, _NEAR = 480.0, 12.0, 0.8  # pixels: of the picture, drawn beyond its edge, and nearer than a point
_MARGIN = 0.08  # of the states' extent, where a scenario gives no frame
_ISLAND, _FILLED = 2.0, 0.4  # the radius of a state without a shape: in degrees, and of the way to its neighbour
Points = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True)
class Outlines:
    """Paths in the language of SVG, and where names stand."""

    width: float
    height: float
    states: Mapping[str, str]  # by the id of the state
    labels: Mapping[str, tuple[float, float]]
    land: str  # of all others


def outlines_of(scenario: Scenario, folder: Path | None) -> Outlines | None:
    """Return the map of a scenario, None if nothing is known of where its states lie.

    Parameters
    ----------
    scenario : a checked one.
    folder : of its file, for shapes of its own.
    """
    rings, labels = _atlas()
    rings, labels = dict(rings), dict(labels)
    if scenario.map_.shapes and folder is not None:
        try:
            for shape in read_shapes(scenario.map_.shapes, folder):
                rings[shape.iso] = [np.asarray(ring, np.float64) for polygon in shape.polygons for ring in polygon]
                if shape.label is not None:
                    labels[shape.iso] = shape.label
        except ShapesError:  # changed since it was checked: the map does without
            pass
    states = dict(_states(scenario, rings))
    if not states:
        return None
    middle = middle_of(ring[0, 0] for found in states.values() for ring in found)
    frame = _frame(scenario, [across(ring, middle) for found in states.values() for ring in found])
    middle = (frame[0] + frame[2]) / 2
    states = {key: [across(ring, middle) for ring in found] for key, found in states.items()}
    scale, corner, turned = _fitted(frame)

    def plane(points: Points) -> Points:
        return np.asarray((turned(points) - corner) * scale, np.float64)

    height = float(np.ptp(plane(_edge(frame))[:, 1]))
    own = {key: "".join(_path(plane(ring), height) for ring in found) for key, found in states.items()}
    isos = {scenario.actors[key].iso for key in states}
    foreign = (across(ring, middle) for iso, found in rings.items() if iso not in isos for ring in found)
    others = (ring for ring in foreign if _meets(ring, frame))
    land = "".join(_path(plane(ring), height) for ring in others)
    places = {
        key: plane(across(_label(labels.get(scenario.actors[key].iso), found), middle))[0]
        for key, found in states.items()
    }
    return Outlines(_WIDTH, height, own, {key: (float(x), float(y)) for key, (x, y) in places.items()}, land)


@cache
def _atlas() -> tuple[Mapping[str, list[Points]], Mapping[str, tuple[float, float]]]:
    """Return rings and places of names by the letters of countries; nothing where the assets are missing."""
    package = Path(str(files("game")))
    for folder in (package.parent / "assets", package / "_data" / "assets"):
        path = folder / "map" / "countries.json"
        if path.is_file():
            content = json.loads(path.read_text(encoding="utf-8"))
            step = float(content["step"])
            arcs = [np.cumsum(np.array(arc).reshape(-1, 2), axis=0) * step for arc in content["arcs"]]
            return (
                {
                    one["iso"]: [_ring(ring, arcs) for p in one["polygons"] for ring in p]
                    for one in content["countries"]
                },
                {one["iso"]: (float(one["label"][0]), float(one["label"][1])) for one in content["countries"]},
            )
    return {}, {}


def _ring(numbers: list[int], arcs: list[Points]) -> Points:
    return np.concatenate([arcs[i] if i >= 0 else arcs[~i][::-1] for i in numbers])


def _states(scenario: Scenario, rings: Mapping[str, list[Points]]) -> Iterator[tuple[str, list[Points]]]:
    """Yield the states with their rings; one without a shape is a circle around its capital, if that is known."""
    states = {key: actor for key, actor in scenario.actors.items() if not isinstance(actor, Power)}
    capitals = {
        place.capital_of: (place.longitude, place.latitude)
        for place in scenario.places.values()
        if place.capital_of in states and not rings.get(states[place.capital_of].iso)
    }
    apart = [float(np.hypot(*np.subtract(one, other))) for one, other in combinations(capitals.values(), 2)]
    radius = min([_ISLAND, *(_FILLED * distance for distance in apart)])
    for key, actor in states.items():
        if rings.get(actor.iso):
            yield key, rings[actor.iso]
        elif key in capitals:
            turn, (x, y) = np.linspace(0, 2 * np.pi, 49), capitals[key]
            wide = 1 / max(0.3, float(np.cos(np.radians(y))))
            yield key, [np.stack([x + radius * wide * np.cos(turn), y + radius * np.sin(turn)], axis=1)]


def _frame(scenario: Scenario, rings: Sequence[Points]) -> tuple[float, float, float, float]:
    frame = scenario.map_.frame
    if frame is not None:
        return frame.west, frame.south, frame.east, frame.north
    points = np.concatenate(rings)
    low, high = points.min(axis=0), points.max(axis=0)
    x, y = (high - low) * _MARGIN
    return float(low[0] - x), float(low[1] - y), float(high[0] + x), float(high[1] + y)


def _fitted(frame: tuple[float, float, float, float]) -> tuple[float, Points, Any]:
    """Return scale, corner and projection (Albers' equal-area conic) that put a frame onto the picture."""
    west, south, east, north = frame
    sixth = (north - south) / 6
    low, high = np.radians([south + sixth, north - sixth])
    cone = float(np.sin(low) + np.sin(high)) / 2
    cone = cone if abs(cone) > 0.02 else 0.02
    constant = float(np.cos(low)) ** 2 + 2 * cone * float(np.sin(low))

    def turned(points: Points) -> Points:
        turn = np.radians(points[:, 0] - (west + east) / 2) * cone
        rho = np.sqrt(np.maximum(constant - 2 * cone * np.sin(np.radians(points[:, 1])), 1e-9)) / cone
        return np.stack([rho * np.sin(turn), rho * np.cos(turn)], axis=1)

    edge = turned(_edge(frame))
    corner: Points = edge.min(axis=0)
    return _WIDTH / float(np.ptp(edge[:, 0])), corner, turned


def _edge(frame: tuple[float, float, float, float]) -> Points:
    west, south, east, north = frame
    along = np.linspace(0, 1, 9)
    x, y = west + along * (east - west), south + along * (north - south)
    sides = [(x, np.full(9, south)), (x, np.full(9, north)), (np.full(9, west), y), (np.full(9, east), y)]
    return np.concatenate([np.stack(side, axis=1) for side in sides])


def _meets(ring: Points, frame: tuple[float, float, float, float]) -> bool:
    low, high = ring.min(axis=0), ring.max(axis=0)
    west, south, east, north = frame
    return bool(low[0] < east + 3 and high[0] > west - 3 and low[1] < north + 3 and high[1] > south - 3)


def _path(points: Points, height: float) -> str:
    """Return a ring as a path, without points that nobody could tell from their neighbours."""
    seen = np.clip(points, -_EDGE, [_WIDTH + _EDGE, height + _EDGE])
    kept = [seen[0]]
    for point in seen[1:]:
        if np.abs(point - kept[-1]).max() >= _NEAR:
            kept.append(point)
    if len(kept) < 3:
        return ""
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in kept) + "Z"


def _label(at: tuple[float, float] | None, rings: list[Points]) -> Points:
    """Return where a name stands, in degrees."""
    if at is not None:
        return np.array([at])
    largest = max(rings, key=len)
    return np.asarray((largest.min(axis=0) + largest.max(axis=0))[None] / 2, np.float64)
