"""`--report FILE.html`: where a page may be written is asked before anything is played, which may take long."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from game.cli.calling import CallError, Failure, Parser, clip
from game.sim.files import why, write_whole

__all__ = ["add_report", "check_report", "tell"]


def add_report(parser: Parser) -> None:
    """Add the argument."""
    add: Any = parser.add_argument
    add("--report", metavar="FILE.html", help="write a page with charts, tables, method and manifest")


def check_report(name: str | None) -> Path | None:
    """Return where the page is to be written, if it is asked for.

    Raises
    ------
    CallError
        If it cannot be written there.
    """
    if name is None:
        return None
    path = Path(name)
    if path.suffix.lower() not in (".html", ".htm"):
        raise CallError(f"--report writes a page: name a file that ends in .html, not {clip(name)!r}.")
    try:
        wrong = path.is_dir() or not os.access(path.parent, os.W_OK)
    except (OSError, ValueError):
        wrong = True
    if wrong:
        raise CallError(f"--report cannot write {clip(name)!r}: its folder must be there and be yours to write into.")
    return path


def tell(text: str, path: Path | None, page: Callable[[], str]) -> None:
    """Print what was found, and write its page if one is asked for; neither is lost with the other.

    Parameters
    ----------
    text : printed.
    path : where the page is to be written, as `check_report` returned it.
    page : returns the page.
    """
    try:
        if path is not None:
            _write(path, page())
    finally:
        print(text, end="", flush=True)


def _write(path: Path, text: str) -> None:
    """Write the page, whole or not at all."""
    try:
        write_whole(path, text)
    except OSError as error:
        raise Failure(f"{path} could not be written: {why(error)}.") from error
