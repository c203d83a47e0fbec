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
from game.sim.order import Answer, Order, Refusal
from game.sim.prepare import prepare
from game.sim.rollout import play_batch
from game.sim.session import PERSON, Session
from tests.engine.stage import changed, scenario_of, world_of

ALL = dict.fromkeys(world_of("two-harbours").names.actors, PERSON)


def session(world: World | None = None, **seats: str) -> Session:
    world = world or world_of("two-harbours")
    return Session(world, {**dict.fromkeys(world.names.actors, PERSON), **seats}, seed=1)


def two_harbours(**changes: Any) -> World:
    """Return Two Harbours with settings changed; dots are written as double underscores."""
    scenario = scenario_of("two-harbours")
    for path, value in changes.items():
        scenario = changed(scenario, path.replace("__", "."), value)
    return prepare(scenario)


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


def print_of(game: Session) -> tuple[Any, ...]:
    """Return everything about a session that a refusal must not change."""
    table = game._table
    state = (table.turn.state,) if table else ()
    drafts = tuple(game.pending(actor) for actor in game.world.names.actors)
    return (*(digest(s) for s in state), game.stage, game.number, game.seats, drafts, game.records)


def refused(game: Session, entry: Any, code: str) -> Refusal:
    """Submit what must be refused; check that nothing changed, and return the refusal."""
    before = print_of(game)
    refusal = game.submit(entry)
    assert refusal is not None, "it was taken"
    assert refusal.code == code, refusal
    assert refusal.sentence.endswith((".", ":"))
    assert len(refusal.sentence) < 400
    assert print_of(game) == before
    return refusal


def taken(game: Session, entry: Order | Answer) -> None:
    assert game.submit(entry) is None


WIND = Order("halmar", "wind_park", "oro")
TOUR = Order("halmar", "goodwill_tour", "quill")
GAS = Order("vesk", "gas_terminal", "oro")
TOAST = Order("oro", "toast", "vesk")


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


# --- refusals


_NO_ORDERS: tuple[Any, ...] = (
    None,
    3,
    "wind_park",
    Order("halmar", 3),  # type: ignore[arg-type]
    Order(None, "wind_park"),  # type: ignore[arg-type]
    Order("halmar", "wind_park", size=10**400),
    Order("halmar", "wind_park", items=["turbines"]),  # type: ignore[arg-type]
    Answer("oro", "vesk", "accept", slot="1"),  # type: ignore[arg-type]
    Answer("oro", "vesk", "accept", slot=10**5000),
)


@pytest.mark.parametrize("entry", _NO_ORDERS, ids=range(len(_NO_ORDERS)))
def test_what_is_no_order_is_refused(entry: Any) -> None:
    refused(session(), entry, "form")


def test_who_may_order() -> None:
    game = session(vesk="gasmen")
    assert "halmar" in refused(game, Order("halmer", "wind_park", "oro"), "actor").hint
    assert "gasmen" in refused(game, GAS, "seat").sentence


def test_when_something_can_be_submitted() -> None:
    game = session()
    assert "when orders are closed" in refused(game, Answer("oro", "vesk", "accept", slot=1), "stage").hint
    game.close_orders()
    assert "next turn" in refused(game, WIND, "stage").hint
    refused(game, Answer("halmar", "vesk", "accept", slot=1), "stage")


def test_levers() -> None:
    game = session()
    assert "wind_park" in refused(game, Order("halmar", "windpark", "oro"), "unknown").hint
    refusal = refused(game, Order("halmar", "gas_terminal", "oro"), "user")
    assert refusal.sentence == "Halmar cannot use Gas terminal."
    assert "wind_park" in refusal.hint
    refused(game, Order("halmar", "x" * 100_000, "oro"), "unknown")


def test_targets() -> None:
    game = session()
    assert "'oro'" in refused(game, Order("halmar", "wind_park", "orro"), "target").hint
    assert "oro, quill, tarn" in refused(game, Order("halmar", "wind_park"), "target").hint
    assert "vesk" in refused(game, Order("halmar", "rumour", "oro"), "target").hint
    assert "vesk" in refused(game, Order("halmar", "rumour", "halmar"), "target").hint
    refused(game, Order("halmar", "harbour_charter", "oro"), "target")
    only = two_harbours(levers__wind_park__only=("oro",))
    assert refused(session(only), Order("halmar", "wind_park", "tarn"), "target").hint == "Only to: oro."


def test_sizes() -> None:
    game = session()
    assert "The nearest is 1.25" in refused(game, replace(WIND, size=1.3), "size").hint
    refused(game, replace(WIND, size=float("nan")), "size")
    refused(game, replace(WIND, size=float("inf")), "size")
    refused(game, replace(WIND, size=0), "size")
    assert refused(game, replace(TOUR, size=2.0), "size").hint == "Give it size 1."


def test_items() -> None:
    game = session()
    assert "turbines" in refused(game, replace(WIND, items=("turbine",)), "items").hint
    refused(game, replace(WIND, items=()), "items")
    refused(game, replace(WIND, items=("turbines", "turbines")), "items")
    refused(game, replace(TOUR, items=("turbines",)), "items")
    taken(game, replace(WIND, items=("turbines", "training")))
    game.close_orders()
    assert set(game.offers("oro")["halmar"]) == {"turbines", "training"}


def test_grounds() -> None:
    refusal = refused(session(), Order("halmar", "ferry_line", "oro"), "prerequisite")
    assert refusal.sentence == "Ferry line needs yeses in Oro first: 1 on the ground 'The market' (so far 0)."
    assert "wind_park" in refusal.hint
    assert "gas_terminal" not in refusal.hint


