"""How fast the engine is: game-turns a second, memory, start-up and one live turn, measured side by side.

    python benchmarks/engine.py                # a table, as in docs/performance.md
    python benchmarks/engine.py --json         # the same as JSON
    python benchmarks/engine.py --games 2 4096 --repeats 3

Everything is played by the scenario's own line-up in single precision, BLAS held to one thread. Machines differ and
are shared: next to every repeat the time of one element of `np.exp` in single precision is taken, and the cost of a
game-turn is also told in these. All of it is processor time, but for imports and for two processes against one, which
are by the clock. Figures are medians over the repeats.
"""

# ruff: noqa: E402 - the number of threads is read when NumPy is imported

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial
from pathlib import Path
from statistics import median
from typing import Any

for _library in ("OPENBLAS", "OMP", "MKL"):
    os.environ.setdefault(f"{_library}_NUM_THREADS", "1")

import numpy as np

from game.engine.chance import run_keys
from game.ensemble.environment import environment
from game.model.world import World
from game.policy.registry import default_policies
from game.policy.turns import play_turn
from game.scenario.load import load
from game.sim.ledger import Ledger
from game.sim.live import LANES, PlayedTurn, play_game
from game.sim.prepare import prepare
from game.sim.rollout import CHUNK as USUAL
from game.sim.rollout import play

ROOT = Path(__file__).parents[1]
FLAGSHIP = ROOT / "scenarios" / "central-asia-2024.yaml"
CHUNK = USUAL  # games
GAMES = (2, 16, 128, 1024, 2048, 4096, CHUNK, 16384, 65536)
SIDE_BY_SIDE = 16384  # more games than this are played in chunks of the usual size
CORE = "import game.sim.rollout, game.sim.prepare, game.policy.registry"


@cache
def flagship(length: str | None = None) -> World:
    """Return the world that is measured."""
    scenario = load(FLAGSHIP).scenario
    assert scenario is not None
    return prepare(scenario, length)


