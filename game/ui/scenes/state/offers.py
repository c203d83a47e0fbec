"""The offers that lie before a state, side by side: what each would do to it, and how it may be answered."""

from collections.abc import Callable, Sequence
from typing import Literal, cast

from game.sim.explain import Weighing
from game.sim.outlook import AnswerOutlook, OfferLine, OfferOutlook, StateOutlook
from game.sim.portrait import OTHERS
from game.ui import labels
from game.ui.kit.answers import AnswerTrio, ChanceBar
from game.ui.kit.base import Element
from game.ui.kit.basics import Flag, Icon, KeyCap, Press, Text
from game.ui.kit.boxes import Box, Column, Grow, Row, Rule
from game.ui.kit.meters import Moved, Part, SharesNowThen
from game.ui.kit.scroll import Scroll
from game.ui.match import Match
from game.ui.words import _, change, money, number, percent, points, titled

__all__ = ["offer_card", "parts_of"]

Given = Literal["accept", "amend", "decline"]


def offer_card(
    match: Match, outlook: StateOutlook, offer: OfferOutlook, current: bool,
    answer: Callable[[OfferLine, str], None], why: Callable[[Weighing], None], take: Callable[[], None], advice: bool,
    forecast: Element | None = None,
) -> Element:  # fmt: skip
    """Return the card of one offer.

    Parameters
    ----------
    current : whether the letters of the answers are for this offer.
    answer : is called with the line and what is answered to it.
    take : makes this offer the current one.
    advice : whether it is shown what the cabinet would do.
    forecast : the futures of a yes against a no, of the offer that is the current one.
    """
    accepted = offer.answers["accept"]
    body = [
        *_terms(match, offer), Rule(), *_consequences(match, outlook, accepted, offer), Rule(),
        *(part for line in offer.lines for part in _line(match, offer, line, current, answer, why, advice)),
    ]  # fmt: skip
    body += [Rule(), forecast] if forecast is not None else []
    card = Column([_head(match, offer, take), Grow(Scroll(Column(body, gap=6), f"offer {offer.power} {offer.slot}"))])
    return Box(card, "panel", 16, "ink" if current else "line", 2 if current else 1, 10, 14, 12, "panel",
               titled(match.name(offer.power), offer.title))  # fmt: skip


def _head(match: Match, offer: OfferOutlook, take: Callable[[], None]) -> Element:
    names = Column([Text(match.name(offer.power), "small", "dim"), Text(offer.title, "head")], gap=0)
    value = money(offer.value) if offer.value > 0.0005 else _("no money")
    return Press(
        Row([Flag(offer.power, 34), Grow(names)]), f"card {offer.power} {offer.slot}",
        titled(match.name(offer.power), offer.title), take, "row", value, fill="", pad_x=2, pad_y=2,
    )  # fmt: skip


def _terms(match: Match, offer: OfferOutlook) -> list[Element]:
    """Return what is offered, in plain words."""
    value = money(offer.value) if offer.value > 0.0005 else _("no money, words or persons")
    rows: list[Element] = [Text(value, "strong")]
    if offer.exclusive > 0:
        rows.append(_sign("triangle-alert", "warn", _("shuts others out: {share}").format(
            share=percent(offer.exclusive))))  # fmt: skip
    else:
        rows.append(_sign("circle-check", "good", _("no exclusive rights")))
    naming = max((line.amendment.naming for line in offer.lines if line.amendment is not None), default=0.0)
    if naming > 0:
        rows.append(_sign("triangle-alert", "warn", _("names others: {share}").format(share=percent(naming))))
    landed = offer.answers["accept"].delivered
    if offer.value > 0.0005:
        rows.append(_sign("hourglass", "dim", _("{money} of it here in {quarters} quarters").format(
            money=money(max(landed, 0.0)), quarters=_horizon(match))))  # fmt: skip
    return rows


def _horizon(match: Match) -> str:
    left = (match.world.turns - match.session.number) * match.world.quarters
    return number(min(8, left))


def _sign(icon: str, tone: str, words: str) -> Element:
    return Row([Icon(icon, 16, tone), Grow(Text(words, "small"))], gap=6)


def parts_of(match: Match, dependence: "dict[str, float]") -> list[Part]:
    """Return dependence as parts of a share bar: powers in their order, then all others."""
    return [
        Part("" if name == OTHERS else name, match.name(name), share)
        for name, share in dependence.items()
    ]  # fmt: skip


