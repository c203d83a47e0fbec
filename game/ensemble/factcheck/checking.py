"""A fact-check from beginning to end: the verdicts as things are assumed, then what would turn each of them."""

import hashlib
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from game.ensemble.errors import CallError, Failure, unknown
from game.ensemble.factcheck.ends import End, Movable
from game.ensemble.factcheck.quotes import Quote, quotes_of
from game.ensemble.factcheck.reading import OPPOSITE, Reading, readings
from game.ensemble.factcheck.search import Probe, Probing, Search, hopes, pulling, search
from game.ensemble.factcheck.task import ClaimsTask, LineUp, Point, line_ups_of, play_points, weighing
from game.ensemble.factcheck.together import compatible, together
from game.ensemble.plan import Plan
from game.ensemble.players import name_seats
from game.ensemble.setup import plan_of, world_of_length
from game.ensemble.stages import Stages
from game.model.world import World
from game.scenario.bases import Bases
from game.scenario.load import Loaded
from game.scenario.measures import Claim as Written
from game.scenario.schema import Scenario
from game.sim.claims import Claim, Result, compile_claims, judge, meets

__all__ = [
    "FOREMOST", "SEARCHES", "Asked", "Checked", "FactCheck", "ask", "check_claims", "doubts_of", "find_turns",
]  # fmt: skip

_SCREENED, _SEARCHED = 64, 1000  # games at each end while screening, and most at each value that is looked at closely
SEARCHES = ("none", "usual", "thorough")  # for what turns verdicts
FOREMOST = 64  # ends that are screened once more with players who weigh anew, in the order of what they promise
Numbers = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True)
class Checked:
    """What is found about one claim."""

    claim: Claim
    written: Written
    result: Result
    readings: tuple[Reading, ...]
    values: Numbers  # (G,) what it measures in each game
    search: Search | None = None  # None where nothing was searched: not asked for, too slow, or no verdict to turn


@dataclass(frozen=True)
class Asked:
    """Which claims of what are checked."""

    loaded: Loaded
    scenario: Scenario
    world: World
    bases: Bases
    claims: tuple[Claim, ...]
    seats: Mapping[str, str]
    line_ups: tuple[LineUp, ...]
    seed: int
    games: int
    quotes: Mapping[str, tuple[Quote, ...]]  # by claim

    @property
    def plan(self) -> Plan:
        """Which games decide the verdicts."""
        return plan_of(self.loaded, self.world, self.seats, games=self.games, seed=self.seed)

    @property
    def played(self) -> int:
        """How many games the verdicts take."""
        return len(self.line_ups) * self.games

    @property
    def searched(self) -> int:
        """How many games are played at each value that is looked at closely."""
        return min(self.games, _SEARCHED)

    @property
    def screened(self) -> int:
        """How many games are played at each end."""
        return min(self.games, _SCREENED)

    def task(self, points: Iterable[Point], games: int, *, fresh: bool = False) -> ClaimsTask:
        """Return what plays some points; `fresh` luck is that of the next seed."""
        ids = tuple(claim.id for claim in self.claims)
        seed = self.seed + 1 if fresh else self.seed
        return ClaimsTask(self.scenario, self.world.length, ids, self.line_ups, tuple(points), seed, games)

    @cached_property
    def slow(self) -> frozenset[int]:
        """The places of the line-ups in which somebody weighs every order."""
        return frozenset(place for place in range(len(self.line_ups)) if self.weighing(place))

    def weighing(self, line_up: int) -> tuple[str, ...]:
        """Return the actors of a line-up who weigh every order by what it brings: their games take far longer."""
        return weighing(self.line_ups[line_up], self.world)

    def line_up(self, claim: Claim) -> int:
        """Return the place of the line-up that a claim is about."""
        return next(place for place, one in enumerate(self.line_ups) if claim.id in one.claims)


@dataclass(frozen=True)
class FactCheck:
    """What is found about all claims of a scenario."""

    asked: Asked
    checked: tuple[Checked, ...]
    movable: Movable | None = None  # what was moved to find turns; None where that was not asked for
    stopped: bool = False  # whether somebody broke off the search

    def broken_off(self) -> "FactCheck":
        """Return the same, as what is there although the search was broken off."""
        return replace(self, stopped=True)


