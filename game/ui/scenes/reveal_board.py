"""What lies below the map of the reveal: offers, answers with their reasons, rivals, deliveries, the front page."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from game.report.front_page import FrontPage, SignedLanded, Story, told
from game.sim.explain import Decision, Reaction
from game.sim.steps import GivenOrder
from game.ui import labels
from game.ui.kit.base import Element, Kit
from game.ui.kit.basics import Flag, Icon, Press, Text
from game.ui.kit.boxes import Box, Column, Gap, Grid, Grow, Row, Rule, Together
from game.ui.kit.choices import Option, Tabs
from game.ui.kit.marks import Badge
from game.ui.kit.meters import Meter
from game.ui.kit.shaped import Shaped
from game.ui.kit.waterfall import Term, Waterfall
from game.ui.match import Match
from game.ui.scenes.reveal_beats import STEPS, Answered, Beat
from game.ui.words import _, change, money, ngettext, percent, say, titled

__all__ = ["SIGNS", "Board", "reaction_words", "reason_words"]

SIGNS: Mapping[str, tuple[str, Literal["good", "warn", "bad"]]] = {
    "accept": ("check", "good"), "amend": ("pencil-line", "warn"), "decline": ("x", "bad"),
}  # fmt: skip
_REASONS = 2  # of an answer that are named; the others are one sum
_COLUMN = 270  # pixels at 100 % that a card wants


@dataclass(frozen=True)
class Board:
    """The lower part of the reveal, as plain data.

    Parameters
    ----------
    match : the game.
    beat : what is shown now.
    answers : all answers of the turn.
    reactions : of rivals, those that did something.
    page : the front page.
    when : what the turn is called.
    step : goes to a step of the reveal.
    open_story : opens the causes of a story.
    """

    match: Match
    beat: Beat
    answers: Sequence[Answered]
    reactions: Sequence[Reaction]
    page: FrontPage
    when: str
    step: Callable[[str], None]
    open_story: Callable[[Story], None]

    def element(self) -> Element:
        """Return the tabs and what the beat is about."""
        names = {"offers": _("Offers"), "answers": _("Answers"), "rivals": _("Rivals"), "deliveries": _("Deliveries"),
                 "page": _("Front page")}  # fmt: skip
        options = [Option(step, names[step]) for step in STEPS]
        tabs = Tabs("step", _("What is shown"), options, self.beat.step, self.step)
        if self.beat.step == "page":
            return Column([self._headed(tabs, self.when), Shaped(self._front_page)], gap=10)
        parts = self._cards()
        shown = Shaped(lambda kit, width: _in_columns(parts, kit, width))
        return Column([self._headed(tabs, self._sentence()), shown], gap=10)

    def _headed(self, tabs: Tabs, words: str) -> Element:
        """Return the tabs with a sentence at their right, or below them where that has no room."""

        def shape(kit: Kit, width: int) -> Element:
            with_words = replace(tabs, note=words)
            if with_words.has_room(kit, width):
                return with_words
            return Column([tabs, Text(words, "strong", "dim")], gap=8)

        return Shaped(shape)

    def _sentence(self) -> str:
        if self.beat.step == "offers":
            count = len({(one.order.power, one.order.slot) for one in self.answers})
            return ngettext("{count} order is on its way.", "{count} orders are on their way.", count).format(
                count=count
            )
        if self.beat.step == "answers":
            return _("{state} answers.").format(state=self.match.name(self.beat.state))
        if self.beat.step == "rivals":
            return _("Rivals react to what was agreed.")
        return _("What was promised earlier lands now.")

    # --- a card for each thing that happens

    def _cards(self) -> list[Element]:
        if self.beat.step == "offers":
            orders = {(one.order.power, one.order.slot): one.order for one in self.answers}
            whom = {key: [o.state for o in self.answers if (o.order.power, o.order.slot) == key] for key in orders}
            return [self._offer(order, whom[key]) for key, order in orders.items()]
        if self.beat.step == "answers":
            shown = [one for one in self.answers if one.state == self.beat.state]
            return [self._answer(one, at) for at, one in enumerate(shown)]
        if self.beat.step == "rivals":
            return [self._rival(reaction) for reaction in self.reactions] or [
                Text(_("No rival reacted."), "small", "dim")
            ]
        return [self._delivered(power, total) for power, total in self.page.totals.items() if power]

    def _offer(self, order: GivenOrder, states: Sequence[str]) -> Element:
        whom: list[Element] = [Icon("arrow-right", 14, "dim")]
        whom += [Row([Flag(state, 18), Text(self.match.name(state), "small")], gap=6) for state in states]
        words: list[Element] = [
            Text(self.match.title("levers", order.lever), "strong"),
            Together(whom, gap=10, row_gap=2),
        ]
        return _card(Row([Flag(order.power, 30), Grow(Column(words, gap=2))], gap=12, align="top"))

    def _answer(self, one: Answered, at: int) -> Element:
        """Return an answer with the reasons that weigh most, and the others as one: they add up."""
        icon, tone = SIGNS[one.answer]
        decision = one.telling
        ordered = sorted(decision.reasons, key=lambda reason: -abs(reason.amount))
        terms = [Term(labels.term(reason.name), reason.amount) for reason in ordered[:_REASONS]]
        terms.append(Term(_("the rest"), sum(reason.amount for reason in ordered[_REASONS:])))
        chance = _("the chance of a yes was {chance}").format(chance=percent(decision.chances.yes))
        what = Text(self.match.title("levers", one.order.lever), "strong")
        about = f"{self.match.name(one.order.power)} · {chance}"
        title = Column([what, Text(about, "small", "dim")], gap=0)
        head = Row([Flag(one.order.power, 26), Grow(title), Badge(labels.answer(one.answer, given=True), icon, tone)])
        return _card(Column([head, Waterfall(f"reasons {at}", terms, _("All together"))], gap=6))

    def _rival(self, reaction: Reaction) -> Element:
        title, about = reaction_words(self.match, reaction)
        words: list[Element] = [Text(title, "strong"), Text(about, "small", "dim")]
        return _card(Row([Flag(reaction.power, 30), Grow(Column(words, gap=2))], gap=12, align="top"))

    def _delivered(self, power: str, total: SignedLanded) -> Element:
        whole = total.landed + total.coming
        name = self.match.name(power)
        said = _("{landed} landed, {coming} to come").format(landed=money(total.landed), coming=money(total.coming))
        bar = Meter(f"delivered {power}", total.landed / whole if whole else 0.0, name, said, actor=power)
        head = Row([Flag(power, 26), Grow(Text(name, "strong"))])
        return _card(Column([head, bar, Text(said, "small", "dim")], gap=6))

    # --- the front page

    def _front_page(self, kit: Kit, width: int) -> Element:
        """Return the page in columns: the lead at the left, the others beside it or, where it is narrow, below."""
        lead = Column([self._story(self.page.lead, 0, "headline"), Grow()])
        others = [self._story(story, at, "story") for at, story in enumerate(self.page.others, 1)]
        if width < kit.em(_COLUMN) * 2:
            return _ruled([lead, *others])
        if width < kit.em(_COLUMN) * 3:
            return Row([Grow(lead), Rule(upright=True), Grow(_ruled(others))], gap=14, align="fill")
        high = [kit.measure(story, width // 3)[1] for story in others]
        half = min(range(len(others) + 1), key=lambda at: max(sum(high[:at]), sum(high[at:])))
        columns: list[Element] = [Grow(_ruled(part)) for part in (others[:half], others[half:]) if part]
        beside = [part for column in columns for part in (Rule(upright=True), column)]
        return Row([Grow(lead, 1.1), *beside], gap=14, align="fill")

    def _story(self, story: Story, at: int, style: str) -> Element:
        headline, figures = told(story, say)
        words = Column([Text(headline, style), Text(figures, "small", "dim")], gap=2)
        return Press(
            words, f"story {at}", headline, lambda: self.open_story(story), "row", figures, fill="", pad_x=4, pad_y=2
        )


def reaction_words(match: Match, reaction: Reaction) -> tuple[str, str]:
    """Return who reacted how, and over what and where."""
    over = _("over what {power} agreed").format(power=match.name(reaction.by)) if reaction.by else ""
    where = match.name(reaction.place) if reaction.place else ""
    title = titled(match.name(reaction.power), labels.reaction(reaction.reaction))
    return title, " · ".join(part for part in (over, where) if part)


def reason_words(decision: Decision) -> str:
    """Return why an answer was given: the reason that speaks for it, and whether chance decided against the odds."""
    yes, reason = decision.chances.yes, decision.main_reason
    no = decision.answer == "decline"
    told = []
    if not decision.by_seat and (yes > 0.5 if no else yes < 0.5):
        told.append(_("against the odds: {chance} for a yes").format(chance=percent(yes)))
    if not told or (reason.amount < 0.0 if no else reason.amount > 0.0):
        told.append(f"{labels.term(reason.name)} {change(reason.amount)}")
    return " · ".join(told)


def _card(child: Element) -> Element:
    return Box(child, "sunken", 12, pad_x=12, pad_y=8)


def _ruled(stories: Sequence[Element]) -> Element:
    """Return stories one below another with a hairline between them."""
    parts = [part for at, story in enumerate(stories) for part in ((Rule(), story) if at else (story,))]
    return Column([*parts, Grow()], gap=2)


def _in_columns(parts: Sequence[Element], kit: Kit, width: int) -> Element:
    """Return cards side by side, as many as there is room for and no wider than half."""
    most = max(1, (width + kit.px(10)) // (kit.em(_COLUMN) + kit.px(10)))
    columns = min(most, max(2, len(parts))) if most > 1 else 1
    if len(parts) == 4 and columns == 3:
        columns = 2
    return Grid([*parts, *[Gap()] * (-len(parts) % columns)], columns, 10, 10)
