"""A power's turn on the screen."""

from game.ui.kit.base import Element
from game.ui.scenes.power.layout import power_screen
from game.ui.scenes.power.turn import PowerTurn

__all__ = ["PowerScreen"]


class PowerScreen(PowerTurn):
    """The map with a state, or the order that is being written."""

    def build(self) -> Element:
        """Return the screen."""
        self.name_draft()
        return power_screen(self)
