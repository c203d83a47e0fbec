"""A count of other games is kept exactly, and nothing but such a count is taken for one."""

import json
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from game.model.world import World
from game.scenario.library import shipped
from game.scenario.load import load
from game.scenario.schema import Scenario
from game.sim.claims import Claim, compile_claims
from game.sim.forecast_games import GAMES, OtherGames
from game.sim.other_games_file import count_key, keep_count, kept_count
from game.sim.prepare import prepare
from tests.sim.others import all_counted


@cache
def _scenario(name: str) -> Scenario:
    scenario = load(shipped()[name]).scenario
    assert scenario is not None
    return scenario


@cache
def _counted() -> tuple[World, tuple[Claim, ...], OtherGames]:
    world = prepare(_scenario("two-harbours"))
    claims = compile_claims(_scenario("two-harbours"), world)
    return world, claims, all_counted(world, {}, claims)


def _kept(folder: Path) -> Path:
    world, _claims, found = _counted()
    keep_count("key", found, world, {}, folder)
    return folder / "key.json"


def test_what_is_kept_is_what_was_counted(tmp_path: Path) -> None:
    world, claims, found = _counted()
    _kept(tmp_path / "new")
    again = kept_count("key", world, claims, tmp_path / "new")
    assert again is not None
    assert again.finished
    assert (again.played, again.wanted) == (found.played, found.wanted)
    assert list(again.results) == list(found.results)
    for name, result in found.results.items():
        assert replace(again.results[name], claim=result.claim) == result
    assert list(again.scores) == list(found.scores)
    for actor, scores in found.scores.items():
        assert again.scores[actor].dtype == scores.dtype
        assert np.array_equal(again.scores[actor], scores)


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", "null", '{"key": "key", "claims": [], "scores": 1}', "[" * 9999])
def test_a_broken_file_is_as_good_as_none(tmp_path: Path, text: str) -> None:
    world, claims, _found = _counted()
    (tmp_path / "key.json").write_text(text, encoding="utf-8")
    assert kept_count("key", world, claims, tmp_path) is None
    assert kept_count("other", world, claims, tmp_path) is None


@pytest.mark.parametrize("fault", ["key", "met", "more", "mean", "claim", "actor", "short", "text"])
def test_a_file_with_one_wrong_entry_is_as_good_as_none(tmp_path: Path, fault: str) -> None:
    world, claims, _found = _counted()
    path = _kept(tmp_path)
    read = json.loads(path.read_text(encoding="utf-8"))
    claim, actor = claims[0].id, world.names.actors[0]
    if fault in ("met", "more", "mean"):
        read["claims"][claim] = {"met": [0.5, 0.1], "more": [GAMES + 1, 0.1], "mean": [1, "x"]}[fault]
    elif fault == "short":
        read["scores"][actor].pop()
    elif fault == "text":
        read["scores"][actor][0] = "x"
    elif fault == "key":
        read["key"] = "other"
    else:
        del read[{"claim": "claims", "actor": "scores"}[fault]][{"claim": claim, "actor": actor}[fault]]
    path.write_text(json.dumps(read), encoding="utf-8")
    assert kept_count("key", world, claims, tmp_path) is None


def test_what_is_half_counted_or_played_by_strangers_is_not_kept(tmp_path: Path) -> None:
    world, _claims, found = _counted()
    keep_count("half", replace(found, played=found.played - 1), world, {}, tmp_path)
    id_, result = next(iter(found.results.items()))
    stranger = replace(result, claim=replace(result.claim, policies={world.names.actors[0]: "package:policy"}))
    keep_count("stranger", replace(found, results={**found.results, id_: stranger}), world, {}, tmp_path)
    assert not list(tmp_path.iterdir())


def test_old_counts_make_room_and_a_folder_that_cannot_be_is_no_trouble(tmp_path: Path) -> None:
    world, _claims, found = _counted()
    for number in range(45):
        (tmp_path / f"{number}.json").write_text("{}", encoding="utf-8")
    _kept(tmp_path)
    assert len(list(tmp_path.glob("*.json"))) == 40
    (tmp_path / "file").write_text("", encoding="utf-8")
    keep_count("key", found, world, {}, tmp_path / "file" / "folder")


def test_a_key_tells_what_decides_the_numbers_and_nothing_else() -> None:
    scenario = _scenario("central-asia-2024")
    world = prepare(scenario)
    power = world.names.powers[0]
    own = {actor: seat.policy for actor, seat in zip(world.names.actors, world.seats, strict=True)}
    key = count_key(world, own)
    assert key == count_key(world, {**own, power: "person"}) == count_key(world, {})
    assert key != count_key(world, {**own, power: "idle"})
    other = next(length for length in scenario.lengths if length != world.length)
    assert key != count_key(prepare(scenario, other), own)
