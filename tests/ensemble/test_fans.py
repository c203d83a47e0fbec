"""Fans: counts that add up exactly, and quantiles that lie where the values are."""

from pathlib import Path

import numpy as np

from game.ensemble.fans import BINS
from game.ensemble.playing import play_all
from game.ensemble.store import Store
from game.ensemble.totals import Totals
from tests.ensemble.stage import played, tutorial

LEVELS = (0.1, 0.5, 0.9)


def totals(games: int = 90, **how: int) -> Totals:
    setup = tutorial(games, length="three", trace=True).with_fans()
    found = Totals(setup)
    for part in played(setup, workers=1, **how):
        found.add(part)
    return found


def test_quantiles_lie_where_the_values_are() -> None:
    setup = tutorial(length="three", trace=True).with_fans()
    (part,) = list(play_all(setup.task, 90, workers=1, chunk=90))
    found = Totals(setup)
    found.add(part)
    assert part.trace is not None
    for at, actor in enumerate(setup.world.names.actors):
        ours = found.fans.quantiles(LEVELS, "score", actor)
        exact = np.quantile(part.trace[:, at], LEVELS, axis=1, method="inverted_cdf")
        assert ours.shape == (3, 4)
        np.testing.assert_allclose(ours[:, 1:], exact, atol=100.0 / BINS + 1e-3)
        assert len(set(ours[:, 0].tolist())) == 1, "all games begin alike"


def test_counts_add_up_to_the_same_however_games_are_cut() -> None:
    whole, cut = totals(chunk=90), totals(chunk=7)
    assert whole.fans.games == cut.fans.games == 90
    for series in whole.fans.series:
        if series.name != "leader":
            place = (series.name, series.of, series.in_, series.domain)
            one, other = (found.fans.quantiles(LEVELS, *place) for found in (whole, cut))
            np.testing.assert_array_equal(one, other)


def test_shares_of_a_state_add_up_and_somebody_leads() -> None:
    found, world = totals().fans, tutorial().world
    partners = (*world.names.powers, "others")
    for state in world.names.states:
        medians = [found.quantiles((0.5,), "weight", partner, state)[0] for partner in partners]
        np.testing.assert_allclose(np.sum(medians, axis=0), 100.0, atol=2.0)
        np.testing.assert_allclose(found.leaders(state, len(world.names.powers)).sum(axis=0), 1.0)


def test_memory_is_the_same_for_any_number_of_games() -> None:
    few, many = (played(tutorial(games, length="three").with_fans(), workers=1)[0].fans for games in (2, 64))
    assert few is not None
    assert many is not None
    assert few.shape == many.shape
    assert few.sum() * 32 == many.sum()


def test_counts_are_kept_with_finished_chunks(tmp_path: Path) -> None:
    setup = tutorial(20, length="three").with_fans()
    (part,) = played(setup, workers=1)
    with Store(tmp_path, {}) as store:
        store.write(part)
        again = store.read(part.runs)
    np.testing.assert_array_equal(again.fans, part.fans)


def test_nothing_is_counted_unless_it_is_asked_for() -> None:
    setup = tutorial(20, length="three")
    (part,) = played(setup, workers=1)
    found = Totals(setup)
    found.add(part)
    assert part.fans is None
    assert found.fans.games == 0
