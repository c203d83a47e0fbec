"""What a person has chosen for all games: looks, motion, language, keys, files. `settings_file` keeps it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from game.ui.theme import Hatching, Motion, Palette
from game.ui.words import N_

__all__ = ["FAR_TEXT", "FIXED", "KEYS", "MOST_FILES", "NAMES", "SCREENS", "TEXT_SCALES", "Settings", "ThemeName"]

ThemeName = Literal["light", "dark", "projector"]
TEXT_SCALES = (1.0, 1.25, 1.5, 1.75, 2.0)
MOST_FILES = 8  # that are remembered
FAR_TEXT = 1.25  # at least, when the theme for projectors is chosen; it can be made smaller again

# The key of each action, as pygame names keys; what a screen does not offer, its key does not do.
KEYS: Mapping[str, str] = {
    "help": "?", "settings": "f10", "back": "escape", "why": "w", "timeline": "y", "table": "v", "log": "f2",
    "end turn": "space", "commit": "space", "skip": "space", "continue": "return", "add": "return",
    "levers": "l", "target": "t", "size": "s", "clauses": "c", "undo": "u", "tray": "o", "accept": "a",
    "amend": "m", "decline": "d", "pause": "p", "briefing": "b", "guide": "g", "branch": "b", "next": "n",
    "save": "f5", "load": "f9", "differences": "d", "play on": "return", "open": "o", "print": "p", "notes": "e",
    "zoom in": "=", "zoom out": "-", "lens": "k", "keys": "k", "glossary": "g",
    "forward": ".", "backward": ",", "doubt": "x", "replay": "r", "test": "t", "on the map": "g",
    "all of the turn": "l", "advisor": "i",
}  # fmt: skip

# Which actions stand on one screen: two of them cannot have one key.
SCREENS: Mapping[str, tuple[str, ...]] = {
    N_("Everywhere"): ("help", "settings", "back", "why", "timeline", "save", "load", "log", "advisor"),
    N_("Map"): ("table", "lens", "next", "zoom in", "zoom out"),
    N_("Orders"): ("levers", "target", "size", "clauses", "add", "undo", "tray", "briefing", "end turn"),
    N_("Answers"): ("accept", "amend", "decline", "commit"),
    N_("Time"): ("branch", "differences", "play on"),
    N_("Why"): ("doubt", "replay", "test", "on the map", "all of the turn"),
    N_("Reveal"): ("pause", "skip", "forward", "backward"),
    N_("Help and settings"): ("keys", "glossary"),
    N_("Beginning and end"): ("continue", "open", "guide", "print", "notes"),
}
_TOGETHER = (frozenset({"Map", "Orders"}), frozenset({"Map", "Answers"}), frozenset({"Map", "Reveal"}))

NAMES: Mapping[str, str] = {
    "help": N_("keys of this screen"), "settings": N_("settings"), "back": N_("back"), "why": N_("why this number"),
    "timeline": N_("timeline"), "table": N_("table instead of the map"), "log": N_("what was said"),
    "end turn": N_("end the turn"), "commit": N_("commit the answers"), "skip": N_("skip ahead"),
    "continue": N_("go on"), "add": N_("add to this turn"), "levers": N_("levers"), "target": N_("target"),
    "size": N_("size"), "clauses": N_("clauses"), "undo": N_("undo"), "tray": N_("orders of this turn"),
    "accept": N_("accept"), "amend": N_("amend"), "decline": N_("decline"), "pause": N_("pause"),
    "briefing": N_("briefing and articles"), "guide": N_("guided turn"), "branch": N_("branch here"),
    "next": N_("next state or offer"), "save": N_("save the game"), "load": N_("saved games"),
    "differences": N_("only differences"), "play on": N_("play on from here"), "open": N_("open a file"),
    "print": N_("print"), "notes": N_("notes"), "zoom in": N_("come closer"), "zoom out": N_("go farther"),
    "lens": N_("next lens"), "keys": N_("change keys"), "glossary": N_("the words of the game"),
    "doubt": N_("what if it were otherwise"), "replay": N_("play the game again with it"),
    "test": N_("test in 1,000 games"), "on the map": N_("show it on the map"),
    "all of the turn": N_("all that moved in the turn"), "advisor": N_("ask the advisor"),
    "forward": N_("the next beat"), "backward": N_("the beat before"),
}  # fmt: skip

# Keys that cannot be given away: they move the focus, press and close everywhere.
FIXED = ("tab", "return", "escape", "up", "down", "left", "right", "f1")
_MAY_STAY = ("continue", "add", "play on", "back")  # actions that have one of these by default


def _screen(action: str) -> str:
    return next((screen for screen, actions in SCREENS.items() if action in actions), "Everywhere")


def _meet(one: str, other: str) -> bool:
    """Whether two actions can be wanted on one screen."""
    first, second = _screen(one), _screen(other)
    return first == second or "Everywhere" in (first, second) or frozenset({first, second}) in _TOGETHER


@dataclass(frozen=True)
class Settings:
    """What a person has chosen."""

    theme: ThemeName = "light"
    text: float = 1.0  # one of TEXT_SCALES
    motion: Motion = "full"
    language: str = "en"
    words_for_numbers: bool = False  # "one in four" beside 27 %
    hide_advice: bool = False  # what a policy would do is not shown
    keys: Mapping[str, str] = field(default_factory=dict)  # only those that differ from KEYS
    palette: Palette = "standard"
    hatching: Hatching = "contested"
    few_figures: bool = False  # small reasons, futures and rivals are shown only when they are asked for
    files: tuple[str, ...] = ()  # scenario files that were opened, newest first; one that is gone may come back

    def key(self, action: str) -> str:
        """Return the key of an action, as pygame names it; "" for none. The actions "1" to "9" are their digits."""
        return self.keys.get(action, KEYS.get(action, action if action.isdigit() else ""))

    def clashes(self, action: str, key: str) -> tuple[str, ...]:
        """Return the actions that have a key already, of those that can be wanted together with one."""
        return tuple(other for other in KEYS if other != action and self.key(other) == key and _meet(action, other))

    def may_have(self, action: str, key: str) -> bool:
        """Whether an action may be given a key: those that move the focus, press and close stay what they are."""
        return (key not in FIXED and not key.isdigit()) or (action in _MAY_STAY and KEYS[action] == key)

    def with_file(self, path: Path) -> "Settings":
        """Return settings that remember a scenario file before those that were opened earlier."""
        name = str(path.absolute())
        try:
            name.encode()
        except UnicodeEncodeError:
            return self  # a name that no file of settings can hold
        return replace(self, files=(name, *(other for other in self.files if other != name))[:MOST_FILES])

    def with_key(self, action: str, key: str) -> "Settings":
        """Return settings in which an action has a key; what else had it on the same screen has none any more."""
        given = {**self.keys, action: key, **dict.fromkeys(self.clashes(action, key), "")}
        return replace(self, keys={name: own for name, own in given.items() if KEYS.get(name) != own})
