"""What `wedge check` says of a file: a scenario, a file of experiments, a translation, or the shapes of a map."""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from game.scenario.experiments import Experiments, read_experiments, scenario_of
from game.scenario.load import load, readable, translated
from game.scenario.problems import Problem, as_json, format_problems, has_errors, in_order
from game.scenario.shapes import ShapesError, read_shapes
from game.scenario.translation import FOLDER, read_translation
from game.scenario.tree import Place

__all__ = ["check", "faults_of_scenarios"]

Deeper = Callable[[Experiments], Iterable[Problem]]  # what is wrong with experiments that could be read


@dataclass(frozen=True)
class _Checked:
    """What came of one file, and what is said if it is good."""

    path: Path
    problems: tuple[Problem, ...]
    texts: Mapping[str, Sequence[str]]
    summary: str


def faults_of_scenarios(found: Experiments) -> list[Problem]:
    """Return what is wrong with the scenarios that experiments name."""
    named = [scenario_of(found, name) for name in found.named or {}]
    return [problem for problem in named if isinstance(problem, Problem)]


def check(
    paths: Iterable[str | Path], style: str = "text", deeper: Deeper = faults_of_scenarios, columns: int | None = None
) -> tuple[str, int]:
    """Check files of scenarios.

    Parameters
    ----------
    paths
        The files: scenarios, experiments, translations (in a folder of that name), shapes of a map (.json).
    style
        "text" for people, "json" for one JSON list of all problems.
    deeper
        Looks at experiments that could be read; by default, whether their scenarios are there.
    columns
        Of the terminal, for the lines of files that are shown.

    Returns
    -------
    str, int
        What to print, and the exit status: 0 fine, 1 errors, 2 called wrongly, as with a file that is not there.

    Examples
    --------
    >>> import game
    >>> text, status = game.check(["nowhere.yaml"])
    >>> status
    2
    """
    paths = list(paths)
    if not paths or style not in ("text", "json"):
        return "usage: wedge check [--format text|json] FILE...", 2
    found = [_checked(Path(path), deeper) for path in paths]
    status = int(any(has_errors(one.problems) for one in found))
    if any(not os.path.lexists(path) and not os.path.exists(one.path) for path, one in zip(paths, found, strict=True)):
        status = 2
    if style == "json":
        return as_json(problem for one in found for problem in one.problems), status
    return "\n".join(_told(path, one, columns) for path, one in zip(paths, found, strict=True)), status


def _told(path: str | Path, one: _Checked, columns: int | None) -> str:
    report = format_problems(one.problems, one.texts, columns)
    if has_errors(one.problems):
        return report
    good = f"{path}: good. {one.summary}"
    return f"{report}\n{good}" if report else good


def _checked(path: Path, deeper: Deeper) -> _Checked:
    if path.suffix == ".json":
        return _shapes(path)
    if path.parent.name == FOLDER and (original := _original(path)) is not None:
        return _translation(path, original)
    if path.suffix in (".yaml", ".yml") and (found := read_experiments(path)).is_experiments:
        problems = found.problems if found.named is None else in_order(deeper(found))
        return _Checked(path, problems, found.texts, f"Experiments: {', '.join(found.named or ())}")
    loaded = load(path)
    return _Checked(loaded.path, loaded.problems, loaded.texts, loaded.summary)


def _shapes(path: Path) -> _Checked:
    """Check the shapes of a map, of which the first fault is told."""
    try:
        shapes = read_shapes(path.name, path.parent)
    except ShapesError as fault:
        place = Place(str(path), 1, 1)
        if not path.exists():
            return _Checked(path, (Problem("FIL01", place, "there is no such file"),), {}, "")
        told = Problem("MAP02", place, f'"{path.name}" {fault}', "assets/README.md shows the form")
        return _Checked(path, (told,), {}, "")
    return _Checked(path, (), {}, f"Shapes: {', '.join(shape.name or shape.iso for shape in shapes)}")


def _original(path: Path) -> Path | None:
    """Return the scenario that a file in the folder of translations is of, if it lies where it should."""
    stem = path.stem.rpartition(".")[0]
    beside = path.parent.parent / f"{stem}.yaml"
    return beside if stem and beside.is_file() else None


def _translation(path: Path, original: Path) -> _Checked:
    loaded = load(original, companions=False)
    if loaded.scenario is None:
        sentence = f"{original.name} cannot be read, so its translation cannot be checked"
        problem = Problem("FIL04", Place(str(path), 1, 1), sentence, f"mend it first: wedge check {original}")
        return _Checked(path, (problem,), {}, "")
    known = readable(loaded)
    said = read_translation(path, known)
    summary = f"{len(said.texts)} of the {len(known)} texts of {original.name}"
    whole = len(translated(loaded, path.stem.rpartition(".")[2]))
    if whole > len(said.texts):
        summary += f", {whole} with those of its base"
    return _Checked(path, in_order(said.problems), {str(path): said.lines}, summary)
