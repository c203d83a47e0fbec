"""Every metric against a computation by hand."""

from typing import Any

import numpy as np
import pytest

from game.engine.scoring import METRICS, amount, raw_measure, reach, read, scale, score, scores, total
from game.engine.scoring import measure as measured_by
from game.model.world import Measure, Objective, World
from game.scenario.measures import METRICS as NAMED
from tests.engine.stage import start, world_of

WORLD = world_of("two-harbours")
SALIENCE = WORLD.states.salience[:, 0]


def part(metric: str, **changes: Any) -> Measure:
    plain = Measure(
        metric=metric, powers=(1,), states=(0, 1, 2), over="mean", domain=0, corridor=1, at="delivered", above=-1000.0,
        change=False, times=1.0, start=np.zeros(1, np.float32),
    )  # fmt: skip
    return plain.with_(**changes)


def measured(measure: Measure, **wishes: Any) -> float:
    return float(measured_by(read(start(WORLD, **wishes), WORLD), measure)[0])


def test_every_metric_that_can_be_written_can_be_measured() -> None:
    assert set(METRICS) == set(NAMED)


THREE = {"oro": 0.1, "quill": 0.2, "tarn": 0.6}


@pytest.mark.parametrize("metric", ["affinity", "trust", "backlash", "pressure", "naming"])
def test_fields_of_powers_in_states(metric: str) -> None:
    given = {metric: {"vesk": THREE}}
    assert measured(part(metric), **given) == pytest.approx(0.3)
    assert measured(part(metric, over="sum"), **given) == pytest.approx(0.9)
    assert measured(part(metric, over="least"), **given) == pytest.approx(0.1)
    assert measured(part(metric, over="most"), **given) == pytest.approx(0.6)
    assert measured(part(metric, over="sum", above=0.15), **given) == pytest.approx(0.05 + 0.45)
    weighted = np.dot(SALIENCE, [0.1, 0.2, 0.6]) / SALIENCE.sum()
    assert measured(part(metric, over="salience"), **given) == pytest.approx(weighted, rel=1e-5)
    assert measured(part(metric, states=(2,)), **given) == pytest.approx(0.6)


def test_several_powers_are_added_up() -> None:
    given = {"affinity": {"halmar": {"each": 0.1}, "vesk": {"each": 0.2}}}
    assert measured(part("affinity", powers=(0, 1)), **given) == pytest.approx(0.3)


def test_salience_is_shared_among_the_states_meant() -> None:
    given = {"affinity": {"vesk": THREE}}
    two = (SALIENCE[0] * 0.1 + SALIENCE[1] * 0.2) / (SALIENCE[0] + SALIENCE[1])
    assert measured(part("affinity", over="salience", states=(0, 1)), **given) == pytest.approx(two, rel=1e-5)


@pytest.mark.parametrize("metric", ["development", "home"])
def test_fields_of_states(metric: str) -> None:
    assert measured(part(metric), **{metric: THREE}) == pytest.approx(0.3)


def test_tension_stages_tonnage_headline_votes() -> None:
    assert measured(part("tension"), tension=0.4) == pytest.approx(0.4)
    assert measured(part("stages"), stages={"inner_channel": 1.5}) == pytest.approx(1.5)
    assert measured(part("tonnage"), tonnage={"inner_channel": 6.5}) == pytest.approx(6.5)
    assert measured(part("headline"), headline={"vesk": 2.5}) == pytest.approx(2.5)
    assert measured(part("votes", over="sum"), opposed={"vesk": {"oro": 2, "tarn": 1}}) == pytest.approx(3)


def test_debt_and_load_are_over_gdp() -> None:
    gdp = WORLD.states.gdp[:, 0]
    assert measured(part("debt", states=(0,)), debt={"vesk": {"oro": 3.0}}) == pytest.approx(3.0 / gdp[0])
    pipeline = {"each": {"energy": {"each": {"tarn": 0.2}}}}
    assert measured(part("load", states=(2,)), pipeline=pipeline) == pytest.approx(3 * 2 * 0.2 / gdp[2], rel=1e-5)


@pytest.mark.parametrize("metric", ["delivered", "signed"])
def test_what_is_delivered_and_signed_is_over_the_size_of_the_host(metric: str) -> None:
    size = WORLD.states.size[:, 0]
    expected = 1.0 / size[0] + 2.0 / size[2]
    assert measured(part(metric, over="sum"), **{metric: {"vesk": {"oro": 1, "quill": 0, "tarn": 2}}}) == pytest.approx(
        expected, rel=1e-5
    )


def test_kept_is_delivered_over_signed() -> None:
    given = {"signed": {"vesk": {"each": 1.0}}, "delivered": {"vesk": {"oro": 0.6}}}
    assert measured(part("kept"), **given) == pytest.approx(0.2)
    assert measured(part("kept")) == 0.0  # nothing signed, nothing kept


