"""Several processes that play at once; one that is killed costs its chunk and nothing else."""

import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Generator
from contextlib import suppress
from typing import Any

from game.ensemble.environment import environment
from game.ensemble.errors import Failure
from game.ensemble.schedule import Schedule, named
from game.ensemble.task import Playable, Played
from game.ensemble.worker import Broken, receive, send

__all__ = ["Crew", "cores", "packed"]

_ATTEMPTS = 3  # a chunk that ends so many processes will end the next one too
_START = "import sys; sys.path[:] = {path!r}; from game.ensemble.worker import main; main()"


def cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def packed(task: Playable) -> bytes | None:
    """Return a task as another process can read it; None if it cannot: its policies live in this one alone."""
    with suppress(Exception):  # whatever a stranger's policy raises when it is copied
        plain = pickle.dumps(task, 5)
        if b"__main__" not in plain:
            return plain
    with suppress(Exception):
        import cloudpickle

        return bytes(cloudpickle.dumps(task, 5))
    return None


class Crew:
    """Processes that play the runs of a schedule.

    Each has a thread that gives it runs and waits for what comes of them. If the process ends, whatever the reason,
    the thread starts another one and gives it the same runs again; the others notice nothing.
    """

    def __init__(self, task: bytes, schedule: Schedule, workers: int) -> None:
        self._task, self._schedule = task, schedule
        self._done: queue.SimpleQueue[Played | BaseException | None] = queue.SimpleQueue()
        self._posts = [_Post(task) for _ in range(workers)]
        self._threads = [threading.Thread(target=self._serve, args=(post,), daemon=True) for post in self._posts]

    def play(self) -> Generator[Played, None, None]:
        """Yield what is played, in whatever order it is finished; when this ends, so do the processes."""
        try:
            for thread in self._threads:
                thread.start()
            working = len(self._threads)
            while working:
                try:
                    done = self._done.get(timeout=1.0)  # without a limit, some platforms would not hear Ctrl-C
                except queue.Empty:
                    continue
                if isinstance(done, BaseException):
                    raise done
                if done is None:
                    working -= 1
                else:
                    yield done
        finally:
            self.close()

    def close(self) -> None:
        """End all processes, whatever they are doing."""
        self._schedule.stop()
        for post in self._posts:
            post.close()
        for thread in self._threads:
            if thread.ident is not None:
                thread.join()

    def _serve(self, post: "_Post") -> None:
        try:
            while (runs := self._schedule.next()) is not None:
                reply = self._attempt(post, runs)
                if reply is None:
                    break
                played, seconds = reply
                self._schedule.timed(len(runs), seconds)
                self._done.put(played)
        except BaseException as error:
            self._done.put(error)
        finally:
            post.close()
            post.end()
            self._done.put(None)

    def _attempt(self, post: "_Post", runs: range) -> tuple[Played, float] | None:
        """Have some runs played, by another process if one ends; None if nothing is wanted any more."""
        status: int | None = None
        for _ in range(_ATTEMPTS):
            reply = post.ask(runs)
            if post.closed:
                return None
            if isinstance(reply, Broken):
                raise Failure(f"{named(runs)} could not be played: {reply.sentence}\n{reply.trace}")
            if reply is not None:
                played, seconds = reply
                return played, seconds
            status = post.status
        raise Failure(
            f"{named(runs)} ended the process that played them {_ATTEMPTS} times ({_told(status)}). If memory was "
            "short, fewer processes need less of it: --workers 1."
        )


class _Post:
    """The place of one process, and the process that is there now."""

    def __init__(self, task: bytes) -> None:
        self._task, self.closed = task, False
        self.status: int | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def ask(self, runs: range) -> Any:
        """Have some runs played, by a new process if there is none; return None if it ended."""
        try:
            process = self._process or self._start()
            if process is None:
                return None
            assert process.stdin is not None
            assert process.stdout is not None
            send(process.stdin, pickle.dumps((runs.start, runs.stop)))
            reply = receive(process.stdout)
            if reply is not None:
                return pickle.loads(reply)
        except (OSError, ValueError):  # its pipe is broken, or was closed by `close`
            pass
        self.end()
        return None

    def _start(self) -> "subprocess.Popen[bytes] | None":
        with self._lock:
            if self.closed:
                return None
            code = _START.format(path=[path or os.getcwd() for path in sys.path])
            group: Any = {"process_group": 0} if os.name == "posix" else {"creationflags": 0x200}
            # A group of its own: Ctrl-C is for the one who asked, who then ends the others.
            self._process = subprocess.Popen(
                [sys.executable, "-c", code], env=environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, **group
            )
        assert self._process.stdin is not None
        send(self._process.stdin, self._task)
        return self._process

    def close(self) -> None:
        """End the process, and let no other take its place."""
        with self._lock:
            self.closed = True
            if self._process is not None:
                self._process.kill()

    def end(self) -> None:
        """Clear up after the process that is there, ending it if it still runs."""
        with self._lock:
            process, self._process = self._process, None
        if process is not None:
            process.kill()
            self.status = process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    with suppress(OSError, ValueError):
                        pipe.close()


def _told(status: int | None) -> str:
    if status is not None and status < 0:
        with suppress(ValueError):
            return f"by signal {signal.Signals(-status).name}"
    return f"exit status {status}"
