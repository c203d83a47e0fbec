"""Recorded games come out as they were, and read as they did."""

from itertools import zip_longest

import pytest

from game.report.chronicle import chronicle
from game.sim.replay import Replay, play_again, verify
from game.sim.replay_file import load_replay
from tests.engine.stage import world_of
from tests.golden.record import FOLDER, GAMES, README, shown_turn, with_turn

AGAIN = "If that was meant, run: python -m tests.golden.record"


@pytest.mark.parametrize("name", GAMES)
def test_the_game_comes_out_as_recorded(name: str) -> None:
    replay = load_replay(FOLDER / f"{name}.json")
    assert isinstance(replay, Replay), replay
    difference = verify(replay, world_of(replay.scenario, replay.length))
    assert difference is None, f"{difference}\n{AGAIN}"


@pytest.mark.parametrize("name", GAMES)
def test_the_transcript_reads_as_recorded(name: str) -> None:
    replay = load_replay(FOLDER / f"{name}.json")
    assert isinstance(replay, Replay)
    world = world_of(replay.scenario, replay.length)
    if verify(replay, world) is not None:
        pytest.skip("the game itself has changed")
    told = chronicle(play_again(replay, world).game, world).splitlines()
    kept = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    for number, (was, now) in enumerate(zip_longest(kept, told), start=1):
        assert was == now, f"{name}.txt, line {number}\n{AGAIN}"


def test_every_golden_file_belongs_to_a_game() -> None:
    files = {path.name for path in FOLDER.iterdir() if path.suffix in (".json", ".txt")}
    assert files == {f"{name}{suffix}" for name in GAMES for suffix in (".json", ".txt")}


def test_the_readme_shows_a_turn_as_it_is_told() -> None:
    readme = README.read_text(encoding="utf-8")
    assert with_turn(readme, "gone\n") != readme
    assert with_turn(readme, shown_turn()) == readme, AGAIN
