"""Replays as files: written whole or not at all, and read without trust.

A file may come from anywhere. Whatever is wrong with it is one sentence.
"""

import json
import os
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from game.model.turn import ANSWERS, SIZES
from game.sim.order import Answer, Order, PhaseDigest, TurnRecord
from game.sim.replay import FORMAT, Replay

__all__ = ["LARGEST", "Unreadable", "as_text", "from_text", "load_replay", "save", "write_whole"]

LARGEST = 16 * 2**20  # bytes
_MOST = 10_000  # entries of any list
_KIND = "wedge replay"


@dataclass(frozen=True)
class Unreadable:
    """Why a file is no replay."""

    sentence: str


class _WrongError(Exception):
    """What is wrong with a replay, on its way to `Unreadable`."""


def write_whole(path: Path, text: str) -> None:
    """Write a file whole or not at all: beside it first, to the disk, then in its place."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, 0o666 & ~_umask())
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def save(replay: Replay, path: str | Path) -> None:
    """Write a replay to a file, whole or not at all."""
    write_whole(Path(path), as_text(replay))


def as_text(replay: Replay) -> str:
    """Return a replay as JSON in which every order, answer and phase has its line."""
    head: dict[str, Any] = {
        "kind": _KIND, "format": FORMAT, "rules": replay.rules, "scenario": replay.scenario, "file": replay.file,
        "changes": list(replay.changes), "digest": replay.digest, "length": replay.length, "seed": replay.seed,
        "run": replay.run, "seats": dict(replay.seats),
    }  # fmt: skip
    lines = [f" {_json(name)}: {_json(value)}," for name, value in head.items()]
    turns = ",\n".join(_turn_text(turn) for turn in replay.turns)
    return "\n".join(["{", *lines, ' "turns": [' + (f"\n{turns}\n ]" if turns else "]"), "}", ""])


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=True, allow_nan=False)


def _turn_text(turn: TurnRecord) -> str:
    sections: dict[str, list[Any]] = {
        "orders": [_order_object(order) for order in turn.orders],
        "answers": [_answer_object(answer) for answer in turn.answers],
        "phases": [[phase.phase, phase.changed] for phase in turn.phases],
    }
    lines = ["  {"]
    for name, entries in sections.items():
        listed = ",\n".join(f"    {_json(entry)}" for entry in entries)
        lines.append(f"   {_json(name)}: [" + (f"\n{listed}\n   ]," if listed else "],"))
    return "\n".join([*lines, f'   "digest": {_json(turn.digest)}', "  }"])


def _order_object(order: Order) -> dict[str, Any]:
    found: dict[str, Any] = {"actor": order.actor, "lever": order.lever}
    if order.target:
        found["target"] = order.target
    if order.size != 1.0:
        found["size"] = order.size
    if order.items is not None:
        found["items"] = list(order.items)
    return found


def _answer_object(answer: Answer) -> dict[str, Any]:
    place = {"item": answer.item} if answer.item else {"slot": answer.slot}
    return {"actor": answer.actor, "power": answer.power, **place, "answer": answer.answer}


# --- reading


def load_replay(path: str | Path) -> Replay | Unreadable:
    """Read a replay.

    Returns
    -------
    Replay or Unreadable
        Never raises for a bad file: what is wrong with it is a sentence.
    """
    try:
        with open(path, "rb") as file:
            data = file.read(LARGEST + 1)
    except IsADirectoryError:
        return Unreadable("It is a folder; name a replay file, such as its replay.json.")
    except FileNotFoundError:
        return Unreadable("There is no such file.")
    except (OSError, ValueError) as error:
        return Unreadable(f"It cannot be read: {getattr(error, 'strerror', None) or error}.")
    if len(data) > LARGEST:
        return Unreadable(f"It is larger than {LARGEST // 2**20} MiB, which no replay is.")
    try:
        return from_text(data.decode("utf-8"))
    except UnicodeDecodeError:
        return Unreadable("It is no text in UTF-8.")


def from_text(text: str) -> Replay | Unreadable:
    """Read a replay from JSON."""
    try:
        return _replay(_object(json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant), "the file"))
    except _WrongError as wrong:
        return Unreadable(str(wrong))
    except json.JSONDecodeError as error:
        return Unreadable(f"It is no JSON: line {error.lineno}, column {error.colno}: {error.msg}.")
    except RecursionError:
        return Unreadable("It is nested too deeply.")
    except ValueError:
        return Unreadable("It holds a number that is too long.")


def _once(entries: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(entries)
    if len(found) < len(entries):
        names = [name for name, _ in entries]
        twice = next(name for name in names if names.count(name) > 1)
        raise _WrongError(f"{_clip(twice)} stands twice in one place.")
    return found


def _no_constant(name: str) -> Any:
    raise _WrongError(f"{name} is no number that a replay holds.")


def _clip(value: Any) -> str:
    text = json.dumps(value) if isinstance(value, (str, int, float, bool, type(None))) else type(value).__name__
    return text if len(text) <= 60 else text[:60] + "..."


def _replay(found: Mapping[str, Any]) -> Replay:
    if found.get("kind") != _KIND:
        raise _WrongError(f'It is no replay of this game: it should say "kind": "{_KIND}".')
    version = _whole(found, "format", "the file")
    if version != FORMAT:
        raise _WrongError(f"It has format {version}; this program reads format {FORMAT}.")
    seats = _object(_take(found, "seats", "the file"), "seats")
    turns = _list(found, "turns", "the file")
    return Replay(
        rules=_whole(found, "rules", "the file"),
        scenario=_text(found, "scenario", "the file"),
        file=_text(found, "file", "the file"),
        changes=_texts(_list(found, "changes", "the file"), "changes"),
        digest=_text(found, "digest", "the file"),
        length=_text(found, "length", "the file"),
        seed=_whole(found, "seed", "the file"),
        run=_whole(found, "run", "the file", low=0),
        seats={actor: _text(seats, actor, "seats") for actor in seats},
        turns=tuple(_turn(turn, number) for number, turn in enumerate(turns)),
    )


def _turn(value: Any, number: int) -> TurnRecord:
    where = f"turn {number + 1}"
    found = _object(value, where)
    return TurnRecord(
        number=number,
        orders=_all(found, "orders", where, _order),
        answers=_all(found, "answers", where, _answer),
        phases=_all(found, "phases", where, _phase),
        digest=_text(found, "digest", where),
    )


def _all(found: Mapping[str, Any], name: str, where: str, read: Any) -> tuple[Any, ...]:
    entries = _list(found, name, where)
    return tuple(read(entry, f"{where}, {name}, entry {at}") for at, entry in enumerate(entries, start=1))


def _order(value: Any, where: str) -> Order:
    found = _object(value, where)
    size = found.get("size", 1.0)
    if isinstance(size, bool) or size not in SIZES:
        raise _WrongError(f"{where}: there is no size {_clip(size)}.")
    return Order(
        actor=_text(found, "actor", where),
        lever=_text(found, "lever", where),
        target=_text(found, "target", where, ""),
        size=float(size),
        items=_texts(_list(found, "items", where), where) if "items" in found else None,
    )


def _answer(value: Any, where: str) -> Answer:
    found = _object(value, where)
    answer = _text(found, "answer", where)
    if answer not in ANSWERS:
        raise _WrongError(f"{where}: there is no answer {_clip(answer)}; known: {', '.join(ANSWERS)}.")
    return Answer(
        actor=_text(found, "actor", where),
        power=_text(found, "power", where),
        answer=answer,
        slot=_whole(found, "slot", where, low=1) if "item" not in found else 0,
        item=_text(found, "item", where, ""),
    )


def _phase(value: Any, where: str) -> PhaseDigest:
    if not isinstance(value, list) or len(value) != 2 or not isinstance(value[0], str):
        raise _WrongError(f"{where}: expected a phase and what it changed.")
    changed = _object(value[1], where)
    return PhaseDigest(value[0], {field: _text(changed, field, where) for field in changed})


def _take(found: Mapping[str, Any], name: str, where: str) -> Any:
    if name not in found:
        raise _WrongError(f"{where} lacks {_clip(name)}.")
    return found[name]


def _object(value: Any, where: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise _WrongError(f"{where}: expected named entries, found {_clip(value)}.")
    return value


def _list(found: Mapping[str, Any], name: str, where: str) -> Sequence[Any]:
    value = _take(found, name, where)
    if not isinstance(value, list):
        raise _WrongError(f"{where}: {_clip(name)} should be a list, found {_clip(value)}.")
    if len(value) > _MOST:
        raise _WrongError(f"{where}: {_clip(name)} has more than {_MOST} entries.")
    return value


def _texts(values: Sequence[Any], where: str) -> tuple[str, ...]:
    return tuple(_text({"entry": value}, "entry", where) for value in values)


def _text(found: Mapping[str, Any], name: str, where: str, default: str | None = None) -> str:
    if default is not None and name not in found:
        return default
    value = _take(found, name, where)
    if not isinstance(value, str):
        raise _WrongError(f"{where}: {_clip(name)} should be a text, found {_clip(value)}.")
    return value


def _whole(found: Mapping[str, Any], name: str, where: str, low: int = -(2**63)) -> int:
    value = _take(found, name, where)
    if type(value) is not int or not low <= value < 2**63:
        raise _WrongError(f"{where}: {_clip(name)} should be a whole number, found {_clip(value)}.")
    return value
