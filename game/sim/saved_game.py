"""A saved game: its recorded lines, and what a live game needs to go on. Text and back, read without trust."""

import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from game.sentence import Amount, phrase
from game.sim.lines import LONGEST_NAME, MOST_LINES
from game.sim.order import OpenTurn, TurnRecord
from game.sim.replay import Replay
from game.sim.replay_file import answer_object, order_object, read_answers, read_orders, read_turn, turn_object
from game.sim.untrusted import (
    Unreadable,
    WrongError,
    as_object,
    clip,
    read_json,
    take,
    take_list,
    take_text,
    take_texts,
    take_whole,
    take_words,
)

__all__ = [
    "LONGEST_NOTE",
    "LONGEST_TITLE",
    "Note",
    "SavedGame",
    "SavedLine",
    "ScenarioText",
    "Sitter",
    "as_text",
    "from_text",
]

FORMAT = 1
_KIND = "wedge game"
LONGEST_NOTE = 10_000  # characters; longer ones are cut
LONGEST_TITLE = 500
_LONGEST_PATH = 5000
_MOST_FILES = 40
_MOST_TURNS = 1000


@dataclass(frozen=True)
class Sitter:
    """Who sits where, beside the player's name that a replay knows."""

    team: str = ""
    difficulty: str = ""


@dataclass(frozen=True)
class Note:
    """What people wrote down."""

    turn: int  # after how many turns
    text: str


@dataclass(frozen=True)
class ScenarioText:
    """The files that a scenario was read from, so that a game can always be opened."""

    path: str  # where it was; "" once the game goes on from the text kept here
    name: str  # of the scenario's file, without its folder
    files: Mapping[str, str]  # name -> text: the scenario, what it extends, and the sources of its quotes


@dataclass(frozen=True)
class SavedLine:
    """One line of a game: its own turns, after those that it shares with its parent."""

    name: str
    parent: int | None
    shared: int
    seats: Mapping[str, str]
    turns: tuple[TurnRecord, ...]
    open: OpenTurn | None
    scores: tuple[Mapping[str, float], ...] = ()  # after each of its own turns; to be read, never to be played on


@dataclass(frozen=True)
class SavedGame:
    """A game with everything that it takes to go on."""

    game: str  # tells games apart; all saves of one game bear the same
    title: str  # what people read in a list
    saved: str  # when, such as 2026-11-22T12:30:00+00:00
    rules: int
    scenario: str  # id
    text: ScenarioText
    changes: tuple[str, ...]
    digest: str  # of all of the world that a game can read
    length: str
    turns: int  # of the whole game
    seed: int
    run: int
    lines: tuple[SavedLine, ...]
    current: int
    sitters: Mapping[str, Sitter] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    guesses: Mapping[str, float] = field(default_factory=dict)  # what was guessed at the briefing, by its id

    @property
    def line(self) -> SavedLine:
        """The line that was being played."""
        return self.lines[self.current]

    def records(self, at: int) -> tuple[TurnRecord, ...]:
        """Return all turns of a line, the shared ones first."""
        line = self.lines[at]
        shared = self.records(line.parent)[: line.shared] if line.parent is not None else ()
        return (*shared, *line.turns)

    def replay(self, at: int | None = None) -> Replay:
        """Return a line as a replay; the one that was being played if none is named."""
        at = self.current if at is None else at
        return Replay(
            self.rules, self.scenario, self.text.name, self.changes, self.digest, self.length, self.seed, self.run,
            self.lines[at].seats, self.records(at),
        )  # fmt: skip


def as_text(saved: SavedGame) -> str:
    """Return a saved game as JSON, sealed by a digest of the rest."""
    body = {
        "kind": _KIND, "format": FORMAT, "game": saved.game, "title": _fit(saved.title), "saved": saved.saved,
        "rules": saved.rules, "scenario": saved.scenario, "path": saved.text.path,
        "file": saved.text.name, "changes": list(saved.changes),
        "digest": saved.digest, "length": saved.length, "turns": saved.turns, "seed": saved.seed, "run": saved.run,
        "current": saved.current,
        "sitters": {
            actor: {"team": _fit(sitter.team), "difficulty": _fit(sitter.difficulty)}
            for actor, sitter in saved.sitters.items()
        },
        "notes": [{"turn": note.turn, "text": _fit(note.text, LONGEST_NOTE)} for note in saved.notes],
        "guesses": {name: number for name, number in saved.guesses.items() if math.isfinite(number)},
        "lines": [_line_object(line) for line in saved.lines],
        "files": dict(saved.text.files),
    }  # fmt: skip
    entries = [f" {_json(name)}: {_json(value)}" for name, value in {**body, "seal": _seal(body)}.items()]
    return "{\n" + ",\n".join(entries) + "\n}\n"


def _fit(text: str, longest: int = LONGEST_TITLE) -> str:
    """Return a text that can be read again: whole characters, and not too many."""
    return text.encode("utf-8", "replace").decode("utf-8")[:longest]


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=True, allow_nan=False)


def _seal(body: Mapping[str, Any]) -> str:
    text = json.dumps({name: body[name] for name in body if name != "seal"}, sort_keys=True)
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def _line_object(line: SavedLine) -> dict[str, Any]:
    return {
        "name": line.name, "parent": line.parent, "shared": line.shared, "seats": dict(line.seats),
        "open": None if line.open is None else _open_object(line.open),
        "turns": [{**turn_object(turn), "scores": dict(scores)} for turn, scores in _scored(line)],
    }  # fmt: skip


