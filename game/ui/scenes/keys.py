"""Giving an action another key: choose it, press the new key. Who loses the key is named before it is taken."""

from dataclasses import dataclass, replace

from pygame import Rect

from game.ui.keys import key_label
from game.ui.kit.base import Element, Kit, Size
from game.ui.kit.basics import Button, Icon, Press, Text
from game.ui.kit.boxes import Column, Grid, Grow, Row, Rule, Together
from game.ui.kit.dialog import Layer, foot
from game.ui.kit.marks import Cap, Notice
from game.ui.kit.node import Node
from game.ui.kit.shaped import Shaped
from game.ui.settings import KEYS, NAMES, SCREENS
from game.ui.stage import Scene, Stage
from game.ui.words import _, listed

__all__ = ["KeysScreen"]


class KeysScreen(Scene):
    """A layer with every action and its key."""

    layer = True

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self.title = _("Keys")
        self.waiting = ""  # the action that waits for its new key
        self.wanted = ""  # a key that another action has
        self.told = ""  # why a key was not taken

    def build(self) -> Element:
        """Return the actions by screen; over them what is waited for."""
        head = Row([Icon("keyboard", 24, "ink"), Grow(Text(_("Change keys"), "title"))], gap=12)
        note = Text(_("Choose what shall have another key, then press that key."), "small", "dim")
        changed = bool(self.stage.settings.keys)
        why = "" if changed else _("No key has been changed.")
        buttons = foot([
            Button(_("All keys as usual"), "usual", self._usual, "quiet", "rotate-ccw", why_not=why),
            Button(_("Done"), "done", self.stage.pop, "primary", action="back"),
        ])  # fmt: skip
        if self.waiting:
            buttons = Together([self._question()])
        return Layer(Column([head, note, Shaped(self._columns)], gap=12), "change keys", 640, _("Change keys"), buttons)

    def _columns(self, kit: Kit, width: int) -> Element:
        groups = [self._group(screen, actions) for screen, actions in SCREENS.items()]
        if width < kit.em(480):
            return Column(groups, gap=16)
        half = (len(groups) + 1) // 2
        return Grid([Column(groups[:half], gap=16), Column(groups[half:], gap=16)], 2, 28)

    def _group(self, screen: str, actions: tuple[str, ...]) -> Element:
        return Column([Text(_(screen), "head"), Rule(), *(self._row(action) for action in actions)], gap=2)

    def _row(self, action: str) -> Element:
        key = self.stage.settings.key(action)
        waits = action == self.waiting
        shown = "…" if waits else key_label(key) if key else "–"
        changed = self.stage.settings.key(action) != KEYS[action]
        parts: list[Element] = [
            Grow(Text(_(NAMES[action]), "strong" if changed else "body")),
            Cap(shown, "ink" if key else "dim"),
        ]
        row = Press(Row(parts, gap=8), f"key {action}", _(NAMES[action]), lambda: self._wait(action), "row", shown,
                    chosen=waits or None, fill="", pad_x=8, pad_y=2, least=32)  # fmt: skip
        return _Listening(row, self) if waits else row

    def _question(self) -> Element:
        name = _(NAMES[self.waiting])
        if self.wanted:
            losing = listed(_(NAMES[other]) for other in self.stage.settings.clashes(self.waiting, self.wanted))
            words = _("{key} is the key of: {actions}. Press it again to take it away, or another key.")
            return Notice(name, words.format(key=key_label(self.wanted), actions=losing), "triangle-alert", "warn")
        words = self.told or _("Press the new key; Esc leaves it as it is.")
        return Notice(_("The key of: {action}").format(action=name), words, "keyboard", "warn" if self.told else "info")

    def _wait(self, action: str) -> None:
        self.waiting, self.wanted, self.told = action, "", ""
        self.stage.focus(f"key {action}")

    def take(self, key: str) -> None:
        """Take a key for the action that waits; one that another action has must be pressed twice."""
        settings = self.stage.settings
        if key == "escape":
            self.forget()
        elif not settings.may_have(self.waiting, key):
            self.told, self.wanted = _("{key} stays what it is. Press another key.").format(key=key_label(key)), ""
        elif settings.clashes(self.waiting, key) and key != self.wanted:
            self.wanted, self.told = key, ""
        else:
            self.stage.choose(settings.with_key(self.waiting, key))
            self.forget()

    def forget(self) -> None:
        """Wait no more."""
        self.waiting = self.wanted = self.told = ""
        self.stage.changed()

    def _usual(self) -> None:
        self.stage.choose(replace(self.stage.settings, keys={}))


@dataclass(frozen=True)
class _Listening:
    """A row that takes the next key, whatever it is."""

    child: Element
    screen: KeysScreen

    def size(self, kit: Kit, width: int) -> Size:
        return kit.measure(self.child, width)

    def place(self, kit: Kit, rect: Rect) -> Node:
        return self.child.place(kit, rect).with_(raw=self.screen.take, left=self.screen.forget)
