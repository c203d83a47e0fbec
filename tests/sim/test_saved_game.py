"""Saved games: saving is the identity, a game goes on as if never left, and no file can break the program."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from game.sim.lines import Lines
from game.sim.order import Answer, Order
from game.sim.replay import verify
from game.sim.resuming import Opened, open_game, save_game
from game.sim.saved_game import LONGEST_NOTE, Note, SavedGame, Sitter, as_text, from_text
from game.sim.saves import Saves, load_game
from game.sim.session import PERSON
from game.sim.untrusted import Unreadable
from tests.sim.saving import (
    ABOUT,
    SAVED,
    TEXT,
    WIND,
    WORLD,
    assign,
    begun,
    opened,
    play_out,
    resealed,
    saved,
    sentence,
    tree,
)

# --- the way there and back


def test_saving_and_loading_is_the_identity(tmp_path: Path) -> None:
    saves = Saves(tmp_path)
    path = saves.save(SAVED)
    assert isinstance(path, Path)
    assert load_game(path) == SAVED
    assert [entry.path for entry in saves.listed()] == [path]
    assert saves.listed()[0].saved == SAVED


def test_every_line_is_as_it_was() -> None:
    lines, again = tree(), opened(SAVED)
    assert again.lines.names == lines.names
    assert again.lines.current == lines.current == 2
    assert again.about == ABOUT
    assert again.notes == ()
    for was, now in zip(lines, again.lines, strict=True):
        assert (now.parent, now.shared) == (was.parent, was.shared)
        assert now.session.records == was.session.records
        assert now.session.seats == was.session.seats
        assert now.session.stage == was.session.stage
        assert now.session.open_turn == was.session.open_turn
        assert now.session.scores == was.session.scores
    assert replace(save_game(again.lines, again.about), saved=SAVED.saved) == SAVED


def test_every_line_goes_on_as_if_it_had_never_been_left() -> None:
    lines, again = tree(), opened(SAVED)
    for at in range(3):
        assert play_out(again.lines[at].session) == play_out(lines[at].session)


_SLOW = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@_SLOW
@given(st.data())
def test_a_game_left_anywhere_goes_on_the_same(data: st.DataObject) -> None:
    players = {actor: data.draw(st.sampled_from([PERSON, "random", "idle"])) for actor in WORLD.names.actors}
    session = begun(data.draw(st.integers(0, 5)), players, seed=data.draw(st.integers(0, 99)))
    for actor in WORLD.names.actors:
        levers = WORLD.names.levers if actor in WORLD.names.powers else WORLD.names.moves
        for _ in range(data.draw(st.integers(0, 2))):
            order = Order(actor, data.draw(st.sampled_from(levers)), data.draw(st.sampled_from(("", "oro", "halmar"))))
            session.submit(order)
    if data.draw(st.booleans()):
        session.close_orders()
        for actor in WORLD.names.states:
            for power, offers in session.offers(actor).items():
                for key in offers:
                    place = {"slot": key} if isinstance(key, int) else {"item": key}
                    session.submit(Answer(actor, power, data.draw(st.sampled_from(("accept", "decline"))), **place))
        if data.draw(st.booleans()):
            session.hand_over("oro", data.draw(st.sampled_from([PERSON, "random"])))
            session.hand_over("halmar", data.draw(st.sampled_from([PERSON, "idle"])))
    text = as_text(save_game(Lines(session, "one"), ABOUT))
    game = from_text(text)
    assert isinstance(game, SavedGame)
    again = opened(game).lines.session
    assert (again.stage, again.seats, again.records) == (session.stage, session.seats, session.records)
    assert again.open_turn == session.open_turn
    assert play_out(again) == play_out(session)


def test_a_finished_game_can_be_saved() -> None:
    session = begun(2)
    play_out(session)
    game = saved(Lines(session, "one"))
    assert game.line.open is None
    assert opened(game).lines.session.stage == "over"


def test_a_line_is_a_replay_that_verifies() -> None:
    for at in range(3):
        assert verify(SAVED.replay(at), WORLD) is None


def test_what_is_decided_after_opening_can_be_undone() -> None:
    session = opened(SAVED).lines[0].session
    assert session.pending("halmar") == (WIND,)
    assert session.undo("halmar")
    assert session.pending("halmar") == ()


def test_texts_are_cut_to_what_can_be_read_again() -> None:
    about = replace(ABOUT, title="x" * 9000, notes=(Note(1, "y" * 2 * LONGEST_NOTE), Note(2, "\ud800")),
                    guesses={"a": float("nan")}, sitters={"oro": Sitter("\udfff" * 3)})  # fmt: skip
    game = from_text(as_text(saved(about=about)))
    assert isinstance(game, SavedGame)
    assert len(game.notes[0].text) == LONGEST_NOTE
    assert game.guesses == {}


# --- broken and hostile files


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", "no JSON"), ("[]", "found list"), ('{"kind": "wedge replay"}', "no saved game"),
        ('{"kind": "wedge game", "format": 9}', "format 9"), ('{"kind": "wedge game", "format": 1}', 'lacks "seal"'),
        ('{"kind": "wedge game", "format": 1, "seal": ""}', "seal does not fit"), ("[" * 100_000, "too deeply"),
        ('{"kind": "\\ud800"}', "no saved game"), ('{"\\ud800": 1}', "half a character"),
    ],
)  # fmt: skip
def test_what_is_no_saved_game_is_told(text: str, part: str) -> None:
    assert part in sentence(from_text(text))


@pytest.mark.parametrize(
    ("path", "value", "part"),
    [
        ("lines", [], '"lines" is empty'),
        ("lines", [{}] * 65, "more than 64 entries"),
        ("lines.0.parent", 0, 'line 1: "parent" should be a whole number'),
        ("lines.1.parent", 1, 'line 2: "parent" should be a whole number'),
        ("lines.1.parent", None, "no other has no parent"),
        ("lines.1.shared", 5, 'line 2: "shared" should be a whole number'),
        ("lines.1.shared", -1, 'line 2: "shared" should be a whole number'),
        ("lines.1.name", "x" * 61, "more than 60 characters"),
        ("lines.0.turns", 3, '"turns" should be a list'),
        ("lines.0.turns", [{}], 'turn 1 lacks "orders"'),
        ("lines.0.turns.1.scores", {"oro": "x"}, "should be a number"),
        ("lines.0.open", 3, "line 1, open: expected named entries"),
        ("lines.0.open.closed", 1, "true or false"),
        ("lines.0.seats.oro", [], "should be a text"),
        ("current", 3, '"current" should be a whole number'),
        ("current", True, '"current" should be a whole number'),
        ("notes", [{"turn": 0, "text": "x" * 10_001}], "more than 10000 characters"),
        ("sitters.oro", 3, "expected named entries"),
        ("guesses", {"a": True}, "should be a number"),
        ("files", {str(n): "" for n in range(41)}, "more than 40"),
        ("files", {"a": 3}, "should be a text"),
        ("title", "\ud800", "half a character"),
        ("seed", 2**70, "whole number"),
        ("path", "x" * 5001, "more than 5000 characters"),
    ],
)
def test_what_is_wrong_in_a_saved_game_is_told_with_its_place(path: str, value: Any, part: str) -> None:
    assert part in sentence(resealed(assign(path, value)))


def test_what_is_not_seen_is_not_shown() -> None:
    game = resealed(assign("title", "a\u202eb\x1b[31m\n c"))
    assert isinstance(game, SavedGame)
    assert game.title == "ab[31m c"


_QUICK = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@_QUICK
@given(st.integers(0, len(TEXT) - 1), st.integers(0, 40), st.binary(max_size=6))
def test_damage_is_always_told(at: int, cut: int, put: bytes) -> None:
    damaged = TEXT.encode()[:at] + put + TEXT.encode()[at + cut :]
    found = from_text(damaged)
    if found != SAVED:
        sentence(found)


@_QUICK
@given(st.integers(0, len(TEXT) - 2))
def test_no_beginning_of_a_file_is_taken_for_the_whole(end: int) -> None:
    sentence(from_text(TEXT[:end]))


@_QUICK
@given(st.binary(max_size=300))
def test_any_bytes_are_told(data: bytes) -> None:
    sentence(from_text(data))


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=6,
)


@st.composite
def places(draw: st.DrawFn) -> str:
    """Draw the place of something in a saved game."""
    at: Any = json.loads(TEXT)
    way: list[str] = []
    while isinstance(at, (dict, list)) and at and (not way or draw(st.booleans())):
        key = draw(st.sampled_from(sorted(at))) if isinstance(at, dict) else draw(st.integers(0, len(at) - 1))
        if "." in str(key):
            break
        way.append(str(key))
        at = at[key]
    return ".".join(way)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(places(), _VALUES)
def test_a_hostile_file_is_told_or_played_but_never_breaks(path: str, value: Any) -> None:
    try:
        found = resealed(assign(path, value))
    except (KeyError, TypeError, UnicodeEncodeError):
        return
    if isinstance(found, Unreadable):
        sentence(found)
        return
    result = open_game(found)
    if isinstance(result, Opened):
        play_out(result.lines.session)
