"""Hues stay apart on the map as it is drawn, on every ground, for every kind of sight; hatching is as chosen."""

import itertools

import numpy as np
import pygame
import pytest

from game.ui.map.picture import Fill, MapPicture
from game.ui.theme import HATCHES, HATCHINGS, PALETTES, THEMES, Palette, Theme, themed
from tests.ui.map.hand import atlas_of, view_of
from tests.ui.test_theme import SIGHTS, as_seen

ASIA = "central-asia-2024"
_APART = {"standard": 4.0, "strong": 8.0}  # in L*a*b*, where 2.3 can just be seen: the ground shines through fills


def shown(hues: tuple[str, ...], theme: Theme) -> dict[str, "np.ndarray[tuple[int, ...], np.dtype[np.float64]]"]:
    """Return the pixels well inside of the states that are filled with hues, by hue."""
    states = sorted(atlas_of(ASIA).states)
    fills = dict(zip(states, (Fill(hue, 1.0) for hue in hues), strict=False))
    view = view_of(ASIA, MapPicture(fills=fills), (240, 150), theme, scale=0.2, plain=True)
    surface = pygame.Surface((240, 150))
    view.draw_still(surface)
    pixels = pygame.surfarray.array3d(surface).swapaxes(0, 1).astype(np.float64)
    drawing = view._drawing
    assert drawing is not None
    found = {}
    for state, hue in zip(states, hues, strict=False):
        tile = drawing.tiles[state]
        found[hue] = pixels[tile.part][(tile.cover > 0.99) & (tile.rim < 0.6)]
    return found


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("palette", PALETTES)
def test_hues_stay_apart_on_the_picture(name: str, palette: Palette) -> None:
    hues = tuple(HATCHES)
    inside = shown(hues[:4], themed(name, palette)) | shown(hues[4:], themed(name, palette))
    means = {hue: tuple(np.rint(pixels.mean(axis=0)).astype(int).tolist()) for hue, pixels in inside.items()}
    for sight in SIGHTS:
        for one, other in itertools.combinations(means, 2):
            away = float(np.linalg.norm(as_seen(means[one], sight) - as_seen(means[other], sight)))
            assert away > _APART[palette], (sight, one, other, round(away, 1))


def test_leads_are_hatched_only_where_that_was_chosen() -> None:
    themes = [themed("light", "standard", hatching) for hatching in HATCHINGS]
    off, usual, always = (shown(("orange", "blue"), theme)["orange"] for theme in themes)
    assert (off == usual).all()
    assert (np.abs(always - usual).max(axis=1) > 8).mean() > 0.2
