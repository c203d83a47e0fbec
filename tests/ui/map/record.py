"""Record the pictures of the map anew: `python -m tests.ui.map.record`. Look at them before you commit them."""

from pathlib import Path

import numpy as np
import pygame

from game.ui.map.lens import look
from game.ui.theme import DARK, LIGHT, Theme
from tests.ui.map.hand import begin, scene_of, view_of

FOLDER = Path(__file__).parent / "pictures"
Pixels = np.ndarray[tuple[int, ...], np.dtype[np.uint8]]

PICTURES: dict[str, tuple[str, str, str, Theme]] = {
    "influence": ("central-asia-2024", "influence", "", LIGHT),
    "dependence": ("central-asia-2024-mongolia", "dependence", "china", DARK),
    "corridors": ("two-harbours", "corridors", "", LIGHT),
    "domain": ("central-asia-2024", "domain", "trade", DARK),
}


def drawn(name: str) -> Pixels:
    """Return a picture as it comes out now, (width, height, 3)."""
    scenario, lens, of, theme = PICTURES[name]
    picture = look(lens, scene_of(scenario, power=of, domain=of))
    view = view_of(scenario, picture, (300, 190), theme, scale=0.27, text_scale=2.1)
    surface = pygame.Surface((300, 190))
    view.draw_still(surface)
    view.draw_live(surface, 0.25)
    return pygame.surfarray.array3d(surface)


def recorded(name: str) -> Pixels:
    """Return a picture as it was recorded."""
    return pygame.surfarray.array3d(pygame.image.load(FOLDER / f"{name}.png"))


if __name__ == "__main__":
    begin()
    FOLDER.mkdir(exist_ok=True)
    for name in PICTURES:
        pygame.image.save(pygame.surfarray.make_surface(drawn(name)), FOLDER / f"{name}.png")
