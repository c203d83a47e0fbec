"""The reveal: whose answer it is, and why it was given."""

from dataclasses import replace

from game.sim.explain import explain_answers
from game.sim.live import PlayedTurn
from game.sim.turning import Reason
from game.ui.match import Match
from game.ui.scenes.reveal import Reveal
from game.ui.scenes.reveal_board import reason_words
from tests.ui.hands import press, window
from tests.ui.matches import begun


def _played(match: Match) -> PlayedTurn:
    assert match.played is not None
    return match.played


def test_a_no_by_chance_is_told_as_that_and_not_by_a_reason_that_does_not_speak_for_it() -> None:
    match = begun(name="two-harbours")
    match.session.end_turn()
    decision = explain_answers(_played(match), match.world)[0]
    likely = replace(decision.chances, accept=0.78, amend=0.0, decline=0.22)
    nothing = (Reason("base", 0.5), Reason("benefit", 0.0))
    refused = replace(decision, answer="decline", by_seat=False, chances=likely, reasons=nothing)
    assert reason_words(refused) == "against the odds: 78 % for a yes"
    shy = (Reason("base", 0.5), Reason("affinity", -0.2))
    assert reason_words(replace(refused, reasons=shy)) == "against the odds: 78 % for a yes · Goodwill −0.20"
    assert reason_words(replace(refused, answer="accept", reasons=nothing)) == "Reserve +0.50"


def test_every_answer_names_who_offered_and_who_answered() -> None:
    app = window()
    match = begun("halmar", name="two-harbours")
    match.session.end_turn()
    app.push(Reveal(app, match))
    app.frame(0.0)
    offers = [(one.order.power, one.state) for one in explain_answers(_played(match), match.world)]
    assert offers
    on_its_way = app.describe()
    assert all(f"{match.name(power)} → {match.name(state)}" in on_its_way for power, state in offers)
    press(app, "space")
    answered = app.describe()
    assert all(f"{match.name(power)}, {match.name(state)}: " in answered for power, state in offers)
    app.workers.close()
