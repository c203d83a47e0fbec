"""A cluster on this machine alone: a scheduler and workers that listen on the loopback address and end with us."""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from game.ensemble.environment import environment
from game.ensemble.errors import CallError

__all__ = ["LocalMachines", "local_workers"]

_LOOPBACK = "127.0.0.1"
_PATIENCE, _ENDING = 30.0, 3.0  # seconds until the scheduler is there, and until each has gone
_MOST = 1024
_PLAIN = {"DASK_DISTRIBUTED__COMM__REQUIRE_ENCRYPTION": "false"}  # what goes over the loopback address alone


class LocalMachines:
    """A Dask scheduler with some workers of one thread, as processes of their own.

    They are started as programs, not as copies of this one, so that a script that calls us needs no guard.
    """

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._folder: TemporaryDirectory[str] | None = None
        self._processes: list[subprocess.Popen[bytes]] = []

    def start(self) -> str:
        """Start everything; return the address of the scheduler."""
        self._folder = TemporaryDirectory(prefix="wedge-cluster-")
        place = Path(self._folder.name) / "scheduler.json"
        pages = ["--no-dashboard", "--dashboard-address", f"{_LOOPBACK}:0"]  # Dask answers HTTP in any case
        common = ["--host", _LOOPBACK, "--scheduler-file", str(place), *pages]
        self._run("scheduler", "--port", "0", "--idle-timeout", "10 minutes", *common)
        until = time.monotonic() + _PATIENCE
        while not place.exists() or not place.stat().st_size:
            if time.monotonic() > until or self._processes[0].poll() is not None:
                raise TimeoutError("its scheduler did not start")
            time.sleep(0.05)
        self._run("worker", "--nworkers", str(self._workers), "--nthreads", "1", "--death-timeout", "60", *common)
        return str(json.loads(place.read_text())["address"])

    @property
    def ended(self) -> bool:
        """Whether the scheduler, or what keeps the workers, is not there any more."""
        return any(process.poll() is not None for process in self._processes)

    def stop(self) -> None:
        """End everything."""
        for process in reversed(self._processes):
            process.terminate()
        for process in reversed(self._processes):
            with suppress(subprocess.TimeoutExpired):
                process.wait(_ENDING)  # who is just starting another worker listens to nobody
            _kill(process)
            process.wait()
        self._processes = []
        if self._folder is not None:
            self._folder.cleanup()

    def _run(self, *words: str) -> None:
        paths = os.pathsep.join(path or os.getcwd() for path in sys.path)
        assert self._folder is not None
        own: Any = {"process_group": 0} if os.name == "posix" else {"creationflags": 0x200}
        process = subprocess.Popen(
            [sys.executable, "-m", "dask", *words],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            cwd=self._folder.name, env={**environment(), "PYTHONPATH": paths, **_PLAIN}, **own,
        )  # fmt: skip
        self._processes.append(process)


def _kill(process: "subprocess.Popen[bytes]") -> None:
    """End a program and what it has started at once."""
    if sys.platform != "win32":
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()


def local_workers(address: str) -> int:
    """Return how many workers `local:N` asks for, 0 for an address elsewhere.

    Raises
    ------
    CallError
        If N is no number of workers.
    """
    if address.partition(":")[0] != "local":
        return 0
    count = address.partition(":")[2] or "2"
    if not count.isascii() or not count.isdigit() or not 1 <= int(count) <= _MOST:
        raise CallError(f"--cluster local:N takes a number of workers from 1 to {_MOST:,}, found {count!r}.")
    return int(count)
