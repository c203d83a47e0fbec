"""The statistics of sweeps, on functions whose answer is known."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from game.ensemble.sweep.alone import Alone
from game.ensemble.sweep.designs import (
    LEVELS,
    Trajectories,
    count_points,
    one_at_a_time,
    points_of,
    positions,
    problem_of,
    salib,
)
from game.ensemble.sweep.elementary import Elementary
from game.ensemble.sweep.factors import Factor
from game.ensemble.sweep.gathering import Gathered, Gatherer, by_point
from game.ensemble.sweep.lines import Line, slope_weights, straight_lines, straight_share
from game.ensemble.sweep.together import (
    Marginals,
    by_rank,
    by_variance,
    drawn_apart,
    partial_rank_correlations,
)
from game.ensemble.task import Played
from game.scenario.experiments import Grid, LatinHypercube, Morris, OneAtATime, Random, Sobol
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


def test_sobol_seldom_states_what_is_chance() -> None:
    """A hundred settings are as many occasions for a false alarm."""
    design, many, alarms = Sobol(samples=64), factors(25), 0
    points = positions(design, many, 3)
    for seed in range(20):
        luck = np.random.default_rng(seed)
        means = np.stack([points[:, 0] + luck.normal(0, 0.15, len(points)) for _ in range(4)], axis=1)
        found = by_variance(Gathered(means, means, means, means, np.full(4, 0.0225)), points, many, [METRIC] * 4, seed)
        assert [(own[0].factor.setting, own[0].verdict) for own in found] == [("f0", "moves")] * 4
        alarms += any(one.verdict == "moves" for own in found for one in own[1:])
    assert alarms <= 4  # 1 expected; the tail of the binomial beyond is below 1 %


def elementary(
    function: Callable[[Numbers], Numbers], count: int, games: int = 40, noise: float = 0.0, seed: int = 1
) -> Any:
    """Return what a Morris design finds of a function, and SALib's own indices of the same points."""
    design, many = Morris(trajectories=10), factors(count)
    points, luck = points_of(design, many, seed), np.random.default_rng(seed)
    assert isinstance(points, Trajectories)
    judge, shared = Elementary(many, points, [METRIC]), luck.normal(0, 2, games)
    where = np.array([[at for _, at in point] for point in points])
    values = function(where)
    for number, value in enumerate(values):
        judge.add(number, (value + shared + luck.normal(0, noise, games))[None])
    return judge.influences()[0], salib("analyze.morris").analyze(problem_of(many), where, values, num_levels=LEVELS)


def test_elementary_effects_are_those_of_salib() -> None:
    found, known = elementary(ishigami, 3)
    for one in found:
        place = int(one.factor.setting[1:])
        assert one.move.value == pytest.approx(known["mu"][place], abs=1e-9)
        assert one.indices["mu_star"].value == pytest.approx(known["mu_star"][place])
        assert one.indices["sigma"].value == pytest.approx(known["sigma"][place])
        assert one.verdict == "moves"
    assert [one.factor.setting for one in found] == [f"f{place}" for place in np.argsort(-known["mu_star"])]


def test_elementary_effects_of_a_straight_line() -> None:
    found, _ = elementary(lambda x: 3 * x[:, 0] - x[:, 1], 3)
    by_name = {one.factor.setting: one for one in found}
    assert by_name["f0"].move.value == pytest.approx(3)
    assert by_name["f1"].move.value == pytest.approx(-1)
    assert by_name["f1"].indices["mu_star"].value == pytest.approx(1)
    assert by_name["f0"].indices["sigma"].value == pytest.approx(0, abs=1e-9)
    assert {name: one.verdict for name, one in by_name.items()} == {"f0": "moves", "f1": "moves", "f2": "same"}


def test_a_trajectory_moves_each_setting_once() -> None:
    many = factors(7)
    points = points_of(Morris(trajectories=4), many, 5)
    assert isinstance(points, Trajectories)
    assert len(points) == count_points(Morris(trajectories=4), many) == 4 * 8
    where = np.array([[at for _, at in point] for point in points]).reshape(4, 8, 7)
    assert set(np.unique(where)) <= {0.0, 1 / 3, 2 / 3, 1.0}
    moved = np.abs(np.diff(where, axis=1))
    assert np.allclose(moved.sum(axis=1), 2 / 3)
    assert np.allclose(moved.sum(axis=2), 2 / 3)
    for number in range(len(points)):
        step = points.step(number)
        assert (step is None) == (number % 8 == 0)
        if step is not None:
            before, after = dict(points[number - 1])[step.place], dict(points[number])[step.place]
            assert (after > before, after) == (step.up, step.at)
    again = points_of(Morris(trajectories=4), many, 5)
    assert [*again] == [*points] != [*points_of(Morris(trajectories=4), many, 6)]


