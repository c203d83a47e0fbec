"""The ways on from a question: to the map, to all of the turn, from an order to the answer that it was given."""

import pytest

from game.sim.explain import explain_answers
from game.sim.formulas import formula_of_reason
from game.ui.app import App
from game.ui.match import Match
from game.ui.scenes.map_table import MapTable
from game.ui.scenes.power.screen import PowerScreen
from game.ui.scenes.reveal import Reveal
from game.ui.scenes.state.screen import StateScreen
from game.ui.scenes.why import Why
from game.ui.settings import Settings
from game.ui.stage import Scene
from tests.ui.hands import click, node, press, window
from tests.ui.matches import begun, over


@pytest.fixture
def app() -> App:
    return window(settings=Settings(motion="none"))


def _played(*persons: str, turns: int = 3) -> Match:
    match = begun(*persons, name="two-harbours")
    for _turn in range(turns):
        match.session.end_turn()
    match.seat = persons[0]
    return match


def _why(app: App) -> Why:
    assert isinstance(app.top, Why), app.top
    return app.top


def test_a_question_is_shown_on_the_map_of_the_screen_below_all_layers(app: App) -> None:
    match = _played("halmar")
    screen = PowerScreen(app, match)
    app.push(screen)
    app.push(MapTable(app, match))
    state = match.world.names.states[-1]
    app.push(Why(app, match, "affinity", ("vesk", state)))
    press(app, "g")
    assert app.top is screen
    assert (screen.selected, screen.lens, screen.lens_of) == (state, "affinity", "vesk")
    assert screen.picture().selected == state


@pytest.mark.parametrize("kind", [StateScreen, Reveal])
def test_states_and_the_reveal_point_out_too(app: App, kind: type[Scene]) -> None:
    match = _played(begun(name="two-harbours").world.names.states[0])
    screen = kind(app, match)  # type: ignore[call-arg]
    app.push(screen)
    app.push(Why(app, match, "tonnage", (match.world.names.corridors[0],)))
    click(app, "on the map")
    assert app.top is screen
    assert screen.lens == "corridors"  # type: ignore[attr-defined]
    app.frame(0.0)
    press(app, "k")
    assert screen.lens != "corridors"  # type: ignore[attr-defined]


def test_where_there_is_no_map_nothing_offers_it(app: App) -> None:
    match = over("halmar")
    app.push(Why(app, match, "score", ("halmar",)))
    press(app, "g")
    assert isinstance(app.top, Why)
    assert "no map" in app.log[-1]


def test_all_that_moved_in_a_turn_opens_its_causes_and_back(app: App) -> None:
    match = _played("halmar")
    app.push(Why(app, match, "score", ("halmar",)))
    press(app, "l")
    assert _why(app).question.measure == "turn"
    assert app.focused.startswith("moved score ")
    state = match.world.names.states[0]
    change = match.ledger().find("dependence", "vesk", state)
    row = node(app, f"moved dependence vesk {state}")
    assert _why(app).question.change(match) is None
    press(app, "l")  # it is there already
    assert len(_why(app).trail) == 2
    click(app, row.id)
    assert (_why(app).question.measure, _why(app).question.place) == ("dependence", ("vesk", state))
    assert _why(app).question.change(match) == change
    press(app, "escape")
    assert _why(app).question.measure == "turn"
    click(app, "earlier")
    assert _why(app).question.turn == len(match.session.records) - 2
    press(app, "escape", "escape")
    assert not isinstance(app.top, Why)


def test_the_effect_of_an_order_leads_to_the_answer_that_it_was_given(app: App) -> None:
    match = _played("halmar")
    for turn, played in enumerate(match.session.game.turns):
        for decision in explain_answers(played, match.world):
            where = (decision.order.power, decision.state)
            causes = match.ledger(turn).find("affinity", *where).causes
            if any(cause.order is not None and cause.order.slot == decision.order.slot for cause in causes):
                app.push(Why(app, match, "affinity", where, None, turn))
                ordered = sorted(causes, key=lambda cause: -abs(cause.amount))
                at = next(at for at, cause in enumerate(ordered) if cause.order is not None)
                _why(app).choose(at)
                click(app, "answer 0")
                assert _why(app).question.weighing is not None
                press(app, "escape")
                assert _why(app).question.weighing is None
                return
    pytest.fail("no order moved affinity")


def test_a_reason_that_is_a_product_shows_its_factors(app: App) -> None:
    match = _played("halmar")
    played = match.session.game.turns[-1]
    decision = explain_answers(played, match.world)[0]
    formula = formula_of_reason(decision, "affinity", played, match.world)
    assert formula is not None
    app.push(Why(app, match, "term", ("affinity",), decision))
    said = app.describe()
    assert "goodwill" in said
    assert "this cause" in said
    chosen = node(app, f"causes.cause {_why(app).chosen}")
    assert (chosen.name, chosen.chosen) == ("Goodwill", True)
    assert app.focused == chosen.id
