"""Other games are counted in slices, in idle time, for those who sit there now, and once only."""

import time
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from game.sim.claims import compile_claims
from game.sim.forecast_games import OtherGames
from game.ui import flow, slices
from game.ui.others import OtherGamesCount
from game.ui.scenes.end import End
from game.ui.settings import Settings
from game.ui.slices import Slice
from tests.sim.others import all_counted
from tests.ui.hands import window
from tests.ui.matches import begun, over


@pytest.fixture(autouse=True)
def _begun_anew(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(slices, "_SLICE", 0.0)  # a slice ends with the turn, however fast the machine is
    slices._going.clear()
    yield
    slices._going.clear()


def _count() -> OtherGamesCount:
    return begun(name="two-harbours").others


@cache
def _all() -> OtherGames:
    match = begun(name="two-harbours")
    return all_counted(match.world, match.session.seats, compile_claims(match.scenario, match.world))


def _slice(count: OtherGamesCount) -> OtherGames | None:
    """Count a slice here."""
    piece = count.piece()
    assert piece is not None
    work, given = piece
    count.take(work(*given))
    return count.found


def _finish(count: OtherGamesCount) -> int:
    """Count to the end; return how many slices it took."""
    for number in range(1, 1000):
        found = _slice(count)
        if found is not None and found.finished:
            return number
    raise AssertionError("no end")


def _same(one: OtherGames | None, other: OtherGames | None) -> bool:
    assert one is not None
    assert other is not None
    scores = all(np.array_equal(one.scores[actor], other.scores[actor]) for actor in other.scores)
    return scores and (one.played, one.wanted, _numbers(one)) == (other.played, other.wanted, _numbers(other))


def _numbers(found: OtherGames) -> list[tuple[object, ...]]:
    return [(name, r.met, r.games, r.low, r.high, r.mean, r.verdict) for name, r in found.results.items()]


def test_slices_come_to_what_is_counted_at_once_and_another_game_has_it_with_the_first() -> None:
    count = _count()
    assert _slice(count) is None  # a turn is no game
    assert _finish(count) > begun(name="two-harbours").world.turns
    assert _same(count.found, _all())
    assert count.piece() is None
    slices._going.clear()  # another process
    again = _count()
    assert _finish(again) == 1
    assert _same(again.found, _all())


def test_each_line_up_has_its_own_count() -> None:
    match = begun("halmar", name="two-harbours")
    while (mine := _slice(match.others)) is None:
        pass
    assert match.hand_over("halmar", "idle") is None
    assert match.others.found is None
    piece = match.others.piece()
    assert piece is not None
    assert match.hand_over("halmar", "person") is None  # while a slice of the others is being counted
    assert match.others.found is mine
    idle = replace(mine, played=mine.played + 1)
    match.others.take(Slice(idle, False))
    assert match.others.found is mine
    assert match.hand_over("halmar", "idle") is None
    assert match.others.found is idle


def test_a_process_that_began_anew_takes_nothing_back() -> None:
    count = _count()
    while (found := _slice(count)) is None:
        pass
    count.take(RuntimeError("the process has died"))
    assert count.failed
    assert count.piece() is None
    count.failed = False
    slices._going.clear()
    assert _slice(count) is found


def test_the_end_takes_over_what_is_there() -> None:
    app = window(settings=Settings(motion="none"))
    match = over("halmar")
    app.push(End(app, match))
    app.frame(0.0)
    assert "counting other games" in app.describe()
    while _slice(match.others) is None:
        pass
    app.frame(0.1)
    assert "125 of " in app.describe()
    match.others.take(RuntimeError("the process has died"))
    app.frame(0.1)
    assert "could not be counted" in app.describe()
    app.restart(End(app, match))
    app.frame(0.0)
    assert "125 of " in app.describe()
    assert not match.others.failed


@pytest.mark.processes
def test_counting_begins_with_the_first_turn() -> None:
    app = window(settings=Settings(motion="none"))
    match = begun("halmar", name="two-harbours")
    deadline = time.monotonic() + 120
    try:
        flow.go_on(app, match)
        while match.others.found is None and time.monotonic() < deadline:
            app.frame(0.1)
            time.sleep(0.01)
        assert match.session.number == 0
        assert match.others.found is not None
        assert not match.others.failed
        flow.home(app)
        assert app.workers.chore is None
    finally:
        app.workers.close()
