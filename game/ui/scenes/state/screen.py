"""A state's turn on the screen."""

from game.ui.kit.base import Element
from game.ui.scenes.lenses import lens_picture
from game.ui.scenes.map_area import map_of
from game.ui.scenes.state.layout import answers_screen, move_screen
from game.ui.scenes.state.turn import StateTurn

__all__ = ["StateScreen"]


class StateScreen(StateTurn):
    """The step that the turn is in: the own move, or the answers."""

    def build(self) -> Element:
        """Return the screen."""
        self.title = self.match.scenario.title
        map_of(self.match, self.stage).show(
            lens_picture(self.match, self.stage, self.match.session.game.last, self.lens, self.lens_of, self.actor)
        )
        return answers_screen(self) if self.answering else move_screen(self)
