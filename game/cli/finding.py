"""Finding a scenario by its path, its id or its stem."""

import re
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from game.cli.calling import CallError, clip, unknown
from game.scenario.problems import nearest

__all__ = ["find_scenario", "near_here", "shipped"]

_ID = re.compile(r"^id:[ \t]*[\"']?([^\s\"'#]+)", re.MULTILINE)
_SUFFIXES = (".yaml", ".yml")


def shipped() -> dict[str, Path]:
    """Return the shipped scenarios by stem and by id: a checkout's own, or those of the installed package."""
    package = Path(str(files("game")))
    folder = next((f for f in (package.parent / "scenarios", package / "_data" / "scenarios") if f.is_dir()), None)
    if folder is None:
        return {}
    paths = sorted(folder.glob("*.yaml"))
    return {id_in(path): path for path in paths} | {path.stem: path for path in paths}


def id_in(path: Path) -> str:
    """Return the id that a scenario file gives itself, or its stem."""
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            found = _ID.search(file.read(100_000))
    except OSError:
        return path.stem
    return found.group(1) if found else path.stem


def find_scenario(name: str) -> Path:
    """Return the file of a scenario that was named by its path, its id or its stem."""
    path = Path(name)
    try:
        if path.is_file():
            return path
        is_folder = path.is_dir()
    except (OSError, ValueError):
        raise CallError(f"There is no scenario {clip(name)!r}.") from None
    known = shipped()
    if name in known:
        return near_here(known[name])
    if is_folder and name.strip():
        inside = sorted(found.name for suffix in _SUFFIXES for found in path.glob(f"*{suffix}"))[:12]
        offer = f" In it: {', '.join(inside)}." if inside else ""
        raise CallError(f"{name!r} is a folder; name a scenario file.{offer}")
    raise CallError(_missing(name, path, known))


def near_here(path: Path) -> Path:
    """Return a path as seen from the current folder, if it lies in it."""
    try:
        return path.relative_to(Path.cwd())
    except (OSError, ValueError):
        return path


def _missing(name: str, path: Path, known: Mapping[str, Path]) -> str:
    if path.suffix not in _SUFFIXES:
        return unknown("There is no scenario {word!r}", name, known)
    try:
        beside = [found.name for suffix in _SUFFIXES for found in path.parent.glob(f"*{suffix}")]
    except (OSError, ValueError):
        beside = []
    near = nearest(path.name, beside)
    hint = f" Did you mean {str(path.parent / near)!r}?" if near else f" Shipped: {', '.join(known)}."
    return f"There is no file {clip(name)!r}.{hint}"
