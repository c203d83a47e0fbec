"""Replays: the identity of saving, the same digests elsewhere, and a difference named where it is."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from game.engine.step import PHASES, RULES_VERSION
from game.sim.order import Answer, Order, PhaseDigest
from game.sim.prepare import prepare
from game.sim.replay import Difference, Replay, play_again, record, verify
from game.sim.replay_file import LARGEST, Unreadable, as_text, from_text, load_replay, save, write_whole
from game.sim.session import PERSON, Session
from game.sim.what_if import with_number
from tests.engine.stage import scenario_of, world_of
from tests.sim.saving import assign

WORLD = world_of("two-harbours")
SEATS = {"halmar": "random", "oro": "random", "tarn": "idle"}


def played(turns: int = 6, seed: int = 4) -> Session:
    session = Session(WORLD, SEATS, seed=seed, run=2)
    for _ in range(turns):
        session.end_turn()
    return session


REPLAY = record(played(), file="two-harbours.yaml", changes=("title=Harbours",))
TEXT = as_text(REPLAY)


def changed_text(change: Callable[[dict[str, Any]], Any]) -> Replay | Unreadable:
    """Read the replay with something changed in its JSON."""
    found = json.loads(TEXT)
    change(found)
    return from_text(json.dumps(found))


def sentence(replay: Replay | Unreadable) -> str:
    assert isinstance(replay, Unreadable), "it was read"
    assert replay.sentence.endswith(".")
    assert len(replay.sentence) < 300
    return replay.sentence


def difference(replay: Replay | Unreadable) -> Difference:
    assert isinstance(replay, Replay), replay
    found = verify(replay, WORLD)
    assert found is not None, "nothing differs"
    return found


# --- the way there and back


def test_saving_and_loading_is_the_identity(tmp_path: Path) -> None:
    save(REPLAY, tmp_path / "one.json")
    loaded = load_replay(tmp_path / "one.json")
    assert loaded == REPLAY
    save(REPLAY, tmp_path / "two.json")
    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one.json", "two.json"]


def test_a_game_that_has_not_begun_can_be_saved() -> None:
    empty = record(Session(WORLD))
    assert from_text(as_text(empty)) == empty
    assert verify(empty, WORLD) is None


def test_it_verifies_and_tells_the_same_game() -> None:
    assert verify(REPLAY, WORLD) is None
    again = play_again(REPLAY, WORLD)
    assert again.records == played().records
    assert again.seats == played().seats
    assert again.scores == played().scores


def test_a_game_goes_on_from_its_replay() -> None:
    half = record(played(3))
    session = play_again(half, WORLD)
    while session.stage != "over":
        session.end_turn()
    assert session.records == played().records


@pytest.mark.parametrize("scenario", ["two-harbours", "central-asia-2024"])
@pytest.mark.parametrize("player", ["random", "idle"])
def test_whatever_policies_leave_behind_is_recorded(scenario: str, player: str) -> None:
    world = world_of(scenario, {"two-harbours": "three", "central-asia-2024": "demonstration"}[scenario])
    session = Session(world, dict.fromkeys(world.names.actors, player), seed=8)
    while session.stage != "over":
        session.end_turn()
    replay = from_text(as_text(record(session)))
    assert isinstance(replay, Replay)
    assert verify(replay, world) is None


def test_it_verifies_in_another_process_with_other_hashes(tmp_path: Path) -> None:
    save(replace(REPLAY, changes=()), tmp_path / "replay.json")
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-m", "game", "replay", str(tmp_path / "replay.json"), "--verify"],
            capture_output=True, text=True, env={**os.environ, "PYTHONHASHSEED": seed}, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        assert "verified. 6 of 6 turns, 96 phases" in done.stdout


def test_every_phase_of_every_quarter_is_recorded() -> None:
    phases = [phase.phase for phase in REPLAY.turns[0].phases]
    assert [name.partition(",")[0] for name in phases] == [phase.__name__ for phase in PHASES]
    world = world_of("two-harbours", "three")
    longer = Session(world, seed=1).end_turn()
    assert [p.phase for p in longer.phases if p.phase.startswith("deliver")] == [
        "deliver, quarter 1", "deliver, quarter 2",
    ]  # fmt: skip


# --- the negative control: what was tampered with is found where it is


def test_a_wrong_digest_is_found_at_its_turn_phase_and_field() -> None:
    def tamper(found: dict[str, Any]) -> None:
        name, fields = found["turns"][3]["phases"][9]
        assert name == "deliver, quarter 1"
        fields["stock"] = "0" * 12

    found = difference(changed_text(tamper))
    assert (found.turn, found.phase, found.field) == (4, "deliver, quarter 1", "stock")
    assert found.expected == "0" * 12
    assert str(found).startswith("turn 4, deliver, quarter 1, stock: expected 000000000000, found ")


@pytest.mark.parametrize("turn", range(6))
@pytest.mark.parametrize("phase", [0, 2, 9, 12])
def test_a_field_too_many_or_too_few_is_found(turn: int, phase: int) -> None:
    entry = REPLAY.turns[turn].phases[phase]
    more = replace_phase(turn, phase, PhaseDigest(entry.phase, {**entry.changed, "wary": "1" * 12}))
    assert (found := difference(more)).found == "unchanged"
    assert (found.turn, found.phase, found.field) == (turn + 1, entry.phase, "wary")
    if entry.changed:
        field = next(iter(entry.changed))
        less = replace_phase(
            turn, phase, PhaseDigest(entry.phase, {k: v for k, v in entry.changed.items() if k != field})
        )
        assert (found := difference(less)).expected == "unchanged"
        assert (found.turn, found.phase, found.field) == (turn + 1, entry.phase, field)


def replace_phase(turn: int, phase: int, entry: PhaseDigest) -> Replay:
    phases = list(REPLAY.turns[turn].phases)
    phases[phase] = entry
    return with_turn(turn, phases=tuple(phases))


def with_turn(turn: int, **changes: Any) -> Replay:
    turns = list(REPLAY.turns)
    turns[turn] = replace(turns[turn], **changes)
    return replace(REPLAY, turns=tuple(turns))


def test_another_order_is_found_where_orders_are_placed() -> None:
    turn = next(i for i, t in enumerate(REPLAY.turns) if any(o.actor == "halmar" and o.lever for o in t.orders))
    orders = tuple(order for order in REPLAY.turns[turn].orders if order.actor != "halmar")
    found = difference(with_turn(turn, orders=orders))
    assert (found.turn, found.phase) == (turn + 1, "place_orders")


def test_another_own_move_is_found_where_moves_are_made() -> None:
    orders = [o for o in REPLAY.turns[2].orders if o.actor != "quill"]
    found = difference(with_turn(2, orders=(*orders, Order("quill", "chorus"))))
    assert (found.turn, found.phase) == (3, "make_moves")


def test_another_answer_is_found() -> None:
    flip = {"accept": "decline", "decline": "accept", "amend": "decline"}
    turn = next(i for i, t in enumerate(REPLAY.turns) if t.answers)
    answers = tuple(replace(a, answer=flip[a.answer]) for a in REPLAY.turns[turn].answers)
    found = difference(with_turn(turn, answers=answers))
    assert found.turn == turn + 1


def test_an_answer_to_nothing_is_found() -> None:
    answers = (*REPLAY.turns[0].answers, Answer("quill", "vesk", "accept", item="turbines"))
    assert difference(with_turn(0, answers=answers)).phase == "end"


@pytest.mark.parametrize(
    ("change", "phase", "field"),
    [
        ({"seed": 5}, None, None),
        ({"run": 3}, None, None),
        ({"rules": RULES_VERSION + 1}, "rules", "version"),
        ({"digest": "f" * 32}, "scenario", "digest"),
        ({"scenario": "elsewhere"}, "scenario", "id"),
        ({"length": "three"}, "scenario", "length"),
        ({"turns": (*REPLAY.turns, REPLAY.turns[0])}, "scenario", "turns"),
        ({"seats": {"atlantis": PERSON}}, "seats", "actor"),
    ],
)
def test_another_game_is_told_from_this_one(change: dict[str, Any], phase: str | None, field: str | None) -> None:
    found = difference(replace(REPLAY, **change))
    if phase is not None:
        assert (found.turn, found.phase, found.field) == (0, phase, field)
        assert str(found).startswith(f"{phase}, {field}: expected ")


def test_a_mended_spelling_keeps_a_replay() -> None:
    scenario = scenario_of("two-harbours")
    mended = prepare(replace(scenario, title="The two harbours", summary="Mended."), WORLD.length)
    assert verify(REPLAY, mended) is None
    first = next(iter(scenario.actors))
    moved = prepare(with_number(scenario, ("actors", first, "purse", "start"), 9.0), WORLD.length)
    found = verify(REPLAY, moved)
    assert found is not None
    assert (found.phase, found.field) == ("scenario", "digest")


def test_a_replay_whose_digest_held_the_texts_verifies_as_long_as_they_are_the_same() -> None:
    old = replace(REPLAY, digest=WORLD.digest)
    assert verify(old, WORLD) is None
    mended = prepare(replace(scenario_of("two-harbours"), title="The two harbours"), WORLD.length)
    found = verify(old, mended)
    assert found is not None
    assert (found.phase, found.field) == ("scenario", "digest")


@pytest.mark.parametrize(
    ("order", "field"),
    [
        (Order("atlantis", "wind_park", "oro"), "actor"),
        (Order("halmar", "wind_pork", "oro"), "lever"),
        (Order("halmar", "wind_park", "orro"), "target"),
        (Order("halmar", "rumour", "oro"), "target"),
        (Order("oro", "wind_park"), "lever"),
        (Order("oro", "toast", "quill"), "target"),
        (Order("halmar", "", "vesk"), "target"),
    ],
)
def test_orders_with_unknown_names_are_told(order: Order, field: str) -> None:
    found = difference(with_turn(1, orders=(order,)))
    assert (found.turn, found.phase, found.field) == (2, "orders", field)


def test_too_many_orders_are_told() -> None:
    orders = (Order("halmar", "wind_park", "oro"),) * 3
    assert difference(with_turn(1, orders=orders)).field == "slot"


@pytest.mark.parametrize(
    ("answer", "field"),
    [
        (Answer("vesk", "halmar", "accept", slot=1), "state"),
        (Answer("oro", "quill", "accept", slot=1), "power"),
        (Answer("oro", "vesk", "accept", slot=9), "slot"),
        (Answer("oro", "vesk", "accept", item="x"), "item"),
    ],
)
def test_answers_with_unknown_names_are_told(answer: Answer, field: str) -> None:
    found = difference(with_turn(1, answers=(answer,)))
    assert (found.turn, found.phase, found.field) == (2, "answers", field)


@pytest.mark.parametrize(
    ("path", "value"), [("seats", {"oro": PERSON}), ("seats.oro", "idle"), ("file", "x.yaml"), ("changes", [])]
)
def test_labels_that_no_phase_notices_are_checked_as_well(path: str, value: Any) -> None:
    found = difference(changed_text(assign(path, value)))
    assert (found.turn, found.phase, found.field) == (0, "labels", "file, changes or seats")


def test_a_replay_without_a_mark_is_read() -> None:
    assert changed_text(lambda found: found.pop("mark")) == REPLAY


# --- broken and hostile files


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", "no JSON: line 1"),
        ("{", "no JSON: line 1"),
        ("[]", "found list"),
        ("3", "found 3"),
        ('{"kind": "other"}', "no replay of this game"),
        ('{"kind": "wedge replay", "format": 7}', "It has format 7; this program reads format 1."),
        ('{"kind": "wedge replay", "kind": "wedge replay"}', "twice"),
        ('{"kind": "wedge replay", "format": NaN}', "NaN"),
        ('{"kind": "wedge replay", "format": 1e999}', "Infinity"),
        ("[" * 100_000, "nested too deeply"),
        ('{"a":' * 100_000, "nested too deeply"),
        ('{"kind": "wedge replay", "format": ' + "9" * 5000 + "}", "too long"),
        ('{"kind": "wedge replay", "format": true}', "whole number"),
    ],
    ids=range(13),
)
def test_what_is_no_replay_is_told(text: str, part: str) -> None:
    assert part in sentence(from_text(text))


@pytest.mark.parametrize(
    ("path", "value", "part"),
    [
        ("turns", 3, '"turns" should be a list, found 3'),
        ("turns", [3], "turn 1: expected named entries, found 3"),
        ("turns", [{}], 'turn 1 lacks "orders"'),
        ("turns", [{}] * 10_001, "more than 10000 entries"),
        ("turns.1.orders.0", [], "turn 2, orders, entry 1: expected named entries"),
        ("turns.1.orders.0.actor", 3, 'turn 2, orders, entry 1: "actor" should be a text, found 3'),
        ("turns.1.orders.0.size", "big", "there is no size"),
        ("turns.1.orders.0.size", True, "there is no size"),
        ("turns.1.orders.0.items", [3], "should be a text"),
        ("turns.1.phases.0", ["x"], "expected a phase"),
        ("turns.1.phases.0.1.purse", 3, "should be a text"),
        ("turns.1.digest", None, "found null"),
        ("seed", 2**70, "whole number"),
        ("seed", "4", "whole number"),
        ("run", -1, "whole number"),
        ("changes", ["a", 3], "should be a text"),
        ("seats", [], "expected named entries"),
        ("scenario", "a\u0007" * 3, ""),
    ],
)
def test_what_is_wrong_in_a_replay_is_told_with_its_place(path: str, value: Any, part: str) -> None:
    found = changed_text(assign(path, value))
    if part:
        assert part in sentence(found)
    else:
        assert difference(found).phase == "scenario"


@pytest.mark.parametrize("answer", ["yes", "", 3])
def test_a_wrong_answer_is_told(answer: Any) -> None:
    turn = next(i for i, t in enumerate(REPLAY.turns) if t.answers)
    assert "answer" in sentence(changed_text(assign(f"turns.{turn}.answers.0.answer", answer)))


def test_files_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    assert sentence(load_replay(tmp_path / "none.json")) == "There is no such file."
    assert "folder" in sentence(load_replay(tmp_path))
    (tmp_path / "photo.json").write_bytes(bytes(range(256)))
    assert "UTF-8" in sentence(load_replay(tmp_path / "photo.json"))
    with (tmp_path / "large.json").open("wb") as file:
        file.truncate(LARGEST + 1)
    assert "16 MiB" in sentence(load_replay(tmp_path / "large.json"))
    assert "cannot be read" in sentence(load_replay("a\0b"))


_QUICK = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@_QUICK
@given(st.integers(0, len(TEXT) - 1), st.integers(0, 40), st.text(max_size=6))
def test_a_damaged_file_is_told_or_differs_but_never_breaks(at: int, cut: int, put: str) -> None:
    damaged = TEXT[:at] + put + TEXT[at + cut :]
    replay = from_text(damaged)
    if isinstance(replay, Unreadable):
        sentence(replay)
    elif replay != REPLAY:
        assert verify(replay, WORLD) is not None, "a change went unnoticed"


@_QUICK
@given(st.binary(max_size=200))
def test_any_bytes_are_told(data: bytes) -> None:
    sentence(from_text(data.decode("utf-8", errors="replace")))


@settings(max_examples=500, deadline=None)
@given(st.integers(0, len(TEXT) * 8 - 1))
def test_no_flipped_bit_in_the_turns_is_silent(bit: int) -> None:
    data = bytearray(TEXT.encode())
    data[bit // 8] ^= 1 << bit % 8
    if bit // 8 < TEXT.index('"turns"'):
        return
    replay = from_text(data.decode("utf-8", errors="replace"))
    if isinstance(replay, Replay) and replay != REPLAY:
        assert verify(replay, WORLD) is not None


# --- whole or not at all


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "replay.json"
    path.write_text("before")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_whole(path, "after")
    assert path.read_text() == "before"
    assert [found.name for found in tmp_path.iterdir()] == ["replay.json"]


def test_a_saved_file_can_be_read_by_others(tmp_path: Path) -> None:
    old = os.umask(0o022)
    try:
        save(REPLAY, tmp_path / "replay.json")
    finally:
        os.umask(old)
    assert (tmp_path / "replay.json").stat().st_mode & 0o777 == 0o644
