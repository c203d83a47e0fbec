"""The window: a stack of screens, what keys and the pointer do, and one frame after another.

Everything that a person does arrives as an event, so that a test, a recording
and a hand on the keyboard go the same way.
"""

import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pygame
from pygame import Rect
from pygame.event import Event

from game.ui import painter
from game.ui.kit.base import Kit
from game.ui.kit.canvas import Canvas
from game.ui.kit.node import Mood, Node, find, focusable, node_at, walk
from game.ui.kit.scroll import reveal
from game.ui.kit.type import Typesetter
from game.ui.settings import KEYS, Settings
from game.ui.stage import Scene
from game.ui.theme import THEMES
from game.ui.words import use_language
from game.ui.workers import Workers

__all__ = ["App", "key_label", "open_window"]

_TOAST = 4.0  # seconds
_DESIGN = (1280, 800)
_SMALLEST = (960, 600)
_ACTIVE_WORDS = {
    "space": "Space",
    "return": "Enter",
    "escape": "Esc",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
}


def key_label(key: str) -> str:
    """Return what a key is called on screen."""
    return _ACTIVE_WORDS.get(key, key.upper() if len(key) == 1 else key.capitalize())


def open_window(size: tuple[int, int] = _DESIGN) -> pygame.Surface:
    """Open a window.

    Raises
    ------
    pygame.error
        If there is no display.
    """
    pygame.display.init()
    pygame.font.init()
    pygame.display.set_caption("Wedge")
    surface = pygame.display.set_mode(size, pygame.RESIZABLE)
    pygame.key.set_repeat(350, 45)
    return surface


