"""How the cost grows: with the number of games, with the actors of a scenario, and how it falls with processes.

    python -m benchmarks.scaling                # tables, as in docs/performance.md
    python -m benchmarks.scaling --json         # the same as JSON

Games and actors are measured by the time of the processor, in a process of its own each, which also says how much
memory it took. Processes are measured by the clock, one and several by turns: that means something only where the other
cores have nothing else to do, so its load is told with it.
"""

import argparse
import json
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.engine import CHUNK, FLAGSHIP, ROOT, exp_element, held, machine, play_games, seconds
from game.ensemble.crew import cores
from game.policy.registry import default_policies
from game.scenario.load import load
from game.sim.prepare import prepare
from game.sim.rollout import play

GAMES = (1_000, 10_000, 100_000)
SCENARIOS = ("two-harbours", "central-asia-2024", "central-asia-2024-mongolia")


def one(scenario: str, games: int) -> dict[str, Any]:
    """Play some games of a scenario by its own line-up, and return what they cost."""
    import time

    found = load(FLAGSHIP.parent / f"{scenario}.yaml").scenario
    assert found is not None
    world = prepare(found)
    policies = default_policies(world)
    play(world, policies, seed=1, games=64)
    element, begun = exp_element(), time.process_time()
    play(world, policies, seed=1, games=games)
    spent = (time.process_time() - begun) / (games * world.turns)
    return {
        "scenario": scenario,
        "powers": len(world.names.powers),
        "states": len(world.names.states),
        "orders": len(world.names.powers) * world.slots,
        "games": games,
        "microseconds": spent * 1e6,
        "exp_elements": spent / element,
        "memory_mib": held(),
    }


def alone(scenario: str, games: int, repeats: int) -> dict[str, Any]:
    """Return the medians of what `one` finds in fresh processes."""
    code = f"import json; from benchmarks.scaling import one; print(json.dumps(one({scenario!r}, {games})))"
    rows = []
    for _ in range(repeats):
        done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
        rows.append(json.loads(done.stdout))
    middle = {name: median(row[name] for row in rows) for name in ("microseconds", "exp_elements", "memory_mib")}
    return {**rows[0], **middle}


def processes(most: int, games: int, repeats: int) -> list[dict[str, float]]:
    """Return how many times faster several processes are than one, by the clock, taking turns."""
    counts = [1, *(2**i for i in range(1, 8) if 2**i <= most)]
    found: dict[int, list[float]] = {count: [] for count in counts}
    with ProcessPoolExecutor(counts[-1]) as pool:
        list(pool.map(play_games, [CHUNK] * counts[-1]))
        for _ in range(repeats):
            for count in counts:
                found[count].append(seconds(partial(_together, pool, count, games)) / count)
    ratios = {count: median(one / own for one, own in zip(found[1], found[count], strict=True)) for count in counts}
    return [{"processes": count, "times_faster": ratio} for count, ratio in ratios.items()]


def _together(pool: ProcessPoolExecutor, count: int, games: int) -> None:
    list(pool.map(play_games, [games] * count, [CHUNK] * count))


def measure(games: tuple[int, ...], repeats: int, most: int) -> dict[str, Any]:
    """Measure everything."""
    load_now = Path("/proc/loadavg")
    return {
        "machine": machine(),
        "load": load_now.read_text().split()[0] if load_now.exists() else "unknown",
        "repeats": repeats,
        "by_games": [alone(FLAGSHIP.stem, count, repeats) for count in games],
        "by_actors": [alone(name, CHUNK, repeats) for name in SCENARIOS],
        "by_processes": processes(most, 2 * CHUNK, repeats),
    }


def table(found: dict[str, Any]) -> str:
    """Return what was measured as a page of Markdown."""
    rows = [
        f"| {row['scenario']} | {row['powers']} + {row['states']} | {row['orders']} | {row['games']:,} "
        f"| {row['microseconds']:.2f} | {row['exp_elements']:,.0f} | {row['memory_mib']:.0f} |"
        for row in (*found["by_games"], *found["by_actors"])
    ]
    faster = ", ".join(f"{row['processes']}: {row['times_faster']:.2f}" for row in found["by_processes"])
    return "\n".join(
        (
            f"Machine: {found['machine']}; load when it began: {found['load']}. Medians of {found['repeats']} repeats.",
            "",
            "| scenario | actors | orders a turn | games | us a game-turn | np.exp elements | most memory, MiB |",
            "|---|---:|---:|---:|---:|---:|---:|",
            *rows,
            "",
            f"- processes, and how many times faster than one by the clock: {faster}",
        )
    )


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="Measure how the cost grows.")
    parser.add_argument("--games", type=int, nargs="+", default=list(GAMES))
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--processes", type=int, default=cores(), help="the most at once")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args(arguments)
    found = measure(tuple(chosen.games), chosen.repeats, chosen.processes)
    print(json.dumps(found, indent=2) if chosen.json else table(found))


if __name__ == "__main__":
    main()
