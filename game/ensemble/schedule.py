"""Which runs are played next, and how many side by side: enough to be fast, few enough to lose little."""

import threading
from collections.abc import Iterable
from itertools import pairwise

from game.sim.rollout import CHUNK

__all__ = ["Schedule", "gaps", "named"]

_FIRST = 64  # games in the first chunk, by which the speed is known
_GROWTH = 8  # the next chunk has at most so many times more
_LEAST = 16
_SECONDS = 1.0  # of the processor that a chunk should take: what a killed process loses


def gaps(done: Iterable[range], games: int) -> list[range]:
    """Return the runs from 0 to `games` - 1 that are in none of some ranges, in order."""
    marks = sorted((runs.start, runs.stop) for runs in done)
    edges = [(0, 0), *marks, (games, games)]
    return [range(one[1], other[0]) for one, other in pairwise(edges) if one[1] < other[0]]


def named(runs: range) -> str:
    """Return what some runs are called in a sentence that begins with them."""
    return f"The games {runs.start:,} to {runs.stop - 1:,}"


class Schedule:
    """Hands out runs in their order to several players at once.

    No more than a few chunks are under way or waiting to be collected, so that memory stays the same however
    many games there are, and however slow one of the players is.

    Parameters
    ----------
    todo : the runs to be played.
    players : how many play at once.
    chunk : games a chunk; chosen by their speed if not given. It changes nothing in the results.
    """

    def __init__(self, todo: Iterable[range], players: int, chunk: int | None = None) -> None:
        self._todo, self._players, self._chunk = list(todo), players, chunk
        self.left = sum(len(runs) for runs in self._todo)  # games that nobody has been given yet
        self._under_way, self._stopped = 0, False
        self._size, self.speed = _FIRST, 0.0  # games a second and player
        self._changed = threading.Condition()

    def next(self, *, wait: bool = True) -> range | None:
        """Return the next runs, None if there are none; while too many chunks are under way, wait or return None."""
        with self._changed:
            while self._todo and not self._stopped and self._under_way >= 4 * self._players:
                if not wait:
                    return None
                self._changed.wait()
            if not self._todo or self._stopped:
                return None
            runs = self._todo[0]
            taken = runs[: self._share()]
            rest = runs[len(taken) :]
            self._todo[:1] = [rest] if rest else []
            self.left -= len(taken)
            self._under_way += 1
            return taken

    def _share(self) -> int:
        if self._chunk is not None:
            return self._chunk
        even = -(-self.left // self._players)  # towards the end, everybody gets a part
        return min(self._size, max(even, self._size // 4))

    def timed(self, games: int, seconds: float) -> None:
        """Learn how long the processor worked on a chunk.

        By the clock, a busy machine would get small chunks, which cost more a game and make it busier.
        """
        with self._changed:
            self.speed = games / max(seconds, 1e-6)
            wanted = int(min(self.speed * _SECONDS, games * _GROWTH))
            self._size = max(_LEAST, min(wanted, CHUNK))

    def collected(self) -> None:
        """Note that a chunk has been collected, which makes room for another."""
        with self._changed:
            self._under_way -= 1
            self._changed.notify_all()

    def stop(self) -> None:
        """Hand out nothing more."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()
