"""The state of a game: seen on a grid, told apart by its digest, taken apart by games."""

from dataclasses import fields

import numpy as np
import pytest

from game.model.state import QUANTUM, State, digest, field_digests, quantise, take_games
from game.model.turn import Turn
from game.model.world import World
from tests.engine.stage import differences, shocks, start


def test_numbers_are_seen_on_a_grid() -> None:
    assert quantise(np.asarray([0.5, 1.0 / QUANTUM, 0.4 / QUANTUM, -0.6 / QUANTUM])).tolist() == [2048, 1, 0, -1]
    assert quantise(np.asarray([7, -1])).tolist() == [7, -1]
    assert quantise(np.asarray([True, False])).tolist() == [1, 0]


def test_a_digest_tells_states_apart(tutorial: World) -> None:
    state = start(tutorial)
    assert digest(state) == digest(start(tutorial))
    assert digest(state, 0) == digest(state, 1)
    for entry in fields(state):
        array = getattr(state, entry.name)
        if array.size == 0:
            continue
        other = state.with_(**{entry.name: array + (1 if array.dtype.kind == "i" else np.float32(0.01))})
        assert digest(other) != digest(state), entry.name
        changed = {name for name, found in field_digests(other).items() if found != field_digests(state)[name]}
        assert changed == {entry.name}


def test_a_digest_does_not_see_the_last_bits(tutorial: World) -> None:
    state = start(tutorial, trust={"each": {"each": 0.25}})
    assert digest(state.with_(trust=state.trust + np.float32(1e-6))) == digest(state)


def test_games_are_taken_by_slice_or_list(tutorial: World) -> None:
    state = tutorial.start(6, np)
    state = state.with_(purse=state.purse + np.arange(6, dtype=np.float32))
    assert take_games(state, slice(1, 3)).purse.tolist() == state.purse[:, 1:3].tolist()
    assert take_games(state, [5]).tension.shape == (1,)


def test_the_first_state_of_many_games_is_that_of_one(tutorial: World) -> None:
    many = tutorial.start(3, np)
    for game in range(3):
        assert differences(take_games(many, slice(game, game + 1)), tutorial.start(1, np)) == []
    for entry in fields(State):
        assert getattr(many, entry.name).flags.writeable or getattr(many, entry.name).size == 0


@pytest.mark.parametrize("log", [None, ()])
def test_changes_add_up_and_are_kept_with_their_cause(tutorial: World, log: tuple[()] | None) -> None:
    turn = Turn(state=start(tutorial), shocks=shocks(tutorial), number=0, phase="here", log=log)
    before = turn.state.purse
    turn = turn.add("purse", "gift", np.float32(0.5) + 0 * before).note("offer", "base", before)
    assert np.allclose(turn.state.purse, before + 0.5)
    if log is None:
        assert turn.log is None
    else:
        assert turn.log is not None
        assert turn.log[0][:3] == ("here", "purse", "gift")
        assert turn.log[1][:2] == ("offer", "base")


def test_a_change_order_by_order_is_summed_over_the_orders(tutorial: World) -> None:
    turn = Turn(state=start(tutorial), shocks=shocks(tutorial), number=0, log=())
    amounts = np.ones((2, tutorial.slots, 2), np.float32)
    changed = turn.add_by_order("purse", "orders", amounts, axes=(1,))
    assert np.allclose(changed.state.purse, turn.state.purse + tutorial.slots)
