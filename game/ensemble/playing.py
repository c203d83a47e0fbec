"""All runs of a task in their order: by this process, by several, or by a cluster; finished ones from the disk."""

import sys
import time
from collections.abc import Generator
from contextlib import closing

from game.ensemble.backends import NUMPY, games_at_once
from game.ensemble.crew import Crew, cores, packed
from game.ensemble.errors import CallError, Failure, whole_number
from game.ensemble.schedule import Schedule, gaps, named
from game.ensemble.store import Store
from game.ensemble.task import Playable, Played, Task, with_text

__all__ = ["play_all"]

_WORTH_IT = 1.0  # seconds of play that are left when starting processes pays
_MANY = 8192  # games that surely take so long


Stream = Generator[Played, None, None]


def play_all(
    task: Playable,
    games: int,
    *,
    workers: int | None = None,
    cluster: str | None = None,
    store: Store | None = None,
    chunk: int | None = None,
) -> Stream:
    """Play the runs 0 to `games` - 1 and yield them in their order, a chunk at a time.

    Parameters
    ----------
    task : what is played.
    games : how many runs.
    workers : how many processes; one a core if not given, and none for what is quickly done.
    cluster : the address of a Dask scheduler that plays instead.
    store : keeps what is finished, and knows what was finished before.
    chunk : games a chunk; it changes nothing in the results.

    Raises
    ------
    CallError
        If what plays cannot be sent where it should be played.
    """
    if isinstance(task, Task) and task.backend != NUMPY:
        if cluster is not None or (workers or 1) > 1:
            raise CallError(f"The backend {task.backend} computes in this process alone: give no workers, no cluster.")
        workers, chunk = 1, chunk or games_at_once(task.backend, games)
    workers = None if workers is None else whole_number("workers", workers, 1)
    done = store.ranges() if store is not None else []
    todo = gaps(done, games)
    blob = packed(task) if cluster is not None or workers != 1 else None
    if cluster is not None:
        from game.ensemble.cluster import Cluster

        if blob is None:
            raise CallError("A policy that lives in this program alone cannot play on a cluster: put it into a module.")
        with Cluster(cluster) as machines:
            schedule = Schedule(todo, machines.workers, chunk)
            yield from _in_order(task, games, done, store, schedule, machines.play(blob, schedule))
        return
    players = _players(blob, workers)
    schedule = Schedule(todo, players, chunk)
    wait = workers is None and schedule.left < _MANY
    stream = _here(task, schedule) if players == 1 else _soon_by_crew(task, blob or b"", schedule, players, wait)
    yield from _in_order(task, games, done, store, schedule, stream)


def _players(blob: bytes | None, workers: int | None) -> int:
    """Return how many can play: policies that cannot be copied play in this process."""
    if blob is None or getattr(sys, "frozen", False):
        if workers is not None and workers > 1:
            raise CallError(
                "A policy that lives in this program alone cannot play in several processes: put it into a module, "
                "or install cloudpickle, or leave out workers."
            )
        return 1
    return workers or cores()


def _here(task: Playable, schedule: Schedule) -> Stream:
    """Play in this process until nothing is left."""
    while (runs := schedule.next()) is not None:
        begun = time.thread_time()
        try:
            played = task.play(runs)
        except Exception as error:
            raise Failure(f"{named(runs)} could not be played: {type(error).__name__}: {error}") from error
        schedule.timed(len(runs), time.thread_time() - begun)
        yield played


def _soon_by_crew(task: Playable, blob: bytes, schedule: Schedule, players: int, wait: bool) -> Stream:
    """Play in this process while little is left to do, and by several otherwise."""
    if wait:
        with closing(_here(task, schedule)) as here:
            for played in here:
                yield played
                if schedule.left > schedule.speed * _WORTH_IT:
                    break
    if schedule.left:
        with closing(Crew(blob, schedule, players).play()) as crew:
            yield from crew


def _in_order(
    task: Playable, games: int, done: list[range], store: Store | None, schedule: Schedule, stream: Stream
) -> Stream:
    """Yield chunks in the order of their runs, wherever they come from; new ones are kept before anything else."""
    finished: dict[int, range] = {runs.start: runs for runs in done}
    waiting: dict[int, Played] = {}
    at = 0
    with closing(stream) as coming:
        while at < games:
            if at in finished:
                assert store is not None
                played = store.read(finished[at])
                if isinstance(task, Task):
                    played = with_text(played, task)
            elif at in waiting:
                played = waiting.pop(at)
                schedule.collected()
            else:
                new = next(coming)
                if store is not None:
                    store.write(new)
                waiting[new.runs.start] = new
                continue
            at = played.runs.stop
            yield played
