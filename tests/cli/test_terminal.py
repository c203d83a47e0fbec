"""What is printed fits the terminal, and is the same always where there is none."""

import sys
from pathlib import Path

import pytest

from game.cli.terminal import columns, fitted
from tests.cli.conftest import Said, Wedge

NARROW = 62


@pytest.fixture
def seen(wedge: Wedge, monkeypatch: pytest.MonkeyPatch) -> Wedge:
    """Call the program as from a terminal of few columns."""

    def call(*words: str) -> Said:
        monkeypatch.setenv("COLUMNS", str(NARROW))
        for stream in (sys.stdout, sys.stderr):
            monkeypatch.setattr(stream, "isatty", lambda: True)
        return wedge(*words)

    return call


def widest(text: str) -> int:
    """Return the length of the longest line."""
    return max(len(line) for line in text.splitlines())


def test_a_file_is_no_terminal_whatever_columns_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    assert columns() is None
    assert fitted("word " * 50) == "word " * 50


def test_a_game_is_told_in_the_columns_that_there_are(seen: Wedge) -> None:
    said = seen("run", "two-harbours", "--seed", "3")
    assert NARROW - 8 < widest(said.out) <= NARROW


def test_complaints_break_no_word(seen: Wedge) -> None:
    said = seen("run", "two-harbours", "--policy", "nobody=greedy")
    assert widest(said.err) <= NARROW
    assert "Known: halmar, vesk, oro, quill, tarn." in " ".join(said.err.split())


def test_faults_are_told_in_the_columns_that_there_are(
    seen: Wedge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bad.yaml").write_text(f"wedge: 1\nx: 1  # {'a long remark ' * 20}\ntitel: a title\n", encoding="utf-8")
    said = seen("check", "bad.yaml")
    assert widest(said.out) <= NARROW
    assert "^" in said.out
