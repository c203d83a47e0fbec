"""Doors to causes and turns: the figures of the top bar, the end's turning points, the timeline."""

import pytest

from game.ui.app import App
from game.ui.scenes.debrief import turning_points
from game.ui.scenes.power.screen import PowerScreen
from game.ui.scenes.timeline import Timeline
from game.ui.scenes.why import Why
from game.ui.settings import Settings
from tests.ui.examples.ending import _Counted
from tests.ui.hands import click, press, window
from tests.ui.matches import begun, over


@pytest.fixture
def app() -> App:
    return window(settings=Settings(motion="none"))


def test_trust_in_the_bar_opens_the_state_where_it_moved_most(app: App) -> None:
    match = begun("halmar", name="two-harbours")
    match.seat = "halmar"
    for _turn in range(3):
        match.session.end_turn()
    app.push(PowerScreen(app, match))
    click(app, "trust")
    assert isinstance(app.top, Why)
    question = app.top.question
    assert (question.measure, question.place[0]) == ("trust", "halmar")
    ledger = match.ledger()
    moved = {state: abs(ledger.find("trust", "halmar", state).amount) for state in match.world.names.states}
    assert moved[question.place[1]] == max(moved.values())


def test_a_turning_point_opens_its_turn_in_the_timeline_and_its_causes(app: App) -> None:
    match = over("halmar")
    app.push(_Counted(app, match, None))
    app.frame(0.0)
    point = turning_points(match, "halmar")[-1]
    app.focus(f"turn.{point.number}")
    press(app, "return")
    assert isinstance(app.top, Timeline)
    assert (app.top.at, app.top.subject) == (point.number - 1, "halmar")
    press(app, "w")
    assert isinstance(app.top, Why)
    assert (app.top.question.measure, app.top.question.turn) == ("score", point.number - 1)
    press(app, "escape", "escape")
    app.focus(f"turn.{point.number}")
    press(app, "w")
    assert isinstance(app.top, Why)
    assert app.top.question.turn == point.number - 1
    press(app, "escape")
    app.focus("score.vesk")
    press(app, "w")
    assert isinstance(app.top, Why)
    assert app.top.question.place == ("vesk",)
