"""Advice is what the policy does once it has the seat, and it can be taken as it is."""

import pytest

from game.sim.advice import ACT, AGREES, CABINET, MOVE, ORDER, OVERRULES, advise
from game.sim.order import Answer, Order, of_actor
from game.sim.session import PERSON, Session
from tests.engine.stage import world_of
from tests.sim.previews import everybody, people, played

POLICIES = ("", "greedy", "random")


def others(name: str, turns: int, actor: str) -> Session:
    """Return a session after some turns in which a person has one seat and the scenario's policies the others."""
    session = played(name, turns).branch(turns)
    assert session.hand_over(actor, PERSON) is None
    return session


@pytest.mark.parametrize("name", ["two-harbours", "central-asia-2024"])
@pytest.mark.parametrize("policy", POLICIES)
def test_orders_are_those_that_the_policy_gives(name: str, policy: str) -> None:
    world = world_of(name)
    for seat, actor in enumerate(world.names.actors[:5]):
        session = others(name, 2, actor)
        advice = advise(session.desk(actor), policy)
        for one in advice:
            assert isinstance(one.entry, Order)
            assert session.submit(one.entry) is None
        taken = session.end_turn()
        handed = others(name, 2, actor)
        assert handed.hand_over(actor, policy or world.seats[seat].policy) is None
        record = handed.end_turn()
        given = [order for order in of_actor(record.orders, actor) if order.lever]
        if policy != "random":  # which may order what is not allowed
            assert [one.entry.lever for one in advice] == [order.lever for order in given]  # type: ignore[union-attr]
        if actor in world.names.powers and policy == "":
            assert taken.digest == record.digest


@pytest.mark.parametrize("policy", POLICIES)
def test_answers_are_those_that_the_policy_gives(policy: str) -> None:
    asked = 0
    for turns in (0, 1, 2):
        for actor in world_of("two-harbours").names.states:
            session = others("two-harbours", turns, actor)
            session.close_orders()
            advice = advise(session.desk(actor), policy)
            assert len(advice) == len(session.desk(actor).offers)
            for one in advice:
                assert isinstance(one.entry, Answer)
                assert session.submit(one.entry) is None
            asked += len(advice)
            handed = others("two-harbours", turns, actor)
            handed.close_orders()
            if policy and advice:
                handed.hand_over(actor, policy)
                record = handed.end_turn()
                assert set(of_actor(record.answers, actor)) == {one.entry for one in advice}
    assert asked


def test_a_reason_has_what_its_kind_tells() -> None:
    for session in (people("central-asia-2024", 0), people("central-asia-2024", 4)):
        for actor in session.world.names.actors:
            for one in advise(session.desk(actor)):
                assert (one.points is not None) == (one.kind in (ORDER, ACT, MOVE))
                assert (one.chance is not None) == (one.kind in (ORDER, AGREES, OVERRULES, CABINET))
                assert bool(one.reason) == (one.kind in (AGREES, OVERRULES, CABINET))


def test_pending_orders_do_not_change_the_advice() -> None:
    session = people("central-asia-2024", 0)
    before = advise(session.desk("japan"))
    assert session.submit(Order("japan", "aid", "kazakhstan")) is None
    assert session.submit(Order("china", "loan", "kazakhstan")) is None
    assert advise(session.desk("japan")) == before


def test_a_policy_that_does_not_suit_the_seat_is_refused() -> None:
    session = Session(world_of("central-asia-2024"), everybody(world_of("central-asia-2024")))
    with pytest.raises(KeyError):
        advise(session.desk("japan"), "no_such_policy")
