"""The map as an element: it lies below the panels, and its frame fits the hole that they leave."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from pygame import Rect

from game.scenario.shapes import ShapesError
from game.ui.kit.base import Element, Kit, Size
from game.ui.kit.canvas import Canvas
from game.ui.kit.node import Act, Node, find, walk
from game.ui.map.atlas import Atlas, make_atlas, renamed
from game.ui.map.soft import BLURRED
from game.ui.map.view import Hit, MapView
from game.ui.match import Match
from game.ui.stage import Stage
from game.ui.words import _, language

__all__ = ["Hole", "MapArea", "MapBehind", "MapHand", "map_of", "zooms"]

_STEP = 80  # pixels that an arrow key moves the map by, at 100 %
_FINE = 0.6  # of the lines of a small map
_NEARER = 1.3  # how much a key comes closer
_STILL = 4  # pixels that a click may slip
_views: "WeakKeyDictionary[Match, dict[tuple[object, ...], MapView]]" = WeakKeyDictionary()


def map_of(
    match: Match, stage: Stage, name: str = "whole", plain: bool = False, fine: float | None = None
) -> MapView:  # fmt: skip
    """Return a map of the game that keeps its pictures from screen to screen; `name` tells several maps apart.

    Parameters
    ----------
    plain : without names and docks.
    fine : how thick its lines are beside those of the whole map; thinner by itself if it is plain.
    """
    kit, views = stage.kit, _views.setdefault(match, {})
    key = (name, kit.scale, kit.text_scale, kit.motion, language())
    if key not in views:
        atlas = _atlas_of(match, stage, {other[-1]: view.atlas for other, view in views.items()})
        former = [views.pop(old) for old in list(views) if old[0] == name]
        fine = fine or (_FINE if plain else 1.0)
        views[key] = MapView(
            atlas, kit.theme, scale=kit.scale * fine, text_scale=kit.text_scale / fine, motion=kit.motion, plain=plain
        )
        for view in former:
            views[key].take_over(view)
    views[key].use_theme(kit.theme)
    return views[key]


def _atlas_of(match: Match, stage: Stage, known: Mapping[object, Atlas]) -> Atlas:
    """Return the atlas of a game: that of another view, with names in the language that is spoken, else a new one.

    The file of a scenario's own shapes may be gone, or broken by now: the game goes on with round islands.
    """
    if language() in known:
        return known[language()]
    if known:
        return renamed(next(iter(known.values())), match.scenario)
    try:
        return make_atlas(match.scenario, match.path.parent)
    except (ShapesError, OSError) as error:
        said = _("The outlines of the states cannot be read: {file} {why}. Islands stand for them.")
        stage.toast(said.format(file=match.scenario.map_.shapes, why=error))
        return make_atlas(match.scenario)


def zooms(view: MapView) -> dict[str, Act]:
    """Return what the keys for coming closer and going farther do on a screen with a map."""
    return {"zoom in": lambda: view.zoom(_NEARER), "zoom out": lambda: view.zoom(1 / _NEARER)}


@dataclass(frozen=True)
class Hole:
    """Room that the panels leave free: the map's frame is fitted into it."""

    height: float = 0  # at least, at 100 %

    def size(self, kit: Kit, width: int) -> Size:
        """Return what it needs at least."""
        return width, kit.px(self.height)

    def place(self, kit: Kit, rect: Rect) -> Node:
        """Place nothing that is seen."""
        return Node(rect, id="hole")


