"""Who has no flag has initials, in a colour of its own."""

import pygame
import pytest
from pygame import Rect, Surface

from game.ui.kit.canvas import Canvas, has_flag, initials
from game.ui.kit.type import Typesetter
from game.ui.theme import DARK, LIGHT, Theme
from tests.ui.hands import window


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Halmar", "Ha"),
        ("New Arden", "Ne"),
        ("“Ostrand”", "Os"),
        ("Q", "Q"),
        ("Весск", "Ве"),
        ("東の国", "東"),
        ("…", ""),
    ],
)
def test_initials_are_the_beginning_of_a_name(name: str, expected: str) -> None:
    assert initials(name) == expected


def test_countries_have_flags_and_invented_ones_have_none() -> None:
    assert has_flag("JPN")
    assert not any(map(has_flag, ("HAL", "", "../x")))


def drawn(side: int, theme: Theme, letters: str, hue: str = "", iso: str = "") -> Surface:
    surface = Surface((side, side))
    surface.fill(theme.panel)
    Canvas(surface, theme, Typesetter(1.0), 1.0).flag(iso, Rect(0, 0, side, side), letters, theme.hues.get(hue))
    return surface


@pytest.mark.parametrize("theme", [LIGHT, DARK])
@pytest.mark.parametrize("side", [18, 26, 56])
def test_powers_without_a_flag_can_be_told_apart(side: int, theme: Theme) -> None:
    window()
    seen = {
        pygame.image.tobytes(drawn(side, theme, letters, hue), "RGB")
        for letters, hue in (("Ha", "green"), ("Ha", "violet"), ("Ve", "violet"), ("Ve", ""), ("", ""))
    }
    assert len(seen) == 5
    picture = drawn(side, theme, "Ha", "green")
    colours = {tuple(picture.get_at((x, y)))[:3] for x in range(side) for y in range(side)}
    assert tuple(theme.hues["green"].ink) in colours


def test_a_flag_goes_before_initials() -> None:
    window()
    with_flag = pygame.image.tobytes(drawn(26, LIGHT, "Ja", "blue", "JPN"), "RGB")
    assert with_flag == pygame.image.tobytes(drawn(26, LIGHT, "", "", "JPN"), "RGB")
