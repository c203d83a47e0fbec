"""Countries, their shared borders and their coasts: `map/countries.json`."""

from collections import defaultdict
from typing import Any, NamedTuple

import numpy as np
from fetch import read
from geometry import (
    BOX,
    STEP,
    Grid,
    area,
    chain,
    degrees,
    encode,
    ends,
    groups,
    inner_point,
    join,
    read_topology,
    snap,
    touches,
)
from sources import COUNTRIES
from writing import Made, write_json

NAMES = {
    "TUR": "Türkiye",
    "CYN": "Northern Cyprus",
    "SSD": "South Sudan",
    "COD": "Democratic Republic of the Congo",
    "CAF": "Central African Republic",
    "MNP": "Northern Mariana Islands",
    "ESH": "Western Sahara",
    "BIH": "Bosnia and Herzegovina",
    "GNQ": "Equatorial Guinea",
    "CIV": "Côte d'Ivoire",
}
"""Names in full where the source abbreviates them."""

FEWEST = 4
"""Points of the smallest ring: a triangle that closes on itself."""


class Country(NamedTuple):
    """A country as polygons of rings of arc numbers."""

    iso: str
    name: str
    polygons: list[list[list[int]]]


def build() -> list[Made]:
    """Write the countries, their borders and their coasts."""
    document, raw = read_topology(read(COUNTRIES, "package/world/50m.json"))
    arcs = [snap(arc) for arc in raw]
    found = [_country(geometry, arcs) for geometry in document["objects"]["countries"]["geometries"]]
    countries = sorted((c for c in found if c.polygons), key=lambda country: country.iso)
    kept = sorted({_plain(i) for country in countries for i in _indices(country)})
    number = {old: new for new, old in enumerate(kept)}
    arcs = [arcs[old] for old in kept]
    countries = [_renumbered(country, number) for country in countries]
    borders, coasts = _edges(countries, arcs)
    content: dict[str, object] = {
        "format": 1,
        "step": STEP,
        "box": list(BOX),
        "countries": [_entry(country, arcs) for country in countries],
        "borders": borders,
        "coasts": coasts,
        "arcs": [encode(arc) for arc in arcs],
    }
    return [write_json("map/countries.json", content, COUNTRIES)]


def _country(geometry: dict[str, Any], arcs: list[Grid]) -> Country:
    """Return a country with the polygons that touch the box, outer rings against the clock, holes with it."""
    properties = geometry["properties"]
    iso = str(properties.get("a3") or geometry["id"])
    polygons = []
    for polygon in groups(geometry):
        outer, *holes = [_turned(ring, arcs, hole=k > 0) for k, ring in enumerate(polygon)]
        if _closes(outer, arcs) and touches(degrees(join(arcs, outer))):
            polygons.append([outer, *(hole for hole in holes if _closes(hole, arcs))])
    return Country(iso, NAMES.get(iso, str(properties["name"])), polygons)


def _turned(ring: list[int], arcs: list[Grid], *, hole: bool) -> list[int]:
    """Return a ring without arcs that shrank to a point, turned the way that its place asks for."""
    ring = [i for i in ring if len(arcs[_plain(i)]) > 1]
    if not ring or (area(join(arcs, ring)) > 0) != hole:
        return ring
    return [~i for i in reversed(ring)]


def _closes(ring: list[int], arcs: list[Grid]) -> bool:
    """Tell whether a ring still has an area on the grid."""
    return bool(ring) and len(points := join(arcs, ring)) >= FEWEST and area(points) != 0


def _renumbered(country: Country, number: dict[int, int]) -> Country:
    def new(i: int) -> int:
        return number[i] if i >= 0 else ~number[~i]

    return country._replace(polygons=[[[new(i) for i in ring] for ring in polygon] for polygon in country.polygons])


def _edges(countries: list[Country], arcs: list[Grid]) -> tuple[list[object], list[object]]:
    """Return the borders of each pair of countries and the coast of each country, as chains of arcs."""
    owners: dict[int, set[str]] = defaultdict(set)
    for country in countries:
        for i in _indices(country):
            owners[_plain(i)].add(country.iso)
    shared: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for i, isos in sorted(owners.items()):
        shared[tuple(sorted(isos))].append(i)
    lines = {isos: chain((i, *ends(arcs[i])) for i in indices) for isos, indices in sorted(shared.items())}
    borders: list[object] = [{"between": list(isos), "lines": found} for isos, found in lines.items() if len(isos) > 1]
    coasts: list[object] = [{"of": isos[0], "lines": found} for isos, found in lines.items() if len(isos) == 1]
    return borders, coasts


def _entry(country: Country, arcs: list[Grid]) -> dict[str, object]:
    shapes = [[degrees(join(arcs, ring)) for ring in polygon] for polygon in country.polygons]
    largest = max(shapes, key=lambda rings: area(rings[0]) * np.cos(np.radians(rings[0][:, 1].mean())))
    return {
        "iso": country.iso,
        "name": country.name,
        "label": list(inner_point(largest)),
        "polygons": country.polygons,
    }


def _indices(country: Country) -> list[int]:
    return [i for polygon in country.polygons for ring in polygon for i in ring]


def _plain(index: int) -> int:
    return index if index >= 0 else ~index
