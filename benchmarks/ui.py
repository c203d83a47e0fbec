"""How fast the map game is: frames, views, the start, and the forecast that a player waits for.

    python benchmarks/ui.py                 # all figures; under a minute on a quiet machine
    python benchmarks/ui.py --json          # for a program
    python benchmarks/ui.py --busy          # time of the processor, where others use the machine too

On SDL's dummy display, which draws like a real one and shows nothing. Frames are those of a power's turn at
1920x1080 in the third turn, while dashes move; a view is what is built and painted when something has changed.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

os.environ["SDL_VIDEODRIVER"] = "dummy"
os.environ["SDL_AUDIODRIVER"] = "dummy"
os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")

from game.scenario.library import shipped
from game.scenario.load import load
from game.sim.forecast import forecast_orders, play_forecast
from game.sim.order import Order
from game.ui.app import App, open_window
from game.ui.kit.node import walk
from game.ui.match import PERSON, Match
from game.ui.scenes.power.screen import PowerScreen

MUST = {"frame, median": 8.0, "frame, 99th percentile": 16.0, "view, median": 100.0, "view, longest": 100.0,
        "start to first frame": 3000.0, "forecast of 1,000 futures": 1000.0}  # fmt: skip
_SIZE = (1920, 1080)
_FRAMES = 600
_VIEWS = 20
_PATIENCE = 120  # seconds for the map to be drawn

_START = """
from game.ui import flow
from game.ui.app import App, open_window
from game.ui.setup import Setup
app = App(open_window((1920, 1080)))
app.push(flow.make("title", app, Setup()))
app.frame(0.0)
app.workers.close()
"""


def times(work: Callable[[], object], count: int, clock: Callable[[], float]) -> list[float]:
    """Return the milliseconds of some calls."""
    found = []
    for _ in range(count):
        begin = clock()
        work()
        found.append(1000.0 * (clock() - begin))
    return found


def game_of_turn(turns: int) -> "Match":
    """Return a game of the flagship with a person as Japan, some turns old."""
    path = shipped()["central-asia-2024"]
    match = Match.begin(path, load(path), seats={"japan": PERSON})
    match.briefed = True
    for _ in range(turns):
        match.session.end_turn()
    match.seat = "japan"
    return match


def await_map(app: App) -> None:
    """Let frames pass until a worker has drawn the map, its dashes move, and nothing else is on its way."""
    until = time.perf_counter() + _PATIENCE
    while app.workers.busy or not any(node.moves is not None and node.moves() for node in walk(app.tree)):
        if time.perf_counter() > until:
            raise SystemExit(f"The map was not drawn within {_PATIENCE} s; the machine may be busy, try again.")
        app.frame(1 / 60)
        time.sleep(1 / 60)
    for _ in range(60):
        app.frame(1 / 60)  # what came in has settled


def draw_frame(app: App) -> None:
    """Draw a frame; one that is left out because nothing moves would be no measurement."""
    if not app.frame(1 / 60):
        raise SystemExit("Nothing moved on the screen, so that no frame was drawn: there is nothing to measure.")


def measure_screen(clock: Callable[[], float]) -> dict[str, float]:
    """Return the times of frames and views of a power's turn, in milliseconds."""
    app = App(open_window(_SIZE))
    match = game_of_turn(2)
    match.dress(app.kit)
    app.push(PowerScreen(app, match))
    await_map(app)
    frames = sorted(times(lambda: draw_frame(app), _FRAMES, clock))

    def view() -> None:
        app.changed()
        app.refresh()

    views = times(view, _VIEWS, clock)
    app.workers.close()
    return {
        "frame, median": statistics.median(frames),
        "frame, 99th percentile": frames[int(0.99 * len(frames))],
        "view, median": statistics.median(views),
        "view, longest": max(views),
    }


def measure_forecast(clock: Callable[[], float]) -> float:
    """Return the milliseconds of 1,000 futures of an order, and of as many of doing nothing, in one process."""
    match = game_of_turn(2)
    session = match.session
    request = forecast_orders(session.desk("japan"), session.seats, (Order("japan", "aid", "uzbekistan"),))
    return min(times(lambda: list(play_forecast(request, session.world)), 3, clock))


def measure_start(busy: bool) -> float:
    """Return the milliseconds from the start of a fresh interpreter to the first frame."""

    def clock() -> float:
        spent = os.times()
        return spent.children_user + spent.children_system if busy else time.perf_counter()

    def start() -> None:
        subprocess.run(
            [sys.executable, "-c", _START], check=True, capture_output=True, cwd=Path(__file__).parent.parent
        )

    return min(times(start, 3, clock))


def main(arguments: Sequence[str]) -> int:
    """Print the figures; return 1 if one is missed."""
    parser = argparse.ArgumentParser(description="How fast the map game is.")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--busy", action="store_true", help="time of the processor instead of the clock")
    given = parser.parse_args(arguments)
    clock = time.process_time if given.busy else time.perf_counter
    found = {
        "start to first frame": measure_start(given.busy), **measure_screen(clock),
        "forecast of 1,000 futures": measure_forecast(clock),
    }  # fmt: skip
    if given.json:
        print(json.dumps(found, indent=2))
    else:
        for name, value in found.items():
            print(f"{name:28} {value:9.1f} ms   (at most {MUST[name]:.0f}{'' if value <= MUST[name] else ', MISSED'})")
    return int(any(value > MUST[name] for name, value in found.items()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
