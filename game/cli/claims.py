"""Test the claims of a scenario over many games: probability, interval and verdict."""

import argparse
import json
import textwrap

from game.cli.calling import Failure, Parser, add_scenario, pairs, whole
from game.cli.choosing import choose, name_seats
from game.cli.progress import Progress

__all__ = ["fill", "run"]

_WIDTH = 100


def fill(parser: Parser) -> None:
    """Declare the arguments."""
    add_scenario(parser)
    parser.add_argument("--games", metavar="N", type=whole(1, 10_000_000), default=1000, help="how many games (1000)")
    parser.add_argument("--json", action="store_true", help="print JSON for another program")


def run(arguments: argparse.Namespace) -> int:
    """Play, count and judge."""
    from game.report.tables import claims_json, claims_table
    from game.sim.claims import compile_claims, count_groups, evaluate

    chosen = choose(arguments.scenario, arguments.length, arguments.changes)
    seats = name_seats(pairs(arguments.policies, "ACTOR=NAME", "--policy"), chosen.world)
    claims = compile_claims(chosen.scenario, chosen.world)
    if not claims:
        raise Failure(f"{chosen.path} makes no claims.")
    with Progress(arguments.games * count_groups(claims)) as progress:
        results = evaluate(
            claims, seats, chosen.world, seed=arguments.seed, games=arguments.games, progress=progress.add
        )
    if arguments.json:
        head = {**chosen.about, "seed": arguments.seed, "games": arguments.games, "seats": seats}
        print(json.dumps({**head, "claims": claims_json(results)}, indent=1, allow_nan=False))
        return 0
    print(f"{chosen.scenario.title}: {arguments.games:,} games for each claim, seed {arguments.seed}\n")
    print(claims_table(results))
    print()
    for claim in claims:
        players = ", ".join(f"{actor} {policy}" for actor, policy in claim.policies.items())
        told = f"{claim.id}: {claim.proposition}" + (f" ({players})" if players else "")
        print(textwrap.fill(told, _WIDTH, subsequent_indent="    "))
    return 0
