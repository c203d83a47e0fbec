"""What is played of a fact-check in any process: the scenario with one assumption moved, under some line-up."""

import hashlib
import pickle
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby, islice
from typing import Any, NamedTuple

import numpy as np

from game.engine.scoring import amount, read
from game.ensemble.factcheck.lanes import Again, ByLane, Decided, Watched
from game.ensemble.players import make_policies
from game.ensemble.playing import play_all
from game.ensemble.store import Store
from game.ensemble.sweep.gathering import by_point
from game.ensemble.task import Played
from game.model.world import World
from game.policy.base import Policy
from game.policy.doctrine import ByPowerDoctrine, ByStateDoctrine
from game.policy.greedy import Greedy
from game.policy.simple import Idle, Random
from game.scenario.findings import Path
from game.scenario.schema import Scenario
from game.sim.claims import Claim, compile_claims
from game.sim.memory import keep_freed_memory
from game.sim.prepare import prepare
from game.sim.rollout import CHUNK, play_batch
from game.sim.what_if import with_number

__all__ = ["ClaimsTask", "LineUp", "Moved", "Point", "line_ups_of", "play_points", "weighing"]

Numbers = np.ndarray[Any, np.dtype[np.float64]]
Moved = tuple[tuple[Path, float], ...]  # numbers of the scenario that are not as they are
_BLIND = (Idle, Random, ByPowerDoctrine, ByStateDoctrine)  # policies that never ask what a score would be
_OWN = (Greedy,)  # policies that ask for their own score alone
_TOGETHER = 512  # games of several points that are played as one chunk


class LineUp(NamedTuple):
    """Who plays, and which claims are about these games."""

    seats: Mapping[str, str]  # the policy of every actor
    claims: tuple[str, ...]


class Point(NamedTuple):
    """What is played: the scenario with some numbers moved, under the line-ups of those places side by side."""

    moved: Moved
    line_ups: tuple[int, ...]
    again: bool = False  # whether players who weigh orders give those that they gave with nothing moved


def line_ups_of(claims: Sequence[Claim], seats: Mapping[str, str]) -> tuple[LineUp, ...]:
    """Return every line-up that the claims ask for; claims with the same players share their games."""
    found: dict[tuple[str, ...], tuple[dict[str, str], list[str]]] = {}
    for claim in claims:
        chosen = {**seats, **claim.policies}
        found.setdefault(tuple(chosen.values()), (chosen, []))[1].append(claim.id)
    return tuple(LineUp(chosen, tuple(names)) for chosen, names in found.values())


def weighing(line_up: LineUp, world: World) -> tuple[str, ...]:
    """Return who weighs orders by what they bring: such games take tens of times as long as others."""
    players = zip(line_up.seats, make_policies(line_up.seats, world), strict=True)
    return tuple(actor for actor, policy in players if not isinstance(policy, _BLIND))


