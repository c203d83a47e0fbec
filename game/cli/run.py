"""Play one game and tell it, or many games and count them."""

import argparse
import sys
from collections.abc import Sequence

from game.cli.calling import CallError, Parser, add_scenario, pairs, whole
from game.cli.choosing import read_scenario
from game.cli.ensembles import add_results, gone_on_with, how_of, play, tables_text, write
from game.cli.one_game import OneGame
from game.cli.reporting import check_report, tell
from game.cli.terminal import columns
from game.ensemble.backends import NUMPY
from game.ensemble.kinds import RUN
from game.ensemble.plan import FORMATS, MOST_GAMES
from game.ensemble.setup import Setup, set_up, set_up_again
from game.ensemble.sheets import formats_here

__all__ = ["fill", "run"]


def fill(parser: Parser) -> None:
    """Declare the arguments."""
    add_scenario(parser, needed=False)
    parser.add_argument("--games", metavar="N", type=whole(1, MOST_GAMES), default=1, help="how many games (1)")
    parser.add_argument("--turns", metavar="K", type=whole(1, 1000), help="play only the first K turns")
    parser.add_argument("--trace", action="store_true", help="with --out: also every metric after every turn")
    parser.add_argument("--format", metavar="NAMES", type=_formats, help="with --out: csv, parquet or csv,parquet")
    parser.add_argument("--backend", metavar="NAME", default=NUMPY, help="what computes many games: numpy, or jax")
    add_results(parser, "the results, and what reproduces them,")


def _formats(word: str) -> tuple[str, ...]:
    asked = {part.strip() for part in word.split(",")}
    if not asked or asked - set(FORMATS):
        raise argparse.ArgumentTypeError(f"expected csv, parquet or csv,parquet, found {word[:80]!r}")
    return tuple(form for form in FORMATS if form in asked)


def run(arguments: argparse.Namespace) -> int:
    """Play."""
    unfinished = gone_on_with(arguments, RUN, arguments.scenario)
    if unfinished is not None:
        setup = unfinished.ready(lambda found: set_up_again(found.plan))
        return _carry_out(setup, arguments, arguments.resume, unfinished.command)
    if arguments.out is None and (arguments.trace or arguments.format):
        raise CallError(f"{'--trace' if arguments.trace else '--format'} is about files: it needs --out DIR.")
    setup = set_up(
        read_scenario(arguments.scenario, arguments.changes),
        games=arguments.games,
        seed=arguments.seed,
        players=pairs(arguments.policies, "ACTOR=NAME", "--policy"),
        turns=arguments.turns,
        length=arguments.length,
        trace=arguments.trace,
        formats=() if arguments.out is None else arguments.format or formats_here(),
        backend=arguments.backend,
    )
    return _carry_out(setup, arguments, arguments.out, arguments.typed)


def _carry_out(setup: Setup, arguments: argparse.Namespace, out: str | None, command: Sequence[str]) -> int:
    """Play, write and tell."""
    how, report = how_of(arguments), check_report(arguments.report)
    if setup.plan.games == 1:
        if report is not None:
            raise CallError("--report is about many games: it needs --games N.")
        game = OneGame(setup)
        if out is not None:
            write(setup, out, how, command, game.files)
        print(game.json() if arguments.json else game.chronicle(columns()), end="")
        return 0
    if setup.plan.backend != NUMPY:
        print("JAX compiles the rules first, which takes a minute or two.", file=sys.stderr)
    setup = setup.with_fans() if report is not None else setup
    totals = play(setup, how) if out is None else write(setup, out, how, command)

    def page() -> str:
        from game.report.ensemble_page import ensemble_page

        return ensemble_page(setup, totals, command)

    tell(tables_text(setup, totals, as_json=arguments.json), report, page)
    return 0
