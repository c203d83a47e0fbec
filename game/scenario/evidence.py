"""Do the quoted words stand in their sources? Every quote of a scenario is looked up.

Sources are read from the folder of the scenario and from the shipped seeds,
and from nowhere else.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from game.scenario.findings import NumberRecord, Quote
from game.scenario.nearby import OutsideError, find_nearby
from game.scenario.problems import Problem
from game.scenario.tree import MapNode, Node, Place, ScalarNode, clip, words_of

__all__ = ["check_quotes", "count_numbers", "files_of_sources"]

MOST_BYTES = 2_000_000
MOST_PASSAGES = 20  # looking for the nearest passage takes time

_HOUSE = Path(__file__).parents[1]
_SHIPPED = (_HOUSE.parent, _HOUSE / "_data")  # a checkout; an installed package
_SAME = str.maketrans({
    "‘": "'", "’": "'", "‚": "'", "‛": "'", "“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"',
})  # fmt: skip


@dataclass(frozen=True)
class _File:
    name: str
    place: Place


def files_of_sources(root: Node | None) -> Mapping[str, _File | None]:
    """Return the file that each source names, None for a source without one.

    The tree is asked and not the scenario, so that quotes are checked in one
    run with everything else, even if other parts of the file are broken.
    """
    sources = root.get("sources") if isinstance(root, MapNode) else None
    files: dict[str, _File | None] = {}
    for key, source in sources if isinstance(sources, MapNode) else ():
        file = source.get("file") if isinstance(source, MapNode) else None
        has_name = isinstance(file, ScalarNode) and not file.is_empty and file.text != ""
        files[key.text] = _File(file.text, file.place) if has_name and isinstance(file, ScalarNode) else None
    return files


def check_quotes(
    quotes: Sequence[Quote], files: Mapping[str, _File | None], folder: Path
) -> tuple[int, tuple[Problem, ...]]:
    """Look every quote up in the file of its source.

    Parameters
    ----------
    quotes
        The quotes that were found in a scenario.
    files
        The file of each source.
    folder
        The folder of the scenario.

    Returns
    -------
    int, tuple of Problem
        How many quotes were verified, and what is wrong with the others.
    """
    problems: list[Problem] = []
    texts: dict[str, str | None] = {}
    verified = 0
    for name in dict.fromkeys(quote.source for quote in quotes if quote.source in files):
        texts[name] = _text_of(name, files[name], folder, problems, quotes)
    for quote in quotes:
        text = texts.get(quote.source)
        if text is None:
            continue
        if _plain(quote.words) in text:
            verified += 1
        else:
            near = _nearest_passage(quote.words, text) if len(problems) < MOST_PASSAGES else ""
            problems.append(_not_found(quote, near))
    return verified, tuple(problems)


def _not_found(quote: Quote, near: str) -> Problem:
    sentence = f'{words_of(quote.path)}: the quoted words do not stand in "{clip(quote.source)}"'
    hint = f'nearest there: "{near}"' if near else "copy the words from the file of the source"
    return Problem("EVI01", quote.place, sentence, hint)


def _text_of(
    name: str, file: _File | None, folder: Path, problems: list[Problem], quotes: Sequence[Quote]
) -> str | None:
    """Return the text of a source, ready to be searched; tell why if there is none."""
    if file is None:
        first = next(quote for quote in quotes if quote.source == name)
        sentence = f'the source "{clip(name)}" has no file in which its quotes could be looked up'
        problems.append(Problem("EVI05", first.place, sentence, f"add `file` to the source {clip(name)}"))
        return None
    path = _find(file, folder)
    if isinstance(path, Problem):
        problems.append(path)
        return None
    try:
        data = path.read_bytes() if path.stat().st_size <= MOST_BYTES else None
    except OSError:
        data = None
    if data is None or b"\0" in data:
        problems.append(Problem("EVI04", file.place, f'"{clip(file.name)}" cannot be read as a text of 2 MB at most'))
        return None
    return _plain(data.decode("utf-8", "replace"))


def _find(file: _File, folder: Path) -> Path | Problem:
    """Find the file of a source inside the allowed folders; links that lead out of them count as outside."""
    folders = [(folder, folder)]
    if file.name.startswith("seeds/"):
        folders += [(top, top / "seeds") for top in _SHIPPED]
    try:
        path = find_nearby(file.name, folders)
    except OutsideError as outside:
        hint = "name a file in the folder of the scenario, without .. and without a drive"
        return Problem("EVI03", file.place, f'"{clip(file.name)}" {outside}', hint)
    if path is not None:
        return path
    sentence = f'"{clip(file.name)}" is not there, so its quotes are unverified'
    return Problem("EVI02", file.place, sentence, "put the file into the folder of the scenario")


def _plain(text: str) -> str:
    """Make line breaks, double spaces and the form of quotation marks equal."""
    return " ".join(text.translate(_SAME).split())


def _nearest_passage(words: str, text: str) -> str:
    """Return the passage that shares most words with a quote, "" if there is none like it."""
    wanted = Counter(_plain(words).lower().split())
    there = text.split()
    length = min(sum(wanted.values()), len(there))
    lowered = [word.lower() for word in there]
    left = Counter(wanted)
    shared = best = start = 0
    for index, word in enumerate(lowered):
        shared += _take(left, word, 1)
        if index >= length:
            shared -= _take(left, lowered[index - length], -1)
        if shared > best:
            best, start = shared, max(0, index - length + 1)
    return clip(" ".join(there[start : start + length]), 160) if best * 2 >= length > 0 else ""


def _take(left: Counter[str], word: str, way: int) -> int:
    """Move one word in or out of the window, and tell whether it counts as shared."""
    if word not in left:
        return 0
    counts = left[word] > 0 if way > 0 else left[word] >= 0
    left[word] -= way
    return int(counts)


def count_numbers(numbers: Sequence[NumberRecord]) -> Mapping[str, int]:
    """Count numbers by what they rest on."""
    counts = Counter(record.basis.kind for record in numbers)
    return {kind: counts[kind] for kind in ("evidence", "data", "assumption")}
