# ruff: noqa: RUF009
"""The parser on a toy format, so that these tests do not depend on what a scenario holds."""

from dataclasses import dataclass
from typing import Any, ClassVar

import pytest

from game.model.fields import (
    Number,
    Part,
    Reference,
    Text,
    Union,
    choice,
    entries,
    flag,
    many,
    number,
    part,
    reference,
    text,
    union,
    whole,
)
from game.scenario.findings import Basis
from game.scenario.parse import Parsed, parse
from game.scenario.read import read_text
from game.scenario.settings import settings_of


@dataclass(frozen=True)
class Quoted:
    source: str = reference("where", "sources")
    quote: str = text("the words")


@dataclass(frozen=True)
class Big:
    kind: ClassVar[str] = "big"
    namespace: ClassVar[str] = "bigs"
    name: str = text("a name")
    size: float = number("a size", unit="bn USD", low=0, high=100)
    evidence: tuple[Quoted, ...] = many("quotes", Part("a quote", Quoted), default=())


@dataclass(frozen=True)
class Small:
    kind: ClassVar[str] = "small"
    namespace: ClassVar[str] = "smalls"
    friend: str = reference("a big one", "bigs", default="")
    open: bool = flag("open or not", default=False)


@dataclass(frozen=True)
class Span:
    from_: int = whole("the first turn", low=1)
    to: int = whole("the last turn", low=1)

    def __post_init__(self) -> None:
        if self.to < self.from_:
            raise ValueError("`to` must not be before `from`")


@dataclass(frozen=True)
class Toy:
    title: str = text("a title", default="untitled")
    span: Span = part("when", Span, default=None)
    colour: str = choice("a colour", "red", "green", default="red")
    sources: dict[str, str] = entries("sources", Text("a title"), defines="sources", default={})
    actors: dict[str, Any] = entries("actors", Union("an actor", (Big, Small)), defines="actors", most=5)
    first: str = reference("who begins", "actors", also=("nobody",), default="nobody")
    shares: dict[str, float] = entries(
        "shares", Number("a share", low=0, high=1), keys=Reference("a big one", ("bigs",)), default={}
    )
    steps: tuple[float, ...] = many("steps", Number("a step"), default=(), most=3)
    extra: Big | Small | None = union("one more", Big, Small, default=None)


GOOD = """
title: A toy
sources: {talk: A talk}
actors:
  japan: {kind: big, name: Japan, size: {value: 500 m USD, data: {source: talk, note: rounded}}}
  coast: {kind: small, friend: japan, open: true}
basis: {assumption: a test}
shares: {japan: 35 %}
steps: [1, {value: 2, assumption: because}, 3]
span: {from: 2, to: 4}
"""


def parsed(words: str) -> Parsed:
    reading = read_text(words, "toy.yaml")
    assert reading.problems == ()
    assert reading.node is not None
    return parse(reading.node, Toy)


def told(words: str) -> list[tuple[str, int, int]]:
    return [(problem.code, problem.place.line, problem.place.column) for problem in parsed(words).problems]


def test_a_good_text_becomes_its_dataclass() -> None:
    toy = parsed(GOOD).scenario
    assert toy == Toy(
        title="A toy",
        sources={"talk": "A talk"},
        actors={"japan": Big(name="Japan", size=0.5), "coast": Small(friend="japan", open=True)},
        shares={"japan": 0.35},
        steps=(1.0, 2.0, 3.0),
        span=Span(from_=2, to=4),
    )


def test_every_number_says_what_it_rests_on() -> None:
    records = {record.path: record for record in parsed(GOOD).numbers}
    assert records["actors", "japan", "size"].basis == Basis("data", source="talk", note="rounded")
    assert records["actors", "japan", "size"].value == 0.5
    assert records["actors", "japan", "size"].unit == "bn USD"
    assert records["shares", "japan"].basis == Basis("assumption", reason="a test")
    assert records["steps", "2"].basis == Basis("assumption", reason="because")
    assert ("span", "from") not in records


def test_the_nearest_basis_counts() -> None:
    toy = parsed("basis: {assumption: far}\nactors: {a: {kind: big, name: A, basis: {assumption: near}, size: 1 USD}}")
    assert [record.basis.reason for record in toy.numbers] == ["near"]


def test_ids_are_known_in_the_namespace_of_their_kind() -> None:
    ids = parsed(GOOD).ids
    assert set(ids["actors"]) == {"japan", "coast"}
    assert set(ids["bigs"]) == {"japan"}
    assert set(ids["smalls"]) == {"coast"}


def test_places_are_kept_for_later_checks() -> None:
    result = parsed(GOOD)
    assert result.place("actors", "coast", "open").line == 6
    assert result.place("actors", "coast", "no", "such").line == 6
    assert result.place("steps", "2").column == 12


def test_a_reference_may_be_an_extra_word() -> None:
    assert parsed(GOOD + "first: nobody").scenario.first == "nobody"


