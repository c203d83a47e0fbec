"""The numbers of a scenario with what they rest on: all of them, at their place, with quotes that can be opened."""

from functools import cache

import pytest

from game.scenario.bases import Bases
from game.scenario.load import load
from tests.engine.stage import SCENARIOS, SHIPPED


@cache
def bases_of(name: str, *changes: str) -> Bases:
    return Bases(load(SCENARIOS / f"{name}.yaml", changes))


@pytest.mark.parametrize("name", SHIPPED)
def test_every_number_has_a_card(name: str) -> None:
    loaded = load(SCENARIOS / f"{name}.yaml")
    bases = bases_of(name)
    assert loaded.parsed is not None
    factors = {id(record.times) for record in loaded.parsed.numbers}
    for record in loaded.parsed.numbers:
        card = bases.card(record.path[:-1]).times if id(record) in factors else bases.card(record.path)
        assert card is not None
        assert (card.value, card.kind, card.place) == (record.value, record.basis.kind, record.place)
    for path in bases.paths:
        card = bases.card(path)
        assert card.kind in ("evidence", "data", "assumption", "structure", "default")
        assert card.meaning
        assert card.low is None or card.low <= card.value
        assert (card.place is None) == (not card.written) or card.kind in ("structure", "default")
        assert card.reason or card.kind != "assumption"
        assert card.source or card.kind not in ("data", "evidence")


def test_a_number_that_is_not_written_has_the_formats_value() -> None:
    card = bases_of("two-harbours").card(("levers", "rumour", "grant"))
    assert (card.value, card.kind, card.place) == (0.0, "default", None)
    assert card.setting == "levers.rumour.grant"


def test_what_is_set_on_the_command_line_says_so() -> None:
    card = bases_of("two-harbours", "rules.answers.affinity=2.5").card(("rules", "answers", "affinity"))
    assert (card.value, card.kind, card.reason) == (2.5, "assumption", "set on the command line")


def test_sections_hold_their_numbers() -> None:
    bases = bases_of("central-asia-2024")
    assert ("rules", "answers", "affinity") in bases.under("rules", "answers")
    assert set(bases.under()) == set(bases.paths)
    assert bases.under("nowhere") == ()
    with pytest.raises(KeyError):
        bases.card(("rules", "nowhere"))


def test_quotes_of_a_lever_open_at_their_line() -> None:
    seen = 0
    for name in SHIPPED:
        bases = bases_of(name)
        for start in ("levers", "actors", "claims"):
            for words, source in bases.quotes(start):
                assert source.text is not None
                assert source.span is not None
                assert source.line is not None
                assert source.text[slice(*source.span)].split()[-1][-1] == words.strip()[-1]
                assert words.split()[0].strip("“”\"'") in source.text.split("\n")[source.line - 1]
                seen += 1
    assert seen > 40
