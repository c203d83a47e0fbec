"""A live game: what people may order, what they are told, what nobody sees, and that it is the game of a batch."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from game.engine.view import View
from game.model.state import digest
from game.model.turn import SIZES
from game.model.world import World
from game.policy.registry import make_policy
from game.sim.order import Answer, Order
from game.sim.rollout import play_batch
from game.sim.session import PERSON, Session
from tests.engine.stage import world_of
from tests.sim.sessions import ALL, GAS, TOUR, WIND, print_of, refused, session, taken, two_harbours


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, bytes]]:
    """Yield every array inside a record, as bytes."""
    if isinstance(value, np.ndarray):
        yield path, value.tobytes()
    elif is_dataclass(value) and not isinstance(value, World):
        for entry in fields(value):
            yield from leaves(getattr(value, entry.name), f"{path}.{entry.name}")
    elif isinstance(value, (tuple, list)):
        for at, part in enumerate(value):
            yield from leaves(part, f"{path}[{at}]")
    elif not isinstance(value, World):
        yield path, repr(value).encode()


def seen(view: View) -> dict[str, bytes]:
    return dict(leaves(view))


# --- playing


@pytest.mark.parametrize("name", ["two-harbours", "central-asia-2024"])
@pytest.mark.parametrize("player", [None, "random", "idle"])
def test_a_live_game_is_the_game_of_a_batch_to_the_last_bit(name: str, player: str | None) -> None:
    world = world_of(name)
    seats = {seat.actor: player or seat.policy for seat in world.seats}
    game = Session(world, seats, seed=3, run=7)
    policies = [make_policy(seats[actor], i, world) for i, actor in enumerate(world.names.actors)]
    for number, turn in enumerate(play_batch(world, policies, 3, range(4, 10))):
        assert game.end_turn().digest == digest(turn.state, 3), f"turn {number + 1}"
        live = game.game.last
        for entry in fields(live):
            alone, among = getattr(live, entry.name)[..., 0], getattr(turn.state, entry.name)[..., 3]
            np.testing.assert_array_equal(alone, among, entry.name)
    assert game.stage == "over"


def test_a_persons_game_is_the_policies_game_if_the_decisions_are_the_same(flagship: World) -> None:
    played = Session(flagship, {"japan": "random", "kazakhstan": "random"}, seed=5)
    people = Session(flagship, dict.fromkeys(flagship.names.actors, PERSON), seed=5)
    for _ in range(4):
        record = played.end_turn()
        for order in record.orders:
            if order.lever:
                bare = order if order.target in needed(order, flagship) else replace(order, target="")
                taken(people, bare)
        people.close_orders()
        for answer in record.answers:
            taken(people, answer)
        theirs = people.end_turn()
        kept = {"past_court"}  # policies leave powers where none is needed
        for mine, other in zip(record.phases, theirs.phases, strict=True):
            assert mine.phase == other.phase
            assert {f: d for f, d in mine.changed.items() if f not in kept} == {
                f: d for f, d in other.changed.items() if f not in kept
            }


def needed(order: Order, world: World) -> tuple[str, ...]:
    """Return the targets that an order's lever takes."""
    names = world.names
    if order.actor in names.states:
        return names.powers if float(world.moves.to_power[names.moves.index(order.lever)]) else ()
    lever = names.levers.index(order.lever)
    if float(world.levers.to_power[lever]):
        return names.powers
    return names.states if float(world.levers.to_state[lever]) else ()


def test_a_turn_has_two_steps() -> None:
    game = session()
    taken(game, WIND)
    assert str(game.stage) == "orders"
    assert game.offers("oro") == {}
    game.close_orders()
    assert str(game.stage) == "answers"
    game.close_orders()  # closing twice changes nothing
    assert set(game.offers("oro")["halmar"]) == {"turbines", "batteries", "training"}
    assert game.offers("quill") == {}
    assert game.offers("halmar") == {}
    taken(game, Answer("oro", "halmar", "accept", item="turbines"))
    taken(game, Answer("oro", "halmar", "decline", item="training"))
    record = game.end_turn()
    assert str(game.stage) == "orders"
    assert game.number == 1
    assert game.records == (record,)
    assert record.orders == (WIND,)
    assert {a.item: a.answer for a in record.answers} == {"turbines": "accept", "training": "decline"}


