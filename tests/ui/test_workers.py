"""A chore is done while nothing is asked, piece by piece."""

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

import pytest

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
