"""Replays on the command line, and saved games of the map game, which are told from the text that they keep."""

from pathlib import Path

import pytest

from game.cli import main
from game.sim.saved_game import as_text
from tests.sim.saving import saved


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
