"""A Dask cluster that plays: many machines, the same games to the last bit."""

import asyncio
import ipaddress
import logging
import pickle
import threading
import time
from collections.abc import Generator
from contextlib import suppress
from functools import lru_cache
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

from game.ensemble.errors import CallError, Failure, clip
from game.ensemble.machines import LocalMachines, local_workers
from game.ensemble.schedule import Schedule, named
from game.ensemble.task import Played

__all__ = ["Cluster", "warning"]

_INSTALL = "A cluster needs Dask: pip install distributed."
_ENCRYPTED = ("tls://", "wss://")
_KINDS = ("tcp", "tls", "ws", "wss", "ucx")  # of connection, that Dask has
_RETRIES = 3
_PATIENCE = 30  # seconds until somebody answers
_LONELY = 60.0  # seconds without any worker after which nobody is waited for
_LOOK, _TICK = 1.0, 0.01  # seconds between looks at who is there, and at what is finished
_TALKATIVE = "distributed.client"  # logs what we say ourselves, with a traceback


class Cluster:
    """The workers behind a Dask scheduler; used as a context.

    Parameters
    ----------
    address : of the scheduler, such as tls://10.0.0.5:8786; `local:4` starts four workers on this machine, which
        nobody outside it can reach.

    Raises
    ------
    CallError
        If Dask is not installed, the address is none, or nobody answers there.
    """

    def __init__(self, address: str) -> None:
        try:
            import distributed
        except ImportError:
            raise CallError(_INSTALL) from None
        self._dask: Any = distributed
        count = local_workers(address)
        self._address = address if count else _full(address)
        self._own = LocalMachines(count) if count else None
        self._client: Any = None
        self._level = logging.NOTSET

    def __enter__(self) -> Self:
        self._level = logging.getLogger(_TALKATIVE).level
        logging.getLogger(_TALKATIVE).setLevel(logging.CRITICAL + 1)
        try:
            address = self._own.start() if self._own else self._address
            keys = self._dask.Security(**({"require_encryption": False} if self._own else {}))
            _greet(address, keys)
            self._client = self._dask.Client(address, security=keys, timeout=_PATIENCE, set_as_default=False)
            self._client.wait_for_workers(1, timeout=_PATIENCE)
        except CallError:
            self._close()
            raise
        except Exception as error:  # whoever answers there may answer anything
            self._close()
            raise CallError(f"No cluster with a worker answers at {self._address!r}: {_reason(error)}.") from None
        except BaseException:
            self._close()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._close()

    @property
    def workers(self) -> int:
        """How many threads of workers there are now."""
        return max(1, int(sum(self._client.nthreads().values())))

    def play(self, task: bytes, schedule: Schedule) -> Generator[Played, None, None]:
        """Yield what is played, in whatever order it is finished.

        A worker that is lost costs what it was playing, and what it had played and not yet handed over: others play
        these runs again.
        """
        from game.engine.step import RULES_VERSION
        from game.version import __version__

        versions = (__version__, RULES_VERSION)
        coming = self._dask.as_completed(with_results=True, raise_errors=False, loop=self._client.loop)
        waiting: dict[Any, range] = {}
        try:
            while True:
                while (runs := schedule.next(wait=False)) is not None:
                    key = f"wedge-{id(self)}-{runs.start}-{runs.stop}"
                    future = self._client.submit(
                        _play, task, runs.start, runs.stop, versions, key=key, pure=False, retries=_RETRIES
                    )
                    waiting[future] = runs
                    coming.add(future)
                if not waiting:
                    return
                self._wait(coming)
                future, reply = next(coming)
                runs = waiting.pop(future)
                played, seconds = _outcome(future, reply, runs)
                schedule.timed(len(runs), seconds)
                yield played
        finally:
            with suppress(Exception):  # whatever is still played there is not wanted any more
                self._client.cancel(list(waiting))

    def _wait(self, coming: Any) -> None:
        """Wait until something is finished, for as long as there is somebody who could finish it."""
        looked = seen = time.monotonic()
        while not coming.has_ready():
            time.sleep(_TICK)
            now = time.monotonic()
            if now < looked + _LOOK:
                continue
            looked = now
            with suppress(Exception):  # a scheduler that has gone ends what it was asked for
                seen = now if self._client.nthreads() else seen
            if (self._own is not None and self._own.ended) or now > seen + _LONELY:
                raise Failure(f"The cluster at {self._address!r} has no worker left.")

    def _close(self) -> None:
        if self._client is not None:
            with suppress(Exception):
                self._client.close()
        if self._own is not None:
            self._own.stop()
        logging.getLogger(_TALKATIVE).setLevel(self._level)


