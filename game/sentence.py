"""Sentences that are English at once and can be said in another language later.

The rules, the reports and the command line speak English; the map game speaks the language of its person. A sentence
that is made below the map game therefore keeps its template, which is a key of the catalogue, and what goes into it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

__all__ = [
    "N_",
    "Amount",
    "Listed",
    "Sentence",
    "Value",
    "Voice",
    "counted",
    "money",
    "phrase",
    "plain",
    "said",
    "signed",
]


def N_(text: str) -> str:  # noqa: N802 - the name that extractors know
    """Mark a text for the catalogue; it is translated where it is shown."""
    return text


def signed(value: float, digits: int = 2) -> str:
    """Return a number with its sign, and no sign at a zero."""
    text = f"{value:+.{digits}f}"
    return text[1:] if float(text) == 0 else text


def plain(value: float, digits: int = 2) -> str:
    """Return a number, without a minus before zero."""
    text = f"{value:.{digits}f}"
    return text.lstrip("-") if float(text) == 0 else text


def money(billions: float, digits: int = 2) -> str:
    """Return an amount of money, given in billions of US dollars; small amounts in millions."""
    if billions == 0:
        return "0 USD"
    if abs(billions) < 0.095:
        return f"{plain(1000.0 * billions, 0 if abs(billions) >= 0.00095 else 1)} m USD"
    return f"{plain(billions, digits)} bn USD"


@dataclass(frozen=True)
class Amount:
    """A number in a sentence, and how it is written: money, percent, points, change, count, plain or short."""

    value: float
    style: str = "short"
    digits: int = 2

    def __str__(self) -> str:
        """Write the number in English."""
        return _STYLES[self.style](self)


_STYLES: dict[str, Callable[[Amount], str]] = {
    "money": lambda amount: money(amount.value, amount.digits),
    "percent": lambda amount: f"{100 * amount.value:.0f}%",
    "points": lambda amount: signed(100.0 * amount.value, amount.digits),
    "change": lambda amount: signed(amount.value, amount.digits),
    "count": lambda amount: f"{amount.value:.0f}",
    "plain": lambda amount: plain(amount.value, amount.digits),
    "short": lambda amount: f"{amount.value:g}",
}


@dataclass(frozen=True)
class Listed:
    """Several things in a sentence: as they are written in orders, and as people read them."""

    written: tuple[str, ...]
    read: tuple[str, ...]

    def __str__(self) -> str:
        """Write them as in orders."""
        return ", ".join(self.written)


Value = str | Amount | Listed  # a name of the scenario, another sentence, a number, or several things


class Voice(Protocol):
    """Whoever says sentences in a language."""

    def gettext(self, text: str, /) -> str:
        """Return a text of the catalogue."""

    def ngettext(self, one: str, many: str, count: int, /) -> str:
        """Return the form of a text that goes with a count."""

    def name(self, text: str, /) -> str:
        """Return a name of the scenario."""

    def amount(self, amount: Amount, /) -> str:
        """Return a number as it is written."""


class Sentence(str):
    """An English text that knows its template and its values.

    Parameters
    ----------
    text : the template, a key of the catalogue; fields in braces.
    values : what the fields stand for.
    plural : the template for many, and the count that chooses between both; None for a text without a count.
    """

    text: str
    values: Mapping[str, Value]
    plural: tuple[str, int] | None

    def __new__(
        cls, text: str, values: Mapping[str, Value] | None = None, plural: tuple[str, int] | None = None
    ) -> "Sentence":
        """Write it in English."""
        values = values or {}
        template = text if plural is None or plural[1] == 1 else plural[0]
        made = super().__new__(cls, template.format(**{name: str(value) for name, value in values.items()}))
        made.text, made.values, made.plural = text, values, plural
        return made

    def __getnewargs__(self) -> tuple[Any, ...]:
        """Return what makes it again in another process."""
        return self.text, self.values, self.plural

    def said(self, voice: Voice) -> str:
        """Return it in the language of a voice."""
        template = voice.gettext(self.text) if self.plural is None else voice.ngettext(self.text, *self.plural)
        return template.format(**{name: said(value, voice) for name, value in self.values.items()})


def said(value: Value, voice: Voice) -> str:
    """Return a value of a sentence, or a sentence, in the language of a voice; a plain text is taken for a name."""
    if isinstance(value, Amount):
        return voice.amount(value)
    if isinstance(value, Listed):
        return voice.gettext(", ").join(said(name, voice) for name in value.read)
    return value.said(voice) if isinstance(value, Sentence) else voice.name(value)


def phrase(text: str, /, **values: Value) -> Sentence:
    """Return a sentence; extractors find its template by this name."""
    return Sentence(text, values)


def counted(one: str, many: str, count: int, /, **values: Value) -> Sentence:
    """Return a sentence whose form goes with a count, which it can name `{count}`."""
    return Sentence(one, {"count": Amount(count, "count"), **values}, (many, count))
