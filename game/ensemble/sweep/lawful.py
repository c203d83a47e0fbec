"""What a scenario allows: values inside the bounds of a setting, parts that add up to one, and its own checks."""

import re
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from functools import cached_property
from typing import Any

from game.scenario.bases import Bases, Card
from game.scenario.checks_sums import wholes_of
from game.scenario.findings import Path
from game.scenario.lint import provable
from game.scenario.load import Loaded, load
from game.scenario.problems import Problem
from game.scenario.schema import Scenario
from game.scenario.units import Quantity, convert, split_quantity

__all__ = ["Laws", "with_numbers"]

Numbers = Mapping[Path, float]


class Laws:
    """Knows which numbers of a scenario may stand together.

    Parameters
    ----------
    loaded : a scenario without errors.
    """

    def __init__(self, loaded: Loaded) -> None:
        assert loaded.scenario is not None
        assert loaded.parsed is not None
        self.loaded, self.bases = loaded, Bases(loaded)
        self._scenario, self._parsed = loaded.scenario, loaded.parsed
        self._faults: dict[tuple[Path, float], str] = {}  # of single numbers, which several experiments may ask for

    @cached_property
    def _wholes(self) -> Mapping[Path, Numbers]:
        """All parts that add up to 1, by each of them."""
        found = (parts for _, _, parts in wholes_of(self._scenario))
        return {path: parts for parts in found for path in parts}

    def is_shared(self, path: Path) -> bool:
        """Tell whether a number is part of a whole, so that others give way when it moves."""
        return path in self._wholes

    def is_all(self, path: Path) -> bool:
        """Tell whether a number is the only part of a whole, so that nothing could give way."""
        return len(self._wholes.get(path, (0, 0))) == 1

    def is_whole(self, path: Path) -> bool:
        """Tell whether a number counts something, so that nothing lies between two of its values."""
        part: object = self._scenario
        for step in path:
            part = _entry(part, step)
        return isinstance(part, int)

    def inside(self, card: Card, value: float) -> float:
        """Return the nearest value that the bounds of the setting allow."""
        low, high = (value if bound is None else bound for bound in (card.low, card.high))
        return min(max(value, low), high)

    @cached_property
    def _in_currencies(self) -> Mapping[Path, tuple[Card, ...]]:
        """The numbers that are written in each currency."""
        cards = [self.bases.card(record.path) for record in self._parsed.numbers if record.path in self.bases]
        return {("currencies", code): tuple(c for c in cards if _names(c, code)) for code in self._scenario.currencies}

    def _exchanged(self, moved: Numbers) -> dict[Path, float]:
        """Return what numbers become that are written in a currency whose rate has moved, as the reader reads them."""
        rates = {path: rate for path, rate in moved.items() if path in self._in_currencies}
        if not rates:
            return {}
        worth = {code: _exact(rate) for code, rate in self._scenario.currencies.items()}
        worth |= {path[-1]: _exact(rate) for path, rate in rates.items()}
        cards = {card.path: card for path in rates for card in self._in_currencies[path] if card.path not in moved}
        return {path: _read(card, worth) for path, card in cards.items()}

    def complete(self, moved: Numbers) -> dict[Path, float]:
        """Return moved numbers with what gives way to them.

        The rest of a whole shrinks or grows in proportion; what is written in a currency goes with its rate.
        """
        found = {**moved, **self._exchanged(moved)}
        for parts in {id(self._wholes[path]): self._wholes[path] for path in moved if path in self._wholes}.values():
            own = sum(moved[path] for path in parts if path in moved)
            rest = {path: part for path, part in parts.items() if path not in moved}
            left = sum(rest.values())
            if left > 0 and own < 1:
                found |= {path: part * (1 - own) / left for path, part in rest.items()}
            elif own > 0:
                found |= {path: moved[path] / own for path in parts if path in moved} | dict.fromkeys(rest, 0.0)
        return found

    def fault(self, moved: Numbers) -> str:
        """Return why some numbers cannot be as they are moved, "" if they can."""
        if len(moved) > 1:
            return self._fault(moved)
        key = next(iter(moved.items()))
        if key not in self._faults:
            self._faults[key] = self._fault(moved)
        return self._faults[key]

    def _fault(self, moved: Numbers) -> str:
        for path, value in self._exchanged(moved).items():
            if self.inside(card := self.bases.card(path), value) != value:
                return f"{card.setting} would be {value:.4g} {card.unit}".rstrip()
        try:
            scenario: Scenario = with_numbers(self._scenario, self.complete(moved))
        except ValueError as error:  # a section may check itself
            return str(error)
        first = next(provable(scenario, self._parsed), None)
        return first.sentence if first is not None else ""

    def read(self, path: Path, value: str) -> float | Problem:
        """Return the number that a text stands for, whatever it would need from others, or what is wrong with it."""
        setting = ".".join(path)
        changed = load(self.loaded.path, (*self.loaded.changes, f"{setting}={value}"), companions=False)
        records = changed.parsed.numbers if changed.parsed is not None else ()
        for record in records:
            if record.path == path:
                return record.value
        return next(problem for problem in changed.problems if problem.severity == "error")

    def unit(self, path: Path) -> str:
        """Return the unit of a number."""
        return self.bases.card(path).unit


def _entry(part: Any, step: str) -> Any:
    if isinstance(part, dict):
        return part[step]
    return part[int(step) - 1] if isinstance(part, tuple) else getattr(part, _field(part, step))


def _field(part: object, step: str) -> str:
    """Return the attribute of a setting: one that is a word of Python bears an underscore."""
    return step if hasattr(part, step) else f"{step}_"


def _exact(number: float) -> Fraction:
    """Return a number as the reader takes it where it is written."""
    return Fraction(repr(number))


def _names(card: Card, code: str) -> bool:
    """Tell whether a number, or what it is multiplied by, is written in a currency."""
    return any(re.search(rf"\b{code}\b", one.written) for one in (card, card.times) if one is not None)


def _read(card: Card, worth: Mapping[str, Fraction]) -> float:
    """Return the number of a card as it is read where currencies are worth so many USD."""
    exact = Fraction(1)
    for one in (card, card.times):
        quantity = split_quantity(one.written) if one is not None else None
        if not isinstance(quantity, Quantity):
            continue
        has_unit = quantity.unit not in ("", "%")
        found = convert(quantity, card.unit if has_unit or card.times is None else "", worth)
        assert isinstance(found, Fraction), found
        exact *= found
    return float(exact)


def with_numbers(part: Any, moved: Numbers) -> Any:
    """Return a copy of a part of a scenario with some numbers others: each section is copied once."""
    inside: dict[str, dict[Path, float]] = {}
    copies: dict[str, Any] = {}
    for path, value in moved.items():
        if len(path) > 1:
            inside.setdefault(path[0], {})[path[1:]] = value
        else:
            copies[path[0]] = type(_entry(part, path[0]))(value)  # what counts something stays whole
    copies |= {step: with_numbers(_entry(part, step), own) for step, own in inside.items()}
    if isinstance(part, dict):
        return {**part, **copies}
    if isinstance(part, tuple):
        return tuple(copies.get(str(number), item) for number, item in enumerate(part, start=1))
    return replace(part, **{_field(part, step): copy for step, copy in copies.items()})
