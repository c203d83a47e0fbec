"""What would probably become of an order: the answer and its reasons, what would change it, rivals, worth."""

from collections.abc import Callable

from game.sim.explain import Weighing
from game.sim.preview import Preview, RivalOutlook
from game.sim.preview_changes import Change
from game.ui import labels
from game.ui.kit.answers import ChanceBar
from game.ui.kit.base import Element
from game.ui.kit.basics import Button, Flag, KeyCap, Text
from game.ui.kit.boxes import Column, Grow, Row, Rule, Together
from game.ui.kit.marks import Empty, Notice, Suggestion
from game.ui.kit.scroll import Scroll
from game.ui.kit.waterfall import Term, Waterfall
from game.ui.match import Match
from game.ui.scenes.power.turn import PowerTurn
from game.ui.words import _, change, money, number, percent, say

__all__ = ["change_icon", "change_words", "likely_answer", "reasons"]

_SHOWN = 3  # changes that are offered
_ALL, _FEW = 0.005, 0.05  # below it a reason is not shown as a bar


def likely_answer(scene: PowerTurn, preview: Preview) -> Element:
    """Return the panel about the order that is being written.

    With few figures, for a first lesson, small reasons are left out, and futures and rivals stand behind a button.
    """
    match, weighing = scene.match, scene.weighing
    few = scene.few_figures
    if weighing is None:
        parts = [_unasked(match, preview)]
    else:
        least = _FEW if few and not scene.more else _ALL
        terms = reasons(weighing, lambda name: scene.why_term(weighing, name), least)
        parts = [*_answer(match, weighing, preview), terms, *_changes(scene, preview.money)]
    if few:
        words = _("Less") if scene.more else _("More: small reasons, futures, rivals")
        icon = "chevron-up" if scene.more else "chevron-down"
        parts.append(Row([Button(words, "more", scene.show_more, "quiet", icon), Grow(Text(""))]))
    if not few or scene.more:
        forecast = scene.forecast()
        parts += [_worth(preview)] if preview.worth is not None else []
        parts += [forecast] if forecast is not None and preview.refusal is None else []
        parts += _rivals(match, preview)
    return Scroll(Column(parts, gap=10), "likely")


def _unasked(match: Match, preview: Preview) -> Element:
    if preview.refusal is not None:
        return Grow(Empty(labels.refused(preview.refusal), say(preview.refusal.hint), "lock"))
    return Notice(_("Nobody is asked"), _("This is done, not offered: no state can decline it."), "hand")


def _answer(match: Match, weighing: Weighing, preview: Preview) -> list[Element]:
    place = match.name(weighing.state)
    head = _("{state}’s likely answer").format(state=place)
    about = [Text(_("on “{item}”").format(item=match.title("items", weighing.item)), "small", "dim")] if (
        weighing.item) else []  # fmt: skip
    odds = labels.plain_odds(weighing.chances.accept)
    chances = weighing.chances
    return [
        Column([
            Row([Flag(weighing.state, 22), Grow(Text(head, "head")), KeyCap("why")]), *about,
            Text(_("A guess before the draw, not a promise: a plain yes {odds}.").format(odds=odds), "small", "dim"),
        ], gap=2),
        ChanceBar("chance", chances.accept, chances.amend, chances.decline),
    ]  # fmt: skip


def reasons(weighing: Weighing, why: Callable[[str], None], least: float) -> Element:
    """Return the terms of a decision, largest first, as they add up; each opens its causes."""
    ordered = sorted(weighing.reasons, key=lambda reason: -abs(reason.amount))
    terms = [
        Term(labels.term(reason.name), reason.amount, press=lambda name=reason.name: why(name),  # type: ignore[misc]
             id=f"term {reason.name}")
        for reason in ordered
    ]  # fmt: skip
    head = Row([Grow(Text(_("The reasons, in points of utility"), "label", "dim")),
                Text(_("0 is as likely as not"), "small", "dim")])  # fmt: skip
    return Column([head, Waterfall("reasons", terms, _("All together"), small=least)], gap=4)


def _changes(scene: PowerTurn, paid: float) -> list[Element]:
    changes, apply, match = scene.changes, scene.apply, scene.match
    if not changes:
        return [Text(_("Nothing that you could change at once makes a yes likelier."), "small", "dim")]
    rows = [
        Suggestion(
            f"change {at}", change_words(match, one, paid), one.gain, one.chances.accept, lambda one=one: apply(one),  # type: ignore[misc]
            digit=at + 1, icon=change_icon(one), first=at == 0,
        )
        for at, one in enumerate(changes[:_SHOWN])
    ]  # fmt: skip
    return [Column([Text(_("What would change it"), "head"), *rows], gap=4)]


def change_words(match: Match, one: Change, paid: float) -> str:
    """Return a change as something to do; `paid` is what the order costs as it is."""
    what = match.title("items" if one.kind == "leave out" else "levers", one.what)
    where = match.name(one.also.target) if one.also is not None and one.also.target else ""
    return {
        "leave out": _("Leave out “{what}”"), "size": _("Change the size to {size}"),
        "visit": _("In the same turn: {what}, {where}"), "instead": _("Instead: {what}"),
    }[one.kind].format(what=what, size=money(paid + one.money), where=where)  # fmt: skip


def change_icon(one: Change) -> str:
    """Return the icon of a kind of change."""
    return {"leave out": "circle-x", "size": "coins", "visit": "plane", "instead": "redo-2"}[one.kind]


def _rivals(match: Match, preview: Preview) -> list[Element]:
    rivals = [rival for rival in preview.rivals if rival.chances.get("nothing", 1.0) < 0.995]
    if not preview.rivals:
        return []
    if not rivals:
        return [Text(_("No rival is likely to react."), "small", "dim")]
    head = Text(_("If it is accepted, rivals may answer"), "head")
    return [Column([head, *(_rival(match, rival) for rival in rivals)], gap=6)]


def _rival(match: Match, rival: RivalOutlook) -> Element:
    said = [
        f"{labels.reaction(name)} {percent(chance)}"
        for name, chance in rival.chances.items() if name != "nothing" and chance >= 0.005
    ]  # fmt: skip
    power = rival.reaction.power
    return Row(
        [Flag(power, 20), Text(match.name(power), "label"), Grow(Text(" · ".join(said), "small", align="right"))]
    )


def _worth(preview: Preview) -> Element:
    worth = preview.worth
    assert worth is not None
    chances = preview.chances
    expected = worth.expected(chances) if chances is not None else worth.accepted
    rows = [(_("your score by the end, if accepted"), worth.accepted)]
    if chances is not None:
        rows += [(_("if declined"), worth.declined), (_("on average"), expected)]
    told: list[Element] = [
        Row([Text(words, "small", "dim"), Text(change(amount, 1), "label", _tone(amount))], gap=6)
        for words, amount in rows
    ]
    many = len(preview.answers)
    note = [Text(_("all {count} answers yes: {chance}").format(count=number(many), chance=percent(preview.all_sign)),
                 "small", "dim")] if many > 1 else []  # fmt: skip
    return Column([Rule(), Together([*told, *note], gap=16, row_gap=0)], gap=6)


def _tone(amount: float) -> str:
    return "good" if amount > 0.05 else "bad" if amount < -0.05 else "ink"
