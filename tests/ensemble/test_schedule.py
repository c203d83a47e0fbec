"""Every run is handed out once, in order, in chunks that fit the speed."""

import threading
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.ensemble.schedule import Schedule, gaps
from game.sim.rollout import CHUNK


def everything(schedule: Schedule, seconds_a_game: float = 1e-4) -> list[range]:
    """Take all chunks, each collected at once."""
    found = []
    while (runs := schedule.next()) is not None:
        found.append(runs)
        schedule.timed(len(runs), len(runs) * seconds_a_game)
        schedule.collected()
    return found


@given(st.lists(st.integers(0, 60), max_size=8, unique=True), st.integers(1, 60))
def test_gaps_are_what_is_missing(marks: list[int], games: int) -> None:
    marks = sorted(mark for mark in marks if mark <= games)
    done = [range(one, other) for one, other in list(pairwise(marks))[::2]]
    missing = set(range(games)) - {run for runs in done for run in runs}
    found = gaps(done, games)
    assert [run for runs in found for run in runs] == sorted(missing)
    assert all(found)


@settings(deadline=None)
@given(st.integers(1, 9000), st.integers(1, 8), st.none() | st.integers(1, 5000), st.floats(1e-6, 1.0))
def test_every_run_is_handed_out_once_and_in_order(games: int, players: int, chunk: int | None, pace: float) -> None:
    found = everything(Schedule([range(games)], players, chunk), pace)
    assert [run for runs in found for run in runs] == list(range(games))
    assert max(len(runs) for runs in found) <= max(chunk or 0, CHUNK)


def test_chunks_grow_for_the_quick_and_stay_small_for_the_slow() -> None:
    quick, slow = ([len(r) for r in everything(Schedule([range(40_000)], 2), pace)] for pace in (1e-5, 0.1))
    assert max(quick) == CHUNK
    assert quick[0] == slow[0] < 100
    assert max(slow[1:]) <= 16


def test_no_more_than_a_few_chunks_are_under_way() -> None:
    schedule = Schedule([range(10_000)], 2, 10)
    taken = []
    while (runs := schedule.next(wait=False)) is not None:
        taken.append(runs)
    assert len(taken) == 8
    waiting = threading.Thread(target=lambda: taken.append(schedule.next() or range(0)))
    waiting.start()
    waiting.join(0.1)
    assert waiting.is_alive()
    schedule.collected()
    waiting.join(10)
    assert taken[-1] == range(80, 90)


@pytest.mark.parametrize("waits", [True, False])
def test_a_stopped_schedule_hands_out_nothing(waits: bool) -> None:
    schedule = Schedule([range(100)], 1)
    schedule.stop()
    assert schedule.next(wait=waits) is None
