"""Rivers: `map/rivers.json`. The source has lines without names: those named here are known by where they run."""

import numpy as np
from fetch import read
from geometry import BOX, STEP, Grid, Points, chain, degrees, encode, ends, groups, join, read_topology, snap, touches
from sources import RIVERS
from writing import Made, write_json

Ends = tuple[float, float, float, float]

KNOWN: dict[str, tuple[str, tuple[Ends, ...]]] = {
    "amu_darya": ("Amu Darya", ((68.2, 37.0, 59.1, 43.3), (59.1, 43.3, 59.5, 44.2), (59.1, 43.3, 58.3, 44.4))),
    "panj": ("Panj", ((73.6, 37.5, 72.7, 37.0), (72.7, 37.0, 68.2, 37.0))),
    "syr_darya": (
        "Syr Darya",
        (
            (72.6, 41.7, 70.4, 40.4), (70.4, 40.4, 69.8, 40.3), (69.8, 40.3, 68.5, 41.1), (68.5, 41.1, 68.0, 41.3),
            (68.0, 41.3, 61.8, 46.0), (61.8, 46.0, 61.5, 46.1), (61.5, 46.1, 60.9, 46.1),
        ),
    ),
    "naryn": ("Naryn", ((77.8, 41.9, 73.3, 41.8), (73.3, 41.8, 72.6, 41.7))),
    "irtysh": (
        "Irtysh",
        (
            (90.3, 47.6, 85.3, 48.0), (85.3, 48.0, 84.4, 47.7), (83.4, 49.6, 84.4, 47.7), (83.4, 49.6, 75.0, 54.0),
            (75.0, 54.0, 73.7, 54.7), (73.7, 54.7, 68.2, 58.2), (68.9, 61.1, 68.2, 58.2),
        ),
    ),
    "tobol": ("Tobol", ((60.9, 51.7, 68.2, 58.2),)),
    "ob": (
        "Ob",
        (
            (85.1, 52.4, 81.4, 53.9), (83.0, 54.8, 81.4, 53.9), (70.4, 61.3, 83.0, 54.8), (68.9, 61.1, 70.4, 61.3),
            (68.9, 61.1, 67.3, 66.6),
        ),
    ),
    "ural": ("Ural", ((59.4, 54.5, 58.8, 52.2), (58.8, 52.2, 58.6, 51.7), (58.6, 51.7, 51.7, 46.9))),
    "volga": (
        "Volga",
        (
            (43.4, 56.7, 49.1, 55.5), (49.1, 55.5, 49.9, 53.5), (49.9, 53.5, 46.8, 51.7), (45.7, 50.2, 46.8, 51.7),
            (45.7, 50.2, 47.7, 45.7),
        ),
    ),
    "tarim": ("Tarim", ((80.9, 40.5, 86.8, 41.8),)),
    "yarkand": ("Yarkand", ((77.5, 35.5, 80.9, 40.5),)),
    "indus": ("Indus", ((79.4, 32.7, 72.8, 34.6), (72.8, 34.6, 72.7, 34.1), (72.7, 34.1, 67.5, 24.0))),
    "helmand": ("Helmand", ((61.6, 31.2, 68.5, 34.6),)),
    "selenga": ("Selenga", ((98.0, 48.0, 100.7, 49.3), (100.7, 49.3, 106.6, 52.1))),
    "amur": ("Amur", ((127.6, 50.2, 121.4, 53.3), (136.8, 49.8, 127.6, 50.2))),
    "yellow": ("Yellow River", ((97.8, 35.1, 114.8, 35.0), (114.8, 35.0, 119.0, 37.8))),
}  # fmt: skip
"""Rivers with names: the two ends of each of their lines in the source."""
NEAR = 0.07
"""How far a line's ends may lie from those named, in degrees."""

