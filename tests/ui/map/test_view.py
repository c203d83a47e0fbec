"""The map on the screen: pointing, moving, recolouring, and never keeping anybody waiting."""

import time
from dataclasses import replace

import numpy as np
import pygame
import pytest
from pygame import Rect

from game.ui.map.lens import LENSES, look
from game.ui.map.picture import Badge, Flow, MapPicture, Route, Travel
from game.ui.map.view import Hit, MapView
from game.ui.theme import DARK, LIGHT, THEMES, contrast
from tests.ui.map.hand import NAMES, atlas_of, scene_of, view_of

ASIA = "central-asia-2024"


def shot(view: MapView, seconds: float | None = None) -> "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]":
    surface = pygame.Surface((view.rect.right, view.rect.bottom))
    view.draw_still(surface)
    if seconds is not None:
        view.draw_live(surface, seconds)
    return pygame.surfarray.array3d(surface)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("lens", LENSES)
def test_every_lens_is_drawn(lens: str, theme: str) -> None:
    picture = replace(look(lens, scene_of(ASIA)), selected="kyrgyzstan")
    view = view_of(ASIA, picture, (320, 200), THEMES[theme], scale=0.3, text_scale=3.4)
    assert len(np.unique(shot(view, 0.5).reshape(-1, 3), axis=0)) > 2000


@pytest.mark.parametrize("name", NAMES)
def test_pointing_at_a_state(name: str) -> None:
    view = view_of(name, look("influence", scene_of(name)), (640, 400), text_scale=1.0)
    for state, box in view.state_boxes().items():
        anchor = view.anchor(state)
        assert anchor is not None
        assert box.inflate(4, 4).collidepoint(anchor)
    first = next(iter(atlas_of(name).powers))
    dock = view.dock(first)
    assert dock is not None
    assert view.hit(dock.center) == Hit("dock", first)
    assert view.hit((-5, 20)) is None


def test_pointing_at_holes_and_enclaves() -> None:
    view = view_of(ASIA, MapPicture(), (640, 400), text_scale=1.0)
    view.zoom(6, at(view, 71.1, 40.0))
    view.settle()
    assert view.hit(at(view, 71.07, 39.95)) == Hit("state", "uzbekistan")  # Sokh, inside Kyrgyzstan
    assert view.hit(at(view, 71.6, 40.0)) == Hit("state", "kyrgyzstan")
    view.go_home()
    view.settle()
    assert view.hit(at(view, 51.0, 41.5)) is None  # the Caspian
    assert view.hit(at(view, 60.0, 35.0)) is None  # a neighbour


def at(view: MapView, longitude: float, latitude: float) -> tuple[int, int]:
    x, y = view.camera.pixels(view._studio.shapes.projection.plane([[longitude, latitude]]))[0]
    return round(float(x)), round(float(y))


def test_pointing_at_a_corridor() -> None:
    view = view_of(ASIA, look("corridors", scene_of(ASIA)), (640, 400), text_scale=1.0)
    assert view.hit(at(view, 51.2, 43.65)) == Hit("corridor", "trans_caspian")
    quiet = view_of(ASIA, look("influence", scene_of(ASIA)), (640, 400), text_scale=1.0)
    assert quiet.hit(at(quiet, 55.2, 45.32)) == Hit("state", "kazakhstan")  # corridors in the background are no targets


def test_what_is_pointed_at_stays_the_same_while_the_map_moves() -> None:
    view = view_of(ASIA, MapPicture(), (640, 400), text_scale=1.0)
    spot = at(view, 66.0, 48.0)
    view.zoom(3, spot)
    for _ in range(12):
        view.advance(0.02)
        assert view.hit(spot) == Hit("state", "kazakhstan")
    view.settle()
    assert view.hit(spot) == Hit("state", "kazakhstan")


def test_the_map_may_lie_anywhere_on_the_screen() -> None:
    view = view_of(ASIA, look("influence", scene_of(ASIA)), (640, 400))
    before, here = shot(view), view.hit((320, 160))
    view.resize(Rect(100, 50, 640, 400))
    view.settle()
    assert view.hit((420, 210)) == here
    after = shot(view)[100:, 50:]
    assert np.abs(after.astype(int) - before).mean() < 0.5


def test_a_recolour_changes_the_fill_and_leaves_the_neighbours() -> None:
    view = view_of(ASIA, look("influence", scene_of(ASIA)), (640, 400), plain=True)
    before = shot(view)
    view.show(look("dependence", scene_of(ASIA, power="china")))
    view.settle()
    after = shot(view)
    x, y = at(view, 66.0, 49.0)
    assert np.abs(after[x, y].astype(int) - before[x, y]).sum() > 30
    x, y = at(view, 60.5, 34.6)
    assert (after[x, y] == before[x, y]).all()


def test_colours_fade_over_and_do_not_jump() -> None:
    view = view_of(ASIA, look("influence", scene_of(ASIA)), (640, 400), plain=True)
    x, y = at(view, 66.0, 49.0)
    seen = [shot(view)[x, y].astype(int)]
    view.show(look("dependence", scene_of(ASIA, power="china")))
    view._workshop.wait()
    for _ in range(12):
        assert view.advance(0.04) or len(seen) >= 8
        seen.append(shot(view)[x, y].astype(int))
    steps = np.abs(np.diff(np.array(seen), axis=0)).sum(axis=1)
    whole = np.abs(seen[-1] - seen[0]).sum()
    assert steps.max() < 0.35 * whole
    assert view.resting


