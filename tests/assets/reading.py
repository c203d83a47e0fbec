"""Reads the shipped map, pictures and fonts with the standard library and NumPy alone, as the assets' README tells."""

import json
import struct
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

ASSETS = Path(__file__).resolve().parents[2] / "assets"

Points = NDArray[np.float64]


@cache
def content(name: str) -> dict[str, Any]:
    """Return a JSON file."""
    found = json.loads((ASSETS / name).read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def points(line: list[int]) -> Points:
    """Return a line in degrees."""
    return np.asarray(np.cumsum(np.array(line).reshape(-1, 2), axis=0) * 0.001, np.float64)


@cache
def arcs() -> list[Points]:
    """Return the arcs of the map."""
    return [points(line) for line in content("map/countries.json")["arcs"]]


def joined(indices: list[int]) -> Points:
    """Return arcs put end to end."""
    parts = [arcs()[i] if i >= 0 else arcs()[~i][::-1] for i in indices]
    return np.concatenate([parts[0], *(part[1:] for part in parts[1:])])


@cache
def shapes() -> dict[str, list[list[Points]]]:
    """Return the polygons of each country as rings."""
    countries = content("map/countries.json")["countries"]
    return {c["iso"]: [[joined(ring) for ring in polygon] for polygon in c["polygons"]] for c in countries}


def inside(rings: list[Points], x: float, y: float) -> bool:
    """Tell whether a point lies in a polygon with holes."""
    return sum(_crossings(ring, x, y) for ring in rings) % 2 == 1


def _crossings(ring: Points, x: float, y: float) -> int:
    (x0, y0), (x1, y1) = ring[:-1].T, ring[1:].T
    with np.errstate(divide="ignore", invalid="ignore"):
        at = x0 + (y - y0) * (x1 - x0) / (y1 - y0)
    return int((((y0 > y) != (y1 > y)) & (x < at)).sum())


def who(x: float, y: float) -> list[str]:
    """Return the countries that cover a point."""
    return [iso for iso, polygons in shapes().items() if any(inside(rings, x, y) for rings in polygons)]


def area(ring: Points) -> float:
    """Return the signed area of a ring: above zero when it runs against the clock."""
    x, y = ring.T
    return float((x[:-1] * y[1:] - x[1:] * y[:-1]).sum() / 2)


def png_size(name: str) -> tuple[int, int]:
    """Return the width and height of a PNG picture."""
    raw = (ASSETS / name).read_bytes()
    assert raw[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", raw[16:24])
    return width, height


def jpeg_size(name: str) -> tuple[int, int]:
    """Return the width and height of a JPEG picture."""
    raw, at = (ASSETS / name).read_bytes(), 2
    while not 0xC0 <= raw[at + 1] <= 0xC2:
        at += 2 + int(struct.unpack(">H", raw[at + 2 : at + 4])[0])
    height, width = struct.unpack(">HH", raw[at + 5 : at + 9])
    return width, height


def tables(name: str) -> dict[str, bytes]:
    """Return the tables of a font."""
    raw = (ASSETS / name).read_bytes()
    entries = [struct.unpack(">4sIII", raw[12 + 16 * k : 28 + 16 * k]) for k in range(struct.unpack(">H", raw[4:6])[0])]
    return {tag.decode(): raw[start : start + size] for tag, _, start, size in entries}


def glyphs(font: dict[str, bytes]) -> dict[int, int]:
    """Return which glyph a font has for each sign, from its segments (format 4) or groups (format 12)."""
    table = font["cmap"]
    starts = [struct.unpack(">I", table[8 + 8 * k : 12 + 8 * k])[0] for k in range(struct.unpack(">H", table[2:4])[0])]
    found: dict[int, int] = {}
    for start in starts:
        form = struct.unpack(">H", table[start : start + 2])[0]
        found |= {4: _segments, 12: _groups}.get(form, lambda _: {})(table[start:])
    return found


def _segments(table: bytes) -> dict[int, int]:
    count = struct.unpack(">H", table[6:8])[0] // 2
    values = np.frombuffer(table[14:], ">u2").astype(int)
    ends, firsts = values[:count], values[count + 1 : 2 * count + 1]
    deltas, offsets = values[2 * count + 1 : 3 * count + 1], values[3 * count + 1 :]
    found = {}
    for k, (first, last) in enumerate(zip(firsts, ends, strict=True)):
        for sign in range(first, min(last, 0xFFFE) + 1):
            glyph = sign if offsets[k] == 0 else offsets[k + offsets[k] // 2 + sign - first]
            if glyph:
                found[int(sign)] = int(glyph + deltas[k]) % 65536
    return {sign: glyph for sign, glyph in found.items() if glyph}


def _groups(table: bytes) -> dict[int, int]:
    groups = np.frombuffer(table[16 : 16 + 12 * struct.unpack(">I", table[12:16])[0]], ">u4").reshape(-1, 3)
    return {int(sign): int(glyph + sign - first) for first, last, glyph in groups for sign in range(first, last + 1)}


def width(font: dict[str, bytes], glyph: int) -> int:
    """Return how far a glyph moves the pen."""
    count = struct.unpack(">H", font["hhea"][34:36])[0]
    return int(struct.unpack(">H", font["hmtx"][4 * min(glyph, count - 1) :][:2])[0])
