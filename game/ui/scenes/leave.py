"""The question before the window closes."""

from game.ui.kit.base import Element
from game.ui.kit.dialog import Question
from game.ui.stage import Scene
from game.ui.words import _

__all__ = ["Leave"]


class Leave(Scene):
    """Asks whether to leave; from the title, where nothing can be lost."""

    layer = True

    def entered(self) -> None:
        """Begin at the answer that leaves everything as it is."""
        self.stage.focus("leave.no")

    def _leave(self) -> None:
        self.stage.pop()
        self.stage.pop()

    def build(self) -> Element:
        """Return the question."""
        return Question("leave", _("Leave Wedge?"), _("Games are saved after every turn."), _("Leave"), self._leave,
                        _("Stay"), self.stage.pop)  # fmt: skip
