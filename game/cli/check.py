"""Check scenario files: every fault in one run, with its place and how to mend it."""

import argparse
import os
from pathlib import Path

from game.cli.calling import CallError, Parser, clip, unknown

__all__ = ["fill", "run"]


def fill(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument("files", metavar="FILE", nargs="*", help="scenario files, or ids of shipped scenarios")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="json: one list")
    parser.add_argument("--explain", metavar="CODE", help="explain a code, with a wrong and a right example")


def run(arguments: argparse.Namespace) -> int:
    """Check, or explain a code."""
    if arguments.explain is not None:
        return _explain(arguments.explain)
    if not arguments.files:
        raise CallError("Name at least one scenario file, as in: wedge check scenarios/two-harbours.yaml")
    from game.scenario.load import check

    paths = [_path(name) for name in arguments.files]
    text, status = check(paths, arguments.format)
    print(text)
    if status == 2:
        missing = ", ".join(clip(path) for path in paths if not os.path.exists(path))
        raise CallError(f"There is no file {missing}.")
    return status


def _path(name: str) -> str:
    """Return a shipped scenario's file for its id; anything else is a path, and the checker speaks about it."""
    from game.cli.finding import near_here
    from game.scenario.library import shipped

    known = shipped()
    return str(near_here(known[name])) if name in known and not Path(name).exists() else name


def _explain(code: str) -> int:
    from game.scenario.codes import CODES
    from game.scenario.problems import explain

    text = explain(code)
    if text is None:
        raise CallError(unknown("There is no code {word!r}", code.upper(), CODES))
    print(text)
    return 0
