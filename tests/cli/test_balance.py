"""`wedge balance`: from the command line to text, JSON, files and a page."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

import game.ensemble.balance
from game.cli import main
from game.ensemble.balance import Effort
from game.ensemble.contest import Contest, hold
from tests.cli.telling import wedge

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


def test_the_same_files_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    wedge(capsys, *WORDS, "--out", str(out))
    assert sorted(path.name for path in out.iterdir()) == ["balance.json", "balance.txt", "manifest.json"]
    told = wedge(capsys, "rerun", str(out), "--out", str(tmp_path / "again"), "--workers", "1")
    assert told.splitlines() == ["balance.json: the same, byte for byte", "balance.txt: the same, byte for byte"]
    manifest = out / "manifest.json"
    manifest.write_text(manifest.read_text(encoding="utf-8").replace('"planner_gentle"', '"oracle"'), encoding="utf-8")
    assert "planner: known are" in wedge(capsys, "rerun", str(out), "--out", str(tmp_path / "third"), status=2)


@pytest.mark.parametrize("stage", ["seats", "drawn"])
def test_what_was_broken_off_goes_on(
    stage: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = wedge(capsys, *WORDS, "--out", str(tmp_path / "whole"))
    out = tmp_path / "out"

    def stopped(contest: Contest, **how: Any) -> Any:
        found = hold(contest, **how)
        if contest.apart == (stage == "drawn"):
            raise KeyboardInterrupt
        return found

    with monkeypatch.context() as patched:
        patched.setattr(game.ensemble.balance, "hold", stopped)
        said = wedge(capsys, *WORDS, "--out", str(out), status=130)
    assert f"games are kept. Go on with: wedge balance --resume {out}" in said
    assert wedge(capsys, "balance", "--resume", str(out), "--workers", "1") == whole
    assert not (out / "unfinished").exists()
    assert "nothing unfinished" in wedge(capsys, "balance", "--resume", str(out), status=2)


def test_how_long_it_takes_is_said_before_it_begins(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(Effort, "asked", lambda *_, **__: Effort(games=2, drawn=1, planned=1, planner="idle"))
    assert main(WORDS) == 0
    said = capsys.readouterr().err
    assert re.search(r"Playing every seat in every way: about \d+ s to \d+ s with 1 process\.", said)
