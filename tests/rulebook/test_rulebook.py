"""Every numbered case of the rulebook; see README.md in this folder for how to write one."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.engine.stage import NoSuchNameError
from tests.rulebook.referee import Found, arithmetic, judge, verdict

FOLDER = Path(__file__).parent


def merged(common: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """Return a case with what its file says for all of its cases; the case's own word counts.

    A case with a start of its own is on another scenario, and takes nothing over.
    """
    both = {} if "start" in own else dict(common)
    for key, value in own.items():
        before = both.get(key)
        both[key] = {**before, **value} if isinstance(before, Mapping) and isinstance(value, Mapping) else value
    return both


def cases() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for path in sorted(FOLDER.glob("*.yaml")):
        page = yaml.safe_load(path.read_text())
        found += [merged(page.get("common") or {}, case) for case in page["cases"]]
    return found


CASES = cases()


@pytest.mark.parametrize("case", CASES, ids=[f"{case['case']}: {case['title']}" for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    try:
        wrong = judge(case)
    except NoSuchNameError as error:
        pytest.fail(f"case {case['case']} ({case['title']}) cannot be read: {error}", pytrace=False)
    if wrong:
        told = "\n".join(f"case {case['case']}, {sentence}" for sentence in wrong)
        pytest.fail(f"{told}\nthe rule: {case['rule']}", pytrace=False)


def test_cases_are_numbered_and_quote_their_rule() -> None:
    assert [case["case"] for case in CASES] == list(range(1, len(CASES) + 1))
    for case in CASES:
        assert case["rule"].strip(), case["case"]
        assert case["title"].strip(), case["case"]
        rounds = case.get("turns") or [case]
        assert any(part.get("expect") for part in rounds), f"case {case['case']} expects nothing"


def test_a_wrong_case_is_told_in_its_own_words() -> None:
    case = {"case": 0, "start": "two-harbours", "orders": {"halmar": ["goodwill_tour oro"]},
            "expect": {"affinity": {"halmar": {"oro": 0.9}}, "refused": {"halmar": ["budget"]}}}  # fmt: skip
    first, second = judge(case)
    assert first.startswith("expected affinity halmar/oro 0.9, found 0.29")
    assert second == "expected refusals of halmar ['budget'], found ['legal', 'legal']"


@pytest.mark.parametrize(
    ("case", "message"),
    [
        ({"orders": {"halmer": []}}, 'there is no actor "halmer"; did you mean "halmar"?'),
        ({"orders": {"halmar": ["wind_prak oro"]}}, 'there is no lever "wind_prak"; did you mean "wind_park"?'),
        ({"expect": {"afinity": {}}}, 'there is no state field "afinity"; did you mean "affinity"?'),
        ({"expect": {"affinity": {"halmar": 0.3}}}, "affinity needs 2 names"),
        ({"set": {"rules.ties.scail": 1}}, 'there is no setting "scail"; did you mean "scale"?'),
        ({"answers": {"oro": {"gas_terminal": "accept"}}}, 'nobody orders "gas_terminal" in this turn'),
        ({"expects": {}}, 'there is no part of a case "expects"; did you mean "expect"?'),
        ({"after": "sining", "expect": {}}, 'there is no time in a turn "sining"; did you mean "signing"?'),
    ],
)
def test_a_case_that_cannot_be_read_says_why(case: dict[str, Any], message: str) -> None:
    with pytest.raises(NoSuchNameError) as error:
        judge({"start": "two-harbours", **case})
    assert message in str(error.value)


@pytest.mark.parametrize(
    ("text", "value"),
    [("1 + 2 * 3", 7.0), ("2 ** 3 / 4", 2.0), ("-(1 - 3)", 2.0), ("ln(exp(2))", 2.0), ("max(1, 4)", 4)],
)
def test_sums_are_worked_out(text: str, value: float) -> None:
    assert arithmetic(text) == pytest.approx(value)


@pytest.mark.parametrize("text", ["x", "__import__('os')", "1 if 1 else 2", "'a'"])
def test_nothing_but_sums_is_worked_out(text: str) -> None:
    with pytest.raises(NoSuchNameError):
        arithmetic(text)


@pytest.mark.parametrize(
    ("expected", "found", "before", "good"),
    [
        ("more than 0.3", 0.31, None, True), ("more than 0.3", 0.3, None, False), ("at most 2", 2.0, None, True),
        ("about 0.5 within 0.1", 0.59, None, True), ("about 0.5 within 0.1", 0.61, None, False),
        ("up 0.1", 0.4, 0.3, True), ("down 0.1", 0.2, 0.3, True), ("unchanged", 0.3, 0.3, True),
        ("unchanged", 0.30001, 0.3, False), ("rises", 0.4, 0.3, True), ("falls", 0.4, 0.3, False),
        ("= 0.1 + 0.2", 0.3, None, True), (0.3, 0.30001, None, True), (0.3, 0.3002, None, False),
    ],
)  # fmt: skip
def test_comparisons(expected: Any, found: float, before: float | None, good: bool) -> None:
    assert (verdict(Found("it", expected, found, before)) is None) == good
