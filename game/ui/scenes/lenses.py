"""The lenses that a screen offers, and the legend of what the map shows."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from pygame import Rect

from game.model.state import State
from game.ui.kit.base import Element, Kit, Size
from game.ui.kit.basics import Text
from game.ui.kit.boxes import Column, Panel, Row, Together
from game.ui.kit.canvas import Canvas
from game.ui.kit.choices import Chips, Option, Segments
from game.ui.kit.node import Mood, Node
from game.ui.map.legend import swatch
from game.ui.map.lens import LENSES, Scene, look
from game.ui.map.picture import Fill, Key, MapPicture, Route
from game.ui.match import Match
from game.ui.scenes.map_area import MapBehind, map_of
from game.ui.stage import Stage
from game.ui.words import _

__all__ = ["FIRST", "LensChoice", "behind", "legend", "lens_bar", "lens_picture", "lenses_of", "next_lens", "sharpened"]

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


def behind(match: Match, stage: Stage, state: State, child: Element) -> Element:
    """Return a screen with the map of the game behind it, out of focus; its scene calls `sharpened` as time passes."""
    view = map_of(match, stage, "behind", plain=True)
    view.show(lens_picture(match, stage, state, FIRST))
    return MapBehind(view, child)


def sharpened(match: Match, stage: Stage, seconds: float) -> bool:
    """Let time pass for the map behind a screen; return whether it must be painted anew."""
    return map_of(match, stage, "behind", plain=True).advance(seconds)


def lens_picture(match: Match, stage: Stage, state: State, lens: str, of: str = "", selected: str = "") -> MapPicture:
    """Return what is seen of a state of the game through a lens."""
    scene = Scene(state, match.world, map_of(match, stage).atlas, power=of, domain=of)
    return replace(look(lens or FIRST, scene), selected=selected)


def next_lens(match: Match, lens: str) -> str:
    """Return the lens after one."""
    names = [choice.id for choice in lenses_of(match)]
    return names[(names.index(lens) + 1) % len(names)]


def lens_bar(
    match: Match, lens: str, of: str, picture: MapPicture, show: Callable[[str], None], show_of: Callable[[str], None]
) -> Element:
    """Return the panel in which a lens is chosen, with the legend of what is shown.

    Parameters
    ----------
    lens, of : the lens that is used, and the power or domain that it is about.
    show, show_of : are called with another lens, power or domain.
    """
    choices = lenses_of(match)
    chosen = next(choice for choice in choices if choice.id == lens)
    options = [Option(choice.id, choice.title, choice.icon) for choice in choices]
    parts: list[Element] = [Chips("lens", _("What the map shows"), options, [lens], show)]
    if chosen.choices:
        about = [Option(id_, words) for id_, words in chosen.choices]
        known = of if any(id_ == of for id_, _words in chosen.choices) else chosen.choices[0][0]
        parts.append(Segments("lens of", chosen.title, about, known, show_of))
    return Panel(Column([*parts, legend(picture)], gap=6), _("What the map shows"), 12, 8)


def legend(picture: MapPicture) -> Element:
    """Return what the colours and lines of a picture mean."""
    return Together([_key(key) for key in picture.legend], gap=9, row_gap=4)


def _key(key: Key) -> Element:
    return Row([_Swatch(key.fill, key.route), Text(key.words, "small")], gap=6)


@dataclass(frozen=True)
class _Swatch:
    """A small field that is filled as the map is."""

    fill: Fill | None
    route: Route | None

    def size(self, kit: Kit, width: int) -> Size:
        """Return its size."""
        return kit.em(20), kit.em(14)

    def place(self, kit: Kit, rect: Rect) -> Node:
        """Place it."""
        return Node(rect, "picture", paint=self._paint)

    def _paint(self, canvas: Canvas, area: Rect, mood: Mood) -> None:
        canvas.surface.blit(swatch(Key("", self.fill, self.route), canvas.theme, area.size, canvas.scale), area)
