"""What the end shows, as plain data: scores and their parts, claims, turning points."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from game.engine.scoring import reach, read
from game.report.phrases import cause_words
from game.sim.claims import Claim, Result
from game.ui.match import Match
from game.ui.words import say

__all__ = ["Claimed", "Guess", "ScoreLine", "TurningPoint", "claimed", "score_lines", "turning_points"]

_LEAST = 0.05  # points of a score below which a turn changed nothing


@dataclass(frozen=True)
class ScoreLine:
    """The score of an actor and what its objectives brought, in points."""

    actor: str
    score: float
    parts: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Guess:
    """What a seat guessed: in what part of many games a claim is true."""

    actor: str
    part: float


@dataclass(frozen=True)
class Claimed:
    """A claim, how it fared in this game and in others, and what was guessed."""

    claim: Claim
    quote: str
    true_here: bool | None  # None while its turn is not over
    value: float
    part: float | None  # of the other games in which it was true; None before any was counted
    low: float
    high: float
    games: int
    verdict: str  # holds, fails or undecided
    guesses: tuple[Guess, ...]


@dataclass(frozen=True)
class TurningPoint:
    """A turn that changed a score, and the cause that weighed most in the way it went."""

    number: int  # from 1
    words: str
    change: float
    by: float  # how much of it the cause brought


def score_lines(match: Match) -> tuple[ScoreLine, ...]:
    """Return the scores, highest first; their parts add up to them."""
    reading = read(match.session.game.last, match.world)
    lines = []
    for seat, actor in zip(match.world.seats, match.world.names.actors, strict=True):
        score = match.session.scores[actor]
        told = match.scenario.actors[actor].objectives
        brought = [(told[wish.id].name, wish.weight * float(np.asarray(reach(reading, wish))[0]))
                   for wish in seat.objectives]  # fmt: skip
        whole = sum(part for _name, part in brought)
        parts = [(name, score * part / whole if whole > 0 else 0.0) for name, part in brought]
        lines.append(ScoreLine(actor, score, tuple(sorted(parts, key=lambda pair: -pair[1]))))
    return tuple(sorted(lines, key=lambda line: -line.score))


def is_true(claim: Claim, met: bool) -> bool:
    """Return whether a claim is true in a game in which its condition was met, or was not.

    A claim that says how often its condition may be met at most speaks of what does not happen.
    """
    return met if claim.at_least > 0 or claim.at_most >= 1 else not met


def claimed(match: Match, claims: tuple[Claim, ...], here: Mapping[str, tuple[float, bool]],
            others: Mapping[str, Result]) -> tuple[Claimed, ...]:  # fmt: skip
    """Return all claims with what is known of them.

    Parameters
    ----------
    match, claims : the game and its claims.
    here : what each measures in this game, and whether its condition is met.
    others : what other games say, as far as they were counted.
    """
    found = []
    for claim in claims:
        value, met = here.get(claim.id, (0.0, None))
        if any(match.session.seats[actor] != policy for actor, policy in claim.policies.items()):
            met = None  # it speaks of games that others play
        result = others.get(claim.id)
        part, low, high = None, 0.0, 1.0
        if result is not None:
            part, low, high = result.probability, result.low, result.high
            if not is_true(claim, True):
                part, low, high = 1.0 - part, 1.0 - high, 1.0 - low
        told = match.scenario.claims[claim.id]
        quotes = told.evidence
        guesses = tuple(Guess(actor, match.guesses[f"{actor}.{claim.id}"]) for actor in match.world.names.actors
                        if f"{actor}.{claim.id}" in match.guesses)  # fmt: skip
        found.append(Claimed(
            replace(claim, proposition=told.proposition), quotes[0].quote if quotes else "",
            None if met is None else is_true(claim, met), value, part, low,
            high, result.games if result is not None else 0, result.verdict if result is not None else "", guesses,
        ))  # fmt: skip
    return tuple(found)


def turning_points(match: Match, actor: str, most: int = 5) -> tuple[TurningPoint, ...]:
    """Return the turns that changed an actor's score most, in their order."""
    series = match.history.scores[actor]
    steps = enumerate(pairwise(series), start=1)
    changes = [(after - before, number) for number, (before, after) in steps]
    largest = sorted((c for c in changes if abs(c[0]) >= _LEAST), key=lambda c: -abs(c[0]))[:most]
    seat, found = match.world.names.actors.index(actor), []
    for by, number in sorted(largest, key=lambda c: c[1]):
        causes: dict[str, float] = {}
        for cause in match.ledger(number - 1).score(seat).causes:
            words = say(cause_words(cause, match.world))
            causes[words] = causes.get(words, 0.0) + cause.amount
        words, amount = max(causes.items(), key=lambda pair: pair[1] * by, default=("", 0.0))
        found.append(TurningPoint(number, words, by, amount))
    return tuple(found)
