"""Whole games from the title to the end: by keys alone, by the pointer alone, and by people who share the screen."""

from collections.abc import Iterator
from typing import TypeVar

import pytest

from game.sim.saves import Saves
from game.ui.app import App
from game.ui.match import Match
from game.ui.scenes.briefing import Briefing
from game.ui.scenes.curtain import Curtain
from game.ui.scenes.end import End
from game.ui.scenes.power.screen import PowerScreen
from game.ui.scenes.reveal import Reveal
from game.ui.scenes.state.screen import StateScreen
from game.ui.scenes.title import Title
from game.ui.settings import Settings
from game.ui.setup import Setup
from game.ui.stage import Scene
from tests.ui.hands import click, node, press, window, write

_Kind = TypeVar("_Kind", bound=Scene)


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch) -> Iterator[App]:
    found = window(settings=Settings(motion="none"))
    monkeypatch.setattr(found.workers, "ask", lambda *given: None)  # other processes count nothing here
    found.push(Title(found, Setup()))
    found.frame(0.0)
    yield found
    found.workers.close()


@pytest.fixture
def blind(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing be painted: what hands meet is placed all the same, and the test takes half the time."""
    monkeypatch.setattr("game.ui.painter.paint_still", lambda *given: None)
    monkeypatch.setattr("game.ui.painter.paint_live", lambda *given: None)


def _on(app: App, kind: type[_Kind]) -> _Kind:
    assert isinstance(app.top, kind), f"{type(app.top).__name__}:\n{app.describe()}"
    return app.top


def _tab_to(app: App, name: str) -> None:
    """Press Tab until something has the focus."""
    node(app, name)
    for _step in range(400):
        if app.focused == name:
            return
        press(app, "tab")
    raise AssertionError(f"Tab does not reach {name!r}:\n{app.describe()}")


def _open_levers(scene: PowerScreen) -> list[str]:
    return [lever.lever for lever in scene.menu.levers if lever.open]


def _check_end(app: App, match: Match, *seats: str) -> None:
    scene = _on(app, End)
    assert scene.match is match
    assert match.over
    assert len(match.session.records) == match.world.turns
    assert match.session.seats == {**match.session.seats, **dict.fromkeys(seats, "person")}
    kept = Saves().latest()
    assert kept is not None
    assert kept.saved is not None
    assert len(kept.saved.records(0)) == match.world.turns  # the last autosave holds the whole game


def test_play_keyboard(app: App) -> None:
    """The full game of the flagship by keys alone, with an order whenever one can be paid."""
    press(app, "return")
    _on(app, Briefing)
    _tab_to(app, "guess")
    press(app, "right", "right")
    press(app, "escape")
    _on(app, Title)
    press(app, "return")
    match = _on(app, Briefing).match
    press(app, "return")
    given = 0
    while not match.over:
        scene = _on(app, PowerScreen)
        if _open_levers(scene):
            press(app, "l", "return")
            if scene.draft is not None:
                _tab_to(app, "add")
                press(app, "return")
        given += len(scene.tray)
        number = match.session.number
        press(app, "space")
        if app.top is scene:
            press(app, "space")  # it asks once about a turn without an order
        _on(app, Reveal)
        assert match.session.number == number + 1
        press(app, "space")
    assert given >= match.world.turns // 2
    orders = [
        order for record in match.session.records for order in record.orders if order.actor == "japan" and order.lever
    ]
    assert len(orders) == given
    _check_end(app, match, "japan")
    _tab_to(app, "notes")
    write(app, "They kept their ties.")
    assert match.notes[-1].text == "They kept their ties."
    press(app, "tab", "n")
    _on(app, Title)


def test_play_mouse(app: App, blind: None) -> None:
    """A lesson of the flagship by the pointer alone."""
    click(app, "length.lesson")
    click(app, "start")
    match = _on(app, Briefing).match
    assert match.world.length == "lesson"
    click(app, "start")
    given = 0
    while not match.over:
        scene = _on(app, PowerScreen)
        levers = _open_levers(scene)
        for lever in levers[:2]:
            if lever not in _open_levers(scene):
                continue
            click(app, f"lever {lever}")
            assert scene.draft is not None
            click(app, "add")
        given += len(scene.tray)
        click(app, "end turn")
        if app.top is scene:
            click(app, "end turn")
        _on(app, Reveal)
        click(app, "skip")
        if isinstance(app.top, Reveal):
            click(app, "skip")
    assert given >= match.world.turns
    _check_end(app, match, "japan")


def test_hotseat(app: App, blind: None) -> None:
    """A power and two states share the screen: a curtain between any two, and nobody's plans behind it."""
    press(app, "down", "down")
    for actor in ("oro", "quill"):
        _tab_to(app, f"player.{actor}")
        press(app, "return")
        write(app, "a person")
        press(app, "return")
    _tab_to(app, "start")
    press(app, "return")
    match = _on(app, Briefing).match
    assert match.persons == ("halmar", "oro", "quill")
    press(app, "return")
    curtains, answered, moved, before = 0, 0, 0, ""
    while not isinstance(app.top, End):
        if isinstance(app.top, Curtain):
            curtains += 1
            seat = app.top.seat
            assert seat != before
            assert match.seat == ""
            press(app, "return", "return")
            assert match.seat == seat
        elif isinstance(app.top, PowerScreen):
            before = match.seat
            assert before == "halmar"
            scene = app.top
            if _open_levers(scene):
                press(app, "l", "return")
                _tab_to(app, "add")
                press(app, "return")
            press(app, "space")
            if app.top is scene:
                press(app, "space")
        elif isinstance(app.top, StateScreen):
            state = app.top
            before = state.actor
            if state.answering:
                offered = bool(state.outlook.offers)
                press(app, "a")
                answered += offered
            else:
                press(app, "1")
                moved += bool(match.session.pending(state.actor))
            press(app, "space")
        else:
            _on(app, Reveal)
            before = ""
            press(app, "space")
    assert curtains >= 3 * match.world.turns
    assert moved
    assert answered
    given = [answer for record in match.session.records for answer in record.answers if answer.answer == "accept"]
    assert {answer.actor for answer in given} & {"oro", "quill"}
    _check_end(app, match, "halmar", "oro", "quill")
