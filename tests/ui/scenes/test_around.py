"""The briefing, the article, the curtain, the menu and the end."""

import json
from pathlib import Path
from typing import Any

import pygame
import pytest
from pygame.event import Event

from game.sim.saves import Saves
from game.ui import flow
from game.ui.app import App
from game.ui.kit.node import walk
from game.ui.match import PERSON, Match
from game.ui.scenes.article import Article
from game.ui.scenes.briefing import Briefing
from game.ui.scenes.curtain import Curtain, cloth_colours
from game.ui.scenes.end import End
from game.ui.scenes.menu import GameMenu
from game.ui.scenes.power.screen import PowerScreen
from game.ui.scenes.state.screen import StateScreen
from game.ui.scenes.title import Title
from game.ui.settings import Settings
from game.ui.theme import HUES, THEMES, contrast
from tests.ui.examples.ending import _Counted, _others
from tests.ui.hands import click, node, press, window, write
from tests.ui.matches import begun, over

_ENTER: dict[str, Any] = {"key": pygame.K_RETURN, "mod": 0, "unicode": "\r"}


@pytest.fixture
def app() -> App:
    return window(settings=Settings(motion="none"))


# --- the briefing and the article


def test_the_briefing_tells_who_one_is_in_the_articles_words(app: App) -> None:
    match = begun("japan", briefed=False)
    flow.go_on(app, match)
    said = app.describe()
    assert "You are Japan" in said
    for wish in match.scenario.actors["japan"].objectives.values():
        assert wish.name in said
    assert "Japan is trying to reduce Russia's influence" in said
    assert "unverified" not in said
    press(app, "return")
    assert isinstance(app.top, PowerScreen)
    assert match.briefed


def test_a_guess_is_kept_for_the_seat(app: App) -> None:
    match = begun("japan", briefed=False)
    flow.go_on(app, match)
    app.focus("guess")
    press(app, "left", "left", "left")
    assert match.guesses == {"japan.hard_to_disrupt": pytest.approx(0.35)}


def test_several_seats_are_briefed_one_by_one(app: App) -> None:
    match = begun("japan", "uzbekistan", teams={"uzbekistan": "Team Chorsu"}, briefed=False)
    flow.go_on(app, match)
    assert "You are Japan" in app.describe()
    click(app, "who.uzbekistan")
    assert "You are Uzbekistan" in app.describe()
    assert "Team Chorsu" in app.describe()


def test_a_quote_opens_its_article_at_the_words(app: App) -> None:
    flow.go_on(app, begun("japan", briefed=False))
    click(app, "quote.0")
    assert isinstance(app.top, Article)
    marked = node(app, "quoted words")
    area = node(app, "scroll article").rect
    assert area.contains(marked.rect) or area.colliderect(marked.rect)
    assert app.top.quote.split()[0] in marked.name
    before = app.kit.scroll["article"]
    press(app, "end", "home")
    assert app.kit.scroll["article"] <= before
    press(app, "escape")
    assert isinstance(app.top, Briefing)


def test_words_that_do_not_stand_in_the_article_are_called_unverified(app: App) -> None:
    app.push(Article(app, begun("japan"), "gt-0806", "words that nobody wrote"))
    assert "unverified" in app.describe()


def test_a_source_without_text_says_where_it_can_be_found(app: App) -> None:
    match = begun("japan")
    app.push(Article(app, match, "wb-gdp"))
    assert match.scenario.sources["wb-gdp"].address in app.describe()


def test_back_from_the_briefing_leads_to_the_seats(app: App) -> None:
    flow.go_on(app, begun("japan", briefed=False))
    press(app, "escape")
    assert isinstance(app.top, Title)


# --- the curtain


def _curtain(app: App) -> Match:
    match = begun("japan", "uzbekistan", teams={"uzbekistan": "Team Chorsu"})
    match.finish("japan")
    flow.go_on(app, match)
    assert isinstance(app.top, Curtain)
    return match


