"""The smallest change of one assumption that turns a verdict: screened with few games, bisected, and confirmed.

Each claim is searched by a generator that asks for games and is sent what came of them, so that the games of all claims
are played together. All games of a search share their luck; a value that was found is confirmed with other luck.
"""

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from game.ensemble.factcheck.ends import End
from game.ensemble.factcheck.reading import OPPOSITE
from game.sim.claims import Claim, Result, meets

__all__ = [
    "HALVINGS", "MOST_PROBES", "Hope", "Joint", "Probe", "Search", "Turn", "hopes", "pulling", "search", "turned",
    "with_other_luck",
]  # fmt: skip

Numbers = np.ndarray[Any, np.dtype[np.float64]]
_AT_ONCE, _ROUNDS = 10, 3  # ends that are looked at together, and how often if none of them turns it
_HALVED, HALVINGS = 3, 6  # brackets that are narrowed together, to a 64th of the way
_BEYOND = (0.0, 0.02, 0.05, 0.1, 0.2)  # of the way: what is tried if other luck does not confirm the value itself
_CONFIRMED = 3  # assumptions whose confirmation is tried
_FAR = 2.5  # ends at which the screening expects less than one part in so many of what is needed are not looked at
_JOINED = 26  # probes of several assumptions together
MOST_PROBES = _AT_ONCE * _ROUNDS + _HALVED * HALVINGS + _AT_ONCE + _JOINED + 3 * len(_BEYOND)  # usually fewer


class Probe(NamedTuple):
    """Games that a search asks for."""

    ends: tuple[End, ...]
    way: float  # how far to those ends, from 0 to 1
    fresh: bool = False  # with luck that the search has not seen


class Hope(NamedTuple):
    """An end that may turn a verdict, and where the screening expects it to."""

    end: End
    way: float  # from 0 to 1, or beyond the end

    @property
    def change(self) -> float:
        """The change that is expected to be needed, as a part of the value."""
        return self.way * self.end.part


@dataclass(frozen=True)
class Turn:
    """A change that turns the verdict, confirmed with other luck."""

    end: End
    value: float
    result: Result  # under the change, in the confirming games

    @property
    def part(self) -> float:
        """The change, as a part of the value; negative if it becomes less."""
        return (self.value - self.end.base) / abs(self.end.base)


@dataclass(frozen=True)
class Joint:
    """A change of several assumptions together that turns the verdict, confirmed with other luck."""

    ends: tuple[End, ...]  # what moves the measure most first
    way: float  # how far to each end, from 0 to 1
    result: Result  # under the change, in the confirming games

    @property
    def turns(self) -> tuple[Turn, ...]:
        """The change of each of them."""
        return tuple(Turn(end, end.value(self.way), self.result) for end in self.ends)

    @property
    def most(self) -> float:
        """The largest of these changes, as a part of the value."""
        return max(abs(turn.part) for turn in self.turns)


@dataclass(frozen=True)
class Search:
    """What came of looking for the turn of one verdict."""

    turn: Turn | None
    hopeful: int  # ends at which the screening saw a chance
    tried: int  # of them, looked at with as many games as the verdict itself
    turning: int  # of these, turned the verdict
    joint: tuple[Joint, ...] = ()  # where none does alone: the fewest, then many
    most: int = 0  # how many were moved together at most


Probing = Generator[list[Probe], list[Result | None], Search]


