"""All words and numbers that a person reads: the catalogue (gettext), and how figures are written.

English sentences are the keys of the catalogue. Only this module writes
numbers, so that a language that wants a comma gets it everywhere.
"""

import gettext
from collections.abc import Callable, Iterable
from functools import cache
from importlib.resources import files
from pathlib import Path

from game.sentence import N_, Amount, Sentence

__all__ = [
    "LANGUAGES", "N_", "_", "change", "completeness", "fitting", "in_words", "language", "languages", "listed", "money",
    "ngettext", "number", "percent", "points", "quantity", "say", "short", "teach", "titled", "use_language",
]  # fmt: skip

LANGUAGES = {"en": "English", "ru": "Русский", "kk": "Қазақша", "ja": "日本語", "zh": "中文"}  # as they call themselves

_DOMAIN = "wedge"
_OFFERED = 0.95  # of its texts must a language have to be offered
_BY_TEN_THOUSANDS = frozenset({"ja", "zh"})  # languages that have no word for a million and a billion
_MINUS = "\u2212"
_catalogue: gettext.NullTranslations = gettext.NullTranslations()
_taught: dict[str, gettext.NullTranslations] = {}
_chosen = "en"


def _folder() -> Path:
    package = Path(str(files("game")))
    return package / "ui" / "locale"


