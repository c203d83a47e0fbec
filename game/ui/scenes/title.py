"""The title: choose a scenario, give its seats away, go on with a game."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from game.scenario.library import shipped_paths
from game.sim.resuming import Closed
from game.sim.saved_game import SavedGame
from game.sim.saves import Entry, Saves
from game.ui import flow
from game.ui.kit.base import Element
from game.ui.kit.basics import Button, Icon, Press, Text
from game.ui.kit.boxes import Box, Column, Fixed, Grow, Pad, Panel, Row
from game.ui.kit.marks import Cap, Notice
from game.ui.kit.node import Act
from game.ui.kit.parts import Part, Parts, places
from game.ui.kit.scroll import Scroll
from game.ui.labels import quarter_name
from game.ui.match import Match, flags_of, hues_of, initials_of
from game.ui.scenes.banner import Banner, WedgeMark, name_of_game
from game.ui.scenes.broken import broken_file, first_fault
from game.ui.scenes.seating import Seating
from game.ui.scenes.thumbnails import Backdrop, MapThumb, Subject, Thumbnails
from game.ui.setup import Card, Setup
from game.ui.spoken import known_in_language
from game.ui.stage import Scene, Stage
from game.ui.theme import Hue
from game.ui.words import _, listed, ngettext, say

__all__ = ["Title", "go_on_with", "title_of", "when_saved"]

_WATCH = 0.5  # seconds between two looks at the files


def go_on_with(stage: Stage, saved: SavedGame, saves: Saves) -> str:
    """Go on with a saved game; return why not, in a sentence, or "" if it is on the screen."""
    found = Match.from_saved(saved, saves)
    if isinstance(found, Closed):
        return say(found.sentence)
    match, notes = found
    flow.go_on(stage, match)
    for note in notes:
        stage.toast(say(note))
    return ""


def title_of(saved: SavedGame) -> str:
    """Return the title of a saved game's scenario, in the language that is spoken where the scenario is known."""
    scenario = known_in_language(Path(saved.text.path), saved.scenario)
    return scenario.title if scenario is not None else saved.title


def when_saved(saved: SavedGame) -> str:
    """Return when a game was saved, by the clock of this place."""
    try:
        return datetime.fromisoformat(saved.saved).astimezone().strftime(_("%Y-%m-%d %H:%M"))
    except (ValueError, OverflowError):
        return saved.saved


