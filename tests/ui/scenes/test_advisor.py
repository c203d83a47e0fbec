"""The advisor tells what a player that looks ahead would do; nothing is done until it is taken over."""

import pickle
from dataclasses import replace
from typing import Any

import pytest

from game.sim.advice import advise
from game.sim.order import Answer, Order
from game.ui.app import App
from game.ui.flow import go_on
from game.ui.match import Match
from game.ui.scenes.advisor import POLICY, Advisor
from game.ui.settings import Settings
from tests.ui.hands import click, node, press, window
from tests.ui.matches import begun


def _turn(app: App, actor: str, *, answering: bool = False) -> Match:
    match = begun(actor, name="two-harbours")
    if answering:
        match.session.end_turn()
        match.session.close_orders()
    match.reveal_due = False
    go_on(app, match)
    app.frame(0.0)
    return match


def _advised(app: App, match: Match, policy: str = "greedy") -> Advisor:
    """Open the advisor with a key, and let it answer as a quick player would."""
    press(app, "i")
    layer = app.top
    assert isinstance(layer, Advisor)
    assert "The advisor is thinking" in app.describe()
    scene, name, work, desk, asked = next(given for given in reversed(app.asked) if given[1] == "advice")  # type: ignore[attr-defined]
    assert (scene, work, asked) == (layer, advise, POLICY)
    layer.arrived(name, work(desk, policy))
    app.changed()
    app.frame(0.0)
    return layer


def test_orders_are_taken_over_one_by_one_and_all(app: App) -> None:
    match = _turn(app, "halmar")
    layer = _advised(app, match)
    assert layer.found
    said = app.describe()
    for advice in layer.found:
        assert isinstance(advice.entry, Order)
        assert match.title("levers", advice.entry.lever) in said
    assert match.session.pending("halmar") == ()
    click(app, "take 0")
    assert len(match.session.pending("halmar")) == 1
    assert node(app, "take 0").why_not
    click(app, "take all")
    assert not isinstance(app.top, Advisor)
    assert [layer.taken(one) for one in layer.found] == [True] * len(layer.found)
    match.session.undo("halmar")
    assert len(match.session.pending("halmar")) == len(layer.found) - 1


def test_what_the_rules_refuse_is_told_and_the_rest_taken(app: App) -> None:
    match = _turn(app, "halmar")
    layer = _advised(app, match)
    assert layer.found is not None
    fine = layer.found[0]
    assert isinstance(fine.entry, Order)
    layer.found = (fine, replace(fine, entry=Order("halmar", "no such lever")))
    layer.take_all()
    assert isinstance(app.top, Advisor)
    assert match.session.pending("halmar") == (fine.entry,)


def test_an_own_move_takes_the_place_of_another(app: App) -> None:
    match = _turn(app, "oro")
    layer = _advised(app, match, "random")
    while not layer.found:
        match.session.end_turn()
        layer.arrived("advice", advise(match.session.desk("oro"), "random"))
    for _again in range(2):
        layer.take(layer.found[0])
        assert match.session.pending("oro") == (layer.found[0].entry,)


def test_answers_are_taken_over(app: App) -> None:
    match = _turn(app, "oro", answering=True)
    layer = _advised(app, match)
    assert layer.found
    layer.take_all()
    assert set(match.session.pending("oro")) >= {one.entry for one in layer.found if isinstance(one.entry, Answer)}


def test_it_can_be_left_while_it_thinks_and_may_fail(app: App) -> None:
    _turn(app, "halmar")
    press(app, "i", "escape")
    assert not isinstance(app.top, Advisor)
    press(app, "i")
    layer: Any = app.top
    layer.arrived("advice", RuntimeError("the process died"))
    app.frame(0.0)
    assert "It has no advice." in app.describe()
    press(app, "escape")
    assert not isinstance(app.top, Advisor)


def test_hidden_advice_has_no_advisor(monkeypatch: pytest.MonkeyPatch) -> None:
    app = window(settings=Settings(motion="none", hide_advice=True))
    _turn(app, "halmar")
    press(app, "i")
    assert not isinstance(app.top, Advisor)
    assert "Advisor" not in app.describe()


def test_the_question_can_go_to_another_process_and_the_planner_answers_it(app: App) -> None:
    match = _turn(app, "oro")
    press(app, "i")
    *_ask, desk, policy = app.asked[-1]  # type: ignore[attr-defined]
    assert policy == "planner"
    sent = pickle.loads(pickle.dumps((advise, desk)))
    advice = sent[0](sent[1], "planner_gentle")
    assert all(match.session.submit(one.entry) is None for one in advice)