def _outcome(future: Any, reply: Any, runs: range) -> tuple[Played, float]:
    if future.status == "finished":
        played, seconds = reply
        return played, seconds
    if future.status != "error":
        raise Failure("The scheduler of the cluster has gone.")
    raise Failure(f"{named(runs)} could not be played by the cluster: {future.exception()}")


def _reason(error: Exception) -> str:
    if isinstance(error, (OSError, RuntimeError, ValueError)):  # a time that is up is one of the first
        return clip(str(error).rstrip(".") or "nobody says who is there", 300)
    return f"who answers is no scheduler of Dask ({type(error).__name__})"


def _greet(address: str, keys: Any) -> None:
    """Ask who is there before a client is made, which waits for ever for whoever is no scheduler.

    Raises
    ------
    CallError
        If there are no certificates for an address that asks for them.
    """
    from distributed import core

    talk: Any = core
    try:
        how = keys.get_connection_args("client")
    except OSError as error:
        raise CallError(f"The certificates of Dask's configuration cannot be read: {error}.") from None
    if address.startswith(_ENCRYPTED) and how["ssl_context"] is None:
        raise CallError(
            f"{clip(address)!r} is encrypted, and no certificates are named: give Dask's configuration an authority, "
            "a certificate and a key, as docs/running.md shows (DASK_DISTRIBUTED__COMM__TLS__CA_FILE and others)."
        )

    async def asked() -> None:
        comm = await talk.connect(address, timeout=_PATIENCE, **how)
        try:
            if (await talk.send_recv(comm, op="identity")).get("type") != "Scheduler":
                raise OSError("that is no scheduler")
        finally:
            comm.abort()

    wrong: list[Exception] = []

    def ask() -> None:
        try:
            asyncio.run(asyncio.wait_for(asked(), _PATIENCE + _LOOK))
        except Exception as error:
            wrong.append(error)

    thread = threading.Thread(target=ask, daemon=True)  # a notebook has a loop of its own in this one
    thread.start()
    thread.join()
    if wrong:
        raise wrong[0]


def _play(task: bytes, start: int, stop: int, versions: tuple[str, int]) -> tuple[Played, float]:
    """Play some runs on a worker, which must have the same rules."""
    import time

    from game.engine.step import RULES_VERSION
    from game.version import __version__

    if (__version__, RULES_VERSION) != versions:
        here, there = f"wedge {__version__} (rules {RULES_VERSION})", f"wedge {versions[0]} (rules {versions[1]})"
        raise RuntimeError(f"a worker has {here}, and was asked by {there}: install the same on all machines")
    begun = time.thread_time()
    played = _unpacked(task).play(range(start, stop))
    return played, time.thread_time() - begun


@lru_cache(2)
def _unpacked(task: bytes) -> Any:
    return pickle.loads(task)


def _full(address: str) -> str:
    if not address.strip():
        raise CallError("--cluster needs the address of a scheduler, such as tls://10.0.0.5:8786, or local:4.")
    full = address if "://" in address else f"tcp://{address}"
    try:
        kind, host, port = (parts := urlsplit(full)).scheme, parts.hostname, parts.port
    except ValueError:
        port = None
    if not port or not host or kind not in _KINDS:  # Dask would wait a minute before it says so
        raise CallError(
            f"{clip(address)!r} is no address of a scheduler: give its machine and port, such as tls://10.0.0.5:8786, "
            "or local:4 for this machine alone."
        )
    return full


def warning(address: str) -> str | None:
    """Return what must be said aloud about an address: an open scheduler runs anybody's code."""
    if local_workers(address) or address.startswith(_ENCRYPTED):
        return None
    host = _full(address).partition("://")[2].rpartition(":")[0].strip("[]")
    with suppress(ValueError):
        if ipaddress.ip_address(host).is_loopback:
            return None
    if host == "localhost":
        return None
    return (
        f"{address} is not encrypted, and asks nobody who they are: whoever can reach this scheduler can run any code "
        "on all its workers. Use tls:// with certificates, as docs/running.md says, on every network that is not "
        "yours alone."
    )