def _hold(app: App, seconds: float) -> None:
    app.handle(Event(pygame.KEYDOWN, **_ENTER))
    for _step in range(round(seconds / 0.05)):
        app.frame(0.05)


def test_holding_enter_for_a_second_lifts_the_curtain(app: App) -> None:
    match = _curtain(app)
    _hold(app, 0.8)
    assert isinstance(app.top, Curtain)
    app.handle(Event(pygame.KEYUP, **_ENTER))
    app.frame(6.0)
    _hold(app, 1.1)
    assert isinstance(app.top, StateScreen)
    assert match.seat == "uzbekistan"


def test_two_presses_do_the_same_and_late_ones_do_not(app: App) -> None:
    _curtain(app)
    press(app, "return")
    app.frame(5.5)
    press(app, "return")
    assert isinstance(app.top, Curtain)
    app.frame(1.0)
    press(app, "return")
    assert isinstance(app.top, StateScreen)


def test_repetitions_of_a_held_key_are_no_second_press(app: App) -> None:
    _curtain(app)
    for _step in range(5):
        app.handle(Event(pygame.KEYDOWN, **_ENTER))
        app.frame(0.05)
    assert isinstance(app.top, Curtain)


def test_the_pointer_can_hold_too(app: App) -> None:
    _curtain(app)
    place = node(app, "lift").rect.center
    app.handle(Event(pygame.MOUSEBUTTONDOWN, pos=place, button=1))
    for _step in range(25):
        app.frame(0.05)
    assert isinstance(app.top, StateScreen)


def test_a_seat_whose_people_are_gone_is_handed_to_the_computer(app: App) -> None:
    match = _curtain(app)
    press(app, "p")
    assert match.session.seats["uzbekistan"] == "cabinet"
    assert not isinstance(app.top, Curtain)


def test_behind_the_curtain_nothing_of_any_seat_is_built(app: App) -> None:
    match = _curtain(app)
    assert match.seat == ""
    said = app.describe()
    hints = " ".join(node.hint + node.value for node in walk(app.tree))
    money = f"{match.scenario.actors['japan'].purse.start:.2f}"  # type: ignore[union-attr]
    for secret in (money, "bn USD", "accept", "%"):
        assert secret not in said
        assert secret not in hints
    assert pygame.display.get_caption()[0] == "Wedge - Uzbekistan’s turn"


@pytest.mark.parametrize("theme", list(THEMES))
def test_words_on_the_cloth_can_be_read(theme: str) -> None:
    app = window(settings=Settings(theme=theme))  # type: ignore[arg-type]
    app.kit.hues = {hue: hue for hue in HUES}
    for power in ("", *HUES):
        cloth, ink = cloth_colours(app.kit, power)
        assert contrast(cloth, getattr(app.kit.theme, ink)) >= 4.5, (theme, power)


# --- the menu


def test_the_menu_saves_and_goes_on(app: App, tmp_path: Path) -> None:
    match = begun("japan", saves=Saves(tmp_path))
    flow.go_on(app, match)
    press(app, "escape")
    assert isinstance(app.top, GameMenu)
    press(app, "f5")
    assert "Saved." in app.describe()
    assert len(list(tmp_path.iterdir())) == 1
    press(app, "escape")
    assert isinstance(app.top, PowerScreen)


def test_a_seat_is_handed_over_and_back_in_the_middle_of_a_game(app: App, tmp_path: Path) -> None:
    match = begun("japan", "china", saves=Saves(tmp_path))
    flow.go_on(app, match)
    flow.lift(app, match, "japan")
    press(app, "escape")
    app.focus("player.china")
    press(app, "return")
    write(app, "Loans")
    press(app, "return", "escape")
    assert match.persons == ("japan",)
    assert isinstance(app.top, PowerScreen)
    press(app, "escape")
    app.focus("player.japan")
    press(app, "return")
    write(app, "Economy")
    press(app, "return", "escape")
    assert not match.persons
    assert match.session.number == 1  # the computers have played the turn
    press(app, "escape")
    app.focus("player.japan")
    press(app, "return")
    write(app, "a person")
    press(app, "return", "escape")
    assert match.session.seats["japan"] == PERSON