@dataclass(frozen=True)
class ClaimsTask:
    """Points in a row: the run `point * games + run` is one game at one point, with the luck of that run everywhere."""

    scenario: Scenario
    length: str
    claims: tuple[str, ...]  # the ids of all, in the order of the values
    line_ups: tuple[LineUp, ...]
    points: tuple[Point, ...]
    seed: int
    games: int  # at each point
    kept: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)  # what was made and played last

    @property
    def weighs(self) -> bool:
        """Whether somebody weighs orders in these games, anew at every point."""
        places = {place for point in self.points if not point.again for place in point.line_ups}
        return any(weighing(self.line_ups[place], self._world(())[0]) for place in places)

    def play(self, runs: range) -> Played:
        """Play some runs; what is kept is what every claim measures, (C, B), NaN for those of other line-ups."""
        keep_freed_memory()
        parts = [self._at(self.points[point], own) for point, own in _split(runs, self.games)]
        return Played(runs, np.concatenate(parts, axis=1))

    def _at(self, point: Point, runs: range) -> Any:
        """Return the values of some runs; games that read nothing of what has moved are those that were played."""
        if not point.moved:
            return self._values(point, runs)
        usual = point._replace(moved=())
        marks = self.kept.setdefault("marks", {})
        if usual not in marks:
            marks[usual] = self._mark(usual)
        if self._mark(point) != marks[usual]:
            return self._values(point, runs)
        if (usual, runs) not in self.kept:
            self.kept[usual, runs] = self._values(usual, runs)
        return self.kept[usual, runs]

    def _values(self, point: Point, runs: range) -> Any:
        """Play some runs of all line-ups of a point in one batch, whose lanes lie one line-up after the other."""
        world, claims = self._world(point.moved)
        due = [(place, claims[name]) for place, at in enumerate(point.line_ups) for name in self.line_ups[at].claims]
        values = np.full((len(self.claims), len(runs)), np.nan, np.float32)
        batch = play_batch(world, self._players(point, runs), self.seed, list(runs) * len(point.line_ups))
        for turn in islice(batch, max(claim.turn for _, claim in due)):
            now = [(place, claim) for place, claim in due if claim.turn == turn.number + 1]
            reading: Any = read(turn.state, world) if now else None
            for place, claim in now:
                measured = np.asarray(amount(reading, claim.measures))
                values[self.claims.index(claim.id)] = measured[place * len(runs) : (place + 1) * len(runs)]
            del turn, reading
        return values

    def _players(self, point: Point, runs: range) -> list[Policy]:
        """Return who plays every seat, in the lanes of every line-up."""
        line_ups = [self._seated(at, point, runs) for at in point.line_ups]
        found: list[Policy] = []
        for seat, actor in enumerate(self.line_ups[0].seats):
            names = {self.line_ups[at].seats[actor] for at in point.line_ups}
            each = [players[seat] for players in line_ups]
            alike = len(each) == 1 or (len(names) == 1 and not isinstance(each[0], Again))
            found.append(each[0] if alike else ByLane(each, len(runs)))
        return found

    def _seated(self, line_up: int, point: Point, runs: range) -> Sequence[Policy]:
        """Return the players of one line-up; those who weigh do what they did in the same runs, if that is asked."""
        players = make_policies(self.line_ups[line_up].seats, self._world(point.moved)[0])
        if not point.again or all(isinstance(player, _BLIND) for player in players):
            return players
        decided = self._decided(line_up, runs)
        return [
            Again(decided[seat], player.answers, len(runs)) if seat in decided else player
            for seat, player in enumerate(players)
        ]

    def _decided(self, line_up: int, runs: range) -> Mapping[int, Decided]:
        """Return what those who weigh decide with nothing moved, by their seats."""
        if ("decided", line_up, runs) not in self.kept:
            world, claims = self._world(())
            watched: list[Any] = [
                player if isinstance(player, _BLIND) else Watched(player)
                for player in make_policies(self.line_ups[line_up].seats, world)
            ]
            turns = max(claims[name].turn for name in self.line_ups[line_up].claims)
            for _ in islice(play_batch(world, watched, self.seed, runs), turns):
                pass
            self.kept["decided", line_up, runs] = {
                seat: player.decided for seat, player in enumerate(watched) if isinstance(player, Watched)
            }
        return self.kept["decided", line_up, runs]  # type: ignore[no-any-return]

    def _mark(self, point: Point) -> bytes:
        """Return a mark of all that games and claims read: not what things are called, nor doctrines nobody plays.

        Objectives only count where somebody plays by scores, and then perhaps only those of that seat.
        """
        world, claims = self._world(point.moved)
        players = [make_policies(self.line_ups[at].seats, world) for at in point.line_ups]
        weighing = [] if point.again else [p for one in players for p in enumerate(one) if not isinstance(p[1], _BLIND)]
        own = {seat for seat, _ in weighing}
        all_read = not all(isinstance(player, _OWN) for _, player in weighing)
        seats = [seat if all_read or place in own else None for place, seat in enumerate(world.seats)]
        tested = [claims[name] for at in point.line_ups for name in self.line_ups[at].claims]
        read_by_games = (world.with_(doctrines={}, digest="", play_digest="", seats=()), seats, players, tested)
        return hashlib.sha256(pickle.dumps(read_by_games, 5)).digest()

    def _world(self, moved: Moved) -> tuple[World, dict[str, Claim]]:
        """Return the world with some numbers moved; the one as it is and the last one are remembered."""
        found: dict[Moved, Any] = self.kept.setdefault("worlds", {})
        if moved not in found:
            scenario = self.scenario
            for path, value in moved:
                scenario = with_number(scenario, path, value)
            world = prepare(scenario, self.length)
            for old in [old for old in found if old]:
                del found[old]
            found[moved] = (world, {claim.id: claim for claim in compile_claims(scenario, world)})
        return found[moved]  # type: ignore[no-any-return]


def _split(runs: range, games: int) -> Iterator[tuple[int, range]]:
    """Yield points, and the runs that are played at each."""
    for point, own in groupby(runs, lambda run: run // games):
        first, *rest = own
        last = rest[-1] if rest else first
        yield point, range(first - point * games, last + 1 - point * games)


def play_points(
    task: ClaimsTask, *, progress: Callable[[int], None] | None = None, store: Store | None = None, **how: Any
) -> Iterator[tuple[Point, Numbers]]:
    """Play all points of a task and yield each with what its games measure, (C, games).

    Parameters
    ----------
    task : what is played.
    progress : is told how many games were played or found since it was last called.
    store : keeps what is finished, and knows what was finished before.
    how : workers and cluster, as in `play_all`; they change nothing in what is found.
    """
    games = task.games
    together = 1 if task.weighs else max(1, _TOGETHER // games)
    chunk = games * together if games <= CHUNK else -(-games // -(-games // CHUNK))
    played = play_all(task, games * len(task.points), chunk=chunk, store=store, **how)
    for number, values in by_point(played, games, progress):
        yield task.points[number], values
