"""The statistics of sweeps, on functions whose answer is known."""

import math
from typing import Any

import numpy as np
import pytest

from game.ensemble.sweep.alone import Alone
from game.ensemble.sweep.designs import count_points, one_at_a_time, points_of, positions
from game.ensemble.sweep.factors import Factor
from game.ensemble.sweep.gathering import Gathered, Gatherer, by_point
from game.ensemble.sweep.together import (
    Marginals,
    by_rank,
    by_variance,
    partial_rank_correlations,
    straight_moves,
)
from game.ensemble.task import Played
from game.scenario.experiments import Grid, LatinHypercube, OneAtATime, Random, Sobol
from game.sim.summary import Metric

Numbers = np.ndarray[Any, np.dtype[Any]]
METRIC = Metric("signed", "a", "bn USD", 0.0)
RATE = Metric("met", "a", "0/1", 0.0, 1.0)


def factors(count: int) -> tuple[Factor, ...]:
    return tuple(Factor(f"f{place}", base=0.5, low=0.0, high=1.0) for place in range(count))


def certain(values: Numbers, noise: float = 0.0) -> Gathered:
    """Return points whose means are known, with so much chance in them."""
    column = np.asarray(values, float)[:, None]
    return Gathered(column, column, column, np.zeros_like(column), np.array([noise]))


def ishigami(x: Numbers) -> Numbers:
    """Return a function whose indices are known (Ishigami and Homma 1990)."""
    a, b, c = (math.pi * (2 * x[:, place] - 1) for place in range(3))
    return np.asarray(np.sin(a) + 7 * np.sin(b) ** 2 + 0.1 * c**4 * np.sin(a))


def test_sobol_indices_of_a_known_function() -> None:
    design, three = Sobol(samples=512), factors(3)
    points = positions(design, three, 1)
    (found,) = by_variance(certain(ishigami(points)), points, three, [METRIC], 1)
    by_name = {one.factor.setting: one for one in found}
    for name, first, total in (("f0", 0.314, 0.558), ("f1", 0.442, 0.442), ("f2", 0.0, 0.244)):
        indices = by_name[name].indices
        assert indices["first"].value == pytest.approx(first, abs=0.08)
        assert indices["total"].value == pytest.approx(total, abs=0.06)
        assert indices["total"].low < total < indices["total"].high
        assert by_name[name].verdict == "moves"
    assert [one.factor.setting for one in found] == ["f0", "f1", "f2"]


def test_sobol_does_not_take_chance_for_an_effect() -> None:
    """What chance leaves looks as if everything worked with everything; nothing is made of it."""
    design, three, luck = Sobol(samples=64), factors(3), np.random.default_rng(5)
    points = positions(design, three, 2)
    noisy = points[:, 0] + luck.normal(0, 0.2, len(points))
    (found,) = by_variance(certain(noisy, noise=0.04), points, three, [METRIC], 2)
    assert {one.factor.setting: one.verdict for one in found} == {"f0": "moves", "f1": "open", "f2": "open"}
    idle = [one for one in found if one.factor.setting != "f0"]
    assert all(one.indices["total"].value > 0.1 for one in idle)  # the index alone would have said otherwise


def test_nothing_varies() -> None:
    three = factors(3)
    points = positions(Sobol(samples=8), three, 1)
    (found,) = by_variance(certain(np.ones(len(points))), points, three, [METRIC], 1)
    assert {one.verdict for one in found} == {"same"}
    points = positions(LatinHypercube(points=20), three, 1)
    (found,) = by_rank(certain(np.ones(20)), points, three, [METRIC])
    assert {one.verdict for one in found} == {"same"}


def test_partial_rank_correlations_take_the_others_out() -> None:
    luck = np.random.default_rng(1)
    x = luck.random((300, 3))
    y = np.exp(3 * x[:, 0]) - 4 * x[:, 1] + luck.normal(0, 0.1, 300)
    found = partial_rank_correlations(x, y)
    assert found[0] > 0.95
    assert found[1] < -0.7
    assert abs(found[2]) < 0.15
    assert np.allclose(partial_rank_correlations(x, np.exp(y / 10)), found)  # only the order counts
    # By hand for two factors: r(xy.z) = (r_xy - r_xz r_yz) / sqrt((1 - r_xz^2) (1 - r_yz^2))
    few = np.array([[1.0, 2, 3, 4, 5], [2, 1, 4, 3, 5]]).T
    values = np.array([1.0, 3, 2, 5, 4])
    r = np.corrcoef(np.column_stack([few, values]).T)
    by_hand = (r[0, 2] - r[0, 1] * r[1, 2]) / math.sqrt((1 - r[0, 1] ** 2) * (1 - r[1, 2] ** 2))
    assert partial_rank_correlations(few, values)[0] == pytest.approx(by_hand)


