"""The menu of a power: it is open where the engine takes the order, at the price that the engine takes."""

from dataclasses import replace
from itertools import groupby

import numpy as np
import pytest

from game.model.turn import SIZES
from game.sim.menu import LeverChoice, by_family, lever_menu
from game.sim.order import Order
from game.sim.reasons import effort
from game.sim.session import Session
from tests.sim.previews import GAMES, acceptable, people


def orders_of(choice: LeverChoice, actor: str) -> list[tuple[Order, bool, float]]:
    """Return every order that a menu speaks of, whether it says that it is open, and its price."""
    items = (choice.items[0].item,) if choice.items else None
    return [
        (Order(actor, choice.lever, target.target, price.size, items), price.open, price.money)
        for target in choice.targets
        for price in target.prices
    ]


@pytest.mark.parametrize("game", GAMES)
@pytest.mark.parametrize("before", [0, 1, 2])
def test_a_menu_is_open_where_the_session_takes_the_order(game: tuple[str, int], before: int) -> None:
    session = people(*game)
    for actor in session.world.names.powers:
        for order in acceptable(session, actor)[:: 7 - before][:before]:
            session.submit(order)
        menu = lever_menu(session.desk(actor))
        assert menu.slots == session.world.slots - len(session.pending(actor))
        for choice in menu.levers:
            for order, is_open, _ in orders_of(choice, actor):
                refusal = session.submit(order)
                assert (refusal is None) == is_open, (order, refusal)
                if refusal is None:
                    session.undo(actor)


@pytest.mark.parametrize("game", GAMES)
def test_the_price_is_what_the_purse_pays(game: tuple[str, int]) -> None:
    session = people(*game)
    actor = session.world.names.powers[0]
    menu = lever_menu(session.desk(actor))
    assert menu.money == pytest.approx(float(session.view(actor).state.purse[0, 0]))
    for choice in menu.levers:
        for order, is_open, money in orders_of(choice, actor):
            if is_open:
                session.submit(order)
                after = lever_menu(session.desk(actor))
                assert after.money == pytest.approx(menu.money - money, abs=1e-5)
                assert after.capital == pytest.approx(menu.capital - effort(order, session.world))
                session.undo(actor)


@pytest.mark.parametrize("game", GAMES)
def test_what_is_closed_says_why_in_the_words_of_the_refusal(game: tuple[str, int]) -> None:
    session = people(*game)
    closed = 0
    for actor in session.world.names.powers:
        for choice in lever_menu(session.desk(actor)).levers:
            for target in choice.targets:
                if target.refusal is None:
                    continue
                closed += 1
                said = session.submit(Order(actor, choice.lever, target.target))
                assert said is not None
                assert (said.code, said.sentence, said.hint) == (
                    target.refusal.code, target.refusal.sentence, target.refusal.hint,
                )  # fmt: skip
    assert closed


def test_a_locked_lever_says_how_far_its_ground_is_and_what_wins_it() -> None:
    session = people("central-asia-2024", 5)
    choices = {choice.lever: choice for choice in lever_menu(session.desk("japan")).levers}
    (need,) = choices["caspian_route"].needs
    ground = session.view("japan").state.ground[session.world.names.grounds.index(need.ground), 0, :, 0]
    assert need.won == dict(zip(session.world.names.states, ground.tolist(), strict=True))
    assert "aid" in need.levers
    for target in choices["caspian_route"].targets:
        lacking = target.refusal is not None and target.refusal.code == "prerequisite"
        assert lacking == (need.won[target.target] < need.needed)


def test_items_carry_their_exact_words() -> None:
    session = people("central-asia-2024", 0)
    choices = {choice.lever: choice for choice in lever_menu(session.desk("japan")).levers}
    law = choices["statement"].items[0]
    assert law.words == "We emphasize the importance of the rule of law."
    assert [choice.share for choice in choices["statement"].items] == pytest.approx([0.2, 0.2, 0.15, 0.15, 0.15, 0.15])
    assert choices["naming_statement"].items[1].aims == ("russia",)
    assert choices["naming_statement"].items[1].softened < choices["naming_statement"].items[1].naming
    assert choices["aid"].about


def test_sizes_grow_with_their_price() -> None:
    session = people("central-asia-2024", 0)
    for choice in lever_menu(session.desk("china")).levers:
        for target in choice.targets:
            assert [price.size for price in target.prices] in ([1.0], list(SIZES))
            assert np.all(np.diff([price.money for price in target.prices]) > 0)
        assert choice.least <= choice.most


def test_a_state_has_no_levers() -> None:
    with pytest.raises(ValueError, match="own moves"):
        lever_menu(people("two-harbours", 0).desk("oro"))


def test_others_orders_change_nothing() -> None:
    session: Session = people("central-asia-2024", 5)
    before = lever_menu(session.desk("japan"))
    for actor in ("china", "russia"):
        session.submit(replace(acceptable(session, actor)[3]))
    assert lever_menu(session.desk("japan")) == before


@pytest.mark.parametrize("game", GAMES)
def test_levers_of_one_family_stand_together(game: tuple[str, int]) -> None:
    session = people(*game)
    for actor in session.world.names.powers:
        families = [
            session.world.names.title("family", choice.lever) for choice in lever_menu(session.desk(actor)).levers
        ]
        met = [family for family, _ in groupby(families)]
        assert len(met) == len(set(met))


def test_a_family_that_is_met_again_comes_to_its_first() -> None:
    session = people(*GAMES[0])
    actor = session.world.names.powers[0]
    levers = lever_menu(session.desk(actor)).levers
    titles = session.world.names.titles | {f"family.{choice.lever}": "ab"[at % 2] for at, choice in enumerate(levers)}
    world = session.world.with_(names=replace(session.world.names, titles=titles))
    assert by_family(levers, world) == levers[::2] + levers[1::2]
