"""What a person has chosen for all games: looks, motion, language, keys. Kept in a file, and never in the way."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from game.ui.theme import Motion

__all__ = ["KEYS", "TEXT_SCALES", "Settings"]

TEXT_SCALES = (1.0, 1.25, 1.5, 1.75, 2.0)

# The key of each action, as pygame names keys; what a screen does not offer, its key does not do.
KEYS: Mapping[str, str] = {
    "help": "?", "settings": "f10", "back": "escape", "why": "w", "timeline": "y", "table": "v", "log": "l",
    "end turn": "space", "commit": "space", "skip": "space", "continue": "return", "add": "return",
    "levers": "l", "target": "t", "size": "s", "clauses": "c", "undo": "u", "tray": "o", "accept": "a",
    "amend": "m", "decline": "d", "pause": "p", "briefing": "b", "guide": "g", "branch": "b", "next": "n",
    "save": "f5", "load": "f9", "differences": "d", "play on": "return", "open": "o", "print": "p", "notes": "n",
    "zoom in": "=", "zoom out": "-", "lens": "k",
}  # fmt: skip


@dataclass(frozen=True)
class Settings:
    """What a person has chosen."""

    theme: Literal["light", "dark"] = "light"
    text: float = 1.0  # one of TEXT_SCALES
    motion: Motion = "full"
    language: str = "en"
    words_for_numbers: bool = False  # "one in four" beside 27 %
    hide_advice: bool = False  # what a policy would do is not shown
    keys: Mapping[str, str] = field(default_factory=dict)  # only those that differ from KEYS

    def key(self, action: str) -> str:
        """Return the key of an action, as pygame names it; "" for none. The actions "1" to "9" are their digits."""
        return self.keys.get(action, KEYS.get(action, action if action.isdigit() else ""))
