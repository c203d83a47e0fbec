"""How long a sweep will take, by playing a few of its points."""

import time

from game.ensemble.errors import Failure
from game.ensemble.sweep.designs import Trajectories
from game.ensemble.sweep.setup import Stage, Sweep

__all__ = ["foretell"]

_SAMPLED, _PATIENCE = 12, 2.0  # points that are tried at most, and seconds after which no more are
_LITTLE = 20.0  # seconds; what is sooner done is not worth looking at closely


def foretell(sweep: Sweep, stage: Stage) -> float:
    """Return about how many seconds one process takes for a sweep while the machine is as busy as now.

    Parameters
    ----------
    sweep : what is played.
    stage : its first one.
    """
    usual = _timed(stage, 0)
    each, points = usual, len(stage.points)
    if usual * points > _LITTLE:
        spent, tried = 0.0, 0
        for turn in range(_SAMPLED):  # all over the design, however soon patience ends
            place = turn * 5 % _SAMPLED
            spent, tried = spent + _timed(stage, points * (2 * place + 1) // (2 * _SAMPLED)), tried + 1
            if spent > _PATIENCE:
                break
        each = spent / tried
    later = sweep.points - points if stage.name == "screening" else 0
    return each * points + usual * later


def _timed(stage: Stage, point: int) -> float:
    """Return how long a point takes; if no game reads what has moved since the one before, it is not played again."""
    if point and isinstance(stage.points, Trajectories):
        _play(stage, point - 1)
    begun = time.perf_counter()
    _play(stage, point)
    return time.perf_counter() - begun


def _play(stage: Stage, point: int) -> None:
    games = stage.task.games
    try:
        stage.task.play(range(point * games, (point + 1) * games))
    except ValueError as error:
        raise Failure(f"Point {point:,} cannot be played: {error}. Narrow the ranges.") from error
