"""The map: countries, borders and names, all of one piece."""

import math
from typing import Any

import numpy as np
import pytest

from tests.assets.reading import Points, arcs, area, content, inside, joined, jpeg_size, points, shapes, who

FIVE = ("KAZ", "UZB", "KGZ", "TJK", "TKM")
COUNTRIES = content("map/countries.json")
LAKES = content("map/lakes.json")
RIVERS = content("map/rivers.json")
RELIEF = content("map/relief.json")


def test_the_countries_of_the_region_and_around_it_are_there() -> None:
    around = "CHN RUS JPN MNG AFG IRN AZE GEO ARM TUR PAK IND KOR PRK TWN UKR"
    assert {*FIVE, *around.split()} <= shapes().keys()
    assert all(len(country["iso"]) == 3 and country["name"] for country in COUNTRIES["countries"])
    assert len(shapes()) == len(COUNTRIES["countries"])


@pytest.mark.parametrize("iso", sorted(shapes()))
def test_rings_are_closed_and_turned_the_right_way_and_holes_lie_inside(iso: str) -> None:
    for outer, *holes in shapes()[iso]:
        for ring in (outer, *holes):
            assert len(ring) >= 4
            assert (ring[0] == ring[-1]).all()
            assert (np.diff(ring, axis=0) != 0).any(axis=1).all()
        assert area(outer) > 0
        for hole in holes:
            assert area(hole) < 0
            assert all(inside([outer], *corner) or _on(outer, corner) for corner in hole)


def _on(ring: Points, corner: Points) -> bool:
    return bool((ring == corner).all(axis=1).any())


def test_every_arc_serves_and_a_shared_one_is_run_both_ways() -> None:
    uses: dict[int, list[tuple[bool, str]]] = {}
    for country in COUNTRIES["countries"]:
        for i in (i for polygon in country["polygons"] for ring in polygon for i in ring):
            uses.setdefault(max(i, ~i), []).append((i >= 0, country["iso"]))
    assert sorted(uses) == list(range(len(arcs())))
    for sides in uses.values():
        assert len(sides) <= 2
        assert len({way for way, _ in sides}) == len(sides)


@pytest.mark.parametrize(
    "pair",
    [
        "KAZ RUS", "CHN KAZ", "KAZ KGZ", "KAZ TKM", "KAZ UZB", "TKM UZB", "KGZ UZB", "TJK UZB", "AFG UZB", "KGZ TJK",
        "CHN KGZ", "CHN TJK", "AFG TJK", "AFG TKM", "IRN TKM", "CHN MNG", "MNG RUS", "AZE GEO", "CHN RUS",
    ],
)  # fmt: skip
def test_neighbours_share_their_border(pair: str) -> None:
    one, other = pair.split()
    (border,) = [border for border in COUNTRIES["borders"] if border["between"] == [one, other]]
    rings = [ring for iso in (one, other) for polygon in shapes()[iso] for ring in polygon]
    corners = {tuple(corner) for ring in rings for corner in ring}
    for line in border["lines"]:
        assert len(joined(line)) >= 2
        assert {tuple(corner) for corner in joined(line)} <= corners


def test_borders_and_coasts_are_every_arc_once() -> None:
    lines = [line for edge in (*COUNTRIES["borders"], *COUNTRIES["coasts"]) for line in edge["lines"]]
    assert sorted(max(i, ~i) for line in lines for i in line) == list(range(len(arcs())))
    ends = [np.hypot(*(joined(line[:k])[-1] - joined(line[k:])[0])) for line in lines for k in range(1, len(line))]
    assert max(ends) == 0


@pytest.mark.parametrize(
    ("place", "x", "y", "owner"),
    [
        ("Astana", 71.45, 51.18, "KAZ"), ("Tashkent", 69.24, 41.30, "UZB"), ("Bishkek", 74.60, 42.87, "KGZ"),
        ("Dushanbe", 68.78, 38.55, "TJK"), ("Ashgabat", 58.38, 37.95, "TKM"), ("Beijing", 116.4, 39.9, "CHN"),
        ("Moscow", 37.62, 55.75, "RUS"), ("Tokyo", 139.4, 35.7, "JPN"), ("Ulaanbaatar", 106.9, 47.9, "MNG"),
        ("Baikonur", 63.3, 45.9, "KAZ"), ("Simferopol", 34.1, 45.0, "UKR"), ("Donetsk", 37.8, 48.0, "UKR"),
        ("Sukhumi", 41.2, 43.05, "GEO"), ("Stepanakert", 46.75, 39.85, "AZE"), ("Taipei", 121.4, 24.8, "TWN"),
        ("Srinagar", 74.8, 34.1, "IND"), ("Aksai Chin", 79.5, 35.2, "CHN"), ("Iturup", 147.9, 45.1, "RUS"),
    ],
)  # fmt: skip
def test_a_place_lies_where_the_notice_says(place: str, x: float, y: float, owner: str) -> None:
    assert who(x, y) == [owner], place


