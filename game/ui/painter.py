"""From the tree of a screen to pixels: what stays is painted once, what moves in each frame."""

from collections.abc import Callable

import pygame
from pygame import Rect, Surface

from game.ui.kit.canvas import Canvas
from game.ui.kit.node import Mood, Node

__all__ = ["bubble", "dimmed", "paint_live", "paint_still", "ring"]


def paint_still(canvas: Canvas, root: Node, mood: Callable[[Node], Mood]) -> None:
    """Paint everything that does not move by itself."""
    if root.paint is not None:
        root.paint(canvas, root.rect, mood(root))
    before = canvas.surface.get_clip()
    if root.clip:
        canvas.surface.set_clip(before.clip(root.rect))
    area = canvas.surface.get_clip()
    for child in root.children:
        if child.rect.colliderect(area) or child.children:
            paint_still(canvas, child, mood)
    canvas.surface.set_clip(before)


def paint_live(canvas: Canvas, root: Node, seconds: float) -> None:
    """Paint what moves: dashes, pulses, bars on their way."""
    if root.live is not None:
        root.live(canvas, root.rect, seconds)
    for child in root.children:
        paint_live(canvas, child, seconds)


def dimmed(picture: Surface, strength: int = 130) -> Surface:
    """Return a picture that lies in the dark behind a layer."""
    found = picture.copy()
    veil = Surface(picture.get_size())
    veil.set_alpha(strength)
    found.blit(veil, (0, 0))
    return found


def ring(canvas: Canvas, node: Node, seen: Rect) -> None:
    """Show where the focus is."""
    before = canvas.surface.get_clip()
    canvas.surface.set_clip(seen)
    canvas.ring(node.rect.inflate(canvas.px(8), canvas.px(8)), node.ring + 4, 3, canvas.theme.focus)
    canvas.surface.set_clip(before)


def bubble(canvas: Canvas, words: str, beside: Rect, window: Rect) -> None:
    """Say something beside a node, inside the window."""
    width = min(canvas.px(360), window.w - canvas.px(32))
    lines = canvas.type.wrap(words, "small", width)
    high = canvas.type.line_height("small")
    wide = max(canvas.type.width(line, "small") for line in lines)
    area = Rect(0, 0, wide + canvas.px(24), high * len(lines) + canvas.px(16))
    area.midtop = beside.centerx, beside.bottom + canvas.px(10)
    if area.bottom > window.bottom - canvas.px(8):
        area.bottom = beside.top - canvas.px(10)
    area.clamp_ip(window.inflate(-canvas.px(16), -canvas.px(16)))
    canvas.box(area, canvas.theme.ink, 9, shadow=8)
    for at, line in enumerate(lines):
        place = Rect(area.x + canvas.px(12), area.y + canvas.px(8) + at * high, wide, high)
        canvas.text(line, place, "small", canvas.theme.panel)


def smooth_blit(onto: Surface, picture: Surface, alpha: int) -> None:
    """Lay a picture over another, partly transparent."""
    picture.set_alpha(alpha)
    onto.blit(picture, (0, 0))
    picture.set_alpha(None)


def new_surface(size: tuple[int, int]) -> Surface:
    """Return an opaque surface as the screen likes it."""
    found = Surface(size)
    return found.convert() if pygame.display.get_surface() else found
