"""Every number of a scenario with what it rests on: its words, its source, its reason, and where it may move.

A number is found by its path, such as ("rules", "answers", "affinity"). What an author left out has the format's own
value and says so.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, is_dataclass
from functools import cached_property
from typing import Any

from game.model.fields import Entries, Many, Number, Part, Spec, Union
from game.scenario.findings import NumberRecord, Path
from game.scenario.load import Loaded
from game.scenario.schema import Scenario
from game.scenario.settings import settings_of
from game.scenario.sources import find_quote, read_source
from game.scenario.tree import Place

__all__ = ["Bases", "Card", "SourceCard"]


@dataclass(frozen=True)
class SourceCard:
    """A source, and where its words stand."""

    id: str
    title: str
    publisher: str
    date: str
    address: str
    note: str
    text: str | None  # its words, where its file is installed
    span: tuple[int, int] | None  # where the quote stands in them; None if it does not, or nothing is quoted

    @property
    def line(self) -> int | None:
        """The line in which the quote begins, from 1."""
        return self.text.count("\n", 0, self.span[0]) + 1 if self.text is not None and self.span else None


@dataclass(frozen=True)
class Card:
    """A number of the scenario."""

    path: Path
    value: float
    unit: str
    meaning: str  # what the format says about the setting
    low: float | None  # what is allowed
    high: float | None
    kind: str  # evidence, data, assumption; structure, which rests on nothing; default, the format's own value
    place: Place | None  # where it is written; None if it is not
    written: str = ""  # as the author wrote it
    quote: str = ""
    reason: str = ""
    note: str = ""
    source: SourceCard | None = None
    times: "Card | None" = None  # what it is multiplied by, if the author wrote a product; `value` is the product

    @property
    def setting(self) -> str:
        """The path as it is written on a command line."""
        return ".".join(self.path)

    def inside(self, value: float) -> float:
        """Return the nearest value that the bounds of the setting allow."""
        low, high = (value if bound is None else bound for bound in (self.low, self.high))
        return min(max(value, low), high)

    @property
    def assumed(self) -> bool:
        """Whether the number rests on an assumption, at least in part."""
        return self.kind == "assumption" or (self.times is not None and self.times.assumed)


class Bases:
    """Finds the numbers of a scenario.

    Parameters
    ----------
    loaded : a scenario without errors.
    """

    def __init__(self, loaded: Loaded) -> None:
        assert loaded.scenario is not None, loaded.report
        assert loaded.parsed is not None
        self.scenario: Scenario = loaded.scenario
        self._parsed, self._folder = loaded.parsed, loaded.path.parent
        self._texts: dict[str, str | None] = {}

    @cached_property
    def _records(self) -> Mapping[Path, NumberRecord]:
        return {record.path: record for record in self._parsed.numbers}

    @cached_property
    def _numbers(self) -> Mapping[Path, tuple[float, Number]]:
        """All numbers of the scenario, written or not."""
        return dict(_walk((), self.scenario, Part("", Scenario)))

    @property
    def paths(self) -> tuple[Path, ...]:
        """The paths of all numbers, in the order of the format."""
        return tuple(self._numbers)

    def under(self, *start: str) -> tuple[Path, ...]:
        """Return the paths of the numbers inside a section."""
        return self._sections.get(start, ())

    @cached_property
    def _sections(self) -> Mapping[Path, tuple[Path, ...]]:
        found: dict[Path, list[Path]] = {}
        for path in self._numbers:
            for length in range(len(path) + 1):
                found.setdefault(path[:length], []).append(path)
        return {start: tuple(paths) for start, paths in found.items()}

    def __contains__(self, path: Path) -> bool:
        return path in self._numbers

    def card(self, path: Path) -> Card:
        """Return a number with what it rests on.

        Raises
        ------
        KeyError
            If there is no such number.
        """
        value, spec = self._numbers[path]
        record = self._records.get(path)
        if record is None:
            place = self._parsed.places.get(path)
            kind = "structure" if spec.structural and place is not None else "default"
            return Card(path, value, spec.unit, spec.doc, spec.low, spec.high, kind, place)
        return self._card(record, spec.doc, spec.low, spec.high)

    def _card(self, record: NumberRecord, meaning: str, low: float | None = None, high: float | None = None) -> Card:
        basis = record.basis
        source = self.source(basis.source, basis.quote) if basis.source else None
        times = self._card(record.times, f"times, for: {meaning}") if record.times else None
        return Card(
            record.path, record.value, record.unit, meaning, low, high, basis.kind, record.place, record.written,
            basis.quote, basis.reason, basis.note, source, times,
        )  # fmt: skip

    def quotes(self, *start: str) -> tuple[tuple[str, SourceCard], ...]:
        """Return what is quoted as evidence in a section, such as a lever: the words and their source."""
        found = [quote for quote in self._parsed.quotes if quote.path[: len(start)] == start]
        pairs = {(quote.words, quote.source): self.source(quote.source, quote.words) for quote in found}
        return tuple((words, source) for (words, _), source in pairs.items() if source is not None)

    def source(self, name: str, quote: str = "") -> SourceCard | None:
        """Return a source, and where some words stand in it."""
        source = self.scenario.sources.get(name)
        if source is None:
            return None
        text = self._text(name)
        span = find_quote(quote, text) if quote and text is not None else None
        return SourceCard(
            name, source.title, source.publisher, source.date, source.address, source.note, text, span
        )  # fmt: skip

    def _text(self, name: str) -> str | None:
        if name not in self._texts:
            self._texts[name] = read_source(self.scenario.sources[name], self._folder)
        return self._texts[name]


def _walk(path: Path, value: Any, spec: Spec) -> Iterator[tuple[Path, tuple[float, Number]]]:
    """Yield the numbers in a part of a scenario, by the declarations of the format."""
    if isinstance(spec, Number):
        if isinstance(value, int | float):
            yield path, (float(value), spec)
    elif isinstance(spec, Part | Union) and is_dataclass(value):
        for key, (name, inner, _) in settings_of(value.__class__).items():
            yield from _walk((*path, key), getattr(value, name), inner)
    elif isinstance(spec, Entries) and isinstance(value, Mapping):
        for key, entry in value.items():
            yield from _walk((*path, key), entry, spec.of)
    elif isinstance(spec, Many):
        for number, entry in enumerate(value, start=1):
            yield from _walk((*path, str(number)), entry, spec.of)
