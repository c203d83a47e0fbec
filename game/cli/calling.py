"""Reading what was typed: options, names and numbers, each wrong one answered by the nearest right one."""

import argparse
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NoReturn

from game.cli.examples import EXAMPLES
from game.ensemble.errors import CallError, Failure, clip, unknown

__all__ = ["CallError", "Failure", "Parser", "add_scenario", "clip", "pairs", "unknown", "whole"]


class _Help(argparse.HelpFormatter):
    """Wraps what is told, and leaves what is to be typed as it is."""

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return text if text.startswith("examples:") else super()._fill_text(text, width, indent)


class Parser(argparse.ArgumentParser):
    """An argument parser that raises sentences and suggests options."""

    def __init__(self, command: str, what: str, doc: str) -> None:
        super().__init__(
            prog=f"wedge {command}",
            description=doc.partition("\n")[0] or what,
            epilog="\n".join(["examples:", *(f"  wedge {words}" for words in EXAMPLES.get(command, ()))]),
            formatter_class=_Help,
            allow_abbrev=False,
        )

    def error(self, message: str) -> NoReturn:
        """Turn a complaint into a sentence."""
        message = re.sub(r"^argument (\S+?)(/\S+)?: ", r"\1: ", message)
        raise CallError(f"{message[:1].upper()}{message[1:]}. See: {self.prog} --help")

    def read(self, words: Sequence[str]) -> argparse.Namespace:
        """Parse the words after the command."""
        found, extra = self.parse_known_args(list(words))
        if extra:
            raise CallError(self._about(extra[0]))
        return found

    def _about(self, word: str) -> str:
        option = word.partition("=")[0]
        if option.startswith("-"):
            known = [name for name in self._option_string_actions if name.startswith("--")]
            return unknown(f"{self.prog} has no option {{word!r}}", option, known)
        return f"{word!r} is one word too many. See: {self.prog} --help"


def whole(low: int, high: int) -> Callable[[str], int]:
    """Return a reader of whole numbers between two bounds."""

    def read(word: str) -> int:
        if not re.fullmatch(r"[+-]?[0-9]{1,19}", word.strip()):
            raise argparse.ArgumentTypeError(f"expected a whole number from {low} to {high}, found {clip(word)!r}")
        number = int(word)
        if not low <= number <= high:
            raise argparse.ArgumentTypeError(f"expected a whole number from {low} to {high}, found {number}")
        return number

    return read


def pairs(words: Iterable[str], form: str, option: str) -> dict[str, str]:
    """Read words such as japan=greedy; the last one for a name counts."""
    found: dict[str, str] = {}
    for word in words:
        name, equals, value = word.partition("=")
        if not equals or not name.strip() or not value.strip():
            raise CallError(f"{option} has the form {form}, found {clip(word)!r}.")
        found[name.strip()] = value.strip()
    return found


def add_scenario(parser: Parser, *, needed: bool = True) -> None:
    """Add the arguments that choose a world: the scenario, its length, changes, and who plays."""
    add: Any = parser.add_argument
    words: dict[str, Any] = {} if needed else {"nargs": "?"}
    add("scenario", metavar="SCENARIO", help="a scenario file, or the id of a shipped scenario", **words)
    add("--length", metavar="ID", help="one of the scenario's lengths, such as lesson of central-asia-2024")
    add(
        "--set",
        metavar="PATH=VALUE",
        action="append",
        default=[],
        dest="changes",
        help="change a setting; may be given again",
    )
    add(
        "--policy",
        metavar="ACTOR=NAME",
        action="append",
        default=[],
        dest="policies",
        help="who plays a seat: idle, random, greedy, planner, a doctrine of the scenario; may be given again",
    )
    add(
        "--seed",
        metavar="S",
        type=whole(-(2**63), 2**63 - 1),
        default=0,
        help="the seed of chance (0): the same one, the same games",
    )
