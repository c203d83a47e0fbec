"""Means and intervals of many games."""

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from game.engine.scoring import read, scores
from game.engine.shares import current_shares
from game.model.world import World
from game.policy.registry import default_policies
from game.sim.rollout import play, play_chunks
from game.sim.summary import Moments, measure_games, metrics_of, t_quantile, wedge_index


@pytest.mark.parametrize(
    ("freedom", "expected"),
    [(1, 12.7062), (2, 4.3027), (3, 3.1824), (4, 2.7764), (5, 2.5706), (9, 2.2622), (29, 2.0452), (999, 1.9623)],
)
def test_students_t(freedom: int, expected: float) -> None:
    assert t_quantile(freedom) == pytest.approx(expected, rel=0.01)
    assert t_quantile(10**7) == pytest.approx(1.959964, abs=1e-6)


_VALUES = hnp.arrays(np.float32, st.tuples(st.just(3), st.integers(2, 40)), elements=st.floats(-1e3, 1e3, width=32))


@given(_VALUES, st.integers(1, 39))
def test_moments_do_not_depend_on_how_games_are_cut(values: Any, at: int) -> None:
    at = min(at, values.shape[1] - 1)
    whole = Moments.of(values)
    parts = Moments.of(values[:, at:]).joined(Moments.of(values[:, :at]))
    exact = values.astype(np.float64)
    for found in (whole, parts):
        np.testing.assert_allclose(found.mean, exact.mean(axis=1), atol=1e-6)
        np.testing.assert_allclose([e.spread or 0.0 for e in found.estimates()], exact.std(axis=1, ddof=1), atol=1e-4)
    half = t_quantile(values.shape[1] - 1) * exact.std(axis=1, ddof=1) / math.sqrt(values.shape[1])
    for estimate, wide in zip(whole.estimates(), half, strict=True):
        assert estimate.low is not None
        assert estimate.mean - estimate.low == pytest.approx(wide, abs=1e-4)


def test_one_game_has_no_interval() -> None:
    (estimate,) = Moments.of(np.ones((1, 1))).estimates()
    assert (estimate.mean, estimate.low, estimate.high, estimate.spread) == (1.0, None, None, None)


def test_metrics_are_what_they_are_called(tutorial: World) -> None:
    chunk = next(play_chunks(tutorial, default_policies(tutorial), seed=1, games=5, after={3, 6}))
    state, metrics = chunk.states[6], metrics_of(tutorial)
    found = dict(zip((metric.id for metric in metrics), chunk.own(measure_games(state, tutorial)), strict=True))
    assert list(found)[:6] == [
        "score.halmar", "score.vesk", "score.oro", "score.quill", "score.tarn", "dependence_change.halmar",
    ]  # fmt: skip
    np.testing.assert_array_equal(found["score.vesk"], np.asarray(scores(state, tutorial))[1])
    np.testing.assert_allclose(found["signed.vesk"], np.asarray(state.signed)[1].sum(axis=0), rtol=1e-6)
    np.testing.assert_array_equal(found["tension"], state.tension)
    np.testing.assert_array_equal(found["tonnage.inner_channel"], np.asarray(state.tonnage)[1])
    first = tutorial.first_state
    gain = np.asarray(current_shares(state, tutorial).dependence - current_shares(first, tutorial).dependence)
    np.testing.assert_allclose(found["dependence_change.vesk"], 100 * gain[1].mean(axis=0), atol=1e-4)
    rivals = np.clip(gain[0], 0, None)  # there are two powers: the other one's gain counts in full
    np.testing.assert_allclose(found["wedge.vesk"], 100 * (gain[1] - rivals).mean(axis=0), atol=1e-4)
    assert sorted(chunk.states) == [3, 6]


def test_the_wedge_index_takes_off_what_rivals_gained(flagship: World) -> None:
    """Weight won from one rival is a wedge; weight that all win from others outside is half of one."""
    start = read(flagship.first_state, flagship)
    before = np.asarray(start.delivered.dependence)

    def index(*gains: float) -> Any:
        after = before + 0.01 * np.asarray([*gains, -sum(gains)], np.float32)[:, None, None]
        return wedge_index(start._replace(delivered=start.delivered._replace(dependence=after)), start)[:, 0].tolist()

    assert index(1, 0, 0) == pytest.approx([1, -0.5, -0.5], abs=1e-4)
    assert index(1, -1, 0) == pytest.approx([1, -1.5, -0.5], abs=1e-4)
    assert index(1, 1, 1) == pytest.approx([0, 0, 0], abs=1e-4)
    assert index(0, 0, 0) == pytest.approx([0, 0, 0], abs=1e-4)


@pytest.mark.parametrize("chunk", [1, 3, 64])
def test_chunks_change_nothing(tutorial: World, chunk: int) -> None:
    policies = default_policies(tutorial)
    whole = play(tutorial, policies, seed=9, games=7)
    parts = list(play_chunks(tutorial, policies, seed=9, games=7, after={6}, chunk=chunk))
    assert [run for part in parts for run in part.runs] == list(range(7))
    final = np.concatenate([part.own(scores(part.states[6], tutorial)) for part in parts], axis=1)
    np.testing.assert_array_equal(final, whole.scores)


def test_only_the_turns_that_are_needed_are_played(tutorial: World) -> None:
    long, short = (
        next(play_chunks(tutorial, default_policies(tutorial), seed=1, games=4, after=after)) for after in ({2, 6}, {2})
    )
    assert list(short.states) == [2]
    np.testing.assert_array_equal(measure_games(long.states[2], tutorial), measure_games(short.states[2], tutorial))