def test_the_game_ends_and_says_so() -> None:
    game = session()
    for _ in range(game.world.turns):
        game.end_turn()
    assert game.stage == "over"
    assert refused(game, WIND, "stage").sentence == "The game is over."
    assert game.withdraw(WIND) is not None
    assert not game.undo("halmar")
    with pytest.raises(RuntimeError, match="over"):
        game.end_turn()
    assert set(game.scores) == set(ALL)
    assert game.view("oro").number == game.world.turns - 1


def test_unknown_seats_are_refused_at_once(tutorial: World) -> None:
    with pytest.raises(KeyError):
        Session(tutorial, {"atlantis": PERSON})
    with pytest.raises(KeyError):
        Session(tutorial, {"oro": "shipwrights"})


def test_answers_left_out_are_the_cabinets() -> None:
    people, policies = session(), session(oro="free_hand")
    for game in (people, policies):
        taken(game, WIND)
        taken(game, GAS)
    policies.hand_over("oro", PERSON)
    assert people.end_turn().digest == policies.end_turn().digest


# --- changing one's mind


def test_undo_takes_back_step_by_step_until_the_turn_ends() -> None:
    game = session()
    assert not game.undo("halmar")
    taken(game, WIND)
    taken(game, TOUR)
    assert game.withdraw(WIND) is None
    assert game.pending("halmar") == (TOUR,)
    assert game.undo("halmar")
    assert game.pending("halmar") == (WIND, TOUR)
    assert game.undo("halmar")
    assert game.pending("halmar") == (WIND,)
    taken(game, GAS)
    assert game.undo("halmar")
    assert game.pending("halmar") == ()
    assert game.pending("vesk") == (GAS,), "another seat's orders stay"
    assert not game.undo("halmar")
    taken(game, WIND)
    game.close_orders()
    assert not game.undo("halmar"), "orders are closed"
    taken(game, Answer("oro", "halmar", "accept", item="turbines"))
    assert game.undo("oro")
    assert game.pending("oro") == ()
    game.end_turn()
    assert not game.undo("oro")
    assert game.pending("halmar") == ()


def test_a_second_answer_takes_the_place_of_the_first() -> None:
    game = session()
    taken(game, GAS)
    game.close_orders()
    taken(game, Answer("oro", "vesk", "accept", slot=1))
    taken(game, Answer("oro", "vesk", "decline", slot=1))
    assert game.pending("oro") == (Answer("oro", "vesk", "decline", slot=1),)
    assert game.withdraw(Answer("oro", "vesk", "accept", slot=1)) is None
    assert game.pending("oro") == ()


def test_only_what_was_submitted_can_be_withdrawn() -> None:
    game = session()
    refusal = game.withdraw(WIND)
    assert refusal is not None
    assert refusal.code == "nothing"
    game.close_orders()
    refusal = game.withdraw(Answer("oro", "vesk", "accept", slot=1))
    assert refusal is not None
    assert refusal.code == "nothing"


def test_a_branch_shares_the_past_and_goes_its_own_way() -> None:
    game = session(vesk="gasmen")
    for _ in range(3):
        game.end_turn()
    other = game.branch(2)
    assert other.records == game.records[:2]
    assert other.number == 2
    assert other.end_turn() == game.records[2]
    taken(other, WIND)
    other.end_turn()
    assert game.number == 3
    assert game.end_turn() != other.records[3]


# --- handing seats over


def test_a_seat_goes_to_a_policy_and_back() -> None:
    game, policies = session(), Session(world_of("two-harbours"), seed=1)
    taken(game, WIND)
    for actor, player in policies.seats.items():
        assert game.hand_over(actor, player) is None
    assert game.pending("halmar") == (), "what was not yet put is dropped"
    assert game.seats == policies.seats
    assert game.end_turn() == policies.end_turn()
    refused(game, WIND, "seat")
    assert game.hand_over("halmar", PERSON) is None
    taken(game, WIND)
    assert game.end_turn().orders[0] == WIND


def test_a_policy_can_take_over_while_offers_lie_on_the_table() -> None:
    game, policies = session(), Session(world_of("two-harbours"), seed=1)
    policies.close_orders()
    for actor, player in policies.seats.items():
        game.hand_over(actor, player)
    game.close_orders()
    game.hand_over("oro", PERSON)
    game.hand_over("oro", policies.seats["oro"])
    assert game.end_turn() == policies.end_turn()


