"""Assumptions that turn a verdict together, where none does alone: the fewest, and many by small steps.

Those that move what is measured most are moved at once, first a few and then ever more, each to its own end; then the
way is halved, the same part of it for all: of the fewest that turn the verdict, and of all of them.
"""

from collections.abc import Callable, Generator, Sequence

from game.ensemble.factcheck.ends import End
from game.ensemble.factcheck.reading import OPPOSITE
from game.ensemble.factcheck.search import HALVINGS, Joint, Probe, turned, with_other_luck
from game.sim.claims import Result

__all__ = ["MOST_TOGETHER", "compatible", "together"]

_COUNTS = (2, 3, 4, 6, 8, 12, 16, 24, 32)
MOST_TOGETHER = _COUNTS[-1]

Asking = Generator[list[Probe], list[Result | None], tuple[Joint, ...]]


def compatible(pulling: Sequence[End], allowed: Callable[[tuple[End, ...]], bool]) -> tuple[End, ...]:
    """Return the ends that the scenario allows all at once, as many as are moved together, in their order."""
    found: tuple[End, ...] = ()
    for end in pulling:
        if len(found) < MOST_TOGETHER and allowed((*found, end)):
            found = (*found, end)
    return found


def together(verdict: str, ends: tuple[End, ...]) -> Asking:
    """Look for what turns a verdict together; yields the games that it needs, as `search` does.

    Returned are the fewest, by large steps, and all of them, by small ones; only one of both if these are the same or
    other luck does not confirm one, and none if not even all turn it.

    Parameters
    ----------
    verdict : that is to be turned.
    ends : from `compatible`, what moves the measure most first.
    """
    wanted = OPPOSITE[verdict]
    counts = [*(count for count in _COUNTS if count < len(ends)), len(ends)]
    if len(ends) < _COUNTS[0]:
        return ()
    found = yield [Probe(ends[:count], 1.0) for count in counts]
    high = next((count for count, one in zip(counts, found, strict=True) if turned(one, wanted)), None)
    if high is None:
        return ()
    low = max((count for count in counts if count < high), default=1)
    while high - low > 1:
        middle = (low + high) // 2
        (one,) = yield [Probe(ends[:middle], 1.0)]
        low, high = (low, middle) if turned(one, wanted) else (middle, high)
    fewest = yield from _nearest(ends[:high], wanted)
    widest = (yield from _nearest(ends, wanted)) if high < len(ends) else None
    return tuple(joint for joint in (fewest, widest) if joint is not None)


def _nearest(ends: tuple[End, ...], wanted: str) -> Generator[list[Probe], list[Result | None], Joint | None]:
    """Return the first part of the way to all of these ends at which the verdict turns."""
    near, far = 0.0, 1.0
    for _ in range(HALVINGS):
        way = (near + far) / 2
        (one,) = yield [Probe(ends, way)]
        near, far = (near, way) if turned(one, wanted) else (way, far)
    confirmed = yield from with_other_luck(ends, far, wanted)
    return None if confirmed is None else Joint(ends, *confirmed)
