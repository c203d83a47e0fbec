"""Tell a recorded game again, or verify that it still comes out the same."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from game.cli.calling import Failure, Parser
from game.cli.finding import find_scenario
from game.scenario.library import shipped

if TYPE_CHECKING:
    from game.sim.replay import Replay

__all__ = ["fill", "run"]


def fill(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", metavar="FILE", help="a replay, such as the replay.json of wedge run --out DIR")
    parser.add_argument("--verify", action="store_true", help="say whether every phase comes out as recorded")
    parser.add_argument("--scenario", metavar="SCENARIO", help="its scenario, if it is neither shipped nor beside it")


def run(arguments: argparse.Namespace) -> int:
    """Play the recorded decisions again."""
    from game.cli.choosing import choose
    from game.sim.replay import verify
    from game.sim.replay_file import Unreadable, load_replay

    replay = load_replay(arguments.file)
    if isinstance(replay, Unreadable):
        raise Failure(f"{arguments.file}: {replay.sentence}")
    name = arguments.scenario or _scenario(replay, Path(arguments.file).parent)
    world = choose(name, replay.length, replay.changes).world
    difference = verify(replay, world)
    if difference is not None:
        raise Failure(
            f"{arguments.file} differs from what is played now.\n{difference}{_advice(difference.phase, name)}"
        )
    if arguments.verify:
        phases = sum(len(turn.phases) for turn in replay.turns)
        turns = f"{len(replay.turns)} of {world.turns} turns"
        print(f"{arguments.file}: verified. {turns}, {phases} phases, every digest is equal.")
        return 0
    from game.report.chronicle import chronicle
    from game.sim.replay import play_again

    print(chronicle(play_again(replay, world).game, world), end="")
    return 0


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


def _advice(phase: str, scenario: str) -> str:
    if phase == "rules":
        return "\nIt was recorded by another version of the rules, and can only be told by that one."
    if phase == "scenario":
        return f"\nCompared with {scenario}. It has changed since it was recorded, or is another one: see --scenario."
    return ""
