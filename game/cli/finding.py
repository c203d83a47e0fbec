"""Finding a scenario by its path, its id or its stem."""

from collections.abc import Mapping
from pathlib import Path

from game.cli.calling import CallError, clip, unknown
from game.scenario.library import shipped
from game.scenario.problems import nearest

__all__ = ["find_scenario", "near_here"]

_SUFFIXES = (".yaml", ".yml")


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
    try:
        beside = [found.name for suffix in _SUFFIXES for found in path.parent.glob(f"*{suffix}")]
    except (OSError, ValueError):
        beside = []
    if path.suffix not in _SUFFIXES:
        meant = next((file for file in beside if Path(file).stem == path.name), None)
        if meant is not None:
            return f"There is no scenario {clip(name)!r}. Did you mean {str(path.parent / meant)!r}?"
        return unknown("There is no scenario {word!r}", name, known)
    near = nearest(path.name, beside)
    hint = f" Did you mean {str(path.parent / near)!r}?" if near else f" Shipped: {', '.join(known)}."
    return f"There is no file {clip(name)!r}.{hint}"
