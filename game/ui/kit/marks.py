"""Small signs: what a number rests on, badges, and rows that say what would change a decision."""

from dataclasses import dataclass
from typing import Literal

from game.ui.kit.base import Composed, Element, Kit
from game.ui.kit.basics import Icon, Press, Text
from game.ui.kit.boxes import Box, Column, Gap, Grow, Row, Together
from game.ui.kit.node import Act
from game.ui.words import _, change, percent

__all__ = ["Badge", "Basis", "BasisMark", "Cap", "Empty", "Notice", "Suggestion"]

Basis = Literal["evidence", "data", "assumption"]
Tone = Literal["plain", "good", "warn", "bad", "info", "state"]

_BASES: dict[Basis, tuple[str, Tone]] = {
    "evidence": ("quote", "state"), "data": ("database", "info"), "assumption": ("flask-conical", "warn"),
}  # fmt: skip


def basis_word(basis: Basis) -> str:
    """Return what a basis is called."""
    return {"evidence": _("evidence"), "data": _("data"), "assumption": _("assumption")}[basis]


def basis_look(basis: Basis) -> tuple[str, str]:
    """Return the icon of a basis and the theme's name of its colour."""
    icon, tone = _BASES[basis]
    return icon, tone


@dataclass(frozen=True)
class Badge(Composed):
    """A word or two in a rounded field, with an icon if it has one."""

    words: str
    icon: str = ""
    tone: Tone = "plain"

    def element(self, kit: Kit) -> Element:
        """Return the words on their ground."""
        ink = "ink" if self.tone == "plain" else self.tone
        ground = "sunken" if self.tone == "plain" else f"{self.tone}_ground"
        parts: list[Element] = [Icon(self.icon, 15, ink)] if self.icon else []
        return Box(Row([*parts, Text(self.words, "label", ink)], gap=6), ground, 14, pad_x=10, pad_y=3)


@dataclass(frozen=True)
class BasisMark(Composed):
    """What a number rests on: an article, public data or an assumption. With `press` a door to it."""

    basis: Basis
    id: str = ""
    press: Act | None = None
    word: bool = True
    of: str = ""  # what rests on it, for the text view

    def element(self, kit: Kit) -> Element:
        """Return the icon, and the word where wanted."""
        icon, tone = _BASES[self.basis]
        said = basis_word(self.basis)
        if self.press is None or not self.id:
            return Badge(said, icon, tone) if self.word else Icon(icon, 16, tone, said)
        parts: list[Element] = [Icon(icon, 15, tone)]
        if self.word:
            parts.append(Text(said, "label", tone))
        name = f"{said}: {self.of}" if self.of else said
        return Press(Row(parts, gap=6), self.id, name, self.press, fill=f"{tone}_ground", radius=14, pad_x=10, pad_y=3,
                     least=26)  # fmt: skip


@dataclass(frozen=True)
class Cap(Composed):
    """A key that is always the same, such as a digit or an arrow."""

    label: str
    colour: str = "ink"

    def element(self, kit: Kit) -> Element:
        """Return the key."""
        return Box(Text(self.label, "label", self.colour), "", 5, self.colour, pad_x=7, pad_y=1)


@dataclass(frozen=True)
class Suggestion(Composed):
    """A change to an order and what it would do: the gain, the new chance of a yes, the digit that applies it."""

    id: str
    words: str
    gain: float  # in utility
    chance: float  # of a yes, 0 to 1, with the change
    apply: Act
    digit: int = 0
    icon: str = "sparkles"
    first: bool = False  # the one that gains most, shown on a green ground
    why_not: str = ""

    def element(self, kit: Kit) -> Element:
        """Return the row."""
        gain = Text(change(self.gain), "strong", "good" if self.gain > 0 else "bad" if self.gain < 0 else "dim")
        chance = Text(_("accept {percent}").format(percent=percent(self.chance)), "strong")
        parts: list[Element] = [Icon(self.icon, 17, "dim"), Grow(Text(self.words, "strong" if self.first else "body"))]
        figures: list[Element] = [gain, chance, Cap(str(self.digit), "dim") if self.digit else Gap()]
        narrow = kit.text_scale >= 1.5
        content: Element = Row([*parts, *figures], gap=10)
        if narrow:
            content = Column([Row(parts, gap=10), Together(figures, gap=12)], gap=2)
        said = _("{gain} utility, a yes {percent}").format(gain=change(self.gain), percent=percent(self.chance))
        return Press(content, self.id, self.words, self.apply, value=said, pad_x=10, pad_y=4, least=32,
                     fill="good_ground" if self.first else "sunken", why_not=self.why_not,
                     action=str(self.digit) if self.digit else "")  # fmt: skip


@dataclass(frozen=True)
class Empty(Composed):
    """A place where something will stand: an icon and words in its middle."""

    title: str
    words: str
    icon: str

    def element(self, kit: Kit) -> Element:
        """Return the field with its words in the middle."""
        lines: list[Element] = [
            Grow(), Row([Grow(), Icon(self.icon, 32, "outline"), Grow()]), Text(self.title, "head", "ink", "centre"),
            Text(self.words, "small", "dim", "centre"), Grow(),
        ]  # fmt: skip
        return Box(Column(lines, gap=6), "sunken", 12, pad_x=24)


@dataclass(frozen=True)
class Notice(Composed):
    """A line or two about how something stands: counting, nothing yet, failed."""

    title: str
    words: str = ""
    icon: str = "info"
    tone: Tone = "plain"

    def element(self, kit: Kit) -> Element:
        """Return the notice."""
        ink = "dim" if self.tone == "plain" else self.tone
        ground = "sunken" if self.tone == "plain" else f"{self.tone}_ground"
        lines: list[Element] = [Text(self.title, "strong")]
        if self.words:
            lines.append(Text(self.words, "small", "dim"))
        return Box(Row([Icon(self.icon, 20, ink), Grow(Column(lines, gap=0))], gap=12), ground, 12,
                   ink if self.tone == "bad" else "", pad_x=14, pad_y=8)  # fmt: skip
