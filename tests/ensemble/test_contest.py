"""Contests: the same luck under many line-ups, however they are cut, and what is seen of their games."""

import numpy as np
import pytest

from game.ensemble.contest import Contest, Course, hold, menu_of
from game.ensemble.line_ups import LineUp, doctrines_of, drawn, playable, usual, with_seat
from game.ensemble.standing import comeback, correlation, figure_of, lead_changes, standing
from game.model.world import World
from game.sim.claims import wilson
from tests.ensemble.stage import tutorial


@pytest.fixture(scope="module")
def world() -> World:
    return tutorial(length="three").world


def contest(world: World, *line_ups: LineUp, games: int = 12, apart: bool = False) -> Contest:
    return Contest(world, line_ups, games, seed=3, apart=apart)


def test_games_are_the_same_however_they_are_cut(world: World) -> None:
    own = usual(world)
    whole = contest(world, own, with_seat(own, 0, "idle"))
    values = whole.play(range(24)).values
    parts = [whole.play(runs).values for runs in (range(5), range(5, 6), range(6, 17), range(17, 24))]
    np.testing.assert_array_equal(values, np.concatenate(parts, axis=1))


def test_processes_change_nothing(world: World) -> None:
    own = usual(world)
    asked = contest(world, own, with_seat(own, 0, "idle"), with_seat(own, 1, "random"))
    here, there = (hold(asked, workers=workers) for workers in (1, 2))
    for one, other in zip(here, there, strict=True):
        for mine, theirs in zip(one, other, strict=True):
            np.testing.assert_array_equal(mine, theirs)


def test_progress_is_told_game_by_game(world: World) -> None:
    told: list[int] = []
    hold(contest(world, usual(world)), progress=told.append, workers=1)
    assert sum(told) == 12


def test_line_ups_share_their_luck_unless_they_are_apart(world: World) -> None:
    own = usual(world)
    one, other = hold(contest(world, own, own), workers=1)
    np.testing.assert_array_equal(one.events, other.events)
    one, other = hold(contest(world, own, own, games=40, apart=True), workers=1)
    assert (one.events != other.events).any()


def test_what_a_seat_does_is_counted(world: World) -> None:
    own = usual(world)
    busy, idle = hold(contest(world, own, with_seat(own, 0, "idle")), workers=1)
    menu = len(menu_of(0, world))
    assert busy.used[:menu].sum() > 0
    assert idle.used[:menu].sum() == 0
    assert idle.orders[:, 0].sum() == 0
    np.testing.assert_array_equal(busy.orders[:, 0].sum(axis=0), busy.used[:menu].sum(axis=0))
    assert (busy.asked[0].sum(), idle.asked[0].sum()) > (0, 0)
    assert idle.asked[0].sum() == 0
    assert (busy.agreed <= busy.asked + 1e-6).all()


def test_yardsticks(world: World) -> None:
    own, seat = usual(world), len(world.names.powers)
    late, yes, no = hold(
        contest(
            world,
            with_seat(own, 0, f"late:{own[0]}"),
            *(with_seat(own, seat, f"{a}:{own[seat]}") for a in ("yes", "no")),
        ),
        workers=1,
    )
    assert late.orders[0, 0].sum() == 0
    assert late.orders[1, 0].sum() > 0
    asked = yes.asked[:, 0].sum()
    assert asked > 0
    assert yes.agreed[:, 0].sum() == pytest.approx(asked)
    assert no.agreed[:, 0].sum() == 0


def test_drawn_line_ups_are_made_of_what_suits_a_seat(world: World) -> None:
    found = list(drawn(world, 30, 7))
    assert found == list(drawn(world, 30, 7))
    assert all(name in (*playable(seat, world), own) for names in found for seat, (name, own) in enumerate(
        zip(names, usual(world), strict=True)))  # fmt: skip
    assert "random" not in doctrines_of(0, world)


def test_figures() -> None:
    assert figure_of(np.array([1.0, 2.0, 3.0])).mean == 2.0
    assert figure_of(np.array([1.0, 2.0, 3.0])).half == pytest.approx(4.302652730 / np.sqrt(3))
    assert figure_of(np.array([4.0])).half == np.inf
    low, high = wilson(3, 10)
    assert low < 0.3 < high


def test_who_comes_back() -> None:
    ahead = np.array([[3.0, 2.0, 1.0, 0.0], [3.0, 2.0, 1.0, 0.0]])[:, :, None]
    turned = np.array([[3.0, 2.0, 1.0, 0.0], [0.0, 1.0, 2.0, 3.0]])[:, :, None]
    assert comeback(ahead) == 0.0
    assert comeback(turned) == 1.0
    assert lead_changes(ahead) == 0.0
    assert lead_changes(turned) == 1.0
    assert standing(np.concatenate([ahead, turned], axis=2)).shape == (2, 4, 2)
    rising = np.arange(10.0)[None]
    assert correlation(rising, rising) == pytest.approx(1.0)
    assert correlation(rising, -rising) == pytest.approx(-1.0)
    assert correlation(np.zeros((1, 10)), rising) == 0.0


def test_a_course_has_its_axes(world: World) -> None:
    (seen,) = hold(contest(world, usual(world)), workers=1)
    actors, powers, states = len(world.names.actors), len(world.names.powers), len(world.names.states)
    entries = sum(len(menu_of(seat, world)) for seat in range(actors))
    assert isinstance(seen, Course)
    assert seen.scores.shape == (world.turns, actors, 12)
    assert seen.used.shape == (entries, 12)
    assert seen.weight.shape == (powers, states, 12)
    assert ((seen.weight > 0) & (seen.weight < 1)).all()
