"""Work that would freeze the screen, done by another process; answers come back between two frames."""

import multiprocessing
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any

__all__ = ["Workers"]


class Workers:
    """One process beside the window's own.

    A later question under the same key makes an earlier one stale. A process that died is started again; what it
    was asked comes back as an exception.
    """

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None
        self._asked: dict[object, Future[Any]] = {}

    def ask(self, key: object, work: Callable[..., Any], *given: Any) -> None:
        """Have something computed; the answer is found by `answers` under the key."""
        stale = self._asked.pop(key, None)
        if stale is not None:
            stale.cancel()
        try:
            self._asked[key] = self._open().submit(work, *given)
        except (BrokenProcessPool, RuntimeError):
            self._pool = None
            self._asked[key] = self._open().submit(work, *given)

    def answers(self) -> list[tuple[object, Any]]:
        """Return what has been computed since the last call; what failed is its exception."""
        done = [(key, future) for key, future in self._asked.items() if future.done()]
        found = []
        for key, future in done:
            del self._asked[key]
            error = future.exception() if not future.cancelled() else None
            if isinstance(error, BrokenProcessPool):
                self._pool = None
            if not future.cancelled():
                found.append((key, error if error is not None else future.result()))
        return found

    @property
    def busy(self) -> bool:
        """Whether anything is being computed."""
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
        self._pool, self._asked = None, {}

    def _open(self) -> ProcessPoolExecutor:
        if self._pool is None:
            # a fresh interpreter: a copy of this one would share the window with it
            self._pool = ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"))
        return self._pool
