"""Decisions: terms sum to the utility, the draw makes the answer, and what would have turned a refusal does turn it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.engine.acceptance import answer_chances, weigh_offers
from game.engine.reacting import REACTIONS
from game.engine.step import open_turn, put_offers, resolve
from game.engine.view import View
from game.model.arrays import FLOAT
from game.model.turn import FULL_SIZE, Term, Turn
from game.model.world import World
from game.policy.base import PowerOrders, all_items, no_orders
from game.policy.registry import default_policies, make_policy
from game.policy.simple import Idle
from game.sim.explain import Decision, explain_answers, explain_reactions, explain_refused_orders
from game.sim.live import PlayedTurn, Witness, play_game
from game.sim.turning import utility_needed
from tests.engine.stage import orders, shocks, start, world_of

GRID = 1.0 / 1024.0
SEATS: tuple[dict[str, str], ...] = (
    {},
    {"japan": "naming", "russia": "press"},
    {"japan": "exclusive_rights", "china": "exclusive_credit", "kazakhstan": "developer", "uzbekistan": "random"},
)


@cache
def turns(scenario: str = "central-asia-2024", which: int = 0) -> tuple[tuple[PlayedTurn, ...], World]:
    world = world_of(scenario)
    seats = SEATS[which] if scenario == "central-asia-2024" else {}
    policies = [make_policy(seats.get(actor, world.seats[at].policy), at, world) for at, actor in
                enumerate(world.names.actors)]  # fmt: skip
    return play_game(world, policies, 7).turns, world


GAMES = [("central-asia-2024", 0), ("central-asia-2024", 1), ("central-asia-2024", 2), ("two-harbours", 0)]


def decisions(game: tuple[str, int]) -> Iterator[tuple[Decision, PlayedTurn, World]]:
    played, world = turns(*game)
    for turn in played:
        for decision in explain_answers(turn, world):
            yield decision, turn, world


@pytest.mark.parametrize("game", GAMES)
def test_terms_sum_to_the_utility(game: tuple[str, int]) -> None:
    for decision, _, _ in decisions(game):
        assert abs(decision.total - decision.utility) <= GRID + 1e-5
        assert decision.utility * 1024 == round(decision.utility * 1024)


@pytest.mark.parametrize("game", GAMES)
def test_every_offer_is_explained_once(game: tuple[str, int]) -> None:
    played, world = turns(*game)
    for turn in played:
        found = explain_answers(turn, world)
        keys = [(d.order.power, d.order.slot, d.state, d.item) for d in found]
        assert len(keys) == len(set(keys))
        plain = turn.turn.table.offered * (1.0 - turn.turn.table.item_slot[:, :, None])
        assert sum(d.item is None for d in found) == int(plain[..., 0].sum())


@pytest.mark.parametrize("game", GAMES)
def test_the_draw_makes_the_answer_unless_a_seat_does(game: tuple[str, int]) -> None:
    by_seat = 0
    for decision, _, _ in decisions(game):
        assert decision.chances.accept + decision.chances.amend + decision.chances.decline == pytest.approx(1.0)
        by_seat += decision.by_seat
        if decision.by_seat:
            continue
        yes = decision.draw < decision.chances.accept
        amended = not yes and decision.draw < decision.chances.accept + decision.chances.amend
        assert decision.answer == ("accept" if yes else "amend" if amended else "decline")
        assert (decision.turning is not None) == (decision.answer == "decline")
    assert (by_seat > 0) == (game == GAMES[2])


@pytest.mark.parametrize("game", GAMES)
def test_a_refusal_turns_at_the_utility_that_is_named_and_not_before(game: tuple[str, int]) -> None:
    for decision, _, world in decisions(game):
        turning = decision.turning
        if turning is None:
            continue
        assert turning.lacks > 0
        assert turning.needed == pytest.approx(decision.utility + turning.lacks)
        assert yes_chance(decision, turning.lacks, world) > decision.draw - 2e-5
        assert yes_chance(decision, turning.lacks - 2 * GRID, world) <= decision.draw + 2e-5


def yes_chance(decision: Decision, more: float, world: World) -> float:
    """Return the engine's chance of any yes, were the offer that much more welcome."""
    utility = np.array([decision.utility + more], FLOAT)
    amended = np.array([(decision.amended or 0.0) + more], FLOAT)
    able = np.array([decision.amended is not None], FLOAT)
    return float(np.sum(answer_chances(utility, amended, able, world)))


