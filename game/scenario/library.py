"""What comes with the program: scenarios, experiments, and the folders that they lie in."""

import json
import re
from functools import cache
from pathlib import Path

__all__ = ["atlas_letters", "icon_names", "id_in", "shipped", "shipped_experiments", "shipped_folder", "shipped_paths"]

_ID = re.compile(r"^id:[ \t]*[\"']?([^\s\"'#]+)", re.MULTILINE)


def shipped_paths() -> tuple[Path, ...]:
    """Return the files of the shipped scenarios: a checkout's own, or those of the installed package."""
    return _shipped("*.yaml")


def shipped_folder(name: str) -> Path | None:
    """Return a folder that comes with the program: a checkout's own, or that of the installed package."""
    package = Path(__file__).resolve().parents[1]
    return next((found for found in (package.parent / name, package / "_data" / name) if found.is_dir()), None)


def _shipped(pattern: str) -> tuple[Path, ...]:
    folder = shipped_folder("scenarios")
    return tuple(sorted(folder.glob(pattern), key=lambda path: path.stem)) if folder is not None else ()


@cache
def icon_names() -> tuple[str, ...]:
    """Return the names of all signs that a lever can have; none where the pictures are not installed."""
    folder = shipped_folder("assets")
    try:
        return tuple(json.loads(((folder or Path()) / "icons" / "icons.json").read_text(encoding="utf-8"))["icons"])
    except (OSError, ValueError, KeyError):
        return ()


@cache
def atlas_letters() -> frozenset[str]:
    """Return the three letters of all countries of the atlas; none where the map is not installed."""
    folder = shipped_folder("assets")
    try:
        atlas = json.loads(((folder or Path()) / "map" / "countries.json").read_text(encoding="utf-8"))
        return frozenset(country["iso"] for country in atlas["countries"])
    except (OSError, ValueError, KeyError):
        return frozenset()


def shipped_experiments() -> dict[str, Path]:
    """Return the shipped files of experiments by the id of the scenario that they are about."""
    return {path.stem: path for path in _shipped("experiments/*.yaml")}


def shipped() -> dict[str, Path]:
    """Return the shipped scenarios by stem and by id."""
    paths = shipped_paths()
    return {id_in(path): path for path in paths} | {path.stem: path for path in paths}


def id_in(path: Path) -> str:
    """Return the id that a scenario file gives itself, or its stem."""
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            found = _ID.search(file.read(100_000))
    except OSError:
        return path.stem
    return found.group(1) if found else path.stem
