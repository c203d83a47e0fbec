"""`wedge balance`: from the command line to text, JSON, files and a page."""

import json
from pathlib import Path

import pytest

import game.ensemble.balance
from game.cli import main
from game.ensemble.balance import Effort

WORDS = ["balance", "two-harbours", "--length", "three", "--workers", "1", "--games", "4"]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    def asked(games: int | None = None, *, thorough: bool = False) -> Effort:
        assert not thorough
        return Effort(games=games or 4, drawn=2, planned=0)

    monkeypatch.setattr(game.ensemble.balance.Effort, "asked", asked)


def test_text_json_files_and_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, page = tmp_path / "found", tmp_path / "page.html"
    words = [*WORDS, "--out", str(out), "--report", str(page), "--seed", "5", "--json", "--policy", "halmar=orators"]
    assert main(words) == 0
    said = capsys.readouterr().out
    found = json.loads(said)
    assert (out / "balance.json").read_text(encoding="utf-8") == said
    text = (out / "balance.txt").read_text(encoding="utf-8")
    assert text.startswith("Two Harbours (Three half-years, 3 turns): is it balanced?")
    assert "Try: " in text
    assert (found["seed"], found["effort"]["games"], found["seats"]["halmar"]) == (5, 4, "orators")
    assert found["outcomes"][0]["policy"] == "orators"
    assert found["command"][1:3] == ["balance", "two-harbours"]
    assert found["digest"] in page.read_text(encoding="utf-8")
    assert {one["topic"] for one in found["findings"]} >= {"Outcomes", "Skill ladder", "Comebacks"}


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--games", "1"], "expected a whole number from 2"),
        (["--policy", "halmar=gredy"], "greedy"),
        (["--report", "page.pdf"], "name a file that ends in .html"),
    ],
)
def test_wrong_words(words: list[str], sentence: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*WORDS, *words]) == 2
    assert sentence in capsys.readouterr().err


def test_a_scenario_with_faults(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "broken.yaml"
    file.write_text("format: 1\nid: broken\n", encoding="utf-8")
    assert main(["balance", str(file)]) == 1
    assert "cannot be played" in capsys.readouterr().err
