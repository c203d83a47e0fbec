"""Compare scenarios, assumptions or policies over the same luck: what differs, and what cannot be told apart."""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from game.cli.calling import CallError, Parser, clip, pairs, whole
from game.cli.ensembles import add_results, gone_on_with, how_of, json_text, lost_nothing
from game.cli.finding import find_scenario
from game.cli.progress import Progress
from game.cli.reporting import check_report, tell
from game.cli.terminal import columns
from game.ensemble.arms import Arm, Comparison, Wish, compare_arms, wishes
from game.ensemble.comparison_files import arms_again, write_comparison
from game.ensemble.kinds import COMPARISON
from game.ensemble.manifest import Manifest
from game.ensemble.setup import set_up
from game.ensemble.sheets import formats_here
from game.ensemble.store import kept_games
from game.scenario.findings import COMMAND_LINE
from game.scenario.load import Loaded, load
from game.scenario.problems import Problem

__all__ = ["fill", "play_again", "run", "varied"]

_MOST_GAMES = 1_000_000  # what the first arm comes to is kept in memory
_CLOSING = {"(": ")", "[": "]", "{": "}", '"': '"', "'": "'"}


def fill(parser: Parser) -> None:
    """Declare the arguments."""
    add: Any = parser.add_argument
    add("scenarios", metavar="SCENARIO", nargs="*", help="the first is what the others are compared with")
    add("--vary", metavar="PATH=VALUES", action="append", default=[], help="an arm for each value; V1,V2,...")
    add("--vary-policy", metavar="ACTOR=NAMES", action="append", default=[], help="an arm for each policy; P1,P2,...")
    add("--set", metavar="PATH=VALUE", action="append", default=[], dest="changes", help="change a setting of all arms")
    add("--policy", metavar="ACTOR=NAME", action="append", default=[], dest="policies", help="who plays, in all arms")
    add("--length", metavar="ID", help="one of the lengths of the scenarios")
    add("--turns", metavar="K", type=whole(1, 1000), help="play only the first K turns")
    add("--games", metavar="N", type=whole(2, _MOST_GAMES), default=1000, help="how many games of each (1000)")
    add("--seed", metavar="S", type=whole(-(2**63), 2**63 - 1), default=0, help="the seed of chance, for all arms (0)")
    add_results(parser, "differences, the games of all arms and a manifest")


def run(arguments: argparse.Namespace) -> int:
    """Play every arm and compare."""
    unfinished = gone_on_with(arguments, COMPARISON, arguments.scenarios)
    if unfinished is not None:
        return _carry_out(unfinished.ready(arms_again), arguments, arguments.resume, unfinished.command)
    policies = pairs(arguments.policies, "ACTOR=NAME", "--policy")
    vary_policy = varied(arguments.vary_policy, "ACTOR=NAME,NAME", "--vary-policy")
    vary = varied(arguments.vary, "PATH=VALUE,VALUE", "--vary")
    _refuse_both(vary, [change.partition("=")[0].strip() for change in arguments.changes], "--vary", "--set")
    _refuse_both(vary_policy, list(policies), "--vary-policy", "--policy")
    arms = _arms(wishes(arguments.scenarios, vary, vary_policy), policies, arguments)
    return _carry_out(arms, arguments, arguments.out, arguments.typed)


def play_again(manifest: Manifest, out: str, how: dict[str, Any]) -> None:
    """Play what a manifest tells of once more, and write its files."""
    _play(manifest.ready(arms_again), out, manifest.command, how)


def _carry_out(arms: Sequence[Arm], arguments: argparse.Namespace, out: str | None, command: Sequence[str]) -> int:
    """Play, write and tell."""
    from game.report.differences import differences_json, differences_text

    report = check_report(arguments.report)
    found = _play(arms, out, command, how_of(arguments))

    def page() -> str:
        from game.report.ensemble_page import comparison_page

        return comparison_page(found, command)

    tell(json_text(differences_json(found)) if arguments.json else differences_text(found, columns()), report, page)
    return 0


