"""What a second reading of the rules found: each test states what the rule's text promises."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from game.engine.chance import run_keys
from game.engine.legality import REFUSALS
from game.engine.quarter import ballots
from game.engine.step import open_turn, put_offers
from game.engine.view import observe_offers
from game.model.arrays import convert
from game.model.turn import Orders
from game.model.world import World
from game.policy.turns import seat_keys
from game.scenario.effects import Lapse, Loss, Swing
from tests.conformance import arrays
from tests.engine.stage import GAMES, get, orders, play, refusals, scenario_of, shocks, start, variant, world_of

ECONOMY = {"economy": {"each": {"each": 3.0}}}


def test_a_statement_is_not_paid_for_by_those_who_court_its_sender(flagship: World) -> None:
    state = start(flagship, discount={"japan": {"each": 0.25}})
    seen = play(flagship, state, {"japan": ["statement"]})
    spent = get(seen["strike_events"].state, flagship, "purse", "japan") - get(
        seen["place_orders"].state, flagship, "purse", "japan"
    )
    lever = flagship.names.levers.index("statement")
    full = float(flagship.levers.money.reshape(-1, 8, len(flagship.names.states))[lever, 3, 0])
    assert full * 0.75 - 1e-6 <= spent <= full + 1e-6


def test_a_pause_holds_within_a_turn_as_well(flagship: World) -> None:
    state = start(flagship, capital={"russia": 6.0})
    seen = play(flagship, state, {"russia": ["pressure kazakhstan", "pressure uzbekistan"]})
    assert refusals(seen["place_orders"], 2)[:2] == ["legal", "pause"]


def test_once_holds_within_a_turn_as_well() -> None:
    world = variant("two-harbours", {"levers.gas_terminal.once": True})
    seen = play(world, start(world, purse={"vesk": 5.0}), {"vesk": ["gas_terminal oro", "gas_terminal oro"]})
    assert refusals(seen["place_orders"], 1) == ["legal", "once"]


def test_once_is_told_apart_for_levers_put_to_all() -> None:
    charter = scenario_of("two-harbours").levers["harbour_charter"]
    once = replace(charter, once=True, pause=0)
    world = variant("two-harbours", {"levers.harbour_charter": once, "levers.second_charter": replace(once, items={})})
    state = start(world, capital={"halmar": 5.0})
    expected = [("harbour_charter", "legal"), ("second_charter", "legal"), ("harbour_charter", "once")]
    for number, (lever, code) in enumerate(expected):
        seen = play(world, state.with_(capital=state.capital + 2), {"halmar": [lever]}, number=number)
        assert refusals(seen["place_orders"], 0)[0] == code, (number, lever)
        state = seen["end"].state


def test_words_are_spoken_against_another_power(flagship: World) -> None:
    seen = play(flagship, start(flagship), {"russia": ["words russia"]})
    assert refusals(seen["place_orders"], 2)[0] == "target"


def wild(world: World, **changes: int) -> Orders:
    given = orders(world, {"japan": ["visit kazakhstan"]})
    return given.with_(**{name: _first(getattr(given, name), value) for name, value in changes.items()})


def _first(array: Any, value: int) -> Any:
    new = np.array(array)
    new[0, 0] = value
    return new


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"lever": -1}, "unknown"), ({"lever": 99}, "unknown"), ({"target": 9}, "target"), ({"target": -1}, "target"),
        ({"size": 8}, "size"), ({"size": -1}, "size"),
    ],
)  # fmt: skip
def test_wild_orders_are_refused(flagship: World, change: dict[str, int], code: str) -> None:
    turn = open_turn(start(flagship), shocks(flagship), 0, flagship)
    placed = put_offers(turn, wild(flagship, **change), flagship)
    assert REFUSALS[int(placed.table.refusal[0, 0, 0])][0] == code
    assert np.array_equal(placed.state.purse, turn.state.purse)


@pytest.mark.parametrize(
    ("name", "length"),
    [("central-asia-2024", "demonstration"), ("central-asia-2024", "full"), ("two-harbours", "three")],
)
def test_the_income_of_a_turn_comes_in_full(name: str, length: str) -> None:
    world = world_of(name, length)
    for kept in (0.0, 8.0):
        state = start(world, purse={"each": kept})
        seen = play(world, state)["collect_income"].state.purse
        carried = np.minimum(state.purse, world.powers.purse_most)
        assert np.allclose(seen, carried + world.powers.income * world.quarters)


def test_courting_begins_with_the_next_turn_for_works_too(flagship: World) -> None:
    state = start(flagship, ground=ECONOMY)
    given = {"japan": ["caspian_route kazakhstan"]}
    alone = play(flagship, state, given, answer={"kazakhstan": "accept"})
    courted = play(flagship, state, {**given, "kazakhstan": "court japan"}, answer={"kazakhstan": "accept"})
    for seen, field in ((alone, "signed"), (courted, "signed")):
        assert get(seen["sign_deals"].state, flagship, field, "japan", "kazakhstan") > 0
    one, two = (
        get(seen["sign_deals"].state, flagship, "works", "first", "trans_caspian", "japan") for seen in (alone, courted)
    )
    assert one == two


def test_one_state_is_pressed_in_a_reaction(flagship: World) -> None:
    seen = play(
        flagship, start(flagship), {"japan": ["statement"]}, answer={"each": "accept"},
        chance={"reactions": {"russia": 0.0}},
    )  # fmt: skip
    assert int(np.sum(seen["react"].state.pressure[2, :, 0] > 0)) == 1


def test_a_hostile_power_pushes_toward_its_own_wish() -> None:
    world = variant(
        "two-harbours", {"votes.fish_council.hostile": {"vesk": 1.5}, "votes.fish_council.positions.vesk": 1.0}
    )
    turn = open_turn(start(world), shocks(world), 3, world)
    plain = variant("two-harbours", {"votes.fish_council.positions.vesk": 1.0})
    yes, no, _ = ballots(turn, 0, world)
    yes_before, no_before, _ = ballots(turn, 0, plain)
    assert np.all(yes >= yes_before)
    assert np.all(no <= no_before)


def offers_seen(world: World, others: dict[str, Any]) -> Any:
    """What Oro sees when it answers Halmar, while others do this or that."""
    placed = orders(world, {"halmar": ["wind_park oro"], **others})
    turn = put_offers(open_turn(start(world), shocks(world), 0, world), placed, world)
    seat = world.names.actors.index("oro")
    return observe_offers(turn, seat, seat_keys(run_keys(1, range(GAMES)), world)[seat], world)


def flat(view: Any) -> dict[str, Any]:
    """Every array of a view, by its path: its shape and its bits."""
    return {
        f"{part}.{path}": (array.shape, array.tobytes())
        for part in ("state", "offers")
        for path, array in arrays(getattr(view, part))
    }


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({}, {"vesk": ["goodwill_tour quill", "cold_winter tarn"], "quill": "toast vesk", "tarn": "chorus"}),
        ({"halmar": []}, {"halmar": ["wind_park quill", "goodwill_tour quill"]}),
        ({"halmar": ["harbour_charter"]}, {"halmar": ["harbour_charter", "goodwill_tour tarn"]}),
    ],
)
def test_who_answers_does_not_see_what_is_put_elsewhere(tutorial: World, one: Any, other: Any) -> None:
    before, after = flat(offers_seen(tutorial, one)), flat(offers_seen(tutorial, other))
    assert before.keys() == after.keys()
    assert [name for name in before if before[name] != after[name]] == []


def test_pressure_on_several_frightens_each_less() -> None:
    outcomes = []
    for solidarity in (0.0, 0.5):
        world = variant("two-harbours", {"rules.mood.solidarity": solidarity, "levers.ferry_line.needs": {}})
        state = start(world, pressure={"vesk": {"each": 1.0}})
        outcomes.append(play(world, state, {"halmar": ["ferry_line oro"]})["weigh_offers"].table.utility[0, 0, 0, 0])
    assert outcomes[0] < outcomes[1]


def test_own_moves_keep_their_pause() -> None:
    world = variant("two-harbours", {"levers.dredge.pause": 3})
    state = start(world, attention={"oro": 3.0})
    first = play(world, state, {"oro": "dredge"})["end"].state
    second = play(world, first, {"oro": "dredge"}, number=1)["make_moves"].state
    assert int(second.past_move[0, 0, 0]) == len(world.names.moves)


def test_what_is_done_without_asking_has_its_effects() -> None:
    from game.scenario.effects import Home

    world = variant("two-harbours", {"levers.cold_winter.effects": (Home(gain=-0.1),)})
    seen = play(world, start(world), {"vesk": ["cold_winter oro"]})
    assert get(seen["act_alone"].state, world, "home", "oro") < get(start(world), world, "home", "oro")


def test_ties_everywhere_come_with_the_consent_that_the_lever_needs() -> None:
    assert ties_everywhere("accept") == pytest.approx([0.1, 0.1])


def test_ties_everywhere_do_not_come_without_the_consent_that_the_lever_needs() -> None:
    assert ties_everywhere("decline") == pytest.approx([0.0, 0.0])


def ties_everywhere(answer: str) -> list[float]:
    from game.scenario.effects import Ties

    world = variant(
        "two-harbours",
        {
            "levers.gas_terminal.effects": (Ties(gain=0.1, where="everywhere"),), "rules.ties.scale": 1.0,
            "levers.rumour.effects": (), "actors.tarn.affinity.vesk": 0.0,
        },
    )  # fmt: skip
    found = []
    for words in ([], ["rumour vesk"]):
        seen = play(world, start(world), {"vesk": ["gas_terminal oro"], "halmar": words}, answer={"oro": answer})
        found.append(get(seen["act_alone"].state, world, "affinity", "vesk", "tarn"))
    return found


def test_ties_of_rivals_can_change_everywhere() -> None:
    from game.scenario.effects import Ties

    for where, size, gains in (
        ("everywhere", "1", (-0.1, -0.1)), ("everywhere", "0.5", (-0.05, -0.05)), ("target", "0.5", (-0.05, 0.0)),
    ):  # fmt: skip
        effect = Ties(gain=-0.1, toward="rivals", where=where)
        world = variant("two-harbours", {"levers.gas_terminal.effects": (effect,)})
        before = start(world)
        seen = play(world, before, {"vesk": [f"gas_terminal oro x {size}"]}, answer={"oro": "accept"})
        for state, gain in zip(("oro", "tarn"), gains, strict=True):
            found = get(seen["act_alone"].state, world, "affinity", "halmar", state)
            assert found - get(before, world, "affinity", "halmar", state) == pytest.approx(gain, abs=1e-6), where


def test_pressure_is_felt_in_full_in_the_turn_after() -> None:
    for length in ("six", "three"):
        world = world_of("two-harbours", length)
        state = play(world, start(world), {"vesk": ["cold_winter oro"]})["end"].state
        assert get(state, world, "pressure", "vesk", "oro") == pytest.approx(1.0)


def test_cargo_prefers_the_cheaper_of_two_dear_corridors() -> None:
    dear = {"corridors.outer_passage.price": 25000.0, "corridors.inner_channel.price": 24000.0}
    world = variant("two-harbours", dear)
    seen = play(world, start(world, tonnage={"outer_passage": 5.0, "inner_channel": 5.0}))
    assert get(seen["end"].state, world, "tonnage", "inner_channel") > 5.01


def test_a_power_without_the_temper_never_outbids() -> None:
    world = variant("two-harbours", {"actors.vesk.temper.counter": 0.0})
    seen = play(world, start(world), {"halmar": ["wind_park oro"]}, answer={"oro": "accept"})
    assert float(seen["react"].table.reaction_chance[1, 1, 0]) < 1e-6


def test_capital_never_falls_below_zero() -> None:
    world = variant("two-harbours", {"levers.gas_terminal.cost.capital": 1.1000005})
    seen = play(world, start(world, capital={"vesk": 1.1}, purse={"vesk": 5.0}).with_(), {"vesk": ["gas_terminal oro"]})
    world = world.with_(powers=world.powers.with_(capital_income=world.powers.capital_income * 0))
    seen = play(world, start(world, capital={"vesk": 1.1}, purse={"vesk": 5.0}), {"vesk": ["gas_terminal oro"]})
    assert np.all(seen["end"].state.capital >= 0)


def test_more_powers_than_states() -> None:
    world = more_powers_than_states()
    last = world.names.powers[-1]
    seen = play(world, start(world), {"halmar": [f"rumour {last}"]})
    assert refusals(seen["place_orders"], 0)[0] == "legal"
    purse = get(seen["strike_events"].state, world, "purse", "halmar")
    assert get(seen["place_orders"].state, world, "purse", "halmar") == purse


@pytest.mark.parametrize(
    ("name", "speaker", "lever"), [("central-asia-2024", "china", "words"), ("two-harbours", "vesk", "rumour")]
)
def test_words_against_nobody_are_refused(name: str, speaker: str, lever: str) -> None:
    world = world_of(name)
    place = world.names.powers.index(speaker)
    given = orders(world, {speaker: [f"{lever} {world.names.powers[0]}"]})
    for target in (len(world.names.powers), len(world.names.states) - 1, -1):
        aimed = np.array(given.target)
        aimed[place, 0] = target
        turn = put_offers(open_turn(start(world), shocks(world), 0, world), given.with_(target=aimed), world)
        code = REFUSALS[int(turn.table.refusal[place, 0, 0])][0]
        assert code == ("target" if not 0 <= target < len(world.names.powers) or target == place else "legal")


def more_powers_than_states() -> World:
    """The tutorial with four powers and three states, and a lever after `rumour` that is for one state only."""
    from game.sim.prepare import prepare

    scenario = scenario_of("two-harbours")
    halmar = scenario.actors["halmar"]
    actors = {"halmar": halmar, "vesk": scenario.actors["vesk"], "north": halmar, "south": halmar}
    actors |= {name: scenario.actors[name] for name in ("oro", "quill", "tarn")}
    levers = dict(scenario.levers)
    levers["cold_winter"] = replace(levers["cold_winter"], only=("tarn",))
    return prepare(replace(scenario, actors=actors, levers=levers))


def test_a_quarter_of_a_package_brings_less_than_the_whole(flagship: World) -> None:
    gains = []
    for size in (0.25, 1.0):
        seen = play(
            flagship, start(flagship), {"japan": [f"guarantee kazakhstan x {size}"]}, answer={"kazakhstan": "accept"}
        )
        gains.append(get(seen["sign_deals"].state, flagship, "completion", "japan", "kazakhstan"))
    assert gains[0] < gains[1]


def test_convert_reaches_every_array_of_a_world(tutorial: World) -> None:
    count = 0

    def tick(array: Any) -> Any:
        nonlocal count
        count += 1
        return array

    convert(tutorial, tick)
    assert count > 150


def test_what_is_done_without_asking_works_whether_or_not_anybody_speaks() -> None:
    from game.scenario.effects import Ties

    world = variant("two-harbours", {"levers.cold_winter.effects": (Ties(gain=-0.1, where="everywhere"),)})
    before = get(start(world), world, "affinity", "vesk", "tarn")
    for words in ([], ["rumour vesk"]):
        quiet = play(world, start(world), {"halmar": words})["act_alone"].state
        state = play(world, start(world), {"vesk": ["cold_winter oro"], "halmar": words})["act_alone"].state
        change = get(state, world, "affinity", "vesk", "tarn") - get(quiet, world, "affinity", "vesk", "tarn")
        assert change < -0.01, (before, words)


def test_a_statement_that_can_be_made_once_is_not_made_twice_in_a_turn() -> None:
    charter = replace(scenario_of("two-harbours").levers["harbour_charter"], once=True, pause=0, items={})
    world = variant("two-harbours", {"levers.harbour_charter": charter})
    state = start(world, capital={"halmar": 5.0})
    seen = play(world, state, {"halmar": ["harbour_charter oro", "harbour_charter quill"]})
    assert refusals(seen["place_orders"], 0) == ["legal", "once"]


@pytest.mark.parametrize(
    "effect",
    [
        Swing(domain="media", of="vesk", gain=-0.5),
        Loss(domain="energy", of="vesk", factor=-0.5),
        Lapse(of="vesk", share=0.5),
    ],
)
def test_an_event_that_does_not_say_where_strikes_every_state(effect: object) -> None:
    changes = {"events.pipe_leak.where": {}, "events.pipe_leak.effects": (effect,)}
    world = variant("two-harbours", changes)
    quiet, struck = (
        play(world, start(world), {}, chance={"events": events})["strike_events"].state
        for events in ({}, {"pipe_leak": "happens"})
    )
    vesk = world.names.powers.index("vesk")
    for field in ("odds", "stock", "pipeline"):
        before, after = (np.asarray(getattr(state, field))[..., vesk, :, 0] for state in (quiet, struck))
        moved = (before != after).reshape(-1, len(world.names.states)).any(axis=0)
        there = (before != 0).reshape(-1, len(world.names.states)).any(axis=0)
        if moved.any():
            assert np.array_equal(moved, there)
            break
    else:
        pytest.fail("nothing moved")