@dataclass(frozen=True)
class MapBehind:
    """A screen with the map of its game behind it, out of focus. Its scene lets time pass for the map."""

    view: MapView
    child: Element

    def size(self, kit: Kit, width: int) -> Size:
        """Return the size of the screen."""
        return kit.measure(self.child, width)

    def place(self, kit: Kit, rect: Rect) -> Node:
        """Place the screen; the map is drawn small, as it is blurred."""
        self.view.resize(Rect(0, 0, max(8, rect.w // BLURRED), max(8, rect.h // BLURRED)))
        return Node(rect, children=(_ground(self.view, rect), self.child.place(kit, rect)))


def _ground(view: MapView, rect: Rect) -> Node:
    return Node(rect, "picture", paint=lambda c, r, m: view.draw_soft(c.surface, r))


@dataclass
class MapHand:
    """What a hand does on the map between two buildings of the screen: where it pressed, and whether it moved."""

    start: tuple[float, float] | None = None
    last: tuple[float, float] = (0.0, 0.0)
    moved: bool = False

    def rest(self) -> None:
        """Forget what was pressed."""
        self.start, self.moved = None, False


@dataclass(frozen=True)
class MapArea:
    """The map of a screen, with what lies over it. A click chooses, a drag moves it, the wheel goes nearer.

    With the focus, arrows move it, + and − go nearer and farther, Home shows all again.
    """

    view: MapView
    hand: MapHand
    choose: Callable[[Hit], None]
    over: Element | None = None
    id: str = "map"
    look: Callable[[Hit | None], None] | None = None
    name: str = ""
    radius: int = 0  # of its corners, on a panel

    def size(self, kit: Kit, width: int) -> Size:
        """Return what lies over it."""
        return kit.measure(self.over, width) if self.over is not None else (width, kit.px(200))

    def place(self, kit: Kit, rect: Rect) -> Node:
        """Place the map below what lies over it."""
        over = self.over.place(kit, rect) if self.over is not None else Node(rect)
        hole = find(over, "hole")
        if hole is not None or self.view.rect != rect:  # under panels that leave no room it stays as it was
            self.view.resize(rect, hole.rect if hole is not None else rect)
        panels = [node.rect for node in walk(over) if node.role == "panel"]
        self.view.cover(panels)
        if hole is None and panels:
            return Node(rect, children=(_ground(self.view, rect), over))
        name = self.name or self.view.picture.title or _("Map")
        ground = Node(
            rect, "map", self.id, name,
            value="; ".join(f"{self.view.atlas.states[s].name}: {note}" for s, note in self.view.picture.notes.items()),
            paint=lambda c, r, m: self._paint(c, r),
            live=lambda c, r, s: self.view.draw_live(c.surface, s), moves=lambda: self.view.moving,
            press=self._pressed, drag=lambda x, y: self._dragged(x * rect.w, y * rect.h),
            wheel=lambda steps: self.view.zoom(1.2**steps, self._where(rect)),
            hover=self._hovered, keys=self._keys(kit),
        )  # fmt: skip
        return Node(rect, "map", children=(ground, over))

    def _paint(self, canvas: Canvas, rect: Rect) -> None:
        self.view.draw_still(canvas.surface)
        if self.radius:
            canvas.round_off(rect, self.radius, canvas.theme.panel)
            canvas.ring(rect, self.radius, 1, canvas.theme.line)

    def _where(self, rect: Rect) -> tuple[int, int]:
        return rect.x + round(self.hand.last[0]), rect.y + round(self.hand.last[1])

    def _keys(self, kit: Kit) -> Mapping[str, Act]:
        step = kit.px(_STEP)
        moves = {"left": (step, 0), "right": (-step, 0), "up": (0, step), "down": (0, -step)}
        keys: dict[str, Act] = {
            key: lambda dx=dx, dy=dy: self.view.pan(dx, dy)  # type: ignore[misc]
            for key, (dx, dy) in moves.items()
        }
        keys |= {key: lambda: self.view.zoom(_NEARER) for key in ("+", "=")}
        keys |= {key: lambda: self.view.zoom(1 / _NEARER) for key in ("-", "_")}
        return keys | {"home": self.view.go_home}

    def _dragged(self, x: float, y: float) -> None:
        hand = self.hand
        if hand.start is None:
            hand.start = hand.last = (x, y)
            return
        away = max(abs(x - hand.start[0]), abs(y - hand.start[1]))
        if away > _STILL or hand.moved:
            hand.moved = True
            self.view.pan(x - hand.last[0], y - hand.last[1])
        hand.last = (x, y)

    def _pressed(self) -> None:
        moved, self.hand.moved = self.hand.moved, False
        start, self.hand.start = self.hand.start, None
        if start is None or moved:
            return
        hit = self.view.hit((self.view.rect.x + round(start[0]), self.view.rect.y + round(start[1])))
        if hit is not None:
            self.choose(hit)

    def _hovered(self, place: tuple[int, int] | None) -> None:
        self.hand.rest()
        if place is None:
            return
        self.hand.last = (place[0] - self.view.rect.x, place[1] - self.view.rect.y)
        if self.look is not None:
            self.look(self.view.hit(place))
