"""Seats that look ahead decide beside the window, and a fault of theirs is not swallowed."""

import time
from pathlib import Path

import pytest

from game.sim.saves import Saves
from game.ui import flow
from game.ui.scenes.deciding import Deciding
from game.ui.scenes.reveal import Reveal
from tests.ui.hands import window
from tests.ui.matches import begun


def test_a_slow_policy_does_not_hold_the_window(tmp_path: Path) -> None:
    app = window()
    match = begun("halmar", name="two-harbours", saves=Saves(tmp_path))
    assert match.hand_over("vesk", "greedy") is None
    match.seat = "halmar"
    flow.seat_done(app, match)
    assert isinstance(app.top, Deciding)
    assert "Vesk" in app.describe()
    deadline = time.monotonic() + 60
    while not isinstance(app.top, Reveal) and time.monotonic() < deadline:
        app.frame(0.05)
        time.sleep(0.01)
    assert isinstance(app.top, Reveal)
    assert match.session.number == 1
    assert len(Saves(tmp_path).listed()) == 1


def test_a_fault_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = window()
    match = begun("halmar", name="two-harbours", saves=Saves(tmp_path))
    assert match.hand_over("vesk", "greedy") is None

    def broken() -> None:
        raise RuntimeError("no idea")

    monkeypatch.setattr(match, "resolve_step", broken)
    match.seat = "halmar"
    flow.seat_done(app, match)
    assert isinstance(app.top, Deciding)
    app.top._thread.join()
    with pytest.raises(RuntimeError, match="no idea"):
        app.frame(0.1)
