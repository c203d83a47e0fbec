"""The scenarios that come with the program."""

import re
from importlib.resources import files
from pathlib import Path

__all__ = ["id_in", "shipped", "shipped_experiments", "shipped_paths"]

_ID = re.compile(r"^id:[ \t]*[\"']?([^\s\"'#]+)", re.MULTILINE)


def shipped_paths() -> tuple[Path, ...]:
    """Return the files of the shipped scenarios: a checkout's own, or those of the installed package."""
    return _shipped("*.yaml")


def _shipped(pattern: str) -> tuple[Path, ...]:
    package = Path(str(files("game")))
    folder = next((f for f in (package.parent / "scenarios", package / "_data" / "scenarios") if f.is_dir()), None)
    return tuple(sorted(folder.glob(pattern), key=lambda path: path.stem)) if folder is not None else ()


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
