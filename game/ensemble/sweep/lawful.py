"""What a scenario allows: values inside the bounds of a setting, parts that add up to one, and its own checks."""

from collections.abc import Mapping
from functools import cached_property

from game.ensemble.sweep.giving_way import GivingWay, entry_of, giving_way_in, with_numbers
from game.scenario.bases import Bases
from game.scenario.findings import Path
from game.scenario.lint import provable
from game.scenario.load import Loaded, load
from game.scenario.parse import Parsed
from game.scenario.problems import Problem
from game.scenario.schema import Scenario
from game.scenario.tree import Place

__all__ = ["Laws", "lawful"]

Numbers = Mapping[Path, float]
_UNREAD = Parsed(None, (), (), (), {}, (), {(): Place("", 1, 1)})


def lawful(scenario: Scenario, moved: Numbers, giving_way: GivingWay) -> Scenario:
    """Return a scenario with some numbers others, and with what gives way to them.

    Parameters
    ----------
    scenario : without errors.
    moved : the numbers.
    giving_way : in this scenario.

    Raises
    ------
    ValueError
        If it cannot be so, with the sentence.
    """
    found: Scenario = with_numbers(scenario, giving_way.with_all(moved))  # a section may check itself
    first = next(provable(found, _UNREAD), None)
    if first is not None:
        raise ValueError(first.sentence)
    return found


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
    def giving_way(self) -> GivingWay:
        """What gives way where numbers move."""
        return giving_way_in(self._scenario, self.bases, self._parsed.numbers)

    @cached_property
    def _wholes(self) -> Mapping[Path, Numbers]:
        """All parts that add up to 1, by each of them."""
        return {path: parts for parts in self.giving_way.wholes for path in parts}

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
            part = entry_of(part, step)
        return isinstance(part, int)

    def complete(self, moved: Numbers) -> dict[Path, float]:
        """Return moved numbers with what gives way to them."""
        return self.giving_way.with_all(moved)

    def fault(self, moved: Numbers) -> str:
        """Return why some numbers cannot be as they are moved, "" if they can."""
        key = next(iter(moved.items())) if len(moved) == 1 else None
        if key is not None and key in self._faults:
            return self._faults[key]
        why = ""
        try:
            lawful(self._scenario, moved, self.giving_way)
        except ValueError as error:
            why = str(error)
        if key is not None:
            self._faults[key] = why
        return why

    def read(self, path: Path, value: str) -> float | Problem:
        """Return the number that a text stands for, whatever it would need from others, or what is wrong with it."""
        setting = ".".join(path)
        changed = load(self.loaded.path, (*self.loaded.changes, f"{setting}={value}"), companions=False)
        records = changed.parsed.numbers if changed.parsed is not None else ()
        for record in records:
            if record.path == path:
                return record.value
        return next(problem for problem in changed.problems if problem.severity == "error")