def seconds(work: Callable[[], Any]) -> float:
    """Return the wall time of some work."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def busy(work: Callable[[], Any]) -> float:
    """Return the time that the processor worked for this process: what others do on the machine hardly counts."""
    start = time.process_time()
    work()
    return time.process_time() - start


def exp_element() -> float:
    """Return the seconds that one element of `np.exp` takes in single precision, at its best."""
    values = np.linspace(-5.0, 5.0, 4096, dtype=np.float32)
    out = np.empty_like(values)

    def many() -> None:
        for _ in range(100):
            np.exp(values, out=out)

    return min(busy(many) for _ in range(10)) / (100 * values.size)


def play_games(games: int, chunk: int | None = None, length: str | None = None) -> None:
    """Play some games of the flagship."""
    world = flagship(length)
    side_by_side = games if games <= SIDE_BY_SIDE else CHUNK
    play(world, default_policies(world), seed=1, games=games, chunk=chunk or side_by_side)


def again(times: int, games: int) -> None:
    """Play so many times over."""
    for _ in range(times):
        play_games(games)


def rates(games: tuple[int, ...], repeats: int) -> list[dict[str, float]]:
    """Measure game-turns a second for several numbers of games; the sizes take turns within a repeat."""
    turns = flagship().turns
    found: dict[int, list[tuple[float, float]]] = {size: [] for size in games}
    for size in games:
        play_games(min(size, CHUNK))
    for _ in range(repeats):
        for size in games:
            element = exp_element()
            times = max(1, 512 // size)
            spent = busy(partial(again, times, size))
            found[size].append((spent / times / (size * turns), element))
    return [
        {
            "games": size,
            "game_turns_a_second": median(1.0 / turn for turn, _ in rows),
            "best": max(1.0 / turn for turn, _ in rows),
            "microseconds": median(turn for turn, _ in rows) * 1e6,
            "exp_elements": median(turn / element for turn, element in rows),
        }
        for size, rows in found.items()
    ]


def two_processes(games: int, repeats: int) -> float:
    """Return how many times faster two processes are than one, taking turns."""
    with ProcessPoolExecutor(2) as pool:
        list(pool.map(play_games, [CHUNK, CHUNK]))
        ratios = []
        for _ in range(repeats):
            alone = seconds(lambda: pool.submit(play_games, games, CHUNK).result())
            both = seconds(lambda: list(pool.map(play_games, [games, games], [CHUNK, CHUNK])))
            ratios.append(2.0 * alone / both)
    return median(ratios)


def peak_memory(games: int) -> float:
    """Return the most memory that a fresh process holds while it plays some games, in MiB."""
    code = f"from benchmarks.engine import *; play_games({games}, CHUNK); print(held())"
    return float(_fresh(code))


def held() -> float:
    """Return the most memory that this process has held, in MiB."""
    status = Path("/proc/self/status")  # `getrusage` also counts what the process was started from
    if status.exists():
        return next(float(row.split()[1]) for row in status.read_text().splitlines() if row.startswith("VmHWM")) / 2**10
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (2**20 if sys.platform == "darwin" else 2**10)


def import_time(repeats: int) -> float:
    """Return the seconds that a fresh interpreter takes to import the core."""
    code = f"import time; start = time.perf_counter(); {CORE}; print(time.perf_counter() - start)"
    return median(float(_fresh(code)) for _ in range(repeats))


def _fresh(code: str) -> str:
    """Return what a fresh process says, started as those are that play many games."""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment(), capture_output=True, text=True, check=True
    )
    return done.stdout


def live_turn(repeats: int) -> dict[str, float]:
    """Return the seconds of one live turn as it is played, and with everything that its ledger can tell."""
    world = flagship()
    policies, keys = default_policies(world), run_keys(1, [0] * LANES)
    game = play_game(world, policies, 1)
    plain, whole = [], []
    for _ in range(repeats):
        for number, played in enumerate(game.turns):
            turn = partial(play_turn, played.start, keys, number, policies, world, explain=True)
            plain.append(busy(turn))
            whole.append(plain[-1] + busy(partial(explained, played, world)))
    return {"played_ms": median(plain) * 1e3, "with_ledger_ms": median(whole) * 1e3}


def explained(played: PlayedTurn, world: World) -> int:
    """Tell every change of a turn and of the scores with its causes, and return how many there were."""
    ledger = Ledger(played.start, played.turn, world)
    return len(ledger.all_stocks()) + len(ledger.scores())


def machine() -> str:
    """Return what this ran on."""
    kind = platform.processor() or platform.machine()
    cores = Path("/proc/cpuinfo")
    if cores.exists():
        named = [row for row in cores.read_text().splitlines() if row.startswith("model name")]
        kind = named[0].split(":")[1].strip() if named else kind
    versions = f"Python {platform.python_version()}, NumPy {np.__version__}"
    return f"{kind}, {os.cpu_count()} cores, {platform.system()}, {versions}"


def measure(games: tuple[int, ...], repeats: int) -> dict[str, Any]:
    """Measure everything."""
    world = flagship()
    return {
        "machine": machine(),
        "scenario": world.names.scenario,
        "turns": world.turns,
        "repeats": repeats,
        "chunk": CHUNK,
        "rates": json.loads(_fresh(f"from benchmarks.engine import *; print(json.dumps(rates({games}, {repeats})))")),
        "two_processes": two_processes(2 * CHUNK, repeats),
        "peak_memory_mib": {str(size): peak_memory(size) for size in (CHUNK, 8 * CHUNK)},
        "import_ms": import_time(repeats) * 1e3,
        "live_turn": live_turn(repeats),
    }


def table(found: dict[str, Any]) -> str:
    """Return what was measured as a page of Markdown."""
    rows = [
        f"| {row['games']:,} | {row['game_turns_a_second']:,.0f} | {row['best']:,.0f} | {row['microseconds']:,.2f} "
        f"| {row['exp_elements']:,.0f} |"
        for row in found["rates"]
    ]
    memory = ", ".join(f"{float(size):,.0f} games {mib:.0f} MiB" for size, mib in found["peak_memory_mib"].items())
    live = found["live_turn"]
    return "\n".join(
        (
            f"Machine: {found['machine']}. Scenario: {found['scenario']}, {found['turns']} turns; "
            f"{found['repeats']} repeats, medians.",
            "",
            "| games side by side | game-turns/s | best repeat | us a game-turn | np.exp elements a game-turn |",
            "|---:|---:|---:|---:|---:|",
            *rows,
            "",
            f"- two processes against one: {found['two_processes']:.2f} times",
            f"- most memory of a process, chunks of {found['chunk']:,}: {memory}",
            f"- import of the core: {found['import_ms']:.0f} ms",
            f"- one live turn: {live['played_ms']:.1f} ms played with its log, "
            f"{live['with_ledger_ms']:.1f} ms with all stocks and scores explained",
        )
    )


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="Measure how fast the engine is.")
    parser.add_argument("--games", type=int, nargs="+", default=list(GAMES))
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args(arguments)
    found = measure(tuple(chosen.games), chosen.repeats)
    print(json.dumps(found, indent=2) if chosen.json else table(found))


if __name__ == "__main__":
    main()