def test_evenness() -> None:
    assert measured(part("evenness", states=(0,)), delivered={"each": {"oro": 5.0}}) == pytest.approx(1.0)
    one = measured(part("evenness", states=(0,)), delivered={"vesk": {"oro": 5.0}})
    share = np.array([0.01, 5.01]) / 5.02
    assert one == pytest.approx((1 - np.sum(share**2)) * 2, abs=1e-5)


def test_affinity_spread() -> None:
    given = {"affinity": {"halmar": {"oro": 0.5}, "vesk": {"oro": -0.1}}}
    assert measured(part("affinity_spread", states=(0,)), **given) == pytest.approx(0.6)


def test_breadth_is_full_with_three_first_yeses_and_one_of_each_other_kind() -> None:
    ground = {"market": {"vesk": {"oro": 2}}, "grid": {"vesk": {"oro": 1}}, "screen": {"vesk": {"oro": 5}}}
    assert measured(part("breadth", states=(0,)), ground=ground) == pytest.approx((2 / 3 + 1 + 1) / 3, rel=1e-5)


def test_shares_and_dependence_as_delivered_promised_and_both() -> None:
    given = {"pipeline": {"first": {"energy": {"vesk": {"tarn": 1.0}}}}}
    found = {at: measured(part("dependence", states=(2,), at=at), **given) for at in ("delivered", "pledged", "both")}
    assert found["pledged"] > found["delivered"]
    assert found["both"] == pytest.approx((found["delivered"] + found["pledged"]) / 2, rel=1e-5)
    weight, share = WORLD.domains.weight[:, 2, 0], np.array([0.35, 0.20, 0.10])
    assert found["delivered"] == pytest.approx(float(np.dot(weight, share)), abs=2e-3)
    assert measured(part("share", states=(2,), domain=1)) == pytest.approx(0.20, abs=1e-4)


def test_partners_are_counted_by_dependence() -> None:
    from game.engine.shares import current_shares

    dependence = current_shares(start(WORLD), WORLD).dependence[:, 0, 0].astype(np.float64)
    expected = 1 / (np.sum(dependence[:-1] ** 2) + dependence[-1] ** 2 / 4)
    assert measured(part("partners", states=(0,))) == pytest.approx(expected, rel=1e-5)


def test_change_takes_the_start_off_and_times_multiplies() -> None:
    reading = read(start(WORLD, affinity={"vesk": {"each": 0.5}}), WORLD)
    changed = part("affinity", change=True, start=np.asarray([0.2], np.float32), times=10.0)
    assert float(amount(reading, (changed,))[0]) == pytest.approx(3.0)
    assert float(amount(reading, (changed, part("affinity")))[0]) == pytest.approx(3.5)


def test_the_least_change_is_not_the_change_of_the_least() -> None:
    begin = np.asarray([[0.5], [0.1], [0.3]], np.float32)
    given = {"affinity": {"vesk": {"oro": 0.4, "quill": 0.3, "tarn": 0.25}}}
    assert measured(part("affinity", change=True, over="least", start=begin), **given) == pytest.approx(-0.1)
    assert measured(part("affinity", change=True, over="most", start=begin), **given) == pytest.approx(0.2)


def test_objectives_and_scores() -> None:
    reading = read(start(WORLD, affinity={"vesk": {"each": 0.5}}), WORLD)

    def wanted(start_: float, goal: float) -> Objective:
        return Objective("x", "X", 1.0, (part("affinity"),), start_, goal)

    assert float(reach(reading, wanted(0.0, 1.0))[0]) == pytest.approx(0.5)
    assert float(reach(reading, wanted(1.0, 0.0))[0]) == pytest.approx(0.5)  # less can be more
    assert float(reach(reading, wanted(0.0, 0.2))[0]) == 1.0
    assert float(reach(reading, wanted(0.6, 1.0))[0]) == 0.0
    seat = WORLD.seats[0].with_(objectives=(wanted(0.0, 1.0),), at_33=0.3, at_63=0.6)
    assert float(scale(np.asarray([0.45], np.float32), seat)[0]) == pytest.approx(48.0)
    assert float(scale(np.asarray([9.0], np.float32), seat)[0]) == 100.0
    assert float(scale(np.asarray([-9.0], np.float32), seat)[0]) == 0.0


def test_scores_of_all_seats(flagship: World) -> None:
    state = start(flagship)
    found = scores(state, flagship)
    assert found.shape == (8, 2)
    reading = read(state, flagship)
    for seat in range(8):
        assert np.array_equal(found[seat], score(reading, seat))
        assert np.array_equal(scale(total(reading, seat), flagship.seats[seat]), found[seat])


def test_every_measure_starts_where_the_game_starts(flagship: World) -> None:
    reading = read(flagship.first_state, flagship)
    for seat in flagship.seats:
        for objective in seat.objectives:
            for measure in objective.measures:
                assert np.allclose(raw_measure(reading, measure), measure.start)
