"""Replays on the command line, and saved games of the map game, which are told from the text that they keep."""

import json
import shutil
from pathlib import Path

import pytest

from game.cli import main
from game.sim.saved_game import as_text
from tests.cli.conftest import Wedge
from tests.engine.stage import SCENARIOS
from tests.sim.saving import saved

TUTORIAL = str(SCENARIOS / "two-harbours.yaml")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "game.wedge"
    path.write_text(as_text(saved()), encoding="utf-8")
    return path


def test_a_saved_game_is_told_and_verified(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    game = saved()
    turns = len(game.replay(game.current).turns)
    assert main(["replay", str(file), "--verify"]) == 0
    assert f"verified. {turns} of 6 turns" in capsys.readouterr().out
    assert main(["replay", str(file)]) == 0
    assert f"turn {turns} of 6" in capsys.readouterr().out
    assert main(["replay", str(file), "--scenario", "two-harbours", "--verify"]) == 0


def test_a_damaged_saved_game_is_told_in_a_sentence(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = file.read_text(encoding="utf-8")
    for broken in (text[: len(text) // 2], text.replace('"seed": 4', '"seed": 5'), "", "{}"):
        file.write_text(broken, encoding="utf-8")
        assert broken != text
        assert main(["replay", str(file)]) == 1
        assert "Traceback" not in capsys.readouterr().err


@pytest.fixture
def replay(wedge: Wedge, tmp_path: Path) -> Path:
    wedge("run", "two-harbours", "--out", str(tmp_path / "game"), "--policy", "oro=random")
    return tmp_path / "game" / "replay.json"


def test_a_tampered_replay_is_reported_where_it_differs(wedge: Wedge, replay: Path) -> None:
    found = json.loads(replay.read_text())
    found["turns"][2]["phases"][0][1]["purse"] = "0" * 12
    replay.write_text(json.dumps(found))
    for words in ((), ("--verify",)):
        said = wedge("replay", str(replay), *words)
        assert said.status == 1
        assert "turn 3, collect_income, purse: expected 000000000000, found " in said.err


def test_a_replay_of_a_scenario_whose_spelling_was_mended_is_told(wedge: Wedge, replay: Path) -> None:
    text = Path(TUTORIAL).read_text(encoding="utf-8").replace("title: Two Harbours", "title: The two harbours")
    (replay.parent / "two-harbours.yaml").write_text(text, encoding="utf-8")
    shutil.copy(SCENARIOS / "two-harbours.map.json", replay.parent)
    assert "title: The two" in text
    assert "verified" in wedge("replay", str(replay), "--verify").out


def test_a_replay_of_a_changed_scenario_is_not_told(wedge: Wedge, replay: Path) -> None:
    text = Path(TUTORIAL).read_text(encoding="utf-8").replace("income: 0.3 bn", "income: 0.4 bn")
    (replay.parent / "two-harbours.yaml").write_text(text, encoding="utf-8")
    shutil.copy(SCENARIOS / "two-harbours.map.json", replay.parent)
    said = wedge("replay", str(replay))
    assert said.status == 1
    assert "scenario, digest: expected" in said.err
    assert "actors.halmar.purse.income was 0.3 and is 0.4." in said.err
    (replay.parent / "manifest.json").unlink()
    assert "It has changed since it was recorded, or is another one" in wedge("replay", str(replay)).err
    assert wedge("replay", str(replay), "--scenario", TUTORIAL).status == 0


def test_replays_that_are_none(wedge: Wedge, replay: Path) -> None:
    assert "There is no such file." in wedge("replay", "none.json").err
    assert "It is a folder" in wedge("replay", str(replay.parent)).err
    assert "no JSON" in wedge("replay", TUTORIAL).err
    found = json.loads(replay.read_text())
    replay.write_text(json.dumps({**found, "scenario": "\x1b[31mred", "file": "../../etc/passwd"}))
    said = wedge("replay", str(replay))
    assert said.status == 1
    assert "neither shipped nor beside it" in said.err
    assert "\x1b" not in said.err
    replay.write_text(json.dumps({**found, "length": "seven"}))
    assert "The scenario has no length 'seven'" in wedge("replay", str(replay)).err
