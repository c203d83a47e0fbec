"""What if: the same orders and luck with one number moved, and the band in which another number keeps its sign."""

import pickle
from functools import cache
from typing import Any

import pytest

from game.scenario.bases import Bases
from game.scenario.load import load
from game.sim.explain import explain_answers
from game.sim.ledger import Ledger
from game.sim.order import Refusal
from game.sim.replay import record
from game.sim.resuming import text_of
from game.sim.session import Session
from game.sim.what_if import Band, Outcome, Watched, WhatIf, _watch, band, switched, try_out
from tests.engine.stage import SCENARIOS, world_of

PATH = SCENARIOS / "two-harbours.yaml"
AFFINITY = ("rules", "answers", "affinity")


@cache
def game() -> tuple[Session, WhatIf]:
    session = Session(world_of("two-harbours"), {"halmar": "greedy"}, seed=6)
    while session.stage != "over":
        session.end_turn()
    return session, WhatIf(text_of(PATH, load(PATH)), record(session, file=PATH.name), AFFINITY)


def asked(**changes: Any) -> WhatIf:
    return WhatIf(**{**vars(game()[1]), **changes})


def done(request: WhatIf) -> Outcome:
    found = try_out(request)
    assert isinstance(found, Outcome), found
    return found


def told(found: object) -> str:
    assert isinstance(found, Refusal), "it was tried"
    assert found.sentence.endswith(".")
    return found.sentence


def test_the_same_value_gives_the_same_game() -> None:
    session, request = game()
    value = Bases(load(PATH)).card(AFFINITY).value
    found = done(asked(value=value))
    assert found.left.records == session.records
    assert found.right.records == session.records
    assert (found.parting.shared, found.parting.forks, found.lost) == (6, (), 0)
    assert request.value is None


def test_another_value_is_the_game_of_the_changed_scenario_with_the_same_orders() -> None:
    session, _ = game()
    found = done(asked(value=3.5))
    changed = load(PATH, ("rules.answers.affinity=3.5",))
    assert changed.scenario is not None
    assert found.right.world.rules.answers.affinity == 3.5
    assert found.left.records == session.records
    assert found.right.records != session.records
    for was, now in zip(session.records, found.right.records, strict=True):
        assert [order for order in was.orders if order.lever] == [order for order in now.orders if order.lever]
    assert found.parting.same_luck
    assert found.parting.first is not None
    assert found.parting.first.phase in ("answer_offers", "sign_deals", "react")
    assert all(fork.kind in ("answer", "reaction") for fork in found.parting.forks)
    assert all(fork.draws is None or fork.draws[0] == fork.draws[1] for fork in found.parting.forks)


def test_a_number_can_be_switched_off() -> None:
    card = Bases(load(PATH)).card(AFFINITY)
    assert switched(card) == 0.0
    found = done(asked(value=switched(card)))
    terms = [r for d in explain_answers(found.right.game.turns[0], found.right.world) for r in d.reasons]
    assert all(reason.amount == 0 for reason in terms if reason.name == "affinity")
    assert switched(Bases(load(PATH)).card(("actors", "oro", "gdp"))) == 0.1


@pytest.mark.parametrize(
    ("path", "value", "part"),
    [
        (("rules", "nowhere"), 1.0, "There is no number 'rules.nowhere'"),
        (AFFINITY, -4.0, "out of range"),
        (("actors", "oro", "weights", "energy"), 0.9, "cannot be moved alone"),
        (("lengths", "six", "turns"), 5.0, "part of the structure"),
    ],
)
def test_what_cannot_be_tried_is_told(path: tuple[str, ...], value: float, part: str) -> None:
    assert part in told(try_out(asked(path=path, value=value)))


def test_a_scenario_without_its_text_is_told() -> None:
    text = game()[1].text
    assert "cannot be read" in told(try_out(asked(text=type(text)(text.path, text.name, {}), value=1.0)))


def test_requests_and_answers_travel_between_processes() -> None:
    request = pickle.loads(pickle.dumps(asked(value=0.5)))
    found = pickle.loads(pickle.dumps(try_out(request)))
    assert isinstance(found, Outcome)
    assert found.right.scores == done(asked(value=0.5)).right.scores


def test_a_band_is_where_the_sign_turns() -> None:
    session, _ = game()
    world = session.world
    seen = 0
    for number, played in enumerate(session.game.turns[:3]):
        for decision in explain_answers(played, world):
            order = decision.order
            path = (order.power, str(order.slot), decision.state, decision.item or "")
            if abs(decision.utility) > 0.8:
                continue
            base = ("levers", order.lever, "base")
            found = band(asked(path=base), Watched("answer", number, path))
            assert isinstance(found, Band), found
            assert found.watched == decision.utility
            assert found.tries <= 18
            end = found.low if decision.utility > 0 else found.high
            assert end is not None
            if number == 0:  # later turns feel the base earlier as well
                assert end - found.card.value == pytest.approx(-decision.utility, abs=0.5)
            seen += 1
            if seen >= 3:
                return
    pytest.fail("no decision was near")


def test_a_number_that_nothing_turns_has_no_ends() -> None:
    found = band(asked(path=("rules", "shipping", "market")), Watched("turn", 0, ("purse", "halmar")))
    assert isinstance(found, Band)
    assert (found.low, found.high) == (None, None)
    assert found.least < found.card.value < found.most


def test_bands_of_what_cannot_move_are_told() -> None:
    request = asked(path=("actors", "oro", "weights", "energy"))
    assert "cannot be moved alone" in told(band(request, Watched("turn", 0, ("tension",))))
    nothing = Watched("turn", 0, ("lock", "energy", "halmar", "oro"))
    assert "no sign" in told(band(asked(), nothing))


def test_what_is_watched_is_what_the_ledger_says() -> None:
    session, _ = game()
    turns = session.game.turns
    ledger = Ledger(turns[2].start, turns[2].turn, session.world)
    half = session.branch(3)
    assert _watch(half, Watched("turn", 2, ("score", "halmar"))) == ledger.find("score", "halmar").amount
    whole = _watch(half, Watched("game", 2, ("tension",)))
    assert whole == pytest.approx(float(half.game.last.tension[0] - half.game.first.tension[0]), abs=1e-6)
