"""Widgets that show numbers: what they say as text, and how they read part after part."""

import pytest

from game.ui.kit.answers import AnswerTrio, ChanceBar
from game.ui.kit.base import Element
from game.ui.kit.basics import Text
from game.ui.kit.boxes import Column, Fixed
from game.ui.kit.charts import Band, FanChart, LineChart, Series, nice_steps, shortest, widened
from game.ui.kit.glide import Memory
from game.ui.kit.meters import Counting, Meter, Moved, Part, ScoreBar, ShareBar
from game.ui.kit.node import Node, walk
from game.ui.kit.parts import Part as ScreenPart
from game.ui.kit.parts import Parts
from game.ui.kit.table import Header, Line, Table
from game.ui.kit.timeline import Moment, Timeline, TimelineRow
from game.ui.kit.waterfall import Term, Waterfall
from game.ui.settings import Settings
from tests.ui.hands import click, node, press, show

_PARTS = [Part("china", "China", 0.3), Part("russia", "Russia", 0.2), Part("", "Others", 0.5)]


def _find(root: Node, role: str) -> list[Node]:
    return [found for found in walk(root) if found.role == role]


def test_a_chance_bar_says_all_three_in_their_order() -> None:
    app = show(lambda: Column([ChanceBar("c", 0.27, 0.26, 0.47)]))
    assert "accept 27 %, amend 26 %, decline 47 %" in app.describe()


@pytest.mark.parametrize("chances", [(1.0, 0.0, 0.0), (0.0, 0.0, 1.0), (0.001, 0.001, 0.998), (0.0, 0.0, 0.0)])
@pytest.mark.parametrize("width", [60, 200, 900])
def test_a_chance_bar_can_show_any_chance(chances: tuple[float, float, float], width: float) -> None:
    app = show(lambda: Column([Fixed(ChanceBar("c", *chances), width)], across="start"))
    assert not any(found.overflow for found in walk(app.tree))


def test_what_is_too_narrow_for_its_number_has_it_below() -> None:
    wide = show(lambda: Column([ChanceBar("c", 0.4, 0.3, 0.3)]))
    narrow = show(lambda: Column([ChanceBar("c", 0.96, 0.02, 0.02)]))
    assert _find(narrow.tree, "meter")[0].rect.h > _find(wide.tree, "meter")[0].rect.h


def test_chances_are_said_in_words_where_that_is_wanted() -> None:
    plain = show(lambda: Column([ChanceBar("c", 0.4, 0.3, 0.3)]))
    words = show(lambda: Column([ChanceBar("c", 0.4, 0.3, 0.3)]), settings=Settings(words_for_numbers=True))
    assert _find(words.tree, "meter")[0].rect.h > _find(plain.tree, "meter")[0].rect.h


def test_answers_are_given_by_letter_only_for_the_current_offer() -> None:
    given: list[str] = []

    def build() -> Element:
        one = AnswerTrio("one", None, lambda a: given.append(f"one {a}"))
        two = AnswerTrio("two", "accept", lambda a: given.append(f"two {a}"), ("", "No.", ""), True)
        return Column([one, two])

    app = show(build)
    press(app, "a", "m", "d")
    assert given == ["two accept", "two decline"]
    assert app.log == ["No."]
    click(app, "one.amend")
    assert given[-1] == "one amend"
    assert node(app, "two.accept").chosen is True


def test_a_waterfall_sums_and_names_what_is_zero() -> None:
    opened: list[str] = []
    terms = [Term("base", -0.5, "assumption", lambda: opened.append("base")), Term("benefit", 0.26, "data"),
             Term("nothing", 0.0), Term("hardly", 0.001)]  # fmt: skip
    app = show(lambda: Column([Waterfall("w", terms, "utility")]))
    text = app.describe()
    assert "base: \u22120.50, assumption" in text
    assert "utility: \u22120.24" in text
    assert "zero: nothing, hardly" in text
    press(app, "tab", "return")
    assert opened == ["base"]


