"""The list of saved games: go on with one, delete one; files that cannot be read say why."""

from collections.abc import Mapping
from pathlib import Path

from game.sim.saved_game import SavedGame
from game.sim.saves import Entry, Saves
from game.ui.kit.base import Element
from game.ui.kit.basics import Button, Icon, Press, Text
from game.ui.kit.boxes import Column, Grow, Row
from game.ui.kit.dialog import Layer, Question, foot
from game.ui.kit.marks import Badge, Notice
from game.ui.match import PERSON
from game.ui.scenes.title import go_on_with, title_of, when_saved
from game.ui.spoken import known_in_language
from game.ui.stage import Scene, Stage
from game.ui.words import _, listed, ngettext, say

__all__ = ["SavesList"]


class SavesList(Scene):
    """All saved games, the latest first.

    Parameters
    ----------
    stage : the window.
    saves : the folder.
    keeping : whether a game is on the screen that would be left; its last turn is saved by itself.
    """

    layer = True

    def __init__(self, stage: Stage, saves: Saves, keeping: bool = False) -> None:
        super().__init__(stage)
        self.saves, self.keeping = saves, keeping
        self.entries = saves.listed()
        self.problem = ""
        self.asked: Entry | None = None  # whether it is to be deleted

    def entered(self) -> None:
        """Begin at the latest game."""
        self.stage.focus("game.0" if self.entries else "close")

    def help(self) -> Mapping[str, str]:
        """Return what the keys do."""
        return {"back": _("close the list")}

    def back(self) -> None:
        """Close the question, or the list."""
        if self.asked is not None:
            self._ask(None)
        else:
            self.stage.pop()

    def _load(self, entry: Entry) -> None:
        if entry.saved is None:
            self.problem = entry.problem
        else:
            if self.keeping:
                self.stage.closing()
            self.problem = go_on_with(self.stage, entry.saved, self.saves)
        self.stage.changed()

    def _ask(self, entry: Entry | None) -> None:
        self.asked = entry
        self.stage.focus("delete.no" if entry is not None else "game.0")
        self.stage.changed()

    def _delete(self) -> None:
        assert self.asked is not None
        failed = self.saves.delete(self.asked.path)
        self.problem = say(failed.sentence) if failed is not None else ""
        self.entries = self.saves.listed()
        self._ask(None)

    def build(self) -> Element:
        """Return the list, or the question whether a game is to be deleted."""
        if self.asked is not None:
            name = title_of(self.asked.saved) if self.asked.saved is not None else self.asked.path.name
            return Question("delete", _("Delete this game?"), _("{name}: it cannot be brought back.").format(name=name),
                            _("Delete"), self._delete, _("Keep"), lambda: self._ask(None), danger=True)  # fmt: skip
        rows: list[Element] = []
        if self.problem:
            rows.append(Notice(_("It cannot be opened."), self.problem, "circle-x", "bad"))
        if not self.entries:
            rows.append(Notice(_("There are no saved games yet."), _("A game is saved by itself after every turn."),
                               "save"))  # fmt: skip
        rows += [self._row(at, entry) for at, entry in enumerate(self.entries)]
        where = Text(str(self.saves.folder), "small", "dim")
        buttons = foot([Button(_("Close"), "close", self.stage.pop, action="back")], where)
        parts: list[Element] = [Text(_("Saved games"), "title"), Column(rows, gap=8)]
        return Layer(Column(parts, gap=14), "saves", 720, _("Saved games"), buttons)

    def _row(self, at: int, entry: Entry) -> Element:
        name = f"game.{at}"
        remove = Button(_("Delete"), f"remove.{at}", lambda: self._ask(entry), "quiet", "trash-2")
        if entry.saved is None:
            words = Column([Text(entry.path.name, "strong"), Text(say(entry.problem), "small", "bad")], gap=0)
            opened = Press(Row([Icon("file-warning", 22, "bad"), Grow(words)], gap=12), name, entry.path.name,
                           lambda: self._load(entry), "row", say(entry.problem), fill="bad_ground")  # fmt: skip
        else:
            opened = self._game(name, entry, entry.saved)
        return Row([Grow(opened), remove], gap=8)

    def _game(self, name: str, entry: Entry, saved: SavedGame) -> Press:
        people = [actor for actor, player in saved.line.seats.items() if player == PERSON]
        teams = {actor: sitter.team for actor, sitter in saved.sitters.items() if sitter.team}
        actors = _actors(saved)
        persons = [teams.get(actor) or actors.get(actor, actor.replace("_", " ").capitalize()) for actor in people]
        seats = listed(persons) or _("nobody")
        count = len(saved.lines)
        lines = ngettext("{count} line", "{count} lines", count).format(count=count)
        told = _("{when} · played by {seats} · {lines}").format(when=when_saved(saved), seats=seats, lines=lines)
        told = f"{_turn(saved)} · {told}"
        words = Column([Text(title_of(saved), "strong"), Text(told, "small", "dim")], gap=0)
        parts: list[Element] = [Icon("history" if entry.auto else "save", 22, "dim"), Grow(words)]
        if entry.auto:
            parts.append(Badge(_("saved by itself")))
        return Press(Row(parts, gap=12), name, title_of(saved), lambda: self._load(entry), "row", told, pad_y=6)


def _turn(saved: SavedGame) -> str:
    """Say which turn a saved game stands in."""
    played = saved.line.shared + len(saved.line.turns)
    if played >= saved.turns:
        return _("The end")
    return _("Turn {number} of {count}").format(number=played + 1, count=saved.turns)


def _actors(saved: SavedGame) -> Mapping[str, str]:
    """Return the names of actors, where the scenario of a saved game is known."""
    scenario = known_in_language(Path(saved.text.path), saved.scenario)
    return {name: actor.name for name, actor in scenario.actors.items()} if scenario is not None else {}
