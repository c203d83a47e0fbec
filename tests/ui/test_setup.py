"""The choices before a game: scenarios, seats, lengths."""

import os
from pathlib import Path

import pytest

from game.scenario.library import shipped, shipped_paths
from game.ui.match import PERSON
from game.ui.setup import Setup, read_card
from tests.ui.matches import scenario_path


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A scenario of one's own, with what lies beside it."""
    source = scenario_path("two-harbours")
    for name in ("two-harbours.txt", "two-harbours.map.json"):
        (tmp_path / name).write_bytes((source.parent / name).read_bytes())
    path = tmp_path / "mine.yaml"
    path.write_bytes(source.read_bytes())
    return path


def _rewrite(path: Path, text: str) -> None:
    """Write a file so that its time differs, however coarse the clock of the file system is."""
    path.write_text(text, encoding="utf-8")
    stamp = path.stat().st_mtime_ns + 1_000_000_000
    os.utime(path, ns=(stamp, stamp))


def test_the_shipped_scenarios_are_listed_with_the_flagship_first() -> None:
    setup = Setup()
    assert [card.path for card in setup.cards] == list(shipped_paths())
    assert setup.card is not None
    assert setup.card.path == shipped()["central-asia-2024"]
    assert all(card.scenario is not None for card in setup.cards)
    assert setup.persons == ("japan",)
    assert setup.seats["china"] == "loans_first"


def test_files_of_before_follow_the_list_and_change_no_choice(mine: Path, tmp_path: Path) -> None:
    setup = Setup([scenario_path("two-harbours")])
    setup.recall([tmp_path / "gone.yaml", mine, mine, scenario_path("two-harbours"), tmp_path])
    assert [card.path for card in setup.cards] == [scenario_path("two-harbours"), mine]
    assert setup.chosen == 0
    alone = Setup([])
    alone.recall([mine])
    assert alone.persons == ("halmar",)
    assert alone.add(mine) == 0
    assert len(alone.cards) == 1


def test_choosing_takes_the_scenarios_own_seats_and_length() -> None:
    setup = Setup()
    setup.teams["japan"] = "Team Aoi"
    setup.choose(2)
    assert setup.length == "six"
    assert setup.persons == ("halmar",)
    assert not setup.teams
    assert setup.world is not None
    assert setup.world.turns == 6
    setup.length = "three"
    assert setup.world.turns == 3


def test_policies_begin_with_the_scenarios_choice() -> None:
    setup = Setup()
    assert setup.policies("japan")[0] == "economy_first"
    assert {"idle", "random", "greedy"} < set(setup.policies("japan"))
    assert "loans_first" not in setup.policies("japan")


def test_a_game_begins_as_it_was_chosen() -> None:
    setup = Setup()
    setup.seats["kazakhstan"] = PERSON
    setup.teams["kazakhstan"] = "Team Steppe"
    setup.length, setup.seed = "lesson", 7
    match = setup.begin()
    assert match.persons == ("japan", "kazakhstan")
    assert match.team("kazakhstan") == "Team Steppe"
    assert match.session.seed == 7
    assert match.world.turns == 6


def test_a_broken_file_is_a_card_and_the_others_stay_usable(mine: Path) -> None:
    setup = Setup()
    mine.write_text(mine.read_text(encoding="utf-8").replace("purse:", "purrse:", 1), encoding="utf-8")
    at = setup.add(mine)
    assert setup.chosen == at
    assert setup.card is not None
    assert setup.card.scenario is None
    assert setup.card.errors[0].place.line > 1
    assert setup.world is None
    assert not setup.policies("halmar")
    setup.choose(0)
    assert setup.world is not None


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"[" * 5000, b"a: 1\n", b"format: 1\n"])
def test_nothing_in_a_file_keeps_it_from_being_listed(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "odd.yaml"
    path.write_bytes(content)
    assert read_card(path).errors


def test_a_mended_file_is_read_again_and_choices_that_fit_are_kept(mine: Path) -> None:
    good = mine.read_text(encoding="utf-8")
    setup = Setup([mine])
    setup.seats["oro"] = PERSON
    setup.teams["oro"] = "Team Oro"
    setup.length = "three"
    assert not setup.refresh()
    _rewrite(mine, good.replace("start: 0.4 bn USD", "start: 0.5 bn USD", 1))
    assert setup.refresh()
    assert setup.seats["oro"] == PERSON
    assert setup.teams == {"oro": "Team Oro"}
    assert setup.length == "three"
    mine.write_text("format: [", encoding="utf-8")
    assert setup.refresh()
    assert setup.card is not None
    assert setup.card.scenario is None
    mine.write_text(good, encoding="utf-8")
    assert setup.refresh()
    assert setup.world is not None


def test_a_change_of_what_a_variant_extends_is_seen(mine: Path) -> None:
    variant = mine.with_name("variant.yaml")
    variant.write_text("extends: mine.yaml\nid: variant\ntitle: Mine, again\n", encoding="utf-8")
    setup = Setup([variant])
    assert setup.world is not None, setup.cards[0].loaded.report
    _rewrite(mine, mine.read_text(encoding="utf-8").replace("purse:", "purrse:", 1))
    assert setup.refresh()
    assert setup.world is None


def test_a_change_of_a_translation_is_seen_also_by_a_relative_path(mine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(mine.parent)
    translation = Path("translations") / f"{mine.stem}.ru.yaml"
    translation.parent.mkdir()
    translation.write_text("title: Две гавани\n", encoding="utf-8")
    setup = Setup([Path(mine.name)])
    assert not setup.refresh()
    _rewrite(translation, "title: Две тихие гавани\n")
    assert setup.refresh()


def test_a_file_that_is_gone_is_said_and_one_that_comes_back_is_read(mine: Path) -> None:
    setup = Setup([mine])
    text = mine.read_bytes()
    mine.unlink()
    assert setup.refresh()
    assert setup.world is None
    mine.write_bytes(text)
    assert setup.refresh()
    assert setup.world is not None


def test_opening_a_file_twice_lists_it_once(mine: Path) -> None:
    setup = Setup()
    before = len(setup.cards)
    assert setup.add(mine) == setup.add(mine.parent / "." / mine.name) == before
    assert len(setup.cards) == before + 1


def test_without_scenarios_there_is_nothing_to_choose() -> None:
    setup = Setup([])
    assert setup.card is None
    assert setup.world is None
    assert not setup.refresh()
