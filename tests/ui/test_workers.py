"""A chore is done while nothing is asked, piece by piece; long questions go on in slices between short ones."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from typing import Any

import pytest

from game.ui import slices
from game.ui.slices import next_slice
from game.ui.workers import Workers


class _Pool:
    """A process that works when it is told to."""

    def __init__(self) -> None:
        self.waiting: list[tuple[Future[Any], Callable[..., Any], tuple[Any, ...]]] = []

    def submit(self, work: Callable[..., Any], *given: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self.waiting.append((future, work, given))
        return future

    def work(self) -> None:
        future, work, given = self.waiting.pop(0)
        try:
            future.set_result(work(*given))
        except ValueError as error:
            future.set_exception(error)


class _Chore:
    def __init__(self, pieces: int) -> None:
        self.left, self.taken = pieces, list[Any]()

    def piece(self) -> tuple[Callable[..., Any], tuple[Any, ...]] | None:
        return (int, (str(self.left) if self.left > 1 else "x",)) if self.left else None

    def take(self, result: Any) -> None:
        self.left -= 1
        self.taken.append(result)


def _count_to(most: int) -> Iterator[int | None]:
    """Count in steps, of which every other one comes to something."""
    for number in range(1, most + 1):
        yield None
        yield number


def _fails() -> Iterator[int]:
    yield 1
    raise ValueError("no more")


@pytest.fixture(autouse=True)
def _short_slices(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(slices, "_SLICE", 0.0)  # a slice is one step, however fast the machine is
    slices._going.clear()
    yield
    slices._going.clear()


@pytest.fixture
def pool(monkeypatch: pytest.MonkeyPatch) -> _Pool:
    pool = _Pool()
    monkeypatch.setattr(Workers, "_open", lambda workers: pool)
    return pool


def test_a_chore_is_done_piece_by_piece_and_what_fails_is_told(pool: _Pool) -> None:
    workers, chore = Workers(), _Chore(2)
    workers.chore = chore
    for _step in range(2):
        assert workers.answers() == []
        assert len(pool.waiting) == 1
        assert not workers.busy
        pool.work()
    assert workers.answers() == []
    assert chore.taken[0] == 2
    assert isinstance(chore.taken[1], ValueError)
    assert not pool.waiting


def test_a_question_waits_for_one_piece_at_most(pool: _Pool) -> None:
    workers, chore = Workers(), _Chore(9)
    workers.chore = chore
    workers.answers()
    workers.ask("plan", int, "5")
    pool.work()
    workers.answers()
    assert chore.taken == [9]
    assert len(pool.waiting) == 1  # the question alone
    pool.work()
    assert workers.answers() == [("plan", 5)]
    workers.ask("plan", int, "6")  # who has an answer may ask for more at once
    workers.answers()
    assert len(pool.waiting) == 1
    pool.work()
    assert workers.answers() == [("plan", 6)]
    workers.answers()
    assert len(pool.waiting) == 1  # the chore goes on


def test_a_piece_of_another_chore_goes_where_it_belongs(pool: _Pool) -> None:
    workers, old, new = Workers(), _Chore(9), _Chore(5)
    workers.chore = old
    workers.answers()
    workers.chore = new
    workers.answers()
    assert len(pool.waiting) == 1
    pool.work()
    workers.answers()
    assert (old.taken, new.taken) == ([9], [])
    assert len(pool.waiting) == 1


def test_a_long_question_goes_on_between_short_ones_and_before_the_chore(pool: _Pool) -> None:
    workers, chore = Workers(), _Chore(9)
    workers.chore = chore
    workers.ask("long", _count_to, 2)
    assert workers.busy
    told: list[tuple[object, Any]] = []
    while workers.busy:
        told += workers.answers()
        if told == [("long", 1)] and not any(key == "short" for key, _found in told):
            workers.ask("short", int, "5")
            assert workers.answers() == []
            pool.work()  # the slice that had been begun
            assert workers.answers() == []
            assert len(pool.waiting) == 1  # the short question alone
        if pool.waiting:
            pool.work()
    assert told == [("long", 1), ("short", 5), ("long", 2)]
    assert chore.taken == []
    assert slices._going == {}


def test_a_long_question_that_is_dropped_is_left_in_the_other_process_too(pool: _Pool) -> None:
    workers = Workers()
    workers._pool = pool  # type: ignore[assignment]
    workers.ask("long", _count_to, 9)
    workers.answers()
    pool.work()
    assert len(slices._going) == 1
    workers.ask("long", _count_to, 1)  # another one in its place
    pool.work()
    assert slices._going == {}
    workers.answers()
    workers.forget(lambda key: key == "long")
    while pool.waiting:
        pool.work()
    assert workers.answers() == []
    assert slices._going == {}
    assert not workers.busy


def test_a_long_question_that_fails_says_so_after_what_it_found(pool: _Pool) -> None:
    workers = Workers()
    workers.ask("long", _fails)
    found: list[Any] = []
    while workers.busy:
        found += [told for _key, told in workers.answers()]
        if pool.waiting:
            pool.work()
    assert found[0] == 1
    assert isinstance(found[1], ValueError)


def test_few_works_are_kept_and_what_was_dropped_begins_anew() -> None:
    for key in range(5):
        next_slice(key, _count_to, 9)
    assert list(slices._going) == [2, 3, 4]
    assert next_slice(2, _count_to, 9).found == 1
    assert next_slice(0, _count_to, 9).found is None