def _scored(line: SavedLine) -> list[tuple[TurnRecord, Mapping[str, float]]]:
    scores: Sequence[Mapping[str, float]] = line.scores or [{}] * len(line.turns)
    return list(zip(line.turns, scores, strict=True))


def _open_object(opened: OpenTurn) -> dict[str, Any]:
    return {
        "closed": opened.closed,
        "orders": [order_object(order) for order in opened.orders],
        "answers": [answer_object(answer) for answer in opened.answers],
    }


# --- reading


def from_text(text: str | bytes) -> SavedGame | Unreadable:
    """Read a saved game; never raises for bad text."""
    return read_json(text, _saved)


def _saved(found: Mapping[str, Any]) -> SavedGame:
    where = "the file"
    if found.get("kind") != _KIND:
        raise WrongError(f'It is no saved game: it should say "kind": "{_KIND}".')
    version = take_whole(found, "format", where)
    if version != FORMAT:
        formats = {"format": Amount(version, "count"), "known": Amount(FORMAT, "count")}
        raise WrongError(phrase("It has format {format}; this program reads format {known}.", **formats))
    if take_text(found, "seal", where) != _seal(found):
        raise WrongError(phrase("Its seal does not fit its content: the file is damaged, or was changed by hand."))
    lines = take_list(found, "lines", where, MOST_LINES)
    read = tuple(_line(value, at, lines) for at, value in enumerate(lines))
    if not read:
        raise WrongError('"lines" is empty.')
    return SavedGame(
        game=take_text(found, "game", where, longest=100),
        title=take_words(found, "title", where, LONGEST_TITLE),
        saved=take_words(found, "saved", where, 100),
        rules=take_whole(found, "rules", where),
        scenario=take_text(found, "scenario", where, longest=LONGEST_TITLE),
        text=_text(found),
        changes=take_texts(take_list(found, "changes", where), "changes"),
        digest=take_text(found, "digest", where, longest=100),
        length=take_text(found, "length", where, longest=LONGEST_TITLE),
        turns=take_whole(found, "turns", where, low=0, high=_MOST_TURNS),
        seed=take_whole(found, "seed", where),
        run=take_whole(found, "run", where, low=0),
        lines=read,
        current=take_whole(found, "current", where, low=0, high=len(read) - 1),
        sitters=_sitters(found),
        notes=tuple(_note(value) for value in take_list(found, "notes", where)),
        guesses=_numbers(take(found, "guesses", where), "guesses"),
    )


def _text(found: Mapping[str, Any]) -> ScenarioText:
    path = take_text(found, "path", "the file", longest=_LONGEST_PATH)
    return ScenarioText(path, take_words(found, "file", "the file", LONGEST_TITLE), _files(found))


def _files(found: Mapping[str, Any]) -> Mapping[str, str]:
    files = as_object(take(found, "files", "the file"), "files")
    if len(files) > _MOST_FILES:
        raise WrongError(f"files: more than {_MOST_FILES} of them.")
    return {name: take_text(files, name, "files") for name in files}


def _sitters(found: Mapping[str, Any]) -> Mapping[str, Sitter]:
    sitters = as_object(take(found, "sitters", "the file"), "sitters")
    read = {}
    for actor, value in sitters.items():
        entry = as_object(value, f"sitters, {clip(actor)}")
        read[actor] = Sitter(*(take_words(entry, name, "sitters", LONGEST_TITLE) for name in ("team", "difficulty")))
    return read


def _note(value: Any) -> Note:
    entry = as_object(value, "notes")
    return Note(take_whole(entry, "turn", "notes", low=0), take_text(entry, "text", "notes", longest=LONGEST_NOTE))


def _numbers(value: Any, where: str) -> Mapping[str, float]:
    entries = as_object(value, where)
    for name, number in entries.items():
        if type(number) not in (int, float):
            raise WrongError(f"{where}: {clip(name)} should be a number, found {clip(number)}.")
    return {name: float(number) for name, number in entries.items()}


def _line(value: Any, at: int, lines: Sequence[Any]) -> SavedLine:
    where = f"line {at + 1}"
    found = as_object(value, where)
    parent = None if take(found, "parent", where) is None else take_whole(found, "parent", where, 0, at - 1)
    if (parent is None) != (at == 0):
        raise WrongError(f"{where}: the first line and no other has no parent.")
    most = 0 if parent is None else _length(lines, parent)
    shared = take_whole(found, "shared", where, 0, most)
    seats = as_object(take(found, "seats", where), f"{where}, seats")
    turns = take_list(found, "turns", where, _MOST_TURNS)
    return SavedLine(
        name=take_words(found, "name", where, LONGEST_NAME),
        parent=parent,
        shared=shared,
        seats={actor: take_text(seats, actor, f"{where}, seats", longest=LONGEST_TITLE) for actor in seats},
        turns=tuple(read_turn(turn, shared + number) for number, turn in enumerate(turns)),
        open=_open(take(found, "open", where), f"{where}, open"),
        scores=tuple(
            _numbers(as_object(turn, where).get("scores", {}), f"turn {shared + number + 1}, scores")
            for number, turn in enumerate(turns)
        ),
    )


def _length(lines: Sequence[Any], at: int) -> int:
    """Return how many turns an earlier line has, shared ones included; it was read before."""
    return int(lines[at]["shared"]) + len(lines[at]["turns"])


def _open(value: Any, where: str) -> OpenTurn | None:
    if value is None:
        return None
    found = as_object(value, where)
    closed = take(found, "closed", where)
    if not isinstance(closed, bool):
        raise WrongError(f'{where}: "closed" should be true or false, found {clip(closed)}.')
    return OpenTurn(closed, read_orders(found, where), read_answers(found, where))