def test_a_section_may_check_itself() -> None:
    result = parsed("actors: {}\nspan: {from: 4, to: 2}")
    assert [problem.sentence for problem in result.problems] == ["span: `to` must not be before `from`"]


def test_one_run_tells_everything() -> None:
    words = """
titel: A toy
colour: blue
actors:
  japan: {kind: bigg, name: Japan}
  Coast: {kind: small, opn: yes}
first: japn
steps: [1, two]
"""
    assert told(words) == [
        ("KEY02", 2, 1),
        ("TYP06", 3, 9),
        ("TYP07", 5, 17),
        ("IDS01", 6, 3),
        ("KEY02", 6, 24),
        ("TYP05", 6, 29),
        ("REF01", 7, 8),
        ("BAS01", 8, 9),
        ("TYP02", 8, 12),
    ]


@pytest.mark.parametrize(
    "words",
    [
        "actors: nothing\nfirst: japan\nshares: {japan: {value: 1, assumption: why}}",
        "actors: [japan]\nfirst: japan",
        "actrs: {japan: {kind: small}}\nfirst: japan",
        "actors: {japan: {knd: small}}\nfirst: japan",
        "actors: {japan: 3}\nfirst: japan\nshares: {japan: {value: 1, assumption: why}}",
    ],
)
def test_a_broken_definition_has_no_followers(words: str) -> None:
    assert len(told(words)) == 1


def test_a_missing_section_does_not_make_its_ids_unknown() -> None:
    assert told("first: japan") == [("KEY01", 1, 1)]


def test_an_unknown_id_is_told_once() -> None:
    words = "actors:\n  a: {kind: small, friend: x}\n  b: {kind: small, friend: x}\n  c: {kind: small, friend: x}"
    problems = parsed(words).problems
    assert [problem.code for problem in problems] == ["REF01"]
    assert [note.place.line for note in problems[0].notes] == [3, 4]


def test_an_id_of_another_kind_is_named() -> None:
    problems = parsed("actors: {a: {kind: small}, b: {kind: small, friend: a}}").problems
    assert problems[0].hint == '"a" is an actor (line 1)'


def test_a_single_piece_of_evidence_needs_no_list() -> None:
    basis = "basis: {assumption: why}"
    one = "{source: talk, quote: we agreed}"
    words = "sources: {{talk: A talk}}\nactors: {{a: {{kind: big, name: A, size: 1 USD, {basis}, evidence: {quotes}}}}}"
    single, listed = (parsed(words.format(basis=basis, quotes=quotes)) for quotes in (one, f"[{one}]"))
    assert single.problems == ()
    assert single.scenario == listed.scenario
    assert [quote.words for quote in single.quotes] == ["we agreed"]


def test_numbers_without_a_basis_are_told_once_for_each_section() -> None:
    problems = parsed("actors: {a: {kind: big, name: A, size: 3 USD}}\nsteps: [1, 2, 3]").problems
    assert [problem.sentence for problem in problems] == [
        "actors, a, size rests on nothing",
        "steps, 1st item rests on nothing, like 2 more numbers beside it",
    ]


def test_a_broken_basis_is_the_only_fault() -> None:
    assert told("basis: guess\nactors: {}\nsteps: [1, 2]") == [("BAS02", 1, 8)]


def test_a_hopeless_text_ends_soon() -> None:
    words = "actors: {}\n" + "\n".join(f"key{number}: 1" for number in range(5000))
    assert len(parsed(words).problems) == 20


def test_a_misspelt_kind_is_recognised() -> None:
    problems = parsed("actors: {japan: {knd: small}}").problems
    assert problems[0].hint == 'did you mean `kind` by "knd"? kind is one of big, small'


def test_a_union_can_stand_alone() -> None:
    words = "actors: {}\nextra: {kind: small, open: true}"
    assert parsed(words).scenario.extra == Small(open=True)


def test_a_setting_at_a_wrong_depth_is_sent_home() -> None:
    too_far_in = parsed("actors: {}\nspan: {from: 1, to: 2, colour: red}").problems
    too_far_out = parsed("actors: {a: {kind: small, to: 2}}\nfriend: a").problems
    assert [problem.hint for problem in too_far_in] == ["it belongs to the top level: look at the indentation"]
    assert [problem.hint for problem in too_far_out] == [
        "possible here: friend, open",
        "it belongs inside actors or extra",
    ]


def test_given_ids_are_known() -> None:
    reading = read_text("actors: {}\nfirst: robot", "toy.yaml")
    assert reading.node is not None
    assert parse(reading.node, Toy, {"actors": ["robot"]}).problems == ()
    misspelt = parse(reading.node, Toy, {"actors": ["robots"]}).problems
    assert misspelt[0].hint == 'did you mean "robots"?'


def test_keys_that_are_words_of_python() -> None:
    assert list(settings_of(Span)) == ["from", "to"]


def test_a_guess_at_a_setting_is_told_once() -> None:
    assert told("actors: {}\nstepz: 1\n") == [("KEY02", 2, 1)]
