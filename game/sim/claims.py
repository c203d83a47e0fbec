"""Claims: sentences of the articles, tested over many games.

A claim names what is measured and when, a condition, and how often it must or
may be met. The verdict waits for evidence: while the 95 % interval of the
probability straddles a bound, it is undecided, and more games are the remedy.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from game.engine.scoring import amount, read
from game.model.state import State
from game.model.world import Measure, World
from game.policy.registry import make_policy
from game.scenario.compile import compile_claim
from game.scenario.schema import Scenario
from game.sim.prepare import with_start
from game.sim.rollout import Chunk, play_chunks

__all__ = [
    "Claim",
    "Result",
    "Tally",
    "by_line_up",
    "compile_claims",
    "evaluate",
    "judge",
    "measure_claim",
    "meets",
    "wilson",
]

Outcome = Literal["holds", "fails", "undecided"]
_Z = 1.959963984540054


@dataclass(frozen=True)
class Claim:
    """A claim made ready for a world."""

    id: str
    proposition: str
    measures: tuple[Measure, ...]
    above: float
    below: float
    turn: int  # it is measured when this many turns have been played
    at_least: float
    at_most: float
    policies: Mapping[str, str]  # who plays which seat, where it is not the usual policy


@dataclass(frozen=True)
class Result:
    """What many games say about a claim."""

    claim: Claim
    met: int
    games: int
    low: float
    high: float
    mean: float  # of what is measured
    verdict: Outcome

    @property
    def probability(self) -> float:
        """How often the condition was met."""
        return self.met / self.games


class Tally:
    """Counts, chunk by chunk, in how many games each claim's condition is met."""

    def __init__(self, claims: Sequence[Claim], world: World) -> None:
        self.claims, self.world, self.games = tuple(claims), world, 0
        self._met = [0] * len(self.claims)
        self._total = [0.0] * len(self.claims)

    def add(self, chunk: Chunk) -> None:
        """Count a chunk of games."""
        self.games += len(chunk.runs)
        for at, claim in enumerate(self.claims):
            value = chunk.own(measure_claim(claim, chunk.states[claim.turn], self.world))
            self._met[at] += int(np.sum(meets(claim, value)))
            self._total[at] += float(np.sum(value, dtype=np.float64))

    def results(self) -> tuple[Result, ...]:
        """Return what was counted so far."""
        if not self.games:
            return ()
        counts = zip(self.claims, self._met, self._total, strict=True)
        return tuple(judge(claim, met, self.games, total / self.games) for claim, met, total in counts)


def compile_claims(scenario: Scenario, world: World) -> tuple[Claim, ...]:
    """Make all claims of a scenario ready for a world, in the order of the file."""
    start = read(world.first_state, world)
    return tuple(
        Claim(
            id=name,
            proposition=written.proposition,
            measures=with_start(compile_claim(scenario, name, world), start),
            above=written.above,
            below=written.below,
            turn=max(1, math.ceil(written.after * world.turns - 1e-9)),
            at_least=written.holds.at_least,
            at_most=written.holds.at_most,
            policies=dict(written.policies),
        )
        for name, written in scenario.claims.items()
    )


def measure_claim(claim: Claim, state: State, world: World) -> Any:
    """Return what a claim measures, (B,), from the state after the claim's own turn."""
    return amount(read(state, world), claim.measures)


def meets(claim: Claim, value: Any) -> Any:
    """Return where the condition of a claim is met."""
    return np.logical_and(value > claim.above, value < claim.below)


def wilson(met: int, games: int) -> tuple[float, float]:
    """Return the 95 % interval of a probability that was met in some of the games (Wilson 1927)."""
    part, square = met / games, _Z * _Z
    middle = part + square / (2 * games)
    half = _Z * math.sqrt(part * (1 - part) / games + square / (4 * games * games))
    whole = 1 + square / games
    low, high = (middle - half) / whole, (middle + half) / whole
    return (low if met else 0.0), (high if met < games else 1.0)  # the ends are exact


def judge(claim: Claim, met: int, games: int, mean: float = math.nan) -> Result:
    """Return the verdict on a claim: undecided while the interval straddles one of its bounds.

    Parameters
    ----------
    claim : what was counted.
    met, games : in how many of how many games its condition was met.
    mean : of what it measures, to be shown.
    """
    low, high = wilson(met, games)
    verdict: Outcome = "undecided"
    if low >= claim.at_least and high <= claim.at_most:
        verdict = "holds"
    elif high < claim.at_least or low > claim.at_most:
        verdict = "fails"
    return Result(claim, met, games, low, high, mean, verdict)


def evaluate(
    claims: Sequence[Claim],
    seats: Mapping[str, str],
    world: World,
    *,
    seed: int,
    games: int,
    progress: Callable[[int], None] | None = None,
) -> tuple[Result, ...]:
    """Test claims, each with its own policies: claims with the same ones share their games.

    Parameters
    ----------
    claims : from `compile_claims`.
    seats : the name of the policy of every actor, where a claim asks for no other.
    seed, games : the runs 0 to `games` - 1 of the seed.
    progress : is told how many games were played since it was last called.

    Examples
    --------
    >>> import game
    >>> scenario = game.load("two-harbours").scenario
    >>> world = game.prepare(scenario)
    >>> seats = {seat.actor: seat.policy for seat in world.seats}
    >>> found = game.evaluate(game.compile_claims(scenario, world), seats, world, seed=0, games=40)
    >>> [(one.claim.id, one.verdict) for one in found][0]
    ('the_grip_holds', 'holds')
    """
    found: dict[str, Result] = {}
    for group in by_line_up(claims):
        chosen = {**seats, **group[0].policies}
        policies = [make_policy(chosen[actor], i, world) for i, actor in enumerate(world.names.actors)]
        tally = Tally(group, world)
        for chunk in play_chunks(world, policies, seed=seed, games=games, after={claim.turn for claim in group}):
            tally.add(chunk)
            if progress is not None:
                progress(len(chunk.runs))
        found |= {result.claim.id: result for result in tally.results()}
    return tuple(found[claim.id] for claim in claims)


def by_line_up(claims: Iterable[Claim]) -> list[list[Claim]]:
    """Return the claims in groups that share their policies, and so their games."""
    groups: dict[tuple[tuple[str, str], ...], list[Claim]] = {}
    for claim in claims:
        groups.setdefault(tuple(sorted(claim.policies.items())), []).append(claim)
    return list(groups.values())
