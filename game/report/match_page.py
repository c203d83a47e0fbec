"""The page of one game, for a browser and for paper: what a class takes home and talks about."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from game.model.world import World
from game.report import page
from game.report.front_page import FrontPage, front_page, told
from game.sentence import Amount, Sentence, phrase
from game.sim.live import Game

__all__ = ["Account", "Cited", "Judged", "Seat", "Turned", "match_page"]

Say = Callable[[str], str]
_ROOM = 8  # lines to write on
_VERIFY = "wedge replay game.wedge.json --verify"


@dataclass(frozen=True)
class Turned:
    """A turn that changed a score, and the cause that weighed most."""

    when: str
    change: float  # points
    cause: str
    by: float  # how much of it the cause brought


@dataclass(frozen=True)
class Seat:
    """Who played an actor, and what came of it."""

    name: str
    player: str
    score: float
    parts: tuple[tuple[str, float], ...]  # what it wants, and the points that this brought
    turning: tuple[Turned, ...]


@dataclass(frozen=True)
class Cited:
    """Exact words, and where they stand."""

    words: str
    source: str
    verified: bool
    said: str = ""  # what they say in the language of the page


@dataclass(frozen=True)
class Judged:
    """A claim, and how it fared in this game and in others."""

    proposition: str
    quotes: tuple[Cited, ...]
    here: bool | None  # None while its turn is not over
    value: float
    gained: bool  # whether it measures a change
    share: tuple[float, float, float] | None  # of other games in which it was true, and its interval
    games: int
    verdict: str  # holds, fails or undecided
    guesses: tuple[tuple[str, float], ...]  # who, and in what part of the games


@dataclass(frozen=True)
class Account:
    """What a page tells beside the turns, in the language of its readers."""

    title: str
    language: str
    turns: tuple[str, ...]  # what each is called
    seed: int
    changes: tuple[str, ...]  # numbers of the scenario that were changed
    seats: tuple[Seat, ...]  # highest score first
    claims: tuple[Judged, ...]
    notes: tuple[tuple[int, str], ...]  # the turn, and what was written
    doubts: str
    world_digest: str
    last_digest: str  # of the state at the end


def match_page(game: Game, world: World, account: Account, say: Say = str) -> str:
    """Return the page of a game.

    Parameters
    ----------
    game : its turns.
    world : its scenario, with names in the language of the page.
    account : what else is told.
    say : says a sentence in that language; English if not given.

    Returns
    -------
    str
        HTML that needs no other file; all that people wrote is escaped.
    """
    parts = [
        *_head(account, say), *_turns(game, world, account, say), *_scores(account, say), *_claims(account, say),
        *_talk(account, say), *_verify(account, say),
    ]  # fmt: skip
    return page.page(account.title, parts, account.language)


def _number(value: float, style: str = "plain", digits: int = 1) -> Sentence:
    return Sentence("{value}", {"value": Amount(value, style, digits)})


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _head(account: Account, say: Say) -> Iterator[str]:
    count, seed = Amount(len(account.turns), "count"), Amount(account.seed, "short")
    yield page.paragraph(say(phrase("A game of {count} turns, seed {seed}.", count=count, seed=seed)))
    if account.changes:
        yield page.paragraph(say(phrase("What if: this game was played with changed numbers.")))
        yield page.bullets(account.changes)
    heads = [say(phrase("seat")), say(phrase("played by")), say(phrase("score"))]
    rows = [(seat.name, seat.player, say(_number(seat.score))) for seat in account.seats]
    yield page.table(say(phrase("Who played, and how it ended")), heads, rows, (2,))


def _turns(game: Game, world: World, account: Account, say: Say) -> Iterator[str]:
    yield page.heading(say(phrase("Turn by turn")))
    for number, name in enumerate(account.turns[: len(game.turns)]):
        yield page.heading(_capital(name), 3)
        yield from _front(front_page(game, number, world), say)


def _front(found: FrontPage, say: Say) -> Iterator[str]:
    headline, figures = told(found.lead, say)
    yield page.headlines([headline])
    yield page.paragraph(figures)
    yield page.bullets(". ".join(told(story, say)) for story in found.others)
    total = found.totals[""]
    yield page.paragraph(say(phrase(
        "Signed in this turn: {signed}, landed: {landed}. Since the start: {all_signed} signed, {all_landed} landed.",
        signed=Amount(total.signed, "money"), landed=Amount(total.landed, "money"),
        all_signed=Amount(total.all_signed, "money"), all_landed=Amount(total.all_landed, "money"),
    )))  # fmt: skip


def _scores(account: Account, say: Say) -> Iterator[str]:
    yield page.heading(say(phrase("Final scores and their parts")))
    rows = []
    for seat in account.seats:
        rows.append((seat.name, say(phrase("all together")), say(_number(seat.score))))
        rows += [("", wish, say(_number(points))) for wish, points in seat.parts]
    heads = [say(phrase("seat")), say(phrase("what it wants")), say(phrase("points of 100"))]
    yield page.table(say(phrase("What every seat reached, by what it wanted")), heads, rows, (2,))
    yield page.heading(say(phrase("Turning points")), 3)
    points = [(seat.name, turn.when, say(_number(turn.change, "change")), _cause(turn, say))
              for seat in account.seats for turn in seat.turning]  # fmt: skip
    if not points:
        yield page.paragraph(say(phrase("No turn changed a score.")))
        return
    heads = [say(phrase("seat")), say(phrase("turn")), say(phrase("points")), say(phrase("what weighed most"))]
    yield page.table(say(phrase("The turns that changed each score most")), heads, points, (2,))


def _cause(turn: Turned, say: Say) -> str:
    said = phrase("{words} ({by} of it)", words=_capital(turn.cause), by=Amount(turn.by, "change", 1))
    return say(said) if turn.cause else ""


def _claims(account: Account, say: Say) -> Iterator[str]:
    yield page.heading(say(phrase("Were the experts right?")))
    if not account.claims:
        yield page.paragraph(say(phrase("This scenario makes no claims.")))
    for number, claim in enumerate(account.claims, start=1):
        yield page.heading(f"{number}. {claim.proposition}", 3)
        for quote in claim.quotes:
            doubt = "" if quote.verified else say(phrase("unverified: nobody found these words in the source"))
            yield page.quotation(quote.words, "; ".join(part for part in (quote.source, doubt) if part), quote.said)
        yield page.bullets(_fared(claim, say))


def _fared(claim: Judged, say: Say) -> Iterator[str]:
    value = Amount(claim.value, "change" if claim.gained else "plain", 2)
    if claim.here is not None:
        so, not_so = (phrase("In this game it was so ({value}).", value=value),
                      phrase("In this game it was not ({value}).", value=value))  # fmt: skip
        yield say(so if claim.here else not_so)
    for who, part in claim.guesses:
        yield say(phrase("{actor} guessed {percent}.", actor=who, percent=Amount(part, "percent")))
    if claim.share is None:
        yield say(phrase("In other games: not counted when this page was made."))
        return
    share, low, high = (Amount(value, "percent") for value in claim.share)
    verdict = {"holds": phrase("the claim holds"), "fails": phrase("the claim fails")}.get(
        claim.verdict, phrase("undecided"))  # fmt: skip
    yield say(phrase(
        "In {count} other games: true in {share} ({low} to {high}), {verdict}.", count=Amount(claim.games, "count"),
        share=share, low=low, high=high, verdict=verdict,
    ))  # fmt: skip


def _talk(account: Account, say: Say) -> Iterator[str]:
    yield page.heading(say(phrase("Notes")))
    for turn, text in account.notes:
        yield page.heading(say(phrase("After turn {turn}", turn=Amount(turn, "count"))), 3)
        yield from (page.paragraph(line) for line in _lines(text))
    if not account.notes:
        yield page.paragraph(say(phrase("Nobody wrote a note.")))
    if account.doubts:
        yield page.heading(say(phrase("What the scenario's author doubts")))
        yield from (page.paragraph(line) for line in _lines(account.doubts))
    yield page.heading(say(phrase("What did the model leave out?")))
    yield page.paragraph(say(phrase("Name one thing; then change an assumption and play again.")))
    yield page.ruled(_ROOM)


def _lines(text: str) -> Sequence[str]:
    return [line for line in text.splitlines() if line.strip()]


def _verify(account: Account, say: Say) -> Iterator[str]:
    yield page.heading(say(phrase("Is this what was played?")))
    yield page.paragraph(say(phrase(
        "Beside this page lie the record, replay.json, and the game with its scenario, game.wedge.json. Anyone who has "
        "Wedge can play it again and compare every phase: {command}", command=_VERIFY)))  # fmt: skip
    rows = [
        (say(phrase("the scenario")), account.world_digest),
        (say(phrase("the state at the end")), account.last_digest),
    ]
    heads = [say(phrase("of what")), say(phrase("digest"))]
    yield page.table(say(phrase("The digests of the recorded game")), heads, rows)
