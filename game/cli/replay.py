"""Tell a recorded game again, or verify that it still comes out the same."""

import argparse
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from game.cli.calling import CallError, Failure, Parser
from game.cli.finding import find_scenario
from game.scenario.library import shipped

if TYPE_CHECKING:
    from game.scenario.schema import Scenario
    from game.sim.replay import Replay
    from game.sim.saved_game import SavedGame

__all__ = ["fill", "run"]


def fill(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", metavar="FILE", help="the replay.json of wedge run --out DIR, or a saved game")
    parser.add_argument("--verify", action="store_true", help="say whether every phase comes out as recorded")
    parser.add_argument("--scenario", metavar="SCENARIO", help="its scenario, if it is neither shipped nor beside it")


def run(arguments: argparse.Namespace) -> int:
    """Play the recorded decisions again."""
    from game.sim.prepare import prepare
    from game.sim.replay import verify

    replay, scenario, name = _recorded(arguments.file, arguments.scenario)
    world = prepare(scenario, replay.length)
    difference = verify(replay, world)
    if difference is not None:
        change = _change(Path(arguments.file).parent, replay, scenario) if difference.phase == "scenario" else ""
        advice = _advice(difference.phase, name, change)
        raise Failure(f"{arguments.file} differs from what is played now.\n{difference}{advice}")
    if arguments.verify:
        phases = sum(len(turn.phases) for turn in replay.turns)
        turns = f"{len(replay.turns)} of {world.turns} turns"
        print(f"{arguments.file}: verified. {turns}, {phases} phases, every digest is equal.")
        return 0
    from game.cli.terminal import columns
    from game.report.chronicle import chronicle
    from game.sim.replay import play_again

    print(chronicle(play_again(replay, world).game, world, columns()), end="")
    return 0


def _recorded(file: str, scenario: str | None) -> "tuple[Replay, Scenario, str]":
    """Return what was recorded, the scenario that it belongs to, which has its length, and where that is.

    A saved game of the map game keeps its scenario's text, and is told along the line that was played last.
    """
    from game.cli.choosing import choose
    from game.sim.replay_file import Unreadable, load_replay

    replay = load_replay(file)
    if not isinstance(replay, Unreadable):
        name = scenario or _scenario(replay, Path(file).parent)
        return replay, choose(name, replay.length, replay.changes).scenario, name
    saved = _saved(file)
    if saved is None:
        raise Failure(f"{file}: {replay.sentence}")
    line = saved.replay(saved.current)
    if scenario is not None:
        return line, choose(scenario, line.length, line.changes).scenario, scenario
    return line, _kept_scenario(saved, file), "the text that is kept in it"


def _saved(file: str) -> "SavedGame | None":
    """Return the saved game in a file, None if it is none."""
    from game.sim.saved_game import from_text
    from game.sim.untrusted import Unreadable, read_bytes

    data = read_bytes(Path(file), "saved game")
    if isinstance(data, Unreadable) or b"wedge game" not in data[:1000]:
        return None
    found = from_text(data)
    if isinstance(found, Unreadable):
        raise Failure(f"{file}: {found.sentence}")
    return found


def _kept_scenario(saved: "SavedGame", file: str) -> "Scenario":
    from game.sim.resuming import load_text

    loaded = load_text(saved.text, saved.changes)
    if loaded is None or loaded.scenario is None:
        raise Failure(f"{file}: The text of the scenario that is kept in it cannot be read by this program.")
    if saved.length not in loaded.scenario.lengths:
        raise Failure(f"{file}: The scenario that is kept in it has no length {saved.length!r}.")
    return loaded.scenario


def _scenario(replay: "Replay", folder: Path) -> str:
    """Return the file of a replay's scenario: beside it, in the current folder, or shipped, and nowhere else."""
    for place in (folder, Path()):
        beside = place / Path(replay.file).name
        if replay.file and beside.suffix in (".yaml", ".yml") and beside.is_file():
            return str(beside)
    if replay.scenario in shipped():
        return str(find_scenario(replay.scenario))
    sentence = f"Its scenario {replay.scenario!r} is neither shipped nor beside it nor in the current folder"
    raise Failure(f"{sentence}: give its file with --scenario.")


def _change(folder: Path, replay: "Replay", now: "Scenario") -> str:
    """Return what has changed since, if the text that was played lies in a manifest beside the replay; else ""."""
    from game.ensemble.manifest import load_manifest
    from game.ensemble.setup import unpacked
    from game.scenario.digests import first_change, play_digest_of

    with suppress(CallError, Failure), unpacked(load_manifest(folder).plan) as before:
        if before.scenario is not None and play_digest_of(before.scenario, replay.length) == replay.digest:
            return first_change(before.scenario, now)
    return ""


def _advice(phase: str, scenario: str, change: str) -> str:
    if phase == "rules":
        return "\nIt was recorded by another version of the rules, and can only be told by that one."
    if change:
        return f"\nCompared with {scenario}: {change}."
    if phase == "scenario":
        return f"\nCompared with {scenario}. It has changed since it was recorded, or is another one: see --scenario."
    return ""
