"""What a state is told before it answers or moves is what happens once it does, luck apart."""

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.engine.scoring import read, score
from game.engine.step import open_turn, put_offers, resolve
from game.engine.view import observe_offers
from game.model.turn import UNDECIDED, Answers, Turn
from game.model.world import World
from game.sim.desk import Desk
from game.sim.explain import weigh_answers
from game.sim.order import Answer, Order, Written
from game.sim.outlook import StateOutlook, outlook_of_answers
from game.sim.outlook_moves import move_menu
from game.sim.outlook_standing import standings
from game.sim.preview import reaction_chances
from game.sim.session import Session
from tests.engine.stage import orders, shocks, start, world_of
from tests.sim.previews import people

KAZAKH = {
    "japan": ["visit kazakhstan", "exclusive_deal kazakhstan x 2", "business_package kazakhstan"],
    "china": ["loan kazakhstan x 2", "exclusive_loan kazakhstan x 2", "trade_opening kazakhstan"],
    "russia": ["energy_project kazakhstan x 2", "security_aid kazakhstan"],
    "kazakhstan": "tender",
}
WORDS = {"russia": ["russia_naming"]}  # put to all: how the others answer is not for this seat to know
ELSEWHERE = {"japan": ["aid tajikistan"], "china": ["exclusive_loan uzbekistan", "rail_stage kyrgyzstan"]}


@dataclass(frozen=True)
class Scene:
    """A turn without luck in which offers lie before one state, whose seat is asked."""

    turn: Turn
    desk: Desk
    world: World

    def answering(self, *answers: Answer) -> "Scene":
        desk = self.desk
        return Scene(self.turn, Desk(desk.view, desk.mine, answers, desk.offers), self.world)

    def end(self) -> Turn:
        """Play the turn as the seat has answered; the other seats leave it to their cabinets."""
        given = Written(given=self.desk.answers).answer(self.desk.view)
        powers, states = len(self.world.names.powers), len(self.world.names.states)
        found = {}
        for name, places in (("offer", self.world.slots), ("item", self.world.levers.item.shape[0])):
            found[name] = np.full((powers, places, states, 2), UNDECIDED)
            found[name][:, :, self.desk.view.place] = getattr(given, name)
        return resolve(self.turn, Answers(**found), self.world)


def scene(state: str, given: dict[str, Any], name: str = "central-asia-2024", **fields: Any) -> Scene:
    world = world_of(name)
    rich = {"purse": {"each": 50.0}, "capital": {"each": 9.0}} | fields
    turn = open_turn(start(world, **rich), shocks(world), 0, world, explain=True)
    turn = put_offers(turn, orders(world, given), world)
    seat = world.names.actors.index(state)
    view = observe_offers(turn, seat, np.zeros(2, np.uint64), world)
    move, _, target = str(given.get(state, "")).partition(" ")
    mine = (Order(state, move, target),) if move else ()
    return Scene(turn, Desk(view, mine, (), weigh_answers(turn, world, state)), world)


@cache
def kazakh() -> Scene:
    return scene("kazakhstan", KAZAKH)


def answer(line: Any, said: str) -> Answer:
    slot = 0 if line.item else line.order.slot + 1
    return Answer(line.state, line.order.power, said, slot=slot, item=line.item or "")


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_the_sum_of_all_answers_is_what_the_turn_comes_to(data: st.DataObject) -> None:
    stage = kazakh()
    said = []
    for line in stage.desk.offers:
        words = ["", "accept", "decline", *(["amend"] if line.amended is not None else [])]
        word = data.draw(st.sampled_from(words), label=f"{line.order.lever} {line.item}")
        if word:
            said.append(answer(line, word))
    stage = stage.answering(*said)
    outlook, end = outlook_of_answers(stage.desk), stage.end()
    assert outlook.chosen.then == standings(end.state, stage.desk)[0]
    assert outlook.undecided == len(stage.desk.offers) - len(said)
    chance = np.asarray(end.table.reaction_chance)[..., 0]
    for p, power in enumerate(stage.world.names.powers):
        assert outlook.chosen.reactions[power] == reaction_chances(chance[:, p])
    lost = [
        float(np.asarray(e.amount)[..., stage.desk.view.place, 0].sum())
        for e in end.log or ()
        if getattr(e, "cause", "").startswith("overruled")
    ]
    assert outlook.chosen.overruled == pytest.approx(-sum(lost), abs=1e-6)