def ask(
    loaded: Loaded,
    *,
    games: int,
    seed: int = 0,
    players: Mapping[str, str] | None = None,
    length: str | None = None,
    only: Sequence[str] = (),
    quotes: Mapping[str, tuple[Quote, ...]] | None = None,
) -> Asked:
    """Make a fact-check ready.

    Parameters
    ----------
    loaded : the scenario.
    games, seed, players, length : as in `game.run`.
    only : the ids of the claims that are checked, all if none is named.
    quotes : what the claims rest on, where that is known; otherwise it is looked up in the sources.

    Raises
    ------
    CallError
        If something was asked for that does not exist.
    Failure
        If the scenario has errors, or makes no claims.
    """
    scenario, world = world_of_length(loaded, length)
    seats = name_seats(players or {}, world)
    claims = compile_claims(scenario, world)
    if not claims:
        raise Failure(f"{loaded.path} makes no claims.")
    for name in only:
        if name not in scenario.claims:
            raise CallError(unknown("The scenario makes no claim {word!r}", name, scenario.claims))
    claims = tuple(claim for claim in claims if not only or claim.id in only)
    bases = Bases(loaded)
    if quotes is None:
        quotes = {claim.id: quotes_of(claim.id, scenario, bases) for claim in claims}
    return Asked(
        loaded, scenario, world, bases, claims, seats, line_ups_of(claims, seats), seed, games, quotes
    )  # fmt: skip


def check_claims(asked: Asked, stages: Stages | None = None) -> FactCheck:
    """Play the scenario as it is and judge every claim.

    Parameters
    ----------
    asked : from `ask`.
    stages : how it is played.
    """
    task = asked.task((Point((), (place,)) for place in range(len(asked.line_ups))), asked.games)
    played = _played(task, stages or Stages(), "verdicts", "The verdicts")
    measured = {point.line_ups[0]: values for point, values in played}
    return FactCheck(asked, tuple(_checked(asked, row, measured) for row in range(len(asked.claims))))


def _played(task: ClaimsTask, stages: Stages, name: str, what: str) -> list[tuple[Point, Numbers]]:
    """Play the points of a stage; what is kept of it bears a name that no other points have."""
    mark = hashlib.sha256(repr((task.points, task.seed, task.games)).encode()).hexdigest()[:12]
    with stages.begin(f"{name}-{mark}", what, task.games * len(task.points)) as how:
        return list(play_points(task, **how))


def _checked(asked: Asked, row: int, measured: Mapping[int, Numbers]) -> Checked:
    claim = asked.claims[row]
    values = measured[asked.line_up(claim)][row]
    result = _judged(claim, values)
    return Checked(claim, asked.scenario.claims[claim.id], result, readings(result, values), values)


def _judged(claim: Claim, values: Numbers) -> Result:
    return judge(claim, int(np.count_nonzero(meets(claim, values))), len(values), float(values.mean()))


@dataclass(frozen=True)
class Doubt:
    """A verdict that is to be turned; its place among the claims."""

    row: int
    line_up: int
    result: Result  # of as many games as each value gets that is looked at closely
    values: Numbers


def find_turns(
    found: FactCheck, can_move: Movable, stages: Stages | None = None, *, thorough: bool = False
) -> FactCheck:
    """Look for the smallest change that turns each verdict that can be told: of one assumption, or else of several.

    Parameters
    ----------
    found : from `check_claims`.
    can_move : the assumptions, each with its ends.
    stages : how it is played.
    thorough : also of claims about players that weigh their orders, whose games take tens of times as long.
    """
    stages = stages or Stages()
    doubts = doubts_of(found, thorough)
    asked, seen = found.asked, _screened(found.asked, doubts, can_move, stages)
    running = {one.row: (one, _searching(asked, one, seen[one.row], can_move)) for one in doubts}
    results = _driven(asked, running, can_move, stages)
    checked = tuple(replace(one, search=results.get(row)) for row, one in enumerate(found.checked))
    return FactCheck(found.asked, checked, can_move)


def doubts_of(found: FactCheck, thorough: bool) -> list[Doubt]:
    """Return the verdicts to turn: those that can be told, and of games that are quickly played unless `thorough`."""
    asked = found.asked
    slow = set() if thorough else asked.slow
    told = [_doubt(asked, row, one) for row, one in enumerate(found.checked) if one.result.verdict in OPPOSITE]
    return [one for one in told if one.result.verdict in OPPOSITE and one.line_up not in slow]


def _doubt(asked: Asked, row: int, one: Checked) -> Doubt:
    values = one.values[: asked.searched]
    return Doubt(row, asked.line_up(one.claim), _judged(one.claim, values), values)


def _searching(asked: Asked, one: Doubt, seen: Sequence[tuple[End, Numbers]], can_move: Movable) -> Probing:
    """Look for one assumption that turns a verdict; where none does, for the fewest that do together."""
    screened = (one.result, one.values, asked.screened, seen)
    found = yield from search(one.result, hopes(*screened))
    if found.turn is not None:
        return found
    ends = compatible(pulling(*screened), lambda ends: can_move.moved(ends, 1.0) is not None)
    joint = yield from together(one.result.verdict, ends)
    return replace(found, joint=joint, most=len(ends))


