"""Which points an experiment plays: positions of its factors between 0 and 1."""

import hashlib
from collections.abc import Sequence
from itertools import product
from typing import Any, NamedTuple, overload

import numpy as np

from game.engine.chance import run_keys, uniform
from game.ensemble.errors import CallError
from game.ensemble.sweep.factors import Factor, Point
from game.scenario.experiments import Design, Grid, LatinHypercube, Morris, OneAtATime, Random, Sobol

__all__ = [
    "LEVELS", "Everywhere", "Step", "Trajectories", "check_installed", "count_points", "one_at_a_time", "points_of",
    "positions", "problem_of", "salib", "small_seed",
]  # fmt: skip

Numbers = np.ndarray[Any, np.dtype[np.float64]]
Levels = np.ndarray[Any, np.dtype[Any]]
LEVELS = 4  # to which a Morris design takes each factor: 0, 1/3, 2/3, 1
_INSTALL = (
    "A Sobol or Morris design needs SALib: pip install SALib. The designs one_at_a_time, grid, random and "
    "latin_hypercube need nothing."
)


def count_points(design: Design, factors: Sequence[Factor]) -> int:
    """Return how many points a design has, the scenario as it is among them where it is played."""
    many = len(factors)
    if isinstance(design, OneAtATime):
        return 1 + sum(len(factor.ends) for factor in factors)
    if isinstance(design, Grid):
        return int(np.prod([_steps(factor, design) for factor in factors], dtype=object))
    if isinstance(design, Morris):
        return design.trajectories * (many + 1)
    return design.samples * (many + 2) if isinstance(design, Sobol) else design.points


class Everywhere(Sequence[Point]):
    """Points at which every factor has a position; they lie in one array, since there can be millions of positions.

    Parameters
    ----------
    where : positions, (points, factors).
    """

    def __init__(self, where: Numbers) -> None:
        self.where = where

    def __len__(self) -> int:
        return len(self.where)

    @overload
    def __getitem__(self, number: int) -> Point: ...
    @overload
    def __getitem__(self, number: slice) -> "Everywhere": ...
    def __getitem__(self, number: int | slice) -> "Point | Everywhere":
        if isinstance(number, slice):
            return Everywhere(self.where[number])
        return tuple(enumerate(self.where[number].tolist()))


class Trajectories(Sequence[Point]):
    """The points of a Morris design: on each trajectory every factor moves once, one after the other.

    Parameters
    ----------
    starts : the level at which each factor begins, (trajectories, factors).
    ends : the level at which it ends.
    orders : the factors in the order in which they move.
    factors : whose values the levels stand for.
    """

    def __init__(self, starts: Levels, ends: Levels, orders: Levels, factors: Sequence[Factor]) -> None:
        self._starts, self._ends, self._orders, self._factors = starts, ends, orders, tuple(factors)

    def __len__(self) -> int:
        return len(self._starts) * (len(self._factors) + 1)

    @overload
    def __getitem__(self, number: int) -> Point: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[Point]: ...
    def __getitem__(self, number: int | slice) -> "Point | Sequence[Point]":
        if isinstance(number, slice):
            return [self[own] for own in range(*number.indices(len(self)))]
        if not 0 <= number < len(self):
            raise IndexError(number)
        trajectory, steps = divmod(number, len(self._factors) + 1)
        levels = self._starts[trajectory].copy()
        gone = self._orders[trajectory, :steps]
        levels[gone] = self._ends[trajectory, gone]
        at = (levels / (LEVELS - 1)).tolist()
        return tuple((place, factor.snapped(at[place])) for place, factor in enumerate(self._factors))

    def step(self, number: int) -> "Step | None":
        """Return what has moved before a point; None where a trajectory begins."""
        trajectory, steps = divmod(number, len(self._factors) + 1)
        if not steps:
            return None
        place = int(self._orders[trajectory, steps - 1])
        start, end = int(self._starts[trajectory, place]), int(self._ends[trajectory, place])
        return Step(place, end > start, self._factors[place].snapped(end / (LEVELS - 1)))


class Step(NamedTuple):
    """One factor moves."""

    place: int
    up: bool
    at: float  # its position afterwards


