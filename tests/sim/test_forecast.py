"""Forecasts: the same for the same request, whatever the batch; fair; blind to luck and to others' plans."""

import pickle
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from game.model.world import World
from game.policy.registry import make_policy
from game.sim import forecast
from game.sim.forecast import (
    QUANTILES,
    Forecast,
    ForecastRequest,
    forecast_answers,
    forecast_offer,
    forecast_orders,
    play_forecast,
)
from game.sim.forecast_tracks import power_track, score_track
from game.sim.order import Answer, Order
from game.sim.rollout import play
from game.sim.session import PERSON, Session
from tests.engine.stage import world_of
from tests.sim.previews import acceptable, people

WORLD = world_of("two-harbours")
WIND = Order("halmar", "wind_park", "oro")


def last(request: ForecastRequest, world: World = WORLD) -> Forecast:
    *_, end = play_forecast(request, world)
    return end


def wind(**wishes: Any) -> ForecastRequest:
    session = people("two-harbours", 0)
    return forecast_orders(session.desk("halmar"), session.seats, [WIND], **{"futures": 100, **wishes})


def test_it_reports_soon_and_then_on_until_all_are_played() -> None:
    found = list(play_forecast(wind(futures=1000), WORLD))
    assert [report.futures for report in found] == [64, 532, 1000]
    assert [report.finished for report in found] == [False, False, True]
    assert {report.wanted for report in found} == {1000}
    assert len({report.digest for report in found}) == 1


