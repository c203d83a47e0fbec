"""How wide the terminal is that shows what is printed."""

import re
import shutil
import sys
from typing import TextIO

from game.report.layout import lay_out

__all__ = ["columns", "fitted"]

_SOURCE = re.compile(r" *[0-9]* \| ")  # a line of a file, or the caret under it


def columns(stream: TextIO | None = None) -> int | None:
    """Return the columns of the terminal, which COLUMNS may set; None where a file or a program reads the output.

    Parameters
    ----------
    stream : what is written to; the output if not given.
    """
    return shutil.get_terminal_size().columns if (stream or sys.stdout).isatty() else None


def fitted(text: str, stream: TextIO | None = None) -> str:
    """Return sentences and faults so that no word is broken at the edge of the terminal; shown source stays whole."""
    room = columns(stream)
    return "\n".join(line if _SOURCE.match(line) else lay_out([line], room) for line in text.split("\n"))
