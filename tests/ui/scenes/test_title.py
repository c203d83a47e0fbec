"""The title: scenarios, seats and files, by keys alone."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from game.sim.saves import Saves
from game.ui.app import App, open_window
from game.ui.match import PERSON
from game.ui.scenes.briefing import Briefing
from game.ui.scenes.leave import Leave
from game.ui.scenes.open_file import OpenFile
from game.ui.scenes.power.screen import PowerScreen
from game.ui.scenes.saves import SavesList
from game.ui.scenes.title import Title
from game.ui.settings import Settings
from game.ui.setup import Setup
from game.ui.stage import Scene
from tests.ui.hands import click, node, press, window, write
from tests.ui.matches import begun, scenario_path


def _top(app: App) -> Scene | None:
    """Return the screen that is on top now."""
    return app.top


def _title(saves: Saves, setup: Setup | None = None) -> tuple[App, Title]:
    app = window(settings=Settings(motion="none"))
    scene = Title(app, setup or Setup(), saves)
    app.push(scene)
    app.frame(0.0)
    return app, scene


@pytest.fixture
def saves(tmp_path: Path) -> Saves:
    return Saves(tmp_path / "games")


def test_the_arrows_choose_a_scenario_and_enter_begins_it(saves: Saves) -> None:
    app, scene = _title(saves)
    press(app, "down", "down", "up", "down")
    assert scene.setup.chosen == 2
    press(app, "return")
    assert isinstance(app.top, Briefing)
    assert app.top.match.world.names.scenario == "two-harbours"
    assert app.top.match.persons == ("halmar",)


def test_a_seat_is_given_to_a_team_by_keys(saves: Saves) -> None:
    app, scene = _title(saves)
    app.focus("player.kazakhstan")
    press(app, "return")
    write(app, "a pers")
    press(app, "return")
    assert scene.setup.seats["kazakhstan"] == PERSON
    app.focus("team.kazakhstan")
    app.frame(0.0)
    write(app, "Team Steppe?")
    assert scene.setup.teams["kazakhstan"] == "Team Steppe?"
    app.focus("length")
    press(app, "right")
    assert scene.setup.length == "lesson"
    app.focus("seed")
    app.frame(0.0)
    write(app, "12x3")
    assert scene.setup.seed == 123
    click(app, "start")
    assert isinstance(app.top, Briefing)
    assert app.top.match.persons == ("japan", "kazakhstan")
    assert app.top.match.session.seed == 123


def test_a_broken_file_is_explained_and_read_again_when_it_is_mended(saves: Saves, tmp_path: Path) -> None:
    source = scenario_path("two-harbours")
    for name in ("two-harbours.txt", "two-harbours.map.json"):
        (tmp_path / name).write_bytes((source.parent / name).read_bytes())
    path, good = tmp_path / "mine.yaml", source.read_text(encoding="utf-8")
    path.write_text(good.replace("purse:", "purrse:", 1), encoding="utf-8")
    app, scene = _title(saves)
    scene.open_file(path)
    app.frame(0.0)
    said = app.describe()
    line = next(at for at, text in enumerate(good.splitlines(), start=1) if "purse:" in text)
    assert f"line {line}" in said
    assert "purrse" in said
    assert 'Did you mean "purse"?' in said
    press(app, "return")
    assert _top(app) is scene  # nothing to begin
    path.write_text(good, encoding="utf-8")
    os.utime(path, (1, 1))
    app.frame(1.0)
    app.frame(0.0)
    assert "Read the briefing" in app.describe()
    path.write_text("format: [", encoding="utf-8")
    app.frame(1.0)
    app.frame(0.0)
    assert "Read the briefing" not in app.describe()
    press(app, "up")
    assert scene.setup.chosen == 2
    assert "Read the briefing" in app.describe()


def test_continue_goes_on_with_the_latest_game(saves: Saves) -> None:
    match = begun("japan", saves=saves, length="lesson")
    match.session.end_turn()
    match.autosave()
    app, _scene = _title(saves)
    assert "Continue" in app.describe()
    press(app, "up")
    assert app.focused == "continue"
    press(app, "return")
    assert isinstance(app.top, PowerScreen)
    assert app.top.match.session.records == match.session.records


def test_a_file_is_opened_from_a_folder_or_by_its_path(saves: Saves, tmp_path: Path) -> None:
    app, scene = _title(saves, Setup([scenario_path()]))
    press(app, "o")
    assert isinstance(app.top, OpenFile)
    layer = app.top
    layer.folder = scenario_path().parent
    app.changed()
    click(app, "file two-harbours.yaml")
    assert _top(app) is scene
    assert scene.setup.card is not None
    assert scene.setup.card.path.name == "two-harbours.yaml"
    press(app, "o")
    app.focus("path")
    app.frame(0.0)
    write(app, "/no/such/file.yaml")
    press(app, "return")
    assert "There is no such file." in app.describe()
    typed = _top(app)
    assert isinstance(typed, OpenFile)
    typed._type(str(scenario_path("central-asia-2024-mongolia")))
    press(app, "return")
    assert _top(app) is scene
    assert len(scene.setup.cards) == 3


def _file(tmp_path: Path, name: str) -> Path:
    """Return a scenario file of one's own; it has faults, and is read the faster."""
    path = tmp_path / name
    path.write_text("format: [", encoding="utf-8")
    return path