def test_a_seat_goes_to_nobody_unknown() -> None:
    game = session()
    refusal = game.hand_over("halmer", PERSON)
    assert refusal is not None
    assert refusal.code == "actor"
    assert "halmar" in refusal.hint
    refusal = game.hand_over("halmar", "shipwright")
    assert refusal is not None
    assert refusal.code == "policy"
    assert "shipwrights" in refusal.hint
    assert game.seats == ALL


# --- properties

_WORDS = st.sampled_from(
    ["halmar", "vesk", "oro", "quill", "tarn", "wind_park", "gas_terminal", "goodwill_tour", "harbour_charter",
     "rumour", "cold_winter", "toast", "dredge", "accept", "amend", "decline", "turbines", "", "x"]
)  # fmt: skip
_ORDERS = st.builds(
    Order,
    actor=st.sampled_from(["halmar", "vesk", "oro", "x"]),
    lever=_WORDS,
    target=st.sampled_from(["", "oro", "quill", "vesk", "halmar"]),
    size=st.sampled_from([*SIZES, 1.0, 1.0, 3.0]),
    items=st.none() | st.lists(st.sampled_from(["turbines", "training", "x"]), max_size=2).map(tuple),
)
_ANSWERS = st.builds(
    Answer, actor=_WORDS, power=_WORDS, answer=_WORDS, slot=st.integers(-1, 3), item=st.sampled_from(["", "turbines"])
)
_QUICK = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@_QUICK
@given(st.lists(st.tuples(st.sampled_from(["submit", "withdraw", "undo"]), _ORDERS | _ANSWERS), max_size=12))
def test_whatever_is_submitted_a_refusal_changes_nothing_and_undo_takes_all_back(acts: list[tuple[str, Any]]) -> None:
    game, history = session(), [print_of(session())]
    for act, entry in acts:
        before = print_of(game)
        assert before == history[-1]
        if act == "undo":
            actor = entry.actor if entry.actor in ALL else "halmar"
            game.undo(actor)
            history.append(print_of(game))
            continue
        refusal = getattr(game, act)(entry)
        after = print_of(game)
        assert (refusal is None) == (after != before)
        history.append(after)
    for actor in ALL:
        while game.undo(actor):
            pass
    assert print_of(game) == history[0]


@_QUICK
@given(st.lists(_ORDERS, max_size=8))
def test_everything_that_is_taken_stands_when_orders_are_closed(orders: list[Order]) -> None:
    game = session()
    mine = [order for order in orders if game.submit(order) is None]
    game.close_orders()
    assert game._table is not None
    table = game._table.turn.table
    assert not np.any(np.asarray(table.refusal))
    mine = [replace(order, items=order.items or None) for order in mine]  # no items are none
    assert sorted(map(repr, game.end_turn().orders)) == sorted(map(repr, mine))


@_QUICK
@given(st.lists(_ORDERS, max_size=8))
def test_nobody_sees_another_seats_pending_orders(orders: list[Order]) -> None:
    empty, game = session(), session()
    for order in orders:
        game.submit(order)
    for actor in ALL:
        assert seen(game.view(actor)) == seen(empty.view(actor)), actor


@_QUICK
@given(st.lists(_ORDERS.filter(lambda order: order.actor in ("halmar", "vesk")), max_size=8), st.booleans())
def test_nobody_sees_what_was_put_elsewhere_before_the_turn_ends(orders: list[Order], answered: bool) -> None:
    empty, game = session(), session()
    for order in orders:
        if order.target in ("oro", "vesk", "halmar"):
            game.submit(order)
    for each in (empty, game):
        each.close_orders()
    if answered:
        for power, offers in game.offers("oro").items():
            for key in offers:
                place = {"item": key} if isinstance(key, str) else {"slot": key}
                taken(game, Answer("oro", power, "accept", **place))
    for actor in ("quill", "tarn", "halmar", "vesk"):
        assert seen(game.view(actor)) == seen(empty.view(actor)), actor


def test_a_view_holds_no_luck_of_the_game() -> None:
    world = two_harbours(events={})
    one, other = Session(world, ALL, seed=1), Session(world, ALL, seed=2)
    for actor in ALL:
        assert seen(one.view(actor)) == seen(other.view(actor))


def test_what_a_state_is_offered_is_in_its_view() -> None:
    game = session()
    taken(game, GAS)
    game.close_orders()
    offers = game.view("oro").offers
    assert offers is not None
    assert float(np.asarray(offers.value)[1, 0, 0, 0]) > 0
    there = game.view("quill").offers
    assert there is not None
    assert not np.any(np.asarray(there.value))
