"""The words of sources, for those who want to read them: the text of a file, and where a quote stands in it."""

from pathlib import Path

from game.scenario.basics import Source
from game.scenario.evidence import MOST_BYTES
from game.scenario.nearby import find_nearby

__all__ = ["find_quote", "read_source"]

_HOUSE = Path(__file__).parents[1]
_SHIPPED = (_HOUSE.parent, _HOUSE / "_data")  # a checkout; an installed package
_MARKS = str.maketrans("‘’‚‛“”„‟«»", "''''" + '"' * 6)


def read_source(source: Source, folder: Path) -> str | None:
    """Return the text of a source; None for one without a file, or whose file is not there.

    Parameters
    ----------
    source : of the scenario.
    folder : the scenario's own; other files are read from the shipped seeds only.
    """
    if not source.file:
        return None
    folders = [(folder, folder)]
    if source.file.startswith("seeds/"):
        folders += [(top, top / "seeds") for top in _SHIPPED]
    try:
        path = find_nearby(source.file, folders)
        if path is None or path.stat().st_size > MOST_BYTES:
            return None
        return path.read_text(encoding="utf-8", errors="replace")
    except (OSError, ValueError):
        return None


def find_quote(words: str, text: str) -> tuple[int, int] | None:
    """Return where a quote begins and ends in a text, whatever the line breaks and the form of quotation marks."""
    letters: list[str] = []
    places: list[int] = []
    for at, letter in enumerate(text.translate(_MARKS)):
        if not letter.isspace():
            letters.append(letter)
            places.append(at)
        elif letters and letters[-1] != " ":
            letters.append(" ")
            places.append(at)
    wanted = " ".join(words.translate(_MARKS).split())
    at = "".join(letters).find(wanted) if wanted else -1
    return None if at < 0 else (places[at], places[at + len(wanted) - 1] + 1)
