"""Draw docs/pictures/screen.jpg: the map game, with an order that is being written in the fourth turn.

Run from the top of the checkout: python docs/pictures/screen.py
"""

import os
import time
from pathlib import Path

os.environ["SDL_VIDEODRIVER"] = "dummy"
os.environ["SDL_AUDIODRIVER"] = "dummy"
os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")

import pygame

from game.scenario.library import shipped
from game.scenario.load import load
from game.ui.app import App, open_window
from game.ui.match import PERSON, Match
from game.ui.scenes.map_area import map_of
from game.ui.scenes.power.screen import PowerScreen
from game.ui.settings import Settings

SCENARIO, ACTOR, LEVER, TARGET = "central-asia-2024", "japan", "caspian_route", "kazakhstan"
SIZE, TURNS, SEED, FUTURES = (1280, 800), 3, 7, 1000
SECONDS = 60.0  # at most, until the futures are counted


def main() -> None:
    """Play some turns, begin an order, wait until everything is drawn and counted, and save the screen."""
    path = shipped()[SCENARIO]
    match = Match.begin(path, load(path), seed=SEED)
    for _turn in range(TURNS):
        match.session.end_turn()
    match.hand_over(ACTOR, PERSON)
    match.seat = ACTOR
    app = App(open_window(SIZE), Settings())
    match.dress(app.kit)
    scene = PowerScreen(app, match)
    app.push(scene)
    scene.select(TARGET)
    scene.choose(LEVER)
    until = time.monotonic() + SECONDS
    while time.monotonic() < until and (scene.foresight.shown is None or scene.foresight.shown.futures < FUTURES):
        app.frame(0.05)
        time.sleep(0.02)
    for view in (map_of(match, app), map_of(match, app, "order", plain=True)):
        view.settle()
    app.frame(2.0)
    app.frame(0.1)
    pygame.image.save(app.surface, Path(__file__).with_suffix(".jpg"))
    app.workers.close()


if __name__ == "__main__":
    main()
