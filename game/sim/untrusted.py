"""Reading JSON that may come from anywhere: whatever is wrong with it is one sentence, and nothing is trusted.

What builds something from it asks by `take`, `take_text` and their like, and by `as_object`. All of them raise
`WrongError`, which names the place (`where`) and what is wrong there; `read_json` turns that into an `Unreadable`.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from game.sentence import Amount, phrase

__all__ = [
    "LARGEST", "MOST", "Unreadable", "WrongError", "as_object", "clip", "read_bytes", "read_json", "take", "take_list",
    "take_text", "take_texts", "take_whole", "take_words",
]  # fmt: skip

LARGEST = 16 * 2**20  # bytes
MOST = 10_000  # entries of any list

T = TypeVar("T")


@dataclass(frozen=True)
class Unreadable:
    """Why a file is not what it should be."""

    sentence: str


class WrongError(Exception):
    """What is wrong with a file, on its way to `Unreadable`."""


def read_bytes(path: str | Path, what: str) -> bytes | Unreadable:
    """Return the bytes of a file, or why there are none; `what` names the sort of file, such as "replay"."""
    try:
        with open(path, "rb") as file:
            data = file.read(LARGEST + 1)
    except IsADirectoryError:
        return Unreadable(phrase("It is a folder; name a {what} file.", what=what))
    except FileNotFoundError:
        return Unreadable(phrase("There is no such file."))
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        return Unreadable(phrase("It cannot be read: {why}.", why=reason))
    if len(data) > LARGEST:
        size = Amount(LARGEST // 2**20, "count")
        return Unreadable(phrase("It is larger than {size} MiB, which no {what} is.", size=size, what=what))
    return data


def read_json(text: str | bytes, build: Callable[[Mapping[str, Any]], T]) -> T | Unreadable:
    """Read JSON and build something from its outermost object.

    Parameters
    ----------
    text : what stands in the file.
    build : makes the result, or raises `WrongError` with one sentence.
    """
    try:
        plain = text.decode("utf-8") if isinstance(text, bytes) else text
        return build(as_object(json.loads(plain, object_pairs_hook=_once, parse_constant=_no_constant), "the file"))
    except WrongError as wrong:
        return Unreadable(wrong.args[0])
    except UnicodeDecodeError:
        return Unreadable(phrase("It is no text in UTF-8."))
    except json.JSONDecodeError as error:
        line, column = Amount(error.lineno, "count"), Amount(error.colno, "count")
        return Unreadable(
            phrase("It is cut off or no JSON: line {line}, column {column} cannot be read.", line=line, column=column)
        )
    except RecursionError:
        return Unreadable(phrase("It is nested too deeply."))
    except ValueError:
        return Unreadable(phrase("It holds a number that is too long."))


def _once(entries: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(entries)
    if len(found) < len(entries):
        names = [name for name, _ in entries]
        twice = next(name for name in names if names.count(name) > 1)
        raise WrongError(f"{clip(twice)} stands twice in one place.")
    if any(_is_broken(name) for name in found):
        raise WrongError("A name in it holds half a character.")
    return found


def _is_broken(text: str) -> bool:
    """Tell whether a text holds a lone surrogate, which JSON can spell and nobody can show or save."""
    return any("\ud800" <= char <= "\udfff" for char in text) if not text.isascii() else False


def _no_constant(name: str) -> Any:
    raise WrongError(f"{name} is no number that it can hold.")


def clip(value: Any) -> str:
    """Repeat a value in a sentence, shortened if it is long."""
    text = json.dumps(value) if isinstance(value, (str, int, float, bool, type(None))) else type(value).__name__
    return text if len(text) <= 60 else text[:60] + "..."


def take(found: Mapping[str, Any], name: str, where: str) -> Any:
    """Return an entry that must be there."""
    if name not in found:
        raise WrongError(f"{where} lacks {clip(name)}.")
    return found[name]


def as_object(value: Any, where: str) -> Mapping[str, Any]:
    """Return a value that must be an object."""
    if not isinstance(value, dict):
        raise WrongError(f"{where}: expected named entries, found {clip(value)}.")
    return value


def take_list(found: Mapping[str, Any], name: str, where: str, most: int = MOST) -> Sequence[Any]:
    """Return an entry that must be a list of at most `most`."""
    value = take(found, name, where)
    if not isinstance(value, list):
        raise WrongError(f"{where}: {clip(name)} should be a list, found {clip(value)}.")
    if len(value) > most:
        raise WrongError(f"{where}: {clip(name)} has more than {most} entries.")
    return value


def take_texts(values: Sequence[Any], where: str) -> tuple[str, ...]:
    """Return values that must all be texts."""
    return tuple(take_text({"entry": value}, "entry", where) for value in values)


def take_text(
    found: Mapping[str, Any], name: str, where: str, default: str | None = None, longest: int = LARGEST
) -> str:
    """Return an entry that must be a text of at most `longest` characters, or the default where it is missing."""
    if default is not None and name not in found:
        return default
    value = take(found, name, where)
    if not isinstance(value, str):
        raise WrongError(f"{where}: {clip(name)} should be a text, found {clip(value)}.")
    if len(value) > longest:
        raise WrongError(f"{where}: {clip(name)} has more than {longest} characters.")
    if _is_broken(value):
        raise WrongError(f"{where}: {clip(name)} holds half a character.")
    return value


def take_words(found: Mapping[str, Any], name: str, where: str, longest: int) -> str:
    """Return an entry that people read on one line; characters that are not seen are left out."""
    text = " ".join(take_text(found, name, where, longest=longest).split())
    return "".join(char for char in text if char.isprintable())


def take_whole(found: Mapping[str, Any], name: str, where: str, low: int = -(2**63), high: int = 2**63 - 1) -> int:
    """Return an entry that must be a whole number from `low` to `high`."""
    value = take(found, name, where)
    if type(value) is not int or not low <= value <= high:
        raise WrongError(f"{where}: {clip(name)} should be a whole number, found {clip(value)}.")
    return value
