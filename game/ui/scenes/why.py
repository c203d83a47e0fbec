"""Why: from any number to its causes, and from a cause to a quote, a public figure or an assumption."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from game.report.phrases import cause_words
from game.report.story import Reference
from game.scenario.bases import Bases, Card
from game.sim.explain import Decision, Weighing, explain_answers
from game.sim.formulas import Formula, formula_of_cause, formula_of_reason
from game.sim.ledger import Cause, Change
from game.sim.live import PlayedTurn
from game.sim.origins import Origin, Origins
from game.ui import labels
from game.ui.flow import open_layer
from game.ui.kit.base import Element
from game.ui.kit.basics import Button, Icon, Text
from game.ui.kit.boxes import Box, Column, Grow, Row, Rule, Together
from game.ui.kit.dialog import Layer
from game.ui.kit.node import Act
from game.ui.kit.scroll import Scroll
from game.ui.match import Match
from game.ui.scenes.why_causes import causes_of, change_side, decision_side, reasons_of
from game.ui.scenes.why_doubt import Doubt
from game.ui.scenes.why_origins import MOST_CARDS, basis_card, capital, cards_of, formula_row, notices_of
from game.ui.scenes.why_question import Question, of_reference, spot_of
from game.ui.scenes.why_turn import moved_in, moved_list
from game.ui.stage import Scene, Stage
from game.ui.words import _, say
from game.ui.words import change as change_text

__all__ = ["Why"]


class Why(Scene):
    """The layer that explains a number.

    Parameters
    ----------
    stage, match : the window and the game.
    measure, place : what is asked about, see `Question`; `term` with a decision, `story` with its reference.
    given : the decision or the reference.
    turn : the turn whose change is asked about, from 0; the last one if not given.
    """

    layer = True

    def __init__(
        self, stage: Stage, match: Match, measure: str, place: tuple[str, ...] = (), given: Any = None,
        turn: int | None = None,
    ) -> None:  # fmt: skip
        super().__init__(stage)
        self.match = match
        self.bases = Bases(match.loaded)
        self.trail = [self._asked(measure, place, given, turn)]
        self.chosen = self._first()  # which cause is looked at
        self.doubt = Doubt(stage, self, match)
        self._cards: list[Card] = []  # those that are shown

    def _asked(self, measure: str, place: tuple[str, ...], given: Any, turn: int | None) -> Question:
        turn = len(self.match.session.records) - 1 if turn is None else turn
        if isinstance(given, Weighing):
            return Question("term", weighing=given, term=place[0] if place else "", turn=turn)
        if isinstance(given, Reference):
            found = of_reference(given, self.match)
            return replace(found, turn=turn) if found is not None else Question("tension", (), turn)
        if measure == "state":
            leader = self.match.world.names.powers[0]
            return Question("dependence", (leader, *place), turn)
        return Question(measure, place, turn)

    def _first(self) -> int:
        """Return the cause to begin with: the reason that is asked about."""
        weighing, term = self.question.weighing, self.question.term
        reasons = reasons_of(weighing) if weighing is not None else []
        return next((at for at, reason in enumerate(reasons) if reason.name == term), 0)

    @property
    def question(self) -> Question:
        """What is asked about now."""
        return self.trail[-1]

    # --- what its person does

    def entered(self) -> None:
        """Begin at the cause that is asked about, else at the first."""
        self.stage.focus(f"causes.cause {self.chosen}")

    def choose(self, at: int) -> None:
        """Look at a cause."""
        self.chosen = at
        self.stage.changed()

    def turn(self, by: int) -> None:
        """Look at another turn."""
        turns = len(self.match.session.records)
        if turns and self.question.weighing is None:
            at = min(max(self.question.turn + by, 0), turns - 1)
            self._ask(replace(self.question, turn=at), again=True)

    def go(self, question: Question) -> None:
        """Go on to another question; `back` leads here again."""
        self._ask(question)
        self.stage.focus("causes.cause 0")

    def ask_score(self) -> None:
        """Ask after the score of the seat."""
        self.go(Question("score", (self.match.seat,), self.question.turn))

    def ask_turn(self) -> None:
        """Ask what else moved in the turn."""
        if self.match.session.records and self.question.measure != "turn":
            self.go(Question("turn", (), self.question.turn))
            self.stage.focus(f"moved {moved_in(self.match, self.question.turn)[0][0].question.key}")

    def _ask(self, question: Question, *, again: bool = False) -> None:
        self.trail = [*(self.trail[:-1] if again else self.trail), question]
        self.chosen = self._first()
        self.doubt.close()
        self.stage.changed()

    def back(self) -> None:
        """Go back to the question before, or close."""
        if len(self.trail) > 1:
            self._ask(self.trail[-2], again=True)
            self.trail.pop(-2)
            self.stage.focus(f"causes.cause {self.chosen}")
        else:
            self.stage.pop()

    @property
    def _map_screen(self) -> Scene | None:
        """The screen below whose map can show what is asked about."""
        screen = next((scene for scene in reversed(self.stage.scenes) if not scene.layer), None)
        return screen if screen is not None and screen.has_map and spot_of(self.question, self.match) else None

    def show_on_map(self) -> None:
        """Leave, and show what is asked about on the map."""
        screen, spot = self._map_screen, spot_of(self.question, self.match)
        if screen is None or spot is None:
            self.stage.toast(_("There is no map behind this that could show it."))
            return
        while self.stage.scenes[-1] is not screen:
            self.stage.pop()
        screen.point_out(spot)

    def actions(self) -> Mapping[str, Act]:
        """Return what keys do that stand on no button."""
        return {"why": self.stage.pop, "doubt": self._doubt_first, "on the map": self.show_on_map,
                "all of the turn": self.ask_turn}  # fmt: skip

    def help(self) -> Mapping[str, str]:
        """Return what the keys do."""
        return {"doubt": _("move an assumption, and see what becomes of the game"),
                "on the map": _("show it on the map"), "all of the turn": _("all that moved in the turn")}  # fmt: skip

    def _doubt_first(self) -> None:
        """Doubt the number whose card has the focus, else the first assumption, else the first number."""
        marked = self.focused.removeprefix("doubt ") if self.focused.startswith("doubt ") else ""
        found = next((card for at, card in enumerate(self._cards) if str(at) == marked), None)
        found = found or next((card for card in self._cards if card.kind == "assumption"), None)
        if found is None and self._cards:
            found = self._cards[0]
        if found is not None:
            self._open_doubt(found)

    def _open_doubt(self, card: Card) -> None:
        self.doubt.open(card, self.question)
        if self.doubt.card is not None:
            self.stage.focus("doubt value")

    def _replay(self) -> None:
        self.doubt.replay(self.question)

    def arrived(self, name: str, result: Any) -> None:
        """Take what came of a doubt."""
        self.doubt.arrived(name, result)

    # --- the screen

    def build(self) -> Element:
        """Return causes at the left, and what the chosen one rests on at the right."""
        question, change = self.question, self.question.change(self.match)
        trail = " › ".join(asked.title(self.match) for asked in self.trail)
        crumbs = Row([Icon("search", 20, "ink"), Grow(Text(trail if len(self.trail) > 1 else _("Why"), "head")),
                      *self._ways_out()])  # fmt: skip
        origins = Origins(self.bases, self.match.world, self._played)
        if question.measure == "turn":
            groups = moved_in(self.match, question.turn)
            half = _half([len(group) for group in groups])
            left, right = (list(moved_list(self.match, part, self.go)) for part in (groups[:half], groups[half:]))
        elif question.weighing is not None:
            left = list(decision_side(self.match, question, question.weighing, origins, self.chosen, self.choose))
            right = self._of_reason(question.weighing, origins)
        else:
            left = list(change_side(self.match, question, change, origins, self.chosen, self.choose))
            right = self._of_cause(question, change, origins)
        sides = Row([Grow(Scroll(Column([*left, self._doors()], gap=10), "causes")),
                     Grow(Scroll(Column(right, gap=10), "origins"))], gap=32, align="top")  # fmt: skip
        return Layer(Column([crumbs, Rule(), Grow(sides)], gap=10), "why", 1120, _("Why"), high=660)

    @property
    def _played(self) -> PlayedTurn | None:
        turns = self.match.session.game.turns
        return turns[self.question.turn] if turns and self.question.turn >= 0 else None

    def _ways_out(self) -> list[Element]:
        """Return the buttons that close this, and before that the one that goes back to the question before."""
        if len(self.trail) < 2:
            return [Button(_("Close"), "close", self.stage.pop, "quiet", action="back")]
        return [Button(_("Back"), "back", self.back, "quiet", "chevron-left", "back"),
                Button(_("Close"), "close", self.stage.pop, "quiet", "x")]  # fmt: skip

    def _doors(self) -> Element:
        """Return the buttons that lead on from a question."""
        question, last = self.question, len(self.match.session.records) - 1
        buttons: list[Element] = []
        if self._map_screen is not None:
            buttons.append(Button(_("Show on the map"), "on the map", self.show_on_map, icon="map",
                                  action="on the map"))  # fmt: skip
        if last >= 0 and question.measure != "turn":
            all_of_it = _("All of turn {turn}").format(turn=question.turn + 1)
            buttons.append(Button(all_of_it, "all of the turn", self.ask_turn, icon="table", action="all of the turn"))
        if question.weighing is None:
            earlier = "" if question.turn > 0 else _("This is the first turn.")
            later = "" if question.turn < last else _("This is the latest turn.")
            buttons += [
                Button(_("Earlier turn"), "earlier", lambda: self.turn(-1), "quiet", "chevron-left", why_not=earlier),
                Button(_("Later turn"), "later", lambda: self.turn(1), "quiet", "chevron-right", why_not=later),
            ]  # fmt: skip
        if self.match.seat and question.measure != "score":
            buttons.append(Button(_("My score"), "score", self.ask_score, "quiet", "crown"))
        return Together(buttons, gap=8, row_gap=8)

    def _of_cause(self, question: Question, change: Change | None, origins: Origins) -> list[Element]:
        if change is None or not change.causes:
            found = origins.of_level(question.measure, question.place)
            return self._rests_on(question.title(self.match), "", None, found)
        ordered = causes_of(change)
        cause = ordered[min(self.chosen, len(ordered) - 1)]
        words = capital(say(cause_words(cause, self.match.world)))
        formula, played = None, self._played
        if played is not None and cause.field == question.measure:  # products are known of what is added to a stock
            formula = formula_of_cause(cause, question.place, played, self.match.world)
        found = origins.of_cause(cause, question.measure, question.place)
        return self._rests_on(words, question.write_change(cause.amount), formula, found, self._answers(cause))

    def _answers(self, cause: Cause) -> list[Element]:
        """Return a door to every answer that the order behind a cause was given."""
        if cause.order is None or self._played is None:
            return []
        given = (cause.order.power, cause.order.slot)
        decisions = [one for one in explain_answers(self._played, self.match.world)
                     if (one.order.power, one.order.slot) == given]  # fmt: skip
        return [self._answer(decision, at) for at, decision in enumerate(decisions)]

    def _answer(self, decision: Decision, at: int) -> Element:
        words = _("Why {state} {answer}").format(
            state=self.match.name(decision.state), answer=labels.answer(decision.answer, given=True))  # fmt: skip
        if decision.item:
            words += f": {self.match.title('items', decision.item)}"
        asked = Question("term", weighing=decision, term=decision.main_reason.name, turn=self.question.turn)
        return Button(words, f"answer {at}", lambda: self.go(asked), "quiet", "message-square")

    def _of_reason(self, weighing: Weighing, origins: Origins) -> list[Element]:
        ordered = reasons_of(weighing)
        reason = ordered[min(self.chosen, len(ordered) - 1)]
        played, formula = self._played, None
        if isinstance(weighing, Decision) and played is not None:
            formula = formula_of_reason(weighing, reason.name, played, self.match.world)
        found = origins.of_reason(weighing, reason.name)
        return self._rests_on(labels.term(reason.name), change_text(reason.amount, 2), formula, found)

    # --- what it rests on

    def _rests_on(
        self, words: str, amount: str, formula: Formula | None, origins: tuple[Origin, ...],
        doors: list[Element] | None = None,
    ) -> list[Element]:  # fmt: skip
        cards = cards_of(self.bases, origins)
        self._cards = cards[:MOST_CARDS]
        parts: list[Element] = [Row([Grow(Text(words, "title")), Text(amount, "title")])]
        parts += formula_row(formula, lambda value: change_text(value, 3))
        parts += [Together(doors, gap=8, row_gap=4)] if doors else []
        parts += notices_of(origins)
        parts += [self._doubted(card, at) for at, card in enumerate(self._cards)]
        if len(cards) > MOST_CARDS:
            more = _("and {count} numbers more of the same sections").format(count=len(cards) - MOST_CARDS)
            parts.append(Text(more, "small", "dim"))
        return parts

    def _doubted(self, card: Card, at: int) -> Element:
        """Return a number with the switch below it: what if it were otherwise."""
        opened = self.doubt.card is not None and self.doubt.card.path == card.path
        words = _("Leave it as it is") if opened else _("What if it were otherwise?")
        button = Button(words, f"doubt {at}", lambda: self._open_doubt(card), "quiet", "sliders-horizontal")
        parts: list[Element] = [basis_card(self.match, card, at, self._open, button)]
        if opened:
            parts.append(Box(self.doubt.element(self.question, self._replay), "warn_ground", 9, "line", 1, 0, 14, 10))
        return Column(parts, gap=4)

    def _open(self, source: str, quote: str) -> None:
        open_layer("article", self.stage, self.match, source, quote)


def _half(sizes: list[int]) -> int:
    """Return how many groups at the beginning hold about half of all."""
    so_far = 0
    for at, size in enumerate(sizes):
        so_far += size
        if 2 * so_far >= sum(sizes):
            return at + 1
    return len(sizes)
