"""The atlas of a scenario, with and without a map section."""

from dataclasses import replace
from itertools import combinations, pairwise
from pathlib import Path

import numpy as np
import pytest
from pygame import Rect

from game.model.fields import specs_of
from game.scenario.actors import Power
from game.scenario.basics import HUES
from game.scenario.compile import compile_world
from game.scenario.load import load, spoken
from game.scenario.maps import Frame, Map
from game.scenario.schema import Scenario
from game.ui.assets import icon_sheets
from game.ui.map.atlas import make_atlas, renamed
from game.ui.map.lens import Scene, look
from game.ui.map.projection import Points
from game.ui.map.view import MapView
from game.ui.theme import HUES as PAINTED
from game.ui.theme import LIGHT, THEMES
from tests.engine.stage import SCENARIOS, scenario_of, world_of
from tests.ui.map.hand import NAMES, atlas_of, begin

BASE = Path(__file__).parents[2] / "scenario" / "bad" / "_base.yaml"


def test_every_hue_of_the_format_can_be_painted() -> None:
    assert HUES == PAINTED
    assert all(tuple(theme.hues) == HUES for theme in THEMES.values())
    assert specs_of(Power)["hue"][0].options == HUES  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", NAMES)
def test_icons_of_levers_exist(name: str) -> None:
    known = icon_sheets()[1]
    assert all(lever.icon in known for lever in scenario_of(name).levers.values() if lever.icon)


@pytest.mark.parametrize("name", NAMES)
def test_shipped_scenarios_are_on_the_map(name: str) -> None:
    atlas = atlas_of(name)
    assert not any(state.iso.startswith("?") for state in atlas.states.values())
    capitals = {place.capital_of for place in atlas.places.values()}
    assert set(atlas.states) <= capitals
    assert all(power.at is not None for power in atlas.powers.values())
    for state in atlas.states.values():
        low, high = atlas.shapes.extent(state.iso) or (None, None)
        assert low is not None
        assert high is not None
        assert atlas.frame.west <= high[0]
        assert low[0] <= atlas.frame.east


def test_powers_without_a_hue_get_different_ones() -> None:
    scenario = scenario_of("central-asia-2024")
    bare = {
        key: replace(actor, hue="blue" if key == "china" else "") if isinstance(actor, Power) else actor
        for key, actor in scenario.actors.items()
    }
    hues = [power.hue for power in make_atlas(replace(scenario, actors=bare)).powers.values()]
    assert len(set(hues)) == len(hues) == 3
    assert hues[list(atlas_of("central-asia-2024").powers).index("china")] == "blue"


def test_without_a_frame_the_states_are_seen() -> None:
    frame = make_atlas(replace(scenario_of("central-asia-2024"), map_=Map())).frame
    assert 40 < frame.west < 47
    assert 86 < frame.east < 92
    assert 33 < frame.south < 36


def test_a_scenario_that_says_nothing_about_maps_has_one() -> None:
    loaded = load(BASE)
    assert loaded.scenario is not None
    world, atlas = compile_world(loaded.scenario), make_atlas(loaded.scenario, BASE.parent)
    begin()
    view = MapView(atlas, LIGHT, scale=0.5, text_scale=2)
    view.resize(Rect(0, 0, 640, 400))
    view.show(look("influence", Scene(world.first_state, world, atlas)))
    view.settle()
    assert set(view.state_boxes()) == {"coast", "hills"}
    boxes = list(view.state_boxes().values())
    assert not boxes[0].colliderect(boxes[1])


def test_what_is_only_looked_at_does_not_reach_the_digest() -> None:
    scenario = scenario_of("two-harbours")
    actors = {k: replace(a, hue="brown", iso="AAA") if isinstance(a, Power) else a for k, a in scenario.actors.items()}
    levers = {key: replace(lever, icon="x") for key, lever in scenario.levers.items()}
    corridors = {key: replace(corridor, path=(), colour_of="") for key, corridor in scenario.corridors.items()}
    other = replace(scenario, map_=Map(), places={}, actors=actors, levers=levers, corridors=corridors)
    assert compile_world(other).digest == compile_world(scenario).digest == world_of("two-harbours").digest
    assert compile_world(replace(scenario, title="Another")).digest != compile_world(scenario).digest


def test_shapes_are_read_from_the_folder_of_the_scenario() -> None:
    assert make_atlas(scenario_of("two-harbours"), SCENARIOS).states["oro"].iso == "ORO"
    assert make_atlas(scenario_of("two-harbours"), None).states["oro"].iso.startswith("?")


def test_the_land_of_a_power_bears_its_name_in_the_language_of_the_scenario() -> None:
    loaded = load(SCENARIOS / "two-harbours.yaml")
    russian = spoken(loaded, "ru")
    assert loaded.scenario is not None
    assert russian is not None
    atlas = renamed(make_atlas(loaded.scenario, SCENARIOS), russian)
    assert (atlas.country("VES"), atlas.country("HAL")) == ("Веск", "Хальмар")
    assert atlas.country("FRA") == "France"  # the catalogue says it in the language


def beyond_the_date_line(framed: bool) -> Scenario:
    """Return the small scenario with its islands west and east of 180 degrees."""
    scenario = scenario_of("two-harbours")
    places = {
        key: replace(place, longitude=(place.longitude + 18.0 + 180.0 + 180.0) % 360.0 - 180.0)
        for key, place in scenario.places.items()
    }
    frame = Frame(west=172.0, south=-33.0, east=187.0, north=-26.0) if framed else None
    return replace(scenario, places=places, map_=Map(frame=frame))


@pytest.mark.parametrize("framed", [True, False])
def test_neighbours_across_the_date_line_stay_neighbours(framed: bool) -> None:
    atlas = make_atlas(beyond_the_date_line(framed))
    for path in atlas.paths.values():
        assert all(abs(one[0] - next_[0]) < 10.0 for one, next_ in pairwise(path))
        assert all(atlas.frame.west - 6.0 < at[0] < atlas.frame.east + 6.0 for at in path)
    assert atlas.frame.east - atlas.frame.west < 20.0


@pytest.mark.parametrize("nearness", [0.1, 1.0])
def test_invented_islands_do_not_touch(nearness: float) -> None:
    scenario = scenario_of("two-harbours")
    actors = {key: replace(actor, iso="") for key, actor in scenario.actors.items()}
    places = {
        key: replace(place, longitude=place.longitude * nearness, latitude=-30.0 + (place.latitude + 30.0) * nearness)
        for key, place in scenario.places.items()
    }
    atlas = make_atlas(replace(scenario, actors=actors, places=places, map_=Map()))
    rings = [np.concatenate([atlas.shapes.ring(r) for r in atlas.shapes.countries[state.iso].rings]) for state in
             atlas.states.values()]  # fmt: skip
    for one, other in combinations(rings, 2):
        assert np.hypot(*(one[:, None] - other[None]).T).min() > 0.0
        assert not inside(one.mean(axis=0), other)
        assert not any(inside(point, other) for point in one)


def inside(point: Points, ring: Points) -> bool:
    """Tell whether a point lies in a ring: a ray to the east crosses it an odd number of times."""
    x, y = ring[:-1].T
    next_x, next_y = ring[1:].T
    crosses = (y > point[1]) != (next_y > point[1])
    at = x + (point[1] - y) * (next_x - x) / np.where(crosses, next_y - y, 1.0)
    return bool(np.count_nonzero(crosses & (at > point[0])) % 2)
