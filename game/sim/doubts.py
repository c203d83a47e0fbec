"""What comes of a doubt: a game, or many, played again with another number, as far as a person wants to see it.

Requests and answers are small and can be sent to another process and back.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from math import sqrt

import numpy as np

from game.sentence import phrase
from game.sim.claims import Result, compile_claims
from game.sim.explain import Decision, explain_answers
from game.sim.forecast_games import OtherGames, play_other_games
from game.sim.history import level_of
from game.sim.order import Refusal
from game.sim.parting import Pair
from game.sim.prepare import prepare
from game.sim.resuming import load_text
from game.sim.session import Session
from game.sim.what_if import Outcome, Watched, WhatIf, setting_of, try_out

__all__ = ["Counted", "Elsewhere", "Replayed", "count_otherwise", "replay_otherwise"]

_CHUNK = 125  # games between two reports: a turn of so many is played in a moment, and other work goes between
_Z = 1.959963984540054


@dataclass(frozen=True)
class Replayed:
    """The game as it was, at the left of every pair, and as it would have been."""

    value: float  # what the number was set to
    level: Pair | None  # of what is watched, after its turn; None of an answer
    answers: tuple[str, str] | None  # to the offer that is watched, "" where it was not made any more
    utility: Pair | None
    scores: Mapping[str, Pair]  # by actor, as far as the game is
    shared: int  # how many turns stayed the same
    turns: int  # of how many
    lost: int  # orders that are no longer allowed


@dataclass(frozen=True)
class Counted:
    """A claim in many games, with the number as it is and as it would be."""

    claim: str  # its id
    before: Result
    after: Result


@dataclass(frozen=True)
class Elsewhere:
    """Many other games with the number as it is and as it would be, both with the same luck."""

    value: float
    games: int  # whose scores were compared so far
    scores: Mapping[str, tuple[float, float, float]]  # by actor: mean of the difference and its 95 % interval
    claims: tuple[Counted, ...]
    played: int  # of each side, under all line-ups that the claims speak of
    wanted: int

    @property
    def finished(self) -> bool:
        """Whether everything has been counted."""
        return self.played >= self.wanted


def replay_otherwise(asked: WhatIf, watched: Watched) -> Replayed | Refusal:
    """Play a game again with another number: same orders, same luck.

    Parameters
    ----------
    asked : the game and the number, with its value.
    watched : what is looked at, see `what_if.Watched`.

    Returns
    -------
    Replayed or Refusal
        Why it cannot be tried, in one sentence.
    """
    found = try_out(asked)
    if isinstance(found, Refusal):
        return found
    left, right = found.left, found.right
    scores = {actor: Pair(score, right.scores[actor]) for actor, score in left.scores.items()}
    plain = Replayed(
        found.value, None, None, None, scores, found.parting.shared, min(left.number, right.number), found.lost
    )
    if watched.kind != "answer":
        return replace(plain, level=_levels(found, watched))
    decisions = [_decision(session, watched) for session in (left, right)]
    if decisions[0] is None:  # the offer is still being written: there is nothing of it in the game
        return plain
    said = tuple(decision.answer if decision is not None else "" for decision in decisions)
    return replace(
        plain, answers=(said[0], said[1]),
        utility=Pair(decisions[0].utility, decisions[1].utility) if decisions[1] is not None else None,
    )  # fmt: skip


def _levels(found: Outcome, watched: Watched) -> Pair | None:
    """Return how much there is of what is watched after its turn, or at the start before any is over."""
    levels = []
    for session in (found.left, found.right):
        turns = session.game.turns[: watched.number + 1]
        levels.append(level_of(turns[-1].turn.state if turns else session.game.first, session.world, *watched.path))
    return Pair(*levels)


def _decision(session: Session, watched: Watched) -> Decision | None:
    """Return the answer that is watched, if the offer was made and answered."""
    turns = session.game.turns
    if not 0 <= watched.number < len(turns):
        return None
    for decision in explain_answers(turns[watched.number], session.world):
        order = decision.order
        if (order.power, str(order.slot), decision.state, decision.item or "") == watched.path:
            return decision
    return None


def count_otherwise(
    asked: WhatIf, seats: Mapping[str, str], games: int = 1000, chunk: int = _CHUNK
) -> Iterator[Elsewhere | Refusal | None]:
    """Play many other games with the number as it is, and with another, each pair with the same luck.

    It stops after every turn, and yields what was counted so far after every chunk of games.

    Parameters
    ----------
    asked : the scenario and the number, with its value; the game's own orders play no part.
    seats : who plays every actor, see `play_other_games`.
    games : how many games of each line-up.
    chunk : how many are played side by side; it changes nothing in the results.
    """
    assert asked.value is not None
    loaded = load_text(asked.text, asked.replay.changes)
    changed = setting_of(asked)
    if isinstance(changed, Refusal):
        yield changed
        return
    other = load_text(asked.text, (*asked.replay.changes, changed))
    if loaded is None or loaded.scenario is None or other is None:
        yield Refusal("text", None, phrase("The text of the scenario cannot be read."))
        return
    if other.scenario is None:
        first = next(problem for problem in other.problems if problem.severity == "error")
        yield Refusal("checks", None, phrase("It cannot be moved alone: {why}.", why=first.sentence), first.hint)
        return
    world = prepare(loaded.scenario, asked.replay.length)
    beside = prepare(other.scenario, asked.replay.length)
    sides = [
        play_other_games(one, seats, compile_claims(scenario, one), games=games, chunk=chunk, luck=world)
        for one, scenario in ((world, loaded.scenario), (beside, other.scenario))
    ]
    for before in sides[0]:
        yield None
        after = next(sides[1])
        yield _compared(asked.value, before, after) if before is not None and after is not None else None


def _compared(value: float, before: OtherGames, after: OtherGames) -> Elsewhere:
    scores = {actor: _gain(after.scores[actor] - own) for actor, own in before.scores.items()}
    games = min((own.size for own in before.scores.values()), default=0)
    counted = tuple(Counted(name, result, after.results[name]) for name, result in before.results.items())
    return Elsewhere(value, games, scores, counted, before.played, before.wanted)


def _gain(differences: "np.ndarray[tuple[int, ...], np.dtype[np.float64]]") -> tuple[float, float, float]:
    """Return the mean of paired differences and its 95 % interval."""
    exact = differences.astype(np.float64)
    mean, half = float(exact.mean()), _Z * float(exact.std(ddof=1)) / sqrt(exact.size) if exact.size > 1 else np.inf
    return mean, mean - half, mean + half
