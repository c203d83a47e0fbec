"""Tell an author how balanced a scenario is: each finding with its figure, its limit, and what to try."""

import argparse
import sys
from collections.abc import Sequence
from typing import Any

from game.cli.calling import Parser, add_scenario, pairs, whole
from game.cli.choosing import read_scenario
from game.cli.ensembles import add_results, gone_on_with, how_of, json_text, lost_nothing
from game.cli.progress import between, of_stage
from game.cli.reporting import check_report, tell
from game.cli.terminal import columns
from game.ensemble.balance import Balance, Effort, foretell, weigh
from game.ensemble.balance_asked import Asked, ask, ask_again
from game.ensemble.crew import cores
from game.ensemble.kinds import BALANCE
from game.ensemble.manifest import Manifest
from game.ensemble.stages import StagesFolder

__all__ = ["fill", "play_again", "run"]

_STOPPED = "Stopped; nothing was written. With fewer --games it is done sooner, and with --out DIR it could go on."


def fill(parser: Parser) -> None:
    """Declare the arguments."""
    add_scenario(parser, needed=False)
    add: Any = parser.add_argument
    add("--games", metavar="N", type=whole(2, 100_000), help="how many games of each line-up (120; --thorough 600)")
    add("--thorough", action="store_true", help="more games, and players who look further ahead: ten times as long")
    add_results(parser, "balance.json and balance.txt, and what reproduces them,")


def run(arguments: argparse.Namespace) -> int:
    """Play, weigh and tell."""
    unfinished = gone_on_with(arguments, BALANCE, arguments.scenario)
    if unfinished is not None:
        return _carry_out(unfinished.ready(ask_again), arguments, arguments.resume, unfinished.command)
    asked = ask(
        read_scenario(arguments.scenario, arguments.changes),
        Effort.asked(arguments.games, thorough=arguments.thorough),
        seed=arguments.seed, players=pairs(arguments.policies, "ACTOR=NAME", "--policy"), length=arguments.length,
    )  # fmt: skip
    return _carry_out(asked, arguments, arguments.out, arguments.typed)


def play_again(manifest: Manifest, out: str, how: dict[str, Any]) -> None:
    """Play what a manifest tells of once more, and write its files."""
    _weighed(manifest.ready(ask_again), out, manifest.command, how)


def _carry_out(asked: Asked, arguments: argparse.Namespace, out: str | None, command: Sequence[str]) -> int:
    """Weigh, write and tell."""
    how, report = how_of(arguments), check_report(arguments.report)
    found = _weighed(asked, out, command, how)

    def page() -> str:
        from game.report.balance_page import balance_page

        return balance_page(found, asked.scenario, asked.world, _head(asked, command))

    as_json, text = _texts(asked, found, command, columns())
    tell(as_json if arguments.json else text, report, page)
    return 0


def _weighed(asked: Asked, out: str | None, command: Sequence[str], how: dict[str, Any]) -> Balance:
    """Weigh into a folder, if there is one."""
    with (
        lost_nothing(out, BALANCE, otherwise=_STOPPED if out is None else ""),
        StagesFolder(out, asked.plan, asked.own, command) as folder,
    ):
        seats = tuple(asked.seats.values())
        _announce(asked, seats, how)
        stages = folder.stages(how, of_stage)
        found = weigh(asked.world, seats, seed=asked.seed, effort=asked.effort, stages=stages)
        as_json, text = _texts(asked, found, command)
        folder.write({"balance.json": as_json, "balance.txt": text})
    return found


def _announce(asked: Asked, seats: tuple[str, ...], how: dict[str, Any]) -> None:
    """Say how long it takes before it begins, where that can be known."""
    if how.get("cluster") is None and asked.effort.planned:
        processes = how.get("workers") or cores()
        seconds = foretell(asked.world, seats, seed=asked.seed, effort=asked.effort)
        told = f"about {between(seconds / processes)} with {processes} process{'es' if processes > 1 else ''}"
        print(f"Playing every seat in every way: {told}.", file=sys.stderr)


def _texts(asked: Asked, found: Balance, command: Sequence[str], columns: int | None = None) -> tuple[str, str]:
    """Return what was found as JSON and for people: on a terminal of some columns, or in a file."""
    from game.report.balance import balance_json, balance_text

    as_json = json_text({**_head(asked, command), **balance_json(found, asked.world)})
    return as_json, balance_text(_title(asked, found), found, asked.world, columns)


def _head(asked: Asked, command: Sequence[str]) -> dict[str, Any]:
    world, loaded = asked.world, asked.loaded
    return {
        "scenario": world.names.scenario, "file": loaded.path.name, "changes": list(loaded.changes),
        "digest": world.digest, "length": world.length, "seed": asked.seed, "seats": dict(asked.seats),
        "command": list(command),
    }  # fmt: skip


def _title(asked: Asked, found: Balance) -> str:
    world = asked.world
    length = world.names.title("lengths", world.length)
    return (
        f"{asked.scenario.title} ({length}, {world.turns} turns): is it balanced? {found.played:,} games, seed "
        f"{asked.seed}"
    )
