"""Previews say what the engine says once the turn is played, and nothing that the seat may not know."""

from typing import Any

import numpy as np
import pytest

from game.engine.view import View
from game.model.turn import ACCEPT, AMEND, UNDECIDED
from game.policy.base import Policy, PowerOrders, StateAnswers, StateMove, no_move, no_orders, same_answer
from game.sim.explain import Decision, Weighing, explain_answers, explain_reactions
from game.sim.order import Answer, Order, Written
from game.sim.preview import preview_order, reaction_chances
from game.sim.preview_changes import order_changes
from game.sim.rollout import play_batch
from game.sim.session import Session
from tests.engine.stage import SHIPPED, scenario_of, world_of
from tests.sim.previews import GAMES, acceptable, all_orders, people


def told(weighing: Weighing) -> tuple[Any, ...]:
    """Return what a state thinks, without terms that are nothing."""
    reasons = {reason.name: reason.amount for reason in weighing.reasons if reason.amount}
    return (weighing.state, weighing.item, reasons, weighing.utility, weighing.amended, weighing.chances,
            weighing.offended)  # fmt: skip


def play(session: Session, answer: str = "") -> tuple[Decision, ...]:
    """End the turn and return its decisions; every offer is answered so, or else by the cabinets."""
    session.close_orders()
    for state in session.world.names.states if answer else ():
        for power, offers in session.offers(state).items():
            for key in offers:
                session.submit(answer_to(state, power, key, answer))
    session.end_turn()
    return explain_answers(session.game.turns[-1], session.world)


def answer_to(state: str, power: str, key: int | str, answer: str) -> Any:
    return Answer(state, power, answer, slot=key) if isinstance(key, int) else Answer(state, power, answer, item=key)


@pytest.mark.parametrize("game", GAMES)
@pytest.mark.parametrize("before", [0, 1])
def test_a_preview_is_what_is_explained_once_the_turn_is_played(game: tuple[str, int], before: int) -> None:
    start, compared = people(*game), 0
    for actor in start.world.names.powers:
        for order in acceptable(start, actor)[before::3]:
            session = people(*game)
            mine = [other for other in acceptable(start, actor)[::2] if other.lever != order.lever][:before]
            if any(session.submit(other) is not None for other in mine):
                continue
            preview = preview_order(session.desk(actor), order)
            assert preview.refusal == session.submit(order)
            if preview.refusal is not None:
                continue
            decisions = [d for d in play(session) if d.order.slot == len(mine)]
            called_off = session.game.turns[-1].turn.table.cancelled[..., 0].any()
            if called_off:
                assert preview.called_off > 0 or any(mine)
                continue
            assert [told(weighing) for weighing in preview.answers] == [told(decision) for decision in decisions]
            compared += len(decisions)
    assert compared > (30 if game[0] == "central-asia-2024" else 1)


@pytest.mark.parametrize("game", GAMES)
def test_rivals_react_as_foreseen_if_all_is_accepted(game: tuple[str, int]) -> None:
    start = people(*game)
    actor = start.world.names.powers[0]
    for order in acceptable(start, actor)[::2]:
        session = people(*game)
        preview = preview_order(session.desk(actor), order)
        session.submit(order)
        play(session, "accept")
        played = session.game.turns[-1]
        if played.turn.table.cancelled[..., 0].any():
            continue
        found = {reaction.power: reaction for reaction in explain_reactions(played, session.world)}
        chance = played.turn.table.reaction_chance[..., 0]
        for rival in preview.rivals:
            place = session.world.names.powers.index(rival.reaction.power)
            assert rival.chances == reaction_chances(chance[:, place])
            assert rival.reaction.options == found[rival.reaction.power].options
            assert rival.reaction.provoked == found[rival.reaction.power].provoked
            assert sum(rival.chances.values()) == pytest.approx(1.0)
            assert sum(rival.without.values()) == pytest.approx(1.0)


@pytest.mark.parametrize("game", GAMES)
def test_costs_and_value_are_what_is_paid_and_signed(game: tuple[str, int]) -> None:
    start = people(*game)
    actor = start.world.names.powers[0]
    for order in acceptable(start, actor):
        session = people(*game)
        purse = float(session.view(actor).state.purse[0, 0])
        preview = preview_order(session.desk(actor), order)
        session.submit(order)
        play(session, "accept")
        played = session.game.turns[-1]
        assert purse - float(played.weighed.state.purse[0, 0]) == pytest.approx(preview.money, abs=1e-5)
        if played.turn.table.cancelled[..., 0].any():
            continue
        assert preview.value == pytest.approx(float(played.turn.table.value[0, 0, :, 0].sum()), rel=1e-5)
        if preview.landing is not None:
            signed = played.turn.state.signed - played.start.signed
            assert preview.landing.signed == pytest.approx(float(signed[0, :, 0].sum()), rel=1e-4)


