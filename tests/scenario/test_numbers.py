"""Numbers, their basis and their range, on a format with a single section."""

# ruff: noqa: RUF009
from dataclasses import dataclass

import pytest

from game.model.fields import Number, Text, entries, number, whole
from game.scenario.findings import Basis
from game.scenario.numbers import range_of
from game.scenario.parse import Parsed, parse
from game.scenario.read import read_text


@dataclass(frozen=True)
class Budget:
    money: float = number("money", unit="bn USD", low=0, high=1000, default=0.0)
    share: float = number("a share", low=0, high=1, default=0.0)
    count: int = whole("a count", low=1, high=40, default=1)
    sources: dict[str, str] = entries("sources", Text("a title"), defines="sources", default={})
    currencies: dict[str, float] = entries("rates", Number("a rate", unit="USD"), defines="currencies", default={})


SOURCES = "sources: {talk: A talk}\n"


def parsed(text: str) -> Parsed:
    node = read_text(SOURCES + text, "a.yaml").node
    assert node is not None
    return parse(node, Budget)


def told(text: str) -> list[str]:
    return [f"{problem.code} {problem.sentence}" for problem in parsed(text).problems]


@pytest.mark.parametrize(
    ("written", "basis"),
    [
        ("{value: 3 bn USD, assumption: our guess}", Basis("assumption", reason="our guess")),
        ("{value: 3 bn USD, data: {source: talk}}", Basis("data", source="talk")),
        ("{value: 3 bn USD, data: {source: talk, note: rounded}}", Basis("data", source="talk", note="rounded")),
        ("{value: 3 bn USD, evidence: {source: talk, quote: so much}}", Basis("evidence", "talk", "so much")),
    ],
)
def test_the_long_form(written: str, basis: Basis) -> None:
    result = parsed(f"money: {written}")
    assert result.problems == ()
    assert result.scenario.money == 3.0
    assert [record.basis for record in result.numbers] == [basis]
    assert [quote.words for quote in result.quotes] == ([basis.quote] if basis.quote else [])


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("{value: 3 bn USD}", "BAS01 money rests on nothing"),
        ("{value: 3 bn USD, assumption: }", "KEY04 money, assumption has no value"),
        ("{value: 3 bn USD, assumption: [a, b]}", "TYP01 money, assumption: expected the reason, a text, found a list"),
        ("{value: 3 bn USD, data: {source: lost}}", 'REF01 money, data, source: no source has the id "lost"'),
        ("{value: 3 bn USD, data: {note: 2023}}", "KEY01 money, data needs the setting `source`"),
        ("{value: 3 bn USD, evidence: {source: talk, quote: ''}}", "KEY01 money, evidence needs the setting `quote`"),
        ("{value: [3], assumption: why}", "TYP01 money: expected a number, found a list"),
        ("{assumption: why}", "TYP01 money: expected a number, found settings without `value`"),
        ("{value: 1001 bn USD, assumption: why}", "VAL01 money is 1001 bn USD, which is out of range"),
    ],
)  # fmt: skip
def test_faults_of_the_long_form(written: str, expected: str) -> None:
    assert told(f"money: {written}") == [expected]


_SAID = "evidence: {source: talk, quote: so much}"


@pytest.mark.parametrize(
    ("written", "value", "factor"),
    [
        ("value: 300 bn USD, times: {value: 12.5 %, assumption: an eighth}", 37.5, (0.125, "")),
        ("value: 300, times: {value: 2 m USD, assumption: each}", 0.6, (0.002, "bn USD")),
        ("value: 10 %, times: {value: 3 bn USD, assumption: all}", 0.3, (3.0, "bn USD")),
    ],
)
def test_what_is_said_times_what_is_assumed(written: str, value: float, factor: tuple[float, str]) -> None:
    result = parsed(f"money: {{{written}, {_SAID}}}")
    assert result.problems == ()
    assert result.scenario.money == value
    assumed, said = result.numbers
    assert (said.value, said.unit, said.basis.kind, said.path) == (value, "bn USD", "evidence", ("money",))
    assert said.times is assumed
    assert (assumed.value, assumed.unit, assumed.basis.kind) == (*factor, "assumption")
    assert assumed.path == ("money", "times")


def test_a_factor_may_rest_on_the_basis_around() -> None:
    result = parsed(f"basis: {{assumption: why}}\nmoney: {{value: 3 bn USD, times: 50 %, {_SAID}}}")
    assert result.scenario.money == 1.5
    assert [record.basis.kind for record in result.numbers] == ["assumption", "evidence"]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("value: 3 bn USD, times: 50 %", "BAS01 money, times rests on nothing"),
        ("value: 3 bn USD, times: {value: 2 bn USD, assumption: why}",
         'UNI02 money, times is a plain number or a share in %, but "bn USD" stands here'),
        ("value: 3, times: {value: 2, assumption: why}", "UNI01 money, times needs a unit"),
        ("value: 3 days, times: {value: 2, assumption: why}",
         'UNI02 money is counted in bn USD, but "days" stands here'),
        ("value: 900 bn USD, times: {value: 2, assumption: why}",
         "VAL01 money is 900 bn USD times 2, which is out of range"),
        ("value: 3 bn USD, times: {value: 2, times: 3, assumption: why}",
         'KEY02 money, times: "times" does not belong to a number'),
        ("value: 3 bn USD, times: {assumption: why}",
         "TYP01 money, times: expected a number, found settings without `value`"),
        ("value: 3 bn USD, times: [2]", "TYP01 money, times: expected a number, found a list"),
        ("value: 3 bn USD, times: ", "KEY04 money, times has no value"),
    ],
)  # fmt: skip
def test_faults_of_a_factor(written: str, expected: str) -> None:
    assert told(f"money: {{{written}, {_SAID}}}") == [expected]


def test_a_count_is_multiplied_by_nothing() -> None:
    assert told("count: {value: 12, times: 2}") == ["BAS02 count is part of the structure and rests on nothing else"]


def test_an_empty_basis() -> None:
    assert told("basis: {}\nshare: 0.3") == ["BAS02 basis has no bases, exactly one is needed"]


def test_percent_is_exact() -> None:
    values = [parsed(f"basis: {{assumption: why}}\nshare: {percent} %").scenario.share for percent in range(101)]
    assert values == [percent / 100 for percent in range(101)]


def test_a_whole_number_stays_whole() -> None:
    count = parsed("count: 12").scenario.count
    assert (count, type(count)) == (12, int)
    assert parsed("count: 12.0").scenario.count == 12
    assert parsed("count: {value: 12}").scenario.count == 12


def test_amounts_in_a_defined_currency() -> None:
    result = parsed("basis: {assumption: why}\ncurrencies: {JPY: 0.0068 USD}\nmoney: 300 bn JPY")
    assert result.scenario.money == 2.04
    assert {record.written for record in result.numbers} == {"0.0068 USD", "300 bn JPY"}


@pytest.mark.parametrize("rate", ["0.0068", "much", "-1 JPY", "{value: [1]}", "", "[a]"])
def test_a_broken_currency_is_the_only_fault(rate: str) -> None:
    problems = told(f"basis: {{assumption: why}}\ncurrencies: {{JPY: {rate}}}\nmoney: 300 bn JPY")
    assert len(problems) == 1
    assert "currencies, JPY" in problems[0]


def test_ranges_in_words() -> None:
    assert range_of(Number("a", "days", 1, 365)) == "1 to 365 days"
    assert range_of(Number("a", "", 0)) == "0 or more"
    assert range_of(Number("a", "", None, 1e6)) == "1e+06 or less"
    assert range_of(Number("a", "days")) == "any number in days"