@cache
def languages() -> tuple[str, ...]:
    """Return the languages that are offered, English first: those whose catalogue has nearly every text."""
    folder = _folder()
    found = sorted(path.name for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else []
    return ("en", *(name for name in found if name != "en" and completeness(name) >= _OFFERED))


def completeness(name: str) -> float:
    """Return the share, 0 to 1, of the texts that the catalogue of a language has, by what its head says."""
    head = gettext.translation(_DOMAIN, _folder(), [name], fallback=True).info()
    translated, _of, texts = head.get("x-translated", "0 of 1").partition(" of ")
    return int(translated) / max(1, int(texts))


def use_language(name: str) -> None:
    """Speak a language from now on; English where there is no catalogue for it."""
    global _catalogue, _chosen
    if name != _chosen or name in _taught:
        _catalogue = _taught.get(name) or gettext.translation(_DOMAIN, _folder(), [name], fallback=True)
    _chosen = name


def teach(name: str, catalogue: gettext.NullTranslations) -> None:
    """Add a language that has no file, such as one that tests make up."""
    _taught[name] = catalogue


def language() -> str:
    """Return the language that is spoken."""
    return _chosen


def _(text: str) -> str:
    """Return a text in the language that is spoken."""
    return _catalogue.gettext(text) if text else ""


def ngettext(one: str, many: str, count: int) -> str:
    """Return the form of a text that goes with a count."""
    return _catalogue.ngettext(one, many, count)


def listed(parts: Iterable[str]) -> str:
    """Write several things beside one another."""
    return _(", ").join(parts)


def titled(what: str, words: str) -> str:
    """Write what something is about before it."""
    return _("{what}: {words}").format(what=what, words=words)


def _point(text: str) -> str:
    """Write signs as they are in a language; one that has the comma for decimals has a narrow space for thousands."""
    comma = _("decimal point: .")[-1]
    return text.replace("-", _MINUS).replace(",", "," if comma == "." else "\u202f").replace(".", comma)


def number(value: float, digits: int = 0) -> str:
    """Write a number."""
    rounded = round(value, digits) + 0.0
    return _point(f"{rounded:,.{digits}f}")


def fitting(value: float) -> str:
    """Write a number of the scenario with as many digits as it needs."""
    exact = 5e-4 * abs(value)
    return number(value, next((digits for digits in range(8) if abs(value - round(value, digits)) <= exact), 8))


def change(value: float, digits: int = 2) -> str:
    """Write a change with its sign; nothing that rounds to zero has one."""
    rounded = round(value, digits) + 0.0
    return _point(f"{rounded:+.{digits}f}") if rounded else _point(f"{0.0:.{digits}f}")


def percent(share: float, digits: int = 0) -> str:
    """Write a share, 0 to 1, as a percentage; what is possible is never written as 0 or 100."""
    low = 10.0 ** -(digits + 2)
    if digits == 0 and 0.0 < share < low / 2:
        return _("< 1 %")
    if digits == 0 and 1.0 - low / 2 < share < 1.0:
        return _("> 99 %")
    return _("{number} %").format(number=number(100.0 * share, digits))


def in_words(share: float) -> str:
    """Say a share, 0 to 1, in plain words: "about one in four"."""
    steps = (
        (0.005, _("as good as never")), (0.03, _("very rarely")), (0.075, _("about one in twenty")),
        (0.15, _("about one in ten")), (0.225, _("about one in five")), (0.29, _("about one in four")),
        (0.37, _("about one in three")), (0.45, _("about two in five")), (0.55, _("about one in two")),
        (0.63, _("about three in five")), (0.71, _("about two in three")), (0.775, _("about three in four")),
        (0.85, _("about four in five")), (0.925, _("about nine in ten")), (0.97, _("nearly always")),
    )  # fmt: skip
    return next((words for below, words in steps if share < below), _("as good as always"))


def points(share: float, digits: int = 1) -> str:
    """Write the change of a share, 0 to 1, in percentage points."""
    return change(100.0 * share, digits)


def short(value: float) -> str:
    """Write a number with as many digits as it has, such as the size of an order."""
    return _point(f"{value:g}")


def money(billions: float, digits: int = 2, signed: bool = False) -> str:
    """Write an amount in billions of US dollars; small amounts in millions, or as a language counts such sums."""
    write = change if signed else number
    if billions == 0:
        return _("{number} USD").format(number=number(0))
    if _chosen in _BY_TEN_THOUSANDS:
        if 0 < abs(billions) < 0.0095:
            return _("{number} × 10,000 USD").format(number=write(100_000.0 * billions, 0))
        return _("{number} × 100 m USD").format(number=write(10.0 * billions, max(0, digits - 1)))
    if 0 < abs(billions) < 0.095:
        small = 0 if abs(billions) >= 0.00095 else 1
        return _("{number} m USD").format(number=write(1000.0 * billions, small))
    return _("{number} bn USD").format(number=write(billions, digits))


_QUANTITIES = {
    "%": N_("{number} %"), "points": N_("{number} points"), "degrees": N_("{number} degrees"),
    "days": N_("{number} days"), "quarters": N_("{number} quarters"), "Mt/year": N_("{number} Mt a year"),
    "USD": N_("{number} USD"), "USD/FEU": N_("{number} USD a container"),
}  # fmt: skip


def quantity(written: str) -> str:
    """Write a number of the scenario with its unit, as its author did; what no language has a word for stays."""
    amount, _blank, unit = written.partition(" ")
    sum_, _per, time = unit.partition("/")
    if _chosen == "en" or not unit:
        return _point(written)
    if sum_ in ("m USD", "bn USD") and time in ("", "quarter"):
        billions = float(amount) / (1000.0 if sum_ == "m USD" else 1.0)
        words = money(billions, len(amount.partition(".")[2]))
        return _("{amount} a quarter").format(amount=words) if time else words
    if unit in _QUANTITIES:
        return _(_QUANTITIES[unit]).format(number=_point(amount))
    scale, _blank, currency = unit.partition(" ")
    if scale == "bn" and _chosen in _BY_TEN_THOUSANDS:
        return _("{number} × 100 m {currency}").format(number=number(10.0 * float(amount)), currency=currency)
    return _("{number} bn {currency}").format(number=_point(amount), currency=currency) if scale == "bn" else written


class _Speaker:
    """Says sentences that were made below the screens."""

    def gettext(self, text: str, /) -> str:
        """Return a text of the catalogue."""
        return _(text)

    def ngettext(self, one: str, many: str, count: int, /) -> str:
        """Return the form of a text that goes with a count."""
        return ngettext(one, many, count)

    def name(self, text: str, /) -> str:
        """Return a name of the scenario."""
        return text

    def amount(self, amount: Amount, /) -> str:
        """Return a number as people read it."""
        return _AMOUNTS[amount.style](amount)


_AMOUNTS: dict[str, Callable[[Amount], str]] = {
    "money": lambda amount: money(amount.value, amount.digits),
    "percent": lambda amount: percent(amount.value),
    "points": lambda amount: points(amount.value, amount.digits),
    "change": lambda amount: change(amount.value, amount.digits),
    "count": lambda amount: number(amount.value),
    "plain": lambda amount: number(amount.value, amount.digits),
    "short": lambda amount: short(amount.value),
}
_SPEAKER = _Speaker()


def say(text: str) -> str:
    """Return a sentence of the rules or a report in the language that is spoken; any other text as it is."""
    return text.said(_SPEAKER) if isinstance(text, Sentence) else text
