"""A map out of focus and pale, to lie behind a screen that covers it."""

import pygame
from pygame import Surface

from game.ui.theme import Theme

__all__ = ["BLURRED", "out_of_focus"]

BLURRED = 4  # how much smaller a map is, or is drawn, that lies behind a screen
_VEIL = 150  # of 255: how much of the background's colour lies over it


def out_of_focus(picture: Surface, size: tuple[int, int], theme: Theme) -> Surface:
    """Return a picture as large as wanted, blurred and with little contrast; a small one does."""
    small = max(8, size[0] // BLURRED), max(8, size[1] // BLURRED)
    found = picture.convert()
    if found.get_width() > small[0]:
        found = pygame.transform.smoothscale(found, small)
    found = pygame.transform.smoothscale(pygame.transform.gaussian_blur(found, 2), size)
    veil = Surface(size)
    veil.fill(theme.background)
    veil.set_alpha(_VEIL)
    found.blit(veil, (0, 0))
    return found
