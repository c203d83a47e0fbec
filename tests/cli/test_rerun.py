"""A manifest leads back to the same files, byte for byte."""

import json
from pathlib import Path

import pytest

from game.cli import main
from tests.ensemble.stage import marks

CALL = ("run", "two-harbours", "--seed", "4", "--policy", "vesk=greedy", "--set", "actors.oro.hedging=1.3")


def wedge(*words: object) -> int:
    return main([str(word) for word in words])


@pytest.mark.parametrize("more", [("--games", "30", "--trace"), ("--games", "30", "--format", "csv"), ("--turns", "3")])
def test_the_same_files(more: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    assert wedge(*CALL, *more, "--out", one) == 0
    capsys.readouterr()
    assert wedge("rerun", one / "manifest.json", "--out", other, "--workers", "2") == 0
    said = capsys.readouterr()
    assert said.out.count("the same, byte for byte") == len(marks(one)) - 1
    assert said.err == ""
    assert marks(one) == marks(other)


def test_what_differs_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert wedge(*CALL, "--games", "5", "--format", "csv", "--out", tmp_path / "one") == 0
    path = tmp_path / "one" / "manifest.json"
    found = json.loads(path.read_text())
    found["files"]["results.csv"]["sha256"] = "0" * 64
    found["versions"]["numpy"], found["rules"] = "1.0", 1
    path.write_text(json.dumps(found))
    capsys.readouterr()
    assert wedge("rerun", path, "--out", tmp_path / "other") == 1
    said, warned = capsys.readouterr()
    assert "results.csv: differs" in said
    assert "Not the same: numpy 1.0 then, " in said
    assert "was played by rules 1, and here are rules " in warned


@pytest.mark.parametrize(
    ("change", "status", "sentence"),
    [
        ({"kind": "cake"}, 2, "It is no manifest of wedge"),
        ({"digest": "0" * 32}, 1, "comes to another world here"),
        ({"games": 0}, 2, '"games" should be a whole number'),
        ({"games": 10**12}, 2, '"games" should be a whole number'),
        ({"turns": 7}, 2, "--turns takes 1 to 6, found 7"),
        ({"length": "seven"}, 2, "The scenario has no length 'seven'"),
        ({"seats": {"nobody": "idle"}}, 2, "There is no actor 'nobody'"),
        (
            {"seats": {"vesk": "(notebook.mine)"}},
            1,
            "It was played by policies of somebody's program (vesk",
        ),
        ({"texts": {"../evil.yaml": ["format: 1"]}, "file": "../evil.yaml"}, 2, "by their names without folders"),
        ({"texts": {"two-harbours.yaml": ["format: 1"]}}, 1, "cannot be played"),
        ({"formats": ["xls"]}, 2, "known are csv and parquet"),
        ({"files": {}}, 2, "speaks of unfinished games"),
        ({"trace": 1}, 2, "trace should be true or false"),
    ],
)
def test_a_manifest_that_is_none(
    change: dict[str, object], status: int, sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert wedge("run", "two-harbours", "--games", "2", "--format", "csv", "--out", tmp_path / "one") == 0
    path = tmp_path / "one" / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **change}))
    capsys.readouterr()
    assert wedge("rerun", path, "--out", tmp_path / "other") == status
    said = capsys.readouterr().err
    assert said.startswith(f"wedge rerun: {path}"), said
    assert sentence in said
    assert "Traceback" not in said
    assert not (tmp_path / "other").exists()


def test_warnings_of_a_scenario_are_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (Path(__file__).parents[2] / "scenarios" / "two-harbours.yaml").read_text(encoding="utf-8")
    alone = tmp_path / "alone.yaml"
    alone.write_text(text.replace("  shapes: two-harbours.map.json", "  # shapes:"), encoding="utf-8")
    assert wedge("run", alone, "--games", "2") == 0
    said = capsys.readouterr()
    assert "warning[EVI02]" in said.err
    assert "warning" not in said.out