@pytest.mark.parametrize("chunks", [(64, 64), (1, 7), (100, 100), (33, 200)])
def test_the_batch_changes_nothing(chunks: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    expected = last(wind())
    monkeypatch.setattr(forecast, "_FIRST", chunks[0])
    monkeypatch.setattr(forecast, "_CHUNK", chunks[1])
    assert last(wind()) == expected


def test_more_futures_hold_the_first_ones() -> None:
    few, (first, *_) = last(wind(futures=64)), list(play_forecast(wind(futures=200), WORLD))
    assert few.fans == first.fans


def test_a_request_travels() -> None:
    request = wind()
    sent = pickle.loads(pickle.dumps(request))
    assert sent.digest == request.digest
    assert last(sent) == last(request)


def test_two_requests_with_the_same_digest_are_the_same() -> None:
    request = wind()
    assert wind().digest == request.digest
    session = people("two-harbours", 0)
    others = [
        wind(futures=101),
        wind(turns=2),
        wind(idle=[WIND]),
        wind(later="idle"),
        wind(tracks=[score_track("vesk", WORLD)]),
        forecast_orders(session.desk("halmar"), session.seats, [replace(WIND, size=0.5)], futures=100),
        forecast_orders(session.desk("vesk"), session.seats, [], futures=100),
        forecast_orders(people("two-harbours", 2).desk("halmar"), session.seats, [WIND], futures=100),
    ]
    assert len({request.digest, *(other.digest for other in others)}) == 9


def test_a_plan_that_is_the_other_line_makes_no_difference() -> None:
    (fan,) = last(wind(idle=[WIND])).fans
    assert fan.plan == fan.idle
    assert (fan.mean, fan.better, fan.worse) == (0.0, 0.0, 0.0)
    assert not np.any(fan.gain)


def test_fans_widen_and_their_bands_are_in_order() -> None:
    session = people("central-asia-2024", 4)
    world = session.world
    plan = acceptable(session, "japan")[:1]
    tracks = [score_track("japan", world), power_track("dependence", "china", world, "kazakhstan", "pledged")]
    found = last(forecast_orders(session.desk("japan"), session.seats, plan, tracks=tracks, futures=64), world)
    assert [fan.track for fan in found.fans] == [track.name for track in tracks]
    for fan in found.fans:
        assert fan.turns == tuple(range(4, 13))
        for bands in (fan.plan, fan.idle, fan.gain):
            assert len(bands) == len(QUANTILES)
            assert {len(band) for band in bands} == {9}
            assert np.all(np.diff(bands, axis=0) >= 0)
            assert len({band[0] for band in bands}) == 1
        assert fan.plan[0][0] == fan.idle[0][0]
        assert fan.low <= fan.mean <= fan.high
        assert fan.better + fan.worse <= 1
    score = found.fans[0]
    assert score.plan[-1][-1] - score.plan[0][-1] > score.plan[-1][1] - score.plan[0][1]


def test_how_far_it_looks() -> None:
    assert last(wind(turns=2)).fans[0].turns == (0, 1, 2)
    assert last(wind(turns=99)).fans[0].turns[-1] == WORLD.turns


def test_futures_are_the_games_that_an_ensemble_plays() -> None:
    """A forecast from the first turn, the seat idle for good, has the means of an ensemble with such a seat."""
    calm = WORLD.with_(events=WORLD.events.with_(chance=WORLD.events.chance * np.float32(0.0)))
    session = Session(calm, {"halmar": PERSON}, seed=1)
    tracks = [score_track(actor, calm) for actor in calm.names.actors]
    request = forecast_orders(session.desk("halmar"), session.seats, [], tracks=tracks, futures=2000, later="idle")
    found = last(request, calm)
    names = ["idle" if actor == "halmar" else session.seats[actor] for actor in calm.names.actors]
    ensemble = play(calm, [make_policy(name, seat, calm) for seat, name in enumerate(names)], seed=9, games=2000)
    for fan, scores in zip(found.fans, ensemble.scores, strict=True):
        assert abs(fan.plan[2][-1] - np.median(scores)) < 5 * 1.2533 * max(scores.std(), 0.05) / np.sqrt(1000), (
            fan.track
        )


def test_a_good_order_is_foreseen_to_be_good() -> None:
    session = people("central-asia-2024", 0)
    plan = [Order("japan", "business_package", "tajikistan"), Order("japan", "guarantee", "tajikistan")]
    (fan,) = last(forecast_orders(session.desk("japan"), session.seats, plan, futures=200), session.world).fans
    assert fan.low > 0
    assert fan.better > 0.5


def test_a_states_own_move_can_be_foreseen() -> None:
    session = people("central-asia-2024", 0)
    tracks = [power_track("affinity", "japan", session.world, "kazakhstan")]
    plan = [Order("kazakhstan", "court", "japan")]
    request = forecast_orders(session.desk("kazakhstan"), session.seats, plan, tracks=tracks, futures=64, turns=2)
    (fan,) = last(request, session.world).fans
    assert min(fan.gain[0][1:]) > 0


def test_accepting_against_declining() -> None:
    session = people("central-asia-2024", 0)
    world = session.world
    assert session.submit(Order("china", "loan", "kazakhstan")) is None
    assert session.submit(Order("russia", "energy_project", "kazakhstan")) is None
    session.close_orders()
    desk = session.desk("kazakhstan")
    tracks = [power_track("signed", "china", world, "kazakhstan"), power_track("signed", "russia", world, "kazakhstan")]
    yes, no = (Answer("kazakhstan", "china", said, slot=1) for said in ("accept", "decline"))
    request = forecast_answers(desk, session.seats, [yes], idle=[no], tracks=tracks, futures=200, turns=1)
    china, russia = last(request, world).fans
    assert china.better == 1.0
    assert china.idle[0][-1] == china.idle[-1][-1] == china.idle[0][0]
    assert len({band[-1] for band in china.plan}) == 1
    assert russia.gain == tuple((0.0, 0.0) for _ in QUANTILES)  # left to the cabinet, and to the same luck
    assert russia.plan[0][-1] < russia.plan[-1][-1]


def test_one_offer_is_foreseen_with_the_other_answers_as_they_are() -> None:
    session = people("central-asia-2024", 0)
    assert session.submit(Order("china", "loan", "kazakhstan")) is None
    assert session.submit(Order("japan", "business_package", "kazakhstan")) is None
    session.close_orders()
    loan = Answer("kazakhstan", "china", "decline", slot=1)
    other = Answer("kazakhstan", "japan", "accept", item="data_centres")
    for answer in (loan, other):
        assert session.submit(answer) is None
    desk = session.desk("kazakhstan")
    found = forecast_offer(desk, session.seats, "china", 1, futures=10)
    assert set(found.plan) == {replace(loan, answer="accept"), other}
    assert set(found.idle) == {loan, other}
    assert found.turns == 8
    items = forecast_offer(desk, session.seats, "japan", 1, futures=10)
    assert {a.item for a in items.plan if isinstance(a, Answer) and a.answer == "accept"} >= {"wind_and_solar"}
    assert loan in items.plan
    assert len(items.plan) == len(items.idle) == 5
    assert last(items, session.world).finished
    with pytest.raises(ValueError, match="no offer"):
        forecast_offer(desk, session.seats, "russia", 1)


def test_nobody_foresees_answers_that_are_not_asked() -> None:
    session = people("two-harbours", 0)
    with pytest.raises(ValueError, match="not asked"):
        forecast_answers(session.desk("oro"), session.seats, [], idle=[])


def test_another_world_is_refused() -> None:
    with pytest.raises(ValueError, match="another scenario"):
        last(wind(), world_of("two-harbours", "three"))


def test_people_and_slow_policies_are_played_by_the_scenarios_own() -> None:
    seats = {"halmar": PERSON, "vesk": "greedy", "oro": "idle"}
    players = forecast_orders(people("two-harbours", 0).desk("halmar"), seats, []).players
    own = {seat.actor: seat.policy for seat in WORLD.seats}
    assert dict(zip(WORLD.names.actors, players, strict=True)) == {**own, "oro": "idle"}


def test_neither_luck_nor_others_orders_are_foreseen() -> None:
    calm = WORLD.with_(events=WORLD.events.with_(chance=WORLD.events.chance * np.float32(0.0)))
    found = []
    for seed in (1, 2):
        session = Session(calm, dict.fromkeys(calm.names.actors, PERSON), seed=seed)
        if seed == 2:
            assert session.submit(Order("vesk", "gas_terminal", "oro")) is None
        request = forecast_orders(session.desk("halmar"), session.seats, [WIND], futures=64)
        found.append((request.digest, last(request, calm)))
    assert found[0] == found[1]
