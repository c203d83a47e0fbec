"""A claim opens with its words and condition; what would have turned it is looked for and kept."""

from typing import Any

import pytest

from game.scenario.bases import Bases
from game.sim.claim_turns import ClaimSearch, ClaimTurn, search_claim
from game.sim.claims import compile_claims
from game.ui.app import App
from game.ui.match import Match
from game.ui.scenes.article import Article
from game.ui.scenes.claim import ClaimLayer
from tests.ui.examples.ending import _Counted, _others
from tests.ui.hands import click, node, press
from tests.ui.matches import begun, over


def _opened(app: App) -> tuple[ClaimLayer, Match, str]:
    match = over("halmar")
    app.push(_Counted(app, match, _others()))
    app.frame(0.0)
    name = next(iter(match.scenario.claims))
    app.focus(f"claim.{name}")
    press(app, "w")
    assert isinstance(app.top, ClaimLayer)
    return app.top, match, name


def test_a_claim_opens_by_its_key_and_says_when_it_is_met(app: App) -> None:
    _layer, match, name = _opened(app)
    said = app.describe()
    assert match.scenario.claims[name].proposition in said
    assert "Measured after turn" in said
    assert "of many games" in said
    click(app, "quote 0")
    assert isinstance(app.top, Article)
    press(app, "escape", "escape")
    click(app, f"claim.{name}")
    assert isinstance(app.top, ClaimLayer)


def test_what_would_have_turned_it_is_looked_for_with_progress_and_kept(app: App) -> None:
    layer, match, name = _opened(app)
    click(app, "look for it")
    _scene, _name, work, _text, _replay, claim = app.asked[-1]  # type: ignore[attr-defined]
    assert (work, claim) == (search_claim, name)
    layer.arrived("turns", ClaimSearch(name, 30, 120))
    app.changed()
    assert "30 of 120 games" in app.describe()
    card = Bases(match.loaded).card(("rules", "answers", "affinity"))
    done: Any = ClaimSearch(name, 120, 120, (ClaimTurn(card, 2.0 * card.value),), finished=True)
    layer.arrived("turns", done)
    app.changed()
    assert "and above, instead of" in app.describe()
    press(app, "escape")
    assert "Claim 1 would have turned with" in app.describe()
    press(app, "w")
    assert "and above, instead of" in app.describe()


def test_that_nothing_turns_it_is_told_and_so_is_a_failure(app: App) -> None:
    layer, _match, name = _opened(app)
    layer.arrived("turns", RuntimeError("the other process has died"))
    app.changed()
    assert "could not be counted" in app.describe()
    layer.arrived("turns", ClaimSearch(name, 120, 120, finished=True))
    app.changed()
    assert "of 60 assumptions, none turns it" in app.describe()


def test_print_and_notes_have_buttons_and_keys(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    match = over("halmar")
    scene = _Counted(app, match, _others())
    printed: list[bool] = []
    monkeypatch.setattr(scene, "_print", lambda: printed.append(True))
    app.push(scene)
    click(app, "print")
    press(app, "p")
    assert printed == [True, True]
    press(app, "e")
    assert app.focused == "notes"


def test_what_a_claim_measured_has_its_unit_and_a_claim_about_others_says_so(app: App) -> None:
    match = begun("japan", length="demonstration")
    while not match.over:
        match.session.end_turn()
    app.push(_Counted(app, match, None))
    app.frame(0.0)
    rows = {name: node(app, f"claim.{name}").value for name in match.scenario.claims}
    claims = {claim.id: claim for claim in compile_claims(match.scenario, match.world)}
    assert "points)" in rows["hard_to_disrupt"]
    others = [name for name, claim in claims.items() if claim.policies.get("japan") not in (None, "person")]
    assert others
    for name, value in rows.items():
        assert ("not of this one" in value) == bool(claims[name].policies), name
        assert ("In this game" in value) != bool(claims[name].policies), name
    assert ".;" not in "".join(rows.values())