def test_a_share_bar_reads_part_after_part() -> None:
    app = show(lambda: Column([ShareBar(_PARTS, "s", "Shares")]))
    press(app, "tab", "right")
    assert node(app, "s").hint == "China 30.0 %"
    press(app, "right", "right", "right")
    assert node(app, "s").hint == "China 30.0 %"
    press(app, "left")
    assert node(app, "s").hint == "Others 50.0 %"


def test_an_empty_share_bar_is_no_fault() -> None:
    app = show(lambda: Column([ShareBar([], "s", "Shares"), ShareBar([Part("", "Others", 0.0)], "z", "Zero")]))
    press(app, "tab", "right", "tab", "right")


def test_a_line_chart_reads_turns() -> None:
    app = show(lambda: Column([LineChart("l", "Index", [Series("A", [1, 2, 3])], ["t1", "t2", "t3", "t4"])]))
    press(app, "tab", "left")
    assert node(app, "l").hint == "t3: A 3"
    press(app, "left", "left", "left")
    assert node(app, "l").hint == "t1: A 1"
    press(app, "end")
    assert node(app, "l").hint == "t3: A 3"


@pytest.mark.parametrize(("ends", "least", "found"), [
    ((24.4, 25.0), 10.0, (19.7, 29.7)), ((1.0, 2.0), 10.0, (0.0, 10.0)), ((-1.0, 1.0), 4.0, (-2.0, 2.0)),
    ((20.0, 60.0), 10.0, (20.0, 60.0)), ((3.0, 5.0), 0.0, (3.0, 5.0)),
])  # fmt: skip
def test_a_small_change_does_not_fill_a_chart(
    ends: tuple[float, float], least: float, found: tuple[float, float]
) -> None:
    assert widened(*ends, least) == pytest.approx(found)


def test_charts_without_values_are_no_fault() -> None:
    charts: list[Element] = [
        LineChart("l", "Index", [], []), LineChart("m", "Index", [Series("A", [])], ["t1"]),
              FanChart("f", "Fan", [], []), LineChart("n", "One", [Series("A", [5])], ["t1"])]  # fmt: skip
    app = show(lambda: Column(charts))
    press(app, "tab", "left", "tab", "left", "tab", "left")


def test_a_fan_reads_its_bands_and_says_how_far_it_is() -> None:
    bands = [Band(-1, 0, 1, 2, 3), Band(-2, 0, 2, 4, 6)]
    app = show(lambda: Column([FanChart("f", "Fan", bands, ["t1", "t2"], [0, 0], counted=312, wanted=1000)]))
    press(app, "tab", "left")
    assert node(app, "f").hint == "t2: 2.0; half between 0.0 and 4.0; 90 % between \u22122.0 and 6.0"
    assert "counting 312 of 1,000" in node(app, "f").value


def test_numbers_beside_a_chart_are_round() -> None:
    assert nice_steps(0.0, 1.0) == [0.0, 0.5, 1.0]
    assert nice_steps(-0.4, 0.8) == pytest.approx([0.0, 0.5])
    assert len(nice_steps(5.0, 5.0)) >= 2
    for low, high in ((0, 7), (5.5, 6.3), (-1e6, 3e6), (1e-6, 2e-6)):
        assert 2 <= len(nice_steps(low, high)) <= 3


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (["10.00", "20.00"], ["10", "20"]),
        (["18.60", "18.80", "19.00"], ["18.6", "18.8", "19.0"]),
        (["0,0 %", "\u22120,5 %"], ["0,0 %", "\u22120,5 %"]),
        (["1 m USD", "0.10 bn USD"], ["1 m USD", "0.10 bn USD"]),
    ],
)
def test_numbers_beside_a_chart_have_no_digit_too_many(written: list[str], shown: list[str]) -> None:
    assert shortest(written) == shown


