"""The benchmark runs, and the engine keeps within what a machine of any speed can hold it to."""

import json
from functools import cache
from typing import Any

import pytest

from benchmarks import calibrate, engine, ensemble, peers, quality_course, quality_players, scaling
from benchmarks.quality_bench import Bench
from tests.engine.stage import scenario_of, world_of

ELEMENTS = 60_000  # of np.exp a game-turn in chunks: some 13,000 on a quiet machine; a busy one adds to it
MEMORY = 128.0  # MiB, whatever the number of games


@cache
def found() -> dict[str, Any]:
    return {"rates": engine.rates((2, engine.CHUNK), repeats=1), "live": engine.live_turn(repeats=1)}


def test_a_game_turn_costs_few_elements() -> None:
    alone, chunk = found()["rates"]
    assert chunk["exp_elements"] < ELEMENTS
    assert chunk["game_turns_a_second"] > 20 * alone["game_turns_a_second"], "games side by side gain little"


def test_memory_does_not_grow_with_the_number_of_games() -> None:
    few, many = engine.peak_memory(engine.CHUNK), engine.peak_memory(3 * engine.CHUNK)
    assert many < MEMORY
    assert many < few + 10.0


def test_a_live_turn_is_told_at_once() -> None:
    assert found()["live"]["with_ledger_ms"] < 200.0


@pytest.mark.parametrize("arguments", [["--json"], []])
def test_it_tells_what_it_measured(
    arguments: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "two_processes", lambda games, repeats: 1.5)
    monkeypatch.setattr(engine, "peak_memory", lambda games: 100.0)
    engine.main([*arguments, "--games", "2", "4", "--repeats", "1"])
    told = capsys.readouterr().out
    if arguments:
        page = json.loads(told)
        assert [row["games"] for row in page["rates"]] == [2, 4]
        assert page["import_ms"] > 0
        assert "|" in engine.table(page)
    else:
        assert "game-turns/s" in told


def test_the_cost_of_an_ensemble_is_told(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ensemble, "CHUNK", 16)
    ensemble.main(["--games", "40", "--workers", "1", "--repeats", "1", "--json"])
    found = json.loads(capsys.readouterr().out)
    assert found["rows"][0]["whole"][0] > found["rows"][0]["engine"][0] > 0
    assert set(found["parts_us"]) == {"engine", "metrics and claims", "CSV", "Parquet"}
    assert "| 1 | " in ensemble.table(found)


def test_the_small_model_is_the_same_however_it_is_written(capsys: pytest.CaptureFixture[str]) -> None:
    loop, arrays = peers.plain_loop(400), peers.side_by_side(4000)
    assert abs(loop - arrays) < 0.02
    try:
        agents = peers.with_mesa()
    except ImportError:
        return
    assert abs(loop - agents(200)) < 0.03


def test_peers_are_measured_and_those_that_are_missing_named(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing() -> peers.Case:
        raise ImportError(name="nowhere")

    slow = [case for case in peers.CASES if case[1] in ("plain Python loop", "NumPy, 4,096 side by side")]
    monkeypatch.setattr(peers, "CASES", (*slow, (peers.OTHER, "Nowhere, chess", missing, 10)))
    peers.main(["--repeats", "1", "--share", "0.1"])
    told = capsys.readouterr().out
    assert "| the small model | plain Python loop |" in told
    assert "Nowhere, chess: nowhere is not installed (pip install -e '.[peers]')" in told


def test_scaling_tells_games_actors_and_processes(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scaling, "alone", lambda scenario, games, repeats: scaling.one(scenario, 8) | {"games": games})
    monkeypatch.setattr(scaling, "processes", lambda *_: [{"processes": 1, "times_faster": 1.0}])
    scaling.main(["--games", "8", "--json"])
    found = json.loads(capsys.readouterr().out)
    assert [row["states"] for row in found["by_actors"]] == [3, 5, 6]
    assert found["by_games"][0]["exp_elements"] > 0
    assert "| two-harbours | 2 + 3 |" in scaling.table(found)


def test_calibrated_numbers_are_written_where_the_actor_writes_them_out() -> None:
    scale = "    scale: {at_33: 0.3, at_63: 0.6}\n"
    text = f"actors:\n  a:\n    objectives: &o\n      w:\n        {{weight: 1, start: 0, goal: 1}}\n{scale}"
    text += f"  b:\n    objectives: *o\n{scale}  c:\n    objectives:\n      w: {{start: 0, goal: 9}}\n"
    ranges = [calibrate.Range(actor, "w", 0.2, 0.8) for actor in "ab"]
    scales = [calibrate.Scale(actor, 0.4, 0.5) for actor in "abd"]
    found, left = calibrate.rewrite(text, ranges, scales)
    assert left == ("b: w", "d: scale")  # what is shared, and who is not in this file
    changed = text.replace("start: 0, goal: 1}", "start: 0.20, goal: 0.80}").replace(
        "0.3, at_63: 0.6", "0.400, at_63: 0.500"
    )
    assert found == changed


@pytest.mark.parametrize("section", [quality_players.states, quality_course.spoilers])
def test_quality_is_measured_against_states_that_say_the_same_to_everything(section: Any) -> None:
    bench = Bench(scenario_of("two-harbours"), world_of("two-harbours"), seed=1, games=2, quick=True)
    assert "| oro | " in "\n".join(section(bench))
