"""What a person does in a power's turn: choosing a lever, writing an order, seeing what would become of it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from game.sim.desk import Desk
from game.sim.explain import Weighing
from game.sim.forecast import ForecastRequest, forecast_orders
from game.sim.menu import Menu, lever_menu
from game.sim.order import Order
from game.sim.preview import Preview, preview_order
from game.sim.preview_changes import Change, order_changes
from game.ui import labels
from game.ui.flow import open_layer, seat_done
from game.ui.kit.base import Element
from game.ui.kit.node import Act
from game.ui.map.picture import MapPicture
from game.ui.map.view import Hit
from game.ui.match import Match
from game.ui.scenes.guide import Guide, end_guide, guide_of
from game.ui.scenes.lenses import lens_picture, next_lens
from game.ui.scenes.map_area import MapHand, map_of, zooms
from game.ui.scenes.power.draft import Draft, begin
from game.ui.scenes.seat_turn import SeatTurn
from game.ui.stage import Spot, Stage
from game.ui.words import _

__all__ = ["PowerTurn"]


class PowerTurn(SeatTurn):
    """What is known in a power's turn, and what its person can do; `PowerScreen` shows it."""

    def __init__(self, stage: Stage, match: Match) -> None:
        super().__init__(stage, match, match.seat, "map")
        self.draft: Draft | None = None
        self.selected = ""  # a state on the map
        self.cell = ("", "")  # item and state, of a statement
        self._asked = False  # whether it has been asked about a turn without orders
        self.more = False  # whether all figures are shown where few are
        self.small_hand = MapHand()

    # --- what is known

    @property
    def has_map(self) -> bool:
        """Whether the map is on the screen: a statement that is being worded takes all of it."""
        return self.draft is None or not self.draft.is_statement

    @property
    def tray(self) -> tuple[Order, ...]:
        """The orders given so far."""
        return tuple(entry for entry in self.match.session.pending(self.actor) if isinstance(entry, Order))

    @property
    def menu(self) -> Menu:
        """What can be ordered next."""
        return self.known("menu", lambda: lever_menu(self.desk))

    @property
    def preview(self) -> Preview | None:
        """What would probably become of the order that is being written."""
        if self.draft is None:
            return None
        order = self.draft.order(self.actor)
        return self.known(f"preview {order}", lambda: preview_order(self.desk, order))

    @property
    def changes(self) -> Sequence[Change]:
        """What would make a yes to the order likelier, most first."""
        if self.draft is None:
            return ()
        order = self.draft.order(self.actor)
        return self.known(f"changes {order}", lambda: order_changes(self.desk, order)).changes

    @property
    def weighing(self) -> Weighing | None:
        """The answer that is looked at: that of the cell of a statement, else the first; None where nobody is asked."""
        answers = self.preview.answers if self.preview is not None else ()
        item, state = self.cell
        chosen = (one for one in answers if (one.item or "", one.state) == (item, state))
        of_state = (one for one in answers if one.state == self.selected)
        return next(chosen, next(of_state, answers[0] if answers else None))

    def picture(self) -> MapPicture:
        """Return what the map shows."""
        selected = self.draft.target if self.draft is not None else self.selected
        selected = selected if selected in self.match.world.names.states else self.selected
        last = self.match.session.game.last
        return lens_picture(self.match, self.stage, last, self.lens, self.lens_of, selected)

    def likely(self) -> Mapping[Order, Preview]:
        """Return what would probably become of every order of the tray, beside the others."""
        return self.known("likely", self._weigh_tray)

    def _weigh_tray(self) -> dict[Order, Preview]:
        found = {}
        for order in self.tray:
            others = tuple(other for other in self.tray if other is not order)
            found[order] = preview_order(Desk(self.desk.view, others, (), ()), order)
        return found

    @property
    def few_figures(self) -> bool:
        """Whether only the largest figures are shown at first; the guide speaks of all of them."""
        return self.stage.settings.few_figures and guide_of(self.match) is None

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
        self.cell, self.more = ("", ""), False
        self._follow()
        self.stage.focus("add")  # so that Enter goes on with it, and does not close it again

    def close(self) -> None:
        """Leave the order that is being written."""
        self.draft = None
        self.stage.changed()

    def change(self, draft: Draft) -> None:
        """Go on with a changed order."""
        self.draft = draft
        self._follow()

    def apply(self, change: Change) -> None:
        """Take over a suggested change; another order that it needs is given at once."""
        if change.also is not None:
            refusal = self.match.session.submit(change.also)
            if refusal is not None:
                self.stage.toast(labels.refused(refusal))
                return
        choice = next(choice for choice in self.menu.levers if choice.lever == change.order.lever)
        self.change(begin(choice, [change.order.target]).of(change.order))

    def select(self, state: str) -> None:
        """Look at a state, and put the order to it if it can be."""
        self.selected = state
        if self.draft is not None and state:
            self.draft = self.draft.at(state)
        self.stage.changed()

    def touch(self, hit: Hit) -> None:
        """Choose what lies under the pointer: a state, or a power's dock for the lens."""
        if hit.kind == "state":
            self.select(hit.id)
        elif hit.kind == "dock":
            self.lens_of = hit.id
            self.stage.changed()
        else:
            self.why("tonnage", (hit.id,))

    def look(self, hit: Hit | None) -> None:
        """Take note of what the pointer is over."""

    def point_out(self, spot: Spot) -> None:
        """Show a place on the map; an order that is being written stays."""
        self.selected = spot.state or self.selected
        self.lens, self.lens_of, self.shown = spot.lens, spot.of or self.lens_of, "map"
        self.stage.changed()

    def show_more(self) -> None:
        """Show all figures of an order, or only the largest."""
        self.more = not self.more
        self.stage.changed()

    def pick(self, item: str, state: str) -> None:
        """Look at one answer of a statement."""
        self.cell = (item, state)
        self.stage.changed()

    def why_term(self, weighing: Weighing, term: str) -> None:
        """Open what a term of a decision rests on."""
        guide = guide_of(self.match)
        if guide is not None:
            guide.opened_why = True
        open_layer("why", self.stage, self.match, "term", (term,), weighing)

    def forecast(self) -> Element | None:
        """Return what 1,000 futures say of the plan."""
        self.foresight.changed()
        return self.foresight.element(self.actor)

    def foreseen(self) -> ForecastRequest | None:
        """Return the question what the tray and the order that is being written come to, against giving none."""
        if self.draft is None or self.preview is None or self.preview.refusal is not None:
            return None
        plan = (*self.tray, self.draft.order(self.actor))
        return forecast_orders(self.desk, self.match.session.seats, plan)

    def add(self) -> None:
        """Give the order that is being written."""
        if self.draft is None:
            return
        refusal = self.match.session.submit(self.draft.order(self.actor))
        if refusal is not None:
            self.stage.toast(labels.refused(refusal, hint=True))
            return
        self.draft = None
        self.stage.focus(f"order {len(self.tray) - 1}")  # what Enter did is before the eyes
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
            self.stage.toast(labels.refused(refusal))
        self.stage.changed()

    def undo(self) -> None:
        """Undo the last order or withdrawal."""
        if not self.match.session.undo(self.actor):
            self.stage.toast(_("There is nothing to undo in this turn."))
        self.stage.changed()

    def end_turn(self) -> None:
        """Close the orders of this seat; asks once if anything could still be done."""
        if not self.tray and self.menu.slots > 0 and not self._asked:
            self._asked = True
            self.stage.toast(_("You have given no order in this turn. Once more ends it all the same."))
            return
        end_guide(self.match)
        seat_done(self.stage, self.match)

    def _follow(self) -> None:
        assert self.draft is not None
        if self.draft.target in self.match.world.names.states:
            self.selected = self.draft.target
        self.stage.changed()

    def guide_element(self) -> Element | None:
        """Return the guide's sentence, if this turn is guided."""
        guide = guide_of(self.match)
        if guide is None:
            return None
        if guide.follow(self):
            self._turn_to(guide)
        return guide.element(self, self._guide_on, self._leave_guide)

    def _guide_on(self) -> None:
        guide = guide_of(self.match)
        if guide is not None:
            guide.go_on()
            self._turn_to(guide)
        self.stage.changed()

    def _turn_to(self, guide: Guide) -> None:
        """Bring to the eye what the guide speaks of."""
        if guide.part:
            self.show_tab(guide.part)
        if guide.about:
            self.stage.focus(guide.about)

    def _leave_guide(self) -> None:
        end_guide(self.match)
        self.stage.changed()

    def next_state(self) -> None:
        """Look at the next state."""
        states = self.match.world.names.states
        at = states.index(self.selected) + 1 if self.selected in states else 0
        self.select(states[at % len(states)])

    # --- the screen

    def tick(self, seconds: float) -> None:
        """Let the maps move."""
        maps = [map_of(self.match, self.stage)]
        if self.draft is not None:
            maps.append(map_of(self.match, self.stage, "order", plain=True))
        moved = [view.advance(seconds) for view in maps]  # every one of them, so no short cut
        self.foresight.tick(seconds)
        if any(moved):
            self.stage.changed()

    def name_draft(self) -> None:
        """Have the lever of the order that is being written called as the menu calls it, also in another language."""
        self.title = self.match.scenario.title
        levers = {choice.lever: choice for choice in self.menu.levers}
        if self.draft is not None and levers[self.draft.lever.lever].title != self.draft.lever.title:
            self.draft = replace(self.draft, lever=levers[self.draft.lever.lever])

    def actions(self) -> Mapping[str, Act]:
        """Return what keys do that stand on no button."""
        return {
            "levers": self._focus_lever, "tray": lambda: self.stage.focus("order 0"), "why": self._why_here,
            "clauses": self._focus_clause, **zooms(map_of(self.match, self.stage)),
            "target": lambda: self.stage.focus("target"), "size": lambda: self.stage.focus("size"),
            "lens": lambda: self.show(next_lens(self.match, self.lens)), "next": self.next_state,
            **self.keys_of_turn(),
        }  # fmt: skip

    def _why_here(self) -> None:
        """Open what is before the eyes: the likely answer, or how far the state depends on this power."""
        weighing = self.weighing
        if weighing is not None:
            self.why_term(weighing, max(weighing.reasons, key=lambda reason: abs(reason.amount)).name)
        elif self.draft is None:
            self.why("dependence", (self.actor, self.selected or self.match.world.names.states[0]))

    def _focus_clause(self) -> None:
        items = self.draft.lever.items if self.draft is not None else ()
        if items:
            self.stage.focus(f"item {items[0].item}")
        else:
            self.stage.toast(_("There are no clauses or parts to choose here."))

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
