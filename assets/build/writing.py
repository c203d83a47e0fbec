"""How a script hands over what it made, and the one way JSON is written."""

import json
from dataclasses import dataclass
from pathlib import Path

from sources import Source

ASSETS = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Made:
    """A file that a script wrote, and the sources it is made of (none: the project's own work)."""

    path: Path
    sources: tuple[Source, ...]


def place(name: str) -> Path:
    """Return the path of an asset, with its folder made."""
    path = ASSETS / name
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def write_json(name: str, content: dict[str, object], *sources: Source) -> Made:
    """Write one item of a list or a dictionary to a line, so that a change shows as a short difference."""
    path = place(name)
    body = ",\n".join(f"{_text(key)}: {_block(value)}" for key, value in content.items())
    path.write_text("{\n" + body + "\n}\n", encoding="utf-8", newline="\n")
    return Made(path, sources)


def _block(value: object) -> str:
    if isinstance(value, list) and any(isinstance(item, list | dict) for item in value):
        return "[\n" + ",\n".join(_text(item) for item in value) + "\n]"
    if isinstance(value, dict):
        return "{\n" + ",\n".join(f"{_text(key)}: {_text(item)}" for key, item in value.items()) + "\n}"
    return _text(value)


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
