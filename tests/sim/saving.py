"""A saved game to try things on: three lines of Two Harbours, each with a turn on its way."""

import json
from collections.abc import Callable
from functools import cache
from typing import Any

from game.scenario.load import Loaded, load
from game.sim.lines import Lines
from game.sim.order import Order
from game.sim.resuming import About, Closed, Opened, open_game, save_game, text_of
from game.sim.saved_game import Note, SavedGame, Sitter, _seal, as_text, from_text
from game.sim.session import PERSON, Session
from game.sim.untrusted import Unreadable
from tests.engine.stage import SCENARIOS, world_of

PATH = SCENARIOS / "two-harbours.yaml"
WORLD = world_of("two-harbours")
SEATS = {"halmar": PERSON, "vesk": "random", "oro": PERSON, "quill": "random"}
WIND = Order("halmar", "wind_park", "oro", 0.5)


@cache
def loaded() -> Loaded:
    return load(PATH)


ABOUT = About(
    "3f2a", "Grey Sound, class 9b", text_of(PATH, loaded()),
    sitters={"halmar": Sitter("Team “Möwe”", "easy"), "oro": Sitter("Оро")},
    notes=(Note(0, "They will want the gas."), Note(2, "a\nb")), guesses={"claim:needed": 0.25},
)  # fmt: skip


def begun(turns: int = 2, seats: dict[str, str] = SEATS, seed: int = 4) -> Session:
    session = Session(WORLD, seats, seed=seed, run=1)
    for _ in range(turns):
        session.end_turn()
    return session


def tree() -> Lines:
    """Return a game with three lines, each with a turn on its way."""
    lines = Lines(begun(4), "As it was")
    assert lines[0].session.submit(WIND) is None
    assert lines.branch(2, "Without the gas", 0) is None
    lines.session.end_turn()
    assert lines.session.submit(WIND) is None
    lines.session.close_orders()
    assert lines.branch(1, "Later", 1) is None
    return lines


def saved(lines: Lines | None = None, about: About = ABOUT) -> SavedGame:
    return save_game(lines or tree(), about)


def opened(game: SavedGame, **more: Any) -> Opened:
    found = open_game(game, **more)
    assert isinstance(found, Opened), found
    return found


def closed(game: SavedGame, code: str, **more: Any) -> Closed:
    found = open_game(game, **more)
    assert isinstance(found, Closed), "it was opened"
    assert found.code == code
    assert found.sentence.endswith(".")
    assert len(found.sentence) < 400
    return found


def play_out(session: Session) -> tuple[Any, ...]:
    while session.stage != "over":
        session.end_turn()
    return session.records


SAVED = saved()
TEXT = as_text(SAVED)


def sentence(found: object) -> str:
    assert isinstance(found, Unreadable), "it was read"
    assert found.sentence.endswith(".")
    assert len(found.sentence) < 300
    return found.sentence


def resealed(change: Callable[[dict[str, Any]], Any]) -> SavedGame | Unreadable:
    """Read a save with something changed in its JSON, and a seal that fits again: the work of somebody who means it."""
    found = json.loads(TEXT)
    change(found)
    found["seal"] = _seal(found)
    return from_text(json.dumps(found))


def assign(path: str, value: Any) -> Callable[[dict[str, Any]], None]:
    """Return what sets a value in JSON, at a path such as `turns.1.digest`."""

    def change(found: dict[str, Any]) -> None:
        *way, last = [int(step) if step.isdigit() else step for step in path.split(".")]
        at: Any = found
        for step in way:
            at = at[step]
        at[last] = value

    return change