class Title(Scene):
    """Where games begin."""

    title = ""

    def __init__(self, stage: Stage, setup: Setup | None = None, saves: Saves | None = None) -> None:
        super().__init__(stage)
        self.setup = setup if setup is not None else Setup()
        self.setup.recall(Path(name) for name in stage.settings.files)
        self.saves = saves if saves is not None else Saves()
        self.thumbnails = Thumbnails(stage)
        self.seating = Seating(self.setup, self.start, stage.changed)
        self.latest: Entry | None = None
        self.part = "list"
        self._looked = 0.0

    def entered(self) -> None:
        """Look for a game to go on with, and put the focus on the scenario that is chosen."""
        self.latest = self.saves.latest()
        self._dress()
        self.stage.focus(f"card.{self.setup.chosen}")

    def help(self) -> Mapping[str, str]:
        """Return what the keys do."""
        return {"continue": _("read the briefing"), "open": _("open a scenario file"), "load": _("saved games"),
                "back": _("leave Wedge")}  # fmt: skip

    def back(self) -> None:
        """Ask before leaving."""
        flow.open_layer("leave", self.stage)

    def tick(self, seconds: float) -> None:
        """Draw small maps, and read files again that have changed."""
        self.thumbnails.advance(seconds)
        self._looked += seconds
        if self._looked >= _WATCH:
            self._looked = 0.0
            if self.setup.refresh():
                self._dress()
                self.stage.changed()

    def _dress(self) -> None:
        card = self.setup.card
        if card is not None and card.scenario is not None:
            self.stage.kit.hues, self.stage.kit.flags = hues_of(card.scenario), flags_of(card.scenario)
            self.stage.kit.initials = initials_of(card.shown)

    # --- what can be done

    def choose(self, at: int) -> None:
        """Choose a scenario."""
        if at == self.setup.chosen:
            return
        self.setup.choose(at)
        self.stage.kit.scroll.pop("seats", None)
        self._dress()
        self.stage.focus(f"card.{at}")

    def open_file(self, path: Path) -> None:
        """Put a file into the list, now and next time, and choose it."""
        if path.absolute() not in shipped_paths():
            self.stage.choose(self.stage.settings.with_file(path))
        at = self.setup.add(path)
        self._dress()
        self.stage.focus(f"card.{at}")

    def start(self) -> None:
        """Begin the game that is chosen, with its briefing."""
        if self.setup.world is not None:
            flow.go_on(self.stage, self.setup.begin(self.saves))

    def resume(self) -> None:
        """Go on with the latest game."""
        if self.latest is not None and self.latest.saved is not None:
            why = go_on_with(self.stage, self.latest.saved, self.saves)
            if why:
                self.stage.toast(why)

    def _browse(self) -> None:
        flow.open_layer("open file", self.stage, self.open_file)

    def _list_saves(self) -> None:
        flow.open_layer("saves", self.stage, self.saves)

    def _show(self, part: str) -> None:
        self.part = part
        self.stage.changed()

    # --- what is seen

    def build(self) -> Element:
        """Return the heading, the list and the chosen scenario."""
        card = self.setup.card
        if card is None:
            right: Element = Panel(Notice(_("No scenario is chosen."), _("Open a file to play it."), "folder-open"))
        elif card.scenario is None:
            right = broken_file(card)
        else:
            right = self.seating.build(self.stage.kit)
        parts = [Part("list", _("Scenarios"), self._list(), 1.0, "layers"),
                 Part("seats", _("Seats"), right, 2.05, "users")]  # fmt: skip
        body = Parts("parts", parts, self.part, self._show)
        chosen = self._subject(self.setup.chosen, card) if card is not None else None
        if places(self.stage.kit) < 3:  # the name of the game makes room for large text
            return Backdrop(self.thumbnails, chosen, Pad(Column([self._heading(), Grow(body)], gap=12), 16, 12))
        about = self.seating.about() if card is not None and card.scenario is not None else None
        banner = Banner(self.thumbnails, chosen, name_of_game(self._hues()), about, self._buttons())
        return Backdrop(self.thumbnails, chosen, Column([banner, Grow(Pad(body, 16, 12))], gap=0))

    def _hues(self) -> list[Hue]:
        """Return the colours of the powers, in their order."""
        card, kit = self.setup.card, self.stage.kit
        if card is None or card.scenario is None:
            return []
        return [kit.hue(actor) for actor, written in card.scenario.actors.items() if written.kind == "power"]

    def _one_part(self) -> bool:
        return places(self.stage.kit) == 1

    def _heading(self) -> Element:
        what = Text(_("a game of influence and balanced diplomacy"), "body", "dim")
        return Row([WedgeMark(tuple(self._hues()), 34), Text("Wedge", "display"), Grow(what), *self._buttons()], gap=12)

    def _buttons(self) -> list[Element]:
        return [
            Button(_("Help"), "help", lambda: self._anywhere("help"), action="help"),
            Button(_("Settings"), "settings", lambda: self._anywhere("settings"), icon="settings", action="settings"),
        ]

    def _anywhere(self, action: str) -> None:
        self.stage.anywhere(self.stage.settings.key(action))

    def _list(self) -> Element:
        rows: list[Element] = []
        if self.latest is not None and self.latest.saved is not None:
            rows.append(self._continue(self.latest.saved))
        rows += [self._card(at, card) for at, card in enumerate(self.setup.cards)]
        if not self.setup.cards:
            rows.append(Notice(_("There are no scenarios here."), _("Open a file to play it."), "folder-open"))
        keys = Row([Cap("↑", "dim"), Cap("↓", "dim")], gap=4)
        foot = Column(
            [Button(_("Open a file"), "open", self._browse, icon="folder-open", action="open", fill=True),
             Button(_("Saved games"), "load", self._list_saves, "quiet", "save", "load", fill=True)],
            gap=4,
        )  # fmt: skip
        return Panel(
            Column([Row([Grow(Text(_("Scenarios"), "head")), keys]), Grow(Scroll(Column(rows, gap=8), "cards")), foot],
                   gap=10), _("Scenarios"), pad_x=12)  # fmt: skip

    def _continue(self, saved: SavedGame) -> Element:
        words = Column(
            [Text(_("Continue"), "head"), Text(listed((title_of(saved), when_saved(saved))), "small", "dim")], gap=0
        )
        return Press(Row([Icon("play", 22, "state"), Grow(words)], gap=12), "continue", _("Continue"), self.resume,
                     value=title_of(saved), fill="state_ground", pad_y=10, radius=12,
                     keys={"down": lambda: self.stage.focus("card.0")})  # fmt: skip

    def _keys(self, at: int) -> dict[str, Act]:
        """Return what the arrows do on a card: they choose."""
        keys: dict[str, Act] = {"return": lambda: self._enter(at)}
        if at + 1 < len(self.setup.cards):
            keys["down"] = lambda: self.choose(at + 1)
        if at:
            keys["up"] = lambda: self.choose(at - 1)
        elif self.latest is not None:
            keys["up"] = lambda: self.stage.focus("continue")
        return keys

    def _enter(self, at: int) -> None:
        """Choose with Enter; go on with a second one."""
        if at != self.setup.chosen:
            self.choose(at)
        elif self._one_part() and self.part == "list":
            self._show("seats")
        else:
            self.start()

    def _card(self, at: int, card: Card) -> Element:
        chosen = at == self.setup.chosen
        if card.scenario is None:
            what, how = first_fault(card)
            words = Column([Text(card.path.name, "head"), Text(what, "small", "bad"), Text(how, "small")], gap=2)
            return Press(Row([Box(Icon("file-warning", 30, "bad"), "", pad_x=14, pad_y=8), Grow(words)], gap=8),
                         f"card.{at}", card.path.name, lambda: self.choose(at), "row", what, chosen=chosen,
                         fill="bad_ground", chosen_fill="bad_ground", radius=12, pad_x=8,
                         keys=self._keys(at))  # fmt: skip
        scenario = card.shown
        powers = sum(actor.kind == "power" for actor in scenario.actors.values())
        counts = _("{powers} powers, {states} states").format(powers=powers, states=len(scenario.actors) - powers)
        turns = ngettext("{count} turn", "{count} turns", scenario.lengths[scenario.length].turns)
        turns = turns.format(count=scenario.lengths[scenario.length].turns)
        lines = [f"{counts} · {turns}", _("begins {quarter}").format(quarter=quarter_name(scenario.time.first))]
        words = Column([Text(scenario.title, "head"), *(Text(line, "small", "dim") for line in lines)], gap=2)
        parts: list[Element] = [Grow(words)]
        subject = self._subject(at, card)
        if subject is not None and self.stage.kit.text_scale < 1.7:
            parts.insert(0, Fixed(MapThumb(self.thumbnails, subject, 104, 70), 104))
        return Press(Row(parts, gap=12), f"card.{at}", scenario.title, lambda: self.choose(at), "row", counts,
                     chosen=chosen, radius=12, pad_x=10, pad_y=10, keys=self._keys(at))  # fmt: skip

    def _subject(self, at: int, card: Card) -> Subject | None:
        world = self.setup.world_of(at)
        return None if card.scenario is None or world is None else Subject(
            (card.path, card.stamp), card.scenario, card.path.parent, world)  # fmt: skip
