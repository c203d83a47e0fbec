"""What tells scenarios apart: the digest of a play sees every id, number and choice, and no text."""

from dataclasses import replace

import pytest

from game.scenario.bases import Bases
from game.scenario.digests import digest_of, first_change, play_digest_of
from game.scenario.load import load
from game.scenario.schema import Scenario
from game.scenario.translation import in_language, texts_of
from game.sim.what_if import with_number
from tests.engine.stage import SCENARIOS, SHIPPED, changed, scenario_of

HARBOURS = scenario_of("two-harbours")


def played(scenario: Scenario) -> str:
    return play_digest_of(scenario, scenario.length)


@pytest.mark.parametrize("name", SHIPPED)
def test_no_text_is_seen(name: str) -> None:
    scenario = scenario_of(name)
    other = in_language(scenario, {path: f"{text}." for path, text in texts_of(scenario).items()})
    assert other.title == f"{scenario.title}."
    assert played(other) == played(scenario)
    assert digest_of(other, scenario.length) != digest_of(scenario, scenario.length)
    assert first_change(scenario, other) == ""


def test_no_quote_and_no_source_is_seen() -> None:
    actors = {name: replace(actor, evidence=()) for name, actor in HARBOURS.actors.items()}
    other = replace(HARBOURS, sources={}, actors=actors, doubts="")
    assert played(other) == played(HARBOURS)


def test_numbers_are_seen_and_named() -> None:
    loaded = load(SCENARIOS / "two-harbours.yaml")
    paths = [path for path in Bases(loaded).paths if path[0] not in ("places", "map")]
    assert len(paths) > 200
    for path in paths[::5]:
        other = with_number(HARBOURS, path, 0.123)
        assert played(other) != played(HARBOURS), path
        assert first_change(HARBOURS, other).startswith(f"{'.'.join(path)} was "), path


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        ("time.first", "2030-Q1", "time.first was '2031-Q1' and is '2030-Q1'"),
        ("length", "three", "length was 'six' and is 'three'"),
        ("levers.wind_park.consent", False, "levers.wind_park.consent was True and is False"),
        ("levers.wind_park.by", (), "levers.wind_park.by is another"),
        ("levers.wind_park.effects", (), "levers.wind_park.effects is another"),
        ("actors.oro.policy", "idle", "actors.oro.policy was 'harbour_council' and is 'idle'"),
        ("actors.oro", HARBOURS.actors["halmar"], "actors.oro is another"),
    ],
)
def test_every_choice_is_seen_and_named(path: str, value: object, told: str) -> None:
    other = changed(HARBOURS, path, value)
    assert played(other) != played(HARBOURS)
    assert first_change(HARBOURS, other) == told


def test_ids_and_their_order_are_seen_and_named() -> None:
    backwards = replace(HARBOURS, actors=dict(reversed(HARBOURS.actors.items())))
    assert played(backwards) != played(HARBOURS)
    assert first_change(HARBOURS, backwards) == "actors stand in another order"
    fewer = replace(HARBOURS, claims={})
    gone = next(iter(HARBOURS.claims))
    assert played(fewer) != played(HARBOURS)
    assert first_change(HARBOURS, fewer) == f"claims has no {gone!r} any more"
    assert first_change(fewer, HARBOURS) == f"claims has {gone!r} now"


def test_every_length_has_its_own() -> None:
    assert len({play_digest_of(HARBOURS, length) for length in HARBOURS.lengths}) == len(HARBOURS.lengths)
