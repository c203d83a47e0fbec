"""The lenses that a screen offers, and the legend of what the map shows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pygame import Rect

from game.model.state import State
from game.ui.kit.base import Element, Kit, Size
from game.ui.kit.basics import Text
from game.ui.kit.boxes import Row, Together
from game.ui.kit.canvas import Canvas
from game.ui.kit.node import Mood, Node
from game.ui.map.lens import LENSES, Scene, look
from game.ui.map.picture import Fill, Key, MapPicture, Route
from game.ui.match import Match
from game.ui.scenes.map_area import map_of
from game.ui.stage import Stage
from game.ui.theme import Colour, Hatch
from game.ui.words import _

__all__ = ["FIRST", "LensChoice", "legend", "lens_picture", "lenses_of"]

FIRST = "influence"


def _short(lens: str, name: str) -> str:
    """Return a word for a lens that leaves room for others beside it."""
    return {
        "influence": _("Influence"), "dependence": _("Dependence"), "domain": _("Domain"), "balance": _("Balance"),
        "affinity": _("Affinity"), "corridors": _("Corridors"), "pressure": _("Pressure"),
    }.get(lens, _(name))  # fmt: skip


@dataclass(frozen=True)
class LensChoice:
    """A way to look at the map, and what it can be about, such as one of the powers."""

    id: str
    title: str
    icon: str = "layers"
    choices: tuple[tuple[str, str], ...] = ()


def lenses_of(match: Match) -> tuple[LensChoice, ...]:
    """Return the lenses of a game."""
    names = match.world.names
    powers = tuple((power, match.name(power)) for power in names.powers)
    domains = tuple((domain, match.title("domains", domain)) for domain in names.domains)
    return tuple(
        LensChoice(
            id_, _short(id_, lens.name), lens.icon, powers if lens.of_power else domains if lens.of_domain else ()
        )
        for id_, lens in LENSES.items()
    )


def lens_picture(match: Match, stage: Stage, state: State, lens: str, of: str = "", selected: str = "") -> MapPicture:
    """Return what is seen of a state of the game through a lens."""
    scene = Scene(state, match.world, map_of(match, stage).atlas, power=of, domain=of)
    return replace(look(lens or FIRST, scene), selected=selected)


def legend(picture: MapPicture) -> Element:
    """Return what the colours and lines of a picture mean."""
    return Together([_key(key) for key in picture.legend], gap=14, row_gap=4)


def _key(key: Key) -> Element:
    return Row([_Swatch(key.fill, key.route), Text(key.words, "small")], gap=6)


@dataclass(frozen=True)
class _Swatch:
    """A small field that is filled as the map is."""

    fill: Fill | None
    route: Route | None

    def size(self, kit: Kit, width: int) -> Size:
        """Return its size."""
        return kit.em(26), kit.em(14)

    def place(self, kit: Kit, rect: Rect) -> Node:
        """Place it."""
        return Node(rect, "picture", paint=self._paint)

    def _paint(self, canvas: Canvas, area: Rect, mood: Mood) -> None:
        if self.route is not None:
            self._paint_route(canvas, area, self.route)
        elif self.fill is not None:
            ground, ink, hatch = _look(canvas, self.fill)
            canvas.hatched(area, ground, ink, hatch, 3)
            canvas.ring(area, 3, 1, canvas.theme.outline)

    def _paint_route(self, canvas: Canvas, area: Rect, route: Route) -> None:
        theme = canvas.theme
        hue = theme.hues.get(route.hue)
        colour = hue.ink if hue is not None else theme.dim if route.state in ("planned", "halted") else theme.ink
        dash = {"planned": 3.0, "building": 6.0, "halted": 2.0}.get(route.state, 0.0)
        ends: Sequence[tuple[float, float]] = ((area.left, area.centery), (area.right, area.centery))
        canvas.line(ends, colour, 1.5 + 3 * route.width, dash)


def _look(canvas: Canvas, fill: Fill) -> tuple[Colour, Colour, Hatch]:
    """Return the ground, the ink and the hatch of a fill, mixed as on the map."""
    theme = canvas.theme
    hue, over = theme.hues.get(fill.hue), theme.hues.get(fill.over)
    colour: Colour = (
        hue.fill if hue is not None else getattr(theme, fill.hue, theme.neutral) if fill.hue else theme.neutral
    )
    part = 0.35 + 0.65 * fill.strength
    ground = tuple(round(n + (c - n) * part) for n, c in zip(theme.neutral, colour, strict=True))
    ink: Colour = over.fill if over is not None else hue.ink if hue is not None else colour
    hatch: Hatch = over.hatch if over is not None else hue.hatch if hue is not None and fill.hatched else (
        "slash" if fill.hatched else "plain")  # fmt: skip
    return (ground[0], ground[1], ground[2]), ink, hatch
