"""The shapes of a scenario's states on a page: the atlas's, its own, or circles where nothing is known."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from game.report.fan_chart import apart
from game.report.outlines import Outlines, outlines_of
from game.scenario.load import load
from game.scenario.schema import Scenario


def loaded(name: str) -> tuple[Scenario, Path]:
    found = load(name)
    assert found.scenario is not None
    return found.scenario, found.path.parent


def extent(path: str) -> tuple[float, float, float, float]:
    numbers = [float(number) for number in re.findall(r"-?\d+\.\d", path)]
    return min(numbers[::2]), max(numbers[::2]), min(numbers[1::2]), max(numbers[1::2])


def inside(drawn: Outlines) -> bool:
    return all(0 <= x <= drawn.width and 0 <= y <= drawn.height for x, y in drawn.labels.values())


@pytest.mark.parametrize("name", ["two-harbours", "central-asia-2024", "central-asia-2024-mongolia"])
def test_every_state_has_a_shape_and_a_name_in_the_picture(name: str) -> None:
    scenario, folder = loaded(name)
    drawn = outlines_of(scenario, folder)
    assert drawn is not None
    states = [key for key, actor in scenario.actors.items() if actor.kind == "state"]
    assert list(drawn.states) == list(drawn.labels) == states
    assert all(path.startswith("M") and path.endswith("Z") for path in drawn.states.values())
    assert inside(drawn)


def test_north_is_above_and_east_is_right() -> None:
    drawn = outlines_of(*loaded("central-asia-2024"))
    assert drawn is not None
    assert drawn.labels["kazakhstan"][1] < drawn.labels["turkmenistan"][1]
    assert drawn.labels["turkmenistan"][0] < drawn.labels["kyrgyzstan"][0]


def test_states_without_shapes_are_circles_that_do_not_touch() -> None:
    scenario, _ = loaded("two-harbours")
    drawn = outlines_of(replace(scenario, map_=replace(scenario.map_, shapes="", frame=None)), None)
    assert drawn is not None
    boxes = [extent(path) for path in drawn.states.values()]
    widths = [right - left for left, right, _, _ in boxes]
    assert max(widths) - min(widths) < 0.1 * max(widths)
    assert inside(drawn)


def test_nothing_is_drawn_where_nothing_is_known() -> None:
    scenario, _ = loaded("two-harbours")
    bare = replace(scenario, map_=replace(scenario.map_, shapes=""), places={})
    assert outlines_of(bare, None) is None


@pytest.mark.parametrize(
    ("places", "moved"),
    [
        ([10.0, 50.0], [10.0, 50.0]),
        ([10.0, 12.0], [10.0, 25.0]),
        ([12.0, 10.0], [25.0, 10.0]),
        ([95.0, 96.0, 97.0], [70.0, 85.0, 100.0]),
    ],
)
def test_labels_lie_apart(places: list[float], moved: list[float]) -> None:
    assert apart(places, 15.0, 100.0) == moved


def test_islands_on_both_sides_of_the_date_line_are_neighbours() -> None:
    scenario, _ = loaded("two-harbours")
    places = {
        key: replace(place, longitude=(place.longitude + 18.0 + 360.0) % 360.0 - 180.0)
        for key, place in scenario.places.items()
    }
    here = outlines_of(replace(scenario, map_=replace(scenario.map_, shapes="", frame=None)), None)
    there = outlines_of(replace(scenario, places=places, map_=replace(scenario.map_, shapes="", frame=None)), None)
    assert here is not None
    assert there is not None
    for state, label in here.labels.items():
        assert there.labels[state] == pytest.approx(label, abs=0.2)
        assert extent(there.states[state]) == pytest.approx(extent(here.states[state]), abs=0.5)
