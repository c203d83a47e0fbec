"""What a class takes home: the game as a page, as text, as a replay that anyone can verify, as a save, its notes."""

import webbrowser
from dataclasses import replace
from pathlib import Path

import pygame

from game.report.chronicle import chronicle
from game.scenario.compile import titles_of
from game.sim.files import home, why, write_whole
from game.sim.replay import record
from game.sim.replay_file import as_text as replay_text
from game.sim.saved_game import as_text
from game.sim.untrusted import Unreadable
from game.ui.match import Match
from game.ui.words import _

__all__ = ["PAGE", "save_pack", "show_page"]

PAGE = "game.html"  # the file of the page in a pack
_DESKTOPS = ("windows", "cocoa", "x11", "wayland")  # SDL's names of what windows open on


def save_pack(match: Match, page: str, folder: Path | None = None) -> Path | Unreadable:
    """Write the page, the chronicle, the replay, the save and the notes of a game into a new folder.

    Parameters
    ----------
    match : the game.
    page : the game as a page for a browser.
    folder : in which the new folder is made; `packs` in the program's own if not given.

    Returns
    -------
    Path or Unreadable
        The new folder, or why there is none.
    """
    top = folder if folder is not None else home() / "packs"
    try:
        place = _new(top, f"{match.world.names.scenario}-{match.about.game}")
        for name, text in {PAGE: page, **_files(match)}.items():
            write_whole(place / name, text)
    except (OSError, ValueError) as error:
        return Unreadable(_("The pack was not saved to {place}: {why}.").format(place=top, why=why(error)))
    return place


def show_page(page: Path) -> bool:
    """Open a page in the browser of a desktop; return whether that was tried.

    A browser for the terminal would take the terminal over, and a window that nobody sees has no desktop around it.
    """
    if pygame.display.get_driver() not in _DESKTOPS:
        return False
    try:
        browser = webbrowser.get()
        if type(browser) is webbrowser.GenericBrowser:  # links, lynx, w3m
            return False
        return browser.open(page.absolute().as_uri())
    except (webbrowser.Error, OSError, ValueError):
        return False


def _files(match: Match) -> dict[str, str]:
    replay = record(match.session, file=match.about.text.name, changes=match.about.changes)
    files = {
        "chronicle.txt": _chronicle(match),
        "replay.json": replay_text(replay),
        "game.wedge.json": as_text(match.saved()),
    }
    if match.notes:
        files["notes.txt"] = "\n\n".join(note.text for note in match.notes) + "\n"
    return files


def _chronicle(match: Match) -> str:
    """Return the game as text, which is English, with the names that the scenario has in its own language."""
    assert match.loaded.scenario is not None
    names = replace(match.world.names, titles=titles_of(match.loaded.scenario))
    return chronicle(match.session.game, replace(match.world, names=names))


def _new(top: Path, name: str) -> Path:
    """Make a folder of a name that is free."""
    place, number = top / name, 1
    while place.exists():
        number += 1
        place = top / f"{name}-{number}"
    place.mkdir(parents=True)
    return place