@pytest.mark.parametrize(
    ("exclave", "x", "y", "owner", "around"),
    [
        ("Sokh", 71.09, 39.98, "UZB", "KGZ"), ("Shohimardon", 71.76, 39.96, "UZB", "KGZ"),
        ("Vorukh", 70.63, 39.83, "TJK", "KGZ"), ("Sarvan", 70.62, 40.96, "TJK", "UZB"),
    ],
)  # fmt: skip
def test_an_exclave_is_a_hole_around_it(exclave: str, x: float, y: float, owner: str, around: str) -> None:
    assert who(x, y) == [owner], exclave
    assert any(inside([outer], x, y) for outer, *_ in shapes()[around])


@pytest.mark.parametrize("country", COUNTRIES["countries"], ids=lambda country: str(country["iso"]))
def test_the_name_of_a_country_stands_on_it(country: dict[str, Any]) -> None:
    assert country["iso"] in who(*country["label"])


def test_the_caspian_is_what_no_country_covers() -> None:
    for x, y in ((51.0, 42.0), (50.5, 39.0), (50.5, 45.8)):
        assert who(x, y) == []
        assert lake_at(x, y) == []


def lake_at(x: float, y: float) -> list[object]:
    return [lake["id"] for lake in LAKES["lakes"] if inside([points(ring) for ring in lake["polygon"]], x, y)]


def test_the_aral_sea_is_what_remains_of_it() -> None:
    assert lake_at(60.7, 46.45) == ["north_aral"]
    assert lake_at(58.6, 45.4) == ["south_aral"]
    for x, y in ((59.8, 44.6), (59.9, 45.3), (60.6, 45.0), (59.3, 44.1)):
        assert lake_at(x, y) == []


def test_lakes_have_closed_rings_and_names_on_the_water() -> None:
    for lake in LAKES["lakes"]:
        rings = [points(ring) for ring in lake["polygon"]]
        assert all(len(ring) >= 4 and (ring[0] == ring[-1]).all() for ring in rings)
        assert area(rings[0]) > 0
        assert all(area(ring) < 0 for ring in rings[1:])
        assert inside(rings, *lake["label"])
    names = [lake["id"] for lake in LAKES["lakes"] if lake["id"]]
    assert len(names) == len(set(names))
    assert {"balkhash", "issyk_kul", "alakol", "zaysan", "sarygamysh", "aydar"} <= set(names)


def test_the_names_of_seas_stand_on_open_water() -> None:
    assert [sea["id"] for sea in LAKES["seas"] if who(*sea["label"])] == []


@pytest.mark.parametrize(
    ("river", "x", "y"),
    [
        ("amu_darya", 67.28, 37.22), ("syr_darya", 65.5, 44.85), ("syr_darya", 69.62, 40.28), ("irtysh", 76.95, 52.29),
        ("irtysh", 73.37, 54.99), ("ural", 51.37, 51.23), ("ural", 51.9, 47.1), ("ili", 77.08, 43.93),
        ("naryn", 76.0, 41.43), ("volga", 46.0, 51.5), ("chu", 74.6, 42.95), ("zeravshan", 66.96, 39.7),
    ],
)  # fmt: skip
def test_a_river_passes_its_towns(river: str, x: float, y: float) -> None:
    (found,) = [entry for entry in RIVERS["rivers"] if entry["id"] == river]
    gaps = [math.hypot(*(corner - (x, y))) for line in found["lines"] for corner in points(line)]
    assert min(gaps) < 0.4


def test_rivers_are_lines_and_say_whether_a_hand_drew_them() -> None:
    assert all(len(points(line)) >= 2 for river in RIVERS["rivers"] for line in river["lines"])
    assert [river["id"] for river in RIVERS["rivers"] if river["basis"] == "hand"] == ["ili", "chu", "zeravshan"]


@pytest.mark.parametrize("sheet", RELIEF["sheets"], ids=lambda sheet: str(sheet["file"]))
def test_a_sheet_of_relief_fills_its_box(sheet: dict[str, Any]) -> None:
    west, south, east, north = sheet["box"]
    scale = sheet["pixels_per_degree"]
    assert jpeg_size(f"map/{sheet['file']}") == tuple(sheet["size"])
    assert sheet["size"] == [(east - west) * scale, (north - south) * scale]


def test_the_fine_sheet_covers_the_five() -> None:
    west, south, east, north = RELIEF["sheets"][-1]["box"]
    corners = np.concatenate([ring for iso in FIVE for polygon in shapes()[iso] for ring in polygon])
    assert (corners.min(axis=0) > (west, south)).all()
    assert (corners.max(axis=0) < (east, north)).all()