class App:
    """The window and its screens; it is the `Stage` that they stand on.

    Parameters
    ----------
    surface : of the window.
    settings : what the person has chosen.
    keep : is called with settings when they change.
    """

    def __init__(
        self,
        surface: pygame.Surface,
        settings: Settings | None = None,
        keep: Callable[[Settings], None] = lambda chosen: None,
    ) -> None:
        self.surface, self.settings, self._keep = surface, settings or Settings(), keep
        self.scenes: list[Scene] = []
        self.workers = Workers()
        self.closing: Callable[[], object] = lambda: None
        self.log: list[str] = []
        self.seconds = 0.0
        self._kits: dict[tuple[object, ...], Typesetter] = {}
        self.kit = Kit()
        self.tree = Node(Rect(0, 0, *self.size))
        self._still = painter.new_surface(self.size)
        self._below: pygame.Surface | None = None
        self._dirty, self._toast, self._hovered, self._pressed = True, ("", 0.0), "", ""
        self._pointer = False  # whether the pointer was used last, so that no ring is needed
        self._dragged: Node | None = None
        self._at = (0, 0)  # where the pointer was last
        self._fit()

    # --- the stage

    @property
    def size(self) -> tuple[int, int]:
        """The size of the window in pixels."""
        return self.surface.get_size()

    @property
    def top(self) -> Scene | None:
        """The screen that is used."""
        return self.scenes[-1] if self.scenes else None

    def push(self, scene: Scene) -> None:
        """Put a screen on top."""
        if scene.layer and self.scenes:
            self.refresh()
            self._below = self._still.copy() if not self.scenes[-1].layer else self._below
        self.scenes.append(scene)
        self._enter()

    def pop(self) -> None:
        """Close the top screen; the last one ends the program."""
        gone = self.scenes.pop()
        self._leave(gone)
        if self.scenes:
            self._enter(again=True)

    def replace(self, scene: Scene) -> None:
        """Put a screen in the place of the top one."""
        self._leave(self.scenes.pop())
        self.scenes.append(scene)
        self._enter()

    def restart(self, scene: Scene) -> None:
        """Close all screens and begin with one."""
        for gone in self.scenes:
            self._leave(gone)
        self.scenes = [scene]
        self._enter()

    def changed(self) -> None:
        """Have the screen built and painted anew before the next frame."""
        self._dirty = True

    def focus(self, id_: str) -> None:
        """Give the focus to a node of the top screen."""
        if self.top is not None:
            self.top.focused = id_
            self._dirty = True

    def toast(self, words: str) -> None:
        """Say a line for some seconds; it stays in the log."""
        self.log.append(words)
        self._toast = (words, self.seconds + _TOAST)

    def choose(self, settings: Settings) -> None:
        """Use other settings from now on, and keep them."""
        self.settings = settings
        self._fit()
        self._keep(settings)

    def ask(self, scene: Scene, name: str, work: Callable[..., Any], *given: Any) -> None:
        """Have work done by another process."""
        self.workers.ask((id(scene), name), work, *given)

    # --- a frame

    def run(self) -> None:
        """Show frames until the last screen is closed."""
        clock, before = pygame.time.Clock(), time.perf_counter()
        try:
            while self.scenes:
                for event in pygame.event.get():
                    self.handle(event)
                now = time.perf_counter()
                self.frame(now - before)
                before = now
                pygame.display.flip()
                clock.tick(60)
        finally:
            self.workers.close()
            self.closing()

    def frame(self, passed: float) -> None:
        """Let some seconds pass and draw."""
        self.seconds += passed
        self._take_answers()
        if self.top is not None:
            self.top.tick(passed)
        if self.top is None:
            return
        self.refresh()
        self.surface.blit(self._still, (0, 0))
        canvas = self._canvas(self.surface)
        painter.paint_live(canvas, self.tree, self.seconds)
        self._draw_over(canvas)

    def refresh(self) -> None:
        """Build and paint the top screen, if anything changed."""
        if not self._dirty or self.top is None:
            return
        self._dirty = False
        self._build()
        if self.top.focused and reveal(self.kit, self.tree, self.top.focused):
            self._build()
        canvas = self._canvas(self._still)
        if self.top.layer and self._below is not None:
            self._still.blit(painter.dimmed(self._below), (0, 0))
        else:
            self._still.fill(self.kit.theme.background)
        painter.paint_still(canvas, self.tree, self._mood)

    def _build(self) -> None:
        assert self.top is not None
        self.tree = self.top.build().place(self.kit, Rect(0, 0, *self.size))
        stops = focusable(self.tree)
        if self.top.focused not in {node.id for node in stops}:
            self.top.focused = ""

    def _draw_over(self, canvas: Canvas) -> None:
        assert self.top is not None
        node = find(self.tree, self.top.focused) if self.top.focused else None
        if node is not None and not self._pointer:
            painter.ring(canvas, node, self._seen(node))
        said = (
            node
            if node is not None and not self._pointer
            else find(self.tree, self._hovered)
            if self._hovered
            else None
        )
        words = (said.why_not or said.hint) if said is not None else ""
        if said is not None and words:
            painter.bubble(canvas, words, said.rect, self.surface.get_rect())
        if self._toast[1] > self.seconds:
            window = self.surface.get_rect()
            painter.bubble(canvas, self._toast[0], Rect(window.centerx, window.bottom - canvas.px(80), 0, 0), window)

    def _seen(self, node: Node) -> Rect:
        """Return the part of the window where a node can be seen."""
        area = self.surface.get_rect()
        for holder in walk(self.tree):
            if holder.clip and holder is not node and find(holder, node.id) is node:
                area = area.clip(holder.rect.inflate(self.kit.px(12), self.kit.px(12)))
        return area

    def _canvas(self, surface: pygame.Surface) -> Canvas:
        return Canvas(surface, self.kit.theme, self.kit.type, self.kit.scale)

    def _mood(self, node: Node) -> Mood:
        if not node.id:
            return Mood()
        focused = self.top is not None and node.id == self.top.focused
        return Mood(focused, node.id == self._hovered, node.id == self._pressed)

    # --- events

    def handle(self, event: Event) -> None:
        """Do what an event asks for."""
        if self.top is None:
            return
        if event.type == pygame.QUIT:
            self.scenes.clear()
        elif event.type in (pygame.VIDEORESIZE, pygame.WINDOWSIZECHANGED):
            self._resized()
        else:
            self.refresh()  # the tree is that of what is on the screen
            taker = {
                pygame.KEYDOWN: self._key, pygame.TEXTINPUT: self._written, pygame.MOUSEMOTION: self._moved,
                pygame.MOUSEBUTTONDOWN: self._button_down, pygame.MOUSEBUTTONUP: self._button_up,
                pygame.MOUSEWHEEL: self._wheel, pygame.KEYUP: self._let_go,
            }.get(event.type)  # fmt: skip
            if taker is not None:
                taker(event)

    def play(self, events: Iterable[Event]) -> None:
        """Handle events one by one, with a frame after each."""
        for event in events:
            self.handle(event)
            self.frame(1 / 60)

    def _key(self, event: Event) -> None:
        assert self.top is not None
        self._pointer = False
        key = _name_of(event)
        node = find(self.tree, self.top.focused) if self.top.focused else None
        plain = not event.mod & (pygame.KMOD_CTRL | pygame.KMOD_ALT | pygame.KMOD_META)
        held = f"shift+{key}" if event.mod & pygame.KMOD_SHIFT else key
        if node is not None and node.typed is not None and len(key) == 1 and plain:
            return  # it arrives as text
        if key == "tab":
            self._step(-1 if event.mod & pygame.KMOD_SHIFT else 1)
        elif node is not None and node.keys and (held in node.keys or key in node.keys):
            node.keys.get(held, node.keys.get(key, lambda: None))()
            self._dirty = True
        elif key in ("return", "space") and node is not None and node.press is not None and self._presses(key, node):
            self._press(node)
        elif plain and not self._act(key):
            self._walk(key)

    def _presses(self, key: str, node: Node) -> bool:
        """Whether a key presses the node with the focus: Space does what the screen says, if it says anything."""
        taken = any(self.settings.key(n.action) == key and n.press for n in walk(self.tree) if n.action)
        return key == "return" or not taken

    def _act(self, key: str) -> bool:
        """Do what the screen has a key for; return whether there is anything."""
        assert self.top is not None
        for node in walk(self.tree):
            if node.action and self.settings.key(node.action) == key:
                if node.why_not:
                    self.toast(node.why_not)
                    return True
                if node.press is not None:
                    self._press(node)
                    return True
        for action, act in self.top.actions().items():
            if self.settings.key(action) == key:
                act()
                self._dirty = True
                return True
        if key == self.settings.key("back"):
            self.top.back()
            self._dirty = True
            return True
        return False

    def _press(self, node: Node) -> None:
        assert node.press is not None
        node.press()
        self._dirty = True

    def _step(self, step: int) -> None:
        """Move the focus to the next stop, or the one before."""
        assert self.top is not None
        names = [node.id for node in focusable(self.tree)]
        if names:
            at = names.index(self.top.focused) + step if self.top.focused in names else (0 if step > 0 else -1)
            self.top.focused = names[at % len(names)]
            self._dirty = True

    def _walk(self, key: str) -> None:
        """Move the focus up or down where nothing else wants the key."""
        if key in ("down", "up"):
            self._step(1 if key == "down" else -1)

    def _written(self, event: Event) -> None:
        assert self.top is not None
        node = find(self.tree, self.top.focused) if self.top.focused else None
        if node is not None and node.typed is not None:
            node.typed(event.text)
            self._dirty = True

    def _moved(self, event: Event) -> None:
        self._pointer, self._at = True, event.pos
        if self._dragged is not None:
            self._drag(event.pos)
            return
        node = node_at(self.tree, event.pos, lambda n: bool(n.id) and (n.can_focus or bool(n.hint)))
        hovered = node.id if node is not None else ""
        if hovered != self._hovered:
            self._hovered, self._dirty = hovered, True
        under = node_at(self.tree, event.pos, lambda n: n.hover is not None)
        if under is not None and under.hover is not None:
            under.hover(event.pos)

    def _button_down(self, event: Event) -> None:
        assert self.top is not None
        self._pointer = True
        if event.button != 1:
            return
        node = node_at(self.tree, event.pos, lambda n: n.can_focus or n.drag is not None)
        if node is None:
            return
        self._pressed, self._dirty = node.id, True
        if node.can_focus:
            self.top.focused = node.id
        if node.why_not:
            self.toast(node.why_not)
        if node.drag is not None:
            self._dragged = node
            self._drag(event.pos)

    def _button_up(self, event: Event) -> None:
        if event.button != 1:
            return
        pressed, self._pressed, self._dragged, self._dirty = self._pressed, "", None, True
        node = node_at(self.tree, event.pos, lambda n: n.can_focus)
        if node is not None and node.id == pressed and node.press is not None:
            self._press(node)
        self._let_go(event)

    def _let_go(self, event: Event) -> None:
        if self.top is not None:
            self.top.released()

    def _drag(self, place: tuple[int, int]) -> None:
        node = self._dragged
        if node is not None and node.drag is not None:
            area = node.rect
            node.drag((place[0] - area.x) / max(1, area.w), (place[1] - area.y) / max(1, area.h))
            self._dirty = True

    def _wheel(self, event: Event) -> None:
        node = node_at(self.tree, self._at, lambda n: n.wheel is not None)
        if node is not None and node.wheel is not None:
            node.wheel(event.y)
            self._dirty = True

    # --- inside

    def _enter(self, again: bool = False) -> None:
        assert self.top is not None
        self._dirty, self._hovered, self._pressed, self._dragged = True, "", "", None
        pygame.display.set_caption(f"Wedge - {self.top.title}" if self.top.title else "Wedge")
        if not again:
            self.top.entered()

    def _leave(self, gone: Scene) -> None:
        self.workers.forget(lambda key: isinstance(key, tuple) and key[0] == id(gone))

    def _take_answers(self) -> None:
        for key, result in self.workers.answers():
            assert isinstance(key, tuple)
            for scene in self.scenes:
                if id(scene) == key[0]:
                    scene.arrived(key[1], result)
                    self._dirty = True

    def _resized(self) -> None:
        self.surface = pygame.display.get_surface() or self.surface
        self._below = None
        self._fit()

    def _fit(self) -> None:
        """Fit the kit to the window and the settings."""
        width, height = self.size
        scale = max(min(width / _DESIGN[0], height / _DESIGN[1]), _SMALLEST[0] / _DESIGN[0])
        use_language(self.settings.language)
        type_scale = scale * self.settings.text
        type_ = self._kits.setdefault((type_scale,), Typesetter(type_scale))
        before = self.kit
        self.kit = Kit(
            THEMES[self.settings.theme], scale, type_, self.settings.motion,
            _labels(self.settings), before.scroll, before.hues, before.flags,
        )  # fmt: skip
        if self._still.get_size() != self.size:
            self._still = painter.new_surface(self.size)
        self._dirty = True


def _labels(settings: Settings) -> Mapping[str, str]:
    return {action: key_label(settings.key(action)) for action in KEYS if settings.key(action)}


def _name_of(event: Event) -> str:
    """Return the name of a pressed key: the letter that it writes, where it writes one that can be seen."""
    written = getattr(event, "unicode", "")
    if len(written) == 1 and written.isprintable() and written != " ":
        return written.lower()
    name = pygame.key.name(event.key)
    return {"enter": "return", "[enter]": "return", "page up": "pageup", "page down": "pagedown"}.get(name, name)