@given(
    st.floats(-8, 8), st.none() | st.floats(-8, 8), st.floats(2.0**-20, 1 - 2.0**-20), st.floats(0.5, 4)
)  # fmt: skip
def test_the_threshold_in_closed_form(utility: float, amended: float | None, draw: float, sharpness: float) -> None:
    more = utility_needed(utility, amended, draw, sharpness) - utility
    weight = np.exp(sharpness * (utility + more))
    weight += 0.0 if amended is None else np.exp(sharpness * (amended + more))
    less = weight * np.exp(-sharpness * 2 * GRID)
    assert less / (1 + less) <= draw * (1 + 1e-9)
    assert weight / (1 + weight) >= draw * (1 - 1e-9)


@pytest.mark.parametrize("game", GAMES)
def test_the_nearest_change_is_the_first_that_suffices_or_the_one_that_does_most(game: tuple[str, int]) -> None:
    for decision, _, _ in decisions(game):
        if decision.turning is None:
            continue
        tried = decision.turning.remedies
        enough = [remedy for remedy in tried if remedy.suffices]
        expected = enough[0] if enough else min(tried, key=lambda remedy: remedy.lacks)
        assert decision.turning.nearest == expected
        assert all(remedy.gain > 0 for remedy in tried)


def test_all_kinds_of_changes_are_tried() -> None:
    kinds = {remedy.kind for game in GAMES for d, _, _ in decisions(game) if d.turning for remedy in d.turning.remedies}
    assert kinds >= {
        "softer", "nobody", "exclusivity", "size", "visit", "host", "court", "wait", "affinity", "trust", "dependence",
    }  # fmt: skip


@pytest.mark.parametrize("game", GAMES)
@pytest.mark.parametrize("kind", ["size", "affinity", "trust", "visit", "wait"])
def test_the_engine_agrees_about_a_change(game: tuple[str, int], kind: str) -> None:
    for decision, turn, world in decisions(game):
        for remedy in decision.turning.remedies if decision.turning else ():
            if remedy.kind == kind and (changed := _Changed(decision, turn, world)).can(kind, remedy.what):
                after = changed.utility(kind, remedy.what, remedy.amount)
                assert abs(after - decision.utility - remedy.gain) <= 2.1 * GRID, remedy


@dataclass
class _Changed:
    """One decision, weighed again by the engine after one change."""

    decision: Decision
    turn: PlayedTurn
    world: World

    @property
    def place(self) -> tuple[int, int, int]:
        order, names = self.decision.order, self.world.names
        return names.powers.index(order.power), order.slot, names.states.index(self.decision.state)

    def can(self, kind: str, what: str) -> bool:
        """Whether the change can be made on the table alone."""
        power, slot, _ = self.place
        cancelled = self.turn.turn.table.cancelled[power].any()
        if kind == "visit":
            free = int(self.turn.turn.table.lever[power, (slot + 1) % self.world.slots, 0])
            return free == len(self.world.names.levers) and not cancelled
        return kind != "wait" or what in ("backlash", "pressure")

    def utility(self, kind: str, what: str, amount: float) -> float:
        power, slot, state = self.place
        table = (self._ordered if kind in ("size", "visit") else self._felt)(kind, what, amount).table
        if self.decision.item is None:
            return float(table.utility[power, slot, state, 0])
        place = table.item_id[power, :, 0].tolist().index(self.world.names.items.index(self.decision.item))
        return float(table.item_utility[power, place, state, 0])

    def _ordered(self, kind: str, what: str, amount: float) -> Turn:
        """Put the turn's offers again, one order larger or one visit more, with money for it."""
        power, slot, state = self.place
        opened, given = self.turn.opened, self.turn.turn.orders
        assert given is not None
        changed = {name: np.array(getattr(given, name)) for name in ("lever", "target", "size")}
        if kind == "size":
            changed["size"][power, slot] = round(amount * 4) - 1
        else:
            other = (slot + 1) % self.world.slots
            changed["lever"][power, other] = self.world.names.levers.index(what)
            changed["target"][power, other] = state
            changed["size"][power, other] = FULL_SIZE
        now = opened.state.with_(
            purse=np.full_like(opened.state.purse, 1e4), capital=np.full_like(opened.state.capital, 1e2)
        )
        shocks = opened.shocks.with_(cancel=np.ones_like(opened.shocks.cancel))
        return put_offers(opened.with_(state=now, shocks=shocks, log=None), given.with_(**changed), self.world)

    def _felt(self, kind: str, what: str, amount: float) -> Turn:
        """Weigh the turn's offers again, one feeling of the state changed."""
        power, _, state = self.place
        now = self.turn.weighed.state
        field = np.array(getattr(now, what if kind == "wait" else kind))
        field[power, state] += amount
        changed = {what: np.zeros_like(field)} if kind == "wait" else {kind: field}
        return weigh_offers(self.turn.weighed.with_(state=now.with_(**changed), log=None), self.world)


