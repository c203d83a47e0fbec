"""Line-ups side by side: every lane is the game that it is alone, and what was decided can be decided again."""

from typing import Any

import numpy as np
import pytest

from game.ensemble.factcheck.checking import Asked, ask
from game.ensemble.factcheck.task import Point
from game.scenario.load import load

GAMES = 3
MOVED = ((("actors", "oro", "hedging"), 1.7), (("rules", "answers", "balance"), 0.1))


def asked(**players: str) -> Asked:
    return ask(load("two-harbours"), games=GAMES, seed=3, players=players, length="three")


def values(one: Asked, *points: Point) -> "np.ndarray[Any, Any]":
    return one.task(points, GAMES).play(range(len(points) * GAMES)).values


@pytest.mark.parametrize(("players", "again"), [({}, False), ({"vesk": "greedy"}, True), ({"oro": "greedy"}, False)])
def test_line_ups_side_by_side_are_those_alone(players: dict[str, str], again: bool) -> None:
    one = asked(**players)
    together = values(one, Point(MOVED, (0, 1), again))
    apart = [values(one, Point(MOVED, (place,), again)) for place in (0, 1)]
    np.testing.assert_array_equal(together[:2], apart[0][:2])
    np.testing.assert_array_equal(together[2], apart[1][2])
    assert np.isnan(apart[0][2]).all()


@pytest.mark.parametrize("actor", ["vesk", "oro"])
def test_what_is_decided_again_gives_the_same_games_as_long_as_nothing_moves(actor: str) -> None:
    one = asked(**{actor: "greedy"})
    weighed, repeated = (values(one, Point((), (0,), again)) for again in (False, True))
    np.testing.assert_array_equal(weighed, repeated)
    moved = values(one, Point(MOVED, (0,), again=True))
    assert not np.array_equal(moved[:2], repeated[:2])  # the others do answer to what has moved


def test_one_game_at_a_time() -> None:
    one = asked(vesk="greedy").task([Point(MOVED, (0, 1), again=True)], GAMES)
    parts = [one.play(range(at, at + 1)).values for at in range(GAMES)]
    np.testing.assert_array_equal(np.concatenate(parts, axis=1), one.play(range(GAMES)).values)
