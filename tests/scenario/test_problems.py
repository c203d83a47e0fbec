"""Problems as people and editors read them."""

import json

from game.scenario.codes import CODES
from game.scenario.problems import (
    Note,
    Place,
    Problem,
    as_json,
    explain,
    format_problem,
    format_problems,
    has_errors,
    in_order,
    nearest,
    suggest,
)

TEXTS = {"gulf.yaml": ["format: 1", "  - {id: north, home: cap_nn}", "x: 1"]}
UNKNOWN = Problem(
    "REF01",
    Place("gulf.yaml", 2, 23, 6),
    'home: no place has the id "cap_nn"',
    'did you mean "cap_n" (line 1)?',
    (Note("used again", Place("gulf.yaml", 3, 1)),),
)
WARNING = Problem("USE01", Place("gulf.yaml", 3, 1), "x is not used anywhere")


def test_a_problem_shows_its_line_and_how_to_mend_it() -> None:
    assert format_problem(UNKNOWN, TEXTS) == (
        'gulf.yaml:2:23: error[REF01]: home: no place has the id "cap_nn"\n'
        "  2 |   - {id: north, home: cap_nn}\n"
        '    |                       ^^^^^^ did you mean "cap_n" (line 1)?\n'
        "    = used again: line 3"
    )


def test_a_place_in_another_file_names_it() -> None:
    note = Note("first defined here", Place("base.yaml", 7, 1))
    problem = Problem("KEY03", Place("gulf.yaml", 3, 1), "twice", notes=(note,))
    assert format_problem(problem, TEXTS).endswith("= first defined here: base.yaml, line 7")


def test_problems_come_in_order_with_a_count() -> None:
    report = format_problems([WARNING, UNKNOWN, UNKNOWN], TEXTS)
    assert report.index("REF01") < report.index("USE01")
    assert report.splitlines()[-1] == (
        "1 error, 1 warning. Nothing was loaded. More on a code: wedge check --explain REF01"
    )


def test_no_problems_no_words() -> None:
    assert format_problems([], TEXTS) == ""


def test_warnings_alone_do_not_forbid_the_file() -> None:
    assert not has_errors([WARNING])
    assert format_problems([WARNING], TEXTS).splitlines()[-1] == (
        "1 warning. More on a code: wedge check --explain USE01"
    )


def test_json_keeps_the_order() -> None:
    assert as_json([]) == "[]"
    first, second = json.loads(as_json([WARNING, UNKNOWN]))
    assert (first["code"], second["code"]) == ("REF01", "USE01")
    assert first["line"] == 2
    assert first["notes"] == [{"sentence": "used again", "file": "gulf.yaml", "line": 3, "column": 1, "length": 1}]


def test_a_long_line_is_shown_as_a_window() -> None:
    texts = {"a.yaml": ["x" * 5000 + "HERE" + "y" * 5000]}
    report = format_problem(Problem("YML01", Place("a.yaml", 1, 5001, 4), "oops"), texts)
    shown, caret = report.splitlines()[1:3]
    assert len(shown) < 120
    assert shown[caret.index("^") :].startswith("HERE")


def test_wide_characters_keep_the_caret_in_place() -> None:
    texts = {"a.yaml": ["名前: x"]}
    report = format_problem(Problem("YML01", Place("a.yaml", 1, 5, 1), "oops"), texts)
    assert report.splitlines()[2] == "    |       ^"


def test_characters_that_steer_a_terminal_are_not_printed() -> None:
    texts = {"a.yaml": ["a: \x1b[31mred"]}
    assert "\x1b" not in format_problem(Problem("YML07", Place("a.yaml", 1, 4), "oops"), texts)


def test_a_place_beyond_the_file_is_no_fault() -> None:
    assert format_problem(Problem("FIL01", Place("none.yaml", 1, 1), "gone"), {}) == "none.yaml:1:1: error[FIL01]: gone"


def test_many_problems_are_cut() -> None:
    many = [Problem("KEY02", Place("a.yaml", line, 1), "unknown") for line in range(1, 500)]
    report = format_problems(many, {})
    assert "... and 399 more" in report
    assert report.splitlines()[-1].startswith("499 errors.")


def test_order_is_by_file_line_and_column() -> None:
    places = [Place("b", 1, 1), Place("a", 2, 1), Place("a", 1, 5), Place("a", 1, 2)]
    ordered = in_order(Problem("KEY02", place, "x") for place in places)
    assert [problem.place for problem in ordered] == sorted(places)


def test_nearest_word() -> None:
    assert nearest("japn", ["japan", "china"]) == "japan"
    assert nearest("Trade-Route", ["trade_route"]) == "trade_route"
    assert nearest("xyz", ["japan"]) is None
    assert nearest("a" * 10_000, ["a" * 10_000]) is None


def test_suggestions_list_few_words() -> None:
    assert suggest("japn", ["japan"]) == 'did you mean "japan"?'
    assert suggest("xyz", ["japan", "china"]) == "allowed: japan, china"
    assert suggest("xyz", [f"word{number}" for number in range(50)]) == ""


def test_every_code_is_explained() -> None:
    for code, entry in CODES.items():
        text = explain(code.lower())
        assert text is not None
        assert entry.title in text
        assert entry.wrong != entry.right


def test_an_unknown_code_has_no_explanation() -> None:
    assert explain("XXX99") is None