def varied(words: Sequence[str], form: str, option: str) -> dict[str, list[str]]:
    """Read words such as actors.japan.hedging=1,1.5: names, and the values that each is to have."""
    found: dict[str, list[str]] = {}
    for word in words:
        for name, values in pairs([word], form, option).items():
            if name in found:
                raise CallError(f"{option} names {clip(name)!r} twice: give all its values at once, as in {form}.")
            found[name] = [part.strip() for part in _split(values)]
            if not all(found[name]):
                raise CallError(f"{option} has the form {form}, found {clip(word)!r} with an empty value.")
    return found


def _split(text: str) -> list[str]:
    """Split at commas that stand in no bracket and no quotes; blanks stay."""
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
    return parts


def _refuse_both(varied: dict[str, list[str]], fixed: Sequence[str], option: str, other: str) -> None:
    for name in varied:
        if name in fixed:
            raise CallError(f"{clip(name)!r} cannot both vary and stay: it is named by {option} and by {other}.")


def _arms(asked: Sequence[Wish], policies: dict[str, str], arguments: argparse.Namespace) -> list[Arm]:
    """Make every arm ready; what is suspicious in a scenario is told once."""
    told, arms = set(), []
    for wish in asked:
        loaded = load(find_scenario(wish.scenario), (*arguments.changes, *wish.changes), drawn=False)
        if loaded.scenario is None:
            loaded = _as_typed(loaded, len(arguments.changes), arguments.vary)
        setup = set_up(
            loaded, games=arguments.games, seed=arguments.seed, players={**policies, **wish.policies},
            turns=arguments.turns, length=arguments.length,
            formats=() if arguments.out is None else formats_here(),
        )  # fmt: skip
        if loaded.problems and loaded.report not in told:
            told.add(loaded.report)
            print(loaded.report, file=sys.stderr)
        arms.append(Arm.of(wish.name, setup))
    return arms


def _as_typed(loaded: Loaded, fixed: int, typed: Sequence[str]) -> Loaded:
    """Return the same with faults of what varies shown in what was typed; changes before `fixed` are of --set."""

    def moved(problem: Problem) -> Problem:
        place = problem.place
        if place.file != COMMAND_LINE or place.line <= fixed:
            return problem
        line, column = _where(loaded.changes[place.line - 1], place.column, typed)
        return replace(problem, place=replace(place, file="--vary", line=line, column=column))

    texts = {**loaded.texts, "--vary": tuple(typed)}
    return replace(loaded, problems=tuple(map(moved, loaded.problems)), texts=texts)


def _where(change: str, column: int, typed: Sequence[str]) -> tuple[int, int]:
    """Return in which of the words that were typed a column of a change stands, and where there."""
    path, _, value = change.partition("=")
    line, word = next((line, word) for line, word in enumerate(typed, 1) if word.partition("=")[0].strip() == path)
    if column <= len(path) + 1:
        return line, word.index(path) + column
    start = word.index("=") + 1
    for part in _split(word[start:]):
        if part.strip() == value:
            break
        start += len(part) + 1
    return line, start + part.index(value) + column - len(path) - 1


def _play(arms: Sequence[Arm], out: str | None, command: Sequence[str], how: dict[str, Any]) -> Comparison:
    """Play; whatever breaks it off, say what is kept and how to go on."""
    games = sum(arm.setup.plan.games for arm in arms)
    kept = 0 if out is None else kept_games(out)
    otherwise = "Stopped; with --out DIR the games would have been kept." if out is None else ""
    with lost_nothing(out, COMPARISON, games, otherwise), Progress(games, kept) as progress:
        if out is None:
            return compare_arms(arms, progress=progress.add, **how)
        return write_comparison(arms, out, command=command, progress=progress.add, **how)