def test_an_answer_alone_is_shown_as_if_it_were_the_only_one() -> None:
    stage = kazakh()
    outlook = outlook_of_answers(stage.desk)
    assert {(offer.power, offer.lever) for offer in outlook.offers} >= {
        ("japan", "exclusive_deal"), ("china", "loan"), ("russia", "security_aid"),
    }  # fmt: skip
    for offer in outlook.offers:
        for said, foreseen in offer.answers.items():
            words = ["accept" if said == "amend" and line.amendment is None else said for line in offer.lines]
            alone = stage.answering(
                *(answer(line.weighing, word) for line, word in zip(offer.lines, words, strict=True))
            )
            assert foreseen == outlook_of_answers(alone.desk).chosen
            assert foreseen.then == standings(alone.end().state, stage.desk)[0]
        assert ("amend" in offer.answers) == any(line.amendment for line in offer.lines)


@pytest.mark.parametrize("said", ["accept", "amend", "decline"])
def test_of_a_statement_to_all_only_the_own_part_is_foreseen(said: str) -> None:
    stage = scene("kazakhstan", WORDS)
    stage = stage.answering(*(answer(line, said) for line in stage.desk.offers))
    foreseen, end = outlook_of_answers(stage.desk).chosen.then, standings(stage.end().state, stage.desk)[0]
    assert foreseen.dependence == end.dependence
    assert foreseen.affinity == pytest.approx(end.affinity, abs=1e-3)


def test_now_is_what_everybody_sees() -> None:
    stage = kazakh()
    assert stage.turn.opened is not None
    assert outlook_of_answers(stage.desk).now == standings(stage.turn.opened, stage.desk)[0]


def test_a_yes_brings_deliveries_and_weight() -> None:
    outlook = outlook_of_answers(kazakh().desk)
    (loan,) = [offer for offer in outlook.offers if offer.lever == "loan"]
    yes, no = loan.answers["accept"], loan.answers["decline"]
    assert yes.delivered > 0 == no.delivered
    assert yes.then.pledged["china"] > no.then.pledged["china"]
    assert yes.later.dependence["china"] > no.later.dependence["china"]
    assert yes.later.development > no.later.development
    assert yes.then.debt["china"] > no.then.debt["china"]
    assert yes.worth != no.worth
    assert loan.landing is not None
    assert loan.landing.signed == pytest.approx(loan.value * 1.6, rel=1e-5)  # put out to tender, with rivals
    assert loan.landing.by_quarter[outlook_of_answers(kazakh().desk).quarters] == pytest.approx(yes.delivered, rel=1e-4)


def test_amending_strikes_exclusive_rights_or_softens_words() -> None:
    world = world_of("central-asia-2024")
    scenes = (kazakh(), scene("kazakhstan", WORDS))
    offers = [offer for stage in scenes for offer in outlook_of_answers(stage.desk).offers]
    lines = {(offer.lever, line.item): line for offer in offers for line in offer.lines}
    deal = lines["exclusive_deal", None].amendment
    assert deal is not None
    assert deal.strikes == "exclusivity"
    assert deal.value == world.rules.answers.amended_value
    words = next(line.amendment for (lever, _), line in lines.items() if lever == "russia_naming" and line.amendment)
    assert words.strikes == "wording"
    assert words.softened < words.naming
    assert lines["loan", None].amendment is None


def chosen(stage: Scene, *levers: str) -> StateOutlook:
    lines = [line for line in stage.desk.offers if line.order.lever in levers]
    return outlook_of_answers(stage.answering(*(answer(line, "accept") for line in lines)).desk)


