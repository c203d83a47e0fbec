"""Tell an author how balanced a scenario is: each finding with its figure, its limit, and what to try."""

import argparse
import json
from typing import Any

from game.cli.calling import Parser, add_scenario, pairs, whole
from game.cli.choosing import choose, name_seats
from game.cli.ensembles import add_power, how_of
from game.cli.progress import Progress
from game.cli.reporting import add_report, check_report, write_report

__all__ = ["fill", "run"]


def fill(parser: Parser) -> None:
    """Declare the arguments."""
    add_scenario(parser)
    add: Any = parser.add_argument
    add("--games", metavar="N", type=whole(2, 100_000), help="how many games of each line-up (120; --thorough 600)")
    add("--thorough", action="store_true", help="more games, and players who look further ahead: some 20 times as long")
    add("--out", metavar="DIR", help="write balance.json and balance.txt, and what reproduces them, into a folder")
    add("--json", action="store_true", help="print JSON for another program")
    add_report(parser)
    add_power(parser)


def run(arguments: argparse.Namespace) -> int:
    """Play, weigh and tell."""
    from game.ensemble.balance import Effort, weigh
    from game.report.balance import balance_json, balance_text

    chosen = choose(arguments.scenario, arguments.length, arguments.changes)
    seats = name_seats(pairs(arguments.policies, "ACTOR=NAME", "--policy"), chosen.world)
    how, report = how_of(arguments), check_report(arguments.report)
    effort = Effort.asked(arguments.games, thorough=arguments.thorough)
    try:
        found = weigh(chosen.world, tuple(seats.values()), seed=arguments.seed, effort=effort, watch=Progress, **how)
    except KeyboardInterrupt as stop:
        stop.args = ("Stopped; nothing was written. With fewer --games it is done sooner.",)
        raise
    head = {**chosen.about, "seed": arguments.seed, "seats": seats, "command": arguments.typed}
    as_json = json.dumps({**head, **balance_json(found, chosen.world)}, indent=1, allow_nan=False) + "\n"
    text = f"{_title(chosen, arguments.seed, found)}\n{balance_text(found, chosen.world)}\n"
    if arguments.out is not None:
        from game.ensemble.folder import OutFolder

        with OutFolder(arguments.out) as out:
            out.add("balance.json", as_json)
            out.add("balance.txt", text)
            out.finish()
    if report is not None:
        from game.report.balance_page import balance_page

        write_report(report, balance_page(found, chosen.scenario, chosen.world, head))
    print(as_json if arguments.json else text, end="")
    return 0


def _title(chosen: Any, seed: int, found: Any) -> str:
    world = chosen.world
    length = world.names.title("lengths", world.length)
    return (
        f"{chosen.scenario.title} ({length}, {world.turns} turns): is it balanced? {found.played:,} games, seed {seed}"
    )
