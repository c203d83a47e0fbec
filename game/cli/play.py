"""Open the map game."""

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from game.cli.calling import CallError, Failure, Parser, pairs, unknown, whole
from game.cli.finding import find_scenario

if TYPE_CHECKING:
    from game.ui.app import App
    from game.ui.match import Match
    from game.ui.settings import Settings
    from game.ui.setup import Setup

__all__ = ["fill", "run"]

_INSTEAD = "wedge run {scenario} plays on the terminal"
_FLAGSHIP = "central-asia-2024"


def fill(parser: Parser) -> None:
    """Declare the arguments."""
    add = parser.add_argument
    add("scenario", metavar="SCENARIO", nargs="?", help="a scenario file, or the id of a shipped scenario")
    add("--seat", metavar="ACTOR=WHO", action="append", default=[], help="give a seat to person or to a policy")
    add("--length", metavar="ID", help="one of the scenario's lengths")
    add("--seed", metavar="S", type=whole(-(2**63), 2**63 - 1), help="the seed of chance (0)")
    add("--load", metavar="FILE", help="go on with a saved game")


def run(arguments: argparse.Namespace) -> int:
    """Open the window and stay until it is closed."""
    path = find_scenario(arguments.scenario) if arguments.scenario is not None else None
    if path is None and (arguments.seat or arguments.length is not None):
        raise CallError("--seat and --length need a scenario, as in: wedge play central-asia-2024 --seat japan=person")
    if arguments.load is not None and (path is not None or arguments.seed is not None):
        raise CallError("--load goes on with a saved game, which has its scenario, seats and seed.")
    _need_pygame(arguments.scenario or _FLAGSHIP)
    from game.ui.setup import Setup

    setup = Setup()
    if path is not None:
        setup.add(path)
    _choose(setup, arguments)
    opened = _opened(Path(arguments.load)) if arguments.load is not None else None
    app = _window(arguments.scenario or _FLAGSHIP)
    _begin(app, setup, opened, bool(arguments.seat))
    _stay(app)
    return 0


def _need_pygame(scenario: str) -> None:
    """Complain in one sentence where the window cannot be opened."""
    os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
    instead = _INSTEAD.format(scenario=scenario)
    try:
        import pygame
    except ImportError:
        raise CallError(f"The map game needs pygame-ce: pip install pygame-ce. Without it, {instead}.") from None
    if not getattr(pygame, "IS_CE", False):
        raise CallError(
            "The map game needs pygame-ce, and the older pygame is installed in its place: pip uninstall pygame, "
            f"then pip install --force-reinstall pygame-ce. Without it, {instead}."
        )
    named = os.environ.get("SDL_VIDEODRIVER") or os.environ.get("SDL_VIDEO_DRIVER")
    screens = [os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY")]
    if sys.platform.startswith("linux") and not named and not any(screens):
        raise CallError(_no_screen(scenario))


def _no_screen(scenario: str) -> str:
    return (
        f"There is no screen here to open a window on; {_INSTEAD.format(scenario=scenario)} (for the window, log in "
        "to a desktop, or install xvfb and call: xvfb-run wedge play)."
    )


def _choose(setup: "Setup", arguments: argparse.Namespace) -> None:
    """Take over what was typed, as far as the scenario has it."""
    card = setup.card
    if arguments.seed is not None:
        setup.seed = arguments.seed
    if card is None or card.scenario is None or arguments.scenario is None:
        return
    from game.ensemble.setup import check_length

    check_length(card.scenario, arguments.length)
    setup.length = arguments.length or setup.length
    seats = pairs(arguments.seat, "ACTOR=WHO", "--seat")
    for actor, player in seats.items():
        if actor not in setup.seats:
            raise CallError(unknown("There is no actor {word!r}", actor, setup.seats))
        known = ("person", *setup.policies(actor))
        if player not in known:
            raise CallError(unknown(f"Nobody is called {{word!r}} to play {actor}", player, known))
    if seats:
        setup.seats = {**{name: actor.policy for name, actor in card.scenario.actors.items()}, **seats}


def _opened(path: Path) -> "Match":
    """Return a saved game on the table, ready for the window."""
    from game.sim.resuming import Closed
    from game.sim.saves import load_game
    from game.sim.untrusted import Unreadable
    from game.ui.match import Match

    saved = load_game(path)
    if isinstance(saved, Unreadable):
        raise Failure(f"{path} cannot be opened. {saved.sentence}")
    found = Match.from_saved(saved)
    if isinstance(found, Closed):
        raise Failure(f"{path} cannot be played on. {found.sentence}")
    return found[0]


def _window(scenario: str) -> "App":
    import pygame

    from game.ui.app import App, open_window
    from game.ui.settings_file import SettingsFile

    kept = SettingsFile()
    settings, problem = kept.read()
    try:
        surface = open_window()
    except pygame.error:
        raise CallError(_no_screen(scenario)) from None

    def keep(chosen: "Settings") -> None:
        failed = kept.write(chosen)
        if failed:
            app.toast(failed)

    app = App(surface, settings, keep)
    if problem:
        app.toast(problem)
    return app


def _begin(app: "App", setup: "Setup", opened: "Match | None", seated: bool) -> None:
    """Put the first screen into the window."""
    from game.ui import flow

    if opened is None and not (seated and setup.world is not None):
        app.push(flow.make("title", app, setup))
    else:
        flow.go_on(app, opened or setup.begin())


def _stay(app: "App") -> None:
    """Show frames until the window is closed; a fault of the program is told in a sentence, and kept in a file."""
    import pygame

    try:
        app.run()
    except Exception as fault:
        raise Failure(_fault(fault, app.unsaved)) from None
    finally:
        app.workers.close()
        pygame.display.quit()
    if app.unsaved:
        raise Failure(app.unsaved)


def _fault(fault: Exception, unsaved: str) -> str:
    import traceback

    from game.sim.files import home, write_whole

    told = f"The program has a fault ({type(fault).__name__}) and had to close. "
    told += unsaved or "The game is saved: wedge play, Continue."
    path = home() / "fault.txt"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, "".join(traceback.format_exception(fault)))
    except OSError:
        return told
    return f"{told} What happened stands in {path}."
