"""What people are told when they order what cannot be done, and what would make it legal."""

from dataclasses import replace
from typing import Any

import pytest

from game.sim.order import Answer, Order
from tests.sim.sessions import GAS, TOAST, TOUR, WIND, refused, session, taken, two_harbours

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
