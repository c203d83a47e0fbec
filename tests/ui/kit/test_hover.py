"""What can be pressed shows that the pointer is on it, in every theme: by 3 to 1 at least, as marks must."""

from dataclasses import replace

import pygame
import pytest
from pygame.event import Event

from game.ui.app import App
from game.ui.kit.node import Node, walk
from game.ui.settings import Settings, ThemeName
from game.ui.theme import contrast
from tests.ui.examples import all_examples
from tests.ui.hands import window

_LEAST = 3.0


def _pointed(app: App, place: tuple[int, int]) -> pygame.Surface:
    app.handle(Event(pygame.MOUSEMOTION, pos=place, rel=(0, 0), buttons=(0, 0, 0)))
    app.frame(0.0)
    return app.surface.copy()


def _change(app: App, node: Node) -> float:
    """Return the highest contrast of a pixel at the edge of a node with what it is when the pointer is away."""
    area = node.rect.inflate(8, 8).clip(app.surface.get_rect())
    pointed, away = _pointed(app, node.rect.center), _pointed(app, (0, 0))
    places = [(x, y) for y in range(area.top, area.bottom, 2) for x in (*range(area.x, area.x + 14), area.centerx)]
    places += [(area.centerx, y) for y in range(area.top, area.bottom)]
    seen = ((tuple(pointed.get_at(place)[:3]), tuple(away.get_at(place)[:3])) for place in places)
    return max((contrast(one, other) for one, other in seen if one != other), default=1.0)  # type: ignore[arg-type]


@pytest.mark.parametrize("theme", ["light", "dark", "projector"])
@pytest.mark.parametrize("name", ["title", "power's turn", "state's answers"])
def test_what_is_pointed_at_stands_out(name: str, theme: ThemeName) -> None:
    app = window((1280, 800), replace(Settings(motion="none", text=1.0), theme=theme))
    app.push(all_examples()[name](app))
    app.frame(0.0)
    window_ = app.surface.get_rect()
    kinds = ("button", "choice", "tab", "row", "select", "field")
    nodes = [node for node in walk(app.tree) if node.role in kinds and node.press is not None and not node.why_not]
    nodes = [node for node in nodes if not node.chosen and window_.contains(node.rect) and node.id and not node.over]
    faint = {node.id: round(_change(app, node), 2) for node in nodes}
    app.workers.close()
    assert len(faint) > 5
    assert not {name: found for name, found in faint.items() if found < _LEAST}
