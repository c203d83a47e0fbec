"""Print the phases of a turn in their order, with what each does."""

import argparse

from game.cli.calling import Parser

__all__ = ["fill", "run"]


def fill(parser: Parser) -> None:
    """Declare the arguments: there are none."""


def run(arguments: argparse.Namespace) -> int:  # noqa: ARG001
    """Print every phase with the first line of its docstring, stage by stage."""
    from game.engine.step import AGREEING, CLOSING, OFFERING, OPENING, PHASES, QUARTERLY

    stages = (
        ("The turn opens", OPENING),
        ("All have given their orders, hidden and at once", OFFERING),
        ("The states have answered", AGREEING),
        ("Each quarter of the turn", QUARTERLY),
        ("The turn closes", CLOSING),
    )
    width, number = max(len(phase.__name__) for phase in PHASES), 0
    for title, phases in stages:
        print(f"{title}:")
        for phase in phases:
            number += 1
            what = (phase.__doc__ or "").strip().partition("\n")[0]
            again = "  (each quarter)" if phase in QUARTERLY else ""
            print(f"  {number:>2}. {phase.__name__:<{width}}  {what}{again}")
    return 0
