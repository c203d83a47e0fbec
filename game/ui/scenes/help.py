"""The keys of the screen below, in groups, and the way to settings and to the words of the game."""

from collections.abc import Mapping, Sequence

from game.ui.keys import key_label
from game.ui.kit.base import Element, Kit
from game.ui.kit.basics import Button, Icon, KeyCap, Text
from game.ui.kit.boxes import Column, Grid, Grow, Row, Rule
from game.ui.kit.dialog import Layer, foot
from game.ui.kit.marks import Cap
from game.ui.kit.node import Node, walk
from game.ui.kit.shaped import Shaped
from game.ui.scenes.glossary import Glossary
from game.ui.scenes.keys import KeysScreen
from game.ui.scenes.settings import SettingsScreen
from game.ui.settings import NAMES, SCREENS, Settings
from game.ui.stage import Scene, Stage
from game.ui.words import _

__all__ = ["Help", "keys_of"]


def keys_of(scene: Scene, tree: Node) -> dict[str, str]:
    """Return what can be done on a screen, by action: what it says itself, its keys, and the keys on its buttons."""
    found = dict(scene.help())
    for action in scene.actions():
        found.setdefault(action, _(NAMES.get(action, action)))
    for node in walk(tree):
        if node.action and (node.press is not None or node.why_not):
            found.setdefault(node.action, node.name if node.action.isdigit() else _(NAMES.get(node.action, node.name)))
    return found


def grouped(found: Mapping[str, str], settings: Settings) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return actions with keys by their screen, each as what it does and its key."""
    groups = []
    for screen, actions in SCREENS.items():
        rows = [(found[action], settings.key(action)) for action in actions if action in found]
        groups.append((screen, [(words, key) for words, key in rows if key]))
    known = {action for actions in SCREENS.values() for action in actions}
    others = [(words, settings.key(action)) for action, words in found.items() if action not in known]
    groups.append((_("This screen"), [(words, key) for words, key in others if key]))
    return [(screen, rows) for screen, rows in groups if rows]


class Help(Scene):
    """A layer with the keys of the screen below.

    Parameters
    ----------
    stage : the window.
    below : the screen that it tells about.
    tree : what is on that screen.
    """

    layer = True

    def __init__(self, stage: Stage, below: Scene, tree: Node) -> None:
        super().__init__(stage)
        self.title = _("Keys")
        self._found = {"help": "", "settings": "", "back": "", **keys_of(below, tree)}
        for action in ("help", "settings", "back"):
            self._found[action] = self._found[action] or _(NAMES[action])

    def build(self) -> Element:
        """Return the groups in two columns, and what can be opened from here."""
        head = Row([Icon("keyboard", 24, "ink"), Grow(Text(_("Keys on this screen"), "title")),
                    Text(_("close"), "small", "dim"), KeyCap("back", "dim")], gap=12)  # fmt: skip
        buttons = foot([
            Button(_("Change keys"), "keys", lambda: self.stage.push(KeysScreen(self.stage)), icon="keyboard",
                   action="keys"),
            Button(_("Settings"), "settings", lambda: self.stage.push(SettingsScreen(self.stage)), icon="settings",
                   action="settings"),
            Button(_("Words"), "glossary", lambda: self.stage.push(Glossary(self.stage)), icon="book-open",
                   action="glossary"),
        ])  # fmt: skip
        return Layer(Column([head, Shaped(self._columns)], gap=16), "help", 640, _("Keys on this screen"), buttons)

    def _columns(self, kit: Kit, width: int) -> Element:
        moving = (_("Move"), [(_("next item"), "tab"), (_("neighbour"), "left right up down"), (_("choose"), "return"),
                              (_("scroll"), "pageup pagedown")])  # fmt: skip
        groups = [moving, *grouped(self._found, self.stage.settings)]
        if width < kit.em(480):
            return Column([_group(*group) for group in groups], gap=18)
        first, second = _balanced(groups)
        return Grid([Column([_group(*g) for g in first], gap=18), Column([_group(*g) for g in second], gap=18)], 2, 36)


def _balanced(
    groups: Sequence[tuple[str, list[tuple[str, str]]]],
) -> tuple[list[tuple[str, list[tuple[str, str]]]], ...]:
    """Return the groups in two columns of about the same length, in their order."""
    lengths = [len(rows) + 2 for _name, rows in groups]
    cuts = range(1, len(groups))
    cut = min(cuts, key=lambda at: abs(sum(lengths[:at]) - sum(lengths[at:])), default=1)
    return list(groups[:cut]), list(groups[cut:])


def _group(name: str, rows: Sequence[tuple[str, str]]) -> Element:
    lines = [
        Row([Grow(Text(words)), *(Cap(key_label(key), "dim") for key in keys.split())], gap=5) for words, keys in rows
    ]
    return Column([Text(_(name), "head"), Rule(), *lines], gap=6)
