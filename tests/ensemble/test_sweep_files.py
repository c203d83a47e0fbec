"""The files of sweeps: what stands in them, and going on where it was broken off."""

import doctest
import importlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import game
from game.ensemble.errors import CallError, Failure
from game.ensemble.manifest import load_manifest
from game.ensemble.store import PLAN, UNFINISHED
from game.ensemble.sweep import running
from game.ensemble.sweep.files import set_up_sweep_again, write_sweep
from game.ensemble.sweep.gathering import by_point
from game.ensemble.sweep.setup import Sweep
from tests.ensemble.sweeps import INCOME, TWO, ready


def test_files_and_the_sweep_of_their_manifest(tmp_path: Path) -> None:
    sweep = ready(("csv", "parquet"), **TWO)
    write_sweep(sweep, str(tmp_path / "a"), workers=1)
    names = {"points.csv", "points.parquet", "influences.csv", "influences.parquet", "manifest.json"}
    assert {path.name for path in (tmp_path / "a").iterdir()} == names
    head, *rows = (tmp_path / "a" / "points.csv").read_text().splitlines()
    assert head == "point,setting,value,score.halmar,score.halmar.low,score.halmar.high,score.halmar.spread"
    assert len(rows) == 5
    assert rows[3].startswith("3,actors.oro.hedging,0.5,")
    manifest = load_manifest(tmp_path / "a")
    assert manifest.experiment is not None
    again = set_up_sweep_again(manifest)
    write_sweep(again, str(tmp_path / "b"), workers=1)
    for name in names - {"manifest.json"}:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_a_morris_sweep_says_what_moved_before_each_point(tmp_path: Path) -> None:
    sweep = ready(**TWO, design={"kind": "morris", "trajectories": 3})
    assert sweep.points == 3 * 3
    (found,) = write_sweep(sweep, str(tmp_path / "a"), workers=1)
    head, *rows = (tmp_path / "a" / "points.csv").read_text().splitlines()
    assert head.startswith("point,trajectory,setting,value,score.halmar,")
    for point, row in enumerate(rows):
        number, trajectory, setting, value, mean = row.split(",")[:5]
        assert (int(number), int(trajectory)) == (point, point // 3)
        written = dict(change.split("=") for change in found.stage.task.changes(point))
        assert written.get(setting, "") == value
        here = game.run("two-harbours", games=6, length="three", overrides=[f"{k}={v}" for k, v in written.items()])
        assert float(mean) == pytest.approx(here["score.halmar"].mean())
    assert {"mu_star", "mu_star_low", "sigma", "chance", "noise_share"} <= set(found_heads(tmp_path / "a"))
    assert "SALib" in json.loads((tmp_path / "a" / "manifest.json").read_text())["versions"]


def found_heads(folder: Path) -> list[str]:
    return (folder / "influences.csv").read_text().splitlines()[0].split(",")


def test_a_sobol_sweep_has_its_indices_in_the_file(tmp_path: Path) -> None:
    write_sweep(ready(**TWO, design={"kind": "sobol", "samples": 8}), str(tmp_path / "a"), workers=1)
    head, *rows = (tmp_path / "a" / "influences.csv").read_text().splitlines()
    assert {"first", "first_low", "total_high", "noise_share", "move"} <= set(head.split(","))
    assert len(rows) == 2
    versions = json.loads((tmp_path / "a" / "manifest.json").read_text())["versions"]
    assert "SALib" in versions


class Stop(Exception):  # noqa: N818
    pass


def broken_off(sweep: Sweep, folder: Path, monkeypatch: pytest.MonkeyPatch, after: int) -> None:
    """Play a sweep that is broken off after some points."""
    usual = by_point

    def short(*words: Any) -> Iterator[Any]:
        for point, values in usual(*words):
            if point >= after:
                raise Stop
            yield point, values

    with monkeypatch.context() as patched:
        patched.setattr(running, "by_point", short)
        patched.setattr(running, "_TOGETHER", 1)
        with pytest.raises(Stop):
            write_sweep(sweep, str(folder), workers=1)


@pytest.mark.parametrize("plain", [TWO, {**TWO, "design": {"kind": "random", "points": 11, "leading": 1}}])
def test_going_on_gives_the_same_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, plain: dict[str, Any]) -> None:
    write_sweep(ready(**plain), str(tmp_path / "whole"), workers=1)
    broken_off(ready(**plain), tmp_path / "part", monkeypatch, after=3)
    assert not (tmp_path / "part" / "points.csv").exists()
    manifest = load_manifest(tmp_path / "part" / UNFINISHED / PLAN)
    kept = len(list((tmp_path / "part" / UNFINISHED).rglob("*.chunk")))
    assert kept >= 3
    write_sweep(set_up_sweep_again(manifest), str(tmp_path / "part"), workers=1)
    for path in (tmp_path / "whole").iterdir():
        if path.name != "manifest.json":
            assert path.read_bytes() == (tmp_path / "part" / path.name).read_bytes()
    assert not (tmp_path / "part" / UNFINISHED).exists()


def test_another_sweep_keeps_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken_off(ready(**TWO), tmp_path / "part", monkeypatch, after=2)
    with pytest.raises(CallError, match="Finish them with: wedge sweep --resume"):
        write_sweep(ready(**{**TWO, "games": 7}), str(tmp_path / "part"), workers=1)


def test_a_manifest_that_was_changed(tmp_path: Path) -> None:
    write_sweep(ready(**TWO), str(tmp_path / "a"), workers=1)
    path = tmp_path / "a" / "manifest.json"
    found = json.loads(path.read_text())
    found["experiment"]["vary"] = {"actors.oro.hedgin": {"by": 0.1}}
    path.write_text(json.dumps(found))
    with pytest.raises(Failure, match="cannot be played here"):
        set_up_sweep_again(load_manifest(path))


def test_from_python(tmp_path: Path) -> None:
    found = game.sweep({**TWO, "scenario": "two-harbours", "length": "three", "games": 6}, workers=1)
    assert len(found.points) == 5
    assert set(found.influences["setting"]) == {INCOME, "actors.oro.hedging"}
    assert found.screening is None
    path = tmp_path / "plan.yaml"
    path.write_text(
        "format: 1\nexperiments:\n  a: {scenario: two-harbours, length: three, games: 6, metrics: [score.halmar],\n"
        f"    vary: {{{INCOME}: {{by: 50 %}}, actors.oro.hedging: {{values: [0.5, 1.5]}}}}}}\n"
    )
    again = game.sweep(path, workers=1, out=tmp_path / "out")
    assert again.points.csv_text() == found.points.csv_text() == (tmp_path / "out" / "points.csv").read_text()
    with pytest.raises(ValueError, match="Did you mean 'a'"):
        game.sweep(path, "aa")
    with pytest.raises(ValueError, match="no setting"):
        game.sweep({"scenario": "two-harbours", "vari": {}})
    path.write_text(path.read_text().replace("two-harbours", "two-harbour"))
    with pytest.raises(RuntimeError, match="EXP01"):
        game.sweep(path)


def test_the_example_is_true() -> None:
    assert doctest.testmod(importlib.import_module("game.ensemble.sweep.api")).failed == 0