def test_ranks_find_what_moves_and_no_more() -> None:
    luck, alarms = np.random.default_rng(3), 0
    five = factors(5)
    for seed in range(60):
        points = positions(LatinHypercube(points=60), five, seed)
        y = 2 * points[:, 1] + luck.normal(0, 0.3, 60)
        (found,) = by_rank(certain(y), points, five, [METRIC])
        assert found[0].factor.setting == "f1"
        assert found[0].move is not None
        assert found[0].move.value == pytest.approx(2, abs=0.7)
        alarms += any(one.verdict == "moves" for one in found[1:])
    assert alarms <= 8  # 3 expected; the tail of the binomial beyond is below 1 %


def test_straight_lines_are_exact_where_lines_are_straight() -> None:
    x = np.random.default_rng(2).random((40, 3))
    y = 1 + 2 * x[:, 0] - 3 * x[:, 1]
    moves = [move for move, _ in straight_moves(x, y)]
    assert [move.value for move in moves if move is not None] == pytest.approx([2, -3, 0], abs=1e-9)
    assert straight_moves(x[:3], y[:3]) == [(None, 1.0)] * 3


def test_noise_is_what_points_and_runs_leave_together() -> None:
    luck, games, points = np.random.default_rng(4), 50, 400
    shared = luck.normal(0, 3, games)  # luck that is alike at all points
    gatherer = Gatherer([METRIC])
    own = luck.normal(0, 0.5, points)
    for effect in own:
        gatherer.add((10 + effect + shared + luck.normal(0, 2, games))[None])
    found = gatherer.gathered()
    assert found.noise[0] == pytest.approx(4 / games, rel=0.05)
    assert found.variance[0] == pytest.approx(0.25 + 4 / games, rel=0.25)
    assert found.noise_share[0] == pytest.approx((4 / games) / (0.25 + 4 / games), rel=0.25)


def test_intervals_of_points() -> None:
    gatherer = Gatherer([METRIC, RATE])
    gatherer.add(np.array([[1.0, 2, 3, 4], [0, 0, 0, 0]]))
    found = gatherer.gathered()
    assert found.mean.tolist() == [[2.5, 0.0]]
    assert found.high[0, 0] == pytest.approx(2.5 + 3.182 * math.sqrt(5 / 3) / 2, abs=5e-3)
    assert (found.low[0, 1], found.high[0, 1]) == (0.0, pytest.approx(0.49, abs=0.01))  # Wilson's
    assert found.noise.tolist() == [0, 0]


def alone(effects: list[float], games: int = 100, spread: float = 1.0, seed: int = 0) -> Any:
    """Return what is found where each factor moves a metric by so much from end to end."""
    luck, many = np.random.default_rng(seed), factors(len(effects))
    points = one_at_a_time(many)
    judge, shared = Alone(many, points, [METRIC]), luck.normal(5, 2, games)
    for number, point in enumerate(points):
        shift = sum(effects[place] * (at - 0.5) for place, at in point)
        own = luck.normal(0, spread, games) if point and effects[point[0][0]] is not None else 0.0
        judge.add(number, (shared + shift + own)[None])
    return judge.influences()[0]


def test_one_at_a_time_finds_what_moves() -> None:
    found = alone([0.0, 3.0, -1.0, 0.0])
    assert [(one.factor.setting, one.verdict) for one in found[:2]] == [("f1", "moves"), ("f2", "moves")]
    assert {one.verdict for one in found[2:]} == {"open"}
    assert found[0].move.low < 3 < found[0].move.high
    assert [shift.at for shift in found[0].shifts] == [0.0, 1.0]
    assert found[0].shifts[0].by.value == pytest.approx(-1.5, abs=0.5)
    assert found[2].most >= abs(found[2].move.value)


def test_one_at_a_time_seldom_states_what_is_chance() -> None:
    alarms = sum(alone([0.0] * 12, games=40, seed=seed)[0].verdict == "moves" for seed in range(100))
    assert alarms <= 12  # 5 expected at most; the tail of the binomial beyond is below 1 %


