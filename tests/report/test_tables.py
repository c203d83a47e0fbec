"""Tables and numbers as people read them on a terminal."""

from game.report.tables import decimal, percent


def test_numbers_for_people() -> None:
    assert [decimal(n, 2) for n in (-0.001, 0.0, -1.005, 12.3456)] == ["0.00", "0.00", "-1.00", "12.35"]
    assert [percent(p) for p in (0.0, 0.0004, 0.5, 0.9999, 1.0)] == [
        "0.0 %",
        "< 0.1 %",
        "50.0 %",
        "> 99.9 %",
        "100.0 %",
    ]
