"""Some of the games of a table play on as they would have among the others."""

from collections.abc import Sequence

import numpy as np
import pytest

from game.engine.chance import draw_shocks, run_keys
from game.engine.step import open_turn, put_offers, resolve
from game.model.arrays import convert
from game.model.games import table_of_games
from game.model.state import take_games
from game.policy.registry import make_policy
from game.policy.turns import decide_answers, decide_orders, seat_keys
from tests.engine.stage import differences, world_of

GAMES = 24


@pytest.mark.parametrize("name", ["central-asia-2024", "two-harbours"])
@pytest.mark.parametrize("games", [range(GAMES), [5, 3, 3, 0], [7, 7], [11] * 6, list(range(GAMES)) * 2])
@pytest.mark.parametrize("seated", [True, False])
def test_games_of_a_table_play_on_as_before(name: str, games: Sequence[int], seated: bool) -> None:
    world = world_of(name)
    everybody = [make_policy("random", seat, world) for seat in range(len(world.seats))]
    keys, taken = run_keys(9, range(GAMES)), np.asarray(games)
    state = world.start(GAMES, np)
    statements = 0
    for number in range(world.turns):
        chances = seat_keys(keys, world)
        turn = open_turn(state, draw_shocks(keys, number, world), number, world)
        turn = put_offers(turn, decide_orders(turn, everybody, chances, world), world)
        answers = decide_answers(turn, everybody, chances, world) if seated else None
        some = convert(turn.with_(table=None), lambda array: array.take(taken, -1))
        some = some.with_(table=table_of_games(turn.table, taken))
        whole = resolve(turn, answers, world)
        part = resolve(some, convert(answers, lambda array: array.take(taken, -1)), world)
        assert differences(take_games(whole.state, taken), part.state) == [], number
        for field in ("offered", "utility", "chance", "answer", "item_utility", "item_chance", "item_answer"):
            assert np.array_equal(getattr(whole.table, field)[..., taken], getattr(part.table, field)), (number, field)
        statements += sum(offers.order.shape[-1] for offers in turn.table.offers[1:])
        state = whole.state
    assert statements > 0, "nothing was put to all states"
