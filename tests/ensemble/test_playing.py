"""The same games, to the last bit, whoever plays them; and what happens when somebody who plays is lost."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from game.ensemble.crew import Crew, packed
from game.ensemble.errors import CallError, Failure
from game.ensemble.schedule import Schedule
from game.ensemble.task import play_runs
from tests.ensemble.stage import GAMES, played, tutorial, values

_MODULE = """
    import os, signal, time
    from game.policy.simple import Idle

    class Stumbling(Idle):
        '''Ends its process the first time that it sees the last turn.'''
        def __init__(self, mark, always=False):
            self.mark, self.always = mark, always
        def order(self, view):
            if view.number == 5 and (self.always or not os.path.exists(self.mark)):
                open(self.mark, "a").close()
                os.kill(os.getpid(), signal.SIGKILL)
            return super().order(view)

    class Wrong(Idle):
        def order(self, view):
            print("a policy may print")
            raise ZeroDivisionError("of its own")

    class Slow(Idle):
        def order(self, view):
            time.sleep(0.02)
            return super().order(view)
"""


@pytest.fixture(scope="module")
def reference() -> "np.ndarray[Any, Any]":
    return values(played(tutorial(), workers=1))


@pytest.fixture
def strangers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A module of policies that only this test and its processes know."""
    (tmp_path / "strangers.py").write_text(textwrap.dedent(_MODULE))
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "strangers", raising=False)
    return __import__("strangers")


@pytest.mark.parametrize("chunk", [1, 2, 7, GAMES, 10 * GAMES])
def test_chunks_change_nothing(chunk: int, reference: "np.ndarray[Any, Any]") -> None:
    parts = played(tutorial(), workers=1, chunk=chunk)
    assert [run for part in parts for run in part.runs] == list(range(GAMES))
    np.testing.assert_array_equal(values(parts), reference)


@pytest.mark.parametrize(("workers", "chunk"), [(2, 20), (4, 33), (2, None)])
def test_processes_change_nothing(workers: int, chunk: int | None, reference: "np.ndarray[Any, Any]") -> None:
    parts = played(tutorial(), workers=workers, chunk=chunk)
    assert [run for part in parts for run in part.runs] == list(range(GAMES))
    np.testing.assert_array_equal(values(parts), reference)


def test_fewer_games_are_the_first_of_more(reference: "np.ndarray[Any, Any]") -> None:
    np.testing.assert_array_equal(values(played(tutorial(5), workers=1)), reference[:, :5])


def test_the_trace_ends_with_the_results() -> None:
    (part,) = played(tutorial(30, trace=True), workers=1, chunk=30)
    assert part.trace is not None
    assert part.trace.shape[0] == 6
    metrics = part.trace.shape[1]
    np.testing.assert_array_equal(part.trace[-1], part.values[:metrics])
    (short,) = played(tutorial(30, turns=2), workers=1, chunk=30)
    np.testing.assert_array_equal(part.trace[1], short.values[:metrics])


def test_a_killed_process_costs_its_chunk_and_nothing_else(strangers: Any, tmp_path: Path) -> None:
    whole = values(played(tutorial(players={"halmar": "idle"}), workers=1))
    setup = tutorial(players={"halmar": strangers.Stumbling(str(tmp_path / "mark"))})
    parts = played(setup, workers=2, chunk=25)
    assert (tmp_path / "mark").exists(), "nothing was killed"
    count = len(whole) - len(tutorial(players={"halmar": "idle"}).task.claims)
    np.testing.assert_array_equal(values(parts)[:count], whole[:count])


def test_the_others_go_on_while_one_is_replaced(strangers: Any) -> None:
    setup = tutorial(240, players={"halmar": strangers.Slow()})
    schedule = Schedule([range(240)], 2, 20)
    blob = packed(setup.task)
    assert blob is not None
    crew, killed, seen = Crew(blob, schedule, 2), 0, []
    for part in crew.play():
        schedule.collected()
        seen.append(part.runs)
        if len(seen) == 3:
            killed = crew._posts[0]._process.pid  # type: ignore[union-attr]
            os.kill(killed, signal.SIGKILL)
    assert killed
    assert sorted(run for runs in seen for run in runs) == list(range(240))
    assert len(seen) == 12, "a chunk was played twice"


def test_what_always_kills_is_told_and_not_tried_for_ever(strangers: Any, tmp_path: Path) -> None:
    setup = tutorial(players={"halmar": strangers.Stumbling(str(tmp_path / "mark"), always=True)})
    with pytest.raises(Failure, match=r"The games .* ended the process .* 3 times \(by signal SIGKILL\)"):
        played(setup, workers=1 + 1, chunk=50)


@pytest.mark.parametrize("workers", [1, 2])
def test_the_fault_of_a_policy_is_told(strangers: Any, workers: int, capfd: pytest.CaptureFixture[str]) -> None:
    setup = tutorial(players={"halmar": strangers.Wrong()})
    with pytest.raises(Failure, match=r"The games .* could not be played: ZeroDivisionError: of its own"):
        played(setup, workers=workers, chunk=50)


def test_a_policy_that_lives_here_alone_plays_here() -> None:
    from game.policy.simple import Idle

    class Local(Idle):
        pass

    setup = tutorial(20, players={"halmar": Local()})
    assert setup.plan.seats["halmar"].endswith("Local)")
    same = values(played(tutorial(20, players={"halmar": "idle"}), workers=1))
    mine = values(played(setup))
    np.testing.assert_array_equal(mine[:5], same[:5])


def test_a_policy_that_cannot_be_copied_does_not_play_elsewhere() -> None:
    from game.policy.simple import Idle

    class Bound(Idle):
        def __reduce__(self) -> str:
            raise TypeError("it stays here")

    setup = tutorial(20, players={"halmar": Bound()})
    assert len(played(setup)) == 1
    with pytest.raises(CallError, match="cannot play in several processes"):
        played(setup, workers=2)


def test_who_stops_listening_leaves_no_process_behind() -> None:
    setup = tutorial(5000)
    schedule = Schedule([range(5000)], 2, 10)
    crew = Crew(packed(setup.task) or b"", schedule, 2)
    listening = crew.play()
    next(listening)
    running = [post._process for post in crew._posts if post._process is not None]
    listening.close()
    assert running
    assert all(process.poll() is not None for process in running)


def test_processes_end_with_the_one_that_started_them(tmp_path: Path) -> None:
    code = """
        import os, sys
        from tests.ensemble.stage import tutorial
        from game.ensemble.crew import Crew, packed
        from game.ensemble.schedule import Schedule
        setup = tutorial(10**6)
        schedule = Schedule([range(10**6)], 1, 10)
        crew = Crew(packed(setup.task), schedule, 1)
        for part in crew.play():
            print(crew._posts[0]._process.pid, flush=True)
            schedule.collected()
    """
    root = Path(__file__).parents[2]
    parent = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=root
    )
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    parent.stdout.close()
    until = time.monotonic() + 30
    while _runs(child) and time.monotonic() < until:
        time.sleep(0.05)
    assert not _runs(child)


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{pid}/stat")
    return not (state.exists() and state.read_text().rpartition(")")[2].split()[0] == "Z")


def test_a_run_alone_is_the_run_among_others(reference: "np.ndarray[Any, Any]") -> None:
    np.testing.assert_array_equal(play_runs(tutorial().task, range(77, 78)).values, reference[:, 77:78])
