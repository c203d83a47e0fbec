"""Texts in the columns of a terminal."""

import pytest

from game.report.layout import WIDTH, Paragraph, Part, Rule, Table, lay_out, table, width

WORDS = "It comes true in 42.0 % of 1,000 games (95 %: 39.0 to 45.1 %), and at least 90 % are asked for."
ROWS = [
    ("Gain of weight (points)", "Kazakhstan", "-0.12", "-0.20 to -0.04", "cannot be told apart"),
    ("", "Japan and its friends", "1.00", "0.90 to 1.10", "higher"),
]
TABLE = Table(("metric", "of", "difference", "95 % interval", "verdict"), ROWS, right=(2, 3))


def test_tables_line_up_by_what_a_terminal_shows() -> None:
    text = table(("name", "n"), [("日本", "1"), ("Türkei", "22"), ("e\u0301", "3")], right=(1,))
    assert [width(line) for line in text.splitlines()] == [10] * 5
    assert text.splitlines()[2] == "日本     1"


@pytest.mark.parametrize("columns", range(50, 130, 5))
def test_nothing_is_wider_than_the_terminal_and_no_word_is_lost(columns: int) -> None:
    parts: list[Part] = [
        Rule("2024-Q4", "turn 2 of 12"),
        Paragraph(WORDS, "  Japan   ", " " * 10),
        f"    {WORDS}",
        "",
        TABLE,
    ]
    text = lay_out(parts, columns)
    assert max(width(line) for line in text.splitlines()) <= columns
    assert sorted(text.replace("-", "").split()) == sorted(lay_out(parts).replace("-", "").split())
    assert not any(line.endswith(" ") for line in text.splitlines())
    assert "\N{NO-BREAK SPACE}" not in text


def test_a_file_has_the_same_columns_always() -> None:
    text = lay_out([Rule("THE END"), Paragraph(WORDS * 3), "x" * 300, TABLE])
    assert text.splitlines()[0] == "THE END " + "-" * (WIDTH - 8)
    assert "x" * 300 in text
    assert table(*TABLE) in text


def test_numbers_are_parted_last() -> None:
    lines = table(*TABLE, columns=66).splitlines()
    assert any("-0.20 to -0.04" in line for line in lines)
    assert any("90 %" in line for line in lay_out([Paragraph(WORDS)], 48).splitlines())


def test_long_lines_stay_readable_on_a_wide_screen() -> None:
    assert max(map(len, lay_out([Paragraph(WORDS * 9)], 300).splitlines())) <= 120
