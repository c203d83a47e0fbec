"""The one door: a file to a checked scenario, or to the list of everything that is wrong with it."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from game.scenario.checks_aims import POLICIES
from game.scenario.evidence import check_quotes, count_numbers, files_of_sources
from game.scenario.findings import COMMAND_LINE
from game.scenario.library import shipped
from game.scenario.lint import lint
from game.scenario.parse import Parsed, parse
from game.scenario.problems import Problem, format_problems, has_errors, in_order
from game.scenario.schema import Scenario
from game.scenario.shapes import check_shapes
from game.scenario.translation import (
    check_translations,
    files_of,
    in_language,
    read_translation,
    said_beside,
    texts_of,
    translations_of,
)
from game.scenario.tree import MapNode, Place, found
from game.scenario.variant import apply_changes, resolve

__all__ = ["Loaded", "load", "readable", "spoken", "translated"]

# What exists without being defined in a scenario, by namespace.
GIVEN: Mapping[str, tuple[str, ...]] = {"policies": POLICIES}


_SUFFIXES = (".yaml", ".yml")


@dataclass(frozen=True)
class Loaded:
    """What came of a file. `scenario` is None exactly when there are errors."""

    scenario: Scenario | None
    parsed: Parsed | None
    problems: tuple[Problem, ...]
    texts: Mapping[str, Sequence[str]]
    verified: int = 0  # quotes that were found in their sources
    path: Path = Path()
    changes: tuple[str, ...] = ()

    @property
    def report(self) -> str:
        """All problems as text, "" if there are none."""
        return format_problems(self.problems, self.texts)

    @property
    def summary(self) -> str:
        """One line on what the numbers rest on, and how many events are invented."""
        counts = count_numbers(self.parsed.numbers if self.parsed else ())
        kinds = ", ".join(f"{count} {kind}" for kind, count in counts.items())
        return f"{sum(counts.values())} numbers: {kinds}; {self._events()}{self.verified} quotes verified"

    def __repr__(self) -> str:
        """Return a line or two: a notebook shows it, and all that is inside would fill a book."""
        scenario, count = self.scenario, len(self.problems)
        problems = f"; {count} problem{'s' * (count > 1)}: see report" if count else ""
        if scenario is None:
            return f"{self.path}: cannot be played{problems}"
        actors = ", ".join(actor.name for actor in scenario.actors.values())
        lengths = ", ".join(scenario.lengths)
        return f"{scenario.title} ({scenario.id}): {actors}; lengths {lengths}; {len(scenario.claims)} claims{problems}"

    def _events(self) -> str:
        events = self.scenario.events.values() if self.scenario else ()
        invented = sum(event.hypothetical for event in events)
        return f"{len(events)} events, {invented} of them hypothetical; " if invented else ""


def load(path: str | Path, overrides: Sequence[str] = (), *, companions: bool = True, drawn: bool = True) -> Loaded:
    """Load a scenario.

    Parameters
    ----------
    path
        The YAML file, which may extend another file of its folder; or the id of a shipped scenario.
    overrides
        Changes such as "actors.japan.purse.start=4 bn USD".
    companions
        Whether the files that it names (sources of quotes, shapes of countries) are looked at; the games do not
        depend on them.
    drawn
        Whether the map is to be drawn: games without it need no shapes, so that what is wrong with those is a warning.

    Returns
    -------
    Loaded
        Never raises for bad input: whatever is wrong is among the problems.

    Examples
    --------
    >>> import game
    >>> loaded = game.load("two-harbours")
    >>> loaded.scenario.title, len(loaded.problems)
    ('Two Harbours', 0)
    >>> print(game.load("two-harbours", ["actors.oro.hedgehog=1.3"]).report)  # doctest: +ELLIPSIS
    --set: error[KEY02]: there is no setting "hedgehog" in actors, oro
    ...
    """
    path = Path(path)
    if path.suffix not in _SUFFIXES and not os.path.exists(path):  # never raises, whatever the name
        path = shipped().get(str(path), path)
    resolved = resolve(path)
    texts = {**resolved.texts, COMMAND_LINE: tuple(overrides)}
    root, problems = resolved.node, list(resolved.problems)
    if not isinstance(root, MapNode):
        if not has_errors(problems):
            sentence = "the file holds no settings" if root is None else f"expected settings, found {found(root)}"
            place = root.place if root else Place(str(path), 1, 1)
            problems.append(Problem("FIL04", place, sentence, "begin with format: 1"))
        return Loaded(None, None, in_order(problems), texts, 0, path, tuple(overrides))
    root = apply_changes(root, overrides, problems)
    parsed = parse(root, Scenario, GIVEN)
    problems += parsed.problems
    verified = 0
    if companions:
        verified, doubts = check_quotes(parsed.quotes, files_of_sources(root), path.parent)
        shapes = check_shapes(root, path.parent)
        told = {problem.place for problem in parsed.problems}  # a name that is no text is not looked for as well
        problems += [doubt for doubt in doubts if doubt.place not in told]
        problems += [replace(problem, harmless=not drawn) for problem in shapes]
        if parsed.scenario is not None and not overrides:  # translations are of the file as it is written
            problems += check_translations(parsed, path, texts)
    if parsed.scenario is not None and not has_errors(problems):
        # A change may take away the last use of a source; that is nothing to mend in the file.
        problems += [found for found in lint(parsed.scenario, parsed) if not (overrides and found.code == "USE01")]
    usable = parsed.scenario is not None and not has_errors(problems)
    scenario = parsed.scenario if usable else None
    return Loaded(scenario, parsed, in_order(problems), texts, verified, path, tuple(overrides))


def translated(loaded: Loaded, language: str) -> dict[tuple[str, ...], str]:
    """Return what the translations beside a scenario's file and its bases say in a language, by path.

    A variant is read with the texts of its base as far as it has the same.
    """
    texts = dict[tuple[str, ...], str]()
    original = readable(loaded)
    for file in files_of(loaded.path, loaded.texts):
        for translation in translations_of(file, language):
            written = original if file == loaded.path else readable(load(file, companions=False))
            said = read_translation(translation, written).texts
            texts |= {path: text for path, text in said.items() if written[path] == original.get(path)}
    return texts


def readable(loaded: Loaded) -> dict[tuple[str, ...], str]:
    """Return all that people read of a scenario, by path."""
    scenario, parsed = loaded.scenario, loaded.parsed
    return texts_of(scenario) | said_beside(parsed) if scenario is not None and parsed is not None else {}


def spoken(loaded: Loaded, language: str) -> Scenario | None:
    """Return a scenario as it is read in a language.

    It is for reading only: games are made from the scenario as it is written.
    """
    texts = translated(loaded, language)
    return in_language(loaded.scenario, texts) if loaded.scenario is not None and texts else loaded.scenario
