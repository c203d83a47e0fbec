"""Tables and numbers as people read them on a terminal."""

from game.report.tables import decimal, percent, table, width


def test_tables_line_up_by_what_a_terminal_shows() -> None:
    text = table(("name", "n"), [("日本", "1"), ("Türkei", "22"), ("e\u0301", "3")], right=(1,))
    assert [width(line) for line in text.splitlines()] == [10] * 5
    assert text.splitlines()[2] == "日本     1"


def test_numbers_for_people() -> None:
    assert [decimal(n, 2) for n in (-0.001, 0.0, -1.005, 12.3456)] == ["0.00", "0.00", "-1.00", "12.35"]
    assert [percent(p) for p in (0.0, 0.0004, 0.5, 0.9999, 1.0)] == [
        "0.0 %",
        "< 0.1 %",
        "50.0 %",
        "> 99.9 %",
        "100.0 %",
    ]
