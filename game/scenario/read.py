"""YAML text to a tree of nodes that know their line and column.

`build` grows the tree; here the file is opened, and everything that can be
wrong with a file as such is told.
"""

from dataclasses import dataclass
from pathlib import Path

from game.scenario.build import Builder, UnreadableError
from game.scenario.problems import Problem, nearest
from game.scenario.tree import Node, Place

__all__ = ["Reading", "read_file", "read_text"]

MOST_BYTES = 1_000_000


@dataclass(frozen=True)
class Reading:
    """A file as read: its tree (None if it could not be built), its lines and its problems."""

    file: str
    node: Node | None
    lines: tuple[str, ...]
    problems: tuple[Problem, ...]


def read_file(path: Path, file: str | None = None) -> Reading:
    """Read a scenario file.

    Parameters
    ----------
    path
        The file.
    file
        The name under which problems mention it; the path itself by default.

    Returns
    -------
    Reading
        Never raises: whatever is wrong is among the problems.
    """
    name = file or str(path)
    start = Place(name, 1, 1)
    try:
        text = _decode(_read_bytes(path, start), start)
    except UnreadableError as stop:
        return Reading(name, None, (), (stop.problem,))
    return read_text(text, name)


def _read_bytes(path: Path, start: Place) -> bytes:
    try:
        if not path.exists():
            raise UnreadableError(Problem("FIL01", start, "there is no such file", _beside(path)))
        if not path.is_file():
            raise UnreadableError(
                Problem("FIL01", start, "this is not a file", "give the name of a scenario file (.yaml)")
            )
        with path.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "the name is not possible"
        raise UnreadableError(Problem("FIL01", start, f"the file cannot be opened: {reason.lower()}")) from None
    if len(data) > MOST_BYTES:
        raise UnreadableError(Problem("FIL02", start, "the file has more than 1 MB"))
    return data


def _beside(path: Path) -> str:
    try:
        names = [other.name for other in path.parent.iterdir() if other.suffix in (".yaml", ".yml")]
    except OSError:
        return "the folder does not exist either"
    near = nearest(path.name, names[:500])
    return f'did you mean "{near}"?' if near else ""


def _decode(data: bytes, start: Place) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        place = Place(start.file, before.count(b"\n") + 1, column)
        wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))  # UTF-16, which some editors call Unicode
        hint = "this looks like no text at all" if b"\0" in data and not wide else "save it as UTF-8 in your editor"
        raise UnreadableError(Problem("FIL03", place, "the file is not text in UTF-8", hint)) from None


def read_text(text: str, file: str, origin: Place | None = None) -> Reading:
    """Read YAML text.

    Parameters
    ----------
    text
        The text.
    file
        The name under which problems mention it.
    origin
        Where the text begins, if it is a part of something larger.

    Returns
    -------
    Reading
        Never raises: whatever is wrong is among the problems.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    lines = tuple(text.split("\n"))
    builder = Builder(file, lines, origin or Place(file, 1, 1))
    node: Node | None = None
    try:
        builder.check_characters()
        node = builder.build(text)
    except UnreadableError as stop:
        builder.problems.append(stop.problem)
    return Reading(file, node, lines, tuple(builder.problems))
