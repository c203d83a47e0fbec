"""The window: a stack of screens and one frame after another."""

import time
from collections.abc import Callable, Iterable
from typing import Any

import pygame
from pygame import Rect
from pygame.event import Event

from game.sim.untrusted import Unreadable
from game.ui import painter
from game.ui.inputs import Inputs
from game.ui.keys import key_label
from game.ui.kit.base import Kit
from game.ui.kit.canvas import Canvas
from game.ui.kit.focus import nearest
from game.ui.kit.glide import Memory
from game.ui.kit.node import Node, as_text, find, focusable
from game.ui.kit.scroll import reveal
from game.ui.rest import Rest, await_events
from game.ui.settings import Settings
from game.ui.stage import Scene
from game.ui.still import Still, canvas_of
from game.ui.window import fitted, open_window
from game.ui.words import use_language
from game.ui.workers import Chore, Workers

__all__ = ["App", "key_label", "open_window"]

_TOAST = 4.0  # seconds


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
        self.unsaved = ""  # why the game could not be kept when the window was closed
        self.seconds = 0.0
        self._memories: dict[int, Memory] = {}
        self.kit = Kit()
        self.tree = Node(Rect(0, 0, *self.size))
        self.inputs, self._rest = Inputs(self), Rest()
        self._still = Still(self.size)
        self._dirty, self._revealed = True, ""
        self._toast, self._opened, self._focus_place = ("", 0.0), 0.0, Rect(0, 0, 0, 0)
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

    @property
    def focused(self) -> str:
        """The id of the node that has the focus."""
        return self.top.focused if self.top is not None else ""

    @property
    def age(self) -> float:
        """How many seconds the screen has been on top."""
        return self.seconds - self._opened

    def push(self, scene: Scene) -> None:
        """Put a screen on top."""
        if scene.layer and self.scenes:
            self.refresh()
            self._still.cover(self.surface)
        self.scenes.append(scene)
        self._enter()

    def pop(self) -> None:
        """Close the top screen; the last one ends the program."""
        gone = self.scenes.pop()
        self._leave(gone)
        if self.scenes:
            self._still.uncover()
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

    def stale(self, area: Rect) -> None:
        """Have a part of the screen painted anew before the next frame."""
        self._still.mark(area.inflate(self.kit.px(16), self.kit.px(16)))

    def focus(self, id_: str) -> None:
        """Give the focus to a node of the top screen."""
        if self.top is not None:
            if id_ != self.top.focused:
                self.leave_focus()
            self.top.focused = id_
            self._dirty = True

    def move_focus(self, name: str) -> None:
        """Give the focus to a node that is on the screen; "" leaves it where it is."""
        if self.top is None or not name or name == self.top.focused:
            return
        self.leave_focus()
        self.top.focused = name
        found = find(self.tree, name)
        if found is not None:
            self._focus_place, self._revealed = found.rect, name
        if found is None or (reveal(self.kit, self.tree, name) and not self.inputs.pointer):
            self._dirty = True
        else:
            self.stale(found.rect)

    def leave_focus(self) -> None:
        """Tell the node with the focus that it is no longer used."""
        node = find(self.tree, self.focused) if self.focused else None
        if node is not None:
            self.stale(node.rect)
            if node.left is not None:
                node.left()
                self._dirty = True

    def toast(self, words: str) -> None:
        """Say a line for some seconds; it stays in the log."""
        self.log.append(words)
        self._toast = (words, self.seconds + _TOAST)
        self._rest.stir(self.seconds)

    def choose(self, settings: Settings) -> None:
        """Use other settings from now on, and keep them."""
        self.settings = settings
        self._fit()
        self._keep(settings)

    def ask(self, scene: Scene, name: str, work: Callable[..., Any], *given: Any) -> None:
        """Have work done by another process."""
        self.workers.ask((id(scene), name), work, *given)

    def forget(self, scene: Scene, name: str) -> None:
        """Drop a question whose answer is not wanted any more."""
        self.workers.forget(lambda key: key == (id(scene), name))

    def meanwhile(self, chore: Chore | None) -> None:
        """Have a chore done while nothing is asked."""
        self.workers.chore = chore

    def anywhere(self, key: str) -> bool:
        """Do what a key means on every screen: help, settings, what was said, back."""
        from game.ui.scenes.help import Help
        from game.ui.scenes.log import Log
        from game.ui.scenes.settings import SettingsScreen

        if self.top is None:
            return False
        if key in (self.settings.key("help"), "f1"):
            return self._open(Help, self.top, self.tree)
        if key == self.settings.key("settings"):
            return self._open(SettingsScreen)
        if key == self.settings.key("log"):
            return self._open(Log, self.log)
        if key == self.settings.key("back"):
            self.top.back()
            self._dirty = True
            return True
        return False

    def describe(self) -> str:
        """Return the screen as text."""
        self.settle()
        return as_text(self.tree)

    # --- a frame

    def run(self) -> None:
        """Show frames until the last screen is closed."""
        clock, before, drawn = pygame.time.Clock(), time.perf_counter(), True
        try:
            while self.scenes:
                for event in await_events(asleep=not drawn):
                    self.handle(event)
                now = time.perf_counter()
                drawn = self.frame(now - before)
                before = now
                if drawn:
                    pygame.display.flip()
                    clock.tick(60)
        finally:
            self.workers.close()
            kept = self.closing()
            self.unsaved = kept.sentence if isinstance(kept, Unreadable) else ""

    def frame(self, passed: float) -> bool:
        """Let some seconds pass and draw; return whether there was anything to draw that had not been seen."""
        self.seconds += passed
        self._take_answers()
        if self.top is not None:
            self.top.tick(passed)
        if self.top is None:
            return False
        if self._dirty or self._still.stale.w or 0 <= self.seconds - self._toast[1] <= passed:
            self._rest.stir(self.seconds)
        if self._rest.still(self.seconds, self.tree):
            return False
        self.refresh()
        self.inputs.listen()
        self._still.show(self.surface, self.kit, self.age)
        canvas = canvas_of(self.kit, self.surface)
        if painter.paint_live(canvas, self.tree, self.seconds):
            painter.paint_over(canvas, self.tree, self.inputs.mood)
        self._draw_over(canvas)
        return True

    def refresh(self) -> None:
        """Build and paint the top screen, as far as anything changed."""
        self.settle()
        if self.top is not None and self._still.stale.w:
            self._still.paint(self.kit, self.tree, self.inputs.mood, self._below)

    def settle(self) -> None:
        """Build the top screen, if anything changed; it is painted with the next frame."""
        if self.top is None or not self._dirty:
            return
        self._dirty = False
        self._build(self.top)
        if self.top.focused != self._revealed:
            self._revealed = self.top.focused
            if self._revealed and reveal(self.kit, self.tree, self._revealed):
                self._build(self.top)
        self._still.mark(Rect(0, 0, *self.size))

    def _build(self, scene: Scene) -> None:
        """Place a screen; where the node with the focus is gone the nearest one gets it."""
        self.kit.memory = self._memories.setdefault(id(scene), Memory())
        self.kit.memory.seconds = self.seconds
        self.kit.forget_sizes()
        self.tree = scene.build().place(self.kit, Rect(0, 0, *self.size))
        if not scene.focused:
            return
        node = next((node for node in focusable(self.tree) if node.id == scene.focused), None)
        if node is None:
            scene.focused = nearest(self.tree, self._focus_place)
        else:
            self._focus_place = node.rect

    @property
    def _below(self) -> Callable[[], pygame.Surface] | None:
        """What paints the screen that the top one lies over; None where it is no layer."""
        return self._paint_below if self.scenes[-1].layer and len(self.scenes) > 1 else None

    def _paint_below(self) -> pygame.Surface:
        """Return a picture of what the top layer lies over, built anew for another size or theme."""
        top = self.scenes.pop()
        try:
            self._build(self.scenes[-1])
            below = Still(self.size)
            below.paint(self.kit, self.tree, self.inputs.mood, self._below)
            return below.surface
        finally:
            self.scenes.append(top)
            self._build(top)

    def _draw_over(self, canvas: Canvas) -> None:
        """Show the focus, what the node with it or under the pointer has to say, and the last toast."""
        window = self.surface.get_rect()
        node = find(self.tree, self.focused) if self.focused and not self.inputs.pointer else None
        if node is not None:
            painter.ring(canvas, node, painter.seen(self.tree, node, window, self.kit.px(12)))
        elif self.inputs.hovered:
            node = find(self.tree, self.inputs.hovered)
        words = (node.why_not or node.hint) if node is not None else ""
        if node is not None and words:
            painter.bubble(canvas, words, node.rect, window)
        if self._toast[1] > self.seconds:
            painter.bubble(canvas, self._toast[0], Rect(window.centerx, window.bottom - canvas.px(80), 0, 0), window)

    # --- events

    def handle(self, event: Event) -> None:
        """Do what an event asks for."""
        if self.top is None:
            return
        self._rest.stir(self.seconds)
        if event.type == pygame.QUIT:
            for scene in self.scenes:
                self._leave(scene)
            self.scenes.clear()
        elif event.type in (pygame.VIDEORESIZE, pygame.WINDOWSIZECHANGED):
            self._resized()
        else:
            self.settle()  # the tree is that of what the person sees
            self.inputs.handle(event)

    def play(self, events: Iterable[Event]) -> None:
        """Handle events one by one, with a frame after each."""
        for event in events:
            self.handle(event)
            self.frame(1 / 60)

    # --- inside

    def _open(self, kind: Callable[..., Scene], *given: object) -> bool:
        """Open a layer that is the same everywhere, or go back to it if it lies below others."""
        if isinstance(kind, type) and isinstance(self.top, kind):
            return False
        if isinstance(kind, type) and any(isinstance(scene, kind) for scene in self.scenes):
            while not isinstance(self.top, kind):
                self.pop()
            return True
        self.push(kind(self, *given))
        return True

    def _enter(self, again: bool = False) -> None:
        assert self.top is not None
        self._dirty, self._opened, self._revealed = True, self.seconds, ""
        self.inputs.reset()
        pygame.display.set_caption(f"Wedge - {self.top.title}" if self.top.title else "Wedge")
        if not again:
            self.top.entered()

    def _leave(self, gone: Scene) -> None:
        self.workers.forget(lambda key: isinstance(key, tuple) and key[0] == id(gone))
        self._memories.pop(id(gone), None)

    def _take_answers(self) -> None:
        for key, result in self.workers.answers():
            assert isinstance(key, tuple)
            for scene in list(self.scenes):
                if id(scene) == key[0]:
                    scene.arrived(key[1], result)
                    self._dirty = True

    def _resized(self) -> None:
        self.surface = pygame.display.get_surface() or self.surface
        self._fit()

    def _fit(self) -> None:
        """Fit the kit to the window and the settings."""
        use_language(self.settings.language)
        self.kit = fitted(self.kit, self.size, self.settings)
        self.kit.focus, self.kit.changed = self.focus, self.changed
        self._still.fit(self.size)
        self._dirty = True
