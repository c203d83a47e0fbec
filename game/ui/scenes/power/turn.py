"""A power's turn: choosing a lever, writing an order, seeing what would probably become of it, ending the turn."""

from collections.abc import Mapping

from game.sim.desk import Desk
from game.sim.menu import Menu, lever_menu
from game.sim.order import Order
from game.sim.preview import Preview, preview_order
from game.ui.flow import open_layer, seat_done
from game.ui.kit.base import Element
from game.ui.kit.node import Act
from game.ui.match import Match
from game.ui.scenes.power.draft import Draft, begin
from game.ui.scenes.power.layout import power_screen
from game.ui.stage import Scene, Stage
from game.ui.words import _

__all__ = ["Orders"]


class Orders(Scene):
    """The screen on which a power gives its orders."""

    def __init__(self, stage: Stage, match: Match) -> None:
        super().__init__(stage)
        self.match, self.actor = match, match.seat
        self.title = match.scenario.title
        self.draft: Draft | None = None
        self.selected = ""  # a state on the map
        self.cell = ("", "")  # item and state, of a statement
        self.lens = ""
        self._seen: tuple[object, dict[str, object]] = (None, {})  # what was computed for the tray as it is

    # --- what is known

    @property
    def tray(self) -> tuple[Order, ...]:
        """The orders given so far."""
        return tuple(entry for entry in self.match.session.pending(self.actor) if isinstance(entry, Order))

    @property
    def desk(self) -> Desk:
        """What lies before the seat."""
        return self._known("desk", lambda: self.match.session.desk(self.actor))  # type: ignore[return-value]

    @property
    def menu(self) -> Menu:
        """What can be ordered next."""
        return self._known("menu", lambda: lever_menu(self.desk))  # type: ignore[return-value]

    @property
    def preview(self) -> Preview | None:
        """What would probably become of the order that is being written."""
        if self.draft is None:
            return None
        order = self.draft.order(self.actor)
        return self._known(f"preview {order}", lambda: preview_order(self.desk, order))  # type: ignore[return-value]

    def likely(self) -> Mapping[Order, float]:
        """Return the chance of a yes for every order of the tray, each seen before the next was given."""
        return self._known("likely", self._weigh_tray)  # type: ignore[return-value]

    def _weigh_tray(self) -> dict[Order, float]:
        found = {}
        for order in self.tray:
            others = tuple(other for other in self.tray if other is not order)
            desk = Desk(self.desk.view, others, (), ())
            chances = preview_order(desk, order).chances
            if chances is not None:
                found[order] = chances.accept
        return found

    def _known(self, name: str, compute: "Act | object") -> object:
        """Return what was computed for the tray as it is; computed once."""
        mark = (self.match.session.number, self.match.session.stage, self.tray)
        if self._seen[0] != mark:
            self._seen = mark, {}
        if name not in self._seen[1]:
            self._seen[1][name] = compute()  # type: ignore[operator]
        return self._seen[1][name]

    # --- what its person does

    def choose(self, lever: str) -> None:
        """Begin an order with a lever; one that is open already is closed."""
        if self.draft is not None and self.draft.lever.lever == lever:
            self.close()
            return
        choice = next(choice for choice in self.menu.levers if choice.lever == lever)
        if not choice.targets:
            self.stage.toast(_("{lever} can be put to nobody.").format(lever=choice.title))
            return
        self.draft = begin(choice, [self.selected])
        self.cell = ("", "")
        self._follow()

    def close(self) -> None:
        """Leave the order that is being written."""
        self.draft = None
        self.stage.changed()

    def change(self, draft: Draft) -> None:
        """Go on with a changed order."""
        self.draft = draft
        self._follow()

    def apply(self, order: Order) -> None:
        """Take over a suggested order."""
        if self.draft is not None and order.lever == self.draft.lever.lever:
            self.change(self.draft.of(order))
            return
        self.choose(order.lever)
        if self.draft is not None:
            self.change(self.draft.of(order))

    def select(self, state: str) -> None:
        """Look at a state, and put the order to it if it can be."""
        self.selected = state
        if self.draft is not None and state:
            self.draft = self.draft.at(state)
        self.stage.changed()

    def show(self, lens: str) -> None:
        """Look at the map through another lens."""
        self.lens = lens
        self.stage.changed()

    def add(self) -> None:
        """Give the order that is being written."""
        if self.draft is None:
            return
        refusal = self.match.session.submit(self.draft.order(self.actor))
        if refusal is not None:
            self.stage.toast(" ".join(part for part in (refusal.sentence, refusal.hint) if part))
            return
        self.draft = None
        self.stage.changed()

    def open(self, order: Order) -> None:
        """Take an order back and write it again."""
        self.remove(order)
        choice = next(choice for choice in self.menu.levers if choice.lever == order.lever)
        self.change(begin(choice, [order.target]).of(order))

    def remove(self, order: Order) -> None:
        """Take an order back."""
        refusal = self.match.session.withdraw(order)
        if refusal is not None:
            self.stage.toast(refusal.sentence)
        self.stage.changed()

    def undo(self) -> None:
        """Undo the last order or withdrawal."""
        if not self.match.session.undo(self.actor):
            self.stage.toast(_("There is nothing to undo in this turn."))
        self.stage.changed()

    def end_turn(self) -> None:
        """Close the orders of this seat; asks once if anything could still be done."""
        seat_done(self.stage, self.match)

    def _follow(self) -> None:
        assert self.draft is not None
        if self.draft.target in self.match.world.names.states:
            self.selected = self.draft.target
        self.stage.changed()

    # --- the screen

    def build(self) -> Element:
        """Return the screen: the map with a state, or the order that is being written."""
        return power_screen(self)

    def actions(self) -> Mapping[str, Act]:
        """Return what keys do that stand on no button."""
        return {"levers": lambda: self._focus_lever(), "tray": lambda: self.stage.focus("order 0")}

    def _focus_lever(self) -> None:
        first = self.draft.lever.lever if self.draft is not None else sorted(
            self.menu.levers, key=lambda lever: not lever.open)[0].lever  # fmt: skip
        self.stage.focus(f"lever {first}")

    def back(self) -> None:
        """Leave the order that is being written; else open the menu of the game."""
        if self.draft is not None:
            self.close()
            return
        open_layer("menu", self.stage, self.match)
