"""What was said in passing, so that nobody has to read fast."""

from collections.abc import Sequence

from game.ui.kit.base import Element
from game.ui.kit.basics import Button, Icon, Text
from game.ui.kit.boxes import Column, Grow, Row
from game.ui.kit.dialog import Layer, foot
from game.ui.stage import Scene, Stage
from game.ui.words import _

__all__ = ["Log"]


class Log(Scene):
    """A layer with the lines that the window has shown, the last one first."""

    layer = True

    def __init__(self, stage: Stage, said: Sequence[str]) -> None:
        super().__init__(stage)
        self.title = _("What was said")
        self._said = tuple(reversed(said))

    def build(self) -> Element:
        """Return the lines."""
        head = Row([Icon("message-square", 24, "ink"), Grow(Text(_("What was said"), "title"))], gap=12)
        lines = [Text(line) for line in self._said] or [Text(_("Nothing yet."), "body", "dim")]
        buttons = foot([Button(_("Done"), "done", self.stage.pop, "primary", action="back")])
        return Layer(Column([head, *lines], gap=10), "log", 560, _("What was said"), buttons)