def test_once() -> None:
    game = session(two_harbours(levers__wind_park__once=True))
    taken(game, WIND)
    game.end_turn()
    refusal = refused(game, WIND, "once")
    assert refusal.hint == "Still open: quill, tarn."
    taken(game, replace(WIND, target="quill"))


def test_pauses() -> None:
    charter = Order("halmar", "harbour_charter")
    game = session()
    taken(game, charter)
    assert "already ordered" in refused(game, charter, "pause").sentence
    game.end_turn()
    refusal = refused(game, charter, "pause")
    assert "used last turn" in refusal.sentence
    assert refusal.hint == "It can be used again in turn 3."
    game.end_turn()
    taken(game, charter)


def test_a_move_made_too_lately_is_refused_for_its_pause_and_not_for_money() -> None:
    dredge = Order("oro", "dredge")
    game = session(two_harbours(levers__dredge__pause=3))
    taken(game, dredge)
    game.end_turn()
    assert "every 3 turns" in refused(game, dredge, "pause").sentence


def test_what_is_put_to_all_counts_the_ground_of_all() -> None:
    refusal = refused(session(two_harbours(levers__harbour_charter__needs={"market": 4})),
                      Order("halmar", "harbour_charter"), "prerequisite")  # fmt: skip
    assert "all states together" in refusal.sentence
    assert "so far 0" in refusal.sentence


def test_one_journey_and_one_package_a_turn() -> None:
    game = session()
    taken(game, TOUR)
    refusal = refused(game, replace(TOUR, target="oro"), "journey")
    assert "Goodwill tour to Quill" in refusal.sentence
    game = session()
    taken(game, WIND)
    assert "Wind park to Oro" in refused(game, replace(WIND, target="quill"), "package").sentence


def test_money() -> None:
    poor = two_harbours(actors__vesk__purse__start=0.0, actors__vesk__purse__income=0.2)
    refusal = refused(session(poor), replace(GAS, size=2.0), "budget")
    assert "costs 0.7" in refusal.sentence
    assert "holds 0.200 bn USD" in refusal.sentence
    assert refusal.hint == "The largest size that it can pay is 0.5."
    poorer = two_harbours(actors__vesk__purse__start=0.0, actors__vesk__purse__income=0.05)
    assert "saving for one turn" in refused(session(poorer), replace(GAS, size=0.25), "budget").hint
    assert "can be saved" in refused(session(poorer), replace(GAS, size=2.0), "budget").hint


def test_money_that_other_orders_take() -> None:
    world = two_harbours(actors__vesk__purse__start=0.0, actors__vesk__purse__income=0.5)
    game = session(world)
    taken(game, GAS)
    refusal = refused(game, replace(GAS, target="quill"), "budget")
    assert "after this turn's other orders" in refusal.sentence


def test_political_capital() -> None:
    world = two_harbours(actors__halmar__capital__start=0.0, actors__halmar__capital__income=0.5)
    refusal = refused(session(world), WIND, "capital")
    assert refusal.sentence == "Wind park to Oro takes 1 points of political capital; there are 0.5."
    assert refusal.hint == "Income is 0.5 points a turn: saving for one turn is enough."


def test_slots() -> None:
    game = session()
    taken(game, WIND)
    taken(game, TOUR)
    refusal = refused(game, Order("halmar", "rumour", "vesk"), "slot")
    assert "Wind park to Oro, Goodwill tour to Quill" in refusal.sentence


def test_own_moves() -> None:
    game = session()
    assert "toast" in refused(game, Order("oro", "tost", "vesk"), "unknown").hint
    refused(game, Order("oro", "wind_park"), "unknown")
    refused(game, Order("oro", "toast"), "target")
    refused(game, Order("oro", "dredge", "vesk"), "target")
    refused(game, replace(TOAST, size=2.0), "size")
    refused(game, replace(TOAST, items=("turbines",)), "items")
    taken(game, TOAST)
    assert "Toast a power to Vesk" in refused(game, Order("oro", "dredge"), "slot").sentence
    assert game.end_turn().orders == (TOAST,)


def test_own_moves_of_others_and_without_capital() -> None:
    world = two_harbours(levers__dredge__by=("quill",), actors__oro__capital__start=0.0)
    game = session(world)
    assert "toast" in refused(game, Order("oro", "dredge"), "user").hint
    refusal = refused(game, Order("oro", "regatta"), "capital")
    assert "takes 2 points" in refusal.sentence
    assert "saving for one turn" in refusal.hint


def test_answers() -> None:
    game = session()
    taken(game, Order("halmar", "harbour_charter"))
    taken(game, GAS)
    game.close_orders()
    assert "decline" in refused(game, Answer("oro", "vesk", "declined", slot=1), "answer").hint
    assert "vesk" in refused(game, Answer("oro", "vask", "accept", slot=1), "power").hint
    assert refused(game, Answer("oro", "vesk", "accept", slot=2), "offer").hint == "There is: slot 1."
    assert "open_to_all" in refused(game, Answer("oro", "halmar", "accept", item="turbines"), "offer").hint
    refused(game, Answer("quill", "vesk", "accept", slot=1), "offer")
    refused(game, Answer("oro", "vesk", "amend", slot=1), "amend")
    refused(game, Answer("oro", "halmar", "amend", item="open_to_all"), "amend")
    taken(game, Answer("oro", "halmar", "amend", item="no_cold_winters"))


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
