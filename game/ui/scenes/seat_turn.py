"""What the turns of all seats share: a map with a lens, a panel about a state, futures that are counted."""

from collections.abc import Callable, Hashable, Mapping
from typing import TypeVar

from game.sim.desk import Desk
from game.sim.forecast import ForecastRequest
from game.sim.untrusted import Unreadable
from game.ui.flow import open_layer
from game.ui.kit.base import Element
from game.ui.kit.basics import Button
from game.ui.kit.node import Act
from game.ui.match import Match
from game.ui.scenes.foresight import Foresight
from game.ui.scenes.known import Known
from game.ui.scenes.lenses import FIRST, legends_of, lens_bar, lens_picture
from game.ui.scenes.map_area import MapHand
from game.ui.stage import Scene, Stage
from game.ui.words import _

__all__ = ["SeatTurn"]

_Value = TypeVar("_Value")


class SeatTurn(Scene):
    """A turn of the seat that is to decide.

    Parameters
    ----------
    stage, match : the window and the game.
    lens_of : the power that the lens looks at first.
    shown : the part of the screen that is chosen first where not all fit.
    """

    def __init__(self, stage: Stage, match: Match, lens_of: str, shown: str) -> None:
        super().__init__(stage)
        self.match, self.actor = match, match.seat
        self.title = match.scenario.title
        self.lens, self.lens_of = FIRST, lens_of
        self.part, self.shown = "influence", shown  # of the panel about a state, and of the screen
        self.hand = MapHand()
        self.icons = {name: lever.icon for name, lever in match.scenario.levers.items()}
        self.foresight = Foresight(stage, self, match, self.foreseen)
        self._kept = Known()

    @property
    def desk(self) -> Desk:
        """What lies before the seat."""
        return self.known("desk", lambda: self.match.session.desk(self.actor))

    def foreseen(self) -> ForecastRequest | None:
        """Return what futures are to be counted for, if for anything."""
        raise NotImplementedError

    def known(self, name: str, compute: Callable[[], _Value]) -> _Value:
        """Return what was computed for the decisions as they are."""
        session = self.match.session
        mark: Hashable = (session.number, session.stage, session.pending(self.actor), self.match.spoken)
        return self._kept.get(mark, name, compute)

    def lens_bar(self) -> Element:
        """Return the panel in which the lens of the map is chosen."""
        state = self.match.session.game.last
        legends = self.known("legends", lambda: legends_of(self.match, self.stage, state))
        now = lens_picture(self.match, self.stage, state, self.lens, self.lens_of).legend
        return lens_bar(self.match, self.lens, self.lens_of, legends | {self.lens: now}, self.show, self.show_of)

    def show(self, lens: str) -> None:
        """Look at the map through another lens."""
        self.lens = lens
        self.stage.changed()

    def show_of(self, subject: str) -> None:
        """Have the lens look at another power or domain."""
        self.lens_of = subject
        self.stage.changed()

    def show_part(self, part: str) -> None:
        """Show another part of the panel about a state."""
        self.part = part
        self.stage.changed()

    def show_tab(self, part: str) -> None:
        """Show another part of the screen, where not all fit."""
        self.shown = part
        self.stage.changed()

    def why(self, measure: str, place: tuple[str, ...]) -> None:
        """Open the causes of a number."""
        open_layer("why", self.stage, self.match, measure, place)

    def keys_of_turn(self) -> Mapping[str, Act]:
        """Return what keys do in the turns of all seats that stands on no button."""
        return {
            "briefing": lambda: open_layer("briefing", self.stage, self.match),
            "save": self._save, "load": lambda: open_layer("saves", self.stage, self.match.saves, True),
            "table": lambda: open_layer("map table", self.stage, self.match),
            "timeline": lambda: open_layer("timeline", self.stage, self.match),
        }  # fmt: skip

    def _save(self) -> None:
        kept = self.match.save()
        self.stage.toast(kept.sentence if isinstance(kept, Unreadable) else _("Saved."))

    def advisor(self) -> list[Element]:
        """Return the button that asks the advisor; none where advice is hidden."""
        if self.stage.settings.hide_advice:
            return []
        ask = lambda: open_layer("advisor", self.stage, self.match)  # noqa: E731
        return [Button(_("Advisor"), "advisor", ask, "quiet", "sparkles", "advisor")]

    def arrived(self, name: str, result: object) -> None:
        """Take what was counted."""
        if name == Foresight.NAME:
            self.foresight.arrived(result)