def test_contested_fills_survive_in_grey() -> None:
    """Stripes must be seen without any colour: light and dark pixels stand apart inside one state."""
    grey = np.array([0.2126, 0.7152, 0.0722])
    for theme in (LIGHT, DARK):
        plain = look("balance", scene_of(ASIA))
        flat = replace(plain, fills={"kazakhstan": replace(plain.fills["kazakhstan"], hue="blue", strength=0.6)})
        hatched = replace(flat, fills={"kazakhstan": replace(flat.fills["kazakhstan"], over="orange", hatched=True)})
        spread = []
        for picture in (flat, hatched):
            view = view_of(ASIA, picture, (640, 400), theme, plain=True)
            x, y = at(view, 66.0, 49.0)
            spread.append(float((shot(view)[x - 20 : x + 20, y - 20 : y + 20] @ grey).std()))
        assert spread[1] > spread[0] + 6


def test_dashes_run_only_where_goods_do() -> None:
    for state, runs in (("running", True), ("building", False), ("planned", False), ("halted", False)):
        picture = MapPicture(routes=(Route("trans_caspian", state, width=0.8),))  # type: ignore[arg-type]
        view = view_of(ASIA, picture, (640, 400))
        assert (shot(view, 0.0) != shot(view, 0.2)).any() == runs


def test_calm_and_no_motion_keep_dashes_still() -> None:
    picture = look("dependence", scene_of(ASIA))
    for motion in ("calm", "none"):
        view = view_of(ASIA, picture, (640, 400), motion=motion)
        assert (shot(view, 0.0) == shot(view, 0.7)).all()
        view.zoom(2)
        assert view.camera.zoom == pytest.approx(2)


def test_offers_travel_from_the_dock_to_the_state() -> None:
    view = view_of(ASIA, look("influence", scene_of(ASIA)), (640, 400), text_scale=1.0)
    dock, end = view.dock("japan"), view.anchor("kazakhstan")
    assert dock is not None
    assert end is not None
    empty = shot(view, 0.0)
    places = []
    for progress in (0.05, 0.5, 1.0):
        view.travel([Travel("japan", "kazakhstan", progress)])
        changed = np.argwhere((shot(view, 0.0) != empty).any(axis=2))
        places.append(float(np.hypot(*(changed - end).T).min()))
    assert places[0] > places[1] > places[2]
    view.travel([])
    assert (shot(view, 0.0) == empty).all()


def test_a_pulse_passes() -> None:
    view = view_of(ASIA, look("influence", scene_of(ASIA)), (640, 400))
    empty = shot(view, 0.0)
    view.pulse(["kazakhstan"])
    view.advance(0.2)
    assert (shot(view, 0.0) != empty).any()
    view.advance(5.0)
    assert (shot(view, 0.0) == empty).all()


def test_unknown_names_in_a_picture_do_no_harm() -> None:
    picture = MapPicture(
        notes={"nowhere": "?"}, badges={"nowhere": Badge("check")}, routes=(Route("none"),), selected="nowhere",
        flows=(Flow("nobody", "nowhere"),),
    )  # fmt: skip
    view = view_of(ASIA, picture, (320, 200))
    view.travel([Travel("nobody", "nowhere", 0.5)])
    view.pulse(["nowhere"])
    shot(view, 0.1)
    assert view.anchor("nowhere") is None
    assert view.dock("nobody") is None


def test_a_tiny_map_is_drawn() -> None:
    for size in ((100, 72), (9, 7), (2, 2)):
        view = view_of(ASIA, look("influence", scene_of(ASIA)), size, scale=0.25, plain=True)
        assert shot(view).shape[:2] == size


def test_no_frame_waits_for_a_picture() -> None:
    """While the thread draws, frames go on; measured against a share of the time, as machines differ."""
    view = view_of(ASIA, look("influence", scene_of(ASIA)), (960, 600), scale=0.75, text_scale=1.0)
    surface = pygame.Surface((960, 600))
    view.draw_still(surface)
    view.zoom(2.5, (600, 370))
    longest, frames = 0.0, 0
    while not view.resting:
        start = time.perf_counter()
        if view.advance(1 / 60):
            view.draw_still(surface)
        view.draw_live(surface, start)
        longest, frames = max(longest, time.perf_counter() - start), frames + 1
        time.sleep(0.005)
    assert frames > 10
    assert longest < 0.25  # 100 ms on a machine that does nothing else: benchmarks/ui.py


def test_colours_of_names_can_be_read() -> None:
    for theme in THEMES.values():
        for ink, grounds in (("water_ink", ("sea", "shore", "lake")), ("neighbour_ink", ("land",)), ("ink", ("halo",))):
            for ground in grounds:
                assert contrast(getattr(theme, ink), getattr(theme, ground)) >= 4.5


def test_in_a_window_of_another_size_the_map_is_there_at_once() -> None:
    view = view_of(ASIA, look("influence", scene_of(ASIA)), (320, 200), scale=0.3, plain=True)
    before = len(np.unique(shot(view).reshape(-1, 3), axis=0))
    view.resize(Rect(0, 0, 400, 260))
    view._fetch()
    stretched = shot(view)
    assert len(np.unique(stretched.reshape(-1, 3), axis=0)) > before / 2
    view.settle()
    sharp = shot(view)
    assert np.abs(sharp.astype(float) - stretched).mean() < 20  # everything lies where it lay
    other = MapView(atlas_of(ASIA), LIGHT, scale=0.35, plain=True)
    other.take_over(view)
    other.resize(Rect(0, 0, 420, 270))
    assert len(np.unique(shot(other).reshape(-1, 3), axis=0)) > before / 2
