"""Beginning a scenario: the least that a contest needs with comments, or a variant of a shipped one beside its base."""

import os
import re
import shutil
from pathlib import Path

from game.scenario.library import shipped, shipped_folder

__all__ = ["DraftError", "begin_draft", "begin_variant"]

_ID = re.compile(r"[a-z][a-z0-9_-]{0,59}")
_TRUTHS = frozenset({"y", "yes", "n", "no", "on", "off", "true", "false", "null"})  # to some readers of YAML
_SKELETON, _TITLE = "skeleton", "A First Draft"
_EXTENDS = re.compile(r"^extends:[ \t]*[\"']?([^\s\"'#]+)", re.MULTILINE)
_VARIANT = """\
# A variant: whatever does not stand here is as in {base}. Sections are merged, lists and values replaced,
# `remove` deletes. docs/writing.md has a whole example.

format: 1
extends: {base}
id: {id}
title: {title}
basis: {{assumption: what this variant changes}}      # what numbers that stand here rest on

# Such as:
#
# actors:
#   {actor}:
#     about: ...
"""


class DraftError(ValueError):
    """A file that cannot be begun, with the sentence for its author."""


def begin_draft(path: Path, title: str = "") -> tuple[Path, ...]:
    """Write a small scenario that can be played at once, and the text that it quotes.

    Parameters
    ----------
    path : the scenario's file, whose stem becomes its id; its folder is made if need be.
    title : what players read; made of the stem if not given.

    Returns
    -------
    tuple of Path
        The files written: the scenario first.

    Raises
    ------
    DraftError
        If the name cannot be an id, a file is there already, or it cannot be written.
    """
    path, title = _named(path, title)
    folder = shipped_folder("scenarios")
    source = folder / _SKELETON / f"{_SKELETON}.yaml" if folder is not None else None
    if source is None or not source.is_file():
        raise DraftError("The skeleton does not lie where Wedge is installed.")
    text = source.read_text(encoding="utf-8").replace(_TITLE, title, 1)
    text = re.sub(rf"\b{_SKELETON}\b", path.stem, text)
    words = source.with_suffix(".txt")
    return _write({path: _schema_line(path) + text, path.with_suffix(".txt"): words.read_text(encoding="utf-8")})


def begin_variant(path: Path, base: str, title: str = "") -> tuple[Path, ...]:
    """Write a variant of a shipped scenario, with the files of its base beside it.

    Parameters
    ----------
    path, title : as for `begin_draft`.
    base : the id of a shipped scenario.

    Raises
    ------
    DraftError
        As for `begin_draft`, and if there is no such scenario.
    """
    path, title = _named(path, title)
    source = shipped().get(base)
    if source is None:
        raise DraftError(f"There is no shipped scenario {base!r}: {', '.join(shipped())}.")
    if path.stem == source.stem:
        raise DraftError(f"The variant needs another name than its base, {source.name}.")
    text = _VARIANT.format(base=source.name, id=path.stem, title=title, actor="an_actor")
    written = _write({path: _schema_line(path) + text})
    files = [own for file in _bases(source) for own in _beside(file)]
    try:
        copied = [_copied(file, source.parent, path.parent) for file in files]
    except OSError as error:
        raise DraftError(f"{error.filename} cannot be copied: {error.strerror}.") from None
    return (*written, *(there for there in copied if there is not None))


def _named(path: Path, title: str) -> tuple[Path, str]:
    if path.name and path.suffix not in (".yaml", ".yml"):
        path = path.with_name(f"{path.name}.yaml")
    if not _ID.fullmatch(path.stem) or path.stem in _TRUTHS:
        better = re.sub(r"[^a-z0-9_-]+", "-", path.stem.lower()).strip("-_0123456789")[:60]
        better = "my-contest" if not better or better in _TRUTHS else better
        raise DraftError(
            f"The name becomes the scenario's id: small letters, digits, - and _, beginning with a letter. "
            f"Write for example {better}{path.suffix or '.yaml'}."
        )
    words = " ".join((title or path.stem.replace("-", " ").replace("_", " ").title()).split())
    return path, words if re.fullmatch(r"[\w][\w ,.'!?-]*", words) and ", " not in words else f'"{_quoted(words)}"'


def _quoted(words: str) -> str:
    return words.replace("\\", "\\\\").replace('"', '\\"')


def _write(texts: dict[Path, str]) -> tuple[Path, ...]:
    """Write all files or none of them, and nothing over what is there."""
    there = next((path for path in texts if path.exists()), None)
    if there is not None:
        raise DraftError(f"{there} is there already; choose another name, or move it away.")
    try:
        for path, text in texts.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
    except (OSError, ValueError) as error:
        raise DraftError(f"{path} cannot be written: {getattr(error, 'strerror', None) or error}.") from None
    return tuple(texts)


def _schema_line(path: Path) -> str:
    """Return the line by which editors complete and check, where the schema lies beside the program."""
    docs = shipped_folder("docs")
    schema = docs / "scenario.schema.json" if docs is not None else None
    if schema is None or not schema.is_file():
        return ""
    try:
        way = Path(os.path.relpath(schema, path.parent.absolute())).as_posix()
    except ValueError:  # on another drive
        way = schema.as_uri()
    return f"# yaml-language-server: $schema={way}\n"


def _bases(path: Path) -> list[Path]:
    """Return a shipped scenario and all that it extends."""
    found = [path]
    while (base := _EXTENDS.search(found[-1].read_text(encoding="utf-8"))) is not None:
        found.append(path.parent / base.group(1))
    return found


def _beside(path: Path) -> list[Path]:
    """Return a shipped scenario with its text, its shapes and its translations."""
    return sorted([*path.parent.glob(f"{path.stem}.*"), *path.parent.glob(f"translations/{path.stem}.*")])


def _copied(file: Path, home: Path, folder: Path) -> Path | None:
    """Copy a file to the same place in another folder, unless there is one of that name."""
    there = folder / file.relative_to(home)
    if there.exists():
        return None
    there.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(file, there)
    return there
