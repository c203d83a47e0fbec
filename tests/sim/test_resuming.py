"""A saved game on the table again: with its scenario as it was, as it is now, or as it was kept."""

from dataclasses import replace
from pathlib import Path

import pytest

from game.engine.step import RULES_VERSION
from game.scenario.bases import Bases
from game.scenario.load import load, spoken
from game.sim.lines import Lines
from game.sim.order import Answer, OpenTurn, Order
from game.sim.prepare import prepare
from game.sim.resuming import save_game, text_of
from game.sim.saved_game import SavedGame
from game.sim.session import PERSON, Session
from tests.sim.saving import (
    ABOUT,
    PATH,
    SAVED,
    SEATS,
    WIND,
    WORLD,
    closed,
    opened,
    play_out,
)


def copied(tmp_path: Path, text: str | None = None) -> tuple[Path, SavedGame]:
    """Save a game whose scenario lies in a folder of its own."""
    path = tmp_path / "mine.yaml"
    path.write_text(text or PATH.read_text(encoding="utf-8"), encoding="utf-8")
    for name, beside in ABOUT.text.files.items():
        if name != PATH.name:
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text(beside, encoding="utf-8")
    found = load(path)
    assert found.scenario is not None
    session = Session(prepare(found.scenario), {"halmar": PERSON}, seed=3)
    session.end_turn()
    return path, save_game(Lines(session, "one"), replace(ABOUT, text=text_of(path, found)))


def test_a_scenario_that_has_changed_is_told_and_the_kept_text_opens(tmp_path: Path) -> None:
    path, game = copied(tmp_path)
    path.write_text(path.read_text().replace("hedging: 1.2", "hedging: 1.3"))
    found = closed(game, "changed")
    assert found.kept
    assert "has changed since it was saved: actors.oro.hedging was 1.2 and is 1.3." in found.sentence
    assert "text kept in the save" in found.sentence
    again = opened(game, kept=True)
    assert again.lines.session.records == game.records(0)
    assert again.loaded.verified == len(again.loaded.parsed.quotes)  # type: ignore[union-attr]
    later = opened(save_game(again.lines, again.about))
    assert later.notes == ()  # it has moved to the text in the save for good


def test_a_mended_spelling_takes_no_game_away(tmp_path: Path) -> None:
    path, game = copied(tmp_path)
    path.write_text(path.read_text().replace("title: Two Harbours", "title: The two harbours"))
    found = opened(game)
    assert found.notes == ()
    assert found.loaded.scenario is not None
    assert found.loaded.scenario.title == "The two harbours"


def test_a_game_saved_when_its_digest_held_the_texts_opens() -> None:
    opened(replace(SAVED, digest=WORLD.digest))


def test_a_scenario_with_faults_is_told_and_the_kept_text_opens(tmp_path: Path) -> None:
    path, game = copied(tmp_path)
    path.write_text("format: 99")
    assert closed(game, "scenario").kept
    opened(game, kept=True)


def test_a_scenario_that_is_gone_is_no_obstacle(tmp_path: Path) -> None:
    path, game = copied(tmp_path)
    path.unlink()
    (tmp_path / "two-harbours.txt").unlink()
    again = opened(game)
    assert "no longer" in again.notes[0]
    assert again.lines.session.records == game.records(0)


def test_a_scenario_that_was_moved_can_be_named(tmp_path: Path) -> None:
    path, game = copied(tmp_path)
    other = tmp_path / "elsewhere.yaml"
    path.rename(other)
    again = opened(game, path=other)
    assert (again.notes, again.about.text.path) == ((), str(other))


def test_files_that_a_scenario_names_are_kept_with_it(tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "gazette.txt").write_bytes(PATH.with_suffix(".txt").read_bytes())
    text = PATH.read_text(encoding="utf-8").replace("file: two-harbours.txt", "file: parts/gazette.txt")
    path, game = copied(tmp_path, text)
    assert {"mine.yaml", "parts/gazette.txt"} < set(game.text.files)
    path.unlink()
    (tmp_path / "parts" / "gazette.txt").unlink()
    found = opened(game).loaded
    assert found.parsed is not None
    assert found.verified == len(found.parsed.quotes)
    quotes = Bases(found).quotes("actors")
    assert quotes
    assert all(source.line for _, source in quotes)  # the article can still be opened


