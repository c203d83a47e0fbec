"""What people read of a scenario in another language: files of texts beside it, by the scenario's own paths.

`translations/central-asia-2024.ru.yaml` holds Russian for `central-asia-2024.yaml`. It can name texts only, so that
numbers, ids and the quotes of sources stay what they are whatever it says. What it lacks is shown as it is written.
Reasons of numbers, and what quotes say, stand in sections of their own, `bases` and `quotes`, by their own words: one
reason serves many numbers, and one that was rewritten is not answered by an old translation.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from game.model.fields import Entries, Part, Spec, Text, Union, specs_of
from game.scenario.basics import CITED
from game.scenario.findings import COMMAND_LINE
from game.scenario.parse import Parsed
from game.scenario.problems import Problem, nearest
from game.scenario.read import read_file
from game.scenario.scalars import cut_by_comma
from game.scenario.schema import Scenario
from game.scenario.tree import MapNode, Node, ScalarNode, clip, found, words_of

__all__ = [
    "FOLDER", "Said", "check_translations", "files_of", "in_language", "read_translation", "said_beside", "texts_of",
    "translations_of",
]  # fmt: skip

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


def said_beside(parsed: Parsed) -> dict[Path_, str]:
    """Return what people read beside a scenario's numbers: reasons, notes and quotes, each by its own words."""
    bases = [basis for one in parsed.numbers for basis in (one.basis, one.times and one.times.basis) if basis]
    reasons = [text for basis in bases for text in (basis.reason, basis.note)]
    sources = parsed.scenario.sources.values() if parsed.scenario is not None else ()
    notes = (source.note for source in sources)
    found: dict[Path_, str] = {("bases", text): text for text in (*reasons, *notes) if text}
    return found | {("quotes", quote.words): quote.words for quote in parsed.quotes}


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


def read_translation(path: Path, known: Mapping[Path_, str]) -> Said:
    """Read a file of texts; what is wrong in it is told and left out.

    Parameters
    ----------
    path : the file.
    known : what it can translate, by path.
    """
    reading = read_file(path)
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
            steps = (*path, key.text.strip())
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


def check_translations(parsed: Parsed, path: Path, texts: dict[str, Any]) -> tuple[Problem, ...]:
    """Check all translations of a scenario's file; `texts` receives their lines."""
    problems: list[Problem] = []
    known = texts_of(parsed.scenario) | said_beside(parsed) if parsed.scenario is not None else {}
    for file in translations_of(path):
        said = read_translation(file, known)
        texts[str(file)] = said.lines
        problems += said.problems
    return tuple(problems)


def files_of(path: Path, texts: Mapping[str, object]) -> tuple[Path, ...]:
    """Return the files that a scenario was read from, the base first."""
    names = [Path(name).name for name in texts if name != COMMAND_LINE and Path(name).parent.name != FOLDER]
    return tuple(path.parent / name for name in reversed(dict.fromkeys([path.name, *names])))
