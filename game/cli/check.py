"""Check files of scenarios: every fault in one run, with its place and how to mend it."""

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from game.cli.calling import CallError, Parser, clip, unknown

if TYPE_CHECKING:
    from game.scenario.experiments import Experiments
    from game.scenario.problems import Problem

__all__ = ["fill", "run"]


def fill(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "files", metavar="FILE", nargs="*", help="scenarios (or ids of shipped ones), experiments, translations, shapes"
    )
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="text for people, or json: one list of all problems"
    )
    parser.add_argument("--explain", metavar="CODE", help="explain a code, with a wrong and a right example")


def run(arguments: argparse.Namespace) -> int:
    """Check, or explain a code."""
    if arguments.explain is not None:
        return _explain(arguments.explain)
    if not arguments.files:
        raise CallError("Name at least one scenario file, as in: wedge check scenarios/two-harbours.yaml")
    from game.cli.terminal import columns, fitted
    from game.scenario.checking import check

    paths = [_path(name) for name in arguments.files]
    text, status = check(paths, arguments.format, _faults, columns())
    print(text if arguments.format == "json" else fitted(text))
    if status == 2:
        missing = ", ".join(clip(path) for path in paths if not os.path.exists(path))
        raise CallError(f"There is no file {missing}.")
    return status


def _faults(found: "Experiments") -> "list[Problem]":
    """Return what is wrong with experiments that could be read: their scenarios, settings, designs and metrics."""
    from game.ensemble.sweep.checking import faults_of

    return faults_of(found)


def _path(name: str) -> str:
    """Return a shipped scenario's file for its id; anything else is a path, and the checker speaks about it."""
    from game.cli.finding import near_here
    from game.scenario.library import shipped

    known = shipped()
    return str(near_here(known[name])) if name in known and not Path(name).exists() else name


def _explain(code: str) -> int:
    from game.cli.terminal import columns, fitted
    from game.scenario.codes import CODES
    from game.scenario.problems import explain

    text = explain(code, columns())
    if text is None:
        raise CallError(unknown("There is no code {word!r}", code.upper(), CODES))
    print(fitted(text))
    return 0