@pytest.mark.parametrize("game", GAMES)
def test_reactions_have_the_utilities_and_chances_of_the_engine(game: tuple[str, int]) -> None:
    played, world = turns(*game)
    for turn in played:
        noted = {e.name: e.amount for e in turn.turn.log or () if isinstance(e, Term) and e.decision == "reaction"}
        for power, reaction in enumerate(explain_reactions(turn, world)):
            assert reaction.provoked == pytest.approx(float(noted["provocation"][power, 0]), abs=1e-5)
            for option in reaction.options:
                assert option.utility == pytest.approx(float(noted[option.name][power, 0]), abs=2 * GRID)
                assert option.utility == pytest.approx(sum(reason.amount for reason in option.reasons))
            words, counter, pressure = (option.chance for option in reaction.options)
            edges = (
                ("pressure", pressure),
                ("counter-offer", pressure + counter),
                ("words", pressure + counter + words),
            )
            expected = next((name for name, edge in edges if reaction.draw < edge), REACTIONS[0])
            assert reaction.reaction == expected


def test_a_temper_that_never_answers_is_among_the_reasons() -> None:
    world = world_of("two-harbours")
    quiet = world.with_(powers=world.powers.with_(temper=world.powers.temper * np.float32(0.0)))
    for turn in play_game(quiet, default_policies(quiet), 7).turns:
        noted = {e.name: e.amount for e in turn.turn.log or () if isinstance(e, Term) and e.decision == "reaction"}
        for power, reaction in enumerate(explain_reactions(turn, quiet)):
            for option in reaction.options:
                assert option.utility == pytest.approx(float(noted[option.name][power, 0]), abs=2 * GRID)


def played_turn(world: World, wish: dict[str, list[str]], **state: object) -> PlayedTurn:
    """Play one quiet turn with some orders."""
    before = start(world, **state)
    witness = Witness(before)
    turn = open_turn(before, shocks(world), 0, world, explain=True, watch=witness)
    turn = put_offers(turn, orders(world, wish), world, witness)
    return witness.played(resolve(turn, None, world, witness))


def test_an_order_without_ground_says_how_much_is_needed() -> None:
    world = world_of("central-asia-2024")
    (refused,) = explain_refused_orders(played_turn(world, {"japan": ["caspian_route kazakhstan"]}), world)
    assert (refused.code, refused.has, refused.needs) == ("prerequisite", 0.0, 1.0)
    assert (refused.power, refused.lever, refused.target) == ("japan", "caspian_route", "kazakhstan")


def test_an_order_too_dear_says_what_is_left_and_what_it_costs() -> None:
    world = world_of("central-asia-2024")
    income = float(world.powers.income[0, 0])
    wish = {"japan": ["aid kazakhstan", "guarantee kazakhstan x 2", "business_package kazakhstan x 2"]}
    turn = played_turn(world, wish, purse={"japan": 0.0}, capital={"japan": 6.0})
    refused = {order.slot: order for order in explain_refused_orders(turn, world)}
    spent = -float(
        sum(
            e.amount[0, :2, 0].sum()
            for e in turn.turn.log or ()
            if getattr(e, "field", "") == "purse" and getattr(e, "cause", "") == "order"
        )
    )
    last = refused[2]
    assert last.code == "budget"
    assert last.has == pytest.approx(income - spent, abs=1e-5)
    assert last.needs is not None
    assert last.has is not None
    assert last.needs > last.has


def test_an_order_without_political_capital_says_so() -> None:
    world = world_of("central-asia-2024")
    wish = {"japan": ["visit kazakhstan"]}
    poor = world.with_(powers=world.powers.with_(capital_income=world.powers.capital_income * 0.0))
    (refused,) = explain_refused_orders(played_turn(poor, wish, capital={"japan": 0.5}), poor)
    assert (refused.code, refused.has, refused.needs) == ("capital", 0.5, 1.0)


class Everything:
    """A power that orders its dearest lever in every slot."""

    answers = False

    def order(self, view: View) -> PowerOrders:
        nothing = no_orders(view)
        dearest = max(view.world.levers.menus[view.place], key=lambda lever: float(view.world.levers.capital[lever]))
        lever = np.full_like(nothing.lever, dearest)
        return nothing.with_(lever=lever, items=all_items(lever, view.world))


def test_whatever_is_ordered_is_explained() -> None:
    world = world_of("two-harbours")
    everything = Everything()
    everything.move, everything.answer = Idle().move, Idle().answer  # type: ignore[attr-defined]
    policies = [everything, *default_policies(world)[1:]]
    game = play_game(world, policies, 1)  # type: ignore[arg-type]
    found = [order for turn in game.turns for order in explain_refused_orders(turn, world)]
    assert found
    assert all(order.sentence.endswith(".") for order in found)