Seen = dict[int, list[tuple[End, Numbers]]]  # by claim: what it measures in few games at some ends


def _screened(asked: Asked, doubts: Sequence[Doubt], can_move: Movable, stages: Stages) -> Seen:
    """Play few games at every end, and return what every claim measures there.

    All line-ups are played side by side. Players who weigh every order give those that they gave with nothing moved;
    the ends that promise most then, and those that only they can read, are played once more with them weighing anew.
    """
    moved = [(end, moves) for end in can_move.ends if (moves := can_move.moved((end,), 1.0)) is not None]
    places = tuple(sorted({one.line_up for one in doubts}))
    points = [(end, Point(moves, places, again=True)) for end, moves in moved] if places else []
    what = f"Moving each of {can_move.count:,} assumptions"
    seen = _seen(asked, doubts, points, stages, "ends", what)
    for one in doubts:
        if one.line_up in asked.slow:
            foremost = _foremost(asked, one, seen[one.row])
            own = [(end, Point(moves, (one.line_up,))) for end, moves in moved if end in foremost]
            what = f"The {len(own)} foremost for {one.result.claim.id}"
            seen[one.row] = _seen(asked, [one], own, stages, "foremost", what)[one.row]
    return seen


def _seen(
    asked: Asked, doubts: Sequence[Doubt], points: Sequence[tuple[End, Point]], stages: Stages, name: str, what: str
) -> Seen:
    """Play few games at some points, and return what the claims measure there."""
    if not points:
        return {one.row: [] for one in doubts}
    played = _played(asked.task((point for _, point in points), asked.screened), stages, name, what)
    return {
        one.row: [(end, values[one.row]) for (end, _), (_, values) in zip(points, played, strict=True)]
        for one in doubts
    }


def _foremost(asked: Asked, one: Doubt, seen: Sequence[tuple[End, Numbers]]) -> set[End]:
    """Return the ends that are worth games in which players weigh anew.

    Those are the ones that promise most by the orders that were given, and the aims of the players who weigh.
    """
    promising = hopes(one.result, one.values, asked.screened, seen, farthest=math.inf)
    aims = {("actors", actor, "objectives") for actor in asked.weighing(one.line_up)}
    own = [end for end, _ in seen if tuple(end.factor.setting.split(".")[:3]) in aims]
    return {hope.end for hope in promising[:FOREMOST]} | set(own)


def _driven(
    asked: Asked, running: dict[int, tuple[Doubt, Probing]], can_move: Movable, stages: Stages
) -> dict[int, Search]:
    """Carry out all searches side by side, so that their games are played together."""
    finished: dict[int, Search] = {}
    answers: dict[int, list[Result | None] | None] = dict.fromkeys(running)
    while running:
        wanted: dict[int, list[Probe]] = {}
        for row, (_, probing) in list(running.items()):
            try:
                reply = answers[row]
                wanted[row] = next(probing) if reply is None else probing.send(reply)
            except StopIteration as stop:
                finished[row] = stop.value
                del running[row]
        answers = dict(_answered(asked, running, wanted, can_move, stages))
    return finished


def _answered(
    asked: Asked,
    running: Mapping[int, tuple[Doubt, Probing]],
    wanted: Mapping[int, Sequence[Probe]],
    can_move: Movable,
    stages: Stages,
) -> dict[int, list[Result | None]]:
    """Play what the searches ask for: the same point for several claims once."""
    at: dict[tuple[int, Probe], Point | None] = {}
    for row, probes in wanted.items():
        for probe in probes:
            moved = can_move.moved(probe.ends, probe.way)
            at[row, probe] = None if moved is None else Point(moved, (running[row][0].line_up,))
    values: dict[tuple[Point, bool], Numbers] = {}
    for fresh in (False, True):
        points = list(dict.fromkeys(p for (_, probe), p in at.items() if p is not None and probe.fresh == fresh))
        if points:
            what = "With other luck" if fresh else f"The likely ones closely, {len(points)} values"
            played = _played(asked.task(points, asked.searched, fresh=fresh), stages, "closely", what)
            values |= {(point, fresh): own for point, own in played}
    found: dict[int, list[Result | None]] = {}
    for row, probes in wanted.items():
        own_points = [(at[row, probe], probe.fresh) for probe in probes]
        found[row] = [
            None if point is None else _judged(asked.claims[row], values[point, fresh][row])
            for point, fresh in own_points
        ]
    return found
