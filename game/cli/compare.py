"""Compare scenarios, assumptions or policies over the same luck: what differs, and what cannot be told apart."""

import argparse
import sys
from collections.abc import Sequence
from typing import Any

from game.cli.calling import CallError, Parser, clip, pairs, whole
from game.cli.ensembles import add_power, how_of, json_text
from game.cli.finding import find_scenario
from game.cli.progress import Progress
from game.cli.reporting import add_report, check_report, write_report
from game.ensemble.arms import Arm, Comparison, Wish, compare_arms, wishes
from game.ensemble.setup import set_up
from game.scenario.load import load

__all__ = ["fill", "run", "varied"]

_MOST_GAMES = 1_000_000  # what the first arm comes to is kept in memory
_CLOSING = {"(": ")", "[": "]", "{": "}", '"': '"', "'": "'"}


def fill(parser: Parser) -> None:
    """Declare the arguments."""
    add: Any = parser.add_argument
    add("scenarios", metavar="SCENARIO", nargs="+", help="the first is what the others are compared with")
    add("--vary", metavar="PATH=VALUES", action="append", default=[], help="an arm for each value; V1,V2,...")
    add("--vary-policy", metavar="ACTOR=NAMES", action="append", default=[], help="an arm for each policy; P1,P2,...")
    add("--set", metavar="PATH=VALUE", action="append", default=[], dest="changes", help="change a setting of all arms")
    add("--policy", metavar="ACTOR=NAME", action="append", default=[], dest="policies", help="who plays, in all arms")
    add("--length", metavar="ID", help="one of the lengths of the scenarios")
    add("--turns", metavar="K", type=whole(1, 10**18), help="play only the first K turns")
    add("--games", metavar="N", type=whole(2, _MOST_GAMES), default=1000, help="how many games of each (1000)")
    add("--seed", metavar="S", type=whole(-(2**63), 2**63 - 1), default=0, help="the seed of chance, for all arms (0)")
    add("--json", action="store_true", help="print JSON for another program")
    add_report(parser)
    add_power(parser)


def run(arguments: argparse.Namespace) -> int:
    """Play every arm and compare."""
    from game.report.differences import differences_json, differences_text

    policies = pairs(arguments.policies, "ACTOR=NAME", "--policy")
    vary_policy = varied(arguments.vary_policy, "ACTOR=NAME,NAME", "--vary-policy")
    vary = varied(arguments.vary, "PATH=VALUE,VALUE", "--vary")
    _refuse_both(vary, [change.partition("=")[0].strip() for change in arguments.changes], "--vary", "--set")
    _refuse_both(vary_policy, list(policies), "--vary-policy", "--policy")
    report = check_report(arguments.report)
    found = _play(_arms(wishes(arguments.scenarios, vary, vary_policy), policies, arguments), how_of(arguments))
    if report is not None:
        from game.report.ensemble_page import comparison_page

        write_report(report, comparison_page(found, arguments.typed))
    print(json_text(differences_json(found)) if arguments.json else differences_text(found), end="")
    return 0


def varied(words: Sequence[str], form: str, option: str) -> dict[str, list[str]]:
    """Read words such as actors.japan.hedging=1,1.5: names, and the values that each is to have."""
    found: dict[str, list[str]] = {}
    for word in words:
        for name, values in pairs([word], form, option).items():
            if name in found:
                raise CallError(f"{option} names {clip(name)!r} twice: give all its values at once, as in {form}.")
            found[name] = _split(values)
            if not all(found[name]):
                raise CallError(f"{option} has the form {form}, found {clip(word)!r} with an empty value.")
    return found


def _split(text: str) -> list[str]:
    """Split at commas that stand in no bracket and no quotes."""
    parts, awaited = [""], ""
    for char in text:
        if char == "," and not awaited:
            parts.append("")
            continue
        parts[-1] += char
        if awaited and char == awaited[-1]:
            awaited = awaited[:-1]
        elif char in _CLOSING and not awaited.endswith(('"', "'")):
            awaited += _CLOSING[char]
    return [part.strip() for part in parts]


def _refuse_both(varied: dict[str, list[str]], fixed: Sequence[str], option: str, other: str) -> None:
    for name in varied:
        if name in fixed:
            raise CallError(f"{clip(name)!r} cannot both vary and stay: it is named by {option} and by {other}.")


def _arms(asked: Sequence[Wish], policies: dict[str, str], arguments: argparse.Namespace) -> list[Arm]:
    """Make every arm ready; what is suspicious in a scenario is told once."""
    told, arms = set(), []
    for wish in asked:
        loaded = load(find_scenario(wish.scenario), (*arguments.changes, *wish.changes))
        setup = set_up(
            loaded, games=arguments.games, seed=arguments.seed, players={**policies, **wish.policies},
            turns=arguments.turns, length=arguments.length,
            formats=(),
        )  # fmt: skip
        if loaded.problems and loaded.report not in told:
            told.add(loaded.report)
            print(loaded.report, file=sys.stderr)
        arms.append(Arm(wish.name, setup))
    return arms


def _play(arms: Sequence[Arm], how: dict[str, Any]) -> Comparison:
    games = sum(arm.setup.plan.games for arm in arms)
    try:
        with Progress(games) as progress:
            return compare_arms(arms, progress=progress.add, **how)
    except KeyboardInterrupt as stop:
        stop.args = ("Stopped; a comparison keeps nothing. With fewer --games it is done sooner.",)
        raise
