"""An area that is longer than its place: the wheel moves it, and focus pulls it along.

Where nothing inside can have the focus, the area itself has it, and the arrows, Page Up and Page Down move it.
"""

from dataclasses import dataclass

from pygame import Rect

from game.ui.kit.base import Element, Kit, Size
from game.ui.kit.canvas import Canvas
from game.ui.kit.node import Act, Mood, Node, find, focusable
from game.ui.words import _

__all__ = ["Scroll", "reveal"]

_FADE = 14  # pixels over which it fades out where it goes on


@dataclass(frozen=True)
class Scroll:
    """A child that may be higher than its place; it never scrolls sideways.

    Its bar lies in the padding at its right, so that what is inside keeps its width; where it goes on it fades out.
    """

    child: Element
    id: str
    fades: bool = True  # off where it does not lie on a panel

    def size(self, kit: Kit, width: int) -> Size:
        """Return the size of the whole child: the place decides what of it is seen."""
        return kit.measure(self.child, width)

    def place(self, kit: Kit, rect: Rect) -> Node:
        """Place the child behind the area, as far up as it was scrolled."""
        height = kit.measure(self.child, rect.w)[1]
        fits = height <= rect.h
        most = max(0, height - rect.h)
        at = kit.scroll[self.id] = min(most, max(0, kit.scroll.get(self.id, 0)))
        inner = self.child.place(kit, Rect(rect.x, rect.y - at, rect.w, max(height, rect.h)))

        def move(steps: int) -> None:
            kit.scroll[self.id] = min(most, max(0, kit.scroll.get(self.id, 0) - steps * kit.px(48)))

        def paint(canvas: Canvas, area: Rect, mood: Mood) -> None:
            if fits:
                return
            length = max(kit.px(24), area.h * area.h // height)
            y = area.y + (area.h - length) * at // most
            canvas.box(Rect(area.right + kit.px(4), y, kit.px(4), length), canvas.theme.outline, 2)

        def fade(canvas: Canvas, area: Rect, mood: Mood) -> None:
            soft = kit.px(_FADE) if self.fades else 0
            if at:
                canvas.fade(Rect(area.x, area.y, area.w, soft), up=False)
            if at < most:
                canvas.fade(Rect(area.x, area.bottom - soft, area.w, soft), up=True)

        def go(steps: int) -> Act:
            return lambda: move(steps)

        page = max(1, rect.h // kit.px(48) - 1)
        steps = {"up": 1, "down": -1, "pageup": page, "pagedown": -page, "home": 10_000, "end": -10_000}
        read = not fits and not focusable(inner)
        return Node(
            rect, "scroll", f"scroll {self.id}", _("more to read") if read else "", str(most), paint=paint, clip=True,
            wheel=None if fits else move, keys={key: go(by) for key, by in steps.items()} if read else None,
            children=(inner, *(() if fits else (Node(rect, "picture", paint=fade),))),
        )  # fmt: skip


def reveal(kit: Kit, root: Node, wanted: str) -> bool:
    """Scroll so that the node with an id is seen; return whether anything moved."""
    moved = False
    for area in _areas(root):
        inside = find(area, wanted)
        if inside is None or inside is area:
            continue
        name = area.id.removeprefix("scroll ")
        over, under = area.rect.top - inside.rect.top + kit.px(8), inside.rect.bottom - area.rect.bottom + kit.px(8)
        step = -over if over > kit.px(8) else under if under > kit.px(8) else 0
        before = kit.scroll.get(name, 0)
        kit.scroll[name] = min(int(area.value), max(0, before + step))
        moved |= kit.scroll[name] != before
    return moved


def _areas(node: Node) -> list[Node]:
    mine = [node] if node.role == "scroll" else []
    return mine + [area for child in node.children for area in _areas(child)]
