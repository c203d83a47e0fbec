"""The ledger: in every turn of every game the causes of every change sum to the change, with nothing left over."""

from dataclasses import fields
from functools import cache

import numpy as np
import pytest

from game.engine.scoring import amount, read, scores
from game.model.state import State
from game.model.world import World
from game.policy.registry import make_policy
from game.sim.history import level_of
from game.sim.ledger import MEMORY, Change, Ledger
from game.sim.live import Game, PlayedTurn, play_game
from tests.engine.stage import world_of

TOLERANCE = 1e-5
GAMES: dict[str, tuple[str, str | None, int, dict[str, str]]] = {
    "flagship": ("central-asia-2024", None, 1, {}),
    "flagship, other luck": ("central-asia-2024", None, 2, {}),
    "naming and pressing": ("central-asia-2024", None, 3, {"japan": "naming", "russia": "press"}),
    "exclusive rights": (
        "central-asia-2024", "lesson", 4,
        {"japan": "exclusive_rights", "china": "heavy_hand", "russia": "accuse", "kazakhstan": "accept_all"},
    ),
    "long turns, any orders": (
        "central-asia-2024", "demonstration", 5,
        {"japan": "random", "china": "random", "russia": "random", "uzbekistan": "random", "turkmenistan": "balancer"},
    ),
    "tutorial": ("two-harbours", None, 1, {}),
    "tutorial, any orders": ("two-harbours", None, 2, {"halmar": "random", "vesk": "winter_men", "oro": "random"}),
    "tutorial, half-years": ("two-harbours", "three", 3, {"halmar": "orators", "quill": "random"}),
}  # fmt: skip


@cache
def played(name: str) -> tuple[Game, World]:
    scenario, length, seed, seats = GAMES[name]
    world = world_of(scenario, length)
    policies = [make_policy(seats.get(actor, world.seats[at].policy), at, world) for at, actor in
                enumerate(world.names.actors)]  # fmt: skip
    return play_game(world, policies, seed), world


def close(one: float, other: float, *scale: float) -> bool:
    return abs(one - other) <= TOLERANCE * max(1.0, *(abs(value) for value in scale))


def sums(change: Change) -> bool:
    return close(sum(cause.amount for cause in change.causes), change.amount, change.before, change.after)


def moved_places(field: str, turn: PlayedTurn) -> list[tuple[int, ...]]:
    before, after = (np.asarray(getattr(state, field))[..., 0] for state in (turn.start, turn.turn.state))
    return [tuple(place) for place in np.argwhere(np.atleast_1d(np.abs(after - before)) > 1e-4).tolist()]


@pytest.mark.parametrize("name", GAMES)
class TestAllTurns:
    def test_stocks_change_by_the_sum_of_their_causes(self, name: str) -> None:
        game, world = played(name)
        for turn in game.turns:
            ledger = Ledger(turn.start, turn.turn, world)
            for change in ledger.all_stocks():
                assert change.causes
                assert sums(change), change

    def test_no_change_is_missing_and_both_ends_are_those_of_the_game(self, name: str) -> None:
        game, world = played(name)
        for turn in game.turns:
            ledger = Ledger(turn.start, turn.turn, world)
            for entry in fields(State):
                if entry.name in MEMORY:
                    assert entry.name not in ledger.moved
                    continue
                for at, state in ((0, turn.start), (-1, turn.turn.state)):
                    real = np.asarray(getattr(state, entry.name))[..., 0]
                    np.testing.assert_allclose(
                        getattr(ledger.path, entry.name)[..., at], real, rtol=TOLERANCE, atol=TOLERANCE
                    )
                assert len(ledger.changes(entry.name)) >= len(moved_places(entry.name, turn)), entry.name

    def test_what_is_computed_changes_by_the_sum_of_its_causes(self, name: str) -> None:
        game, world = played(name)
        for turn in game.turns:
            ledger = Ledger(turn.start, turn.turn, world)
            found = [*ledger.scores()]
            for pledged in (False, True):
                found += [*ledger.dependence(pledged), *ledger.shares(pledged), *ledger.partners(pledged)]
            for seat in range(len(world.seats)):
                found += [*ledger.objectives(seat), *ledger.objectives(seat, reached=True)]
            assert all(sums(change) for change in found)

    def test_scores_and_objectives_are_those_of_the_engine(self, name: str) -> None:
        game, world = played(name)
        for turn in game.turns:
            ledger = Ledger(turn.start, turn.turn, world)
            before, after = (scores(state, world)[:, 0] for state in (turn.start, turn.turn.state))
            for seat, change in enumerate(ledger.scores()):
                assert abs(change.before - before[seat]) < 2e-3
                assert abs(change.after - after[seat]) < 2e-3
                reading = read(turn.turn.state, world)
                for objective, value in zip(world.seats[seat].objectives, ledger.objectives(seat), strict=True):
                    real = float(amount(reading, objective.measures)[0])
                    assert abs(value.after - real) <= 2e-5 * max(1.0, abs(real)) * 100

    def test_each_cause_stands_once_and_weighs_something(self, name: str) -> None:
        game, world = played(name)
        for turn in game.turns:
            ledger = Ledger(turn.start, turn.turn, world)
            for change in (*ledger.all_stocks(), *ledger.scores()):
                keys = [(cause.phase, cause.field, cause.name, cause.order) for cause in change.causes]
                assert len(keys) == len(set(keys))
                assert all(cause.amount != 0 for cause in change.causes)


