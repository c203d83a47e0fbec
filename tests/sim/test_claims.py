"""Claims: counted over games, judged by an interval, undecided while it straddles a bound."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.engine.shares import current_shares
from game.model.world import World
from game.policy.registry import make_policy
from game.sim.claims import Claim, Tally, by_line_up, compile_claims, evaluate, judge, measure_claim, meets, wilson
from game.sim.rollout import play_chunks
from tests.engine.stage import scenario_of

SCENARIO = scenario_of("two-harbours")


def claims_of(world: World) -> dict[str, Claim]:
    return {claim.id: claim for claim in compile_claims(SCENARIO, world)}


def usual(world: World) -> dict[str, str]:
    return {seat.actor: seat.policy for seat in world.seats}


@pytest.mark.parametrize(
    ("met", "games", "low", "high"),
    [(0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (5, 10, 0.2366, 0.7634), (1, 1000, 0.00018, 0.00564)],
)
def test_wilsons_interval(met: int, games: int, low: float, high: float) -> None:
    assert wilson(met, games) == pytest.approx((low, high), abs=1e-4)


@given(st.integers(1, 10**7).flatmap(lambda games: st.tuples(st.integers(0, games), st.just(games))))
def test_the_interval_holds_the_probability(pair: tuple[int, int]) -> None:
    met, games = pair
    low, high = wilson(met, games)
    assert 0.0 <= low <= met / games + 1e-12
    assert met / games - 1e-12 <= high <= 1.0


@pytest.mark.parametrize(
    ("met", "at_least", "at_most", "verdict"),
    [
        (10, 0.0, 0.2, "holds"),
        (300, 0.0, 0.2, "fails"),
        (195, 0.0, 0.2, "undecided"),
        (205, 0.0, 0.2, "undecided"),
        (900, 0.8, 1.0, "holds"),
        (700, 0.8, 1.0, "fails"),
        (800, 0.8, 1.0, "undecided"),
        (500, 0.4, 0.6, "holds"),
        (300, 0.4, 0.6, "fails"),
        (700, 0.4, 0.6, "fails"),
        (420, 0.4, 0.6, "undecided"),
        (0, 0.0, 0.0, "undecided"),
        (1000, 1.0, 1.0, "undecided"),
    ],
)
def test_verdicts_out_of_a_thousand(tutorial: World, met: int, at_least: float, at_most: float, verdict: str) -> None:
    claim = replace(claims_of(tutorial)["the_grip_holds"], at_least=at_least, at_most=at_most)
    result = judge(claim, met, 1000)
    assert (result.verdict, result.probability) == (verdict, met / 1000)


def test_a_few_games_leave_it_undecided(tutorial: World) -> None:
    claim = claims_of(tutorial)["every_hand_is_shaken"]
    assert judge(claim, 2, 2).verdict == "undecided"
    assert judge(claim, 200, 200).verdict == "holds"


def test_a_claim_measures_what_it_says(tutorial: World) -> None:
    claim = claims_of(tutorial)["the_grip_holds"]
    policies = [make_policy(seat.policy, i, tutorial) for i, seat in enumerate(tutorial.seats)]
    chunk = next(play_chunks(tutorial, policies, seed=2, games=50, after={6}))
    before = current_shares(tutorial.first_state, tutorial).dependence[1]
    after = np.asarray(current_shares(chunk.states[6], tutorial).dependence[1])
    least = 100 * (after - before).min(axis=0)
    for below in (-1.0, 0.0, 0.3, 1.0):
        np.testing.assert_array_equal(
            meets(replace(claim, below=below), measure_claim(claim, chunk.states[claim.turn], tutorial)), least < below
        )


def test_a_claim_is_measured_when_it_says(tutorial: World) -> None:
    def turn(after: float) -> int:
        written = replace(SCENARIO.claims["the_grip_holds"], after=after)
        (claim,) = compile_claims(replace(SCENARIO, claims={"c": written}), tutorial)
        return claim.turn

    assert [turn(after) for after in (0.0, 0.01, 1 / 6, 0.34, 0.5, 0.51, 1.0)] == [1, 1, 1, 3, 3, 4, 6]


def test_claims_choose_their_players_and_share_games(tutorial: World) -> None:
    claims = tuple(claims_of(tutorial).values())
    assert [claim.policies for claim in claims] == [{}, {}, {"halmar": "orators"}]
    assert len(by_line_up(claims)) == 2
    played: list[int] = []
    results = evaluate(claims, usual(tutorial), tutorial, seed=3, games=60, progress=played.append)
    assert sum(played) == 120
    assert [result.claim.id for result in results] == [claim.id for claim in claims]
    orators = {**usual(tutorial), "halmar": "orators"}
    policies = [make_policy(orators[actor], i, tutorial) for i, actor in enumerate(tutorial.names.actors)]
    tally = Tally((claims[2],), tutorial)
    for chunk in play_chunks(tutorial, policies, seed=3, games=60, after={6}, chunk=7):
        tally.add(chunk)
    (counted,) = tally.results()
    assert counted.mean == pytest.approx(results[2].mean)
    assert replace(counted, mean=0.0) == replace(results[2], mean=0.0)


def test_another_policy_can_change_a_count(tutorial: World) -> None:
    claims = (replace(claims_of(tutorial)["words_are_cheap"], policies={}),)
    idle, usual_ = (
        evaluate(claims, {**usual(tutorial), **seats}, tutorial, seed=3, games=50)[0].met
        for seats in ({"halmar": "idle", "vesk": "idle"}, {})
    )
    assert idle == 50
    assert usual_ < 50
