"""The game in the window: whose turn it is, and what goes with a game when it is saved."""

from pathlib import Path

import pytest

from game.scenario.load import load
from game.sim.order import Order
from game.sim.resuming import Closed
from game.sim.saved_game import Note
from game.sim.saves import Saves, load_game
from game.sim.untrusted import Unreadable
from game.ui.kit.base import Kit
from game.ui.map.atlas import make_atlas
from game.ui.match import PERSON, Match, flags_of, hues_of
from game.ui.theme import HUES
from tests.ui.matches import begun, over, scenario_path


def test_people_are_asked_powers_first_and_the_seat_on_the_screen_before_others() -> None:
    match = begun("kazakhstan", "japan", "uzbekistan")
    assert match.persons == ("japan", "kazakhstan", "uzbekistan")
    assert match.waiting == ("japan", "kazakhstan", "uzbekistan")
    match.seat = "uzbekistan"
    assert match.waiting == ("uzbekistan", "japan", "kazakhstan")
    match.finish("uzbekistan")
    assert list(match.waiting) == ["japan", "kazakhstan"]


def test_a_seat_is_done_with_one_step_of_one_turn_only() -> None:
    match = begun("japan")
    match.finish("japan")
    assert not match.waiting
    match.session.end_turn()
    assert match.waiting == ("japan",)
    match.finish("japan")
    match.lines.branch(0, "another")
    assert match.waiting == ("japan",)


def test_states_answer_only_if_something_was_offered_to_them() -> None:
    match = begun("japan", *("kazakhstan", "turkmenistan"))
    for actor in ("china", "russia"):
        match.session.hand_over(actor, "idle")
    order = Order("japan", "guarantee", "kazakhstan")
    assert match.session.submit(order) is None
    match.session.close_orders()
    assert match.waiting == ("kazakhstan",)


def test_a_seat_can_be_handed_over_and_back_and_is_asked_again() -> None:
    match = begun("japan", teams={"japan": "Team Aoi"})
    match.finish("japan")
    assert match.hand_over("japan", "idle") is None
    assert not match.persons
    assert match.team("japan") == ""
    assert match.hand_over("japan", PERSON) is None
    assert match.waiting == ("japan",)
    assert match.team("japan") == "Team Aoi"
    refused = match.hand_over("japan", "nobody")
    assert refused is not None
    assert "nobody" in refused.sentence
    assert match.persons == ("japan",)


def test_one_person_needs_no_curtain() -> None:
    assert not begun("japan").hot_seat
    assert begun("japan", "china").hot_seat


def test_words_for_turns() -> None:
    match = begun("japan", length="lesson")
    assert match.when == "turn 1 of 6, 2024-Q3 to 2024-Q4"
    assert match.number == 1
    finished = over()
    assert finished.number == finished.world.turns
    assert finished.over


def test_what_was_played_is_at_hand() -> None:
    match = begun(name="two-harbours")
    assert match.played is None
    assert match.record is None
    match.session.end_turn()
    assert match.played is not None
    assert match.record is match.session.records[-1]
    assert match.ledger() is match.ledger(0)
    assert match.ledger().score(0).amount == pytest.approx(
        match.session.scores["halmar"] - match.history.scores["halmar"][0]
    )
    kept = match.history
    assert match.history is kept
    match.session.end_turn()
    assert len(match.history.tension) == 3


def test_names_and_looks() -> None:
    match = begun("japan")
    assert match.name("japan") == "Japan"
    assert match.name("others") == "Others"
    assert match.title("levers", "visit") == "Visit with a delegation"
    assert match.is_power("japan")
    assert not match.is_power("kazakhstan")
    kit = Kit()
    match.dress(kit)
    assert kit.hues["japan"] == "pink"
    assert kit.flags["kazakhstan"] == "KAZ"


@pytest.mark.parametrize("name", ["central-asia-2024", "two-harbours"])
def test_hues_are_those_of_the_map_and_no_two_powers_share_one(name: str) -> None:
    scenario = load(scenario_path(name)).scenario
    assert scenario is not None
    hues = hues_of(scenario)
    assert set(hues.values()) <= set(HUES)
    assert len(set(hues.values())) == len(hues)
    assert hues == {key: power.hue for key, power in make_atlas(scenario, scenario_path(name).parent).powers.items()}
    assert set(flags_of(scenario)) == set(scenario.actors)


def test_a_saved_game_comes_back_with_teams_notes_and_guesses(tmp_path: Path) -> None:
    saves = Saves(tmp_path)
    match = begun("japan", "uzbekistan", teams={"japan": "Team Aoi"}, saves=saves, seed=5)
    match.session.end_turn()
    order = Order("japan", "guarantee", "kazakhstan")
    assert match.session.submit(order) is None
    match.notes.append(Note(1, "They said no."))
    match.guesses["japan.hard_to_disrupt"] = 0.35
    kept = match.save()
    assert isinstance(kept, Path)
    saved = load_game(kept)
    assert not isinstance(saved, Unreadable)
    assert saved.title == "Hard to drive a wedge, turn 2 of 12, 2024-Q4"
    found = Match.from_saved(saved, saves)
    assert not isinstance(found, Closed)
    again, notes = found
    assert notes == ()
    assert again.teams == {"japan": "Team Aoi"}
    assert again.notes == match.notes
    assert again.guesses == match.guesses
    assert again.about.game == match.about.game
    assert again.session.pending("japan") == (order,)
    assert again.session.records == match.session.records
    assert again.briefed
    assert again.waiting == ("japan", "uzbekistan")


def test_a_game_whose_scenario_has_changed_goes_on_with_the_text_that_it_kept(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    text = scenario_path("two-harbours").read_text(encoding="utf-8")
    for name in ("two-harbours.txt", "two-harbours.map.json"):
        (tmp_path / name).write_bytes((scenario_path("two-harbours").parent / name).read_bytes())
    path.write_text(text, encoding="utf-8")
    match = Match.begin(path, load(path), seats={"halmar": PERSON}, saves=Saves(tmp_path / "games"))
    match.session.end_turn()
    kept = match.save()
    assert isinstance(kept, Path)
    path.write_text(text.replace("start: 0.4 bn USD", "start: 0.9 bn USD", 1), encoding="utf-8")
    saved = load_game(kept)
    assert not isinstance(saved, Unreadable)
    found = Match.from_saved(saved)
    assert not isinstance(found, Closed)
    again, notes = found
    assert any("has changed" in note for note in notes)
    assert again.session.records == match.session.records
    path.write_text("format: [", encoding="utf-8")
    assert not isinstance(Match.from_saved(saved), Closed)


def test_where_nothing_can_be_written_the_game_goes_on(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("x", encoding="utf-8")
    match = begun("japan", saves=Saves(blocked / "games"))
    kept = match.autosave()
    assert isinstance(kept, Unreadable)
    assert "not saved" in kept.sentence
