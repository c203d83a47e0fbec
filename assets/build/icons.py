"""White icons on one sheet a size, and where each lies on it: `icons/icons_SIZE.png`, `icons/icons.json`."""

import io

import resvg_py
from fetch import members
from PIL import Image
from sources import ICONS
from writing import Made, place, write_json

SIZES = (48, 96)
COLUMNS = 12
WANTED = """
activity anchor arrow-down arrow-left arrow-right arrow-up badge-check book-open bot check chevron-down
chevron-left chevron-right chevron-up circle circle-alert circle-check circle-dot circle-question-mark circle-x
clock coins crown database dices download eye eye-off factory file-text file-warning flag flame flask-conical
folder-open gavel git-branch globe graduation-cap hand handshake history hourglass info keyboard landmark
languages layers lock log-out map megaphone message-square minus moon newspaper package pause pencil-line pin
plane play plus printer qr-code quote redo-2 rotate-ccw route save scale search server settings shield ship
skip-forward sliders-horizontal sparkles sun swords table target train-front trash-2 trending-down trending-up
triangle-alert truck undo-2 user users volume-2 volume-x wallet wifi wind x zap zoom-in zoom-out
"""
NAMES = tuple(WANTED.split())


def build() -> list[Made]:
    """Write the sheets and the list of places."""
    wanted = {f"package/icons/{name}.svg": name for name in NAMES}
    found = members(ICONS, tuple(wanted))
    drawings = {wanted[name]: drawing.decode().replace("currentColor", "#ffffff") for name, drawing in found}
    sheets = [_sheet(drawings, size) for size in SIZES]
    content: dict[str, object] = {
        "format": 1,
        "sheets": [{"file": made.path.name, "cell": size} for made, size in zip(sheets, SIZES, strict=True)],
        "icons": {name: [k % COLUMNS, k // COLUMNS] for k, name in enumerate(NAMES)},
    }
    return [*sheets, write_json("icons/icons.json", content, ICONS)]


def _sheet(drawings: dict[str, str], size: int) -> Made:
    rows = -(-len(NAMES) // COLUMNS)
    sheet = Image.new("LA", (COLUMNS * size, rows * size), (255, 0))
    for k, name in enumerate(NAMES):
        picture = bytes(resvg_py.svg_to_bytes(svg_string=drawings[name], width=size, height=size))
        alpha = Image.open(io.BytesIO(picture)).convert("RGBA").getchannel("A")
        cell = Image.merge("LA", (Image.new("L", alpha.size, 255), alpha))
        sheet.paste(cell, (k % COLUMNS * size, k // COLUMNS * size))
    path = place(f"icons/icons_{size}.png")
    sheet.save(path, optimize=True)
    return Made(path, (ICONS,))
