"""What claims rest on: the words of the sources, and where they stand."""

from typing import NamedTuple

from game.scenario.bases import Bases
from game.scenario.schema import Scenario

__all__ = ["Quote", "quotes_of"]


class Quote(NamedTuple):
    """The words of a source, and where they stand."""

    words: str
    source: str


def quotes_of(claim: str, scenario: Scenario, bases: Bases) -> tuple[Quote, ...]:
    """Return what a claim rests on: the words, publisher, date, file and line."""
    told = []
    for evidence in scenario.claims[claim].evidence:
        card = bases.source(evidence.source, evidence.quote)
        if card is None:
            continue
        file = scenario.sources[evidence.source].file
        line = f", line {card.line}" if card.line is not None else ""
        parts = [card.publisher or card.title, card.date, f"{file}{line}" if file else card.address]
        told.append(Quote(" ".join(evidence.quote.split()), ", ".join(part for part in parts if part)))
    return tuple(told)
