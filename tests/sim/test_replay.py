"""Replays: the identity of saving, the same digests elsewhere, and a difference named where it is."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from game.engine.step import PHASES, RULES_VERSION
from game.sim.order import Answer, Order, PhaseDigest
from game.sim.prepare import prepare
from game.sim.replay import Replay, play_again, record, verify
from game.sim.replay_file import as_text, from_text, load_replay, save
from game.sim.session import PERSON, Session
from game.sim.what_if import with_number
from tests.engine.stage import scenario_of, world_of
from tests.sim.replays import REPLAY, WORLD, changed_text, difference, played
from tests.sim.saving import assign

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
