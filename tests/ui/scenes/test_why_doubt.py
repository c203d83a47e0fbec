"""What if a number were otherwise: it is moved, played again by another process, and shown beside the real game."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from game.sim.doubts import Elsewhere, Replayed, count_otherwise, replay_otherwise
from game.sim.saves import Saves
from game.sim.what_if import Band
from game.ui.app import App
from game.ui.match import Match
from game.ui.scenes.power.screen import PowerScreen
from game.ui.scenes.why import Why
from tests.ui.hands import click, press
from tests.ui.matches import begun


def _asked(app: App, name: str) -> list[Any]:
    """Return the questions of a name that were put to the other process."""
    return [given for given in app.asked if given[1] == name]  # type: ignore[attr-defined]


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
    assert not _asked(app, "replay")  # nothing was moved
    press(app, "shift+right")
    press(app, "r")
    ((_scene, name, work, asked, watched),) = _asked(app, "replay")
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
    first, *_, found = filter(None, work(asked, seats, 8, 4))
    assert isinstance(first, Elsewhere)
    assert isinstance(found, Elsewhere)
    assert (first.games, first.finished, found.games, found.finished) == (4, False, 8, True)
    assert set(found.scores) == set(match.world.names.actors)
    assert all(low <= mean <= high for mean, low, high in found.scores.values())
    real = replace(asked, value=scene.doubt.card.value)  # type: ignore[union-attr]
    *_, same = count_otherwise(real, seats, 8)
    assert isinstance(same, Elsewhere)
    assert all(mean == 0.0 for mean, _low, _high in same.scores.values())
    scene.arrived(name, first)
    app.changed()
    assert f"Counting … 4 of {found.wanted} games" in app.describe()
    assert "In 4 other games" in app.describe()
    scene.arrived(name, found)
    app.changed()
    assert "Counting" not in app.describe()
    assert "In 8 other games" in app.describe()


def test_the_band_in_which_the_answer_holds_is_looked_for_and_shown(app: App) -> None:
    scene, _match = _why(app)
    press(app, "x")
    ((_scene, name, work, asked, watched),) = _asked(app, "band")
    assert "Looking for the values between which this keeps its sign" in app.describe()
    tried, *_more, found = work(asked, watched)
    scene.arrived(name, tried)
    app.changed()
    assert f"{tried.tries} of at most {tried.most} games" in app.describe()
    scene.arrived(name, found)
    app.changed()
    assert isinstance(found, Band)
    said = app.describe()
    assert "this change keeps its sign" in said
    assert "Looking" not in said
    turned = replace(found, low=found.card.value / 2, high=None)
    scene.arrived(name, turned)
    app.changed()
    assert "In the green band, from" in app.describe()
    press(app, "shift+right")
    assert scene.doubt.band is turned  # it is about the game as it was, wherever the number is moved


def test_what_nobody_waits_for_any_more_is_dropped(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    dropped: list[str] = []
    monkeypatch.setattr(app, "forget", lambda scene, name: dropped.append(name))
    scene, _match = _why(app)
    press(app, "x", "shift+right", "t")
    dropped.clear()
    press(app, "right")
    assert "test" in dropped
    assert scene.doubt.waiting == ""
    press(app, "t", ",")
    dropped.clear()
    click(app, "earlier")
    assert {"band", "replay", "test"} <= set(dropped)
    assert scene.doubt.card is None


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
