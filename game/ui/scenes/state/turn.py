"""What a person does in a state's turn: its own move before offers are known, then answers to what is offered."""

from collections.abc import Mapping

from game.sim.explain import Weighing
from game.sim.forecast import ForecastRequest, forecast_offer
from game.sim.order import Answer, Order, Refusal
from game.sim.outlook import OfferLine, OfferOutlook, StateOutlook, outlook_of_answers
from game.sim.outlook_moves import MoveMenu, move_menu
from game.ui import labels
from game.ui.flow import open_layer, seat_done
from game.ui.kit.base import Element
from game.ui.kit.node import Act
from game.ui.match import Match
from game.ui.scenes.lenses import next_lens
from game.ui.scenes.map_area import map_of, zooms
from game.ui.scenes.seat_turn import SeatTurn
from game.ui.stage import Spot, Stage
from game.ui.words import _

__all__ = ["StateTurn"]


class StateTurn(SeatTurn):
    """What is known in a state's turn, and what its person can do; `StateScreen` shows it."""

    def __init__(self, stage: Stage, match: Match) -> None:
        super().__init__(stage, match, match.world.names.powers[0], "offers")
        self.current = 0  # the offer that the letters are for
        self.looked_at: dict[str, str] = {}

    # --- what is known

    @property
    def answering(self) -> bool:
        """Whether offers are answered now; else the own move is chosen."""
        return self.match.session.stage == "answers"

    @property
    def outlook(self) -> StateOutlook:
        """What the answers would bring, each alone and all chosen together."""
        return self.known("outlook", lambda: outlook_of_answers(self.desk))

    @property
    def menu(self) -> MoveMenu:
        """The own moves."""
        return self.known("menu", lambda: move_menu(self.desk))

    @property
    def offer(self) -> OfferOutlook | None:
        """The offer that the letters are for."""
        offers = self.outlook.offers
        return offers[min(self.current, len(offers) - 1)] if offers else None

    # --- what its person does

    def answer(self, offer: OfferOutlook, line: OfferLine, given: str) -> None:
        """Answer an offer or an item; the same answer again takes it back to the cabinet."""
        slot = 0 if line.item else offer.slot
        entry = Answer(self.actor, offer.power, given, slot, line.item or "")
        session = self.match.session
        self._say(session.withdraw(entry) if line.chosen == given else session.submit(entry))
        self.current = self.outlook.offers.index(next(o for o in self.outlook.offers if (o.power, o.slot) == (
            offer.power, offer.slot)))  # fmt: skip
        self.stage.changed()

    def take(self, at: int) -> None:
        """Make an offer the current one."""
        self.current = at % max(1, len(self.outlook.offers))
        self.stage.changed()

    def choose(self, move: str, target: str) -> None:
        """Choose an own move, or take back the one that is chosen."""
        session = self.match.session
        mine = next((entry for entry in session.pending(self.actor) if isinstance(entry, Order)), None)
        if mine is not None:
            self._say(session.withdraw(mine))
        if mine is None or (mine.lever, mine.target) != (move, target):
            self._say(session.submit(Order(self.actor, move, target)))
        self.stage.changed()

    def look(self, move: str, target: str) -> None:
        """Look at a move for another power; a chosen move follows."""
        self.looked_at[move] = target
        if any(one.lever == move and one.chosen is not None for one in self.menu.moves):
            self.choose(move, target)
        self.stage.changed()

    def undo(self) -> None:
        """Undo the last decision."""
        self.match.session.undo(self.actor)
        self.stage.changed()

    def commit(self) -> None:
        """Close what is decided now; what is not answered the cabinet decides."""
        seat_done(self.stage, self.match)

    @property
    def has_map(self) -> bool:
        """Whether the map is on the screen: answers lie over it."""
        return not self.answering

    def point_out(self, spot: Spot) -> None:
        """Show a place on the map."""
        self.lens, self.lens_of, self.shown = spot.lens, spot.of or self.lens_of, "map"
        self.stage.changed()

    def why_answer(self, weighing: Weighing) -> None:
        """Open the reasons of the cabinet."""
        strongest = max(weighing.reasons, key=lambda reason: abs(reason.amount))
        open_layer("why", self.stage, self.match, "term", (strongest.name,), weighing)

    def _say(self, refusal: Refusal | None) -> None:
        if refusal is not None:
            self.stage.toast(labels.refused(refusal, hint=True))

    # --- the screen

    def actions(self) -> Mapping[str, Act]:
        """Return what keys do that stand on no button."""
        found = dict(self.keys_of_turn())
        if self.answering:
            return found | {"next": lambda: self.take(self.current + 1), "why": self._why_current}
        return (
            found
            | zooms(map_of(self.match, self.stage))
            | {
                "lens": lambda: self.show(next_lens(self.match, self.lens)),
                "why": lambda: self.why("partners", (self.actor,)),
            }
        )

    def _why_current(self) -> None:
        if self.offer is not None:
            self.why_answer(self.offer.lines[0].weighing)

    def foreseen(self) -> ForecastRequest | None:
        """Return the question what accepting the current offer comes to against declining it."""
        if not self.answering or self.offer is None:
            return None
        offer = self.offer
        return self.known(
            f"futures {offer.power} {offer.slot}",
            lambda: forecast_offer(self.desk, self.match.session.seats, offer.power, offer.slot),
        )

    def forecast(self) -> Element:
        """Return the next quarters in 1,000 futures, with a yes to the current offer and with a no."""
        self.foresight.changed()
        return self.foresight.element(self.actor, _("accept"), _("decline"))

    def tick(self, seconds: float) -> None:
        """Let the map move, and count futures when a choice has rested."""
        self.foresight.tick(seconds)
        if map_of(self.match, self.stage).advance(seconds):
            self.stage.changed()

    def back(self) -> None:
        """Open the menu of the game."""
        open_layer("menu", self.stage, self.match)
