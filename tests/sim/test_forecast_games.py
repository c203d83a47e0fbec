"""Other games for the debrief: counted as claims are, in any batch, and this game's own claims beside them."""

import numpy as np
import pytest

from game.sim.claims import compile_claims, evaluate, measure_claim, meets
from game.sim.forecast_games import claims_here, play_other_games
from game.sim.other_games_file import count_key
from game.sim.session import Session
from tests.engine.stage import scenario_of, world_of
from tests.sim.others import all_counted

WORLD = world_of("two-harbours")
CLAIMS = compile_claims(scenario_of("two-harbours"), WORLD)


def test_it_counts_chunk_by_chunk() -> None:
    found = [count for count in play_other_games(WORLD, {}, CLAIMS, games=60, chunk=20) if count is not None]
    assert [report.played for report in found] == list(range(20, found[-1].wanted + 1, 20))
    assert found[-1].finished
    assert list(found[-1].results) == [claim.id for claim in CLAIMS]
    assert all(result.games == 60 for result in found[-1].results.values())
    assert [len(report.scores["oro"]) for report in found[:3]] == [20, 40, 60]


@pytest.mark.parametrize("chunk", [1, 7, 500])
def test_the_batch_changes_nothing(chunk: int) -> None:
    one = all_counted(WORLD, {}, CLAIMS, games=40, chunk=chunk)
    other = all_counted(WORLD, {}, CLAIMS, games=40)
    assert [(r.met, r.games) for r in one.results.values()] == [(r.met, r.games) for r in other.results.values()]
    for actor in WORLD.names.actors:
        np.testing.assert_array_equal(one.scores[actor], other.scores[actor])


def test_it_agrees_with_the_claims_command() -> None:
    """Other luck, the same chances: the intervals of both counts overlap."""
    found = all_counted(WORLD, {}, CLAIMS, games=400)
    seats = {seat.actor: seat.policy for seat in WORLD.seats}
    for result in evaluate(CLAIMS, seats, WORLD, seed=1, games=400):
        ours = found.results[result.claim.id]
        assert ours.low <= result.high
        assert result.low <= ours.high


def test_people_are_replaced_and_the_other_seats_kept() -> None:
    idle = all_counted(WORLD, {"halmar": "idle", "vesk": "person"}, games=50)
    usual = all_counted(WORLD, {"halmar": "person"}, games=50)
    own = all_counted(WORLD, {}, games=50)
    np.testing.assert_array_equal(usual.scores["halmar"], own.scores["halmar"])
    assert idle.scores["halmar"].mean() < own.scores["halmar"].mean()


def test_claims_here_are_measured_at_their_own_turn() -> None:
    session = Session(WORLD, seed=4)
    assert claims_here(session.game, CLAIMS, WORLD) == ()
    while session.stage != "over":
        session.end_turn()
    found = {here.claim: here for here in claims_here(session.game, CLAIMS, WORLD)}
    assert list(found) == [claim.id for claim in CLAIMS]
    for claim in CLAIMS:
        value = measure_claim(claim, session.game.turns[claim.turn - 1].turn.state, WORLD)
        assert found[claim.id].value == float(value[0])
        assert found[claim.id].met == bool(meets(claim, value)[0])


def test_other_words_draw_the_same_luck() -> None:
    """A mended spelling, or another language, leaves the other games as they are."""
    said_otherwise = WORLD.with_(digest="of other words")
    one = all_counted(WORLD, {}, CLAIMS, games=20)
    other = all_counted(said_otherwise, {}, CLAIMS, games=20)
    for actor in WORLD.names.actors:
        np.testing.assert_array_equal(one.scores[actor], other.scores[actor])
    assert count_key(WORLD, {}) == count_key(said_otherwise, {})
    assert count_key(WORLD, {}) != count_key(WORLD.with_(play_digest="of other numbers"), {})