def test_translations_are_kept_with_a_scenario(tmp_path: Path) -> None:
    (tmp_path / "translations").mkdir()
    (tmp_path / "translations" / "mine.ru.yaml").write_text("title: Две гавани\n", encoding="utf-8")
    path, game = copied(tmp_path)
    path.unlink()
    (tmp_path / "translations" / "mine.ru.yaml").unlink()
    scenario = spoken(opened(game).loaded, "ru")
    assert scenario is not None
    assert scenario.title == "Две гавани"


def test_a_variant_keeps_the_file_that_it_extends(tmp_path: Path) -> None:
    copied(tmp_path)
    path = tmp_path / "louder.yaml"
    path.write_text("extends: mine.yaml\nid: louder\nrules: {mood: {tension: {value: 0.4, assumption: a test}}}\n")
    found = load(path)
    assert found.scenario is not None, found.report
    session = Session(prepare(found.scenario), seed=3)
    game = save_game(Lines(session, "one"), replace(ABOUT, text=text_of(path, found)))
    for file in tmp_path.glob("*.*"):
        file.unlink()
    assert {"louder.yaml", "mine.yaml"} < set(game.text.files)
    opened(game)


def test_changes_of_the_command_line_are_kept(tmp_path: Path) -> None:
    changes = ("actors.oro.hedging=1.4",)
    found = load(PATH, changes)
    assert found.scenario is not None
    session = Session(prepare(found.scenario), seed=3)
    session.end_turn()
    game = save_game(Lines(session, "one"), replace(ABOUT, text=text_of(PATH, found), changes=changes))
    assert opened(game).lines.session.records == session.records
    assert opened(game, kept=True).lines.session.records == session.records
    closed(replace(game, changes=()), "changed")


def test_kept_text_that_is_another_is_told() -> None:
    text = replace(SAVED.text, files={**SAVED.text.files, PATH.name: "format: 1"})
    assert not closed(replace(SAVED, text=text), "scenario", kept=True).kept
    other = PATH.read_text().replace("hedging: 1.2", "hedging: 1.3")
    text = replace(SAVED.text, files={**SAVED.text.files, PATH.name: other})
    assert not closed(replace(SAVED, text=text), "changed", kept=True).kept
    closed(replace(SAVED, text=replace(SAVED.text, files={})), "scenario", kept=True)


@pytest.mark.parametrize("name", ["../up.yaml", "/etc/passwd", "..", ".", "a/b.yaml", "x\0.yaml", ""])
def test_kept_files_stay_in_their_folder(name: str) -> None:
    text = replace(SAVED.text, path="", name=name, files={name: "format: 1"})
    closed(replace(SAVED, text=text), "scenario")


def test_other_rules_can_be_read_and_not_played() -> None:
    game = replace(SAVED, rules=RULES_VERSION + 1)
    found = closed(game, "rules")
    assert "can be read, not played on" in found.sentence
    assert [len(game.records(at)) for at in range(3)] == [4, 3, 1]
    assert set(game.lines[0].scores[-1]) == set(WORLD.names.actors)


def test_a_game_that_comes_out_differently_is_told() -> None:
    first = SAVED.lines[0]
    turns = (first.turns[0], replace(first.turns[1], digest="0" * 32), *first.turns[2:])
    found = closed(replace(SAVED, lines=(replace(first, turns=turns), *SAVED.lines[1:])), "differs")
    assert "turn 2, end, state" in found.sentence


def test_a_policy_that_is_no_more_is_told() -> None:
    line = replace(SAVED.lines[0], seats={**SEATS, "quill": "oracle"})
    found = opened(replace(SAVED, lines=(line, *SAVED.lines[1:])))
    assert "There is no policy 'oracle' for quill." in found.notes[0]


@pytest.mark.parametrize(
    "strange",
    [
        OpenTurn(True, (Order("atlantis", "wind_park", "oro"),), ()),
        OpenTurn(True, (Order("halmar", "wind_pork", "oro"),), ()),
        OpenTurn(True, (Order("halmar", "wind_park", "oro"),) * 9, ()),
        OpenTurn(True, (), (Answer("oro", "nobody", "accept", slot=1),)),
        OpenTurn(True, (), (Answer("oro", "vesk", "accept", slot=1),)),
        OpenTurn(False, (Order("halmar", "wind_park", "orro"),), ()),
        OpenTurn(False, (WIND,) * 9, (Answer("oro", "vesk", "accept", slot=1),)),
    ],
)
def test_an_open_turn_that_does_not_fit_is_left_out_and_told(strange: OpenTurn) -> None:
    found = opened(replace(SAVED, lines=(replace(SAVED.lines[0], open=strange),), current=0))
    assert "left out" in found.notes[0]
    assert found.lines.session.number == 4
    play_out(found.lines.session)
