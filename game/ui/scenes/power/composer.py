"""Writing an order: to whom, how large, with which clauses, and what it costs."""

from collections.abc import Callable

from game.sim.menu import Menu
from game.sim.preview import Preview
from game.ui import labels
from game.ui.kit.base import Element
from game.ui.kit.basics import Button, Icon, Text
from game.ui.kit.boxes import Column, Gap, Grow, Row, Rule
from game.ui.kit.choices import Chips, Option, Tick
from game.ui.kit.scroll import Scroll
from game.ui.kit.sliders import Slider
from game.ui.match import Match
from game.ui.scenes.power.draft import Draft
from game.ui.words import _, money, number, percent

__all__ = ["composer"]


def composer(
    match: Match, draft: Draft, preview: Preview, menu: Menu, change: Callable[[Draft], None],
    add: Callable[[], None], close: Callable[[], None], told: bool = False,
) -> Element:  # fmt: skip
    """Return the form for an order, below a picture of where it goes; `told`: why it is refused stands beside it."""
    form: list[Element] = [_title(draft)]
    if len(draft.lever.targets) > 1 or draft.target:
        form += [_targets(match, draft, change)]
    if len(draft.sizes) > 1:
        form += [_size(draft, change)]
    if draft.lever.items:
        form += [_clauses(draft, change)]
    form += _effects(match, preview)
    refusal = preview.refusal
    why_not = labels.refused(refusal)
    said: list[Element] = []
    if refusal is not None and not told:
        words = labels.refused(refusal, hint=True)
        said = [Row([Icon("circle-alert", 18, "bad"), Grow(Text(words, "small", "bad"))])]
    button = Button(_("Add to this turn"), "add", add, "primary", "plus", "add", why_not)
    costs = Row([Grow(Text(_cost(preview, menu), "label")), Text(_capital(preview, menu), "label")])
    foot = Column([costs, Row([button, Button(_("Close"), "close", close, "quiet", action="back")])], gap=8)
    return Column([Grow(Scroll(Column(form, gap=10), "composer")), *said, Rule(), foot], gap=6, name=draft.lever.title)


def _title(draft: Draft) -> Element:
    return Column([Text(draft.lever.title, "title"), Text(draft.lever.about, "small", "dim")], gap=2)


def _targets(match: Match, draft: Draft, change: Callable[[Draft], None]) -> Element:
    options = [
        Option(choice.target, match.name(choice.target), flag=choice.target,
               why_not=labels.refused(choice.refusal))
        for choice in draft.lever.targets
    ]  # fmt: skip
    return Column([
        Text(_("Offer to") if draft.lever.consent else _("Aimed at"), "label", "dim"),
        Chips("target", _("Target"), options, [draft.target], lambda target: change(draft.at(target))),
    ], gap=4)  # fmt: skip


def _size(draft: Draft, change: Callable[[Draft], None]) -> Element:
    prices = draft.choice.prices

    def to(value: float) -> None:
        change(draft.resized(round(value) - draft.sizes.index(draft.size)))

    return Slider(
        "size", _("Size"), draft.sizes.index(draft.size), 0, len(prices) - 1, 1, to,
        write=lambda value: money(prices[round(value)].money),
        ends=(money(prices[0].money), money(prices[-1].money)), marks=tuple(range(len(prices))),
    )  # fmt: skip


def _clauses(draft: Draft, change: Callable[[Draft], None]) -> Element:
    title = _("Clauses") if any(item.words for item in draft.lever.items) else _("Parts")
    ticks = [
        Tick(f"item {item.item}", item.title, item.item in draft.items,
             lambda item=item: change(draft.toggled(item.item)),  # type: ignore[misc]
             note=_naming(item.naming), hint=item.words)
        for item in draft.lever.items
    ]  # fmt: skip
    return Column([Text(title, "label", "dim"), *ticks], gap=4)


def _naming(naming: float) -> str:
    if naming <= 0:
        return ""
    return _("names others: {share}").format(share=percent(naming))


def _effects(match: Match, preview: Preview) -> list[Element]:
    """Return what comes of it if all say yes: works, cargo, and when they are there."""
    rows: list[Element] = []
    landing = preview.landing
    if preview.called_off > 0:
        words = _("may be called off: {chance}").format(chance=percent(preview.called_off))
        rows.append(Row([Icon("triangle-alert", 16, "warn"), Grow(Text(words, "small", "warn"))]))
    if landing is not None and landing.signed > 0:
        half = landing.half
        when = (
            _("half of it after {count} quarters").format(count=half) if half is not None
            else _("less than half of it before the game ends")
        )  # fmt: skip
        words = _("{signed} signed, {landed} ever finished, {when}").format(
            signed=money(landing.signed), landed=money(landing.expected), when=when)  # fmt: skip
        rows.append(Row([Icon("hourglass", 16, "dim"), Grow(Text(words, "small"))]))
    for route in getattr(landing, "routes", ()) if landing is not None else ():
        words = _("{route}: {stages} more stages, {tonnage} Mt a year more by the end").format(
            route=match.title("corridors", route.corridor), stages=number(route.stages, 1),
            tonnage=number(route.tonnage, 2))  # fmt: skip
        rows.append(Row([Icon("route", 16, "dim"), Grow(Text(words, "small"))]))
    return [Gap(height=2), *rows] if rows else []


def _cost(preview: Preview, menu: Menu) -> str:
    return _("cost {cost} of {left}").format(cost=money(preview.money), left=money(menu.money))


def _capital(preview: Preview, menu: Menu) -> str:
    return _("capital {cost} of {left}").format(cost=number(preview.capital, 1), left=number(menu.capital, 1))
