"""Begin a scenario: a first draft that can be played at once, or a variant of a shipped one."""

import argparse
from pathlib import Path

from game.cli.calling import Failure, Parser

__all__ = ["fill", "run"]


def fill(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", metavar="FILE", help="the scenario's file; its name becomes the id")
    parser.add_argument("--title", default="", help="what players read")
    parser.add_argument("--extends", metavar="ID", help="a variant of this shipped scenario, which is copied beside it")


def run(arguments: argparse.Namespace) -> int:
    """Write the files, and say what comes next."""
    from game.scenario.drafts import DraftError, begin_draft, begin_variant

    path = Path(arguments.file)
    try:
        if arguments.extends is None:
            written = begin_draft(path, arguments.title)
        else:
            written = begin_variant(path, arguments.extends, arguments.title)
    except DraftError as error:
        raise Failure(str(error)) from None
    print(f"Written: {', '.join(map(str, written))}")
    print(f"\n  wedge check {written[0]}    says what is wrong, and how to mend it")
    print(f"  wedge play {written[0]}     opens it, and reads it again whenever you save it")
    print("\ndocs/writing.md is the way from an article to a scenario.")
    return 0
