"""The title, the briefing, the curtain, and what surrounds a game."""

import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from game.sim.resuming import save_game
from game.sim.saves import Entry, Saves
from game.ui.kit.dialog import Question
from game.ui.match import PERSON
from game.ui.scenes.article import Article
from game.ui.scenes.briefing import Briefing
from game.ui.scenes.curtain import Curtain
from game.ui.scenes.leave import Leave
from game.ui.scenes.menu import GameMenu
from game.ui.scenes.open_file import OpenFile
from game.ui.scenes.saves import SavesList
from game.ui.scenes.title import Title
from game.ui.setup import Setup
from game.ui.stage import Scene, Stage
from tests.ui.examples import example
from tests.ui.matches import begun, scenario_path

_QUOTE = "breaking through from the economic aspect and gradually infiltrating geography and security with the economy"


class _Listed(Saves):
    """A folder whose list is known."""

    def __init__(self, entries: Sequence[Entry] = ()) -> None:
        super().__init__(Path("games"))
        self._entries = tuple(entries)

    def listed(self) -> tuple[Entry, ...]:
        return self._entries


def _entries() -> list[Entry]:
    match = begun("japan", "uzbekistan", teams={"uzbekistan": "Team Chorsu"}, length="lesson")
    match.session.end_turn()
    saved = save_game(match.lines, match.saved_about(), datetime(2026, 3, 1, 12, 30, tzinfo=UTC))
    return [
        Entry(Path("games/auto.wedge.json"), True, saved),
        Entry(Path("games/mine.wedge.json"), False, saved),
        Entry(
            Path("games/broken.wedge.json"), False, None, "It is cut off or no JSON: line 1, column 2 cannot be read."
        ),
    ]


@example("title")
def title(stage: Stage) -> Scene:
    """Return the title with a game to go on with, and two teams."""
    setup = Setup()
    setup.seats["kazakhstan"] = PERSON
    setup.teams = {"japan": "Team Aoi"}
    return Title(stage, setup, _Listed(_entries()))


@example("title broken")
def broken(stage: Stage) -> Scene:
    """Return the title with a scenario file that has faults."""
    text = scenario_path("two-harbours").read_text(encoding="utf-8")
    text = text.replace("    purse: {start: 0.4", "    purrse: {start: 0.4").replace(
        "domain: energy   ", "domain: enrgy   "
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "my-scenario.yaml"
        path.write_text(text, encoding="utf-8")
        setup = Setup()
        setup.add(path)
    setup.refresh = lambda: False  # type: ignore[method-assign]  # the file is gone already
    return Title(stage, setup, _Listed())


@example("briefing")
def briefing(stage: Stage) -> Scene:
    """Return the briefing of one person."""
    return Briefing(stage, begun("japan", briefed=False))


@example("briefing of a state")
def briefing_of_state(stage: Stage) -> Scene:
    """Return the briefing of several seats, opened at a state."""
    scene = Briefing(stage, begun("japan", "uzbekistan", teams={"uzbekistan": "Team Chorsu"}, briefed=False))
    scene.seat = "uzbekistan"
    return scene


@example("article")
def article(stage: Stage) -> Scene:
    """Return an article at a quote."""
    return Article(stage, begun("japan"), "gt-0807", _QUOTE)


@example("curtain")
def curtain(stage: Stage) -> Scene:
    """Return the curtain before a state's turn."""
    match = begun("japan", "uzbekistan", teams={"uzbekistan": "Team Chorsu"})
    match.finish("japan")
    match.dress(stage.kit)
    return Curtain(stage, match, "uzbekistan")


@example("curtain of a power")
def curtain_of_power(stage: Stage) -> Scene:
    """Return the curtain before a power's turn."""
    match = begun("japan", "china")
    match.dress(stage.kit)
    return Curtain(stage, match, "japan")


@example("menu")
def menu(stage: Stage) -> Scene:
    """Return the menu of a game."""
    match = begun("japan", "uzbekistan", teams={"uzbekistan": "Team Chorsu"})
    match.dress(stage.kit)
    return GameMenu(stage, match)


@example("saves")
def saves(stage: Stage) -> Scene:
    """Return the list of saved games."""
    return SavesList(stage, _Listed(_entries()))


@example("saves empty")
def no_saves(stage: Stage) -> Scene:
    """Return the list without a game."""
    return SavesList(stage, _Listed())


@example("saves delete")
def delete(stage: Stage) -> Scene:
    """Return the question whether a game is to be deleted."""
    entries = _entries()
    scene = SavesList(stage, _Listed(entries))
    scene.asked = entries[0]
    assert isinstance(scene.build(), Question)
    return scene


@example("open file")
def open_file(stage: Stage) -> Scene:
    """Return the shipped scenarios' folder."""
    scene = OpenFile(stage, lambda path: None, scenario_path().parent)
    scene.problem = "There is no such file."
    return scene


@example("leave")
def leave(stage: Stage) -> Scene:
    """Return the question before the window closes."""
    return Leave(stage)
