"""The levers of a power: what each costs, and of those that are closed, what opens them and how far it is."""

from collections.abc import Callable, Mapping

from game.sim.menu import LeverChoice, Menu
from game.ui import labels
from game.ui.kit.base import Element
from game.ui.kit.basics import Icon, KeyCap, Press, Text
from game.ui.kit.boxes import Column, Grow, Row
from game.ui.kit.scroll import Scroll
from game.ui.words import _, money, number

__all__ = ["closed_words", "cost_words", "lever_list"]


def lever_list(menu: Menu, chosen: str, icons: Mapping[str, str], choose: Callable[[str], None]) -> Element:
    """Return the list of a power's levers, the open ones first, each in the order of the scenario."""
    ordered = sorted(menu.levers, key=lambda lever: not lever.open)
    full = menu.slots <= 0
    rows = [_row(lever, chosen == lever.lever, icons.get(lever.lever, ""), choose, full) for lever in ordered]
    head: list[Element] = [Row([Grow(Text(_("Levers"), "head")), KeyCap("levers")])]
    if full:
        words = _("All orders of this turn are given. End the turn, or take one back.")
        head.append(Row([Icon("check", 17, "good"), Grow(Text(words, "small"))], gap=8))
    return Column([*head, Grow(Scroll(Column(rows, gap=4), "levers"))], gap=8, name=_("Levers"))


def _row(lever: LeverChoice, chosen: bool, icon: str, choose: Callable[[str], None], full: bool) -> Element:
    words = cost_words(lever) if lever.open or full else closed_words(lever)
    text = Column([
        Text(lever.title, "label", "ink" if lever.open else "dim"), Text(words, "small", "dim"),
    ], gap=0)  # fmt: skip
    sign = Icon(icon or "circle-dot", 18, "ink") if lever.open else Icon("lock", 18, "dim")
    return Press(
        Row([sign, Grow(text), *([Icon("chevron-right", 16, "ink")] if chosen else [])], gap=10),
        f"lever {lever.lever}", lever.title, lambda: choose(lever.lever), "choice", value=words, chosen=chosen,
        hint="" if chosen else lever.about, fill="" if not chosen else "sunken", pad_x=8, pad_y=5,
    )  # fmt: skip


def cost_words(lever: LeverChoice) -> str:
    """Return what an order of this lever costs."""
    parts = []
    if lever.most > 0.0005:
        same = money(lever.least) == money(lever.most)
        parts.append(money(lever.most) if same else _("up to {money}").format(money=money(lever.most)))
    if lever.capital:
        count = number(lever.capital, 0 if lever.capital == round(lever.capital) else 1)
        parts.append(_("capital {count}").format(count=count))
    return " · ".join(parts) or _("costs nothing")


def closed_words(lever: LeverChoice) -> str:
    """Return what would open a closed lever, and how far it is."""
    for need in lever.needs:
        won = max(need.won.values(), default=0.0)
        if won < need.needed:
            return _("needs {count} on {ground}, so far {won}").format(
                count=number(need.needed), ground=need.title, won=number(won))  # fmt: skip
    return labels.refused(lever.refusal)
