"""What if a number were otherwise: it is moved, played again by another process, and shown beside the real game."""

from pathlib import Path
from typing import Any

import pytest

from game.sim.doubts import Elsewhere, Replayed, count_otherwise, replay_otherwise
from game.sim.saves import Saves
from game.ui.app import App
from game.ui.match import Match
from game.ui.scenes.power.screen import PowerScreen
from game.ui.scenes.why import Why
from game.ui.settings import Settings
from tests.ui.hands import click, press, window
from tests.ui.matches import begun


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch) -> App:
    app = window(settings=Settings(motion="none"))
    app.asked = []  # type: ignore[attr-defined]
    monkeypatch.setattr(app, "ask", lambda *given: app.asked.append(given))  # type: ignore[attr-defined]
    return app


def _why(app: App) -> tuple[Why, Match]:
    match = begun("halmar", name="two-harbours")
    for _turn in range(3):
        match.session.end_turn()
    match.seat = "halmar"
    scene = Why(app, match, "score", ("halmar",))
    app.push(scene)
    app.frame(0.0)
    return scene, match


def test_a_number_is_moved_and_the_game_played_again_beside_the_real_one(app: App) -> None:
    scene, match = _why(app)
    before = match.session.records, match.session.scores
    press(app, "x")
    assert scene.doubt.card is not None
    assert app.focused == "doubt value"
    press(app, "r")
    assert not app.asked  # type: ignore[attr-defined] # nothing was moved
    press(app, "shift+right")
    press(app, "r")
    (given,) = app.asked  # type: ignore[attr-defined]
    _scene, name, work, asked, watched = given
    assert (name, work) == ("replay", replay_otherwise)
    found = work(asked, watched)
    assert isinstance(found, Replayed)
    assert found.level is not None
    assert found.level.left == pytest.approx(match.session.scores["halmar"], abs=1e-3)
    scene.arrived(name, found)
    app.changed()
    said = app.describe()
    assert "as it was" in said
    assert "Vesk, score" in said
    assert (match.session.records, match.session.scores) == before


def test_what_was_found_for_another_value_is_dropped(app: App) -> None:
    scene, _match = _why(app)
    press(app, "x", "right", "r")
    *_rest, work, asked, watched = app.asked[-1]  # type: ignore[attr-defined]
    found = work(asked, watched)
    press(app, "right")
    scene.arrived("replay", found)
    assert scene.doubt.replayed is None


def test_many_games_are_counted_with_the_same_luck(app: App) -> None:
    scene, match = _why(app)
    press(app, "x", "shift+right", "t")
    _scene, name, work, asked, seats = app.asked[-1]  # type: ignore[attr-defined]
    assert (name, work) == ("test", count_otherwise)
    found: Any = work(asked, seats, 8)
    assert isinstance(found, Elsewhere)
    assert set(found.scores) == set(match.world.names.actors)
    assert all(low <= mean <= high for mean, low, high in found.scores.values())
    same = count_otherwise(type(asked)(asked.text, asked.replay, asked.path, scene.doubt.card.value), seats, 8)  # type: ignore[union-attr]
    assert isinstance(same, Elsewhere)
    assert all(mean == 0.0 for mean, _low, _high in same.scores.values())
    scene.arrived(name, found)
    app.changed()
    assert "In 8 other games" in app.describe()


def test_what_cannot_be_moved_says_why(app: App) -> None:
    scene, _match = _why(app)
    click(app, "doubt 0")
    scene.arrived("replay", RuntimeError("the other process has died"))
    app.changed()
    assert "It cannot be tried." in app.describe()


def test_another_game_is_played_on_with_the_number_and_is_marked(app: App, tmp_path: Path) -> None:
    _scene, match = _why(app)
    match.saves = Saves(tmp_path)
    press(app, "x", "shift+right")
    click(app, "play on")
    assert isinstance(app.top, PowerScreen)
    other = app.top.match
    assert other is not match
    assert other.session.number == match.session.number
    assert "1 number changed" in app.describe()
    assert match.about.changes == ()
    assert other.world.digest != match.world.digest
    saved = other.saved()
    assert "1 number changed" in saved.title
    opened = Match.from_saved(saved)
    assert isinstance(opened, tuple)
    assert opened[0].session.records == other.session.records
    assert len(Saves(tmp_path).listed()) == 1