def hopes(
    result: Result, base: Numbers, few: int, ends: Sequence[tuple[End, Numbers]], farthest: float = _FAR
) -> tuple[Hope, ...]:
    """Return the ends that may turn a verdict, those of the smallest expected change first.

    A verdict that few games could not tell may still be foreseen: by how often the condition is met in the same runs
    there, or, where that is too rare to be counted, by how far what is measured has moved on the way to the threshold.

    Parameters
    ----------
    result : the verdict as it is.
    base : (G,) what the claim measures in each game.
    few : how many runs were played at each end.
    ends : each with what the claim measures in the first runs there, (few,).
    farthest : ends at which less than one part in so many of what is needed is expected are left out.
    """
    found: list[Hope] = []
    claim, before = result.claim, base[:few]
    met = meets(claim, before).astype(float)
    needs = [(target, _shift(claim, base, target, result.probability)) for target in _targets(result)]
    for end, values in ends:
        gain = _Move.of(meets(claim, values).astype(float) - met)
        moved = _Move.of(values - before)
        way = min((_way(target - result.probability, gain, moved, shift) for target, shift in needs), default=np.inf)
        if way <= farthest and way < np.inf:
            found.append(Hope(end, way))
    return tuple(sorted(found, key=lambda hope: hope.change))


def pulling(result: Result, base: Numbers, few: int, ends: Sequence[tuple[End, Numbers]]) -> tuple[End, ...]:
    """Return the ends that surely move what is measured toward the opposite verdict, those that move it most first.

    Of the two ends of an assumption, it is the one that brings more.

    Parameters
    ----------
    result, base, few, ends : as for `hopes`.
    """
    claim, before = result.claim, base[:few]
    met = meets(claim, before).astype(float)
    needs = [(target, _shift(claim, base, target, result.probability)) for target in _targets(result)]
    found: dict[str, tuple[End, float]] = {}
    for end, values in ends:
        gain = _Move.of(meets(claim, values).astype(float) - met).sure
        moved = _Move.of(values - before).sure
        way = min((_way(target - result.probability, gain, moved, shift) for target, shift in needs), default=np.inf)
        name, part = end.factor.setting, 1 / way if way > 0 else np.inf
        if 0 < part < np.inf and part > found.get(name, (end, 0.0))[1]:
            found[name] = (end, part)
    return tuple(end for end, _ in sorted(found.values(), key=lambda one: -one[1]))


class _Move(NamedTuple):
    """A mean difference run by run, and its standard error."""

    mean: float
    error: float

    @classmethod
    def of(cls, differences: Numbers) -> "_Move":
        return cls(float(differences.mean()), float(differences.std() / np.sqrt(len(differences))))

    @property
    def sure(self) -> "_Move":
        """The same, or none where it may be chance."""
        return self if abs(self.mean) > 2 * self.error else _Move(0.0, 0.0)


def _way(gain_needed: float, gain: _Move, moved: _Move, shift: tuple[float, float]) -> float:
    """Return after which part of the way a target is expected to be reached, by the more hopeful of two signs."""
    ways = [np.inf]
    if gain.mean * gain_needed > 0:
        ways.append(gain_needed / gain.mean)
    needed = shift[0] if moved.mean < 0 else shift[1]
    if moved.sure.mean:
        ways.append(needed / abs(moved.mean))
    return float(min(ways))


def _targets(result: Result) -> tuple[float, ...]:
    """Return the shares of games beyond which the verdict would be the opposite."""
    claim, share = result.claim, result.probability
    if result.verdict == "holds":
        return tuple(bound for bound, open_ in ((claim.at_least, 0.0), (claim.at_most, 1.0)) if bound != open_)
    return (claim.at_least,) if share < claim.at_least else (claim.at_most,)


def _shift(claim: Claim, values: Numbers, target: float, share: float) -> tuple[float, float]:
    """Return how far all values would have to move down, and up, for the condition to be met so often."""
    wide = 4 * float(np.ptp(values)) + sum(abs(b) for b in (claim.above, claim.below) if abs(b) < 100_000) + 1e-6
    found = []
    for sign in (-1.0, 1.0):
        steps = sign * wide * np.linspace(0, 1, 2001)[1:] ** 2
        shares = np.array([np.mean(meets(claim, values + step)) for step in steps])
        reached = np.flatnonzero(shares >= target if target > share else shares <= target)
        found.append(abs(float(steps[reached[0]])) if reached.size else np.inf)
    return found[0], found[1]


