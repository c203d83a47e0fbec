"""Names never cover each other, never leave the picture, and stand where they belong."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pygame import Rect

from game.ui.map.labels import Layout, Variant, Wish, beside, overlaps
from game.ui.map.lens import look
from game.ui.map.picture import Badge, MapPicture
from game.ui.map.view import MapView
from game.ui.theme import DARK
from tests.ui.map.hand import NAMES, scene_of, view_of


def crowded(name: str, lens: str = "influence") -> MapPicture:
    """Return a picture with everything on it that can be written."""
    scene = scene_of(name)
    picture = look(lens, scene)
    docks = tuple(replace(dock, note="3 offers") for dock in picture.docks)
    return replace(picture, badges=dict.fromkeys(scene.world.names.states, Badge("check", "good")), docks=docks)


def check(view: MapView, room: Rect) -> None:
    names = view.names
    assert names is not None
    badges = [item.badge for item in names.items if item.badge is not None]
    boxes = [*names.boxes(), *badges]
    assert overlaps(boxes) == 0
    for x, y, w, h in boxes:
        assert x >= room.x
        assert y >= room.y
        assert x + w <= room.right
        assert y + h <= room.bottom


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("size", "scale", "text"), [
    ((640, 400), 0.5, 1.0), ((960, 540), 0.675, 1.0), ((640, 400), 0.5, 2.0), ((590, 245), 0.75, 1.34),
])  # fmt: skip
def test_nothing_covers_anything(name: str, size: tuple[int, int], scale: float, text: float) -> None:
    view = view_of(name, crowded(name), size, scale=scale, text_scale=text)
    check(view, Rect((0, 0), size))
    if text == 1.0:
        items = view.names.items if view.names else ()
        assert {item.key for item in items if item.kind == "state"} == set(scene_of(name).world.names.states)


@pytest.mark.parametrize("factor", [1.7, 3.0, 8.0])
def test_nothing_covers_anything_near_by(factor: float) -> None:
    size = (640, 400)
    view = view_of("central-asia-2024", crowded("central-asia-2024", "corridors"), size, DARK, text_scale=1.4)
    for at in ((320, 200), (500, 280), (140, 330)):
        view.go_home()
        view.zoom(factor, at)
        view.settle()
        check(view, Rect((0, 0), size))


def test_names_keep_off_panels() -> None:
    size, clear = (640, 400), Rect(8, 40, 450, 260)
    view = view_of("central-asia-2024", crowded("central-asia-2024"), size, text_scale=1.0, clear=clear)
    panel = Rect(150, 100, 130, 100)
    view.cover([panel])
    view.settle()
    check(view, clear)
    assert view.names is not None
    assert not any(panel.colliderect(Rect(*map(round, box))) for box in view.names.boxes())


def test_the_name_of_a_state_stands_in_it_or_is_led_to_it() -> None:
    view = view_of("central-asia-2024", crowded("central-asia-2024"), (640, 400), text_scale=1.0)
    assert view.names is not None
    for item in view.names.items:
        if item.kind == "state" and item.leader is None:
            x, y, w, h = item.box
            hit = view.hit((round(x + w / 2), round(y + h / 2)))
            assert hit is not None
            assert hit == ("state", item.key) or hit.kind == "corridor"


def test_no_line_to_a_name_crosses_another_name() -> None:
    for size in ((640, 400), (590, 320), (480, 300)):
        view = view_of("central-asia-2024", crowded("central-asia-2024"), size, text_scale=1.0)
        assert view.names is not None
        led = [item for item in view.names.items if item.kind == "state" and item.leader is not None]
        for item in led:
            assert item.leader is not None
            start, end = np.asarray(item.leader)
            ways = np.linspace(start, end, 20)
            for other in view.names.items:
                if other.kind == "state" and other.key != item.key:
                    x, y, w, h = other.box
                    inside = (ways[:, 0] > x) & (ways[:, 0] < x + w) & (ways[:, 1] > y) & (ways[:, 1] < y + h)
                    assert not inside.any(), (size, item.key, other.key)


def test_a_state_that_is_hardly_seen_is_not_named_elsewhere() -> None:
    view = view_of("central-asia-2024", crowded("central-asia-2024"), (640, 400), text_scale=1.0)
    view.zoom(5.0, (380, 280))
    view.settle()
    assert view.names is not None
    written = {item.key for item in view.names.items if item.kind == "state"}
    assert "turkmenistan" not in written
    assert "kyrgyzstan" in written


def test_docks_stay_where_they_are_while_the_map_moves() -> None:
    view = view_of("central-asia-2024", crowded("central-asia-2024"), (640, 400), text_scale=1.4)
    before = {power: view.dock(power) for power in ("japan", "china", "russia")}
    assert all(before.values())
    view.zoom(3.0, (360, 270))
    view.settle()
    assert {power: view.dock(power) for power in before} == before


def test_docks_lie_in_the_direction_of_their_powers() -> None:
    view = view_of("central-asia-2024", crowded("central-asia-2024"), (640, 400), text_scale=1.0)
    japan, china, russia = (view.dock(power) for power in ("japan", "china", "russia"))
    assert japan is not None
    assert china is not None
    assert russia is not None
    assert japan.right > 600
    assert china.right > 600
    assert japan.y < china.y
    assert russia.y < 50
    assert russia.x < 320


@given(st.lists(st.tuples(st.floats(0, 400), st.floats(0, 300), st.integers(5, 90), st.integers(5, 40)), max_size=30))
@settings(max_examples=60)
def test_a_layout_never_overlaps_and_never_overflows(wishes: list[tuple[float, float, int, int]]) -> None:
    layout = Layout((10.0, 10.0, 380.0, 280.0))
    found = [
        layout.place(Wish(str(i), (Variant(0, (w, h), beside((x, y), (w, h), 6.0)),)))
        for i, (x, y, w, h) in enumerate(wishes)
    ]
    boxes = [one.box for one in found if one is not None]
    assert overlaps(boxes) == 0
    assert all(x >= 10 and y >= 10 and x + w <= 390 and y + h <= 290 for x, y, w, h in boxes)
