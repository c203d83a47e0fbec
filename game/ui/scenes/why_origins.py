"""The right side of why: what a cause was computed from, and what those numbers rest on."""

from collections.abc import Callable, Sequence

from game.model.world import Names
from game.scenario.bases import Bases, Card
from game.scenario.findings import Path
from game.sim.formulas import Formula
from game.sim.origins import Origin, Origins
from game.ui import labels
from game.ui.kit.base import Element
from game.ui.kit.basics import Button, Text
from game.ui.kit.boxes import Box, Column, Grow, Row, Together
from game.ui.kit.marks import Basis, BasisMark, Notice
from game.ui.match import Match
from game.ui.scenes.quoting import quotation
from game.ui.spoken import basis_in_language
from game.ui.words import _, number, quantity, titled

__all__ = [
    "KINDS",
    "MOST_CARDS",
    "basis_card",
    "capital",
    "cards_of",
    "formula_row",
    "named_place",
    "notices_of",
    "weakest_basis",
]

MOST_CARDS = 12
_KINDS_OF_THINGS = (
    "actors", "levers", "items", "domains", "corridors", "events", "votes", "doctrines", "lengths"
)  # fmt: skip
KINDS: tuple[Basis, ...] = ("evidence", "data", "assumption")


def capital(words: str) -> str:
    """Return words with a capital first letter."""
    return words[:1].upper() + words[1:]


def weakest_basis(found: Origins, origins: Sequence[Origin]) -> Basis | None:
    """Return what a cause rests on: an assumption if any of its numbers does, else data, else evidence."""
    kinds = {found.bases.card(one.path).kind for one in origins if one.kind == "number"}
    return next((kind for kind in reversed(KINDS) if kind in kinds), None)


def cards_of(bases: Bases, origins: Sequence[Origin]) -> list[Card]:
    """Return the numbers of the scenario that something uses, those that rest on an article first."""
    order: dict[str, int] = {kind: at for at, kind in enumerate(KINDS)}
    cards = [bases.card(one.path) for one in origins if one.kind == "number"]
    return sorted(cards, key=lambda card: order.get(card.kind, len(order)))


def notices_of(origins: Sequence[Origin]) -> list[Element]:
    """Return a line for all that is no number of the scenario."""
    said = {
        "chance": _("Chance: it was drawn, the same for every player of this seed."),
        "decision": _("A decision: somebody made it in this turn."),
        "clock": _("Time: it only counts."), "bound": _("A bound beyond which this cannot go."),
        "nothing": _("It begins at nothing."),
    }  # fmt: skip
    return [Notice(said[one.kind], "", "dices") for one in origins if one.kind in said]


def formula_row(formula: Formula | None, write: Callable[[float], str]) -> list[Element]:
    """Return the factors of a product, and what they give; nothing where it is none."""
    if formula is None or len(formula.factors) < 2:
        return []
    parts: list[Element] = []
    for at, factor in enumerate(formula.factors):
        parts += [Text("×", "strong", "dim")] if at else []
        parts.append(_factor(number(factor.value, 3), labels.factor(factor.name), "sunken"))
    parts += [Text("=", "strong", "dim"), _factor(write(formula.result), _("this cause"), "good_ground")]
    return [Together(parts, gap=6, row_gap=6)]


def _factor(value: str, words: str, ground: str) -> Element:
    lines = Column([Text(value, "label", align="centre"), Text(words, "small", "dim", "centre")], gap=0,
                   across="centre")  # fmt: skip
    return Box(lines, ground, 9, pad_x=8, pad_y=4)


def named_place(path: Path, names: Names) -> str:
    """Return the things of the scenario that a number belongs to, by the names that people read."""
    kinds = (path[0], *_KINDS_OF_THINGS)
    found = [next((names.titles[f"{kind}.{step}"] for kind in kinds if f"{kind}.{step}" in names.titles), "")
             for step in path[1:]]  # fmt: skip
    return " · ".join(title for title in found if title)


def basis_card(match: Match, card: Card, at: int, open_: Callable[[str, str], None], doubt: Element) -> Element:
    """Return a number with what it rests on.

    Parameters
    ----------
    at : its place among those that are shown, for its id.
    open_ : is called with a source and a quote, where there is an article to read.
    doubt : what moves the number, at the foot of the card.
    """
    known = card.kind in KINDS
    mark = BasisMark(card.kind) if known else Text(_("the format’s own value"), "label", "dim")  # type: ignore[arg-type]
    where = card.source.title if card.source is not None else ""
    parts: list[Element] = [Row([mark, Grow(Text(where, "small", "dim", "right"))])]
    if card.quote:
        parts += quotation(match, card.quote)
    value = quantity(card.written or f"{card.value:g} {card.unit}".strip())
    if card.times is not None:
        value = _("{value} times {factor}").format(value=value, factor=quantity(card.times.written))
    place = named_place(card.path, match.world.names)
    meaning = titled(place, _(card.meaning)) if place else capital(_(card.meaning))
    parts.append(Row([Grow(Text(meaning, "small")), Text(value, "strong")]))
    parts.append(Text(card.setting, "small", "dim"))
    if card.reason or card.note:
        parts.append(Text(basis_in_language(match.loaded, card.reason or card.note), "small"))
    if card.times is not None and card.times.kind in KINDS:
        reason = card.times.reason or card.times.note
        why = [Text(basis_in_language(match.loaded, reason), "small")] if reason else quotation(match, card.times.quote)
        parts.append(Row([BasisMark(card.times.kind), Grow(Column(why, gap=2))], gap=10, align="top"))
    foot: list[Element] = [Grow(), doubt]
    if card.source is not None and card.source.text is not None:
        source, quote = card.source.id, card.quote
        foot.insert(0, Button(_("Open the article"), f"card {at}", lambda: open_(source, quote), "quiet", "newspaper"))
    inner = Column([*parts, Row(foot)], gap=4)
    return Box(inner, "raised", 9, "line", 1, 0, 14, 10)
