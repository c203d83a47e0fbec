"""Play again what a manifest tells of: the same files, byte for byte."""

import argparse
import sys
from importlib import import_module

from game.cli.calling import CallError, Parser
from game.cli.ensembles import add_power, how_of, write
from game.cli.one_game import OneGame
from game.engine.step import RULES_VERSION
from game.ensemble.kinds import BALANCE, CLAIMS, COMMANDS, COMPARISON, RUN, SWEEP
from game.ensemble.manifest import Manifest, load_manifest, versions_here
from game.ensemble.setup import set_up_again

__all__ = ["fill", "run"]

_MODULES = {SWEEP: "sweep", COMPARISON: "compare", CLAIMS: "claims", BALANCE: "balance"}


def fill(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument("manifest", metavar="MANIFEST", help="the manifest.json of a folder of results, or the folder")
    parser.add_argument("--out", metavar="DIR", help="where the files are written", required=True)
    add_power(parser)


def run(arguments: argparse.Namespace) -> int:
    """Play again, and compare."""
    manifest = load_manifest(arguments.manifest)
    if not manifest.files:
        raise CallError(f"{arguments.manifest} speaks of unfinished games: see {COMMANDS[manifest.kind]} --resume.")
    if manifest.rules != RULES_VERSION:
        told = f"Warning: {arguments.manifest} was played by rules {manifest.rules}, and here are rules {RULES_VERSION}"
        print(f"{told}: other rules give other games, so that the files will differ.", file=sys.stderr)
    if manifest.kind == RUN:
        setup = manifest.ready(lambda found: set_up_again(found.plan))
        extras = OneGame(setup).files if setup.plan.games == 1 else None
        write(setup, arguments.out, how_of(arguments), manifest.command, extras)
    else:
        module = import_module(f"game.cli.{_MODULES[manifest.kind]}")  # which has files of its own
        module.play_again(manifest, arguments.out, how_of(arguments))
    written = load_manifest(arguments.out)
    differ = sorted(name for name, mark in manifest.files.items() if written.files.get(name) != mark)
    for name in sorted(manifest.files):
        print(f"{name}: {'differs' if name in differ else 'the same, byte for byte'}")
    if differ:
        print(_reasons(manifest))
    return 1 if differ else 0


def _reasons(manifest: Manifest) -> str:
    """Say what is not as it was: other rules give other games, other versions of a library other bytes."""
    here = versions_here(manifest.plan)
    then = {**manifest.versions, "rules": str(manifest.rules)}
    now = {**here, "rules": str(RULES_VERSION)}
    changed = [f"{name} {then[name]} then, {now.get(name, 'none')} now" for name in then if then[name] != now.get(name)]
    if not changed:
        return "The versions are the same: a file of the manifest was changed, or this machine calculates otherwise."
    return f"Not the same: {'; '.join(changed)}."
