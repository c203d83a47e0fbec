"""A state's portrait says what the engine computes, of now and of every turn before."""

import numpy as np
import pytest

from game.engine.scoring import METRICS, read
from game.model.state import State
from game.model.world import Measure, World
from game.sim.portrait import OTHERS, portray, standing
from game.sim.session import Session


@pytest.fixture(scope="module")
def states(flagship: World) -> list[State]:
    session = Session(flagship, seed=4)
    for _ in range(3):
        session.end_turn()
    return [session.game.first, *(played.turn.state for played in session.game.turns)]


def test_shares_add_up_and_dependence_is_their_weighted_sum(states: list[State], flagship: World) -> None:
    for name in flagship.names.states:
        found = portray(states, name, flagship)
        assert sum(domain.weight for domain in found.domains) == pytest.approx(1, abs=1e-6)
        for domain in found.domains:
            assert sum(domain.shares) == pytest.approx(1, abs=1e-5)
            assert sum(domain.pledged) == pytest.approx(1, abs=1e-5)
        for q, partner in enumerate(found.partners):
            weighted = sum(domain.weight * domain.shares[q] for domain in found.domains)
            assert partner.dependence == pytest.approx(weighted, abs=1e-5)
            assert len(partner.history) == len(states)
            assert partner.history[-1] == partner.dependence


def test_balance_is_the_metric_of_the_engine(states: list[State], flagship: World) -> None:
    everywhere = tuple(range(len(flagship.names.states)))
    part = Measure("partners", (), everywhere, "mean", 0, 0, "delivered", -1000.0, False, 1.0, np.zeros(1))
    wanted = METRICS["partners"](read(states[-1], flagship), part)
    for s, name in enumerate(flagship.names.states):
        assert portray(states, name, flagship).balance[-1] == pytest.approx(float(wanted[s, 0]), rel=1e-5)


def test_money_moves_from_signed_to_delivered(states: list[State], flagship: World) -> None:
    found = portray(states, flagship.names.states[0], flagship)
    assert found.partners[-1].actor == OTHERS
    assert found.leader.dependence == max(p.dependence for p in found.partners[:-1])
    for partner in found.partners[:-1]:
        assert partner.coming >= 0
        assert partner.delivered >= 0


def test_standing_compares_with_the_turn_before(states: list[State], flagship: World) -> None:
    power = flagship.names.powers[0]
    now, before = standing(states, power, flagship), standing(states[:-1], power, flagship)
    assert {name: pair[1] for name, pair in now.items()} == {name: pair[0] for name, pair in before.items()}
    assert now["delivered"][0] > now["delivered"][1]
