"""Numbers with their units: "0.5 bn USD/quarter", "35 %", "18 days".

Every setting declares the unit in which the engine counts; a value may be
written in any unit that converts into it. Conversion is exact (fractions),
so that 35 % is 0.35 and not its neighbour.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

__all__ = ["Currencies", "Fault", "Quantity", "convert", "example", "split_quantity"]

Currencies = Mapping[str, Fraction]  # code of a currency -> its value in USD

_NUMBER = re.compile(r"([-+]?(?:(?:0|[1-9][0-9]*)(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]{1,2})?)(?![0-9._])")
_LONGEST = 40

# What is read differently by YAML readers or by people: pattern, what is wrong, how to write it.
_TRAPS: tuple[tuple[re.Pattern[str], str, str], ...] = tuple(
    (re.compile(pattern), sentence, hint)
    for pattern, sentence, hint in (
        (r"[-+]?0[0-9]+(\.|\s|$)", "a number that begins with 0 means another one to some YAML readers",
         "write it without the 0 in front"),
        (r"[-+]?[0-9]+_[0-9_]+", "`_` inside a number is not understood by all YAML readers", "write 1000"),
        (r"[-+]?0[xob]", "only decimal numbers are understood", "write it with the digits 0 to 9"),
        (r"[-+]?[0-9]+:[0-9]{2}", "a number with a colon is a time to some YAML readers", "write one number"),
        (r"[-+]?\.?(inf|nan|Inf|NaN|INF|NAN)(inity)?\b", "this is not a number that can be counted with",
         "write a number"),
        (r"[-+]?[0-9]{1,3}(,[0-9]{3})+", "a comma inside a number", "write 1000, without commas"),
        (r"[-+]?[0-9]+,[0-9]", "a comma inside a number", "write a point: 0.5"),
        (r"[-+]?[0-9]+ [0-9]", "a space inside a number", "write 1000, without spaces"),
        (r"[\u2010-\u2015\u2212\ufe63\uff0d][0-9]", "the minus is another sign that only looks like one",
         "type - instead"),
        (r"[-+]?[0-9]{4}-[0-9]{2}", "this is a date, not a number", "write a number"),
        (r"[-+]?[0-9.]+[eE][-+]?[0-9]{3,}", "this is larger or smaller than any number that can be counted with",
         "write for example 2.5e9"),
        (r"[-+]?[0-9.]*(?![0-9])\d", "these digits are those of another script", "type the digits 0 to 9"),
    )
)  # fmt: skip

_SCALES = {
    "k": 10**3, "thousand": 10**3, "m": 10**6, "mn": 10**6, "million": 10**6,
    "bn": 10**9, "billion": 10**9, "tn": 10**12, "trillion": 10**12,
}  # fmt: skip

# Word -> (what it counts, how many of the basic unit). Words that are not here only fit themselves.
_BASES: dict[str, tuple[str, Fraction]] = {
    "": ("", Fraction(1)), "%": ("", Fraction(1, 100)), "USD": ("USD", Fraction(1)),
    "t": ("t", Fraction(1)), "kt": ("t", Fraction(10**3)), "Mt": ("t", Fraction(10**6)),
    "hour": ("day", Fraction(1, 24)), "day": ("day", Fraction(1)), "week": ("day", Fraction(7)),
    "month": ("month", Fraction(1)), "quarter": ("month", Fraction(3)), "year": ("month", Fraction(12)),
    "TEU": ("TEU", Fraction(1)), "FEU": ("TEU", Fraction(2)),
    "MW": ("MW", Fraction(1)), "GW": ("MW", Fraction(10**3)),
}  # fmt: skip

_CURRENCY = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True)
class Fault:
    """Why a text is not the number that is asked for: code, sentence after the setting's name, hint."""

    code: str
    sentence: str
    hint: str = ""


@dataclass(frozen=True)
class Quantity:
    """A number as written and the text of its unit, "" if there is none."""

    number: Fraction
    unit: str


@dataclass(frozen=True)
class _Unit:
    factor: Fraction
    above: str
    below: str


