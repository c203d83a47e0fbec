"""What people read of a scenario in another language: files of texts beside it, by the scenario's own paths.

`translations/central-asia-2024.ru.yaml` holds Russian for `central-asia-2024.yaml`. It can name texts only, so that
numbers, ids and the quotes of sources stay what they are whatever it says. What it lacks is shown as it is written.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from game.model.fields import Entries, Part, Spec, Text, Union, specs_of
from game.scenario.basics import CITED
from game.scenario.findings import COMMAND_LINE
from game.scenario.problems import Problem, nearest
from game.scenario.read import read_file
from game.scenario.scalars import cut_by_comma
from game.scenario.schema import Scenario
from game.scenario.tree import MapNode, Node, ScalarNode, clip, found, words_of

__all__ = ["Said", "check_translations", "files_of", "in_language", "read_translation", "texts_of", "translations_of"]

FOLDER = "translations"
LONGEST = 4000

Path_ = tuple[str, ...]


@dataclass(frozen=True)
class Said:
    """What one file says: text by path, and what is wrong in it."""

    texts: Mapping[Path_, str]
    problems: tuple[Problem, ...]
    lines: tuple[str, ...] = ()


def texts_of(scenario: Scenario) -> dict[Path_, str]:
    """Return what people read of a scenario, by path."""
    found: dict[Path_, str] = {}

    def note(path: Path_, text: str) -> str:
        found[path] = text
        return text

    _rewritten(scenario, Part("", Scenario), (), note)
    return found


def in_language(scenario: Scenario, texts: Mapping[Path_, str]) -> Scenario:
    """Return a scenario whose texts are others; for reading only, though games of it are the same.

    Parameters
    ----------
    scenario : in its own language.
    texts : what is said instead, by path.
    """
    said: Scenario = _rewritten(scenario, Part("", Scenario), (), lambda path, text: texts.get(path, text))
    return said


def _rewritten(value: Any, spec: Spec, path: Path_, say: Callable[[Path_, str], str]) -> Any:
    if isinstance(spec, Text):
        return say(path, value) if value and not spec.word else value
    if isinstance(spec, Entries) and isinstance(value, Mapping):
        return {key: _rewritten(entry, spec.of, (*path, key), say) for key, entry in value.items()}
    if not isinstance(spec, Part | Union) or value is None:
        return value
    changed = {}
    for name, (inner, _default) in specs_of(type(value)).items():
        if name in CITED:
            continue
        before = getattr(value, name)
        after = _rewritten(before, inner, (*path, name.rstrip("_")), say)
        if after != before:
            changed[name] = after
    return replace(value, **changed) if changed else value


def translations_of(path: Path, language: str = "*") -> tuple[Path, ...]:
    """Return the files of translations of a scenario's file."""
    try:
        return tuple(sorted((path.parent / FOLDER).glob(f"{path.stem}.{language}.yaml")))
    except OSError:
        return ()


def read_translation(path: Path, scenario: Scenario) -> Said:
    """Read a file of texts; what is wrong in it is told and left out.

    Parameters
    ----------
    path : the file.
    scenario : the one that it translates.
    """
    reading, known = read_file(path), texts_of(scenario)
    problems = [Problem("LAN02", fault.place, fault.sentence, fault.hint) for fault in reading.problems]
    if reading.node is not None and not isinstance(reading.node, MapNode):
        problems.append(Problem("LAN02", reading.node.place, f"expected texts, found {found(reading.node)}"))
    texts: dict[Path_, str] = {}
    for steps, key, node in _entries(reading.node, ()):
        problem = _wrong(steps, key, node, known)
        if problem is not None:
            problems.append(problem)
        elif isinstance(node, ScalarNode):
            texts[steps] = node.text.strip()
    return Said(texts, tuple(problems), reading.lines)


def _entries(node: Node | None, path: Path_) -> Iterator[tuple[Path_, ScalarNode, Node]]:
    if isinstance(node, MapNode):
        for key, value in node:
            steps = (*path, key.text)
            if isinstance(value, MapNode):
                yield from _entries(value, steps)
            else:
                yield steps, key, value


def _wrong(steps: Path_, key: ScalarNode, node: Node, known: Mapping[Path_, str]) -> Problem | None:
    place = key.place
    if steps not in known:
        near = nearest(".".join(steps), [".".join(path) for path in known])
        hint = f'did you mean "{near}"?' if near else "name what people read of the scenario, at its place"
        hint = cut_by_comma(key, node) or hint
        return Problem("LAN01", place, f"the scenario has no text {clip(words_of(steps), 80)}", hint)
    if not isinstance(node, ScalarNode) or node.is_empty or not node.text.strip():
        return Problem("LAN02", place, f"{words_of(steps)}: expected a text, found {found(node)}")
    if len(node.text) > LONGEST or not all(letter.isprintable() or letter == "\n" for letter in node.text):
        return Problem("LAN02", place, f"{words_of(steps)} is too long, or holds a character that cannot be shown")
    return None


def check_translations(scenario: Scenario, path: Path, texts: dict[str, Any]) -> tuple[Problem, ...]:
    """Check all translations of a scenario's file; `texts` receives their lines."""
    problems: list[Problem] = []
    for file in translations_of(path):
        said = read_translation(file, scenario)
        texts[str(file)] = said.lines
        problems += said.problems
    return tuple(problems)


def files_of(path: Path, texts: Mapping[str, object]) -> tuple[Path, ...]:
    """Return the files that a scenario was read from, the base first."""
    names = [Path(name).name for name in texts if name != COMMAND_LINE and Path(name).parent.name != FOLDER]
    return tuple(path.parent / name for name in reversed(dict.fromkeys([path.name, *names])))