def test_words_that_name_raise_the_tension_and_statements_are_a_grid() -> None:
    desk = people("central-asia-2024", 0).desk("japan")
    mild, sharp = (preview_order(desk, Order("japan", lever)) for lever in ("statement", "naming_statement"))
    assert sharp.tension > mild.tension > 0
    names = desk.world.names
    assert {(w.item, w.state) for w in mild.answers} == {(i.item, s) for i in mild.items for s in names.states}
    assert mild.all_sign == pytest.approx(np.prod([item.all_sign for item in mild.items]))
    for weighing in sharp.answers:
        assert getattr(weighing.chances, weighing.chances.likeliest) >= 1 / 3
    assert {w.offended for w in sharp.answers} <= {"china", "russia"}


def test_projects_land_slowly_and_never_more_than_was_signed() -> None:
    session = people("central-asia-2024", 0)
    landing = preview_order(session.desk("japan"), Order("japan", "aid", "kazakhstan")).landing
    assert landing is not None
    assert len(landing.by_quarter) == session.world.turns * session.world.quarters
    assert landing.by_quarter[0] == 0
    assert np.all(np.diff(landing.by_quarter) >= 0)
    assert landing.by_quarter[-1] < landing.expected < landing.signed
    assert landing.half is not None
    assert landing.by_quarter[landing.half - 1] >= landing.expected / 2 > landing.by_quarter[landing.half - 2]


def test_a_stage_of_a_route_is_seen_to_be_built() -> None:
    session = people("central-asia-2024", 5)
    able = [o for o in acceptable(session, "japan") if o.lever == "caspian_route"]
    landing = preview_order(session.desk("japan"), able[0]).landing
    assert landing is not None
    (route,) = landing.routes
    assert route.corridor == "trans_caspian"
    assert route.stages > 0
    assert route.tonnage > 0


def test_a_yes_is_worth_more_than_a_no() -> None:
    session = people("central-asia-2024", 0)
    for order in (Order("japan", "aid", "kazakhstan"), Order("japan", "statement")):
        preview = preview_order(session.desk("japan"), order)
        assert preview.worth is not None
        assert preview.chances is not None
        assert preview.worth.accepted > preview.worth.declined
        assert preview.worth.declined < preview.worth.expected(preview.chances) < preview.worth.accepted


def test_what_is_amended_is_worth_less() -> None:
    preview = preview_order(people("central-asia-2024", 0).desk("japan"), Order("japan", "naming_statement"))
    assert preview.worth is not None
    assert preview.worth.accepted > preview.worth.amended > preview.worth.declined


@pytest.mark.parametrize("game", GAMES)
def test_orders_that_cannot_be_put_say_so_and_nothing_else(game: tuple[str, int]) -> None:
    session = people(*game)
    for actor in session.world.names.powers:
        for order in all_orders(actor, session.world):
            preview, refusal = preview_order(session.desk(actor), order), session.submit(order)
            assert preview.refusal == refusal
            if refusal is None:
                session.undo(actor)
            elif refusal.code in ("budget", "capital"):
                assert preview.rivals
            else:
                assert not preview.answers
                assert preview.worth is None


@pytest.mark.parametrize(
    "order",
    [Order("japan", "teleport"), Order("japan", "aid", "atlantis"), Order("japan", "aid", "kazakhstan", 3.3),
     Order("japan", "loan", "kazakhstan"), Order("japan", "statement", items=("no_such_clause",))],
)  # fmt: skip
def test_what_is_written_wrongly_is_refused_in_a_preview_as_well(order: Order) -> None:
    preview = preview_order(people("central-asia-2024", 0).desk("japan"), order)
    assert preview.refusal is not None
    assert preview.answers == ()


class Cabinets:
    """A seat that does nothing and leaves its answers to chance."""

    answers = False

    def order(self, view: View) -> PowerOrders:
        return no_orders(view)

    def move(self, view: View) -> StateMove:
        return no_move(view)

    def answer(self, view: View) -> StateAnswers:
        return same_answer(view, UNDECIDED)


@pytest.mark.parametrize("lever", ["statement", "naming_statement"])
def test_the_chance_that_all_sign_is_how_often_all_sign(lever: str) -> None:
    world, games = world_of("central-asia-2024"), 6000
    preview = preview_order(people("central-asia-2024", 0).desk("japan"), Order("japan", lever))
    seats: list[Policy] = [Written((Order("japan", lever),)), *[Cabinets()] * (len(world.names.actors) - 1)]
    answers = next(iter(play_batch(world, seats, 1, range(games)))).table.item_answer[0]
    for place, item in enumerate(preview.items):
        for chance, good in ((item.all_accept, (ACCEPT,)), (item.all_sign, (ACCEPT, AMEND))):
            often = np.isin(answers[place], good).all(axis=0).mean()
            assert abs(often - chance) < 4 * np.sqrt(chance * (1 - chance) / games) + 1e-4, item


