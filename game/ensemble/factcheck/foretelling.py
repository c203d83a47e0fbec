"""How long a search will take, by playing a little of it."""

import time
from collections.abc import Sequence
from typing import NamedTuple

from game.ensemble.factcheck.checking import FOREMOST, FactCheck, doubts_of
from game.ensemble.factcheck.ends import Movable
from game.ensemble.factcheck.search import MOST_PROBES
from game.ensemble.factcheck.task import Point

__all__ = ["Foretold", "foretell"]

_SAMPLED = 6  # ends


class Foretold(NamedTuple):
    """What a search has before it; seconds of one process while the machine is as busy as now."""

    verdicts: int
    screening: float  # every assumption moved
    closely: float  # at most, for the likely ones


def foretell(found: FactCheck, can_move: Movable, *, thorough: bool = False) -> Foretold:
    """Play a little and tell how long all of it would take.

    Parameters
    ----------
    found, can_move, thorough : as for `find_turns`.
    """
    doubts = doubts_of(found, thorough)
    places = tuple(sorted({one.line_up for one in doubts}))
    moves = [moved for end in can_move.ends if (moved := can_move.moved((end,), 1.0)) is not None]
    if not doubts or not moves:
        return Foretold(len(doubts), 0.0, 0.0)
    sample = moves[:: max(1, len(moves) // _SAMPLED)][:_SAMPLED]
    screening = _each(found, [Point(moved, places, again=True) for moved in sample], found.asked.screened) * len(moves)
    closely = 0.0
    for one in doubts:
        slow = one.line_up in found.asked.slow
        points = [Point(sample[0], (one.line_up,))]
        screening += _each(found, points, found.asked.screened) * FOREMOST if slow else 0.0
        closely += _each(found, points, found.asked.searched) * MOST_PROBES
    return Foretold(len(doubts), screening, closely)


def _each(found: FactCheck, points: Sequence[Point], games: int) -> float:
    """Return how many seconds a point takes; where orders are given again, once they are known."""
    first = [points[0]._replace(moved=())] if points[0].again else []
    task = found.asked.task([*first, *points], games)
    if first:
        task.play(range(games))
    begun = time.perf_counter()
    task.play(range(games * len(first), games * len(task.points)))
    return (time.perf_counter() - begun) / len(points)
