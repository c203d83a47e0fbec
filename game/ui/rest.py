"""When a window may sleep: nothing moves on it, and nobody has touched it for a moment."""

import pygame
from pygame.event import Event

from game.ui.kit.node import Node, walk

__all__ = ["Rest", "await_events"]

_AWAKE = 1.0  # seconds that anything started by a change may take: longer than every motion of a widget
_NAP = 50  # milliseconds after which a sleeping window looks whether work done elsewhere has arrived


class Rest:
    """Whether the next frame can look different from the last one."""

    def __init__(self) -> None:
        self._until = self._drawn = 0.0
        self._moved = True

    def stir(self, seconds: float) -> None:
        """Take note that something has changed, by the window's clock."""
        self._until = seconds + _AWAKE

    def still(self, seconds: float, tree: Node) -> bool:
        """Whether what was drawn last is how everything ends: if not, a frame is drawn now."""
        moves = any(node.moves is not None and node.moves() for node in walk(tree))
        before, self._moved = self._moved, moves
        if not moves and not before and self._drawn >= self._until:
            return True
        self._drawn = seconds
        return False


def await_events(asleep: bool) -> list[Event]:
    """Return what has happened; a window that is asleep waits for it, but not for long."""
    first = pygame.event.wait(_NAP) if asleep else Event(pygame.NOEVENT)
    return [*([first] if first.type != pygame.NOEVENT else []), *pygame.event.get()]