# --- what would change it


@pytest.mark.parametrize("game", GAMES)
def test_a_change_does_what_it_says(game: tuple[str, int]) -> None:
    session = people(*game)
    tried = 0
    for actor in session.world.names.powers:
        for order in list(all_orders(actor, session.world))[::2]:
            changes = order_changes(session.desk(actor), order)
            now = preview_order(session.desk(actor), order)
            for change in changes.changes:
                undo = [session.submit(change.also)] if change.also else []
                assert undo in ([], [None])
                then = preview_order(session.desk(actor), change.order)
                assert then.refusal is None
                assert then.chances is not None
                np.testing.assert_allclose(
                    (then.chances.accept, then.chances.amend), (change.chances.accept, change.chances.amend), atol=1e-6
                )
                means = [sum(w.utility for w in p.answers) / len(p.answers) for p in (then, now)]
                assert change.gain == pytest.approx(means[0] - means[1], abs=1e-5)
                cost = then.money + (preview_order(session.desk(actor), change.also).money if change.also else 0.0)
                assert change.also is not None or change.money == pytest.approx(cost - now.money)
                tried += 1
                if undo:
                    session.undo(actor)
    assert tried > 10 or game[0] == "two-harbours"


@pytest.mark.parametrize("game", GAMES)
def test_sizes_and_targets_are_previewed_as_by_themselves(game: tuple[str, int]) -> None:
    session = people(*game)
    for actor in session.world.names.powers:
        for order in list(all_orders(actor, session.world))[::5]:
            changes = order_changes(session.desk(actor), order)
            for option in (*changes.sizes, *changes.targets):
                alone = preview_order(session.desk(actor), option.order)
                assert (option.refusal, option.money) == (alone.refusal, alone.money)
                if alone.chances is None:
                    assert option.chances is None
                else:
                    assert option.chances is not None
                    assert option.chances.yes == pytest.approx(alone.chances.yes, abs=1e-6)


def test_the_ways_out_of_the_articles() -> None:
    desk = people("central-asia-2024", 0).desk("japan")
    kinds = {
        order.lever: {(change.kind, change.what) for change in order_changes(desk, order).changes}
        for order in (
            Order("japan", "exclusive_deal", "kazakhstan"),
            Order("japan", "naming_statement"),
            Order("japan", "aid", "kazakhstan"),
        )
    }
    assert ("instead", "business_package") in kinds["exclusive_deal"]
    assert kinds["naming_statement"] >= {("leave out", "invasion_of_ukraine"), ("instead", "statement")}
    assert kinds["aid"] >= {("size", ""), ("visit", "visit")}


# --- what nobody may know


@pytest.mark.parametrize("game", GAMES)
def test_what_others_have_ordered_changes_nothing(game: tuple[str, int]) -> None:
    session = people(*game)
    actor, *others = session.world.names.powers
    orders = acceptable(session, actor)[::3]
    before = [(preview_order(session.desk(actor), o), order_changes(session.desk(actor), o)) for o in orders]
    for other in others:
        for order in acceptable(session, other)[:40:5]:
            session.submit(order)
    for state in session.world.names.states:
        move = session.world.names.moves[session.world.moves.menus[session.world.names.states.index(state)][-1]]
        session.submit(Order(state, move))
    assert any(session.pending(other) for other in others)
    assert any(session.pending(state) for state in session.world.names.states)
    after = [(preview_order(session.desk(actor), o), order_changes(session.desk(actor), o)) for o in orders]
    assert after == before


def test_luck_changes_nothing() -> None:
    world = world_of("two-harbours")
    calm = world.with_(events=world.events.with_(chance=world.events.chance * np.float32(0.0)))
    orders = acceptable(Session(calm, dict.fromkeys(world.names.actors, "person")), "halmar")
    desks = [Session(calm, dict.fromkeys(world.names.actors, "person"), seed=seed).desk("halmar") for seed in (1, 2)]
    for order in orders:
        assert preview_order(desks[0], order) == preview_order(desks[1], order)
        assert order_changes(desks[0], order) == order_changes(desks[1], order)


@pytest.mark.parametrize("name", SHIPPED)
def test_every_length_can_be_foreseen_to_its_last_turn(name: str) -> None:
    for length in scenario_of(name).lengths:
        world = world_of(name, length)
        session = Session(world, seed=2)
        for _ in range(world.turns - 1):
            session.end_turn()
        for actor in world.names.actors:
            session.hand_over(actor, "person")
        for actor in world.names.powers:
            for order in acceptable(session, actor)[::9]:
                preview = preview_order(session.desk(actor), order)
                assert preview.worth is not None
                assert np.isfinite([preview.worth.accepted, preview.worth.amended, preview.worth.declined]).all()
                if preview.landing is not None:
                    assert len(preview.landing.by_quarter) == world.quarters
                for rival in preview.rivals:
                    assert min(rival.chances.values()) > -1e-6
