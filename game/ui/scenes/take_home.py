"""The page that a class takes home, made of what the end shows."""

from collections.abc import Sequence

from game.report.match_page import Account, Cited, Judged, Seat, Turned, match_page
from game.ui.labels import player
from game.ui.match import Match
from game.ui.scenes.debrief import Claimed, ScoreLine, score_lines, turning_points
from game.ui.scenes.quoting import quotes_of_claim, source_line
from game.ui.words import language, say

__all__ = ["page_of"]

_TURNING = 3  # turns of a seat that are told


def page_of(match: Match, claims: Sequence[Claimed]) -> str:
    """Return the page of a game that is over, in the language that is spoken.

    Parameters
    ----------
    match : the game.
    claims : its claims with what is known of them.
    """
    scenario, session = match.scenario, match.session
    account = Account(
        title=scenario.title, language=language(),
        turns=tuple(match.turn_words(number) for number in range(1, len(session.game.turns) + 1)),
        seed=session.seed, changes=match.about.changes,
        seats=tuple(_seat(match, line) for line in score_lines(match)),
        claims=tuple(_tested(match, claim) for claim in claims),
        notes=tuple((note.turn, note.text) for note in match.notes), doubts=scenario.doubts,
        world_digest=match.world.play_digest, last_digest=session.records[-1].digest if session.records else "",
    )  # fmt: skip
    return match_page(session.game, match.world, account, say)


def _seat(match: Match, line: ScoreLine) -> Seat:
    who = match.team(line.actor) or player(match.session.seats[line.actor], match.world)
    turning = (Turned(match.turn_words(point.number), point.change, point.words, point.by)
               for point in turning_points(match, line.actor, _TURNING))  # fmt: skip
    return Seat(match.name(line.actor), who, line.score, line.parts, tuple(turning))


def _tested(match: Match, found: Claimed) -> Judged:
    scenario, claim = match.scenario, found.claim
    quotes = (Cited(quote.words, source_line(scenario.sources[quote.source]), quote.verified, quote.said)
              for quote in quotes_of_claim(match, claim.id))  # fmt: skip
    return Judged(
        claim.proposition, tuple(quotes), found.true_here, found.value,
        any(measure.change for measure in claim.measures),
        None if found.part is None else (found.part, found.low, found.high), found.games, found.verdict,
        tuple((match.team(guess.actor) or match.name(guess.actor), guess.part) for guess in found.guesses),
    )  # fmt: skip