def test_two_answers_that_break_a_ceiling_together_warn() -> None:
    world = world_of("central-asia-2024")
    place = world.names.states.index("kazakhstan")
    lever = world.names.levers.index("rail_stage")
    domain = int(np.argmax(world.levers.domain[:, lever]))
    given = {"china": ["rail_stage kazakhstan x 2", "loan kazakhstan x 2"]}
    base = scene("kazakhstan", given)
    levers = ("rail_stage", "loan")

    def pledged(*which: str) -> float:
        found = chosen(base, *which).chosen
        return found.then.pledged["china"]

    assert pledged(*levers) > max(pledged("rail_stage"), pledged("loan"))
    shares = {which: share_after(base, which) for which in (("rail_stage",), ("loan",), levers)}
    limit = (max(shares["rail_stage",], shares["loan",]) + shares[levers]) / 2
    ceilings = world.levers.ceiling.copy().reshape(-1, len(world.names.states))
    ceilings[:, place] = limit
    tight = world.with_(levers=world.levers.with_(ceiling=ceilings.reshape(-1)))
    view = base.desk.view.with_(world=tight)
    for which in ((), ("rail_stage",), ("loan",), levers):
        said = tuple(answer(line, "accept") for line in base.desk.offers if line.order.lever in which)
        found = outlook_of_answers(Desk(view, (), said, base.desk.offers)).warnings
        over = [w for w in found if w.kind == "ceiling"]
        assert len(over) == (which == levers)
        for warning in over:
            assert (warning.power, warning.domain) == ("china", world.names.domains[domain])
            assert warning.together
            assert warning.value == pytest.approx(shares[levers])
            assert warning.limit == pytest.approx(limit)


def share_after(stage: Scene, which: tuple[str, ...]) -> float:
    """Return China's share of the rail stage's domain, promises counted, after some yeses."""
    world = stage.world
    lines = [line for line in stage.desk.offers if line.order.lever in which]
    end = stage.answering(*(answer(line, "accept") for line in lines)).end()
    domain = int(np.argmax(world.levers.domain[:, world.names.levers.index("rail_stage")]))
    power, state = world.names.powers.index("china"), world.names.states.index("kazakhstan")
    return float(read(end.state, world).pledged.share[domain, power, state, 0])


def test_exclusive_rights_overruling_and_crowds_are_warned_of() -> None:
    stage = kazakh()
    assert "exclusive" in {warning.kind for warning in chosen(stage, "exclusive_deal").warnings}
    unwelcome = min(stage.desk.offers, key=lambda line: line.utility)
    assert unwelcome.utility < 0
    assert "overruled" in {w.kind for w in chosen(stage, unwelcome.order.lever).warnings}
    crowd = scene(
        "tajikistan", {"china": ["loan tajikistan x 2", "rail_stage tajikistan x 2", "exclusive_loan tajikistan x 2"]}
    )
    assert "crowded" in {w.kind for w in chosen(crowd, "loan", "rail_stage", "exclusive_loan").warnings}
    assert chosen(stage).warnings == ()


def test_offers_put_to_others_change_nothing() -> None:
    few = {"japan": ["aid kazakhstan"], "china": ["loan kazakhstan"]}
    more = {power: [*few.get(power, []), *ELSEWHERE.get(power, [])] for power in ("japan", "china")}
    one, other = scene("kazakhstan", few), scene("kazakhstan", {**more, "uzbekistan": "court japan"})
    assert one.desk.offers == other.desk.offers
    assert outlook_of_answers(one.desk) == outlook_of_answers(other.desk)


def test_a_seat_that_is_not_asked_has_no_outlook() -> None:
    session = people("two-harbours", 0)
    with pytest.raises(ValueError, match="not asked"):
        outlook_of_answers(session.desk("oro"))


