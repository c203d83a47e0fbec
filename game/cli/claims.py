"""Check what the articles claim: how often it comes true, and which smallest change of assumptions turns it."""

import argparse
import sys
from typing import Any

from game.cli.calling import Parser, add_scenario, pairs, whole
from game.cli.choosing import read_scenario
from game.cli.ensembles import add_power, how_of, json_text
from game.cli.progress import Progress
from game.cli.reporting import add_report, check_report, write_report
from game.ensemble.factcheck.checking import Asked, FactCheck, ask, check_claims, find_turns, games_ahead
from game.ensemble.factcheck.ends import movable
from game.ensemble.factcheck.reading import OPPOSITE

__all__ = ["fill", "run"]

_BY = 0.5  # the part of itself by which each assumption goes down and up
_MOST = 1_000_000  # what is measured in every game is kept in memory


def fill(parser: Parser) -> None:
    """Declare the arguments."""
    add_scenario(parser)
    add: Any = parser.add_argument
    add("--claim", metavar="ID", action="append", default=[], dest="only", help="only this claim")
    add("--games", metavar="N", type=whole(1, _MOST), default=1000, help="how many games for each claim (1000)")
    add("--quick", action="store_true", help="judge, and look for nothing that would turn a verdict")
    add("--thorough", action="store_true", help="also look for what turns claims about players that weigh every order")
    add("--json", action="store_true", help="print JSON for another program")
    add_report(parser)
    add_power(parser)


def run(arguments: argparse.Namespace) -> int:
    """Play, judge, and look for what turns each verdict."""
    from game.report.claims_text import claims_object, claims_text

    report = check_report(arguments.report)
    asked = ask(
        read_scenario(arguments.scenario, arguments.changes), games=arguments.games, seed=arguments.seed,
        players=pairs(arguments.policies, "ACTOR=NAME", "--policy"), length=arguments.length, only=arguments.only,
    )  # fmt: skip
    found = _checked(asked, how_of(arguments), arguments)
    head = _head(asked)
    if report is not None:
        from game.report.claims_page import claims_page

        write_report(report, claims_page(found, head, arguments.typed))
    print(json_text({**head, **claims_object(found)}) if arguments.json else claims_text(found), end="")
    return 0


def _head(asked: Asked) -> dict[str, Any]:
    world, loaded = asked.world, asked.loaded
    return {
        "scenario": world.names.scenario, "file": loaded.path.name, "changes": list(loaded.changes),
        "digest": world.digest, "length": world.length, "seed": asked.seed, "games": asked.games,
        "seats": dict(asked.seats),
    }  # fmt: skip


def _checked(asked: Asked, how: dict[str, Any], wanted: argparse.Namespace) -> FactCheck:
    found = None
    try:
        with Progress(asked.played) as progress:
            found = check_claims(asked, progress=progress.add, **how)
        if wanted.quick or not any(one.result.verdict in OPPOSITE for one in found.checked):
            return found
        return _searched(found, how, wanted.thorough)
    except KeyboardInterrupt as stop:
        games = "judged sooner with fewer --games" if found is None else "done without the search by --quick"
        stop.args = (f"Stopped; nothing was written. It is {games}; --claim ID checks one claim alone.",)
        raise


def _searched(found: FactCheck, how: dict[str, Any], thorough: bool) -> FactCheck:
    can_move = movable(found.asked.loaded, _BY)
    doubts, screening, most = games_ahead(found, len(can_move.ends), thorough=thorough)
    print(
        f"Looking for what turns {doubts} verdicts: {can_move.count:,} assumptions, {screening:,} short games, then up "
        f"to {most:,} at the likely ones. --quick leaves this out.",
        file=sys.stderr,
    )
    with Progress(screening + most) as progress:
        return find_turns(found, can_move, thorough=thorough, progress=progress.add, **how)