def _consequences(match: Match, outlook: StateOutlook, accepted: AnswerOutlook, offer: OfferOutlook) -> list[Element]:
    """Return what a yes would change, against signing nothing."""
    then, idle = accepted.later, outlook.nothing.later
    power = offer.power
    bars = SharesNowThen(
        f"shares {power} {offer.slot}", parts_of(match, outlook.now.dependence), parts_of(match, then.dependence),
        _("Dependence in {count} quarters").format(count=outlook.quarters), legend=False,
    )  # fmt: skip
    minds = [
        titled(match.name(rival), f"{labels.reaction(name)} {percent(chance)}")
        for rival, chances in accepted.reactions.items()
        for name, chance in chances.items()
        if name != "nothing" and chance - outlook.nothing.reactions[rival].get(name, 0.0) >= 0.02
    ]  # fmt: skip
    return [
        Text(_("In {count} quarters, against signing nothing").format(count=outlook.quarters), "label", "dim"), bars,
        _moved(match.name(power), percent(then.dependence[power], 1),
               points(then.dependence[power] - idle.dependence[power]), "ink"),
        _moved(_("Balance"), number(then.partners, 2), change(then.partners - idle.partners), _tone(
            then.partners - idle.partners)),
        _moved(_("Development"), number(then.development, 2), change(then.development - idle.development), _tone(
            then.development - idle.development)),
        _moved(_("Your score by the end"), "", change(accepted.worth, 1), _tone(accepted.worth)),
        Text(_("Who minds: {who}").format(who="; ".join(minds) if minds else _("nobody")), "small", "dim"),
    ]  # fmt: skip


def _moved(words: str, value: str, moved: str, tone: str) -> Element:
    figure = Moved(value, moved, tone) if value else Text(moved, "label", tone)
    return Row([Grow(Text(words, "small")), figure])


def _tone(amount: float) -> str:
    return "good" if amount > 0.005 else "bad" if amount < -0.005 else "dim"


def _line(
    match: Match, offer: OfferOutlook, line: OfferLine, current: bool, answer: Callable[[OfferLine, str], None],
    why: Callable[[Weighing], None], advice: bool,
) -> list[Element]:  # fmt: skip
    """Return what is answered on its own: the whole offer, or one item of it."""
    id_ = f"{offer.power} {offer.slot} {line.item or ''}"
    found: list[Element] = []
    if line.item is not None:
        found.append(Text(match.title("items", line.item), "strong"))
    if advice:
        chances, weighing = line.weighing.chances, line.weighing
        head = Row([Grow(Text(_("Your cabinet would"), "small", "dim")), KeyCap("why") if current else Text("")])
        found += [head, ChanceBar(f"chance {id_}", chances.accept, chances.amend, chances.decline,
                                  press=lambda: why(weighing))]  # fmt: skip
        strongest = sorted(line.weighing.reasons, key=lambda reason: -abs(reason.amount))[:2]
        words = " · ".join(f"{labels.term(reason.name)} {change(reason.amount)}" for reason in strongest)
        found.append(Text(words, "small", "dim"))
    closed = "" if line.amendment is not None else _("There is nothing in it to amend.")
    chosen = cast(Given, line.chosen) if line.chosen else None
    name = match.title("items", line.item) if line.item else offer.title
    letters = current and line is offer.lines[0]
    found.append(AnswerTrio(
        f"answer {id_}", chosen, lambda given: answer(line, given), ("", closed, ""), letters,
        titled(match.name(offer.power), name),
    ))  # fmt: skip
    if line.amendment is not None and line.chosen == "amend":
        found.append(Text(_amended(match, line), "small", "warn"))
    return found


def _amended(match: Match, line: OfferLine) -> str:
    amendment = line.amendment
    assert amendment is not None
    if amendment.strikes == "exclusivity":
        return _("Strikes the exclusive rights; {share} of the money stays.").format(share=percent(amendment.value))
    return _("Softens the wording: names others {after} instead of {before}.").format(
        after=percent(amendment.softened), before=percent(amendment.naming))  # fmt: skip


def answered(offers: Sequence[OfferOutlook]) -> tuple[int, int]:
    """Return how many lines are answered, and how many there are."""
    lines = [line for offer in offers for line in offer.lines]
    return sum(bool(line.chosen) for line in lines), len(lines)
