"""Chance: what its numbers are like, and on what they depend."""

from itertools import combinations

import numpy as np
import pytest

from game.engine.chance import all_drawn, draw_shocks, drawn, drawn_in_rows, normal, run_keys, slot_names, uniform
from game.model.turn import Draws
from game.model.world import World
from game.policy.turns import seat_keys
from tests.engine.stage import variant, world_of

RUNS = 20_000
KEYS = run_keys(1, range(RUNS))


def test_uniform_numbers_are_uniform() -> None:
    found = np.sort(uniform(KEYS, "turn 0", "offer").reshape(-1))
    assert found.min() >= 0.0
    assert found.max() < 1.0
    distance = np.max(np.abs(found - (np.arange(RUNS) + 0.5) / RUNS))  # Kolmogorov and Smirnov
    assert distance < 1.63 / RUNS**0.5


@pytest.mark.parametrize("bins", [16, 97])
def test_uniform_numbers_fill_bins_evenly(bins: int) -> None:
    counts, _ = np.histogram(uniform(KEYS, "turn 3", "item", ("a", "b", "c")), bins, (0, 1))
    expected = 3 * RUNS / bins
    chi_square = float(np.sum((counts - expected) ** 2) / expected)
    assert abs(chi_square - (bins - 1)) < 4 * (2 * (bins - 1)) ** 0.5


def test_normal_numbers_are_nearly_normal() -> None:
    found = normal(KEYS, "quarter 0", "luck", ("a", "b")).astype(np.float64)
    assert abs(found.mean()) < 0.02
    assert abs(found.std() - 1.0) < 0.02
    assert abs(np.mean(np.abs(found) < 1.0) - 0.67) < 0.02
    assert np.abs(found).max() < 3.5  # a sum of four uniform numbers has no long tails


def test_draws_under_different_keys_are_independent() -> None:
    draws = {
        "turn": uniform(KEYS, "turn 1", "offer", ("x",))[0],
        "turn later": uniform(KEYS, "turn 2", "offer", ("x",))[0],
        "what": uniform(KEYS, "turn 1", "reaction", ("x",))[0],
        "who": uniform(KEYS, "turn 1", "offer", ("y",))[0],
        "seed": uniform(run_keys(2, range(RUNS)), "turn 1", "offer", ("x",))[0],
        "neighbour": uniform(run_keys(1, range(1, RUNS + 1)), "turn 1", "offer", ("x",))[0],
    }
    for one, two in combinations(draws, 2):
        assert abs(np.corrcoef(draws[one], draws[two])[0, 1]) < 4 / RUNS**0.5, (one, two)


def test_runs_with_the_same_number_are_the_same_run() -> None:
    assert np.array_equal(run_keys(5, [3, 9]), run_keys(5, range(12))[[3, 9]])
    assert len(np.unique(run_keys(5, range(100_000)))) == 100_000
    assert not np.array_equal(run_keys(5, range(9)), run_keys(6, range(9)))


def test_ids_do_not_run_into_each_other() -> None:
    one = uniform(KEYS[:50], "turn 1", "offer", ("a",), ("bc",))
    two = uniform(KEYS[:50], "turn 1", "offer", ("ab",), ("c",))
    assert not np.array_equal(one, two)


@pytest.mark.parametrize("name", ["central-asia-2024", "two-harbours"])
def test_a_turn_is_drawn_from_its_number_alone(name: str) -> None:
    world = world_of(name)
    whole = draw_shocks(run_keys(1, range(10)), 2, world)
    part = draw_shocks(run_keys(1, [4, 7]), 2, world)
    for field in ("struck", "happened", "cancel", "offer", "item", "reaction", "luck", "drift"):
        assert np.array_equal(all_drawn(getattr(whole, field))[..., [4, 7]], all_drawn(getattr(part, field))), field


