"""What screen comes next, and when a curtain falls."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from game.sim.saves import Saves, load_game
from game.ui import flow
from game.ui.app import App
from game.ui.kit.base import Element
from game.ui.kit.basics import Text
from game.ui.match import PERSON, Match
from game.ui.stage import Scene, Stage
from tests.ui.hands import window
from tests.ui.matches import begun


class _Named(Scene):
    """Stands for a screen, and knows only its name."""

    def __init__(self, stage: Stage, name: str, given: tuple[Any, ...]) -> None:
        super().__init__(stage)
        self.name, self.given = name, given

    def build(self) -> Element:
        return Text(self.name)


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch) -> Iterator[App]:
    monkeypatch.setattr(flow, "make", lambda name, stage, *given: _Named(stage, name, given))
    found = window()
    yield found
    found.workers.close()


def _top(app: App) -> tuple[str, str]:
    """Return the name of the screen, and the seat behind a curtain or before it."""
    scene = app.top
    assert isinstance(scene, _Named)
    match = scene.given[0]
    assert isinstance(match, Match)
    return scene.name, scene.given[1] if scene.name == "curtain" else match.seat


def _game(tmp_path: Path, *persons: str, **more: Any) -> Match:
    return begun(*persons, saves=Saves(tmp_path), name="two-harbours", **more)


def test_every_screen_can_be_imported() -> None:
    from importlib import import_module

    for place in flow.SCENES.values():
        module, _, kind = place.partition(":")
        assert issubclass(getattr(import_module(module), kind), Scene)


def test_one_person_plays_without_a_curtain(app: App, tmp_path: Path) -> None:
    match = _game(tmp_path, "halmar", briefed=False)
    flow.go_on(app, match)
    assert _top(app)[0] == "briefing"
    match.briefed = True
    flow.go_on(app, match)
    for _turn in range(match.world.turns):
        assert _top(app) == ("orders", "halmar")
        flow.seat_done(app, match)
        assert _top(app)[0] == "reveal"
        flow.shown(app, match)
    assert _top(app)[0] == "end"


def test_a_state_moves_and_then_answers(app: App, tmp_path: Path) -> None:
    match = _game(tmp_path, "oro")
    flow.go_on(app, match)
    assert _top(app) == ("state turn", "oro")
    assert match.session.stage == "orders"
    flow.seat_done(app, match)
    if match.session.offers("oro"):
        assert _top(app) == ("state turn", "oro")
        flow.seat_done(app, match)
    assert _top(app)[0] == "reveal"


def test_a_curtain_falls_between_seats_and_hides_whose_view_it_is(app: App, tmp_path: Path) -> None:
    match = _game(tmp_path, "halmar", "vesk", "oro")
    flow.go_on(app, match)
    seen = []
    while match.session.number == 0:
        name, seat = _top(app)
        seen.append((name, seat))
        if name == "curtain":
            assert match.seat == ""
            flow.lift(app, match, seat)
        else:
            flow.seat_done(app, match)
    assert seen[:6] == [
        ("curtain", "halmar"), ("orders", "halmar"), ("curtain", "vesk"), ("orders", "vesk"), ("curtain", "oro"),
        ("state turn", "oro"),
    ]  # fmt: skip
    assert set(seen[6:]) <= {("state turn", "oro")}  # it answers behind the same curtain
    assert _top(app) == ("reveal", "")
    flow.shown(app, match)
    assert _top(app) == ("curtain", "halmar")


def test_whoever_hands_the_last_seat_over_watches(app: App, tmp_path: Path) -> None:
    match = _game(tmp_path, "halmar")
    flow.go_on(app, match)
    match.hand_over("halmar", "shipwrights")
    flow.go_on(app, match)
    assert _top(app)[0] == "reveal"
    flow.shown(app, match)
    assert _top(app)[0] == "reveal"
    match.hand_over("halmar", PERSON)
    flow.shown(app, match)
    assert _top(app) == ("orders", "halmar")


def test_every_turn_is_saved_by_itself(app: App, tmp_path: Path) -> None:
    match = _game(tmp_path, "halmar")
    flow.go_on(app, match)
    assert not list(tmp_path.iterdir())
    flow.seat_done(app, match)
    saved = Saves(tmp_path).latest()
    assert saved is not None
    assert saved.saved is not None
    assert len(saved.saved.records(0)) == 1


def test_a_failed_autosave_is_said_and_the_game_goes_on(app: App, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    match = begun("halmar", name="two-harbours", saves=Saves(tmp_path / "file" / "games"))
    flow.go_on(app, match)
    flow.seat_done(app, match)
    assert _top(app)[0] == "reveal"
    assert any("not saved" in line for line in app.log)


def test_closing_the_window_keeps_the_game(app: App, tmp_path: Path) -> None:
    match = _game(tmp_path, "halmar")
    flow.go_on(app, match)
    app.closing()
    (path,) = tmp_path.iterdir()
    saved = load_game(path)
    assert saved is not None
    flow.home(app)
    path.unlink()
    app.closing()
    assert not list(tmp_path.iterdir())


def test_nothing_moves_by_asking_what_comes_next(tmp_path: Path) -> None:
    match = _game(tmp_path, "halmar")
    assert flow.next_screen(match) == flow.next_screen(match) == ("orders", "halmar")
    match.finish("halmar")
    assert flow.next_screen(match) == ("close orders", "")
    assert match.session.stage == "orders"
