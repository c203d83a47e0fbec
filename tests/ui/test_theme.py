"""Colours that can be read and told apart, computed from the one table."""

import itertools

import numpy as np
import pytest

from game.ui.kit.canvas import FAINT
from game.ui.theme import (
    HATCHES,
    HATCHINGS,
    LIGHT,
    MOTION,
    PALETTES,
    PROJECTOR,
    SPACE,
    STYLES,
    THEMES,
    Colour,
    Theme,
    contrast,
    themed,
)  # fmt: skip

_GROUNDS = ("background", "panel", "sunken", "raised")
_ON_OWN_GROUND = ("good", "warn", "bad", "state", "info")
_TEXTS = ("ink", "dim", *_ON_OWN_GROUND)

# Machado, Oliveira and Fernandes 2009, full strength: what is left of red, green and blue light.
SIGHTS = {
    "none": np.eye(3),
    "protan": np.array([[0.1523, 1.0526, -0.2049], [0.1145, 0.7863, 0.0992], [-0.0039, -0.0481, 1.0520]]),
    "deutan": np.array([[0.3673, 0.8606, -0.2280], [0.2801, 0.6725, 0.0474], [-0.0118, 0.0429, 0.9689]]),
    "tritan": np.array([[1.2555, -0.0767, -0.1788], [-0.0784, 0.9308, 0.1476], [0.0047, 0.6914, 0.3039]]),
}
_APART = 10.0  # in L*a*b*, where 2.3 can just be seen; hatches tell the rest
_ALL = [themed(name, palette) for name in THEMES for palette in PALETTES]
_themes = pytest.mark.parametrize("theme", _ALL, ids=lambda theme: theme.name)


@_themes
def test_text_can_be_read_on_every_ground(theme: Theme) -> None:
    colours = theme.colours()
    pairs = [(ink, ground) for ink in _TEXTS for ground in _GROUNDS]
    pairs += [(ink, f"{ink}_ground") for ink in _ON_OWN_GROUND]
    pairs += [(ink, f"{name}_ground") for ink in ("ink", "dim") for name in _ON_OWN_GROUND]
    pairs += [("panel", ink) for ink in ("ink", *_ON_OWN_GROUND)]  # what is written on filled buttons
    pairs += [(f"{hue}_ink", ground) for hue in (*theme.hues, "others") for ground in _GROUNDS]
    low = {pair: contrast(colours[pair[0]], colours[pair[1]]) for pair in pairs}
    assert not {pair: round(found, 2) for pair, found in low.items() if found < 4.5}


@_themes
def test_words_on_a_faint_hatch_can_be_read(theme: Theme) -> None:
    ground, ink = theme.bad_ground, theme.bad
    red, green, blue = (round(g + (i - g) * FAINT / 255) for g, i in zip(ground, ink, strict=True))
    assert contrast(ink, (red, green, blue)) >= 4.5


@_themes
def test_words_on_a_button_in_a_hue_can_be_read(theme: Theme) -> None:
    for hue in (*theme.hues.values(), theme.others):
        assert contrast(theme.on(hue.fill), hue.fill) >= 4.5, hue


@_themes
def test_marks_and_outlines_can_be_seen(theme: Theme) -> None:
    colours = theme.colours()
    pairs = [("outline", ground) for ground in ("panel", "raised", "background")]
    pairs += [("focus", ground) for ground in _GROUNDS]
    pairs += [(f"{hue}_ink", "panel") for hue in (*theme.hues, "others")]  # what outlines a fill
    assert not {pair: round(contrast(colours[pair[0]], colours[pair[1]]), 2) for pair in pairs
                if contrast(colours[pair[0]], colours[pair[1]]) < 3.0}  # fmt: skip


def as_seen(colour: Colour, sight: str) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Return a colour as somebody sees it, in CIE L*a*b*."""
    value = np.array(colour) / 255
    light = np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)
    light = np.clip(SIGHTS[sight] @ light, 0, 1)
    to_xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    xyz = to_xyz @ light / np.array([0.95047, 1.0, 1.08883])
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@_themes
@pytest.mark.parametrize("sight", SIGHTS)
def test_hues_stay_apart_for_every_kind_of_sight(theme: Theme, sight: str) -> None:
    fills = {name: hue.fill for name, hue in theme.hues.items()}
    apart = {
        (one, other): float(np.linalg.norm(as_seen(fills[one], sight) - as_seen(fills[other], sight)))
        for one, other in itertools.combinations(fills, 2)
    }
    close = {pair: round(distance, 1) for pair, distance in apart.items() if distance < _APART}
    assert not close


@pytest.mark.parametrize("name", THEMES)
def test_the_strong_palette_is_told_apart_in_grey(name: str) -> None:
    light = sorted(float(as_seen(hue.fill, "none")[0]) for hue in themed(name, "strong").hues.values())
    assert min(np.diff(light)) > 7.5


def test_a_projector_gets_more_contrast_and_thicker_lines() -> None:
    for name in ("dim", "good", "warn", "bad", "state", "info", "outline"):
        ours, usual = (contrast(theme.colours()[name], theme.panel) for theme in (PROJECTOR, LIGHT))
        assert ours > usual, name
    assert min(contrast(PROJECTOR.colours()[name], PROJECTOR.panel) for name in _TEXTS) > 7
    assert PROJECTOR.stroke > LIGHT.stroke
    for hue in PROJECTOR.hues:
        assert contrast(PROJECTOR.hues[hue].fill, PROJECTOR.panel) > contrast(LIGHT.hues[hue].fill, LIGHT.panel), hue


def test_hatching_can_be_everywhere_or_nowhere() -> None:
    off, usual, always = (themed("light", "standard", hatching) for hatching in HATCHINGS)
    assert {hue.hatch for hue in off.hues.values()} == {"plain"}
    assert usual is LIGHT
    assert always.hatch_leads
    assert always.hues == LIGHT.hues
    assert len({theme.name for theme in (off, usual, always)}) == 3
    assert themed("dark", "strong") is themed("dark", "strong")


def test_every_hue_has_a_hatch_of_its_own() -> None:
    assert len(set(HATCHES.values())) == len(HATCHES)
    assert all(LIGHT.hues[name].hatch == hatch for name, hatch in HATCHES.items())


def test_the_focus_is_blue_like_nothing_else() -> None:
    for theme in THEMES.values():
        others = [colour for name, colour in theme.colours().items() if name != "focus"]
        assert theme.focus not in others


def test_no_text_is_smaller_than_thirteen_pixels() -> None:
    assert min(style.size for style in STYLES.values()) == 13


def test_less_motion_is_never_slower() -> None:
    for full, calm, none in MOTION.values():
        assert full >= calm >= none == 0
    assert list(SPACE) == sorted(SPACE)
