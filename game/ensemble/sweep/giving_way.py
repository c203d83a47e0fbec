"""A scenario with other numbers: what gives way where some of them move, and the copy of it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from game.scenario.bases import Bases, Card
from game.scenario.checks_sums import wholes_of
from game.scenario.findings import NumberRecord, Path
from game.scenario.schema import Scenario
from game.scenario.units import Quantity, convert, split_quantity

__all__ = ["GivingWay", "entry_of", "giving_way_in", "with_numbers"]

Numbers = Mapping[Path, float]


@dataclass(frozen=True)
class GivingWay:
    """What goes with numbers that move: the rest of a whole, and what is written in a currency.

    It can be sent to another process.
    """

    wholes: tuple[Numbers, ...]  # parts that add up to 1
    worth: Mapping[str, float]  # of each currency in USD
    priced: Mapping[str, tuple[Card, ...]]  # the numbers that are written in it

    def with_all(self, moved: Numbers) -> dict[Path, float]:
        """Return moved numbers with what gives way to them.

        The rest of a whole shrinks or grows in proportion; what is written in a currency goes with its rate.

        Raises
        ------
        ValueError
            If that would bring a number out of its range, with the sentence.
        """
        found = {**moved, **self._exchanged(moved)}
        for parts in self.wholes:
            if own := {path: moved[path] for path in parts if path in moved}:
                found |= _rest_of(parts, own)
        return found

    def unit(self, path: Path) -> str:
        """Return the unit of a number that gives way."""
        return next((card.unit for cards in self.priced.values() for card in cards if card.path == path), "")

    def _exchanged(self, moved: Numbers) -> dict[Path, float]:
        """Return what numbers become that are written in a currency whose rate has moved, as the reader reads them."""
        rates = {code: moved["currencies", code] for code in self.worth if ("currencies", code) in moved}
        worth = {code: Fraction(repr(rate)) for code, rate in {**self.worth, **rates}.items()} if rates else {}
        found = {}
        for card in (card for code in rates for card in self.priced[code] if card.path not in moved):
            found[card.path] = value = _read(card, worth)
            if value != card.inside(value):
                raise ValueError(f"{card.setting} would be {value:.4g} {card.unit}".rstrip())
        return found


def giving_way_in(scenario: Scenario, bases: Bases, numbers: Iterable[NumberRecord]) -> GivingWay:
    """Return what gives way to what in a scenario.

    Parameters
    ----------
    scenario : without errors.
    bases : of the same.
    numbers : that are written in it.
    """
    cards = [bases.card(record.path) for record in numbers if record.path in bases]
    priced = {code: tuple(_alone(card) for card in cards if _is_written_in(card, code)) for code in scenario.currencies}
    return GivingWay(tuple(parts for _, _, parts in wholes_of(scenario)), dict(scenario.currencies), priced)


def _rest_of(parts: Numbers, own: Numbers) -> dict[Path, float]:
    """Return what the other parts of a whole become; where nothing is left to give way, what the own ones become."""
    total = sum(own.values())
    rest = {path: part for path, part in parts.items() if path not in own}
    left = sum(rest.values())
    if left > 0 and total < 1:
        return {path: part * (1 - total) / left for path, part in rest.items()}
    if total > 0:
        return {path: part / total for path, part in own.items()} | dict.fromkeys(rest, 0.0)
    return {}


def _alone(card: Card) -> Card:
    """Return a card without the texts of its sources, which are long."""
    return replace(card, source=None, times=None if card.times is None else _alone(card.times))


def _is_written_in(card: Card, code: str) -> bool:
    """Tell whether a number, or what it is multiplied by, is written in a currency."""
    return any(re.search(rf"\b{code}\b", one.written) for one in (card, card.times) if one is not None)


def _read(card: Card, worth: Mapping[str, Fraction]) -> float:
    """Return the number of a card as it is read where currencies are worth so many USD."""
    exact = Fraction(1)
    for one in (card, card.times):
        quantity = split_quantity(one.written) if one is not None else None
        if isinstance(quantity, Quantity):
            has_unit = quantity.unit not in ("", "%")
            found = convert(quantity, card.unit if has_unit or card.times is None else "", worth)
            assert isinstance(found, Fraction), found
            exact *= found
    return float(exact)


def with_numbers(part: Any, moved: Numbers) -> Any:
    """Return a copy of a part of a scenario with some numbers others, unchecked: each section is copied once."""
    inside: dict[str, dict[Path, float]] = {}
    copies: dict[str, Any] = {}
    for path, value in moved.items():
        if len(path) > 1:
            inside.setdefault(path[0], {})[path[1:]] = value
        else:
            copies[path[0]] = type(entry_of(part, path[0]))(value)  # what counts something stays whole
    copies |= {step: with_numbers(entry_of(part, step), own) for step, own in inside.items()}
    if isinstance(part, dict):
        return {**part, **copies}
    if isinstance(part, tuple):
        return tuple(copies.get(str(number), item) for number, item in enumerate(part, start=1))
    return replace(part, **{_field(part, step): copy for step, copy in copies.items()})


def entry_of(part: Any, step: str) -> Any:
    """Return what a step of a path leads to."""
    if isinstance(part, dict):
        return part[step]
    return part[int(step) - 1] if isinstance(part, tuple) else getattr(part, _field(part, step))


def _field(part: object, step: str) -> str:
    """Return the attribute of a setting: one that is a word of Python bears an underscore."""
    return step if hasattr(part, step) else f"{step}_"
