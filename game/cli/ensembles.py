"""An ensemble on the command line: played with progress, told as tables or JSON, and not lost when it is broken off."""

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from game.cli.calling import CallError, Failure, Parser, whole
from game.cli.progress import Progress
from game.cli.reporting import add_report
from game.cli.terminal import columns
from game.ensemble.kinds import COMMANDS, RUN
from game.ensemble.manifest import Manifest, load_unfinished
from game.ensemble.playing import play_all
from game.ensemble.setup import Setup
from game.ensemble.store import kept_games
from game.ensemble.totals import Totals
from game.ensemble.writing import write_ensemble

__all__ = ["add_power", "add_results", "gone_on_with", "how_of", "lost_nothing", "play", "tables_text", "write"]


def add_results(parser: Parser, written: str) -> None:
    """Add the arguments that say where the results go, what a folder gets (`written`), and by what it is played."""
    add: Any = parser.add_argument
    add("--out", metavar="DIR", help=f"write {written} into a folder")
    add("--resume", metavar="DIR", help="go on with what was broken off there; needs nothing else")
    add("--json", action="store_true", help="print JSON for another program")
    add_report(parser)
    add_power(parser)


def gone_on_with(arguments: argparse.Namespace, kind: str, named: object, what: str = "SCENARIO") -> Manifest | None:
    """Return the manifest of what was broken off and is to be gone on with; None where something new is asked for.

    Parameters
    ----------
    arguments : with those of `add_results`.
    kind : of the results, which says the command.
    named : what is to be played, as it was typed; `what` is its word in the help.

    Raises
    ------
    CallError
        If both are asked for, or none.
    Failure
        If there is nothing to be gone on with.
    """
    if arguments.resume is None:
        if named in (None, []):
            raise CallError(f"The following argument is required: {what}. See: {COMMANDS[kind]} --help")
        return None
    if named not in (None, []) or arguments.out is not None:
        raise CallError(f"--resume DIR knows what is played and where it is written: name no {what} and no --out.")
    return load_unfinished(arguments.resume, kind)


def add_power(parser: Parser) -> None:
    """Add the arguments that say by what it is played; they change nothing in the results."""
    parser.add_argument("--workers", metavar="N", type=whole(1, 1024), help="how many processes play (one a core)")
    parser.add_argument("--cluster", metavar="ADDRESS", help="a Dask scheduler that plays instead, or local:N")


def how_of(arguments: argparse.Namespace) -> dict[str, Any]:
    """Return by what it is played, and warn of a cluster that anybody could use."""
    if arguments.cluster is None:
        return {"workers": arguments.workers}
    if arguments.workers is not None:
        raise CallError("--workers is for this machine, and --cluster has workers of its own: give one of them.")
    from game.ensemble.cluster import warning

    if (said := warning(arguments.cluster)) is not None:
        print(f"Warning: {said}", file=sys.stderr)
    return {"cluster": arguments.cluster}


def play(setup: Setup, how: dict[str, Any]) -> Totals:
    """Play without files."""
    totals, games = Totals(setup), setup.plan.games
    try:
        with Progress(games) as progress:
            for played in play_all(setup.task, games, **how):
                totals.add(played)
                progress.add(len(played.runs))
    except KeyboardInterrupt as stop:
        stop.args = (f"Stopped after {totals.games:,} of {games:,} games; with --out DIR they would have been kept.",)
        raise
    return totals


def write(
    setup: Setup,
    folder: str,
    how: dict[str, Any],
    command: Sequence[str],
    extras: "Callable[[], dict[str, str]] | None" = None,
) -> Totals:
    """Play into a folder; whatever breaks it off, say what is kept and how to go on.

    Parameters
    ----------
    extras : returns more files, by name.
    """
    games = setup.plan.games
    with lost_nothing(folder, RUN, games), Progress(games, kept_games(folder)) as progress:
        return write_ensemble(setup, folder, command=command, progress=progress.add, extras=extras, **how)


@contextmanager
def lost_nothing(
    folder: str | None,
    kind: str,
    games: int | None = None,
    otherwise: str = "",
    count: Callable[[str], int] = kept_games,
) -> Iterator[None]:
    """Say what is kept of what is played inside, and how to go on, whatever breaks it off.

    Parameters
    ----------
    folder : of the results, if there is one.
    kind : of the results, which says the command.
    games : how many there are to be in all, where that is known.
    otherwise : what is said to who stops it while nothing is kept.
    count : returns how many games are kept in a folder.
    """

    def kept() -> str:
        there = 0 if folder is None else count(folder)
        return f"{there:,}{'' if games is None else f' of {games:,}'} games are" if there else ""

    if there := kept():
        print(f"Going on in {folder}: {there} there.", file=sys.stderr)
    on = f"kept. Go on with: {COMMANDS[kind]} --resume {folder}"
    try:
        yield
    except KeyboardInterrupt as stop:
        said = f"{there} {on}" if (there := kept()) else ""
        stop.args = (said or otherwise or str(stop) or "Stopped; nothing was written.",)
        raise
    except Failure as error:
        said = f"{there} {on}" if (there := kept()) else ""
        raise Failure(f"{error} {said}".strip()) from error


def tables_text(setup: Setup, totals: Totals, *, as_json: bool) -> str:
    """Write what the games come to: the tables of metrics and claims, or JSON."""
    from game.report.layout import Part, lay_out
    from game.report.tables import claims_json, claims_table, metrics_json, metrics_table

    estimates, results = totals.estimates(), totals.results()
    if as_json:
        found = {"metrics": metrics_json(totals.metrics, estimates), "claims": claims_json(results)}
        return json_text({**setup.plan.head, **found, "claims_left_out": [claim.id for claim in setup.untested]})
    lines: list[Part] = [*_title(setup), "", metrics_table(totals.metrics, estimates, setup.world)]
    if results:
        lines += ["", claims_table(results)]
    lines += [f"Not tested here: {claim.id} {_why(claim, setup.plan.turns)}" for claim in setup.untested]
    return lay_out([*lines, ""], columns())


def _title(setup: Setup) -> list[str]:
    plan, world = setup.plan, setup.world
    length = world.names.title("lengths", world.length)
    played = f"{plan.turns} of {world.turns} turns" if plan.turns < world.turns else f"{world.turns} turns"
    seats = ", ".join(f"{actor} {policy}" for actor, policy in plan.seats.items())
    return [f"{setup.scenario.title} ({length}, {played}): {plan.games:,} games, seed {plan.seed}", f"Seats: {seats}"]


def _why(claim: Any, turns: int) -> str:
    if claim.turn > turns:
        return f"(it is measured after turn {claim.turn})"
    players = ", ".join(f"{actor}={policy}" for actor, policy in claim.policies.items())
    return f"(it asks for {players}: wedge claims)"


def json_text(found: dict[str, Any]) -> str:
    """Return JSON as it is printed."""
    return json.dumps(found, indent=1, allow_nan=False) + "\n"
