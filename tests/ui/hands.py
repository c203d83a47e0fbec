"""A window without a display, and hands that use it."""

from collections.abc import Callable

import pygame
from pygame.event import Event

from game.ui.app import App, open_window
from game.ui.kit.base import Element
from game.ui.kit.node import Node, find
from game.ui.kit.scroll import reveal
from game.ui.settings import Settings
from game.ui.stage import Scene, Stage

__all__ = ["Plain", "click", "node", "press", "show", "window", "write"]


class Plain(Scene):
    """A scene that shows what a function returns."""

    def __init__(self, stage: Stage, make: Callable[[], Element]) -> None:
        super().__init__(stage)
        self._make = make

    def build(self) -> Element:
        """Return what is shown."""
        return self._make()


def window(size: tuple[int, int] = (1280, 800), settings: Settings | None = None) -> App:
    """Return a window with nothing in it."""
    surface = open_window(size)
    return App(surface, settings)


def show(make: Callable[[], Element], size: tuple[int, int] = (1280, 800), settings: Settings | None = None) -> App:
    """Return a window with an element in it, built anew whenever something changes."""
    app = window(size, settings)
    app.push(Plain(app, make))
    app.frame(0.0)
    return app


def press(app: App, *keys: str) -> None:
    """Press keys one after another, with a frame after each; "shift+left" holds Shift."""
    for key in keys:
        name = key.removeprefix("shift+")
        mod = pygame.KMOD_SHIFT if key.startswith("shift+") else 0
        written = name if len(name) == 1 else ""
        code = pygame.key.key_code(name) if not written or name.isalnum() else 0
        app.play([Event(pygame.KEYDOWN, key=code, mod=mod, unicode=written, scancode=0),
                  Event(pygame.KEYUP, key=code, mod=mod)])  # fmt: skip


def write(app: App, text: str) -> None:
    """Write text, as the system hands it over."""
    app.play([Event(pygame.TEXTINPUT, text=letter) for letter in text])


def click(app: App, name: str, x: float = 0.5, y: float = 0.5) -> None:
    """Click on a node, at shares of its rectangle."""
    app.settle()
    if reveal(app.kit, app.tree, name):
        app.changed()
    area = node(app, name).rect
    place = (round(area.x + x * (area.w - 1)), round(area.y + y * (area.h - 1)))
    app.play([Event(pygame.MOUSEMOTION, pos=place, rel=(0, 0), buttons=(0, 0, 0)),
              Event(pygame.MOUSEBUTTONDOWN, pos=place, button=1),
              Event(pygame.MOUSEBUTTONUP, pos=place, button=1)])  # fmt: skip


def node(app: App, name: str) -> Node:
    """Return a node of the screen by its id."""
    app.settle()
    found = find(app.tree, name)
    assert found is not None, f"{name!r} is not on the screen:\n{app.describe()}"
    return found
