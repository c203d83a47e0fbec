"""How far long work is, on the terminal."""

import re

import pytest

from game.cli import progress
from game.cli.progress import Progress


@pytest.mark.parametrize("columns", [20, 60, 80, 200])
@pytest.mark.parametrize("what", ["", "Moving each of 1,281 assumptions of the whole long scenario"])
def test_a_line_never_goes_on_in_the_next_and_keeps_the_time_that_is_left(
    columns: int, what: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = iter([0.0, 0.5, 10.0])
    monkeypatch.setattr("time.monotonic", lambda: next(clock))
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    monkeypatch.setenv("COLUMNS", str(columns))
    counted = Progress(163_968, 0, what)
    counted.add(10)
    assert capsys.readouterr().err == ""  # too early
    counted.add(20)
    line = capsys.readouterr().err.removeprefix("\r\x1b[K")
    assert len(line) < columns
    if columns >= 60:
        assert re.search(r"30 of 163,968 games, 3\.0 a second, 15\.2 h left$", line)
    assert line.startswith(what[:8]) or columns == 20


def test_times_are_told_for_people() -> None:
    assert [progress.span(seconds) for seconds in (0.4, 89, 90, 5399, 5400)] == [
        "0 s",
        "89 s",
        "2 min",
        "90 min",
        "1.5 h",
    ]
