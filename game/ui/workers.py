"""Work that would freeze the screen, done by another process; answers come back between two frames."""

import multiprocessing
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any, Protocol

__all__ = ["Chore", "Workers"]


class Chore(Protocol):
    """Something long that is done in idle time, a short piece after another."""

    def piece(self) -> tuple[Callable[..., Any], tuple[Any, ...]] | None:
        """Return the next piece of work and what it is given; None while there is nothing to do."""

    def take(self, result: Any) -> None:
        """Take what the piece has come to; what failed is its exception."""


class Workers:
    """One process beside the window's own.

    A later question under the same key makes an earlier one stale. A process that died is started again; what it
    was asked comes back as an exception. While nothing is asked, the chore goes on.
    """

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None
        self._asked: dict[object, Future[Any]] = {}
        self.chore: Chore | None = None
        self._piece: tuple[Chore, Future[Any]] | None = None  # of a chore, while it is done

    def ask(self, key: object, work: Callable[..., Any], *given: Any) -> None:
        """Have something computed; the answer is found by `answers` under the key."""
        stale = self._asked.pop(key, None)
        if stale is not None:
            stale.cancel()
        self._asked[key] = self._submit(work, *given)

    def answers(self) -> list[tuple[object, Any]]:
        """Return what has been computed since the last call; what failed is its exception."""
        self._go_on()  # before those who asked have their answers: they may ask for more
        done = [(key, future) for key, future in self._asked.items() if future.done()]
        found = []
        for key, future in done:
            del self._asked[key]
            if not future.cancelled():
                found.append((key, self._result(future)))
        return found

    @property
    def busy(self) -> bool:
        """Whether anything that was asked is being computed."""
        return bool(self._asked)

    def forget(self, wanted: Callable[[object], bool]) -> None:
        """Drop questions whose answers nobody waits for any more."""
        for key in [key for key in self._asked if wanted(key)]:
            self._asked.pop(key).cancel()

    def close(self) -> None:
        """End the process without waiting for its work."""
        if self._pool is not None:
            for process in list((self._pool._processes or {}).values()):
                process.terminate()
            self._pool.shutdown(wait=False, cancel_futures=True)
        self._pool, self._asked, self._piece = None, {}, None

    def _go_on(self) -> None:
        """Take what a piece of the chore has come to, and begin the next unless something is asked."""
        if self._piece is not None and self._piece[1].done():
            (chore, future), self._piece = self._piece, None
            chore.take(self._result(future))
        if self._piece is None and self.chore is not None and not self._asked:
            piece = self.chore.piece()
            if piece is not None:
                self._piece = self.chore, self._submit(piece[0], *piece[1])

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
            self._pool = ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"))
        return self._pool