def test_a_file_that_was_opened_stands_in_the_list_next_time(saves: Saves, tmp_path: Path) -> None:
    first, second, gone = (_file(tmp_path, name) for name in ("a.yaml", "b.yaml", "gone.yaml"))
    kept: list[Settings] = []
    app = App(open_window((1280, 800)), Settings(motion="none"), kept.append)
    scene = Title(app, Setup([scenario_path("two-harbours")]), saves)
    app.push(scene)
    for path in (gone, first, second):
        scene.open_file(path)
        app.frame(0.0)
    assert scene.setup.card is not None
    assert scene.setup.card.path == second
    gone.unlink()
    odd = replace(kept[-1], files=(*kept[-1].files, str(tmp_path), "nul\0", "x" * 5000))
    later = Title(window(settings=odd), Setup([scenario_path("two-harbours")]), saves)
    assert [card.path for card in later.setup.cards] == [scenario_path("two-harbours"), second, first]
    assert later.setup.chosen == 0
    assert Title(app, Setup([first]), saves).setup.cards[0].path == first
    assert len(Title(app, Setup([first]), saves).setup.cards) == 2


def test_a_shipped_scenario_needs_no_remembering(saves: Saves) -> None:
    app, scene = _title(saves, Setup([]))
    scene.open_file(scenario_path("two-harbours"))
    assert app.settings.files == ()


def test_the_usual_settings_forget_no_file(saves: Saves, tmp_path: Path) -> None:
    app, scene = _title(saves, Setup([scenario_path("two-harbours")]))
    scene.open_file(_file(tmp_path, "mine.yaml"))
    app.choose(replace(app.settings, theme="dark"))
    press(app, "f10")
    click(app, "usual")
    assert (app.settings.theme, app.settings.files) == ("light", (str(tmp_path / "mine.yaml"),))


def test_a_folder_that_cannot_be_read_is_said(saves: Saves, tmp_path: Path) -> None:
    app, scene = _title(saves)
    app.push(OpenFile(app, scene.open_file, tmp_path / "gone"))
    app.frame(0.0)
    assert "cannot be read" in app.describe()
    click(app, "up")
    assert isinstance(app.top, OpenFile)
    assert app.top.folder == tmp_path


def test_saved_games_are_listed_deleted_and_broken_ones_explained(saves: Saves) -> None:
    match = begun("japan", saves=saves)
    match.save()
    match.autosave()
    (saves.folder / "odd.wedge.json").write_text("{", encoding="utf-8")
    app, _scene = _title(saves)
    click(app, "load")
    assert isinstance(app.top, SavesList)
    layer = app.top
    broken = next(at for at, entry in enumerate(layer.entries) if entry.saved is None)
    assert layer.entries[broken].problem in app.describe().replace("\n", " ")
    click(app, f"game.{broken}")
    assert _top(app) is layer
    good = next(at for at, entry in enumerate(layer.entries) if entry.saved is not None and not entry.auto)
    path = layer.entries[good].path
    click(app, f"remove.{good}")
    assert app.focused == "delete.no"
    press(app, "escape")
    assert path.exists()
    click(app, f"remove.{good}")
    click(app, "delete.yes")
    assert not path.exists()
    auto = next(at for at, entry in enumerate(layer.entries) if entry.auto)
    click(app, f"game.{auto}")
    assert isinstance(app.top, PowerScreen)


def test_a_saved_game_says_in_which_turn_it_stands(saves: Saves) -> None:
    match = begun("halmar", name="two-harbours", saves=saves)
    match.session.end_turn()
    assert match.lines.branch(0, "Again") is None
    match.session.end_turn()
    match.session.end_turn()
    match.save()
    app, _scene = _title(saves)
    click(app, "load")
    assert "Turn 3 of 6 · " in app.describe()
    while not match.over:
        match.session.end_turn()
    match.save()
    press(app, "escape")
    click(app, "load")
    assert "The end · " in app.describe()


def test_leaving_is_asked_once(saves: Saves) -> None:
    app, scene = _title(saves)
    press(app, "escape")
    assert isinstance(app.top, Leave)
    press(app, "escape")
    assert _top(app) is scene
    press(app, "escape", "return")
    assert _top(app) is scene  # the focus lies on staying
    press(app, "escape", "tab", "tab")
    click(app, "leave.yes")
    assert _top(app) is None


def test_small_maps_appear_when_they_are_drawn(saves: Saves) -> None:
    app, scene = _title(saves, Setup([scenario_path("two-harbours")]))
    pictures = scene.thumbnails._pictures
    assert len(pictures) == 3  # of the card, of the heading, and behind the screen
    for picture in pictures.values():
        picture.view.settle()
    app.frame(0.1)
    assert all(picture.surface is not None for picture in pictures.values())
    before = app.surface.copy()
    app.frame(0.1)
    assert node(app, "card.0").chosen
    assert before.get_size() == app.surface.get_size()
