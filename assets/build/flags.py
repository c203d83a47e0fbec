"""Round flags in two sizes, and a neutral one: `flags/ISO_SIZE.png`."""

import resvg_py
from fetch import members
from sources import FLAGS
from writing import Made, place

SIZES = (64, 128)
CODES = {
    "JPN": "jp", "CHN": "cn", "RUS": "ru", "KAZ": "kz", "UZB": "uz", "KGZ": "kg", "TJK": "tj", "TKM": "tm", "MNG": "mn",
    "TUR": "tr", "USA": "us", "EUR": "european_union", "IND": "in", "IRN": "ir", "KOR": "kr", "PAK": "pk", "AZE": "az",
    "GEO": "ge",
}  # fmt: skip
"""The flags shipped, by the code that a scenario gives an actor (EUR is the European Union's)."""
NEUTRAL = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512"><circle cx="256" cy="256" r="256" fill="#8c8a82"/>'
    '<circle cx="256" cy="256" r="112" fill="none" stroke="#f2efe8" stroke-width="36"/></svg>'
)


def build() -> list[Made]:
    """Write every flag in every size."""
    names = {f"package/flags/{code}.svg": iso for iso, code in CODES.items()}
    drawings = {names[name]: content.decode() for name, content in members(FLAGS, tuple(names))}
    made = [_flag(iso, drawings[iso], size) for iso in CODES for size in SIZES]
    neutral = [Made(_flag("neutral", NEUTRAL, size).path, ()) for size in SIZES]
    return made + neutral


def _flag(name: str, drawing: str, size: int) -> Made:
    path = place(f"flags/{name}_{size}.png")
    path.write_bytes(bytes(resvg_py.svg_to_bytes(svg_string=drawing, width=size, height=size)))
    return Made(path, (FLAGS,))
