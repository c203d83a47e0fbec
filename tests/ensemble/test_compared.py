"""Comparisons in a notebook, and as files."""

import doctest
import importlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import game
from game.cli import main
from game.ensemble.arms import Arm
from game.ensemble.comparison_files import write_comparison
from game.ensemble.errors import CallError
from game.ensemble.store import kept_games
from tests.ensemble.stage import marks

INCOME = "actors.halmar.purse.income"
CALL = ("compare", "two-harbours", "--games", "40", "--seed", "4", "--vary-policy", "vesk=greedy,idle")


def idle(view: Any) -> list[game.Order]:
    return []


def test_a_table_of_differences(tmp_path: Path) -> None:
    found = game.compare("two-harbours", vary={INCOME: ["0.1 bn USD/quarter"]}, games=60, seed=4)
    usual = game.run("two-harbours", games=60, seed=4)
    poor = game.run("two-harbours", games=60, seed=4, overrides={INCOME: "0.1 bn USD/quarter"})
    pairs = poor["score.halmar"].astype(float) - usual["score.halmar"]
    (row,) = np.flatnonzero((found["metric"] == "score") & (found["of"] == "halmar"))
    assert found["difference"][row] == pytest.approx(pairs.mean())
    assert found["low"][row] < pairs.mean() < found["high"][row]
    assert len(found) == len(found.found.differences[0])
    summary = found.summary()
    assert set(summary["verdict"]) <= {"higher", "lower"}
    effects = np.abs(summary["effect"])
    assert (np.diff(effects[np.isfinite(effects)]) <= 0).all()
    frame = found.to_pandas()
    assert list(frame.columns) == list(found.columns)
    assert frame.shape == (len(found), len(found.columns))
    found.to_csv(tmp_path / "differences.csv")
    assert (tmp_path / "differences.csv").read_text().count("\n") == len(found) + 1


def test_functions_and_scenarios_that_are_loaded() -> None:
    loaded = game.load("two-harbours")
    found = game.compare(loaded, vary_policy={"vesk": ["idle", idle]}, games=4)
    assert found.arms == ("vesk=idle", f"vesk=({__name__}.idle)")
    assert set(found["verdict"]) == {"same"}  # both do nothing
    assert len(found.summary()) == 0
    assert game.compare(loaded, vary={"actors.oro.hedging": [1, 1.2]}, games=2, turns=2).arms == (
        "actors.oro.hedging=1", "actors.oro.hedging=1.2",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({}, "There is nothing to compare"),
        ({"games": 1, "vary_policy": {"vesk": ["idle"]}}, "from 2 on"),
        ({"vary": {INCOME: "0.1 bn USD/quarter"}}, "needs a list"),
        ({"vary_policy": {"vesk": ["greed"]}}, "Did you mean 'greedy'"),
        ({"vary_policy": {"vesk": ["idle"]}, "length": "sixx"}, "Did you mean 'six'"),
    ],
)
def test_what_is_asked_wrongly(asked: dict[str, Any], sentence: str) -> None:
    with pytest.raises(CallError, match=sentence):
        game.compare("two-harbours", **asked)
    with pytest.raises(CallError, match="name a scenario"):
        game.compare(**asked | {"games": 2})


# --- files


def arms(games: int = 40) -> list[Arm]:
    found = game.compare("two-harbours", vary_policy={"vesk": ["greedy", "idle"]}, games=2, seed=4)
    assert found.arms == ("vesk=greedy", "vesk=idle")
    from game.ensemble.setup import set_up

    return [
        Arm.of(f"vesk={name}", set_up(game.load("two-harbours"), games=games, seed=4, players={"vesk": name},
                                      formats=("csv",)))
        for name in ("greedy", "idle")
    ]  # fmt: skip


def test_the_same_files_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    assert main([*CALL, "--out", str(one)]) == 0
    capsys.readouterr()
    assert main(["rerun", str(one), "--out", str(other), "--workers", "2"]) == 0
    said = capsys.readouterr()
    assert said.out.count("the same, byte for byte") == len(marks(one)) - 1
    assert marks(one) == marks(other)
    lines = (one / "runs.csv").read_text().splitlines()
    assert len(lines) == 81
    usual = game.run("two-harbours", games=40, seed=4, policies={"vesk": "greedy"})
    column = lines[0].split(",").index("score.vesk")
    assert float(lines[3].split(",")[column]) == pytest.approx(float(usual["score.vesk"][2]))
    found = json.loads((one / "manifest.json").read_text())
    assert [arm["name"] for arm in found["arms"]] == ["vesk=greedy", "vesk=idle"]
    assert len(found["scenarios"]) == 1  # the text of both stands once


def test_two_scenarios_again(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    call = ["compare", "central-asia-2024", "central-asia-2024-mongolia", "--games", "3", "--turns", "2"]
    assert main([*call, "--out", str(one)]) == 0
    assert main(["rerun", str(one), "--out", str(other)]) == 0
    assert marks(one) == marks(other)


def test_what_is_broken_off_goes_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, whole = tmp_path / "folder", tmp_path / "whole"
    write_comparison(arms(), str(whole), workers=1)
    counted: list[int] = []

    def stop(games: int) -> None:
        counted.append(games)
        if sum(counted) >= 50:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_comparison(arms(), str(folder), workers=1, progress=stop, chunk=10)
    assert 50 <= kept_games(folder) < 80
    assert not (folder / "manifest.json").exists()
    assert main(["run", "two-harbours", "--games", "3", "--out", str(folder)]) == 2
    assert "wedge compare --resume" in capsys.readouterr().err
    assert main(["compare", "--resume", str(folder)]) == 0
    said = capsys.readouterr()
    assert "Going on in" in said.err
    assert marks(folder) == marks(whole)
    assert main(["compare", "--resume", str(folder)]) == 2
    assert "nothing unfinished" in capsys.readouterr().err


def test_resume_knows_everything_itself(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", "two-harbours", "--resume", str(tmp_path)]) == 2
    assert "name no SCENARIO" in capsys.readouterr().err
    assert main(["compare"]) == 2
    assert "required: SCENARIO" in capsys.readouterr().err


def test_a_damaged_manifest_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*CALL, "--games", "4", "--out", str(tmp_path / "one")]) == 0
    path = tmp_path / "one" / "manifest.json"
    good = json.loads(path.read_text())
    changes: tuple[dict[str, Any], ...] = (
        {"arms": []},
        {"arms": 3},
        {"scenarios": {}},
        {"arms": [{"name": 1}, {"name": 2}]},
    )
    for change in changes:
        path.write_text(json.dumps(good | change))
        capsys.readouterr()
        assert main(["rerun", str(path), "--out", str(tmp_path / "other")]) == 2
        said = capsys.readouterr().err
        assert said.count("\n") == 1
        assert "manifest" in said


def test_the_example_of_the_documentation_runs() -> None:
    found = doctest.testmod(importlib.import_module("game.ensemble.compared"))
    assert found.attempted > 4
    assert found.failed == 0
