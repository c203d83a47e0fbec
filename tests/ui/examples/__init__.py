"""Example states of every screen: what the gallery draws and the layout tests look at.

Each module here adds its own with `@example("name")`: a function that gets the window and returns a scene. What it
returns must look the same every time: no clock, no chance without a seed. A window has no scenario: an example that
needs flags and hues gives them to the kit (`Match.dress`).
"""

import importlib
import pkgutil
from collections.abc import Callable, Mapping

from game.ui.stage import Scene, Stage

__all__ = ["all_examples", "example"]

Make = Callable[[Stage], Scene]
_FOUND: dict[str, Make] = {}


def example(name: str) -> Callable[[Make], Make]:
    """Add an example under a name."""

    def add(make: Make) -> Make:
        assert name not in _FOUND, name
        _FOUND[name] = make
        return make

    return add


def all_examples() -> Mapping[str, Make]:
    """Return every example by its name, from all modules here."""
    for module in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{module.name}")
    return dict(sorted(_FOUND.items()))
