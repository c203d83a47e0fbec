"""Opening a window, and how large things are in it."""

import os
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

import pygame

from game.ui.keys import key_label
from game.ui.kit.base import Kit
from game.ui.kit.type import Typesetter
from game.ui.settings import KEYS, Settings
from game.ui.theme import themed

__all__ = ["fitted", "open_window"]

_DESIGN = (1280, 800)
_SMALLEST = (960, 600)


def open_window(size: tuple[int, int] | None = None) -> pygame.Surface:
    """Open a window: of some size, or one that leaves a little of the desktop free.

    Raises
    ------
    pygame.error
        If there is no display.
    """
    os.environ.setdefault("SDL_WINDOWS_DPI_AWARENESS", "permonitorv2")  # sharp where pixels are small
    pygame.display.init()
    pygame.font.init()
    pygame.display.set_caption("Wedge")
    surface = pygame.display.set_mode(size or _comfortable(), pygame.RESIZABLE)
    pygame.key.set_repeat(350, 45)
    pygame.key.stop_text_input()
    return surface


def _comfortable() -> tuple[int, int]:
    """Return the size of the design, larger on a desktop with many pixels."""
    desktops = pygame.display.get_desktop_sizes()
    wide, high = desktops[0] if desktops else _DESIGN
    k = min(0.85 * wide / _DESIGN[0], 0.85 * high / _DESIGN[1])
    if k < 1.0:
        return min(wide, _DESIGN[0]), min(high, _DESIGN[1])
    return round(_DESIGN[0] * k), round(_DESIGN[1] * k)


def fitted(kit: Kit, size: tuple[int, int], settings: Settings) -> Kit:
    """Return a kit for a size of the window and for what a person has chosen; what it remembers stays."""
    scale = max(min(size[0] / _DESIGN[0], size[1] / _DESIGN[1]), _SMALLEST[0] / _DESIGN[0])
    theme = themed(settings.theme, settings.palette, settings.hatching)
    return replace(
        kit, theme=theme, scale=scale, type=_typesetter(round(scale * settings.text, 4)),
        motion=settings.motion, keys=_labels(settings), window=size, numbers_in_words=settings.words_for_numbers,
        _sizes={},
    )  # fmt: skip


@lru_cache(maxsize=4)
def _typesetter(scale: float) -> Typesetter:
    return Typesetter(scale)


def _labels(settings: Settings) -> Mapping[str, str]:
    digits = [str(digit) for digit in range(1, 10)]
    return {action: key_label(settings.key(action)) for action in (*KEYS, *digits) if settings.key(action)}
