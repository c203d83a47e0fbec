"""In another language no text of the format or of a claim is left in English."""

from dataclasses import replace

from game.ui.scenes.briefing import Briefing
from game.ui.scenes.debrief import score_lines
from game.ui.scenes.end import End
from game.ui.scenes.why import Why
from game.ui.settings import Settings
from game.ui.words import use_language
from tests.ui.hands import window
from tests.ui.matches import begun


def test_what_numbers_mean_and_belong_to_is_said_in_the_language() -> None:
    app = window(settings=Settings(motion="none", language="ru"))
    try:
        match = begun("japan")
        match.session.end_turn()
        match.seat = "japan"
        app.push(Why(app, match, "dependence", ("russia", "tajikistan")))
        said = app.describe()
        assert "Таджикистан · Торговля: вес" in said
        assert "a weight" not in said
        assert "допущение" in said
    finally:
        use_language("en")


def test_the_end_says_its_claims_in_the_language_also_when_it_changes() -> None:
    app = window(settings=Settings(motion="none"))
    try:
        match = begun(length="demonstration")
        while not match.over:
            match.session.end_turn()
        app.push(End(app, match))
        english = match.scenario.claims["hard_to_disrupt"].proposition
        assert english in app.describe()
        app.choose(replace(app.settings, language="ru"))
        app.frame(0.0)
        russian = match.scenario.claims["hard_to_disrupt"].proposition
        assert russian != english
        said = app.describe()
        assert russian in said
        assert english not in said
        names = {line.actor: {name for name, _points in line.parts} for line in score_lines(match)}
        for actor, told in match.scenario.actors.items():
            assert names[actor] == {objective.name for objective in told.objectives.values()}
        assert "Weight in the five" not in said
    finally:
        use_language("en")


def test_reasons_of_numbers_and_their_units_are_said_in_the_language_also_in_a_changed_game() -> None:
    app = window(settings=Settings(motion="none", language="ru"))
    try:
        match = begun("halmar", name="two-harbours")
        match.session.end_turn()
        other = match.switched("actors.oro.hedging=1.3")
        assert other is not None
        for one in (match, other):
            one.seat = "halmar"
            app.push(Why(app, one, "dependence", ("vesk", "oro")))
            said = app.describe()
            assert "выдумано" in said
            assert "invented" not in said
            assert "Two Harbours" not in one.scenario.title
    finally:
        use_language("en")


def test_what_a_quote_says_stands_below_its_exact_words() -> None:
    app = window(settings=Settings(motion="none", language="ru"))
    try:
        app.push(Briefing(app, begun("halmar", name="two-harbours", briefed=False)))
        said = app.describe()
        assert "hardly loosen the grip of Vesk" in said
        assert "едва ли ослабит хватку Веска" in said
    finally:
        use_language("en")
