"""Replays as files: written whole or not at all, and read without trust.

A file may come from anywhere. Whatever is wrong with it is one sentence.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from game.model.turn import ANSWERS, SIZES
from game.sim.files import write_whole
from game.sim.order import Answer, Order, PhaseDigest, TurnRecord
from game.sim.replay import FORMAT, Replay, mark_of
from game.sim.untrusted import (
    LARGEST,
    Unreadable,
    WrongError,
    as_object,
    clip,
    read_bytes,
    read_json,
    take,
    take_list,
    take_text,
    take_texts,
    take_whole,
)

__all__ = [
    "LARGEST", "Unreadable", "answer_object", "as_text", "from_text", "load_replay", "order_object", "read_answers",
    "read_orders", "read_turn", "save", "turn_object", "write_whole",
]  # fmt: skip

_KIND = "wedge replay"


def save(replay: Replay, path: str | Path) -> None:
    """Write a replay to a file, whole or not at all.

    Examples
    --------
    >>> import game, tempfile
    >>> world = game.prepare(game.load("two-harbours").scenario)
    >>> session = game.Session(world, seed=1)
    >>> record = session.end_turn()
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     game.save(game.record(session), f"{folder}/replay.json")
    ...     again = game.load_replay(f"{folder}/replay.json")
    >>> again == game.record(session)
    True
    """
    write_whole(Path(path), as_text(replay))


def as_text(replay: Replay) -> str:
    """Return a replay as JSON in which every order, answer and phase has its line."""
    head: dict[str, Any] = {
        "kind": _KIND, "format": FORMAT, "rules": replay.rules, "scenario": replay.scenario, "file": replay.file,
        "changes": list(replay.changes), "digest": replay.digest, "length": replay.length, "seed": replay.seed,
        "run": replay.run, "seats": dict(replay.seats), "mark": mark_of(replay),
    }  # fmt: skip
    lines = [f" {_json(name)}: {_json(value)}," for name, value in head.items()]
    turns = ",\n".join(_turn_text(turn) for turn in replay.turns)
    return "\n".join(["{", *lines, ' "turns": [' + (f"\n{turns}\n ]" if turns else "]"), "}", ""])


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=True, allow_nan=False)


def turn_object(turn: TurnRecord) -> dict[str, Any]:
    """Return a record as JSON can hold it."""
    return {
        "orders": [order_object(order) for order in turn.orders],
        "answers": [answer_object(answer) for answer in turn.answers],
        "phases": [[phase.phase, phase.changed] for phase in turn.phases],
        "digest": turn.digest,
    }


def _turn_text(turn: TurnRecord) -> str:
    sections = turn_object(turn)
    del sections["digest"]
    lines = ["  {"]
    for name, entries in sections.items():
        listed = ",\n".join(f"    {_json(entry)}" for entry in entries)
        lines.append(f"   {_json(name)}: [" + (f"\n{listed}\n   ]," if listed else "],"))
    return "\n".join([*lines, f'   "digest": {_json(turn.digest)}', "  }"])


def order_object(order: Order) -> dict[str, Any]:
    """Return an order as JSON can hold it."""
    found: dict[str, Any] = {"actor": order.actor, "lever": order.lever}
    if order.target:
        found["target"] = order.target
    if order.size != 1.0:
        found["size"] = order.size
    if order.items is not None:
        found["items"] = list(order.items)
    return found


def answer_object(answer: Answer) -> dict[str, Any]:
    """Return an answer as JSON can hold it."""
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
    data = read_bytes(path, "replay")
    return data if isinstance(data, Unreadable) else from_text(data)


def from_text(text: str | bytes) -> Replay | Unreadable:
    """Read a replay from JSON."""
    return read_json(text, _replay)


def _replay(found: Mapping[str, Any]) -> Replay:
    if found.get("kind") != _KIND:
        raise WrongError(f'It is no replay of this game: it should say "kind": "{_KIND}".')
    version = take_whole(found, "format", "the file")
    if version != FORMAT:
        raise WrongError(f"It has format {version}; this program reads format {FORMAT}.")
    seats = as_object(take(found, "seats", "the file"), "seats")
    turns = take_list(found, "turns", "the file")
    return Replay(
        rules=take_whole(found, "rules", "the file"),
        scenario=take_text(found, "scenario", "the file"),
        file=take_text(found, "file", "the file"),
        changes=take_texts(take_list(found, "changes", "the file"), "changes"),
        digest=take_text(found, "digest", "the file"),
        length=take_text(found, "length", "the file"),
        seed=take_whole(found, "seed", "the file"),
        run=take_whole(found, "run", "the file", low=0),
        seats={actor: take_text(seats, actor, "seats") for actor in seats},
        turns=tuple(read_turn(turn, number) for number, turn in enumerate(turns)),
        mark=take_text(found, "mark", "the file", ""),
    )


def read_turn(value: Any, number: int) -> TurnRecord:
    """Return the record of a turn, `number` from 0."""
    where = f"turn {number + 1}"
    found = as_object(value, where)
    return TurnRecord(
        number=number,
        orders=read_orders(found, where),
        answers=read_answers(found, where),
        phases=_all(found, "phases", where, _phase),
        digest=take_text(found, "digest", where),
    )


def read_orders(found: Mapping[str, Any], where: str) -> tuple[Order, ...]:
    """Return the entry `orders` of something."""
    return _all(found, "orders", where, _order)


def read_answers(found: Mapping[str, Any], where: str) -> tuple[Answer, ...]:
    """Return the entry `answers` of something."""
    return _all(found, "answers", where, _answer)


def _all(found: Mapping[str, Any], name: str, where: str, read: Any) -> tuple[Any, ...]:
    entries = take_list(found, name, where)
    return tuple(read(entry, f"{where}, {name}, entry {at}") for at, entry in enumerate(entries, start=1))


def _order(value: Any, where: str) -> Order:
    found = as_object(value, where)
    size = found.get("size", 1.0)
    if isinstance(size, bool) or size not in SIZES:
        raise WrongError(f"{where}: there is no size {clip(size)}.")
    return Order(
        actor=take_text(found, "actor", where),
        lever=take_text(found, "lever", where),
        target=take_text(found, "target", where, ""),
        size=float(size),
        items=take_texts(take_list(found, "items", where), where) if "items" in found else None,
    )


def _answer(value: Any, where: str) -> Answer:
    found = as_object(value, where)
    answer = take_text(found, "answer", where)
    if answer not in ANSWERS:
        raise WrongError(f"{where}: there is no answer {clip(answer)}; known: {', '.join(ANSWERS)}.")
    return Answer(
        actor=take_text(found, "actor", where),
        power=take_text(found, "power", where),
        answer=answer,
        slot=take_whole(found, "slot", where, low=1) if "item" not in found else 0,
        item=take_text(found, "item", where, ""),
    )


def _phase(value: Any, where: str) -> PhaseDigest:
    if not isinstance(value, list) or len(value) != 2 or not isinstance(value[0], str):
        raise WrongError(f"{where}: expected a phase and what it changed.")
    changed = as_object(value[1], where)
    return PhaseDigest(value[0], {field: take_text(changed, field, where) for field in changed})
