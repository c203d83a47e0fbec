"""What a screen is, and what it may ask of the window it stands in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from game.ui.kit.base import Element, Kit
from game.ui.kit.node import Act
from game.ui.settings import Settings
from game.ui.workers import Chore

__all__ = ["Scene", "Spot", "Stage"]


@dataclass(frozen=True)
class Spot:
    """A place on the map, and the lens through which something is seen there."""

    state: str  # "" for the whole map
    lens: str
    of: str = ""  # a power or a domain


class Stage(Protocol):
    """The window, as screens see it."""

    kit: Kit
    settings: Settings
    scenes: list["Scene"]  # the one that is used at the end
    closing: Callable[[], object]  # is called when the window has been closed, to keep what must not be lost

    @property
    def size(self) -> tuple[int, int]:
        """The size of the window in pixels."""

    def push(self, scene: "Scene") -> None:
        """Put a screen on top."""

    def pop(self) -> None:
        """Close the top screen; the last one ends the program."""

    def replace(self, scene: "Scene") -> None:
        """Put a screen in the place of the top one."""

    def restart(self, scene: "Scene") -> None:
        """Close all screens and begin with one."""

    def changed(self) -> None:
        """Have the screen built and painted anew before the next frame."""

    def anywhere(self, key: str) -> bool:
        """Do what a key means on every screen, such as help and settings; return whether it means anything."""

    def focus(self, id_: str) -> None:
        """Give the focus to a node of the top screen."""

    def toast(self, words: str) -> None:
        """Say a line for some seconds; it stays in the log."""

    def choose(self, settings: Settings) -> None:
        """Use other settings from now on, and keep them."""

    def ask(self, scene: "Scene", name: str, work: Callable[..., Any], *given: Any) -> None:
        """Have work done by another process; `scene.arrived(name, result)` follows, also for the scene below.

        `work` and what is given must be picklable; a later question of the same scene and name makes an earlier
        one stale, whose result is dropped. An exception arrives as a value. What takes more than a moment is a
        generator: it is done in slices between other questions, and all that it yields but None arrives.
        """

    def forget(self, scene: "Scene", name: str) -> None:
        """Drop a question whose answer is not wanted any more."""

    def meanwhile(self, chore: Chore | None) -> None:
        """Have a chore done by another process while nothing is asked of it; it takes the place of the last one."""


class Scene:
    """A screen: it holds what its person is doing, and builds elements from it.

    A layer is shown over the screen below, which is dimmed.
    """

    layer = False
    title = ""  # for the window's frame; never a secret of a seat

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.focused = ""  # the id of the node that has the focus; kept by the window

    def build(self) -> Element:
        """Return the whole screen."""
        raise NotImplementedError

    def actions(self) -> Mapping[str, Act]:
        """Return what keys do that stand on no button, by action."""
        return {}

    def help(self) -> Mapping[str, str]:
        """Return what the keys of this screen do, by action, for the help overlay."""
        return {}

    def back(self) -> None:
        """Do what Escape does: close a layer; a full screen stays."""
        if self.layer:
            self.stage.pop()

    def entered(self) -> None:
        """Begin: the screen has come to the top."""

    @property
    def has_map(self) -> bool:
        """Whether `point_out` shows anything."""
        return False

    def point_out(self, spot: Spot) -> None:
        """Show a place on the map."""

    def released(self) -> None:
        """Take note that a key or the pointer's button is no longer held."""

    def tick(self, seconds: float) -> None:
        """Let time pass; call `stage.changed()` if something is to be seen of it."""

    def arrived(self, name: str, result: Any) -> None:
        """Take what was asked of another process."""
