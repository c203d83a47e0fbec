"""What keys and the pointer do with the tree of a screen.

Everything arrives as an event, so that a test, a recording and a hand on the
keyboard go the same way. A key means, in this order: a letter where one is
written; what the node with the focus says; a press of that node; what the screen
has the key for; a step of the focus.
"""

from contextlib import suppress
from typing import Protocol

import pygame
from pygame import Rect
from pygame.event import Event

from game.ui.keys import name_of
from game.ui.kit.focus import Side, neighbour, next_stop
from game.ui.kit.node import Mood, Node, find, node_at, path_to, walk
from game.ui.settings import Settings
from game.ui.stage import Scene

__all__ = ["Driven", "Inputs"]

_PAGE = 8  # steps of the wheel that Page Down is worth
_SECOND_CLICK = 0.3  # seconds after a screen has opened in which a double click is not meant for it
_HANDS = {"slider": pygame.SYSTEM_CURSOR_HAND, "field": pygame.SYSTEM_CURSOR_IBEAM}


class Driven(Protocol):
    """A window, as keys and the pointer see it."""

    tree: Node
    settings: Settings

    @property
    def top(self) -> Scene | None:
        """The screen that is used."""

    @property
    def focused(self) -> str:
        """The id of the node that has the focus."""

    @property
    def age(self) -> float:
        """How many seconds the screen has been on top."""

    def changed(self) -> None:
        """Have the screen built anew."""

    def stale(self, area: Rect) -> None:
        """Have a part of the screen painted anew."""

    def move_focus(self, name: str) -> None:
        """Give the focus to a node; "" leaves it where it is."""

    def leave_focus(self) -> None:
        """Tell the node with the focus that it is no longer used."""

    def toast(self, words: str) -> None:
        """Say a line."""

    def anywhere(self, key: str) -> bool:
        """Do what a key means on every screen; return whether there is anything."""


