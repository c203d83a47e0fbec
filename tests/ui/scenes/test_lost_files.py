"""A game goes on whatever becomes of the files of its scenario."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from game.scenario.load import load
from game.sim.saves import Saves
from game.ui import flow
from game.ui.app import App
from game.ui.map.atlas import make_atlas, renamed
from game.ui.match import PERSON, Match
from game.ui.scenes.map_area import map_of
from game.ui.scenes.power.screen import PowerScreen
from game.ui.settings import Settings
from game.ui.words import use_language
from tests.ui.hands import press, window
from tests.ui.matches import scenario_path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = scenario_path("two-harbours")
    for file in path.parent.glob("two-harbours*"):
        shutil.copy(file, tmp_path)
    return tmp_path


def _begun(app: App, folder: Path) -> Match:
    path = folder / "two-harbours.yaml"
    match = Match.begin(path, load(path), seats={"halmar": PERSON}, saves=Saves(folder / "saves"))
    match.briefed = True
    flow.go_on(app, match)
    app.frame(0.1)
    return match


def _break(folder: Path, *, gone: bool) -> None:
    for file in folder.glob("two-harbours*"):
        if gone:
            file.unlink()
        else:
            file.write_text("{", encoding="utf-8")


@pytest.mark.parametrize("gone", [True, False])
def test_another_language_and_size_of_text_need_no_file(folder: Path, gone: bool) -> None:
    app = window(settings=Settings(motion="none"))
    try:
        match = _begun(app, folder)
        shapes = map_of(match, app).atlas.shapes
        _break(folder, gone=gone)
        app.choose(replace(app.settings, language="ru", text=1.5))
        app.frame(0.1)
        assert map_of(match, app).atlas.shapes is shapes
        press(app, "space", "space", "space", "space")
        assert match.session.number == 1
        assert isinstance(app.top, PowerScreen)
    finally:
        use_language("en")


def test_a_saved_game_whose_files_are_gone_is_played_on_islands_and_says_so(folder: Path) -> None:
    app = window(settings=Settings(motion="none"))
    saved = _begun(app, folder).saved()
    _break(folder, gone=True)
    opened = Match.from_saved(saved, Saves(folder / "saves"))
    assert isinstance(opened, tuple)
    flow.go_on(app, opened[0])
    app.frame(0.1)
    assert isinstance(app.top, PowerScreen)
    assert "Islands stand for them" in app.log[-1]
    assert set(map_of(opened[0], app).atlas.states) == set(opened[0].world.names.states)


def test_an_atlas_is_renamed_as_if_it_were_made_anew() -> None:
    scenario = load(scenario_path()).scenario
    assert scenario is not None
    actors = {key: replace(actor, name=actor.name.upper()) for key, actor in scenario.actors.items()}
    other = replace(scenario, actors=actors)
    folder = scenario_path().parent
    again, anew = renamed(make_atlas(scenario, folder), other), make_atlas(other, folder)
    for part in ("frame", "states", "powers", "places", "paths", "stops", "routes", "waters"):
        assert getattr(again, part) == getattr(anew, part), part
