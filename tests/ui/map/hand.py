"""Maps made by hand for tests: worlds that are read once, views of any size."""

from functools import cache

import pygame
from pygame import Rect

from game.model.state import State
from game.ui.map.atlas import Atlas, make_atlas
from game.ui.map.lens import Scene
from game.ui.map.picture import MapPicture
from game.ui.map.view import MapView
from game.ui.theme import LIGHT, Motion, Theme
from tests.engine.stage import SCENARIOS, scenario_of, world_of

NAMES = ("central-asia-2024", "central-asia-2024-mongolia", "two-harbours")


@cache
def atlas_of(name: str) -> Atlas:
    return make_atlas(scenario_of(name), SCENARIOS)


def scene_of(name: str, state: State | None = None, power: str = "", domain: str = "") -> Scene:
    world = world_of(name)
    return Scene(state or world.first_state, world, atlas_of(name), power, domain)


def begin() -> None:
    """Open the window, which is SDL's dummy."""
    pygame.display.init()
    pygame.font.init()
    if pygame.display.get_surface() is None:
        pygame.display.set_mode((64, 64))


def view_of(
    name: str, picture: MapPicture, size: tuple[int, int] = (640, 400), theme: Theme = LIGHT, *, scale: float = 0.5,
    text_scale: float = 2.0, motion: Motion = "full", plain: bool = False, clear: Rect | None = None,
) -> MapView:  # fmt: skip
    begin()
    view = MapView(atlas_of(name), theme, scale=scale, text_scale=text_scale, motion=motion, plain=plain)
    view.show(picture)
    view.resize(Rect((0, 0), size), clear)
    view.settle()
    return view