def test_a_live_session_hands_over_its_offers() -> None:
    session = people("two-harbours", 0, halmar="greedy", vesk="greedy")
    session.close_orders()
    asked = 0
    for state in session.world.names.states:
        desk = session.desk(state)
        found = outlook_of_answers(desk)
        lines = {(line.weighing.order.power, line.item or offer.slot) for offer in found.offers for line in offer.lines}
        assert lines == {(power, key) for power, offers in session.offers(state).items() for key in offers}
        asked += len(lines)
        for line in desk.offers:
            assert session.submit(answer(line, "decline")) is None
        assert outlook_of_answers(session.desk(state)).undecided == 0
    assert asked


# --- own moves


def session_of(name: str, turns: int) -> Session:
    return people(name, turns)


@pytest.mark.parametrize("game", [("central-asia-2024", 0), ("central-asia-2024", 4), ("two-harbours", 2)])
def test_a_move_does_what_its_menu_says(game: tuple[str, int]) -> None:
    world = world_of(game[0])
    made = 0
    for state in world.names.states:
        menu = move_menu(people(*game).desk(state))
        for choice in menu.moves:
            for target in choice.targets:
                session = people(*game)
                refusal = session.submit(Order(state, choice.lever, target.target))
                assert (refusal is None) == (target.refusal is None)
                if refusal is not None or target.refusal is not None:
                    assert refusal == target.refusal
                    assert target.effects == ()
                    continue
                made += 1
                check_effects(session, state, target)
    assert made > 5


def check_effects(session: Session, state: str, target: Any) -> None:
    world, seat = session.world, session.world.names.states.index(state)
    session.end_turn()
    played = session.game.turns[-1]
    before, after = (standings(turn.state, session_desk(session, state))[0] for turn in (played.opened, played.weighed))
    told = {(effect.quantity, effect.of): effect.amount for effect in target.effects}
    for power in world.names.powers:
        for field in ("affinity", "pressure", "debt"):
            change = getattr(after, field)[power] - getattr(before, field)[power]
            assert told.get((field, power), 0.0) == pytest.approx(change, abs=2e-6)
    for field in ("home", "development", "tension", "partners"):
        assert told.get((field, ""), 0.0) == pytest.approx(getattr(after, field) - getattr(before, field), abs=2e-6)
    assert told.get(("tender", ""), 0.0) == pytest.approx(float(played.weighed.table.tender[0, seat, 0]))
    assert told.get(("welcome", ""), 0.0) == pytest.approx(float(played.weighed.table.welcome[seat, 0]))


def session_desk(session: Session, state: str) -> Desk:
    return session.desk(state)


def test_a_move_made_lately_has_less_effect() -> None:
    session = people("central-asia-2024", 0)
    order = Order("kazakhstan", "court", "japan")
    fresh = court(session)
    assert session.submit(order) is None
    assert next(c for c in move_menu(session.desk("kazakhstan")).moves if c.lever == "court").chosen == "japan"
    session.end_turn()
    tired = court(session)
    assert fresh.fresh == 1.0 > tired.fresh
    assert fresh.effects[0].amount > tired.effects[0].amount


def court(session: Session) -> Any:
    moves = {choice.lever: choice for choice in move_menu(session.desk("kazakhstan")).moves}
    return next(target for target in moves["court"].targets if target.target == "japan")


def test_one_voice_says_how_many_it_needs() -> None:
    moves = {choice.lever: choice for choice in move_menu(people("central-asia-2024", 0).desk("uzbekistan")).moves}
    assert moves["voice"].together >= 2
    assert moves["court"].together == 0


def test_powers_have_no_own_moves() -> None:
    with pytest.raises(ValueError, match="levers"):
        move_menu(people("two-harbours", 0).desk("halmar"))


def test_worth_is_in_points_of_the_score() -> None:
    stage = kazakh()
    lines = [line for line in stage.desk.offers if line.order.lever in ("loan", "energy_project")]
    outlook = outlook_of_answers(stage.answering(*(answer(line, "accept") for line in lines)).desk)
    assert abs(outlook.chosen.worth) < 60
    assert float(np.asarray(score(read(stage.end().state, stage.world), stage.desk.view.seat))[0]) >= 0