@pytest.mark.parametrize("name", GAMES)
def test_what_orders_do_is_told_order_by_order(name: str) -> None:
    game, world = played(name)
    for turn in game.turns:
        ledger = Ledger(turn.start, turn.turn, world)
        for change in ledger.changes("signed"):
            for cause in change.causes:
                assert cause.order is not None
                assert cause.order.power == change.place[0]
                assert cause.order.target in (None, change.place[1])
                assert cause.order.answer not in ("decline", "called off", "")
        spent = [cause for change in ledger.changes("purse") for cause in change.causes if cause.name == "order"]
        assert all(cause.order is not None and cause.amount < 0 for cause in spent)


def test_all_kinds_of_causes_were_seen() -> None:
    """The games above would be a weak proof if pressure, naming or sole rights never happened in them."""
    seen = set()
    for name in GAMES:
        game, world = played(name)
        for turn in game.turns:
            seen |= {step.name.split(":")[0] for step in Ledger(turn.start, turn.turn, world).steps}
    assert seen >= {
        "income", "order", "own move", "courted", "diversified", "signed", "agreed", "refused", "clauses put", "named",
        "pressed", "reaction", "event", "vote", "delivered", "building", "wear", "chance", "limit", "cargo moves",
        "called off", "overruled the cabinet",
    }  # fmt: skip


def test_a_quiet_quantity_has_a_change_without_causes() -> None:
    game, world = played("flagship")
    turn = game.turns[0]
    change = Ledger(turn.start, turn.turn, world).change("pressure", "russia", "kazakhstan")
    assert (change.amount, change.causes) == (0.0, ())


def test_anything_that_can_be_measured_has_causes() -> None:
    game, world = played("flagship")
    turn = game.turns[0]
    ledger = Ledger(turn.start, turn.turn, world)
    change = ledger.of("twice the tension", lambda reading: reading.state.tension * 2.0)
    tension = ledger.change("tension")
    assert change.amount == pytest.approx(2.0 * tension.amount)
    assert [cause.name for cause in change.causes] == [cause.name for cause in tension.causes]


def test_the_largest_causes_come_first() -> None:
    game, world = played("flagship")
    turn = game.turns[3]
    change = Ledger(turn.start, turn.turn, world).score(0)
    first, second = change.largest(2)
    assert (
        abs(first.amount) >= abs(second.amount) >= max(abs(c.amount) for c in change.causes if c not in (first, second))
    )


def test_a_live_game_is_the_same_game_as_in_an_ensemble() -> None:
    from game.sim.rollout import play_batch

    game, world = played("flagship")
    policies = [make_policy(seat.policy, at, world) for at, seat in enumerate(world.seats)]
    *_, last = play_batch(world, policies, 1, range(5))
    for entry in fields(State):
        alone = np.asarray(getattr(game.last, entry.name))[..., 0]
        np.testing.assert_array_equal(alone, np.asarray(getattr(last.state, entry.name))[..., 0], entry.name)


def test_anything_that_has_a_name_is_found_by_it() -> None:
    game, world = played("tutorial, any orders")
    turn, names = game.turns[2], world.names
    ledger = Ledger(turn.start, turn.turn, world)
    for change in (
        *ledger.all_stocks(), *ledger.dependence(), *ledger.dependence(pledged=True), *ledger.shares(),
        *ledger.shares(pledged=True), *ledger.partners(), *ledger.partners(pledged=True), *ledger.scores(),
        *ledger.objectives(0), *ledger.objectives(len(names.powers), reached=True),
    ):  # fmt: skip
        assert ledger.find(change.quantity, *change.place) == change
        before, after = (
            level_of(state, world, change.quantity, *change.place) for state in (turn.start, turn.turn.state)
        )
        assert close(before, change.before, 1.0, before)
        assert close(after, change.after, 1.0, after)
    assert ledger.find("lock", names.domains[0], names.powers[0], names.states[0]).amount == 0
    for wrong in (
        ("nothing",), ("score", "nobody"), ("share", "energy"), ("affinity", "nobody"), ("objective", "x", "y"),
        ("objective", names.powers[0], "none"), ("score",), ("past", "a"),
    ):  # fmt: skip
        with pytest.raises(KeyError):
            ledger.find(*wrong)
        with pytest.raises(KeyError):
            level_of(game.first, world, *wrong)
