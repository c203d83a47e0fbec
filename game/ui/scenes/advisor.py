"""The advisor: what a player that looks ahead would do in this seat, to be taken over or not."""

from typing import Any

from game.sim.advice import ACT, AGREES, CABINET, MOVE, ORDER, Advice, advise
from game.sim.order import Answer, Order
from game.ui import labels
from game.ui.kit.base import Element
from game.ui.kit.basics import Button, Flag, Icon, Text
from game.ui.kit.boxes import Column, Grow, Row, Rule
from game.ui.kit.dialog import Layer, foot
from game.ui.kit.marks import Notice
from game.ui.match import Match
from game.ui.stage import Scene, Stage
from game.ui.words import _, change, listed, percent

__all__ = ["POLICY", "Advisor"]

POLICY = "planner"  # who is asked: the player that plans ahead, at its middle effort


class Advisor(Scene):
    """A layer over a seat's turn with what the advisor would do there.

    It is asked in another process, for the seat as it stands when the turn begins: orders that were given already do
    not move it. Nothing is done until its person takes it over, and then as if it had been given by hand.

    Parameters
    ----------
    stage, match : the window and the game.
    policy : who is asked.
    """

    layer = True

    def __init__(self, stage: Stage, match: Match, policy: str = POLICY) -> None:
        super().__init__(stage)
        self.match, self.policy, self.actor = match, policy, match.seat
        self.found: tuple[Advice, ...] | None = None
        self.failed = False

    def entered(self) -> None:
        """Ask, unless it is known already."""
        if self.found is None and not self.failed:
            self.stage.ask(self, "advice", advise, self.match.session.desk(self.actor), self.policy)
        self.stage.focus("close")

    def arrived(self, name: str, result: Any) -> None:
        """Take what it would do."""
        if isinstance(result, BaseException):
            self.failed = self.found is None
        else:
            self.found = result
            self.stage.focus("take all" if any(not self.taken(one) for one in result) else "close")
        self.stage.changed()

    def taken(self, advice: Advice) -> bool:
        """Whether it has been decided so already."""
        return advice.entry in self.match.session.pending(self.actor)

    def take(self, advice: Advice) -> bool:
        """Decide as it would; return whether the rules allow it. A state's own move takes the place of another."""
        session = self.match.session
        if isinstance(advice.entry, Order) and not self.match.is_power(self.actor):
            for entry in session.pending(self.actor):
                if isinstance(entry, Order):
                    session.withdraw(entry)
        refusal = session.submit(advice.entry)
        if refusal is not None:
            self.stage.toast(labels.refused(refusal, hint=True))
        self.stage.changed()
        return refusal is None

    def take_all(self) -> None:
        """Decide in all as it would, as far as the rules allow it, and go back to the turn."""
        allowed = [self.take(one) for one in self.found or () if not self.taken(one)]
        if all(allowed):
            self.stage.pop()

    # --- what is seen

    def build(self) -> Element:
        """Return what it would do, each with its reason and a button."""
        parts: list[Element] = [
            Row([Flag(self.actor, 26), Grow(Text(_("The advisor of {name}").format(name=self._name()), "title"))]),
            Text(_("It plays for this seat alone, knows what you see and no more, and judges by futures that it "
                   "imagines. It can be wrong; nothing is done until you take it over."), "small", "dim"),
            Rule(),
        ]  # fmt: skip
        if self.failed:
            parts.append(Notice(_("It has no advice."), _("It could not be counted."), "circle-alert", "warn"))
        elif self.found is None:
            parts.append(Notice(_("The advisor is thinking …"), _("You can leave it at any time."), "hourglass"))
        elif not self.found:
            parts.append(Notice(_("It would do nothing in this turn."), _("That can be wise: money is kept."), "check"))
        else:
            parts += [self._row(one, at) for at, one in enumerate(self.found)]
        return Layer(Column(parts, gap=10), "advisor", 680, _("The advisor of {name}").format(name=self._name()),
                     foot(self._buttons()))  # fmt: skip

    def _buttons(self) -> list[Element]:
        close = Button(_("Close"), "close", self.stage.pop, "primary", action="back")
        if not self.found:
            return [close]
        why_not = _("All of it is in your turn already.") if all(self.taken(one) for one in self.found) else ""
        return [Button(_("Take all of it over"), "take all", self.take_all, icon="check", why_not=why_not), close]

    def _row(self, advice: Advice, at: int) -> Element:
        sign, what, more = self._entry(advice.entry, advice.money)
        words = Column([Text(what, "label"), *([Text(more, "small")] if more else []),
                        Text(self._reason(advice), "small", "dim")], gap=1)  # fmt: skip
        done = self.taken(advice)
        button = Button(_("Taken") if done else _("Take it over"), f"take {at}", lambda: self._take_one(advice),
                        icon="check", why_not=_("It is in your turn already.") if done else "")  # fmt: skip
        return Row([sign, Grow(words), button], gap=10)

    def _take_one(self, advice: Advice) -> None:
        self.take(advice)

    def _entry(self, entry: Order | Answer, cost: float) -> tuple[Element, str, str]:
        """Return a sign for what would be done, what it is, and more about it."""
        match = self.match
        if isinstance(entry, Answer):
            what = match.title("items", entry.item) if entry.item else self._asked(entry)
            told = _("{offer}: {answer}").format(offer=what, answer=labels.answer(entry.answer))
            return Flag(entry.power, 24), told, match.name(entry.power)
        size = [labels.size(entry, cost)] if labels.size(entry, cost) else []
        items = [match.title("items", item) for item in entry.items or ()]
        place = [match.name(entry.target)] if entry.target else []
        sign: Element = Flag(entry.target, 24) if entry.target else Icon("users", 22, "ink")
        title = " · ".join([match.title("levers", entry.lever), *place, *size])
        return sign, title, listed(items) if items else ""

    def _asked(self, entry: Answer) -> str:
        """Return the title of the order that is answered."""
        orders = [one.order for one in self.match.session.desk(self.actor).offers]
        levers = {(order.power, order.slot + 1): order.lever for order in orders}
        return self.match.title("levers", levers.get((entry.power, entry.slot), ""))

    def _reason(self, advice: Advice) -> str:
        points = change(advice.points, 1) if advice.points is not None else ""
        chance = percent(advice.chance) if advice.chance is not None else ""
        words = {
            ORDER: _("A yes has a chance of {chance}; then it is worth {points} points by the end."),
            ACT: _("Worth {points} points by the end; nobody is asked."),
            MOVE: _("Worth {points} points by the end."),
            AGREES: _("The cabinet thinks so too ({chance}), above all for: {reason}."),
            CABINET: _("Left to the cabinet, which answers so with a chance of {chance}, above all for: {reason}."),
        }.get(advice.kind, _("It overrules the cabinet, which answers so with a chance of {chance} only; there this "
                             "weighs most: {reason}."))  # fmt: skip
        return words.format(points=points, chance=chance, reason=labels.term(advice.reason) if advice.reason else "")

    def _name(self) -> str:
        return self.match.name(self.actor)