def test_morris_does_not_take_chance_for_an_effect() -> None:
    alarms, covered = 0, 0
    for seed in range(25):
        found, _ = elementary(lambda x: 2 * x[:, 0], 6, noise=1.0, seed=seed)
        assert (found[0].factor.setting, found[0].verdict) == ("f0", "moves")
        alarms += any(one.verdict == "moves" for one in found[1:])
        covered += found[0].move.low < 2 < found[0].move.high
        assert all(one.indices["mu_star"].value < 4 * one.indices["chance"].value for one in found[1:])
    assert alarms <= 5  # 1.25 expected at most; the tail of the binomial beyond is below 1 %
    assert covered >= 20


def test_how_much_straight_lines_account_for() -> None:
    luck = np.random.default_rng(1)
    x = luck.random((200, 12))
    line = 2 * x[:, 0] - x[:, 1]
    assert straight_share(x, line) == pytest.approx(1)
    noisy = line + luck.normal(0, line.std(), 200)
    assert straight_share(x, noisy) == pytest.approx(0.5, abs=0.1)
    assert straight_share(x, luck.normal(0, 1, 200)) == pytest.approx(0, abs=0.08)  # the lines of chance are taken off
    assert straight_share(x[:13], line[:13]) is None


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
    found = partial_rank_correlations(x, y[:, None])[0]
    assert found[0] > 0.95
    assert found[1] < -0.7
    assert abs(found[2]) < 0.15
    assert np.allclose(partial_rank_correlations(x, np.exp(y / 10)[:, None])[0], found)  # only the order counts
    # By hand for two factors: r(xy.z) = (r_xy - r_xz r_yz) / sqrt((1 - r_xz^2) (1 - r_yz^2))
    few = np.array([[1.0, 2, 3, 4, 5], [2, 1, 4, 3, 5]]).T
    values = np.array([1.0, 3, 2, 5, 4])
    r = np.corrcoef(np.column_stack([few, values]).T)
    by_hand = (r[0, 2] - r[0, 1] * r[1, 2]) / math.sqrt((1 - r[0, 1] ** 2) * (1 - r[1, 2] ** 2))
    assert partial_rank_correlations(few, values[:, None])[0, 0] == pytest.approx(by_hand)


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
    (lines,) = straight_lines(x, certain(y))
    assert [line.move.value for line in lines if line.move is not None] == pytest.approx([2, -3, 0], abs=1e-9)
    assert straight_lines(x[:3], certain(y[:3])) == [[Line(None, 1.0, 1.0)] * 3]
    weights = slope_weights(x)
    assert weights is not None
    assert weights @ y == pytest.approx([2, -3, 0], abs=1e-9)
    assert slope_weights(x[:4]) is None


def with_luck(where: Numbers, seed: int, games: int = 25, drawn: Any = None) -> Gathered:
    """Return what points come to where the first factor moves by 2.2, and each run makes more or less of all."""
    luck = np.random.default_rng(seed)
    gatherer = Gatherer([METRIC], slope_weights(where, drawn))
    slopes, shared = luck.normal(0, 1, (games, where.shape[1])), luck.normal(0, 5, games)
    for at in where:
        gatherer.add((2 * at[0] + 0.2 * at[0] ** 2 + slopes @ at + shared + luck.normal(0, 0.1, games))[None])
    return gatherer.gathered()


@pytest.mark.parametrize("design", [LatinHypercube(points=60), Sobol(samples=32)], ids=["latin", "sobol"])
def test_luck_that_all_points_share_is_no_effect(design: Any) -> None:
    """However many points there are, what these runs make more of than others is seen at all of them."""
    many, alarms, covered = factors(5), 0, 0
    for seed in range(40):
        where = positions(design, many, seed)
        found = with_luck(where, seed, drawn=drawn_apart(where) if isinstance(design, Sobol) else None)
        judge: Any = by_variance if isinstance(design, Sobol) else by_rank
        own = judge(found, where, many, [METRIC], *([seed] if isinstance(design, Sobol) else []))[0]
        by_name = {one.factor.setting: one for one in own}
        assert by_name["f0"].verdict == "moves"
        alarms += any(one.verdict == "moves" for name, one in by_name.items() if name != "f0")
        covered += by_name["f0"].move.low < 2.2 < by_name["f0"].move.high
    assert alarms <= 6  # 2 expected at most; the tail of the binomial beyond is below 1 %
    assert covered >= 34  # of 38 expected


def test_the_level_of_all_points_is_only_known_as_far_as_their_luck() -> None:
    found = with_luck(positions(Random(points=50), factors(2), 1), 1, games=100)
    assert found.shared is not None
    assert found.shared[0] == pytest.approx(1.98 * math.sqrt(25 + 0.5) / 10, rel=0.2)
    assert found.games == 100


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
