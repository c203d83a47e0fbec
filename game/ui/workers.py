"""Work that would freeze the screen, done by another process; answers come back between two frames."""

import multiprocessing
import os
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from inspect import isgeneratorfunction
from itertools import count
from typing import Any, Protocol

from game.ui.slices import Slice, drop, next_slice

__all__ = ["Chore", "Workers"]

_NICE = 5


class Chore(Protocol):
    """Something long that is done in idle time, a short piece after another."""

    def piece(self) -> tuple[Callable[..., Any], tuple[Any, ...]] | None:
        """Return the next piece of work and what it is given; None while there is nothing to do."""

    def take(self, result: Any) -> None:
        """Take what the piece has come to; what failed is its exception."""


class _Long:
    """Something that is asked and done in slices; a `Chore` like any other."""

    def __init__(self, number: int, work: Callable[..., Any], given: tuple[Any, ...]) -> None:
        self.number, self.work, self.given = number, work, given
        self.found: list[Any] = []  # what nobody has fetched yet
        self.over = False

    def piece(self) -> tuple[Callable[..., Any], tuple[Any, ...]] | None:
        """Return the next slice."""
        return None if self.over else (next_slice, (self.number, self.work, *self.given))

    def take(self, result: Any) -> None:
        """Take what a slice has come to."""
        told, self.over = (result.found, result.over) if isinstance(result, Slice) else (result, True)
        self.found += [] if told is None else [told]


class Workers:
    """One process beside the window's own.

    A later question under the same key makes an earlier one stale. A process that died is started again; what it
    was asked comes back as an exception. Work that is a generator is done in slices between other questions, and
    whatever it yields but None is an answer. While nothing is asked, the chore goes on.
    """

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None
        self._asked: dict[object, Future[Any]] = {}
        self._long: dict[object, _Long] = {}
        self._numbers = count()
        self.chore: Chore | None = None
        self._piece: tuple[Chore, Future[Any]] | None = None  # of something long, while it is done

    def ask(self, key: object, work: Callable[..., Any], *given: Any) -> None:
        """Have something computed; the answer is found by `answers` under the key."""
        self.forget(lambda other: other == key)
        if isgeneratorfunction(work):
            self._long[key] = _Long(next(self._numbers), work, given)
        else:
            self._asked[key] = self._submit(work, *given)

    def answers(self) -> list[tuple[object, Any]]:
        """Return what has been computed since the last call; what failed is its exception."""
        self._go_on()  # before those who asked have their answers: they may ask for more
        found = [(key, told) for key, long in self._long.items() for told in long.found]
        for key, long in list(self._long.items()):
            long.found.clear()
            if long.over:
                del self._long[key]
        done = [(key, future) for key, future in self._asked.items() if future.done()]
        for key, future in done:
            del self._asked[key]
            if not future.cancelled():
                found.append((key, self._result(future)))
        return found

    @property
    def busy(self) -> bool:
        """Whether anything that was asked is being computed."""
        return bool(self._asked or self._long)

    def forget(self, wanted: Callable[[object], bool]) -> None:
        """Drop questions whose answers nobody waits for any more."""
        for key in [key for key in self._asked if wanted(key)]:
            self._asked.pop(key).cancel()
        for key in [key for key in self._long if wanted(key)]:
            number = self._long.pop(key).number
            if self._pool is not None:
                self._submit(drop, number)

    def close(self) -> None:
        """End the process without waiting for its work."""
        if self._pool is not None:
            for process in list((self._pool._processes or {}).values()):
                process.terminate()
            self._pool.shutdown(wait=False, cancel_futures=True)
        self._pool, self._asked, self._long, self._piece = None, {}, {}, None

    def _go_on(self) -> None:
        """Take what a piece of something long has come to, and begin the next unless something short is asked."""
        if self._piece is not None and self._piece[1].done():
            (chore, future), self._piece = self._piece, None
            chore.take(self._result(future))
        if self._piece is not None or self._asked:
            return
        for chore in (*self._long.values(), *([self.chore] if self.chore is not None else [])):
            piece = chore.piece()
            if piece is not None:
                self._piece = chore, self._submit(piece[0], *piece[1])
                return

    def _result(self, future: Future[Any]) -> Any:
        """Return what has been computed, or its exception."""
        error = future.exception()
        if isinstance(error, BrokenProcessPool):
            self._pool = None
        return error if error is not None else future.result()

    def _submit(self, work: Callable[..., Any], *given: Any) -> Future[Any]:
        try:
            return self._open().submit(work, *given)
        except (BrokenProcessPool, RuntimeError):
            self._pool = None
            return self._open().submit(work, *given)

    def _open(self) -> ProcessPoolExecutor:
        if self._pool is None:
            # a fresh interpreter: a copy of this one would share the window with it
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(1, mp_context=context, initializer=_stand_back)
        return self._pool


def _stand_back() -> None:
    """Leave the processor to the window, and to the map that it draws, where both want it."""
    if hasattr(os, "nice"):
        os.nice(_NICE)
