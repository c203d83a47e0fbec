"""What the articles say about a seat: the quotes of a scenario, with their source and what they became in the game."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from game.scenario.basics import Source
from game.scenario.findings import Quote
from game.ui.kit.base import Element
from game.ui.kit.basics import Text
from game.ui.match import Match
from game.ui.spoken import quote_in_language
from game.ui.words import _

_MOST_CLAIMS = 4  # a briefing is short; the others are tested at the end all the same

__all__ = ["Quoted", "quotation", "quotes_about", "quotes_of_claim", "source_line"]


@dataclass(frozen=True)
class Quoted:
    """Exact words, where they stand, and what they became."""

    words: str
    source: str  # id
    line: str  # publisher and date
    becomes: str
    verified: bool  # whether the words were found in the source's file
    said: str = ""  # what they say in the language that is spoken, where the scenario's translation has it


def quotes_about(match: Match, seat: str) -> tuple[Quoted, ...]:
    """Return the quotes that concern a seat: of the actor, of its usual way of playing, and claims. None twice."""
    return _quoted(_about(_quotes(match), match, seat), match)


def quotes_of_claim(match: Match, claim: str) -> tuple[Quoted, ...]:
    """Return the quotes that a claim rests on."""
    return _quoted(((quote, "") for quote in _quotes(match) if quote.path[:2] == ("claims", claim)), match)


def _quotes(match: Match) -> Sequence[Quote]:
    parsed = match.loaded.parsed
    return parsed.quotes if parsed is not None else ()


def _quoted(quotes: Iterable[tuple[Quote, str]], match: Match) -> tuple[Quoted, ...]:
    """Return quotes and what they become with their sources, none twice."""
    doubted = {problem.place for problem in match.loaded.problems if problem.code.startswith("EVI")}
    silent = {name for name, source in match.scenario.sources.items() if not source.file}
    missing = {problem.place for problem in match.loaded.problems if problem.code == "EVI02"}
    found: dict[str, Quoted] = {}
    for quote, becomes in quotes:
        source = match.scenario.sources.get(quote.source)
        if source is None or any(quote.words in words for words in found):
            continue
        good = quote.place not in doubted and quote.source not in silent and not missing
        said = quote_in_language(match.loaded, quote.words)
        found[quote.words] = Quoted(quote.words, quote.source, source_line(source), becomes, good, said)
    return tuple(found.values())


def quotation(match: Match, words: str) -> list[Element]:
    """Return exact words, and below them what they say in the language that is spoken."""
    said = quote_in_language(match.loaded, words)
    return [Text(f"“{words}”", "quote"), *([Text(said, "small")] if said else [])]


def source_line(source: Source) -> str:
    """Return who published a source, and when."""
    return ", ".join(part for part in (source.publisher or source.title, source.date) if part)


def _about(quotes: Sequence[Quote], match: Match, seat: str) -> Iterator[tuple[Quote, str]]:
    scenario = match.scenario
    claims = list(scenario.claims)
    for quote in quotes:
        kind, name = quote.path[0], quote.path[1]
        if kind == "actors" and name == seat:
            yield quote, _("becomes: what {actor} is and wants").format(actor=match.name(seat))
        if kind == "doctrines" and name == scenario.actors[seat].policy:
            yield quote, _("becomes: how the computer plays it, “{name}”").format(name=scenario.doctrines[name].name)
    for quote in quotes:
        kind, name = quote.path[0], quote.path[1]
        if kind == "claims" and name in claims[:_MOST_CLAIMS] and quote.path[-1] == "1":
            number = claims.index(name) + 1
            yield quote, _("becomes: claim {number}, tested over 1,000 games").format(number=number)
