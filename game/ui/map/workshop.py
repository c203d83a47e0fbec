"""Drawing in the background: one thread, the latest order only, results fetched when the screen is ready for them."""

import threading
from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

__all__ = ["Workshop"]

Order = TypeVar("Order")
Work = TypeVar("Work")


class Workshop(Generic[Order, Work]):
    """Works on the latest order and forgets those that it replaced.

    Parameters
    ----------
    work : turns an order into one or more results, a rough one first if that is worth while; None after a step
        without any.
    spoilt : whether an order that is worked on is of no use once another one has come.
    """

    def __init__(
        self, work: Callable[[Order], Iterator[Work | None]],
        spoilt: Callable[[Order, Order], bool] = lambda order, later: False,
    ) -> None:  # fmt: skip
        self._work, self._spoilt = work, spoilt
        self._lock = threading.Lock()
        self._waiting: Order | None = None
        self._done: list[Work] = []
        self._fault: BaseException | None = None
        self._thread: threading.Thread | None = None
        self._closed = False

    @property
    def busy(self) -> bool:
        """Whether something is being drawn or waits to be."""
        with self._lock:
            return self._thread is not None

    def ask(self, order: Order) -> None:
        """Give an order; one that still waits is dropped, one that is being worked on is finished or cut short."""
        with self._lock:
            if self._closed:
                return
            self._waiting = order
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="map", daemon=True)
                self._thread.start()

    def close(self) -> None:
        """Drop what waits and what is done; what is being worked on ends with its next result."""
        with self._lock:
            self._closed, self._waiting = True, None
            self._done.clear()

    def take(self) -> list[Work]:
        """Return the results that nobody has fetched, the oldest first.

        Raises
        ------
        Exception
            Whatever went wrong with the last order.
        """
        with self._lock:
            if self._fault is not None:
                fault, self._fault = self._fault, None
                raise fault
            done, self._done = self._done, []
            return done

    def wait(self) -> None:
        """Wait until there is nothing to do."""
        thread = self._thread
        if thread is not None:
            thread.join()

    def _run(self) -> None:
        while True:
            with self._lock:
                order, self._waiting = self._waiting, None
                if order is None:
                    self._thread = None
                    return
            try:
                for result in self._work(order):
                    with self._lock:
                        if self._closed:
                            break
                        if result is not None:
                            self._done.append(result)
                        waiting = self._waiting
                        if waiting is not None and (result is not None or self._spoilt(order, waiting)):
                            break
            except Exception as fault:
                with self._lock:
                    self._fault = fault
