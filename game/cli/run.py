"""Play one game and tell it, or many games and count them."""

import argparse
import sys
import time

from game.cli.calling import CallError, Parser, add_scenario, pairs, whole
from game.cli.choosing import Chosen, choose, make_policies, name_seats

__all__ = ["fill", "run"]

MOST_GAMES = 10_000_000


def fill(parser: Parser) -> None:
    """Declare the arguments."""
    add_scenario(parser)
    parser.add_argument("--games", metavar="N", type=whole(1, MOST_GAMES), default=1, help="how many games (1)")
    parser.add_argument("--turns", metavar="K", type=int, help="play only the first K turns")
    parser.add_argument("--out", metavar="DIR", help="write the results, and what reproduces them, into a folder")
    parser.add_argument("--json", action="store_true", help="print JSON for another program")


def run(arguments: argparse.Namespace) -> int:
    """Play."""
    chosen = choose(arguments.scenario, arguments.length, arguments.changes)
    seats = name_seats(pairs(arguments.policies, "ACTOR=NAME", "--policy"), chosen.world)
    many(chosen, seats, arguments)
    return 0


def many(chosen: Chosen, seats: dict[str, str], arguments: argparse.Namespace) -> None:
    """Quick start."""
    from game.report.tables import claims_table, metrics_table
    from game.sim.chunks import play_chunks
    from game.sim.claims import Tally, compile_claims
    from game.sim.summary import Moments, measure_games, metrics_of

    world = chosen.world
    policies = make_policies(seats, world)
    claims = tuple(c for c in compile_claims(chosen.scenario, world) if not c.policies)
    tally, moments = Tally(claims, world), None
    for chunk in play_chunks(
        world, policies, seed=arguments.seed, games=arguments.games, after={world.turns, *(c.turn for c in claims)}
    ):
        found = Moments.of(chunk.own(measure_games(chunk.states[world.turns], world)))
        moments = found if moments is None else moments.joined(found)
        tally.add(chunk)
    assert moments is not None
    print(metrics_table(metrics_of(world), moments.estimates(), world))
    print()
    print(claims_table(tally.results()))