def points_of(design: Design, factors: Sequence[Factor], seed: int) -> Sequence[Point]:
    """Return the points of a design in the order in which they are played.

    Parameters
    ----------
    design, factors : what was asked for.
    seed : of the experiment: the same one draws the same points.

    Raises
    ------
    CallError
        If SALib is needed and not installed.
    """
    if isinstance(design, OneAtATime):
        return one_at_a_time(factors)
    if isinstance(design, Morris):
        return _trajectories(design, factors, seed)
    where = positions(design, factors, seed)
    for place, factor in enumerate(factors):
        if factor.values:
            where[:, place] = [factor.snapped(at) for at in where[:, place].tolist()]
    return Everywhere(where)


def one_at_a_time(factors: Sequence[Factor]) -> tuple[Point, ...]:
    """Return the scenario as it is, then each factor alone at its ends."""
    return ((), *(((place, at),) for place, factor in enumerate(factors) for at in factor.ends))


def positions(design: Design, factors: Sequence[Factor], seed: int) -> Numbers:
    """Return the points of a design as positions, (points, factors)."""
    if isinstance(design, Grid):
        return np.array(list(product(*(_grid(factor, design) for factor in factors))), float)
    if isinstance(design, Random):
        return _even(design.points, factors, seed, "point")
    if isinstance(design, LatinHypercube):
        return _latin(design.points, factors, seed)
    assert isinstance(design, Sobol)
    sample = salib("sample.sobol").sample
    found = sample(problem_of(factors), design.samples, calc_second_order=False, scramble=True, seed=small_seed(seed))
    return np.asarray(found, float)


def problem_of(factors: Sequence[Factor]) -> dict[str, Any]:
    """Return what SALib wants to know about factors."""
    many = len(factors)
    return {"num_vars": many, "names": [factor.setting for factor in factors], "bounds": [[0.0, 1.0]] * many}


def _trajectories(design: Morris, factors: Sequence[Factor], seed: int) -> Trajectories:
    """Return trajectories that SALib draws, one after the other: all at once would take much memory."""
    sample, problem = salib("sample.morris").sample, problem_of(factors)
    chance = np.random.default_rng(small_seed(seed))
    drawn = []
    for _ in range(design.trajectories):
        levels = np.rint(sample(problem, 1, num_levels=LEVELS, seed=chance) * (LEVELS - 1)).astype(np.int16)
        drawn.append((levels[0], levels[-1], np.abs(np.diff(levels, axis=0)).argmax(axis=1).astype(np.int32)))
    starts, ends, orders = (np.stack(part) for part in zip(*drawn, strict=True))
    return Trajectories(starts, ends, orders, factors)


def _steps(factor: Factor, design: Grid) -> int:
    return len(factor.values) or design.steps


def _grid(factor: Factor, design: Grid) -> list[float]:
    steps = _steps(factor, design)
    return [place / (steps - 1) if steps > 1 else 0.0 for place in range(steps)]


def _even(points: int, factors: Sequence[Factor], seed: int, what: str) -> Numbers:
    """Return even draws that depend on the seed, the number of the point and the path of the setting alone."""
    drawn = uniform(run_keys(seed, range(points)), "sweep", what, tuple(factor.setting for factor in factors))
    return np.asarray(drawn, float).T


def _latin(points: int, factors: Sequence[Factor], seed: int) -> Numbers:
    """Return one draw in each of equal strips of every factor, in an order that chance gives."""
    strips = np.argsort(_even(points, factors, seed, "strip"), axis=0, kind="stable").argsort(axis=0)
    return (strips + _even(points, factors, seed, "point")) / points


def small_seed(seed: int) -> int:
    """Return a seed that any generator takes."""
    return int.from_bytes(hashlib.blake2b(f"sweep {seed}".encode(), digest_size=4).digest(), "little")


def check_installed(design: Design) -> None:
    """Raise a CallError if a design needs SALib and it is not installed."""
    if isinstance(design, Sobol | Morris):
        salib(f"sample.{design.kind}")


def salib(name: str) -> Any:
    """Return a module of SALib.

    Raises
    ------
    CallError
        If SALib is not installed.
    """
    from importlib import import_module

    try:
        return import_module(f"SALib.{name}")
    except ImportError:
        raise CallError(_INSTALL) from None