def test_leaving_keeps_the_game(app: App, tmp_path: Path) -> None:
    match = begun("japan", saves=Saves(tmp_path))
    flow.go_on(app, match)
    press(app, "escape")
    click(app, "leave")
    assert isinstance(app.top, Title)
    assert Saves(tmp_path).latest() is not None


def test_a_game_that_cannot_be_saved_is_left_at_the_second_attempt_only(app: App, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    flow.go_on(app, begun("japan", saves=Saves(tmp_path / "file" / "games")))
    press(app, "escape")
    click(app, "leave")
    assert isinstance(app.top, GameMenu)
    assert "could not be saved" in app.describe()
    click(app, "leave")
    assert isinstance(app.top, Title)


# --- the end


def test_the_end_shows_scores_whose_parts_add_up(app: App) -> None:
    match = over("halmar")
    app.push(_Counted(app, match, None))
    scene = app.top
    assert isinstance(scene, End)
    for line in scene.lines:
        assert sum(points for _name, points in line.parts) == pytest.approx(line.score, abs=1e-3)
        assert line.score == match.session.scores[line.actor]
    assert [line.score for line in scene.lines] == sorted((line.score for line in scene.lines), reverse=True)


def test_claims_are_judged_here_and_elsewhere_beside_the_guess(app: App) -> None:
    match = over("halmar")
    match.guesses["halmar.the_grip_holds"] = 0.35
    app.push(_Counted(app, match, _others()))
    said = app.describe()
    result = _others().results["the_grip_holds"]
    assert "Halmar guessed 35 %." in said
    assert "In this game it was" in said
    assert f"true in {round(100 * (1 - result.probability))} %" in said  # the claim speaks of what does not happen


def test_turning_points_are_of_the_actor_that_is_chosen_and_sum_to_its_score(app: App) -> None:
    from game.ui.scenes.debrief import turning_points

    match = over("halmar")
    scene = _Counted(app, match, None)
    app.push(scene)
    app.frame(0.0)
    click(app, "score.vesk")
    assert scene.about == "vesk"
    points = turning_points(match, "vesk", most=99)
    series = match.history.scores["vesk"]
    assert sum(point.change for point in points) == pytest.approx(series[-1] - series[0], abs=0.05 * match.world.turns)
    assert all(point.by * point.change > 0 for point in points)


def test_notes_and_a_pack_to_take_home(app: App, tmp_path: Path) -> None:
    match = over("halmar")
    app.push(_Counted(app, match, None))
    press(app, "n")  # a new game is asked for by a key of its own; notes have none while they are empty
    app.restart(_Counted(app, match, None))
    app.focus("notes")
    app.frame(0.0)
    write(app, "Who paid?")
    assert match.notes[-1].text == "Who paid?"
    click(app, "pack")
    assert "Saved" in app.describe()
    (folder,) = (tmp_path / "home" / "packs").iterdir()
    assert {path.name for path in folder.iterdir()} == {
        "chronicle.txt", "game.html", "game.wedge.json", "notes.txt", "replay.json",
    }  # fmt: skip
    assert "THE END" in (folder / "chronicle.txt").read_text(encoding="utf-8")
    assert json.loads((folder / "replay.json").read_text(encoding="utf-8"))["seed"] == 0
    click(app, "pack")
    assert len(list((tmp_path / "home" / "packs").iterdir())) == 1, "nothing has changed"
    app.focus("notes")
    write(app, " We.")
    click(app, "pack")
    assert len(list((tmp_path / "home" / "packs").iterdir())) == 2
