"""Shown while seats that look ahead make up their minds: they may take some seconds, and the window does not wait."""

from threading import Thread

from game.sim.session import Session
from game.ui.flow import go_on, stepped
from game.ui.kit.base import Element
from game.ui.kit.basics import Flag, Text
from game.ui.kit.boxes import Column, Fixed, Grow, Panel, Row
from game.ui.kit.marks import Notice
from game.ui.labels import player
from game.ui.match import Match
from game.ui.stage import Scene, Stage
from game.ui.words import _

__all__ = ["Deciding"]


class Deciding(Scene):
    """Resolves a step of the turn in a thread; nobody else touches the game meanwhile."""

    def __init__(self, stage: Stage, match: Match) -> None:
        super().__init__(stage)
        self.match, self.title = match, match.scenario.title
        self.fault: BaseException | None = None
        self._thread = Thread(target=self._resolve, name="deciding", daemon=True)

    def entered(self) -> None:
        """Begin; a window that is closed now keeps the game when the step is done."""
        self.stage.closing = self._keep
        self._thread.start()

    def _resolve(self) -> None:
        try:
            self.match.resolve_step()
        except BaseException as fault:
            self.fault = fault

    def _keep(self) -> None:
        self._thread.join()
        self.match.autosave()

    def tick(self, seconds: float) -> None:
        """Go on as soon as all have decided."""
        if self._thread.is_alive():
            return
        if self.fault is not None:
            raise self.fault
        stepped(self.stage, self.match)
        go_on(self.stage, self.match)

    def build(self) -> Element:
        """Return who thinks."""
        match, session = self.match, self.match.session
        rows: list[Element] = [Notice(_("The others decide"), _("Those who look ahead take a moment."), "hourglass")]
        rows += [
            Row(
                [
                    Flag(actor, 26),
                    Grow(Text(match.name(actor), "strong")),
                    Text(_player(session, actor), "small", "dim"),
                ]
            )
            for actor in match.world.names.actors
        ]
        card = Fixed(Panel(Column(rows, gap=8), _("The others decide")), 460)
        return Column([Grow(), Row([Grow(), card, Grow()]), Grow()])


def _player(session: Session, actor: str) -> str:
    return player(session.seats[actor], session.world)
