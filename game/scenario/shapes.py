"""Shapes of countries that a scenario brings along, in the JSON format that assets/README.md lays down.

Read and checked here, so that `wedge check` tells what is wrong; drawn by the
map, which puts them in the place of the atlas's own.
"""

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from game.scenario.library import atlas_letters
from game.scenario.nearby import OutsideError, find_nearby
from game.scenario.problems import Problem, suggest
from game.scenario.tree import MapNode, Node, ScalarNode, clip

__all__ = ["Shape", "ShapesError", "check_shapes", "read_shapes"]

MOST_BYTES = 4_000_000
MOST_COUNTRIES = 400
MOST_POINTS = 200_000

Ring = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Shape:
    """A country as it is drawn: no polygons at all take it off the map."""

    iso: str
    name: str
    label: tuple[float, float] | None  # where its name stands; a good place is looked for if not given
    polygons: tuple[tuple[Ring, ...], ...]  # longitude and latitude; the outer ring first, then holes
    invented: bool = False  # it exists nowhere, and may be given hills


class ShapesError(ValueError):
    """The file cannot be used; the text says what is wrong, and where."""


def check_shapes(root: Node | None, folder: Path) -> tuple[Problem, ...]:
    """Check the file of shapes that a scenario names, if it names one, and that every state finds its shape.

    Parameters
    ----------
    root : the tree of the scenario; broken parts elsewhere do not matter.
    folder : the folder of the scenario.
    """
    named = _inside(root, "map", "shapes")
    own: tuple[Shape, ...] = ()
    if isinstance(named, ScalarNode) and not named.is_empty:
        try:
            own = read_shapes(named.text, folder)
        except ShapesError as fault:
            return (Problem("MAP02", named.place, f'"{clip(named.text)}" {fault}', "assets/README.md shows the form"),)
    return tuple(_without_shape(_inside(root, "actors"), {shape.iso for shape in own}))


def _inside(root: Node | None, *names: str) -> Node | None:
    node = root
    for name in names:
        node = node.get(name) if isinstance(node, MapNode) else None
    return node


def _without_shape(actors: Node | None, own: set[str]) -> Iterator[Problem]:
    """States whose letters no country has, neither here nor in the atlas."""
    for key, actor in actors if isinstance(actors, MapNode) else ():
        kind, iso = _inside(actor, "kind"), _inside(actor, "iso")
        if not isinstance(kind, ScalarNode) or kind.text != "state" or not isinstance(iso, ScalarNode):
            continue
        if len(iso.text) != 3 or iso.text in own:  # what is no text is told elsewhere
            continue
        atlas = atlas_letters()
        if atlas and iso.text not in atlas:
            sentence = (
                f'actors, {key.text}, iso: no country has the letters "{clip(iso.text)}", so an island is invented'
            )
            yield Problem("MAP06", iso.place, sentence, suggest(iso.text, own or atlas, "those of map, shapes"))


def read_shapes(name: str, folder: Path) -> tuple[Shape, ...]:
    """Read a file of shapes.

    Parameters
    ----------
    name : its name, as the scenario writes it.
    folder : the folder of the scenario; the file must lie inside.

    Raises
    ------
    ShapesError
        If there is no such file, or something is wrong in it: the first fault.
    """
    try:
        path = find_nearby(name, [(folder, folder)])
    except OutsideError as outside:
        raise ShapesError(str(outside)) from None
    if path is None:
        raise ShapesError("does not lie in the folder of the scenario")
    content = _content(path)
    _need(isinstance(content, dict) and content.get("format") == 1, 'is not such a file: it begins {"format": 1, ...}')
    countries = content.get("countries")
    _need(isinstance(countries, list), "needs a list `countries`")
    _need(len(countries) <= MOST_COUNTRIES, f"has more than {MOST_COUNTRIES} countries")
    shapes = tuple(_shape(entry, f"countries, {number}") for number, entry in enumerate(countries, start=1))
    points = sum(len(ring) for shape in shapes for polygon in shape.polygons for ring in polygon)
    _need(points <= MOST_POINTS, f"has {points:,} points, at most {MOST_POINTS:,} are possible")
    isos = [shape.iso for shape in shapes]
    twice = next((iso for iso in isos if isos.count(iso) > 1), None)
    _need(twice is None, f"has {twice} twice")
    return shapes


def _content(path: Path) -> Any:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise ShapesError(f"is larger than {MOST_BYTES // 1_000_000} MB")
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError:
        raise ShapesError("cannot be read") from None
    except UnicodeDecodeError:
        raise ShapesError("is not a text in UTF-8") from None
    except json.JSONDecodeError as error:
        raise ShapesError(f"is not JSON: {error.msg} in line {error.lineno}, column {error.colno}") from None
    except (RecursionError, ValueError) as error:
        if isinstance(error, ShapesError):
            raise
        raise ShapesError("is not JSON that can be read") from None


def _need(condition: bool, sentence: str) -> None:
    if not condition:
        raise ShapesError(sentence)


def _shape(entry: Any, where: str) -> Shape:
    _need(isinstance(entry, dict), f"{where}: a country has `iso`, `name` and `polygons`")
    unknown = sorted(set(entry) - {"iso", "name", "label", "ground", "polygons"})
    _need(not unknown, f'{where}: there is no setting "{clip(unknown[0]) if unknown else ""}"')
    iso, name, label = entry.get("iso"), entry.get("name", ""), entry.get("label")
    is_iso = isinstance(iso, str) and len(iso) == 3 and iso.isascii() and iso.isalpha() and iso.isupper()
    _need(is_iso, f"{where}: `iso` is three capital letters, such as KAZ")
    _need(isinstance(name, str), f"{where}: `name` is a text")
    polygons = entry.get("polygons")
    _need(isinstance(polygons, list), f"{where} ({iso}): `polygons` is a list, empty to take the country off the map")
    rings = tuple(tuple(_polygon(p, f"{where} ({iso}), polygons, {i}")) for i, p in enumerate(polygons, start=1))
    ground = entry.get("ground")
    _need(ground in (None, "invented"), f'{where} ({iso}): `ground` is "invented", or is left out')
    at = None if label is None else _point(label, f"{where} ({iso}), label")
    return Shape(iso, name, at, rings, ground is not None)


def _polygon(polygon: Any, where: str) -> Iterator[Ring]:
    _need(isinstance(polygon, list) and len(polygon) > 0, f"{where}: a polygon is a list of rings, the outer one first")
    for number, ring in enumerate(polygon, start=1):
        here = f"{where}, ring {number}"
        _need(isinstance(ring, list) and len(ring) >= 4, f"{here}: a ring has at least four points")
        points = tuple(_point(point, f"{here}, point {i}") for i, point in enumerate(ring, start=1))
        _need(points[0] == points[-1], f"{here}: the last point must be the first again")
        yield points


def _point(point: Any, where: str) -> tuple[float, float]:
    good = isinstance(point, Sequence) and len(point) == 2 and all(_is_number(value) for value in point)
    _need(good, f"{where}: a point is [longitude, latitude] in degrees")
    longitude, latitude = float(point[0]), float(point[1])
    _need(-180 <= longitude <= 360 and -90 <= latitude <= 90, f"{where}: [{longitude:g}, {latitude:g}] is nowhere")
    return longitude, latitude


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
