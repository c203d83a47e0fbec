"""Paints what is written on the map: names with halos, dots of places, badges, docks with flags."""

from collections.abc import Mapping

from pygame import Rect

from game.ui.kit.canvas import Canvas, initials
from game.ui.map.camera import Camera
from game.ui.map.fills import colour_of, ink_of
from game.ui.map.labels import Box
from game.ui.map.names import HALT_RADIUS, Item, Names
from game.ui.map.picture import Badge, Dock, MapPicture
from game.ui.theme import Colour, Theme

__all__ = ["paint_names"]

Corner = tuple[int, int]


def paint_names(
    canvas: Canvas, names: Names, camera: Camera, picture: MapPicture, corner: Corner, scale: float
) -> None:
    """Paint everything written.

    Parameters
    ----------
    canvas : where, and in which colours.
    names : as they were laid out, perhaps under another camera: while the map moves they move with it.
    camera : the one in use.
    picture : for badges and docks.
    corner : of the map on the canvas.
    scale : of marks.
    """
    for item in names.items:
        if item.leader is not None:
            ends = [_moved(end, names.camera, camera, corner) for end in item.leader]
            canvas.line(ends, canvas.theme.halo, 3.4)
            canvas.line(ends, canvas.theme.ink, 1.4)
            canvas.disc(ends[0], 2.6 * scale, canvas.theme.ink)
    for _place, point, capital in names.dots:
        x, y = _moved(point, names.camera, camera, corner)
        _dot(canvas, (x, y), capital, scale)
    for halt in names.halts:
        at = _moved(halt, names.camera, camera, corner)
        canvas.disc(at, HALT_RADIUS * scale, canvas.theme.bad_ground, canvas.theme.bad, 1.5)
        side = Rect(0, 0, round(11 * scale), round(11 * scale))
        side.center = round(at[0]), round(at[1])
        canvas.icon("x", side, canvas.theme.bad)
    for item in names.items:
        x, y, w, h = item.box
        middle = _moved((x + w / 2, y + h / 2), names.camera, camera, corner)
        _item(canvas, item, Rect(round(middle[0] - w / 2), round(middle[1] - h / 2), round(w), round(h)))
        if item.badge is not None and item.key in picture.badges:
            x, y, w, h = item.badge
            at = _moved((x + w / 2, y + h / 2), names.camera, camera, corner)
            _badge(canvas, picture.badges[item.key], at, w / 2 - 3 * scale)
    shown = {dock.power: dock for dock in picture.docks}
    for power, box in names.docks.items():
        if power in shown:
            _dock(canvas, shown[power], _rect(box).move(corner))


def _rect(box: Box) -> Rect:
    return Rect(round(box[0]), round(box[1]), round(box[2]), round(box[3]))


def _moved(point: tuple[float, float], before: Camera, now: Camera, corner: Corner) -> tuple[float, float]:
    if before is not now and before != now:
        at = now.pixels(before.plane([point]))[0]
        point = (float(at[0]), float(at[1]))
    return point[0] + corner[0], point[1] + corner[1]


def _dot(canvas: Canvas, at: tuple[float, float], capital: bool, scale: float) -> None:
    theme = canvas.theme
    if capital:
        canvas.disc(at, 4.8 * scale, theme.halo, theme.ink, 2.0 * scale / canvas.scale)
    else:
        canvas.disc(at, 3.4 * scale, theme.ink, theme.halo, 1.2 * scale / canvas.scale)


def _colours(kind: str, theme: Theme) -> tuple[Colour, Colour]:
    """Return the ink and the halo of a kind of name."""
    if kind == "water":
        return theme.water_ink, theme.sea
    if kind == "lake":
        return theme.water_ink, theme.halo
    if kind == "neighbour":
        return theme.neighbour_ink, theme.halo if not theme.dark else theme.land
    return theme.ink, theme.halo


def _item(canvas: Canvas, item: Item, rect: Rect) -> None:
    ink, halo = _colours(item.kind, canvas.theme)
    heights = [canvas.type.line_height(style) for _text, style in item.lines]
    y = rect.y + (rect.h - sum(heights)) // 2
    for (text, style), height in zip(item.lines, heights, strict=True):
        canvas.text(text, Rect(rect.x, y, rect.w, height), style, ink, "centre", halo)
        y += height


def _badge(canvas: Canvas, badge: Badge, at: tuple[float, float], radius: float) -> None:
    theme = canvas.theme
    tones: Mapping[str, tuple[Colour, Colour]] = {
        "good": (theme.good_ground, theme.good), "warn": (theme.warn_ground, theme.warn),
        "bad": (theme.bad_ground, theme.bad), "info": (theme.info_ground, theme.info),
        "dim": (theme.panel, theme.dim),
    }  # fmt: skip
    ground, ink = tones[badge.tone]
    canvas.disc(at, radius, ground, ink, 2.0)
    side = round(radius * 1.15)
    rect = Rect(0, 0, side, side)
    rect.center = round(at[0]), round(at[1])
    canvas.icon(badge.icon, rect, ink)


def _dock(canvas: Canvas, dock: Dock, rect: Rect) -> None:
    theme = canvas.theme
    edge = colour_of(dock.hue, theme)[0] if theme.dark else ink_of(dock.hue, theme)
    canvas.box(rect, theme.panel, 12, edge=edge, width=2.0, shadow=6)
    flag, pad = canvas.px(26), canvas.px(8)
    round_ = Rect(rect.x + pad, rect.centery - flag // 2, flag, flag)
    canvas.flag(dock.iso, round_, initials(dock.name), theme.hues.get(dock.hue))
    left = rect.x + 2 * pad + flag
    lines = [(dock.name, "label", theme.ink)] + ([(dock.note, "small", theme.dim)] if dock.note else [])
    heights = [canvas.type.line_height(style) for _words, style, _colour in lines]
    y = rect.centery - sum(heights) // 2
    for (words, style, colour), height in zip(lines, heights, strict=True):
        canvas.text(words, Rect(left, y, rect.right - left, height), style, colour)
        y += height
