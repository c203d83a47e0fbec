"""The names of keys: as settings keep them, as they are printed on screen, and as a pressed key gives them."""

import pygame
from pygame.event import Event

__all__ = ["key_label", "name_of"]

_LABELS = {
    "space": "Space", "return": "Enter", "escape": "Esc", "up": "↑", "down": "↓", "left": "←", "right": "→",
    "tab": "Tab", "backspace": "⌫", "delete": "Del", "pageup": "PgUp", "pagedown": "PgDn", "home": "Home", "end": "End",
    "=": "+", "-": "\u2212",
}  # fmt: skip
_ALIASES = {
    "enter": "return", "[enter]": "return", "page up": "pageup", "page down": "pagedown",
    **{f"[{digit}]": str(digit) for digit in range(10)}, "[+]": "+", "[-]": "-", "[.]": ".",
}  # fmt: skip
_SHIFTED = {"/": "?", "=": "+", "-": "_", "1": "!", "9": "(", "0": ")", ";": ":", "'": '"', ",": "<", ".": ">"}
_FIRST_LETTER, _LAST_LETTER = 4, 29  # places of A to Z on a keyboard, as USB numbers them


def key_label(key: str) -> str:
    """Return what a key is called on screen."""
    if key.startswith("shift+"):
        return f"Shift {key_label(key.removeprefix('shift+'))}"
    return _LABELS.get(key, key.upper() if len(key) == 1 else key.capitalize())


def name_of(event: Event) -> str:
    """Return the name of a pressed key: the sign that it writes, or what stands on it.

    On a keyboard of another script a letter is that which has its place on a Latin one, so that W is W everywhere.
    """
    written = getattr(event, "unicode", "")
    if len(written) == 1 and written.isprintable() and written.isascii() and written != " ":
        return str(written).lower()
    name = pygame.key.name(event.key)
    name = _ALIASES.get(name, name)
    if not (name if len(name) > 1 else written or name).isascii():
        place = getattr(event, "scancode", 0)
        return chr(ord("a") + place - _FIRST_LETTER) if _FIRST_LETTER <= place <= _LAST_LETTER else name
    if event.mod & pygame.KMOD_SHIFT and not written:
        return _SHIFTED.get(name, name)
    return name
