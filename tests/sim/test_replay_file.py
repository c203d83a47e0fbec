"""Replays as files: whatever is wrong with one is a sentence, and they are written whole or not at all."""

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from game.sim.replay import Replay, verify
from game.sim.replay_file import LARGEST, Unreadable, from_text, load_replay, save, write_whole
from tests.sim.replays import REPLAY, TEXT, WORLD, changed_text, difference, sentence
from tests.sim.saving import assign

# --- broken and hostile files


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", "cut off or no JSON: line 1"),
        ("{", "cut off or no JSON: line 1"),
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
    elif decisions(replay) != decisions(REPLAY):
        assert verify(replay, WORLD) is not None, "a change went unnoticed"


def decisions(replay: Replay) -> Replay:
    """Return a replay without the targets that its levers do not need: they say nothing, and none is remembered."""
    aimed = WORLD.levers.to_state + WORLD.levers.to_power > 0
    moved = WORLD.moves.to_power > 0
    needed = {name for names, marks in ((WORLD.names.levers, aimed), (WORLD.names.moves, moved))
              for name, mark in zip(names, marks.tolist(), strict=False) if mark}  # fmt: skip
    turns = tuple(
        replace(turn, orders=tuple(o if o.lever in needed else replace(o, target="") for o in turn.orders))
        for turn in replay.turns
    )
    return replace(replay, turns=turns)


def test_a_target_that_no_lever_needs_says_nothing() -> None:
    damaged = from_text(TEXT.replace('"lever": "harbour_charter", "target"', '"lever": "harbour_charter", "0target"'))
    assert isinstance(damaged, Replay)
    assert damaged != REPLAY
    assert decisions(damaged) == decisions(REPLAY)
    assert verify(damaged, WORLD) is None


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
