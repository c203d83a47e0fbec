"""The tornado of a sweep: both ends of every setting, told to those who cannot see it as well."""

import re
import xml.etree.ElementTree as ET

import pytest

from game.report.tornado import Bar, End, tornado

WIDE = Bar("rules.a", End("0.5", -4.0, -5.0, -3.0), End("1.5", 2.0, 1.0, 3.0))
SAME_SIDE = Bar("rules.b & c", End("1", 1.0, 0.5, 1.5), End("3", 2.0, 1.5, 2.5))
ONE_END = Bar("actors." + "x" * 60, None, End("2", -0.5, -1.0, 0.0))


def rects(svg: str) -> list[dict[str, str]]:
    return [element.attrib for element in ET.fromstring(svg).iter() if element.tag.endswith("rect")]


def test_every_end_is_drawn_and_told() -> None:
    svg = tornado("The score: what moves it", "points", [WIDE, SAME_SIDE, ONE_END])
    assert [rect["class"] for rect in rects(svg)] == ["dot open", "dot", "dot open", "dot", "dot"]
    told = re.search(r'aria-label="([^"]*)"', svg)
    assert told is not None
    assert "rules.a: 0.5 -4 (-5 to -3), 1.5 +2 (1 to 3)" in told[1]
    assert "rules.b &amp; c" in told[1]


def test_bars_are_as_long_as_what_they_move() -> None:
    lower, upper, *_ = rects(tornado("t", "points", [WIDE]))
    assert float(lower["width"]) / float(upper["width"]) > 1.99
    zero = float(lower["x"]) + float(lower["width"])
    assert zero == pytest.approx(float(upper["x"]), abs=0.11)  # they meet at the scenario as it is
    assert lower["y"] == upper["y"]


def test_ends_on_the_same_side_do_not_hide_each_other() -> None:
    lower, upper = rects(tornado("t", "points", [SAME_SIDE]))
    assert float(lower["y"]) + float(lower["height"]) <= float(upper["y"])


def test_a_long_path_is_read_whole_and_may_go_on_in_the_next_line() -> None:
    assert "<span>actors.<wbr/>" + "x" * 60 + "</span>" in tornado("t", "points", [ONE_END])


def test_nothing_that_moves_is_still_a_chart() -> None:
    nothing = Bar("rules.a", End("1", 0.0, 0.0, 0.0), None)
    assert ET.fromstring(tornado("t", "", [nothing])) is not None
