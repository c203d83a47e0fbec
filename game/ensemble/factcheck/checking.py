"""A fact-check from beginning to end: the verdicts as things are assumed, then what would turn each of them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from game.ensemble.errors import CallError, Failure, unknown
from game.ensemble.factcheck.ends import Movable
from game.ensemble.factcheck.reading import OPPOSITE, Reading, readings
from game.ensemble.factcheck.search import MOST_PROBES, Hope, Probe, Probing, Search, hopes, search
from game.ensemble.factcheck.task import ClaimsTask, LineUp, Point, line_ups_of, play_points, weighs
from game.ensemble.players import name_seats
from game.model.world import World
from game.scenario.bases import Bases
from game.scenario.load import Loaded
from game.scenario.measures import Claim as Written
from game.scenario.schema import Scenario
from game.sim.claims import Claim, Result, compile_claims, judge, meets
from game.sim.prepare import prepare

__all__ = ["Asked", "Checked", "FactCheck", "ask", "check_claims", "find_turns", "games_ahead"]

_SCREENED, _SEARCHED = 64, 1000  # games at each end while screening, and most at each value that is looked at closely
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

    def line_up(self, claim: Claim) -> int:
        """Return the place of the line-up that a claim is about."""
        return next(place for place, one in enumerate(self.line_ups) if claim.id in one.claims)


@dataclass(frozen=True)
class FactCheck:
    """What is found about all claims of a scenario."""

    asked: Asked
    checked: tuple[Checked, ...]
    movable: Movable | None = None  # what was moved to find turns; None where that was not asked for


def ask(
    loaded: Loaded,
    *,
    games: int,
    seed: int = 0,
    players: Mapping[str, str] | None = None,
    length: str | None = None,
    only: Sequence[str] = (),
) -> Asked:
    """Make a fact-check ready.

    Raises
    ------
    CallError
        If something was asked for that does not exist.
    Failure
        If the scenario has errors, or makes no claims.
    """
    if loaded.scenario is None:
        raise Failure(f"{loaded.path} cannot be played.\n{loaded.report}")
    scenario = loaded.scenario
    if length is not None and length not in scenario.lengths:
        raise CallError(unknown("The scenario has no length {word!r}", length, scenario.lengths))
    world = prepare(scenario, length)
    seats = name_seats(players or {}, world)
    claims = compile_claims(scenario, world)
    if not claims:
        raise Failure(f"{loaded.path} makes no claims.")
    for name in only:
        if name not in scenario.claims:
            raise CallError(unknown("The scenario makes no claim {word!r}", name, scenario.claims))
    claims = tuple(claim for claim in claims if not only or claim.id in only)
    return Asked(
        loaded, scenario, world, Bases(loaded), claims, seats, line_ups_of(claims, seats), seed, games
    )  # fmt: skip


def check_claims(asked: Asked, *, progress: Callable[[int], None] | None = None, **how: Any) -> FactCheck:
    """Play the scenario as it is and judge every claim.

    Parameters
    ----------
    asked : from `ask`.
    progress : is told how many games were played since it was last called.
    how : workers and cluster, as in `play_all`; they change nothing in what is found.
    """
    task = asked.task((Point((), place) for place in range(len(asked.line_ups))), asked.games)
    measured = {point.line_up: values for point, values in play_points(task, progress=progress, **how)}
    return FactCheck(asked, tuple(_checked(asked, row, measured) for row in range(len(asked.claims))))


def _checked(asked: Asked, row: int, measured: Mapping[int, Numbers]) -> Checked:
    claim = asked.claims[row]
    values = measured[asked.line_up(claim)][row]
    result = _judged(claim, values)
    return Checked(claim, asked.scenario.claims[claim.id], result, readings(result, values), values)


def _judged(claim: Claim, values: Numbers) -> Result:
    return judge(claim, int(np.count_nonzero(meets(claim, values))), len(values), float(values.mean()))


@dataclass(frozen=True)
class _Doubt:
    """A verdict that is to be turned; its place among the claims."""

    row: int
    line_up: int
    result: Result  # of as many games as each value gets that is looked at closely
    values: Numbers


def find_turns(
    found: FactCheck,
    can_move: Movable,
    *,
    thorough: bool = False,
    progress: Callable[[int], None] | None = None,
    **how: Any,
) -> FactCheck:
    """Look for the smallest change of one assumption that turns each verdict that can be told.

    Parameters
    ----------
    found : from `check_claims`.
    can_move : the assumptions, each with its ends.
    thorough : also of claims about players that weigh their orders, whose games take tens of times as long.
    progress : is told how many games were played since it was last called.
    how : workers and cluster, as in `play_all`; they change nothing in what is found.
    """
    asked = found.asked
    doubts = _doubts(found, thorough)
    likely = _screened(asked, doubts, can_move, progress, how)
    running = {one.row: (one, search(one.result, likely[one.row])) for one in doubts}
    results = _driven(asked, running, can_move, progress, how)
    checked = tuple(
        Checked(one.claim, one.written, one.result, one.readings, one.values, results.get(row))
        for row, one in enumerate(found.checked)
    )
    return FactCheck(asked, checked, can_move)


def games_ahead(found: FactCheck, ends: int, *, thorough: bool) -> tuple[int, int, int]:
    """Return how many verdicts are searched, with how many games they are screened, and how many may follow at most."""
    asked, doubts = found.asked, _doubts(found, thorough)
    places = {one.line_up for one in doubts}
    return len(doubts), ends * len(places) * asked.screened, len(doubts) * MOST_PROBES * asked.searched


def _doubts(found: FactCheck, thorough: bool) -> list[_Doubt]:
    """Return the verdicts to turn: those that can be told, and of games that are quickly played unless `thorough`."""
    asked = found.asked
    slow = {place for place, one in enumerate(asked.line_ups) if not thorough and weighs(one, asked.world)}
    told = [_doubt(asked, row, one) for row, one in enumerate(found.checked) if one.result.verdict in OPPOSITE]
    return [one for one in told if one.result.verdict in OPPOSITE and one.line_up not in slow]


def _doubt(asked: Asked, row: int, one: Checked) -> _Doubt:
    values = one.values[: asked.searched]
    return _Doubt(row, asked.line_up(one.claim), _judged(one.claim, values), values)


def _screened(
    asked: Asked, doubts: Sequence[_Doubt], can_move: Movable, progress: Any, how: Mapping[str, Any]
) -> dict[int, tuple[Hope, ...]]:
    """Play few games at every end, under every line-up that is needed, and return what may turn each verdict."""
    places = sorted({one.line_up for one in doubts})
    moves = [can_move.moved(end, 1.0) for end in can_move.ends]
    points = [Point(moved, place) for moved in moves if moved is not None for place in places]
    seen: dict[int, list[Any]] = {one.row: [] for one in doubts}
    if points:
        played = play_points(asked.task(points, asked.screened), progress=progress, **how)
        for number, (point, values) in enumerate(played):
            end = can_move.ends[number // len(places)]
            for one in doubts:
                if one.line_up == point.line_up:
                    seen[one.row].append((end, values[one.row]))
    return {one.row: hopes(one.result, one.values, asked.screened, seen[one.row]) for one in doubts}


def _driven(
    asked: Asked,
    running: dict[int, tuple[_Doubt, Probing]],
    can_move: Movable,
    progress: Any,
    how: Mapping[str, Any],
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
        answers = dict(_answered(asked, running, wanted, can_move, progress, how))
    return finished


def _answered(
    asked: Asked,
    running: Mapping[int, tuple[_Doubt, Probing]],
    wanted: Mapping[int, Sequence[Probe]],
    can_move: Movable,
    progress: Any,
    how: Mapping[str, Any],
) -> dict[int, list[Result | None]]:
    """Play what the searches ask for: the same point for several claims once."""
    at: dict[tuple[int, Probe], Point | None] = {}
    for row, probes in wanted.items():
        for probe in probes:
            moved = can_move.moved(probe.end, probe.way)
            at[row, probe] = None if moved is None else Point(moved, running[row][0].line_up)
    values: dict[tuple[Point, bool], Numbers] = {}
    for fresh in (False, True):
        points = list(dict.fromkeys(p for (_, probe), p in at.items() if p is not None and probe.fresh == fresh))
        if points:
            task = asked.task(points, asked.searched, fresh=fresh)
            values |= {(point, fresh): own for point, own in play_points(task, progress=progress, **how)}
    found: dict[int, list[Result | None]] = {}
    for row, probes in wanted.items():
        own_points = [(at[row, probe], probe.fresh) for probe in probes]
        found[row] = [
            None if point is None else _judged(asked.claims[row], values[point, fresh][row])
            for point, fresh in own_points
        ]
    return found
