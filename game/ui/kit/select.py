"""A field that opens a list: one of many things, found by typing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pygame import Rect

from game.ui.kit.base import Kit, Size
from game.ui.kit.canvas import Canvas
from game.ui.kit.choices import Option
from game.ui.kit.node import Act, Mood, Node

__all__ = ["Select"]

_ROWS = 8


@dataclass(frozen=True)
class Select:
    """One of many options in a field; Enter opens the list, the arrows and typing find, Enter takes, Escape closes."""

    id: str
    name: str
    options: Sequence[Option]
    chosen: str
    choose: Callable[[str], None]
    why_not: str = ""

    def _now(self) -> Option:
        return next((o for o in self.options if o.id == self.chosen), Option("", ""))

    def size(self, kit: Kit, width: int) -> Size:
        """Return the width of the longest option and the height of a control."""
        wide = max((kit.type.width(o.words, "body") + self._icon(kit, o) for o in self.options), default=0)
        whole = wide + kit.em(14 + 14 + 26)
        lines = len(kit.type.wrap(self._now().words, "body", max(1, self._room(kit, width))))
        return min(width, whole), max(kit.em(38), lines * kit.type.line_height("body") + kit.em(14))

    def _icon(self, kit: Kit, option: Option) -> int:
        return kit.em(28) if option.icon or option.flag else 0

    def _room(self, kit: Kit, width: int) -> int:
        return width - kit.em(14 + 14 + 26) - self._icon(kit, self._now())

    def place(self, kit: Kit, rect: Rect) -> Node:
        """Place the field, and the open list over everything else."""
        is_open = kit.memory.open == self.id and not self.why_not
        found = self._found(kit) if is_open else []
        typed = kit.memory.written.get(self.id, "") if is_open else ""

        def paint(canvas: Canvas, area: Rect, mood: Mood) -> None:
            theme = canvas.theme
            ground, ink = (theme.sunken, theme.dim) if self.why_not else (theme.raised, theme.ink)
            edge = theme.line if self.why_not else theme.ink if mood.hovered or is_open else theme.outline
            canvas.box(area, ground, 9, edge=edge)
            self._show(kit, canvas, area, Option("", typed + "|") if typed else self._now(), ink)
            mark = Rect(area.right - kit.em(32), area.y, kit.em(18), area.h)
            canvas.icon("chevron-up" if is_open else "chevron-down", mark, theme.dim)

        children = (self._list(kit, rect, found),) if is_open else ()
        return Node(rect, "select", self.id, self.name, self._now().words, self.why_not, paint=paint,
                    press=None if self.why_not else self._press(kit, found), keys=self._keys(kit, found),
                    typed=(lambda text: self._typed(kit, text)) if is_open else None,
                    left=lambda: self._close(kit), children=children)  # fmt: skip

    def _show(self, kit: Kit, canvas: Canvas, area: Rect, option: Option, ink: tuple[int, int, int]) -> None:
        x, high = area.x + kit.em(14), kit.type.line_height("body")
        if option.flag:
            kit.flag(canvas, option.flag, Rect(x, area.y, kit.em(20), area.h))
        elif option.icon:
            canvas.icon(option.icon, Rect(x, area.y, kit.em(18), area.h), canvas.theme.dim)
        x += self._icon(kit, option)
        lines = kit.type.wrap(option.words, "body", max(1, area.right - kit.em(36) - x))
        for at, line in enumerate(lines):
            y = area.centery - high * len(lines) // 2 + at * high
            canvas.text(line, Rect(x, y, area.w, high), "body", ink)

    # --- the list

    def _found(self, kit: Kit) -> list[Option]:
        typed = kit.memory.written.get(self.id, "").casefold()
        begin = [o for o in self.options if o.words.casefold().startswith(typed)]
        inside = [o for o in self.options if typed in o.words.casefold() and o not in begin]
        return begin + inside

    def _at(self, kit: Kit, found: Sequence[Option]) -> int:
        now = next((i for i, option in enumerate(found) if option.id == self.chosen), 0)
        return min(max(0, len(found) - 1), kit.memory.at.get(self.id, now))

    def _list(self, kit: Kit, rect: Rect, found: Sequence[Option]) -> Node:
        row, at = kit.em(36), self._at(kit, found)
        first = min(max(0, at - _ROWS // 2), max(0, len(found) - _ROWS))
        shown = found[first : first + _ROWS]
        high = row * max(1, len(shown)) + kit.px(12)
        wide = max(rect.w, self.size(kit, kit.window[0])[0])
        area = Rect(rect.x, rect.bottom + kit.px(4), min(wide, kit.window[0] - kit.px(16)), high)
        if area.bottom > kit.window[1] - kit.px(8) and rect.y - high - kit.px(4) > 0:
            area.bottom = rect.y - kit.px(4)
        area.clamp_ip(Rect(0, 0, *kit.window))
        nodes = [
            self._row(kit, Rect(area.x + kit.px(6), area.y + kit.px(6) + i * row, area.w - kit.px(12), row), option,
                      first + i == at)
            for i, option in enumerate(shown)
        ]  # fmt: skip

        def paint(canvas: Canvas, place: Rect, mood: Mood) -> None:
            canvas.box(place, canvas.theme.panel, 12, edge=canvas.theme.outline, shadow=14)
            if not shown:
                canvas.text("\u2013", place.inflate(-kit.em(28), 0), "body", canvas.theme.dim)
            if len(found) > _ROWS:
                track = Rect(place.right - kit.px(7), place.y + kit.px(8), kit.px(4), place.h - kit.px(16))
                part = max(kit.px(16), track.h * _ROWS // len(found))
                y = track.y + (track.h - part) * first // (len(found) - _ROWS)
                canvas.box(Rect(track.x, y, track.w, part), canvas.theme.outline, 2)

        def turn(steps: int) -> None:
            kit.memory.at[self.id] = min(max(0, len(found) - 1), max(0, at - steps))

        return Node(area, "group", name=self.name, paint=paint, children=tuple(nodes), over=True, wheel=turn)

    def _row(self, kit: Kit, area: Rect, option: Option, current: bool) -> Node:
        def paint(canvas: Canvas, place: Rect, mood: Mood) -> None:
            if current or mood.hovered:
                ground = canvas.theme.info_ground if current else canvas.theme.sunken
                canvas.box(place, ground, 8, edge=canvas.theme.outline if mood.hovered else None)
            ink = canvas.theme.dim if option.why_not else canvas.theme.ink
            self._show(kit, canvas, place.inflate(-kit.px(8), 0), option, ink)
            if option.id == self.chosen:
                canvas.icon("check", Rect(place.right - kit.em(28), place.y, kit.em(18), place.h), canvas.theme.ink)

        def take() -> None:
            self._take(kit, option)

        return Node(area, "choice", f"{self.id}.{option.id}", option.words, why_not=option.why_not, paint=paint,
                    press=None if option.why_not else take, chosen=option.id == self.chosen, stop=False)  # fmt: skip

    # --- what keys do

    def _press(self, kit: Kit, found: Sequence[Option]) -> Act:
        def act() -> None:
            if kit.memory.open != self.id:
                kit.memory.open = self.id
            elif found:
                self._take(kit, found[self._at(kit, found)])
            else:
                self._close(kit)

        return act

    def _take(self, kit: Kit, option: Option) -> None:
        if option.why_not:
            return
        self._close(kit)
        kit.focus(self.id)
        self.choose(option.id)

    def _close(self, kit: Kit) -> None:
        if kit.memory.open == self.id:
            kit.memory.open = ""
        kit.memory.written.pop(self.id, None)
        kit.memory.at.pop(self.id, None)

    def _typed(self, kit: Kit, text: str) -> None:
        kit.memory.written[self.id] = (kit.memory.written.get(self.id, "") + text)[:30]
        kit.memory.at[self.id] = 0

    def _keys(self, kit: Kit, found: Sequence[Option]) -> dict[str, Act] | None:
        if self.why_not:
            return None
        if kit.memory.open != self.id:
            opened = self._press(kit, found)
            return {"down": opened, "up": opened}
        at = self._at(kit, found)

        def to(place: int) -> Act:
            return lambda: kit.memory.at.__setitem__(self.id, min(max(0, len(found) - 1), max(0, place)))

        def shorten() -> None:
            kit.memory.written[self.id] = kit.memory.written.get(self.id, "")[:-1]

        return {"down": to(at + 1), "up": to(at - 1), "home": to(0), "end": to(len(found)), "pageup": to(at - _ROWS),
                "pagedown": to(at + _ROWS), "escape": lambda: self._close(kit), "backspace": shorten,
                "return": self._press(kit, found)}  # fmt: skip
