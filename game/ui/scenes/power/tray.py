"""The orders that a power has given in this turn, and the way back."""

from collections.abc import Callable, Mapping, Sequence

from game.sim.order import Order
from game.sim.preview import Preview
from game.ui import labels
from game.ui.kit.base import Element
from game.ui.kit.basics import Button, Flag, Icon, KeyCap, Press, Text
from game.ui.kit.boxes import Column, Gap, Grow, Row, Together
from game.ui.match import Match
from game.ui.words import _, percent

__all__ = ["tray"]


def tray(
    match: Match, orders: Sequence[Order], likely: Mapping[Order, Preview], open_: Callable[[Order], None],
    remove: Callable[[Order], None], undo: Callable[[], None], can_undo: bool, beside: Sequence[Element] = (),
) -> Element:  # fmt: skip
    """Return the orders of this turn, each to be opened or taken back.

    Parameters
    ----------
    likely : what would probably become of each.
    beside : more buttons beside that which undoes.
    """
    count = _("{count} of {most}").format(count=len(orders), most=match.world.slots)
    head = Row([Grow(Text(_("Orders this turn"), "head")), Text(count, "small", "dim"), KeyCap("tray")])
    rows: list[Element] = [_row(match, order, at, likely.get(order), open_, remove) for at, order in enumerate(orders)]
    if not rows:
        rows = [Text(_("None yet. Choose a lever."), "small", "dim")]
    nothing = "" if can_undo else _("There is nothing to undo in this turn.")
    back = Button(_("Undo"), "undo", undo, icon="undo-2", action="undo", why_not=nothing)
    return Column([head, *rows, Gap(height=2), Together([back, *beside], gap=4)], gap=6, name=_("Orders this turn"))


def _row(
    match: Match, order: Order, at: int, likely: Preview | None, open_: Callable[[Order], None],
    remove: Callable[[Order], None],
) -> Element:  # fmt: skip
    title = match.title("levers", order.lever)
    place = match.name(order.target) if order.target else ""
    size = labels.size(order, likely.money if likely is not None else 0.0)
    words = " · ".join(part for part in (place, size) if part)
    sign: Element = Flag(order.target, 22) if order.target else Icon("users", 20, "ink")
    chances = likely.chances if likely is not None else None
    value = percent(chances.accept) if chances is not None else ""
    shown: list[Element] = [Icon("check", 15, "good"), Text(value, "label", "good")] if value else []
    parts = Column([Text(title, "label"), *([Text(words, "small", "dim")] if words else [])], gap=0)
    return Press(
        Row([sign, Grow(parts), *shown], gap=8),
        f"order {at}", f"{title} {place}", lambda: open_(order), value=value, pad_x=8, pad_y=5,
        keys={"delete": lambda: remove(order), "backspace": lambda: remove(order)},
        hint=_("Enter opens it, Delete takes it back."),
    )  # fmt: skip
