"""Play a named experiment, or move every assumption of a scenario, and say which one decides the answer."""

import argparse
import sys
from collections.abc import Sequence
from functools import partial
from typing import Any

from game.cli.calling import CallError, Parser, unknown, whole
from game.cli.choosing import read_scenario
from game.cli.ensembles import add_results, gone_on_with, how_of, json_text, lost_nothing
from game.cli.progress import Progress, between
from game.cli.reporting import check_report, tell
from game.cli.sweep_asked import Asked, asked_of
from game.cli.terminal import columns, fitted
from game.ensemble.crew import cores
from game.ensemble.kinds import SWEEP
from game.ensemble.manifest import Manifest
from game.ensemble.sweep.files import kept_of, set_up_sweep_again, write_sweep
from game.ensemble.sweep.lawful import Laws
from game.ensemble.sweep.running import Explored, play_sweep
from game.ensemble.sweep.setup import Sweep, set_up_sweep
from game.scenario.experiments import Experiment

__all__ = ["fill", "play_again", "run"]

_SOON = 3.0  # seconds


def fill(parser: Parser) -> None:
    """Declare the arguments."""
    add: Any = parser.add_argument
    add("name", metavar="FILE", nargs="?", help="a file of experiments, or a scenario with --assumptions or --vary")
    add("experiment", metavar="EXPERIMENT", nargs="?", help="which of its experiments; needed where there are several")
    add("--list", action="store_true", dest="listed", help="say which experiments the file has, and how long they are")
    add("--assumptions", metavar="PART", help="move every assumption by this part of itself, such as 25%%")
    add("--under", metavar="PATH", action="append", default=[], help="only assumptions of this part, such as rules")
    add("--except", metavar="PATH", action="append", default=[], dest="besides", help="no assumptions of this part")
    add(
        "--vary",
        metavar="PATH=VALUES",
        action="append",
        default=[],
        help="move a setting: V1,V2,... or LOW..HIGH or 25%% of itself; may be given again",
    )
    add(
        "--metric",
        metavar="ID",
        action="append",
        default=[],
        dest="metrics",
        help="what is asked about: score.japan, met.*, tension, ...; may be given again",
    )
    add(
        "--design",
        metavar="KIND",
        help="how points are chosen: one_at_a_time, grid, random, latin_hypercube, sobol or morris",
    )
    add("--points", metavar="N", type=whole(4, 100_000), help="of a random or latin_hypercube design (200)")
    add("--samples", metavar="N", type=whole(8, 65_536), help="of a sobol design, a power of two (64)")
    add("--trajectories", metavar="N", type=whole(2, 1000), help="of a morris design (10)")
    add("--leading", metavar="K", type=whole(1, 50), help="try all one at a time first, go on with the leading K")
    add("--games", metavar="N", type=whole(2, 1_000_000), help="how many games at each point (200)")
    add("--seed", metavar="S", type=whole(-(2**53), 2**53), help="the seed of chance (0)")
    add("--length", metavar="ID", help="one of the scenario's lengths")
    add("--set", metavar="PATH=VALUE", action="append", default=[], dest="changes", help="change a setting everywhere")
    add("--policy", metavar="ACTOR=NAME", action="append", default=[], dest="policies", help="who plays, everywhere")
    add_results(parser, "points, influences and a manifest")


def run(arguments: argparse.Namespace) -> int:
    """Play the points, and say what decides."""
    unfinished = gone_on_with(arguments, SWEEP, arguments.name, "FILE")
    if unfinished is not None:
        return _carry_out(unfinished.ready(set_up_sweep_again), arguments, arguments.resume, unfinished.command)
    asked = asked_of(arguments)
    if arguments.listed:
        return _list(asked, arguments)
    name, experiment = _chosen(asked, arguments.experiment)
    return _carry_out(_ready(asked, name, experiment, {}), arguments, arguments.out, arguments.typed)


def _chosen(asked: Asked, name: str | None) -> tuple[str, Experiment]:
    """Return the experiment that is meant."""
    if name is None and len(asked.experiments) == 1:
        return next(iter(asked.experiments.items()))
    if name is None:
        names = ", ".join(asked.experiments)
        raise CallError(f"{asked.path} has {len(asked.experiments)} experiments: name one of {names}.")
    if name not in asked.experiments:
        raise CallError(unknown("There is no experiment {word!r}", name, asked.experiments))
    return name, asked.experiments[name]


def _ready(asked: Asked, name: str, experiment: Experiment, known: dict[tuple[str, ...], Laws]) -> Sweep:
    """Make an experiment ready; whatever is wrong with it is told where it stands.

    `known` remembers scenarios and what they allow, for experiments that share one.
    """
    changes = [f"{path}={value}" for path, value in experiment.set_.items()]
    scenario = asked.scenario(name, experiment)
    if (scenario, *changes) not in known:
        known[scenario, *changes] = Laws(read_scenario(scenario, changes))
    laws = known[scenario, *changes]
    found = set_up_sweep(experiment, laws.loaded, lambda *path: asked.place(name, *path), asked.formats, laws)
    if isinstance(found, Sweep):
        return found
    raise asked.fault(found)


def _list(asked: Asked, arguments: argparse.Namespace) -> int:
    from game.report.sweep_text import experiments_text

    known: dict[tuple[str, ...], Laws] = {}
    ready = {name: _ready(asked, name, one, known) for name, one in asked.experiments.items()}
    if arguments.json:
        found = {name: {"points": one.points, "games": one.games} for name, one in ready.items()}
        print(json_text(found), end="")
    else:
        print(experiments_text(ready, columns()))
    return 0


def _carry_out(sweep: Sweep, arguments: argparse.Namespace, out: str | None, command: Sequence[str]) -> int:
    """Play, write and tell."""
    from game.report.sweep_text import begins, sweep_json, sweep_text

    how, report = how_of(arguments), check_report(arguments.report)
    print(fitted(begins(sweep), sys.stderr), file=sys.stderr)
    found = _played(sweep, out, command, how)

    def page() -> str:
        from game.report.sweep_page import sweep_page

        return sweep_page(sweep, found, command)

    tell(json_text(sweep_json(sweep, found)) if arguments.json else sweep_text(sweep, found, columns()), report, page)
    return 0


def _played(sweep: Sweep, out: str | None, command: Sequence[str], how: dict[str, Any]) -> tuple[Explored, ...]:
    """Play; whatever breaks it off, say what is kept and how to go on."""
    kept = kept_of(out, sweep) if out is not None else 0
    foretold = None if how.get("cluster") is not None or kept else partial(_foretell, how.get("workers") or cores())
    otherwise = "Stopped; with --out DIR the games would have been kept." if out is None else ""
    keeping = lost_nothing(out, SWEEP, sweep.games, otherwise, lambda folder: kept_of(folder, sweep))
    with keeping, Progress(sweep.games, kept) as progress:
        if out is None:
            return play_sweep(sweep, progress=progress.add, foretold=foretold, **how)
        return write_sweep(sweep, out, command=command, progress=progress.add, foretold=foretold, **how)


def _foretell(processes: int, seconds: float) -> None:
    """Say how long it will take, unless it is done before that is read."""
    if seconds / processes < _SOON:
        return
    by = f"{processes} process{'es' if processes > 1 else ''}"
    print(f"That takes about {between(seconds / processes)} with {by}.", file=sys.stderr)


def play_again(manifest: Manifest, out: str, how: dict[str, Any]) -> None:
    """Play what a manifest tells of once more, and write its files."""
    sweep = manifest.ready(set_up_sweep_again)
    _played(sweep, out, manifest.command, how)
