"""What a scenario allows: values inside the bounds of a setting, parts that add up to one, and its own checks."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any

from game.scenario.bases import Bases, Card
from game.scenario.checks_sums import wholes_of
from game.scenario.findings import Path
from game.scenario.lint import lint
from game.scenario.load import Loaded, load
from game.scenario.problems import Problem
from game.scenario.schema import Scenario

__all__ = ["Laws"]

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
        self._units: dict[Path, str] = {}

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
            part = part[int(step) - 1] if isinstance(part, tuple) else _entry(part, step)
        return isinstance(part, int)

    def inside(self, card: Card, value: float) -> float:
        """Return the nearest value that the bounds of the setting allow."""
        low, high = (value if bound is None else bound for bound in (card.low, card.high))
        return min(max(value, low), high)

    def complete(self, moved: Numbers) -> dict[Path, float]:
        """Return moved numbers with what gives way to them: the rest of a whole shrinks or grows in proportion."""
        found = dict(moved)
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
        try:
            scenario: Scenario = _with_numbers(self._scenario, self.complete(moved))
        except ValueError as error:  # a section may check itself
            return str(error)
        problems = (problem for problem in lint(scenario, self._parsed) if problem.severity == "error")
        first = next(problems, None)
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

    def _unit(self, path: Path) -> str:
        if path not in self._units:
            self._units[path] = self.bases.card(path).unit
        return self._units[path]

    def changes(self, moved: Numbers) -> tuple[str, ...]:
        """Return moved numbers, and what gives way to them, as they are written in --set."""
        return tuple(
            f"{'.'.join(path)}={value!r} {self._unit(path)}".strip() for path, value in self.complete(moved).items()
        )


def _entry(part: object, step: str) -> object:
    return part[step] if isinstance(part, Mapping) else getattr(part, _field(part, step))


def _field(part: object, step: str) -> str:
    """Return the attribute of a setting: one that is a word of Python bears an underscore."""
    return step if hasattr(part, step) else f"{step}_"


def _with_numbers(part: Any, moved: Numbers) -> Any:
    """Return a copy of a part of a scenario with some numbers others: each section is copied once."""
    if () in moved:
        return float(moved[()])
    inside: dict[str, dict[Path, float]] = {}
    for path, value in moved.items():
        inside.setdefault(path[0], {})[path[1:]] = value
    if isinstance(part, tuple):
        places = {int(step) - 1: own for step, own in inside.items()}
        return tuple(_with_numbers(item, places[at]) if at in places else item for at, item in enumerate(part))
    copies = {step: _with_numbers(_entry(part, step), own) for step, own in inside.items()}
    if isinstance(part, Mapping):
        return {**part, **copies}
    return replace(part, **{_field(part, step): copy for step, copy in copies.items()})