@pytest.mark.parametrize("name", ["central-asia-2024", "two-harbours"])
def test_what_is_drawn_where_it_is_asked_for_is_what_all_draws_hold(name: str) -> None:
    shocks = draw_shocks(run_keys(1, range(10)), 2, world_of(name))
    for draws in (shocks.offer, shocks.item):
        whole = all_drawn(draws)
        place = np.random.default_rng(1).integers(whole.size, size=(3, 40))
        assert np.array_equal(drawn(draws, place), whole.reshape(-1)[place])
        row = np.random.default_rng(2).integers(whole.size // 10, size=(3, 10))
        expected = whole.reshape(-1, 10)[row, np.arange(10)]
        assert np.array_equal(drawn_in_rows(draws, row), expected)
        assert np.array_equal(drawn_in_rows(whole, row), expected)  # as a replay holds them


class Foreign(np.ndarray):
    """Stands for the arrays of a library that traces what is computed with them."""


def test_keys_of_another_library_are_left_to_it_wherever_places_come_from(monkeypatch: pytest.MonkeyPatch) -> None:
    keys = run_keys(1, range(5))
    place = np.array([0, 7, 12])
    expected = drawn(Draws(keys, "turn 0", "item", (("a", "b", "c"),)), place)
    monkeypatch.setattr("game.engine.plain.drawn", lambda *_: pytest.fail("NumPy's short road was taken"))
    found = drawn(Draws(keys.view(Foreign), "turn 0", "item", (("a", "b", "c"),)), place)
    assert np.array_equal(found, expected)


def test_scenarios_that_share_ids_share_their_luck() -> None:
    """The Mongolia variant adds a state: what is drawn for the others stays as it was."""
    small, large = world_of("central-asia-2024"), world_of("central-asia-2024-mongolia")
    keys = run_keys(8, range(200))
    one, two = draw_shocks(keys, 1, small), draw_shocks(keys, 1, large)
    places = [large.names.states.index(name) for name in small.names.states]
    assert np.array_equal(all_drawn(one.offer), all_drawn(two.offer)[:, :, places])
    assert np.array_equal(one.luck, two.luck[:, :, places])
    assert np.array_equal(one.drift, two.drift[:, :, :, places])
    assert np.array_equal(one.reaction, two.reaction)
    assert np.array_equal(one.happened, two.happened[[large.names.events.index(e) for e in small.names.events]])


def test_a_changed_number_does_not_change_the_luck() -> None:
    keys = run_keys(8, range(50))
    one = draw_shocks(keys, 1, world_of("two-harbours"))
    two = draw_shocks(keys, 1, variant("two-harbours", {"rules.answers.sharpness": 3.0}))
    assert np.array_equal(all_drawn(one.offer), all_drawn(two.offer))


def test_a_short_length_lives_through_the_same_quarters() -> None:
    keys = run_keys(8, range(50))
    six, three = world_of("two-harbours", "six"), world_of("two-harbours", "three")
    long = draw_shocks(keys, 1, three)
    for quarter in range(2):
        short = draw_shocks(keys, 2 + quarter, six)
        assert np.array_equal(long.luck[quarter], short.luck[0])
        assert np.array_equal(long.drift[quarter], short.drift[0])


def test_events_come_as_often_as_they_should() -> None:
    world = world_of("two-harbours")
    drawn = draw_shocks(KEYS, 1, world)
    for event, chance in zip(range(len(world.names.events)), world.events.chance, strict=True):
        often = float(drawn.happened[event].mean())
        assert abs(often - chance) < 4 * (chance * (1 - chance) / RUNS) ** 0.5
        where = world.events.high[event] - world.events.low[event]
        if where.sum() > 0:
            assert np.allclose(drawn.struck[event].mean(axis=-1), chance * where, atol=0.01)
            assert np.array_equal(drawn.struck[event].sum(axis=0), drawn.happened[event])


def test_dated_events_keep_their_dates() -> None:
    world = world_of("central-asia-2024")
    keys = run_keys(1, range(200))
    for turn in range(world.turns):
        happened = draw_shocks(keys, turn, world).happened.any(axis=-1)
        for event, dates in enumerate(world.events.quarters):
            assert not happened[event] or not dates or turn + 1 in dates


def test_votes_are_drawn_for_their_quarter_only(flagship: World) -> None:
    for turn in range(flagship.turns):
        due = {v for v, quarter in enumerate(flagship.votes.quarter) if quarter == turn + 1}
        assert set(draw_shocks(KEYS[:2], turn, flagship).ballot) == due


def test_a_seats_own_luck_tells_nothing_about_the_games(tutorial: World) -> None:
    chances = seat_keys(KEYS, tutorial)
    game = uniform(KEYS, "turn 1", "offer", ("x",))[0]
    drawn = [uniform(chance, "turn 1", "offer", ("x",))[0] for chance in chances]
    for one, two in combinations([game, *drawn], 2):
        assert abs(np.corrcoef(one, two)[0, 1]) < 4 / RUNS**0.5


def test_slots_have_names() -> None:
    assert slot_names(3) == ("slot 0", "slot 1", "slot 2")
