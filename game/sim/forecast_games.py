"""The same scenario with the same seats, in many other games: what usually comes of it, for the debrief.

Counting goes on chunk by chunk and can be shown at any time. The luck of these
games is made from the scenario, so that counting can begin with the first turn
and gives nothing away.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from game.engine.scoring import scores
from game.model.world import World
from game.policy.registry import make_policy
from game.sim.claims import Claim, Result, Tally, by_line_up, measure_claim, meets
from game.sim.forecast import swift_player
from game.sim.live import Game
from game.sim.rollout import play_turns_of_chunks

__all__ = [
    "GAMES",
    "ClaimHere",
    "OtherGames",
    "claims_here",
    "line_up_of",
    "play_other_games",
]

GAMES = 1000  # of each line-up
_CHUNK = 125  # games between two reports: a turn of so many is played in a moment, and other work goes between


@dataclass(frozen=True)
class OtherGames:
    """What was counted so far."""

    played: int
    wanted: int
    results: dict[str, Result]  # by claim, in the order of the claims: those that were counted at least once
    scores: dict[str, "np.ndarray[Any, Any]"]  # by actor: the scores at the end of every game so far

    @property
    def finished(self) -> bool:
        """Whether everything has been counted."""
        return self.played >= self.wanted


@dataclass(frozen=True, slots=True)
class ClaimHere:
    """A claim in one game: what it measures, and whether its condition is met."""

    claim: str
    value: float
    met: bool


def play_other_games(
    world: World,
    seats: Mapping[str, str],
    claims: Sequence[Claim] = (),
    *,
    games: int = GAMES,
    chunk: int = _CHUNK,
    luck: World | None = None,
) -> Iterator[OtherGames | None]:
    """Play other games and yield what was counted after every chunk, and None after every turn of one.

    Parameters
    ----------
    world : the scenario.
    seats : who plays every actor; people are replaced by the scenario's own policies, and so are slow ones.
    claims : from `compile_claims`; those that speak of another line-up are tested under theirs, after the others.
    games : how many games of each line-up.
    chunk : how many are played between two reports; it changes nothing in the results.
    luck : the scenario whose luck is drawn; its own if not given. Two that share it can be compared game by game.
    """
    players = line_up_of(world, seats)
    groups = [[], *(group for group in by_line_up(claims) if group[0].policies)]
    groups[0] = [claim for claim in claims if not claim.policies]
    played, results, found = 0, dict[str, Result](), list["np.ndarray[Any, Any]"]()
    for group in groups:
        line_up = {**players, **(group[0].policies if group else {})}
        policies = [make_policy(line_up[actor], seat, world) for seat, actor in enumerate(world.names.actors)]
        tally, ours = Tally(group, world), group is groups[0]
        after = {claim.turn for claim in group} | ({world.turns} if ours else set())
        for part in play_turns_of_chunks(world, policies, _seed(luck or world), range(games), after, chunk):
            if part is None:
                yield None
                continue
            tally.add(part)
            if ours:
                found.append(part.own(scores(part.states[world.turns], world)))
            played += len(part.runs)
            results |= {result.claim.id: result for result in tally.results()}
            yield OtherGames(played, games * len(groups), _in_order(results, claims), _by_actor(found, world))


def line_up_of(world: World, seats: Mapping[str, str]) -> dict[str, str]:
    """Return who plays every actor in other games: as in `seats`, without people and slow policies."""
    return {actor: swift_player(actor, seats.get(actor, ""), world) for actor in world.names.actors}


def claims_here(game: Game, claims: Sequence[Claim], world: World) -> tuple[ClaimHere, ...]:
    """Return how the claims fare in one game: those whose turn is over, each at its own turn."""
    found = []
    for claim in claims:
        if claim.turn <= len(game.turns):
            value = measure_claim(claim, game.turns[claim.turn - 1].turn.state, world)
            found.append(ClaimHere(claim.id, float(np.asarray(value)[0]), bool(np.asarray(meets(claim, value))[0])))
    return tuple(found)


def _seed(world: World) -> int:
    text = f"other games {world.play_digest}"
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "little")


def _in_order(results: Mapping[str, Result], claims: Sequence[Claim]) -> dict[str, Result]:
    return {claim.id: results[claim.id] for claim in claims if claim.id in results}


def _by_actor(found: Sequence["np.ndarray[Any, Any]"], world: World) -> dict[str, "np.ndarray[Any, Any]"]:
    return dict(zip(world.names.actors, np.concatenate(found, axis=-1), strict=True))
