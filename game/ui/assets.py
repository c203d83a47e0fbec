"""Where the pictures, fonts and map data lie: a checkout's own folder, or that of the installed package."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from game.scenario.library import shipped_folder

__all__ = ["folder", "font_coverage", "icon_sheets", "read_json"]


@cache
def folder() -> Path:
    """Return the folder of the assets.

    Raises
    ------
    FileNotFoundError
        If the installation lacks them.
    """
    found = shipped_folder("assets")
    if found is not None and (found / "manifest.json").is_file():
        return found
    raise FileNotFoundError("the pictures and fonts of the game are missing; install the package again")


@cache
def read_json(name: str) -> Any:
    """Return the content of a JSON file among the assets; read once."""
    return json.loads((folder() / name).read_text(encoding="utf-8"))


@cache
def font_coverage() -> Mapping[str, tuple[tuple[int, int], ...]]:
    """Return, for each font file, the spans of code points that it can show."""
    spans = read_json("fonts/coverage.json")["fonts"]
    return {name: tuple((first, last) for first, last in pairs) for name, pairs in spans.items()}


@cache
def icon_sheets() -> tuple[tuple[tuple[Path, int], ...], Mapping[str, tuple[int, int]]]:
    """Return the sheets of icons with the size of a cell, smallest first, and the cell of each icon."""
    content = read_json("icons/icons.json")
    sheets = tuple((folder() / "icons" / sheet["file"], int(sheet["cell"])) for sheet in content["sheets"])
    return sheets, {name: (int(cell[0]), int(cell[1])) for name, cell in content["icons"].items()}
