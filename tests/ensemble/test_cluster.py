"""A Dask cluster on this machine: the same games, with a worker killed in the middle."""

import os
import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from game.ensemble.cluster import Cluster, warning
from game.ensemble.errors import CallError, Failure
from game.ensemble.machines import LocalMachines, local_workers
from game.ensemble.store import kept_games
from game.ensemble.writing import write_ensemble
from tests.ensemble.stage import marks, tutorial

pytest.importorskip("distributed")


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    machines = LocalMachines(2)
    try:
        yield machines.start()
    finally:
        machines.stop()


def test_machines_of_our_own_are_reached_from_this_machine_alone(address: str) -> None:
    psutil = pytest.importorskip("psutil")  # which Dask needs
    with Cluster(address) as cluster:
        ours = [cluster._client.run_on_scheduler(os.getpid), *cluster._client.run(os.getpid).values()]
    doors: list[str] = []
    for process in [*map(psutil.Process, ours), *_above(psutil.Process(ours[1]))]:
        own = process.net_connections()
        doors += [found.laddr.ip for found in own if found.status == psutil.CONN_LISTEN]
    assert len(doors) > 4
    assert set(doors) == {"127.0.0.1"}


def _above(worker: Any) -> list[Any]:
    """Return what keeps a worker, up to this program."""
    found = worker.parents()
    return list(found[: [process.pid for process in found].index(os.getpid())])


def test_the_same_bytes_though_a_worker_is_killed_and_all_is_broken_off(address: str, tmp_path: Path) -> None:
    setup = tutorial(formats=("csv", "parquet"))
    write_ensemble(setup, str(tmp_path / "here"), workers=1)
    there = tmp_path / "there"
    with Cluster(address) as cluster:
        pids = list(cluster._client.run(os.getpid).values())
    told: list[int] = []

    def interrupted(games: int) -> None:
        told.append(games)
        if len(told) == 2:
            os.kill(pids[0], signal.SIGKILL)
        if len(told) == 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_ensemble(setup, str(there), cluster=address, chunk=5, progress=interrupted)
    assert kept_games(there) >= 25
    write_ensemble(setup, str(there), cluster=address, chunk=9)
    assert marks(there) == marks(tmp_path / "here")


def test_nobody_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("game.ensemble.cluster._PATIENCE", 1)
    for nowhere in ("127.0.0.1:9", "tcp://no such place:8786"):
        with pytest.raises(CallError, match="No cluster with a worker answers at"), Cluster(nowhere):
            pass


def test_who_answers_is_no_scheduler() -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]

        def answer() -> None:
            with suppress(OSError):
                while True:
                    with door.accept()[0] as visitor:
                        visitor.sendall(b"HTTP/1.0 400 Bad Request\r\n\r\n" * 9)

        threading.Thread(target=answer, daemon=True).start()
        with pytest.raises(CallError, match="who answers is no scheduler of Dask"), Cluster(f"127.0.0.1:{port}"):
            pass


def test_an_encrypted_scheduler_needs_certificates() -> None:
    import dask

    none_named = dask.config.set({"distributed.comm.tls.ca-file": None})
    with none_named, pytest.raises(CallError, match="no certificates are named"), Cluster("tls://127.0.0.1:9"):
        pass


@pytest.mark.parametrize(("ended", "workers"), [(True, {"one": 1}), (False, {})])
def test_nobody_is_waited_for_who_has_gone(ended: bool, workers: dict[str, int], monkeypatch: Any) -> None:
    monkeypatch.setattr("game.ensemble.cluster._LOOK", 0.01)
    monkeypatch.setattr("game.ensemble.cluster._LONELY", 0.05)
    cluster = Cluster("local:1" if ended else "127.0.0.1:9")
    cluster._client = SimpleNamespace(nthreads=lambda: workers)
    if ended:
        cluster._own = cast("LocalMachines", SimpleNamespace(ended=True))
    with pytest.raises(Failure, match="has no worker left"):
        cluster._wait(SimpleNamespace(has_ready=lambda: False))


@pytest.mark.parametrize("asked", ["banana", "udp://x:1", "tcp://:8786", "10.0.0.5:port", "[::1", "tcp://a:99999"])
def test_no_address_is_said_at_once(asked: str) -> None:
    with pytest.raises(CallError, match=r"no address of a scheduler: give its machine and port, such as"):
        Cluster(asked)


@pytest.mark.parametrize(("asked", "count"), [("local", 2), ("local:4", 4), ("127.0.0.1:8786", 0), ("localhost:1", 0)])
def test_how_many_workers_are_started_here(asked: str, count: int) -> None:
    assert local_workers(asked) == count


@pytest.mark.parametrize("asked", ["local:0", "local:x", "local:-1", "local:9999"])
def test_no_such_number_of_workers(asked: str) -> None:
    with pytest.raises(CallError, match="takes a number of workers"):
        local_workers(asked)


@pytest.mark.parametrize(
    ("asked", "open_to_all"),
    [
        ("local:2", False), ("127.0.0.1:8786", False), ("tcp://[::1]:8786", False), ("localhost:8786", False),
        ("tls://10.0.0.5:8786", False), ("10.0.0.5:8786", True), ("tcp://example.org:8786", True),
    ],
)  # fmt: skip
def test_an_open_scheduler_is_warned_of(asked: str, open_to_all: bool) -> None:
    assert (warning(asked) is not None) == open_to_all


def test_without_dask_the_command_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    import builtins

    real = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name == "distributed":
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(CallError, match="pip install distributed"):
        Cluster("local:2")