def test_changes_stay_in_line_from_row_to_row() -> None:
    rows = [Moved("25.7 %", "−0.3"), Moved("2.5 %", "0.0")]
    app = show(lambda: Column(rows))
    first, second = (next(n for n in walk(app.tree) if n.name == row.value) for row in rows)
    assert first.rect.right == second.rect.right


def test_values_go_softly_and_can_turn_back() -> None:
    memory = Memory()
    assert not memory.glide("x", (1.0,), 0.2).moves(0.0), "what is new stands still"
    way = memory.glide("x", (2.0,), 0.2)
    assert (way.at(0.0), way.at(0.2), way.at(9.0)) == ((1.0,), (2.0,), (2.0,))
    assert 1.5 < way.at(0.1)[0] < 2.0
    memory.seconds = 0.1
    back = memory.glide("x", (1.0,), 0.2)
    assert back.at(0.1) == way.at(0.1)
    assert memory.glide("x", (1.0,), 0.2) is back
    assert not memory.glide("x", (1.0, 2.0), 0.2).moves(0.1), "another number of values is something new"


def test_meters_say_their_values() -> None:
    app = show(lambda: Column([Meter("m", 1.7, "Too much"), ScoreBar("s", "Japan", 61, [("ground", 40), ("calm", 21)]),
                               Counting("n", 3)]))  # fmt: skip
    text = app.describe()
    assert "Too much: 100 %" in text
    assert "Japan: 61 of 100" in text
    assert "ground 40" in text


def _table(kept: list[str]) -> Table:
    heads = [Header("", weight=1), Header("Share", "%"), Header("Change", "points")]
    return Table("t", "Shares", heads, [Line(["China", "30", "+2"], "c", lambda: kept.append("china")),
                                        Line(["Russia", "20", "\u22121"])])  # fmt: skip


def test_a_table_turns_into_cards_where_it_is_narrow() -> None:
    kept: list[str] = []
    wide = show(lambda: Column([_table(kept)]))
    assert "Share, %" in wide.describe()
    press(wide, "tab", "return")
    narrow = show(lambda: Column([Fixed(_table(kept), 180)], across="start"), settings=Settings(text=1.5))
    assert not any(found.overflow for found in walk(narrow.tree))
    press(narrow, "tab", "return")
    assert kept == ["china", "china"]
    heads = [found.rect.y for found in _find(wide.tree, "text") if found.name.startswith("Share")]
    assert len(heads) == 1


def test_a_timeline_goes_from_turn_to_turn() -> None:
    kept = [1]
    first = [Moment("visit", "plane"), Moment(), Moment(played=False)]
    other = [Moment(), Moment("pressed", "flame"), Moment(played=False)]
    rows = [TimelineRow("A", "as played", first), TimelineRow("B", "branch", other, "japan", 0)]

    def build() -> Element:
        return Column(
            [Timeline("t", "Timeline", ["q1", "q2", "q3"], rows, kept[0], lambda at: kept.__setitem__(0, at))]
        )

    app = show(build)
    press(app, "tab", "right")
    assert kept == [2]
    press(app, "right", "home")
    assert kept == [0]
    click(app, "t.1")
    assert kept == [1]
    assert node(app, "t").value == "2, q2; B: pressed"


@pytest.mark.parametrize(("text", "shown"), [(1.0, {"one", "two", "three"}), (1.5, {"one", "two"}), (2.0, {"two"})])
def test_large_text_shows_fewer_parts_at_a_time(text: float, shown: set[str]) -> None:
    kept = ["two"]

    def build() -> Element:
        parts = [ScreenPart(name, name.title(), Text(name)) for name in ("one", "two", "three")]
        return Parts("p", parts, kept[0], lambda name: kept.__setitem__(0, name))

    app = show(build, settings=Settings(text=text))
    assert {found.name for found in _find(app.tree, "text")} == shown
    if text > 1:
        click(app, "p.three")
        assert "three" in {found.name for found in _find(app.tree, "text")}
