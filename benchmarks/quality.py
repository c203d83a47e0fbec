"""Is it a good game? The report on a scenario, in markdown, every figure with its 95 % interval.

    python -m benchmarks.quality scenarios/central-asia-2024.yaml                # about ten minutes on one core
    python -m benchmarks.quality scenarios/central-asia-2024.yaml --quick        # about two, with wide intervals
    python -m benchmarks.quality scenarios/central-asia-2024.yaml --seed 77      # fresh luck
    python -m benchmarks.quality scenarios/central-asia-2024.yaml --only ladder states
    python -m benchmarks.quality scenarios/central-asia-2024.yaml --only planner # the top of the ladder: slow

Differences between policies are paired: both are played with the same luck. What each figure means stands above
its table. It measures computer players against one another, not people.
"""

import argparse
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.quality_bench import PLANNERS, Bench
from benchmarks.quality_course import chance, claims, growth, spoilers, turns
from benchmarks.quality_players import doctrines, ladder, levers, planner, states
from game.scenario.load import load
from game.scenario.schema import Scenario
from game.sim.memory import keep_freed_memory
from game.sim.prepare import prepare

# --- the report -----------------------------------------------------------------------------------------------------

SECTIONS: dict[str, tuple[str, Callable[[Bench], list[str]]]] = {
    "doctrines": ("Doctrines", doctrines),
    "states": ("States", states),
    "spoilers": ("Spoilers", spoilers),
    "growth": ("Growth", growth),
    "turns": ("Turns", turns),
    "chance": ("Decisions and chance", chance),
    "levers": ("Levers", levers),
}


def report(
    scenario: Scenario, seed: int, games: int, quick: bool, only: Sequence[str], planned: Mapping[str, Any]
) -> Iterator[str]:
    """Yield the lines of the report, section by section; `planned` says which planners are tried where."""
    worlds = {name: prepare(scenario, name) for name in scenario.lengths}
    benches = {name: Bench(scenario, world, seed, games, quick) for name, world in worlds.items()}
    main = benches[scenario.length]
    yield f"# How good a game is {scenario.title}?"
    yield f"\nSeed {seed}, {games} games for each cell unless said otherwise, scenario {main.world.digest[:12]}.\n"
    wanted = set(only or ("ladder", *SECTIONS, "claims"))
    for name, bench in benches.items():
        if "ladder" in wanted:
            yield f"## Ladder, {scenario.lengths[name].name.lower()}\n"
            yield from ladder(bench)
    if "planner" in wanted:
        middle = sorted(benches, key=lambda name: worlds[name].turns)[len(benches) // 2]
        length = planned["length"] or middle
        yield f"## Planner, {scenario.lengths[length].name.lower()}\n"
        yield from planner(benches[length], planned["seats"], planned["names"])
    for key, (title, section) in SECTIONS.items():
        if key in wanted:
            yield f"## {title}\n"
            yield from section(main)
        if key == "turns" and key in wanted:
            for name, bench in benches.items():
                if bench is not main:
                    yield f"### {scenario.lengths[name].name}\n"
                    yield from turns(bench)
    if "claims" in wanted:
        yield "## Claims\n"
        yield from claims(main, scenario)


def main() -> None:
    """Print the report."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("scenario", type=Path, nargs="?", default=Path("scenarios/central-asia-2024.yaml"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--games", type=int, default=300)
    parser.add_argument("--quick", action="store_true", help="80 games")
    parser.add_argument("--only", nargs="*", default=(), choices=("ladder", "planner", *SECTIONS, "claims"))
    parser.add_argument("--set", action="append", default=[], metavar="PATH=VALUE", help="change the scenario")
    parser.add_argument("--length", help="of the planner's games; the middle one if not given")
    parser.add_argument("--seats", nargs="*", default=(), help="of the planner; all if not given")
    parser.add_argument("--planners", nargs="*", default=PLANNERS, choices=PLANNERS, help="from less to more thought")
    chosen = parser.parse_args()
    keep_freed_memory()
    loaded = load(chosen.scenario, chosen.set)
    if loaded.scenario is None:
        raise SystemExit(loaded.report)
    began, games = time.monotonic(), min(chosen.games, 80) if chosen.quick else chosen.games
    planned = {"length": chosen.length, "seats": chosen.seats, "names": chosen.planners}
    for line in report(loaded.scenario, chosen.seed, games, chosen.quick, chosen.only, planned):
        print(line, flush=True)
    print(f"{time.monotonic() - began:.0f} s", file=sys.stderr)


if __name__ == "__main__":
    main()
