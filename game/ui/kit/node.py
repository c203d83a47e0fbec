"""What is on the screen: one tree that painting, keyboard, mouse, tests and the text view share."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from pygame import Rect

from game.ui.kit.canvas import Canvas

__all__ = ["Act", "Mood", "Node", "Role", "as_text", "find", "focusable", "node_at", "path_to", "walk"]

Role = Literal[
    "group", "panel", "text", "picture", "button", "choice", "tick", "switch", "slider", "select", "field", "row",
    "tab", "meter", "chart", "map", "scroll", "mark", "dialog", "table",
]  # fmt: skip
Act = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Mood:
    """How a node is met while it is painted."""

    focused: bool = False
    hovered: bool = False
    pressed: bool = False


Paint = Callable[[Canvas, Rect, Mood], None]


@dataclass(frozen=True, slots=True)
class Node:
    """One thing on the screen.

    A node that can be focused has an `id` that stays the same when the tree is built again. `press` is what Enter
    and a click do; `keys` what further keys do while it has the focus (names as in `pygame.key.name`); `drag` gets
    the pointer's place, as shares of the rectangle, while a button is held (such a node needs an id); `live` is
    painted anew in each frame, and `moves` says whether it goes on moving while nothing is done. Tab passes by what has
    `stop` off: an arrow key of something beside it leads there.
    """

    rect: Rect
    role: Role = "group"
    id: str = ""
    name: str = ""
    value: str = ""
    why_not: str = ""  # why it cannot be used now; said when it has the focus
    hint: str = ""  # shown in a bubble
    action: str = ""  # whose key presses it, wherever the focus is
    overflow: bool = False  # its words do not fit: a fault of the layout, which tests look for
    paint: Paint | None = None
    live: Callable[[Canvas, Rect, float], None] | None = None
    moves: Callable[[], bool] | None = None
    press: Act | None = None
    keys: Mapping[str, Act] | None = None
    typed: Callable[[str], None] | None = None  # takes what is written while it has the focus
    accepts: str = ""  # the only signs that `typed` takes; "" for all, so that letters are no keys
    composed: Callable[[str], None] | None = None  # takes what an input method has not finished yet
    raw: Callable[[str], None] | None = None  # takes the name of every key while it has the focus
    left: Act | None = None  # is called when the focus goes elsewhere
    stop: bool = True  # whether Tab stops here
    over: bool = False  # lies over all others, such as an open list
    drag: Callable[[float, float], None] | None = None
    wheel: Callable[[int], None] | None = None
    hover: Callable[[tuple[int, int] | None], None] | None = None
    children: tuple["Node", ...] = ()
    clip: bool = False  # children are cut at the edge
    chosen: bool | None = None  # of what can be on or off
    ring: int = 9  # the radius of the focus ring

    @property
    def can_focus(self) -> bool:
        """Whether it can have the focus."""
        usable = self.press is not None or bool(self.keys) or self.typed is not None or self.raw is not None
        return bool(self.id) and (usable or bool(self.why_not) or bool(self.hint))

    def with_(self, **changes: object) -> "Node":
        """Return a changed node."""
        return replace(self, **changes)  # type: ignore[arg-type]


def walk(node: Node) -> Iterator[Node]:
    """Yield a node and all below it, in the order in which they are read."""
    waiting = [node]
    while waiting:
        found = waiting.pop()
        yield found
        waiting.extend(reversed(found.children))


def focusable(root: Node) -> list[Node]:
    """Return what can have the focus, in the order in which it is read."""
    return [node for node in walk(root) if node.can_focus]


def find(root: Node, name: str) -> Node | None:
    """Return the node with an id."""
    return next((node for node in walk(root) if node.id == name), None)


def path_to(root: Node, node: Node) -> list[Node]:
    """Return the nodes that a node lies in and itself, the outermost first; none if it is not there."""
    if root is node:
        return [root]
    for child in root.children:
        below = path_to(child, node)
        if below:
            return [root, *below]
    return []


def node_at(root: Node, place: tuple[int, int], wanted: Callable[[Node], bool]) -> Node | None:
    """Return the topmost node at a place that is wanted; what is cut off cannot be hit."""
    for node in walk(root):
        if node.over and node is not root and node.rect.collidepoint(place):
            return node_at(node, place, wanted)
    return _under(root, place, wanted)


def _under(root: Node, place: tuple[int, int], wanted: Callable[[Node], bool]) -> Node | None:
    if root.clip and not root.rect.collidepoint(place):
        return None
    for child in reversed(root.children):
        found = _under(child, place, wanted)
        if found is not None:
            return found
    return root if wanted(root) and root.rect.collidepoint(place) else None


def as_text(root: Node) -> str:
    """Write the screen as text: one line for each thing that has a name, indented by depth."""
    return "\n".join(_lines(root, 0))


def _lines(node: Node, depth: int) -> Iterator[str]:
    words = node.name if node.role == "text" else f"[{node.role}] {node.name}"
    if node.name and node.role != "picture":
        value = f": {node.value}" if node.value else ""
        state = {True: " (chosen)", False: "", None: ""}[node.chosen]
        if node.role in ("tick", "switch"):
            state = " (on)" if node.chosen else " (off)"
        closed = f" (not now: {node.why_not})" if node.why_not else ""
        yield "  " * depth + words + value + state + closed
        depth += 1
    for child in node.children:
        yield from _lines(child, depth)