class Inputs:
    """The keyboard and the pointer of a window.

    Parameters
    ----------
    window : whose screens they act on.
    """

    def __init__(self, window: Driven) -> None:
        self._window = window
        self.pointer = False  # whether the pointer was used last, so that no ring is needed
        self.hovered = ""
        self._pressed = ""
        self._dragged = ""
        self._entered: str = ""  # the node whose `hover` is told where the pointer is
        self._at = (0, 0)
        self._down: set[int] = set()
        self._writing = False
        self._cursor = pygame.SYSTEM_CURSOR_ARROW
        self._takers = {
            pygame.KEYDOWN: self._key, pygame.KEYUP: self._key_up, pygame.TEXTINPUT: self._written,
            pygame.TEXTEDITING: self._composed, pygame.MOUSEMOTION: self._moved,
            pygame.MOUSEBUTTONDOWN: self._button_down, pygame.MOUSEBUTTONUP: self._button_up,
            pygame.MOUSEWHEEL: self._wheel, pygame.WINDOWLEAVE: self._gone,
        }  # fmt: skip

    def reset(self) -> None:
        """Forget what was hovered and held: another screen has come."""
        self.hovered = self._pressed = self._dragged = self._entered = ""

    def mood(self, node: Node) -> Mood:
        """Return how a node is met."""
        if not node.id:
            return Mood()
        focused = node.id == self._window.focused
        return Mood(focused, node.id == self.hovered, node.id == self._pressed)

    def handle(self, event: Event) -> None:
        """Do what an event asks for."""
        taker = self._takers.get(event.type)
        if taker is not None:
            taker(event)

    def listen(self) -> None:
        """Have the system write letters only while a field is waiting for them, so that keys stay keys elsewhere."""
        node = self._focused()
        writes = node is not None and node.typed is not None and not node.accepts
        if node is not None and writes:
            pygame.key.set_text_input_rect(node.rect)
        if writes != self._writing:
            self._writing = writes
            (pygame.key.start_text_input if writes else pygame.key.stop_text_input)()

    # --- keys

    def _focused(self) -> Node | None:
        return find(self._window.tree, self._window.focused) if self._window.focused else None

    def _key(self, event: Event) -> None:
        real = "window" in event.dict  # made by a hand: only there it is known when a key is let go
        repeated = real and event.key in self._down
        self._down.add(event.key)
        self.pointer = False
        key, mod = name_of(event), event.mod
        plain = not mod & (pygame.KMOD_CTRL | pygame.KMOD_ALT | pygame.KMOD_META)
        node = self._focused()
        held = f"shift+{key}" if mod & pygame.KMOD_SHIFT else key
        if node is not None and node.raw is not None:
            self._window.changed()
            node.raw(key)
            return
        if node is not None and node.typed is not None and self._writes(node, event, key, plain):
            return
        if key == "tab":
            self._window.move_focus(next_stop(self._window.tree, self._window.focused, -1 if "shift" in held else 1))
        elif plain and node is not None and node.keys and (held in node.keys or key in node.keys):
            if not (repeated and key in ("return", "space", "x")):
                node.keys[held if held in node.keys else key]()
                self._window.changed()
        elif not repeated and key in ("return", "space") and node is not None and self._presses(key, node):
            self._press(node)
        elif plain and (repeated or not self._act(held if held != key else key, key)):
            self._walk(key, node)

    def _writes(self, node: Node, event: Event, key: str, plain: bool) -> bool:
        """Whether a key is a letter for a node that is written into; digits are given to it here."""
        assert node.typed is not None
        if event.mod & (pygame.KMOD_CTRL | pygame.KMOD_META) and key == "v":
            node.typed(_pasted())
            self._window.changed()
            return True
        if not plain or (len(key) != 1 and key != "space"):
            return False
        if not node.accepts:
            return True  # it arrives as text
        if key in node.accepts:
            node.typed(key)
            self._window.changed()
            return True
        return False

    def _presses(self, key: str, node: Node) -> bool:
        """Whether a key presses the node with the focus: Space does what the screen says, if it says anything."""
        if node.press is None:
            return False
        return key == "return" or not any(self._key_of(name) == key for name in self._actions())

    def _actions(self) -> list[str]:
        scene = self._window.top
        named = [node.action for node in walk(self._window.tree) if node.action]
        return named + (list(scene.actions()) if scene is not None else [])

    def _key_of(self, action: str) -> str:
        return self._window.settings.key(action)

    def _act(self, held: str, key: str) -> bool:
        """Do what the screen has a key for; return whether there is anything."""
        scene = self._window.top
        if scene is None:
            return False
        return any(self._does(scene, name) for name in dict.fromkeys((held, key)))

    def _does(self, scene: Scene, key: str) -> bool:
        named = [node for node in walk(self._window.tree) if node.action and self._key_of(node.action) == key]
        usable = [node for node in named if node.press is not None]
        if usable:
            self._press(self._closest(usable))
            return True
        act = next((act for action, act in scene.actions().items() if self._key_of(action) == key), None)
        if act is not None:
            act()
            self._window.changed()
            return True
        if named and named[0].why_not:
            self._window.toast(named[0].why_not)
            return True
        return self._window.anywhere(key)

    def _closest(self, nodes: list[Node]) -> Node:
        """Return the node that lies with the focus in the smallest part of the screen: digits belong to a part."""
        focused = self._focused()
        beside = {id(holder) for holder in path_to(self._window.tree, focused)} if focused is not None else set()
        return max(nodes, key=lambda node: sum(id(h) in beside for h in path_to(self._window.tree, node)))

    def _walk(self, key: str, node: Node | None) -> None:
        """Move the focus or an area where nothing else wants the key."""
        tree = self._window.tree
        if key in ("pageup", "pagedown"):
            self._page(node, 1 if key == "pageup" else -1)
        elif key in ("up", "down", "left", "right"):
            if node is None:
                self._window.move_focus(next_stop(tree, "", 1))
                return
            side: Side = {"up": "up", "down": "down", "left": "left", "right": "right"}[key]  # type: ignore[assignment]
            self._window.move_focus(neighbour(tree, node, side))

    def _page(self, node: Node | None, steps: int) -> None:
        areas = [area for area in walk(self._window.tree) if area.role == "scroll" and area.wheel is not None]
        holding = [area for area in areas if node is not None and find(area, node.id) is not None]
        found = holding[-1:] or sorted(areas, key=lambda area: area.rect.w * area.rect.h)[-1:]
        for area in found:
            assert area.wheel is not None
            area.wheel(steps * _PAGE)
            self._window.changed()

    def _key_up(self, event: Event) -> None:
        self._down.discard(event.key)
        self._released()

    def _released(self) -> None:
        scene = self._window.top
        if scene is not None:
            scene.released()

    def _press(self, node: Node) -> None:
        assert node.press is not None
        node.press()
        self._window.changed()

    # --- writing

    def _written(self, event: Event) -> None:
        node = self._focused()
        if node is not None and node.typed is not None and not node.accepts:
            node.typed(event.text)
            self._window.changed()

    def _composed(self, event: Event) -> None:
        node = self._focused()
        if node is not None and node.composed is not None:
            node.composed(event.text)
            self._window.changed()

    # --- the pointer

    def _moved(self, event: Event) -> None:
        self.pointer, self._at = True, event.pos
        if self._dragged:
            self._drag(event.pos)
            return
        node = node_at(self._window.tree, event.pos, lambda n: bool(n.id) and n.can_focus)
        self._hover(node)
        under = node_at(self._window.tree, event.pos, lambda n: n.hover is not None)
        self._tell(under, event.pos)

    def _gone(self, event: Event) -> None:
        self._hover(None)
        self._tell(None, (0, 0))

    def _hover(self, node: Node | None) -> None:
        name = node.id if node is not None else ""
        if name == self.hovered:
            return
        before = find(self._window.tree, self.hovered) if self.hovered else None
        self.hovered = name
        for changed in (before, node):
            if changed is not None:
                self._window.stale(changed.rect)
        self._show_cursor(node)

    def _show_cursor(self, node: Node | None) -> None:
        usable = node is not None and not node.why_not
        wanted = pygame.SYSTEM_CURSOR_ARROW
        if node is not None and usable:
            wanted = _HANDS.get(node.role, pygame.SYSTEM_CURSOR_HAND if node.press else wanted)
        if wanted != self._cursor:
            self._cursor = wanted
            with suppress(pygame.error):  # a display without such a pointer
                pygame.mouse.set_cursor(wanted)

    def _tell(self, node: Node | None, place: tuple[int, int]) -> None:
        """Tell a node where the pointer is over it, and the one before that it has left."""
        name = (node.id or str(id(node))) if node is not None else ""
        if self._entered and self._entered != name:
            before = find(self._window.tree, self._entered)
            if before is not None and before.hover is not None:
                before.hover(None)
        self._entered = name
        if node is not None and node.hover is not None:
            node.hover(place)

    def _button_down(self, event: Event) -> None:
        self.pointer, self._at = True, event.pos
        if event.button != 1:
            return
        node = node_at(self._window.tree, event.pos, lambda n: n.can_focus or n.drag is not None)
        self._focus_under(node, event.pos)
        if node is None:
            return
        self._pressed = node.id
        self._window.stale(node.rect)
        if node.why_not:
            self._window.toast(node.why_not)
        if node.drag is not None:
            self._dragged = node.id
            self._drag(event.pos)

    def _focus_under(self, node: Node | None, place: tuple[int, int]) -> None:
        """Give the focus to what was pressed, or to what holds it where Tab does not stop at itself."""
        if node is None:
            if not any(over.over and over.rect.collidepoint(place) for over in walk(self._window.tree)):
                self._window.leave_focus()
            return
        if not node.can_focus:
            return
        path = path_to(self._window.tree, node)
        holders = [holder for holder in path if holder.can_focus and holder.stop]
        self._window.move_focus(node.id if node.stop or not holders else holders[-1].id)

    def _button_up(self, event: Event) -> None:
        if event.button != 1:
            return
        pressed, self._pressed, self._dragged = self._pressed, "", ""
        held = find(self._window.tree, pressed) if pressed else None
        if held is not None:
            self._window.stale(held.rect)
        node = node_at(self._window.tree, event.pos, lambda n: n.can_focus)
        second = "window" in event.dict and self._window.age < _SECOND_CLICK
        if node is not None and node.id == pressed and node.press is not None and not second:
            self._press(node)
        self._released()

    def _drag(self, place: tuple[int, int]) -> None:
        node = find(self._window.tree, self._dragged)
        if node is not None and node.drag is not None:
            area = node.rect
            node.drag((place[0] - area.x) / max(1, area.w), (place[1] - area.y) / max(1, area.h))
            self._window.changed()

    def _wheel(self, event: Event) -> None:
        node = node_at(self._window.tree, self._at, lambda n: n.wheel is not None)
        if node is not None and node.wheel is not None:
            node.wheel(event.y)
            self._window.changed()


def _pasted() -> str:
    try:
        return pygame.scrap.get_text()
    except pygame.error:
        return ""  # nothing to paste, or no clipboard