def split_quantity(text: str) -> Quantity | Fault:
    """Split a value into its number and its unit, refusing what YAML readers understand differently."""
    text = text.strip()
    for pattern, sentence, hint in _TRAPS:
        if pattern.match(text):
            return Fault("TYP03", sentence, hint)
    match = _NUMBER.match(text)
    if match is None or len(match.group()) > _LONGEST:
        if re.match(r"[$€£¥₽₸]", text):
            return Fault("TYP02", "begins with the sign of a currency", "write the number first: 0.5 bn USD")
        behind = re.fullmatch(r"([A-Za-z%][A-Za-z% ]*?) ?([-+]?[0-9][0-9.]*)((?: [a-z]+)?)", text)
        hint = f"write the number first: {behind[2]}{behind[3]} {behind[1]}" if behind else ""
        return Fault("TYP02", "is not a number", hint)
    return Quantity(Fraction(match.group()), " ".join(text[match.end() :].split()))


def convert(quantity: Quantity, unit: str, currencies: Currencies) -> Fraction | Fault:
    """Express a quantity in the unit that a setting is counted in.

    Parameters
    ----------
    quantity
        What the author wrote.
    unit
        The canonical unit of the setting; "" is a plain number or a share.
    currencies
        The currencies that the scenario defines.

    Returns
    -------
    Fraction or Fault
        The number in `unit`, or why it cannot be expressed so.
    """
    if quantity.unit == unit:
        return quantity.number
    if quantity.unit == "":
        return Fault("UNI01", "needs a unit", _with_unit(quantity, unit))
    wanted, given = _unit(unit, currencies), _unit(quantity.unit, currencies)
    if (given.above, given.below) == (wanted.above, wanted.below):
        return quantity.number * given.factor / wanted.factor
    return _misfit(quantity.unit, given, unit, wanted)


def _with_unit(quantity: Quantity, unit: str) -> str:
    """Write the author's own number with its unit; an amount of money may have been meant in another one."""
    if "USD" in unit:
        return f"write for example {example(unit)}, or 60 m {unit.removeprefix('bn ')}"
    return f"write {float(quantity.number):.12g} {unit}"


def _misfit(written: str, given: _Unit, unit: str, wanted: _Unit) -> Fault:
    if unit == "":
        return Fault("UNI02", f'is a plain number or a share in %, but "{written[:30]}" stands here',
                     "write for example 0.35 or 35 %")  # fmt: skip
    if wanted.above == "USD" and _CURRENCY.fullmatch(given.above) and given.below == wanted.below:
        hint = f"currencies:\n  {given.above}: {{value: ... USD, assumption: what one {given.above} is worth}}"
        return Fault("UNI03", f'is written in "{given.above}", which the section currencies does not define', hint)
    return Fault("UNI02", f'is counted in {unit}, but "{written[:30]}" stands here',
                 f"write for example {example(unit)}")  # fmt: skip


def example(unit: str) -> str:
    """Write an example of a value in a unit."""
    if unit == "":
        return "0.35 or 35 %"
    number = "35" if unit.startswith("%") else "18" if unit.split("/")[0] in ("days", "turns", "quarters") else "0.5"
    return f"{number} {unit}"


def _unit(text: str, currencies: Currencies) -> _Unit:
    """Read a unit such as "bn USD/quarter"; a word that is not known only fits itself."""
    above, slash, below = text.replace(" per ", "/").partition("/")
    factor, counted = _side(above, currencies)
    if not slash:
        return _Unit(factor, counted, "")
    divisor, per = _side(below, currencies)
    return _Unit(factor / divisor, counted, per)


def _side(text: str, currencies: Currencies) -> tuple[Fraction, str]:
    words = text.split()
    factor = Fraction(1)
    if len(words) > 1 and words[0] in _SCALES:
        factor = Fraction(_SCALES[words.pop(0)])
    word = " ".join(words)
    if word in currencies:
        return factor * currencies[word], "USD"
    counted, size = _BASES.get(word) or _BASES.get(word.removesuffix("s")) or (word.removesuffix("s"), Fraction(1))
    return factor * size, counted
