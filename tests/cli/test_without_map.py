"""Games need no map: a scenario whose file of shapes was not copied with it is played, and a warning says so."""

import shutil
from pathlib import Path

import pytest

import game
from game.cli import main
from game.scenario.library import shipped


@pytest.fixture
def alone(tmp_path: Path) -> Path:
    path = shipped()["two-harbours"]
    (tmp_path / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    for source in path.parent.glob("two-harbours*.txt"):
        shutil.copy(source, tmp_path)
    return tmp_path / path.name


def test_it_is_played_with_a_warning(alone: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = alone.parent / "out"
    assert main(["run", str(alone), "--turns", "2", "--out", str(out)]) == 0
    said = capsys.readouterr()
    assert "warning[MAP02]" in said.err
    assert "two-harbours.map.json" in said.err
    assert main(["replay", str(out / "replay.json"), "--scenario", str(alone), "--verify"]) == 0
    assert main(["compare", str(alone), "--vary-policy", "vesk=idle", "--games", "2", "--turns", "1"]) == 0
    assert len(game.run(alone, games=2, turns=1)) == 2


def test_checking_and_drawing_need_it(alone: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(alone)]) == 1
    assert "error[MAP02]" in capsys.readouterr().out
    assert game.load(alone).scenario is None