def search(result: Result, hopeful: Sequence[Hope]) -> Probing:
    """Look for the smallest change that turns a verdict; yields the games that it needs, and is sent their results.

    First the most hopeful ends themselves; where none turns it, the next ones. Then the ways to the ends that do are
    halved, three at a time, and every other end is given up that does not turn it before the best one so far. At last
    the value is confirmed with other luck, a little farther on if need be.
    """
    wanted = OPPOSITE[result.verdict]
    turning: list[Hope] = []
    tried = 0
    for number in range(_ROUNDS):
        own = list(hopeful[number * _AT_ONCE : (number + 1) * _AT_ONCE])
        if not own or turning:
            break
        found = yield [Probe((hope.end,), 1.0) for hope in own]
        tried += len(own)
        turning = [hope for hope, one in zip(own, found, strict=True) if turned(one, wanted)]
    brackets = yield from _narrowed(turning, wanted)
    turn = yield from _confirmed(brackets, wanted)
    return Search(turn, len(hopeful), tried, len(turning))


def turned(found: Result | None, wanted: str) -> bool:
    """Tell whether a probe came to the verdict that is wanted; None is what the scenario does not allow."""
    return found is not None and found.verdict == wanted


def _narrowed(
    turning: Sequence[Hope], wanted: str
) -> Generator[list[Probe], list[Result | None], list[tuple[End, float]]]:
    """Return the ends with the part of the way at which the verdict turns, the smallest change first."""
    found: list[tuple[End, float]] = []
    waiting = list(turning)
    while waiting:
        group, waiting = waiting[:_HALVED], waiting[_HALVED:]
        low, high = [0.0] * len(group), [1.0] * len(group)
        for _ in range(HALVINGS):
            middles = [(one + other) / 2 for one, other in zip(low, high, strict=True)]
            results = yield [Probe((hope.end,), way) for hope, way in zip(group, middles, strict=True)]
            for place, (way, one) in enumerate(zip(middles, results, strict=True)):
                if turned(one, wanted):
                    high[place] = way
                else:
                    low[place] = way
        found = sorted([*found, *((hope.end, way) for hope, way in zip(group, high, strict=True))], key=_change)
        waiting = yield from _nearer(waiting, _change(found[0]), wanted)
    return found


def _change(bracket: tuple[End, float]) -> float:
    end, way = bracket
    return end.part * way


def _nearer(
    waiting: Sequence[Hope], best: float, wanted: str
) -> Generator[list[Probe], list[Result | None], list[Hope]]:
    """Return those of some ends that turn the verdict by a smaller change than the best so far."""
    own = [hope for hope in waiting if hope.end.part > 0]
    if not own:
        return []
    results = yield [Probe((hope.end,), min(1.0, 0.97 * best / hope.end.part)) for hope in own]
    return [hope for hope, one in zip(own, results, strict=True) if turned(one, wanted)]


def _confirmed(
    brackets: Sequence[tuple[End, float]], wanted: str
) -> Generator[list[Probe], list[Result | None], Turn | None]:
    """Return the first change that turns the verdict with other luck as well."""
    for end, found in brackets[:_CONFIRMED]:
        confirmed = yield from with_other_luck((end,), found, wanted)
        if confirmed is not None:
            return Turn(end, end.value(confirmed[0]), confirmed[1])
    return None


def with_other_luck(
    ends: tuple[End, ...], found: float, wanted: str
) -> Generator[list[Probe], list[Result | None], tuple[float, Result] | None]:
    """Return where on the way the verdict turns with other luck as well, a little beyond what was found if need be."""
    ways = sorted({min(1.0, found + beyond) for beyond in _BEYOND})
    results = yield [Probe(ends, way, fresh=True) for way in ways]
    for way, one in zip(ways, results, strict=True):
        if one is not None and one.verdict == wanted:
            return way, one
    return None
