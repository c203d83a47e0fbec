"""Every key of the settings does something on the screens that it stands for."""

from pathlib import Path

import pytest

from game.sim.saves import Saves
from game.ui.app import App
from game.ui.scenes.briefing import Briefing
from game.ui.scenes.map_area import map_of
from game.ui.scenes.power.screen import PowerScreen
from game.ui.scenes.reveal import Reveal
from game.ui.scenes.saves import SavesList
from game.ui.scenes.state.screen import StateScreen
from game.ui.settings import Settings
from game.ui.stage import Scene
from tests.ui.examples import all_examples
from tests.ui.hands import press, window
from tests.ui.matches import begun


@pytest.fixture
def app() -> App:
    return window(settings=Settings(motion="none"))


def test_clauses_are_reached_by_their_key_and_where_there_are_none_that_is_said(app: App) -> None:
    match = begun("japan")
    match.seat = "japan"
    scene = PowerScreen(app, match)
    app.push(scene)
    press(app, "c")
    assert "no clauses" in app.log[-1]
    scene.choose("statement")
    app.frame(0.0)
    press(app, "c")
    assert app.focused.startswith("item ")
    assert scene.draft is not None
    chosen = scene.draft.items
    press(app, "x")
    assert scene.draft.items != chosen


@pytest.mark.parametrize(("kind", "seat"), [(PowerScreen, "halmar"), (StateScreen, "oro"), (Reveal, "halmar")])
def test_keys_bring_the_map_closer_and_farther(app: App, kind: type[Scene], seat: str) -> None:
    match = begun(seat, name="two-harbours")
    match.session.end_turn()
    match.seat = seat
    app.push(kind(app, match))  # type: ignore[call-arg]
    app.frame(0.0)
    press(app, "=")
    assert map_of(match, app).zoomed > 1
    press(app, "-")
    assert map_of(match, app).zoomed == pytest.approx(1)


def test_the_timeline_leaves_out_what_is_the_same(app: App) -> None:
    app.push(all_examples()["timeline of two lines"](app))
    press(app, "home")
    every = app.describe()
    press(app, "d")
    fewer = app.describe()
    assert len(fewer) < len(every)
    press(app, "d")
    assert app.describe() == every


@pytest.mark.parametrize(("kind", "seat"), [(PowerScreen, "halmar"), (StateScreen, "oro")])
def test_in_a_turn_the_briefing_can_be_read_again_and_the_game_be_saved(
    app: App, kind: type[Scene], seat: str, tmp_path: Path
) -> None:
    match = begun(seat, name="two-harbours", saves=Saves(tmp_path))
    match.seat = seat
    scene = kind(app, match)  # type: ignore[call-arg]
    app.push(scene)
    press(app, "b")
    assert isinstance(app.top, Briefing)
    assert "Doubt it" in app.describe()
    assert "Before you start, guess" not in app.describe()
    press(app, "return")
    assert app.top is scene
    press(app, "b", "escape")
    assert app.top is scene
    press(app, "f5")
    assert app.log[-1] == "Saved."
    assert any(not entry.auto for entry in match.saves.listed())
    press(app, "f9")
    assert isinstance(app.top, SavesList)
