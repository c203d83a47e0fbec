"""What an ensemble costs from the command to the files, against the engine alone.

    python -m benchmarks.ensemble                        # a table, as in docs/performance.md
    python -m benchmarks.ensemble --games 100000 --json
    python -m benchmarks.ensemble --workers 1 2 4

The engine alone is `game.sim.rollout.play` in processes that are already there, each with its part of the games.
The whole is the command `wedge run central-asia-2024 --games N --out DIR` in a new process: start, scenario, workers,
games, metrics, claims, CSV, Parquet, manifest. Both take turns within a repeat, since machines are shared; figures
are medians. Where others use the machine too, the seconds of the processor say more than those of the clock.
"""

# ruff: noqa: E402 - the number of threads is read when NumPy is imported

import argparse
import json
import os
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

for _library in ("OPENBLAS", "OMP", "MKL"):
    os.environ.setdefault(f"{_library}_NUM_THREADS", "1")

from benchmarks.engine import CHUNK, ROOT, flagship, machine, play_games
from game.ensemble.crew import cores
from game.ensemble.plan import FORMATS
from game.ensemble.setup import Setup, set_up
from game.ensemble.sheets import ParquetSheet, formats_here, result_columns
from game.ensemble.task import play_runs, with_text
from game.scenario.load import load

SCENARIO = "central-asia-2024"


class Cost(NamedTuple):
    """What some work took."""

    clock: float  # seconds
    processor: float  # seconds of all processes together


def middle(costs: list[Cost]) -> Cost:
    """Return the medians of both."""
    return Cost(median(cost.clock for cost in costs), median(cost.processor for cost in costs))


def _timed_part(games: int) -> float:
    begun = time.process_time()
    play_games(games, CHUNK)
    return time.process_time() - begun


def engine_alone(games: int, pool: ProcessPoolExecutor, workers: int) -> Cost:
    """Have warm processes play all games and keep their scores only."""
    begun = time.perf_counter()
    spent = sum(pool.map(_timed_part, [-(-games // workers)] * workers))
    return Cost(time.perf_counter() - begun, spent)


def whole(games: int, workers: int) -> Cost:
    """Run the command, with all its files."""
    with TemporaryDirectory() as folder:
        words = ["run", SCENARIO, "--games", str(games), "--workers", str(workers), "--out", f"{folder}/out"]
        before, begun = os.times(), time.perf_counter()
        subprocess.run([sys.executable, "-m", "game", *words], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        after, clock = os.times(), time.perf_counter() - begun
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    return Cost(clock, spent)


def setup(games: int) -> Setup:
    """Return the ensemble whose parts are measured."""
    return set_up(load(SCENARIO), games=games, formats=FORMATS)


def parts() -> dict[str, float]:
    """Return the microseconds of the processor that each part takes for a game, in a chunk of the usual size."""
    ready = setup(CHUNK)
    runs = range(CHUNK)
    play_games(CHUNK, CHUNK)
    alone = min(_timed_part(CHUNK) for _ in range(3))
    begun = time.process_time()
    played = play_runs(ready.task, runs)
    measured = time.process_time() - begun
    begun = time.process_time()
    with_text(played, ready.task)
    text = time.process_time() - begun
    found = {"engine": alone, "metrics and claims": measured - text - alone, "CSV": text}
    if "parquet" in formats_here():
        with TemporaryDirectory() as folder, Path(folder, "x.parquet").open("wb") as file, ParquetSheet(file) as sheet:
            sheet.add(result_columns(ready, played))
            begun = time.process_time()
            sheet.add(result_columns(ready, played))
            found["Parquet"] = time.process_time() - begun
    return {name: spent / CHUNK * 1e6 for name, spent in found.items()}


def measure(games: int, workers: list[int], repeats: int) -> dict[str, Any]:
    """Measure everything."""
    rows = []
    for count in workers:
        with ProcessPoolExecutor(count) as pool:
            engine_alone(CHUNK * count, pool, count)
            pairs = [(engine_alone(games, pool, count), whole(games, count)) for _ in range(repeats)]
        rows.append(
            {
                "workers": count,
                "engine": middle([alone for alone, _ in pairs]),
                "whole": middle([command for _, command in pairs]),
                "ratio": middle([Cost(w.clock / a.clock, w.processor / a.processor) for a, w in pairs]),
            }
        )
    return {
        "machine": machine(),
        "scenario": SCENARIO,
        "turns": flagship().turns,
        "games": games,
        "repeats": repeats,
        "rows": rows,
        "smallest": middle([whole(2, 1) for _ in range(repeats)]),
        "parts_us": parts(),
    }


def table(found: dict[str, Any]) -> str:
    """Return what was measured as a page of Markdown."""
    rows = [
        f"| {row['workers']} | {row['engine'][0]:.2f} | {row['whole'][0]:.2f} | {row['ratio'][0]:.2f} "
        f"| {row['engine'][1]:.2f} | {row['whole'][1]:.2f} | {row['ratio'][1]:.2f} |"
        for row in found["rows"]
    ]
    costs = ", ".join(f"{name} {spent:.1f}" for name, spent in found["parts_us"].items())
    return "\n".join(
        (
            f"Machine: {found['machine']}. Scenario: {found['scenario']}, {found['games']:,} games of {found['turns']} "
            f"turns; {found['repeats']} repeats, medians.",
            "",
            "| processes | engine alone, s | command to files, s | ratio | processor: engine, s | command, s | ratio |",
            "|---:|---:|---:|---:|---:|---:|---:|",
            *rows,
            "",
            f"- the command for two games: {found['smallest'][0]:.2f} s, {found['smallest'][1]:.2f} s of the processor",
            f"- microseconds of the processor a game: {costs}",
        )
    )


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="Measure what an ensemble costs from the command to the files.")
    parser.add_argument("--games", type=int, default=20_000)
    parser.add_argument("--workers", type=int, nargs="+", default=sorted({1, cores()}))
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args(arguments)
    found = measure(chosen.games, chosen.workers, chosen.repeats)
    print(json.dumps(found, indent=2) if chosen.json else table(found))


if __name__ == "__main__":
    main()
