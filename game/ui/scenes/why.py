"""Why: from any number to its causes, and from a cause to a quote, a public figure or an assumption."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from game.report.phrases import cause_words
from game.report.story import Reference
from game.scenario.bases import Bases, Card
from game.sim.explain import Decision, Weighing
from game.sim.ledger import Cause, Change
from game.sim.origins import Origin, Origins
from game.ui import labels
from game.ui.flow import open_layer
from game.ui.kit.base import Element
from game.ui.kit.basics import Button, Icon, KeyCap, Press, Text
from game.ui.kit.boxes import Box, Column, Grow, Row, Rule
from game.ui.kit.charts import LineChart, Series
from game.ui.kit.dialog import Layer
from game.ui.kit.marks import BasisMark, Notice
from game.ui.kit.node import Act
from game.ui.kit.scroll import Scroll
from game.ui.kit.waterfall import Term, Waterfall
from game.ui.match import Match
from game.ui.scenes.why_doubt import Doubt
from game.ui.scenes.why_question import Question, of_reference
from game.ui.stage import Scene, Stage
from game.ui.words import _, ngettext, number, say
from game.ui.words import change as change_text

__all__ = ["Why"]

_MOST_CARDS = 12
_KINDS = ("evidence", "data", "assumption")


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
        self.chosen = 0  # which cause is looked at
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

    @property
    def question(self) -> Question:
        """What is asked about now."""
        return self.trail[-1]

    # --- what its person does

    def entered(self) -> None:
        """Begin at the first cause."""
        self.stage.focus("cause 0")

    def choose(self, at: int) -> None:
        """Look at a cause."""
        self.chosen = at
        self.stage.changed()

    def turn(self, by: int) -> None:
        """Look at another turn."""
        turns = len(self.match.session.records)
        if turns and self.question.weighing is None:
            at = min(max(self.question.turn + by, 0), turns - 1)
            self.trail[-1], self.chosen = replace(self.question, turn=at), 0
            self.stage.changed()

    def ask_score(self) -> None:
        """Ask after the score of the seat."""
        if self.match.seat:
            self.trail.append(Question("score", (self.match.seat,), len(self.match.session.records) - 1))
            self.chosen = 0
            self.stage.changed()

    def back(self) -> None:
        """Go back to the question before, or close."""
        if len(self.trail) > 1:
            self.trail.pop()
            self.chosen = 0
            self.stage.changed()
        else:
            self.stage.pop()

    def actions(self) -> Mapping[str, Act]:
        """Return what keys do that stand on no button."""
        return {"why": self.stage.pop, "doubt": self._doubt_first}

    def help(self) -> Mapping[str, str]:
        """Return what the keys do."""
        return {"doubt": _("move an assumption, and see what becomes of the game")}

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
        self.doubt.open(card)
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
        crumbs = Row([Icon("search", 20, "ink"), Grow(Text(trail, "head")),
                      KeyCap("back"), Button(_("Close"), "close", self.stage.pop, "quiet", "x")])  # fmt: skip
        if question.weighing is not None:
            left, right = self._decision(question.weighing), self._of_term(question.weighing)
        else:
            left, right = self._causes(question, change), self._of_cause(question, change)
        body = Row([Grow(Scroll(left, "causes")), Grow(Scroll(right, "origins"))], gap=32, align="top")
        return Layer(Column([crumbs, Rule(), Grow(body)], gap=10), "why", 1120, _("Why"), high=660)

    def _causes(self, question: Question, change: Change | None) -> Element:
        levels = question.levels(self.match)
        parts: list[Element] = [self._heading(question, change, levels)]
        if len(levels) > 1:
            turns = [_("start"), *(str(turn) for turn in range(1, len(levels)))]
            factor = 100.0 if question.is_share else 1.0
            line = Series("", [factor * value for value in levels])
            parts.append(LineChart("levels", _("So far"), [line], turns, lambda value: number(value, 2), 110,
                                   question.turn + 1))  # fmt: skip
        if change is None or not change.causes:
            parts.append(Notice(_("Unchanged in this turn"), _("What it stands on is at the right."), "info"))
            return Column([*parts, self._turns()], gap=10)
        ordered = sorted(change.causes, key=lambda cause: -abs(cause.amount))
        factor = 100.0 if question.is_share else 1.0
        terms = [
            Term(_opened(say(cause_words(cause, self.match.world))), factor * cause.amount,
                 press=lambda at=at: self.choose(at), id=f"cause {at}")  # type: ignore[misc]
            for at, cause in enumerate(ordered)
        ]  # fmt: skip
        unit = _("in percentage points") if question.is_share else ""
        small = 0.005 if question.measure == "score" or question.is_share else 0.0005
        digits = 2 if question.measure == "score" or question.is_share else 3
        head = Row([Grow(Text(_("Causes"), "head")), Text(unit, "small", "dim")])
        chart = Waterfall("causes", terms, _("Change in turn {turn}").format(turn=question.turn + 1),
                          lambda value: change_text(value, digits), small=small)  # fmt: skip
        return Column([*parts, head, chart, self._nothing_left(change), self._turns()], gap=10)

    def _heading(self, question: Question, change: Change | None, levels: list[float]) -> Element:
        title = Text(question.title(self.match), "title")
        if change is None:
            now = question.write(levels[-1]) if levels else ""
            return Column([title, Text(now, "head")], gap=2)
        moved = Row([
            Text(f"{question.write(change.before)} → {question.write(change.after)}", "head"),
            Text(question.write_change(change.amount), "head", "good" if change.amount >= 0 else "bad"),
            Text(_("in {turn}").format(turn=self.match.turn_words(question.turn + 1)), "small", "dim"),
        ], gap=10)  # fmt: skip
        return Column([title, moved], gap=2)

    def _nothing_left(self, change: Change) -> Element:
        """Say whether the causes add up; they must, and a fault is told and not hidden."""
        left = change.amount - sum(cause.amount for cause in change.causes)
        if abs(left) > 1e-4 * max(1.0, abs(change.amount)):
            words = _("The causes miss the change by {left}. Please report this.").format(left=change_text(left, 6))
            return Notice(_("Something is missing"), words, "triangle-alert", "bad")
        count = len(change.causes)
        words = ngettext("{count} cause, nothing left over.", "{count} causes, nothing left over.", count)
        return Notice(words.format(count=count), _("The sum is checked in every turn."), "circle-check", "good")

    def _turns(self) -> Element:
        earlier = "" if self.question.turn > 0 else _("This is the first turn.")
        last = len(self.match.session.records) - 1
        later = "" if self.question.turn < last else _("This is the latest turn.")
        seat = [Button(_("My score"), "score", self.ask_score, "quiet", "crown")] if (
            self.match.seat and self.question.measure != "score") else []  # fmt: skip
        return Row([
            Button(_("Earlier turn"), "earlier", lambda: self.turn(-1), icon="chevron-left", why_not=earlier),
            Button(_("Later turn"), "later", lambda: self.turn(1), icon="chevron-right", why_not=later), *seat,
        ])  # fmt: skip

    def _of_cause(self, question: Question, change: Change | None) -> Element:
        origins = Origins(self.bases, self.match.world, self._played())
        if change is None or not change.causes:
            return self._origins(question.title(self.match), "", origins.of_level(question.measure, question.place))
        ordered = sorted(change.causes, key=lambda cause: -abs(cause.amount))
        cause: Cause = ordered[min(self.chosen, len(ordered) - 1)]
        words = say(cause_words(cause, self.match.world))
        found = origins.of_cause(cause, question.measure, question.place)
        return self._origins(_opened(words), question.write_change(cause.amount), found)

    def _played(self) -> Any:
        turns = self.match.session.game.turns
        return turns[self.question.turn] if turns else None

    # --- a decision

    def _decision(self, weighing: Weighing) -> Element:
        chances = weighing.chances
        ordered = sorted(weighing.reasons, key=lambda reason: -abs(reason.amount))
        terms = [
            Term(labels.term(reason.name), reason.amount, press=lambda at=at: self.choose(at), id=f"cause {at}")  # type: ignore[misc]
            for at, reason in enumerate(ordered)
        ]
        parts: list[Element] = [Text(self.question.title(self.match), "title")]
        if weighing.item is not None:
            parts.append(Text(self.match.title("items", weighing.item), "strong"))
        parts.append(Text(_("Each bar is a reason; they add up to the decision."), "small", "dim"))
        parts.append(Waterfall("causes", terms, _("All together")))
        if isinstance(weighing, Decision):
            parts += self._drawn(weighing)
        else:
            words = _("accept {accept}, amend {amend}, decline {decline}").format(
                accept=number(100 * chances.accept), amend=number(100 * chances.amend),
                decline=number(100 * chances.decline))  # fmt: skip
            parts.append(Text(_("In 100 draws: {words}").format(words=words), "body"))
        return Column(parts, gap=10)

    def _drawn(self, decision: Decision) -> list[Element]:
        said = labels.answer(decision.answer, given=True)
        likely = number(100 * decision.chances.accept)
        who = _("Its seat decided: {said}.") if decision.by_seat else _(
            "{likely} in 100 say yes as it stood; the draw said: {said}.")  # fmt: skip
        found: list[Element] = [Text(who.format(said=said, likely=likely), "strong")]
        turning = decision.turning
        if turning is not None and turning.nearest is not None:
            change = labels.remedy(turning.nearest, self.match.world)
            words = _("What would have turned it: {change}.") if turning.nearest.suffices else _(
                "Not even this would have turned it: {change}.")  # fmt: skip
            found.append(Text(words.format(change=change), "body"))
        return found

    def _of_term(self, weighing: Weighing) -> Element:
        ordered = sorted(weighing.reasons, key=lambda reason: -abs(reason.amount))
        if self.question.term and self.chosen == 0:
            at = next((i for i, reason in enumerate(ordered) if reason.name == self.question.term), 0)
        else:
            at = min(self.chosen, len(ordered) - 1)
        reason = ordered[at]
        origins = Origins(self.bases, self.match.world, self._played())
        found = origins.of_reason(weighing, reason.name)
        return self._origins(labels.term(reason.name), change_text(reason.amount, 2), found)

    # --- what it rests on

    def _origins(self, words: str, amount: str, origins: tuple[Origin, ...]) -> Element:
        head = Row([Grow(Text(words, "title")), Text(amount, "title")])
        parts: list[Element] = [head]
        said = {
            "chance": _("Chance: it was drawn, the same for every player of this seed."),
            "decision": _("A decision: somebody made it in this turn."),
            "clock": _("Time: it only counts."), "bound": _("A bound beyond which this cannot go."),
            "nothing": _("It begins at nothing."),
        }  # fmt: skip
        parts += [Notice(said[one.kind], "", "dices") for one in origins if one.kind in said]
        cards = [self.bases.card(one.path) for one in origins if one.kind == "number"]
        order = {"evidence": 0, "data": 1, "assumption": 2}
        cards.sort(key=lambda card: order.get(card.kind, 3))
        self._cards = cards[:_MOST_CARDS]
        parts += [self._doubted(card, at) for at, card in enumerate(self._cards)]
        if len(cards) > _MOST_CARDS:
            more = _("and {count} numbers more of the same sections").format(count=len(cards) - _MOST_CARDS)
            parts.append(Text(more, "small", "dim"))
        return Column(parts, gap=10)

    def _doubted(self, card: Card, at: int) -> Element:
        """Return a number with the switch below it: what if it were otherwise."""
        opened = self.doubt.card is not None and self.doubt.card.path == card.path
        words = _("Leave it as it is") if opened else _("What if it were otherwise?")
        button = Button(words, f"doubt {at}", lambda: self._open_doubt(card), "quiet", "sliders-horizontal")
        parts: list[Element] = [self._card(card, at), Row([Grow(Text("")), button])]
        if opened:
            parts.append(Box(self.doubt.element(self.question, self._replay), "warn_ground", 9, "line", 1, 0, 14, 10))
        return Column(parts, gap=4)

    def _card(self, card: Card, at: int) -> Element:
        kind = card.kind if card.kind in _KINDS else ""
        mark = BasisMark(kind) if kind else Text(_("the format’s own value"), "label", "dim")  # type: ignore[arg-type]
        where = card.source.title if card.source is not None else ""
        parts: list[Element] = [Row([mark, Grow(Text(where, "small", "dim", "right"))])]
        if card.quote:
            parts.append(Text(f"“{card.quote}”", "quote"))
        value = card.written or f"{card.value:g} {card.unit}".strip()
        if card.times is not None:
            value = _("{value} times {factor}").format(value=value, factor=card.times.written)
        parts.append(Row([Grow(Text(card.meaning, "small")), Text(value, "strong")]))
        parts.append(Text(card.setting, "small", "dim"))
        if card.reason or card.note:
            parts.append(Text(card.reason or card.note, "small"))
        if card.times is not None and card.times.kind in _KINDS:
            why = Text(card.times.reason or card.times.note or card.times.quote, "small")
            parts.append(Row([BasisMark(card.times.kind), Grow(why)], gap=10, align="top"))  # type: ignore[arg-type]
        inner = Column(parts, gap=4)
        if card.source is not None and card.source.text is not None:
            source, quote = card.source.id, card.quote
            return Press(inner, f"card {at}", _("open the article"), lambda: self._open(source, quote), "row",
                         where, fill="raised", pad_x=14, pad_y=10)  # fmt: skip
        return Box(inner, "raised", 9, "line", 1, 0, 14, 10)

    def _open(self, source: str, quote: str) -> None:
        open_layer("article", self.stage, self.match, source, quote)


def _opened(words: str) -> str:
    """Return words with a capital first letter."""
    return words[:1].upper() + words[1:]
