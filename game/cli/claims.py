"""Check what the articles claim: how often it comes true, and which smallest change of assumptions turns it."""

import argparse
import sys
from collections.abc import Sequence
from typing import Any

from game.cli.calling import CallError, Parser, add_scenario, pairs, whole
from game.cli.choosing import read_scenario
from game.cli.ensembles import add_results, gone_on_with, how_of, json_text, lost_nothing
from game.cli.progress import of_stage, span
from game.cli.reporting import check_report, tell
from game.cli.terminal import columns
from game.ensemble.crew import cores
from game.ensemble.factcheck.again import ask_again, asked_object
from game.ensemble.factcheck.checking import SEARCHES, Asked, FactCheck, ask, check_claims, find_turns
from game.ensemble.factcheck.ends import movable
from game.ensemble.factcheck.foretelling import foretell
from game.ensemble.factcheck.reading import OPPOSITE
from game.ensemble.kinds import CLAIMS
from game.ensemble.manifest import Manifest
from game.ensemble.stages import Stages, StagesFolder

__all__ = ["fill", "play_again", "run"]

_BY = 0.5  # the part of itself by which each assumption goes down and up
_MOST = 1_000_000  # what is measured in every game is kept in memory
_STOPPED = "Stopped before all verdicts were there. They are there sooner with fewer --games, and kept with --out DIR."


def fill(parser: Parser) -> None:
    """Declare the arguments."""
    add_scenario(parser, needed=False)
    add: Any = parser.add_argument
    add("--claim", metavar="ID", action="append", default=[], dest="only", help="only this claim")
    add("--games", metavar="N", type=whole(1, _MOST), default=1000, help="how many games for each claim (1000)")
    add("--quick", action="store_true", help="judge, and look for nothing that would turn a verdict")
    add("--thorough", action="store_true", help="also look for what turns claims about players that weigh every order")
    add_results(parser, "claims.json, claims.txt and what reproduces them")


def run(arguments: argparse.Namespace) -> int:
    """Play, judge, and look for what turns each verdict."""
    unfinished = gone_on_with(arguments, CLAIMS, arguments.scenario)
    if unfinished is not None:
        return _carry_out(*unfinished.ready(ask_again), arguments, arguments.resume, unfinished.command)
    if arguments.quick and arguments.thorough:
        raise CallError("--quick leaves the search out, and --thorough makes it longer: give one of them.")
    asked = ask(
        read_scenario(arguments.scenario, arguments.changes), games=arguments.games, seed=arguments.seed,
        players=pairs(arguments.policies, "ACTOR=NAME", "--policy"), length=arguments.length, only=arguments.only,
    )  # fmt: skip
    search = SEARCHES[2 if arguments.thorough else 0 if arguments.quick else 1]
    return _carry_out(asked, search, arguments, arguments.out, arguments.typed)


def play_again(manifest: Manifest, out: str, how: dict[str, Any]) -> None:
    """Play what a manifest tells of once more, and write its files."""
    asked, search = manifest.ready(ask_again)
    _checked(asked, search, out, manifest.command, how)


def _carry_out(
    asked: Asked, search: str, arguments: argparse.Namespace, out: str | None, command: Sequence[str]
) -> int:
    """Check, write and tell."""
    report = check_report(arguments.report)
    found, stopped = _checked(asked, search, out, command, how_of(arguments))

    def page() -> str:
        from game.report.claims_page import claims_page

        return claims_page(found, _head(asked), command)

    as_json, text = _texts(found, columns())
    tell(as_json if arguments.json else text, report if stopped is None else None, page)
    if stopped is not None:
        raise stopped
    return 0


def _checked(
    asked: Asked, search: str, out: str | None, command: Sequence[str], how: dict[str, Any]
) -> tuple[FactCheck, KeyboardInterrupt | None]:
    """Check the claims into a folder, if there is one; who breaks off the search still gets the verdicts."""
    found = None
    try:
        with (
            lost_nothing(out, CLAIMS, otherwise="" if out is not None else _STOPPED),
            StagesFolder(out, asked.plan, asked_object(asked, search), command) as folder,
        ):
            stages = folder.stages(how, of_stage)
            found = check_claims(asked, stages)
            if search != "none" and any(one.result.verdict in OPPOSITE for one in found.checked):
                found = _searched(found, stages, how, search == "thorough")
            as_json, text = _texts(found)
            folder.write({"claims.json": as_json, "claims.txt": text})
            return found, None
    except KeyboardInterrupt as stop:
        if found is None:
            raise
        if out is None:
            stop.args = ("Stopped: what turns the verdicts was not found out. With --out DIR the search could go on.",)
        return found.broken_off(), stop


def _texts(found: FactCheck, columns: int | None = None) -> tuple[str, str]:
    """Return what was found as JSON and for people: on a terminal of some columns, or in a file."""
    from game.report.claims_text import claims_object, claims_text

    return json_text({**_head(found.asked), **claims_object(found)}), claims_text(found, columns)


def _head(asked: Asked) -> dict[str, Any]:
    world, loaded = asked.world, asked.loaded
    return {
        "scenario": world.names.scenario, "file": loaded.path.name, "changes": list(loaded.changes),
        "digest": world.digest, "length": world.length, "seed": asked.seed, "games": asked.games,
        "seats": dict(asked.seats),
    }  # fmt: skip


def _searched(found: FactCheck, stages: Stages, how: dict[str, Any], thorough: bool) -> FactCheck:
    can_move = movable(found.asked.loaded, _BY)
    print(_foretold(found, can_move, how, thorough), file=sys.stderr)
    return find_turns(found, can_move, stages, thorough=thorough)


def _foretold(found: FactCheck, can_move: Any, how: dict[str, Any], thorough: bool) -> str:
    """Return how long the search takes, said before it begins."""
    ahead = foretell(found, can_move, thorough=thorough)
    told = f"Looking for what turns {ahead.verdicts} verdicts: each of {can_move.count:,} assumptions is moved"
    if how.get("cluster") is None:
        processes = how.get("workers") or cores()
        by = f"{processes} process{'es' if processes > 1 else ''}"
        told += (
            f", about {span(ahead.screening / processes)} with {by}; then the likely ones are looked at closely, "
            f"{span(ahead.closely / processes)} at the very most"
        )
    return f"{told}. --quick leaves this out."
