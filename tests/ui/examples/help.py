"""Help, settings, keys and the words of the game."""

from game.ui.scenes.glossary import Glossary
from game.ui.scenes.help import Help
from game.ui.scenes.keys import KeysScreen
from game.ui.scenes.log import Log
from game.ui.scenes.settings import SettingsScreen
from game.ui.stage import Scene, Stage
from tests.ui.examples import example
from tests.ui.examples.widgets import Widgets


@example("help")
def keys_of_a_screen(stage: Stage) -> Scene:
    """Return the keys of the widgets."""
    from pygame import Rect

    below = Widgets(stage)
    return Help(stage, below, below.build().place(stage.kit, Rect(0, 0, *stage.size)))


@example("settings")
def settings(stage: Stage) -> Scene:
    """Return the settings."""
    return SettingsScreen(stage)


@example("keys")
def keys(stage: Stage) -> Scene:
    """Return the list of keys."""
    return KeysScreen(stage)


@example("keys clash")
def clash(stage: Stage) -> Scene:
    """Return the list of keys while a key is wanted that another action has."""
    screen = KeysScreen(stage)
    screen.waiting, screen.wanted, screen.focused = "target", "l", "key target"
    return screen


@example("glossary")
def glossary(stage: Stage) -> Scene:
    """Return the words."""
    return Glossary(stage)


@example("log")
def log(stage: Stage) -> Scene:
    """Return what was said."""
    return Log(stage, ["Saved.", "There is nothing to undo.", "The game was saved by itself after turn 3."])