BY_HAND: dict[str, tuple[str, list[tuple[float, float]]]] = {
    "ili": (
        "Ili",
        [
            (82.6, 43.62), (81.9, 43.78), (81.3, 43.87), (80.7, 43.83), (80.1, 43.88), (79.4, 43.84), (78.8, 43.96),
            (78.2, 43.88), (77.5, 43.85), (77.05, 43.95), (76.75, 44.2), (76.35, 44.42), (76.0, 44.68), (75.55, 44.88),
            (75.1, 45.08), (74.75, 45.25), (74.4, 45.33), (74.1, 45.42),
        ],
    ),
    "chu": (
        "Chu",
        [
            (76.0, 42.3), (75.55, 42.62), (75.2, 42.8), (74.7, 42.95), (74.3, 43.15), (73.8, 43.38), (73.3, 43.55),
            (72.6, 43.72), (71.9, 43.82), (71.3, 44.02), (70.7, 44.35), (70.1, 44.62), (69.4, 44.85), (68.7, 45.0),
            (68.0, 45.05), (67.4, 45.0),
        ],
    ),
    "zeravshan": (
        "Zeravshan",
        [
            (70.3, 39.48), (69.6, 39.42), (68.9, 39.4), (68.2, 39.42), (67.6, 39.5), (67.1, 39.68), (66.6, 39.88),
            (66.0, 40.0), (65.4, 40.13), (64.9, 40.05), (64.5, 39.8), (64.2, 39.55), (63.9, 39.4),
        ],
    ),
}  # fmt: skip
"""Rivers that the source lacks, drawn by hand for orientation: within about 20 km, the project's own work."""


def build() -> list[Made]:
    """Write the rivers."""
    document, raw = read_topology(read(RIVERS, "package/dist/world_50m.json"))
    lines = [snap(join(raw, part)) for g in document["objects"]["rivers"]["geometries"] for part in _parts(g)]
    lines = [line for line in lines if len(line) > 1 and touches(degrees(line))]
    named = {k: key for key, (_, wanted) in KNOWN.items() for k in _having(lines, wanted)}
    rivers: list[object] = [
        {"id": key, "name": name, "basis": "package", "lines": _joined([lines[k] for k in named if named[k] == key])}
        for key, (name, _) in KNOWN.items()
    ]
    rivers += [
        {"id": key, "name": name, "basis": "hand", "lines": [encode(snap(_curve(np.array(points))))]}
        for key, (name, points) in BY_HAND.items()
    ]
    others = _joined([line for k, line in enumerate(lines) if k not in named])
    rivers.append({"id": None, "name": None, "basis": "package", "lines": others})
    content: dict[str, object] = {"format": 1, "step": STEP, "box": list(BOX), "rivers": rivers}
    return [write_json("map/rivers.json", content, RIVERS)]


def _parts(geometry: dict[str, object]) -> list[list[int]]:
    return [part for part in groups(geometry) if part]


def _having(lines: list[Grid], wanted: tuple[Ends, ...]) -> list[int]:
    """Return the lines that have the wanted ends, exactly one for each."""
    found = [k for pair in wanted for k, line in enumerate(lines) if _fits(line, pair)]
    if len(found) != len(wanted):
        raise ValueError(f"found {[degrees(lines[k][[0, -1]]).tolist() for k in found]} instead of {wanted}")
    return found


def _fits(line: Grid, pair: Ends) -> bool:
    return bool(np.abs(degrees(line[[0, -1]]).ravel() - pair).max() < NEAR)


def _joined(lines: list[Grid]) -> list[list[int]]:
    """Return lines put end to end where they meet, encoded."""
    chains = chain((k, *ends(line)) for k, line in enumerate(lines))
    return [encode(join(lines, indices)) for indices in chains]


def _curve(points: Points, pieces: int = 4) -> Points:
    """Return a smooth line through points (Catmull and Rom)."""
    padded = np.concatenate([2 * points[:1] - points[1:2], points, 2 * points[-1:] - points[-2:-1]])
    t = np.linspace(0, 1, pieces, endpoint=False)[:, None]
    a, b, c, d = (padded[k : len(padded) - 3 + k, None] for k in range(4))
    curve = 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
    return np.concatenate([curve.reshape(-1, 2), points[-1:]])