def test_what_changes_no_game_is_the_same() -> None:
    many = factors(2)
    points = one_at_a_time(many)
    judge, base = Alone(many, points, [METRIC]), np.random.default_rng(1).normal(5, 2, (1, 30))
    for number, point in enumerate(points):
        judge.add(number, base + (3.0 if point and point[0] == (0, 1.0) else 0.0))
    found = judge.influences()[0]
    assert [(one.factor.setting, one.verdict) for one in found] == [("f0", "moves"), ("f1", "same")]
    assert found[0].p is not None
    assert found[0].p < 1e-6  # what changes no game is no comparison that needs a correction


def test_an_end_that_is_as_it_is_is_not_played() -> None:
    at_the_top = (Factor("f", base=1.0, low=0.0, high=1.0),)
    points = one_at_a_time(at_the_top)
    assert points == ((), ((0, 0.0),))
    judge, base = Alone(at_the_top, points, [METRIC]), np.arange(30.0)[None]
    judge.add(0, base)
    judge.add(1, base - 2)
    ((found,),) = judge.influences()
    assert found.move is not None
    assert found.move.value == 2  # from the lower end, which is two less, to the upper


def test_a_grid_by_its_margins() -> None:
    two = (Factor("f0", base=0.0, low=0.0, high=1.0), Factor("f1", values=("a", "b", "c"), numbers=(0.0, 0.0, 0.0)))
    points = points_of(Grid(steps=2), two, 0)
    assert len(points) == 6 == count_points(Grid(steps=2), two)
    judge, gatherer, luck = Marginals(two, points, [METRIC]), Gatherer([METRIC]), np.random.default_rng(1)
    shared = luck.normal(0, 2, 60)
    for number, point in enumerate(points):
        values = (shared + 4 * point[0][1] + luck.normal(0, 0.1, 60))[None]
        judge.add(number, values)
        gatherer.add(values)
    (found,) = judge.influences(gatherer.gathered())
    assert [(one.factor.setting, one.verdict) for one in found] == [("f0", "moves"), ("f1", "open")]
    assert found[0].move is not None
    assert found[0].move.value == pytest.approx(4, abs=0.1)
    assert found[0].indices["share"].value == pytest.approx(1, abs=0.01)


def test_designs_cover_what_they_say() -> None:
    three = factors(3)
    latin = positions(LatinHypercube(points=20), three, 7)
    assert all(sorted((latin[:, place] * 20).astype(int)) == list(range(20)) for place in range(3))
    drawn = positions(Random(points=500), three, 7)
    assert ((drawn >= 0) & (drawn < 1)).all()
    assert drawn.mean(axis=0) == pytest.approx([0.5] * 3, abs=0.05)
    assert abs(float(np.asarray(np.corrcoef(drawn.T))[0, 1])) < 0.15
    assert np.array_equal(drawn[:100], positions(Random(points=100), three, 7))  # more points keep the first ones
    assert not np.array_equal(drawn, positions(Random(points=500), three, 8))
    assert len(positions(Sobol(samples=16), three, 7)) == count_points(Sobol(samples=16), three) == 16 * 5
    assert count_points(OneAtATime(), three) == 7


def test_values_that_are_named_are_met_exactly() -> None:
    three = Factor("f", values=("a", "b", "c"), numbers=(1.0, 5.0, 2.0))
    assert [three.written(at) for at in three.ends] == ["a", "b", "c"]
    assert [three.number(at) for at in (0.0, 0.3, 0.34, 0.99, 1.0)] == [1.0, 1.0, 5.0, 2.0, 2.0]
    assert three.snapped(0.4) == 0.5
    many = Factor("f", values=tuple("abcdefghijk"), numbers=(0.0,) * 11)
    assert "".join(many.written(at) for at in many.ends) == "abcdefghijk"


def test_points_are_put_together_from_chunks_of_any_size() -> None:
    values = np.arange(24.0, dtype=np.float32)[None]
    told: list[int] = []
    for cut in (1, 5, 7, 24):
        chunks = [Played(range(at, min(at + cut, 24)), values[:, at : at + cut]) for at in range(0, 24, cut)]
        found = dict(by_point(chunks, 6, told.append))
        assert [found[point].tolist() for point in range(4)] == values.reshape(4, 1, 6).tolist()
    assert sum(told) == 4 * 24


def test_indices_of_what_hardly_ever_happens_are_numbers() -> None:
    three = factors(3)
    points = positions(Sobol(samples=8), three, 1)
    values = np.zeros(len(points))
    values[3] = 1.0
    (found,) = by_variance(certain(values), points, three, [METRIC], 1)
    assert all(math.isfinite(number) for one in found for index in one.indices.values() for number in index)
