"""The sentences of the articles: what 1,000 games of the shipped scenario say of each."""

from functools import cache

import pytest

from game.scenario.load import load
from game.sim.claims import Result, compile_claims, evaluate
from tests.facts.lab import FLAGSHIP, GAMES, SEED, world

pytestmark = pytest.mark.facts

# Claim, verdict, and the bounds of the probability with which its condition is met.
EXPECTED = {
    "hard_to_disrupt": ("holds", 0.0, 0.05),
    "hard_for_a_good_player": ("holds", 0.0, 0.05),
    "keeps_russia": ("holds", 0.95, 1.0),
    "works_more_with_japan": ("holds", 0.95, 1.0),
    "keeps_trade_with_china": ("holds", 0.90, 1.0),
    "no_immediate_results": ("holds", 0.90, 1.0),
    "no_immediate_ground": ("holds", 0.95, 1.0),
    # The one that the model does not bear out: show alone wins no weight.
    "influence_is_a_wedge": ("fails", 0.0, 0.05),
    "balanced_diplomacy": ("holds", 0.90, 1.0),
    "economy_opens_the_rest": ("holds", 0.60, 1.0),
}


@cache
def results() -> dict[str, Result]:
    """Return what 1,000 games say of every claim."""
    scenario = load(FLAGSHIP).scenario
    assert scenario is not None
    seats = {seat.actor: seat.policy for seat in world().seats}
    found = evaluate(compile_claims(scenario, world()), seats, world(), seed=SEED, games=GAMES)
    return {result.claim.id: result for result in found}


@pytest.mark.parametrize("claim", EXPECTED)
def test_claim(claim: str) -> None:
    verdict, least, most = EXPECTED[claim]
    found = results()[claim]
    assert found.verdict == verdict, f"{found.probability:.3f} ({found.low:.3f} to {found.high:.3f})"
    assert least <= found.probability <= most


def test_every_claim_is_tried() -> None:
    assert set(results()) == set(EXPECTED)
