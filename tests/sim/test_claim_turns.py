"""What turns a claim in one game is found by playing it again, and lies between half and twice what is assumed."""

import pickle
from dataclasses import replace
from typing import Any

import pytest

from game.scenario.bases import Bases
from game.scenario.load import load
from game.sim import claim_turns
from game.sim.claim_turns import search_claim
from game.sim.claims import compile_claims
from game.sim.forecast_games import claims_here
from game.sim.order import Refusal
from game.sim.replay import record
from game.sim.resuming import text_of
from game.sim.session import Session
from game.sim.what_if import with_number
from tests.engine.stage import SCENARIOS, world_of

PATH = SCENARIOS / "two-harbours.yaml"


CLAIM = "every_hand_is_shaken"


def test_a_value_that_turns_a_claim_is_found_and_does(monkeypatch: pytest.MonkeyPatch) -> None:
    session = Session(world_of("two-harbours"), {"halmar": "greedy"}, seed=6)
    while session.stage != "over":
        session.end_turn()
    loaded = load(PATH)
    scenario = loaded.scenario
    assert scenario is not None
    bases, replay = Bases(loaded), record(session, file=PATH.name)
    every = {card.path for card in claim_turns._candidates(bases, replay)}
    few = [("rules", "answers", "affinity"), ("rules", "answers", "amend_cost")]
    assert set(few) < every
    assert not any(path[0] in ("map", "time", "claims") for path in every)
    monkeypatch.setattr(claim_turns, "_candidates", lambda bases, replay: [bases.card(path) for path in few])
    here = claims_here(session.game, compile_claims(scenario, session.world), session.world)
    steps: list[Any] = list(search_claim(text_of(PATH, loaded), replay, CLAIM))
    first, last = steps[0], steps[-1]
    assert (first.tried, first.finished, last.tried, last.finished) == (1, False, 4, True)
    assert pickle.loads(pickle.dumps(last)) == last
    (turn,) = last.turns
    assert turn.card.path == few[0]
    assert -0.5 <= turn.part < 0
    met = claim_turns._come_out(replay, with_number(scenario, turn.card.path, turn.value), CLAIM)
    assert met is not next(one.met for one in here if one.claim == CLAIM)


def test_a_text_that_cannot_be_read_is_refused() -> None:
    loaded = load(PATH)
    text = replace(text_of(PATH, loaded), path="", files={PATH.name: "["})
    replay = record(Session(world_of("two-harbours"), seed=1), file=PATH.name)
    (found,) = search_claim(text, replay, CLAIM)
    assert isinstance(found, Refusal)
