"""The lenses that a screen offers, and the legend of what the map shows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from pygame import Rect

from game.model.state import State
from game.ui.kit.base import Element, Kit, Size
from game.ui.kit.basics import Text
from game.ui.kit.boxes import Column, Grow, Panel, Row, Together
from game.ui.kit.canvas import Canvas
from game.ui.kit.choices import Chips, Option
from game.ui.kit.node import Mood, Node
from game.ui.kit.parts import places
from game.ui.kit.select import Select
from game.ui.kit.shaped import RoomFor, Shaped
from game.ui.map.legend import swatch
from game.ui.map.lens import LENSES, Scene, look
from game.ui.map.picture import Fill, Key, MapPicture, Route
from game.ui.match import Match
from game.ui.scenes.map_area import MapBehind, map_of
from game.ui.stage import Stage
from game.ui.words import _

__all__ = ["FIRST", "LensChoice", "behind", "legend", "legends_of", "lens_bar", "lens_picture", "lenses_of",
           "next_lens", "sharpened"]  # fmt: skip

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
    """Return the lenses of a game; where there is no corridor, there is nothing to see through theirs."""
    names = match.world.names
    powers = tuple((power, match.name(power)) for power in names.powers)
    domains = tuple((domain, match.title("domains", domain)) for domain in names.domains)
    return tuple(
        LensChoice(
            id_, _short(id_, lens.name), lens.icon, powers if lens.of_power else domains if lens.of_domain else ()
        )
        for id_, lens in LENSES.items()
        if id_ != "corridors" or names.corridors
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


def legends_of(match: Match, stage: Stage, state: State) -> dict[str, tuple[Key, ...]]:
    """Return what the legend says of every lens, whichever is used."""
    return {choice.id: lens_picture(match, stage, state, choice.id).legend for choice in lenses_of(match)}


def lens_bar(
    match: Match,
    lens: str,
    of: str,
    legends: Mapping[str, Sequence[Key]],
    show: Callable[[str], None],
    show_of: Callable[[str], None],
) -> Element:
    """Return the panel in which a lens is chosen, with the legend of what is shown.

    It is as high for every lens, so that the map above it keeps its place.

    Parameters
    ----------
    lens, of : the lens that is used, and the power or domain that it is about.
    legends : what the legend says, by lens.
    show, show_of : are called with another lens, power or domain.
    """
    choices = lenses_of(match)
    options = [Option(choice.id, choice.title, choice.icon) for choice in choices]
    told = {choice.id: _told(choice, of, legends[choice.id], show_of) for choice in choices}
    name = _("What the map shows")

    def make(kit: Kit, width: int) -> Element:
        if places(kit) > 1:
            return Column(
                [Chips("lens", name, options, [lens], show), RoomFor(told[lens], tuple(told.values()))], gap=6
            )
        return Row(
            [Select("lens", name, options, lens, show), Grow(RoomFor(told[lens], tuple(told.values())))], gap=12
        )  # the map needs the room

    return Panel(Shaped(make), name, 12, 8)


def _told(lens: LensChoice, of: str, keys: Sequence[Key], show_of: Callable[[str], None]) -> Element:
    """Return what a lens is about, if that can be chosen, beside its legend."""
    if not lens.choices:
        return legend(keys)
    known = of if any(id_ == of for id_, _words in lens.choices) else lens.choices[0][0]
    about = Select("lens of", lens.title, [Option(id_, words) for id_, words in lens.choices], known, show_of)
    return Row([about, Grow(legend(keys))], gap=12)


def legend(keys: Sequence[Key]) -> Element:
    """Return what the colours and lines of a map mean."""
    return Together([_key(key) for key in keys], gap=9, row_gap=4)


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
