"""From the tree of a screen to pixels: what stays is painted once, what moves in each frame."""

from collections.abc import Callable, Iterator

import pygame
from pygame import Rect, Surface

from game.ui.kit.base import Kit
from game.ui.kit.canvas import Canvas
from game.ui.kit.node import Mood, Node, path_to, walk

__all__ = [
    "bubble", "dimmed", "fits_under", "new_surface", "paint_live", "paint_over", "paint_still", "ring", "ringed",
    "seen",
]  # fmt: skip

_ROW = 0.15  # of the window's width: what is wider is a row of a list
_NEAR, _FAR = 4, 8  # pixels at 100 % that the ring keeps off what has a frame, and off what has none
_SHADOW = 40  # pixels at 100 % that a panel's shadow may reach beyond it


def paint_still(canvas: Canvas, root: Node, mood: Callable[[Node], Mood]) -> None:
    """Paint everything that does not move by itself, within the surface's clip; what lies over all others last."""
    _paint(canvas, root, mood)
    paint_over(canvas, root, mood)


def paint_over(canvas: Canvas, root: Node, mood: Callable[[Node], Mood]) -> None:
    """Paint what lies over all others, such as an open list."""
    for node in _over(root):
        _paint(canvas, node, mood)


def _over(root: Node) -> Iterator[Node]:
    return (node for node in walk(root) if node.over)


def _paint(canvas: Canvas, node: Node, mood: Callable[[Node], Mood]) -> None:
    before = canvas.surface.get_clip()
    reach = 2 * canvas.px(_SHADOW)
    if node.paint is not None and node.rect.inflate(reach, reach).colliderect(before):
        node.paint(canvas, node.rect, mood(node))
    if node.clip:
        canvas.surface.set_clip(before.clip(node.rect))
    if not node.clip or canvas.surface.get_clip().w > 0:
        for child in node.children:
            if not child.over:
                _paint(canvas, child, mood)
    canvas.surface.set_clip(before)


def paint_live(canvas: Canvas, root: Node, seconds: float) -> bool:
    """Paint what moves: dashes, pulses, bars on their way; return whether there was anything."""
    found = root.live is not None
    before = canvas.surface.get_clip()
    if root.live is not None:
        root.live(canvas, root.rect, seconds)
    if root.clip:
        canvas.surface.set_clip(before.clip(root.rect))
    for child in root.children:
        found |= paint_live(canvas, child, seconds)
    canvas.surface.set_clip(before)
    return found


def dimmed(picture: Surface, strength: int = 130) -> Surface:
    """Return a picture that lies in the dark behind a layer."""
    found = picture.copy()
    veil = Surface(picture.get_size())
    veil.set_alpha(strength)
    found.blit(veil, (0, 0))
    return found


def seen(root: Node, node: Node, window: Rect, margin: int) -> Rect:
    """Return the part of the window where a node can be seen: what holds it may cut it off."""
    area = window
    for holder in path_to(root, node):
        if holder.over:
            area = window
        if holder.clip and holder is not node:
            area = area.clip(holder.rect.inflate(2 * margin, 2 * margin))
    return area


def ringed(measures: Canvas | Kit, node: Node) -> Rect:
    """Return where the ring around a node lies: farther off from what has no frame of its own."""
    bare = node.role == "scroll" or (node.role in ("chart", "slider", "meter") and not node.children)
    off = measures.px(_FAR if bare else _NEAR)
    return node.rect.inflate(2 * off, 2 * off)


def ring(canvas: Canvas, node: Node, area: Rect) -> None:
    """Show where the focus is, within an area."""
    before = canvas.surface.get_clip()
    canvas.surface.set_clip(area)
    window = canvas.surface.get_rect().inflate(-canvas.px(2), -canvas.px(2))
    around = ringed(canvas, node).clip(window)
    canvas.ring(around, node.ring + 4, 3, canvas.theme.focus)
    canvas.surface.set_clip(before)


def bubble(canvas: Canvas, words: str, beside: Rect, window: Rect) -> Rect:
    """Say something beside a node, inside the window; return where it stands."""
    width = min(max(canvas.px(360), round(260 * canvas.type.scale)), window.w - canvas.px(40))
    lines = canvas.type.wrap(words, "small", width)
    high = canvas.type.line_height("small")
    wide = max(canvas.type.width(line, "small") for line in lines)
    area = Rect(0, 0, wide + canvas.px(24), high * len(lines) + canvas.px(16))
    gap = canvas.px(10)
    area.midtop = beside.centerx, beside.bottom + gap
    if beside.w >= _ROW * window.w and (side := _aside(area, beside, window, gap)) is not None:
        area = side  # so that a list can be read on while one walks down it
    elif not fits_under(area, window, canvas.px(8)):
        area.bottom = beside.top - gap
    area.clamp_ip(window.inflate(-canvas.px(16), -canvas.px(16)))
    canvas.box(area, canvas.theme.ink, 9, shadow=8)
    for at, line in enumerate(lines):
        place = Rect(area.x + canvas.px(12), area.y + canvas.px(8) + at * high, wide, high)
        canvas.text(line, place, "small", canvas.theme.panel)
    return area


def _aside(area: Rect, beside: Rect, window: Rect, gap: int) -> Rect | None:
    """Return a place towards the middle of the window for what is said of a row of an outer list; None without room."""
    found = area.copy()
    if beside.right < window.w / 3:
        found.midleft = beside.right + 2 * gap, beside.centery
    elif beside.left > window.w * 2 / 3:
        found.midright = beside.left - 2 * gap, beside.centery
    else:
        return None
    return found if window.contains(found) else None


def fits_under(area: Rect, window: Rect, margin: int) -> bool:
    """Whether an area ends above the lower edge of the window."""
    return area.bottom <= window.bottom - margin


def new_surface(size: tuple[int, int]) -> Surface:
    """Return an opaque surface as the screen likes it."""
    found = Surface(size)
    return found.convert() if pygame.display.get_surface() else found
