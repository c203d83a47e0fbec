"""How wide words are, learned before names are laid out: the thread that does it then touches no font."""

from collections.abc import Iterator, Mapping, Sequence

from game.ui.kit.type import Typesetter
from game.ui.map.atlas import Atlas
from game.ui.map.picture import MapPicture
from game.ui.words import _

__all__ = ["Ruler", "airy", "narrower", "ways"]

_THIN = "\u2009"  # a thin space: between the capitals of large names
_APART = " · "  # between the notes of a state
_STYLES = ("state large", "state", "state small", "label", "small", "water", "neighbour")


def airy(name: str, spaces: int = 1) -> str:
    """Return a name in capitals set apart; as it is in a script without capitals."""
    capitals = name.upper()
    return (_THIN * spaces).join(capitals) if capitals != name.lower() else name


def ways(name: str) -> tuple[tuple[str, str], ...]:
    """Return the ways to write the name of a state, text and style, from the stateliest to the plainest."""
    plain = airy(name, 0)
    return (
        (airy(name, 3), "state large"), (airy(name), "state large"), (airy(name), "state"),
        (airy(name), "state small"), (plain, "state small"),
    )  # fmt: skip


def narrower(lines: Sequence[tuple[str, str]]) -> list[tuple[tuple[str, str], ...]]:
    """Return a name with its notes below one another, if there are several in a line."""
    found = tuple((part, style) for text, style in lines for part in text.split(_APART))
    return [found] if len(found) > len(lines) else []


class Ruler:
    """Widths and heights of everything that may be written on a map, in the language that is spoken.

    Parameters
    ----------
    setter : measures; used here only.
    atlas, picture : what may be written.
    """

    def __init__(self, setter: Typesetter, atlas: Atlas, picture: MapPicture) -> None:
        self.scale = setter.scale
        self._heights = {style: setter.line_height(style) for style in _STYLES}
        self._words = {name: _(name) for name in _names(atlas)}
        texts = [*self._said(atlas), *_written(picture)]
        self._widths = {(text, style): setter.width(text, style) for text, style in texts}

    def words(self, name: str) -> str:
        """Return a name in the language that is spoken."""
        return self._words[name]

    def width(self, text: str, style: str) -> int:
        """Return the width of a line in pixels."""
        return self._widths[text, style]

    def height(self, style: str) -> int:
        """Return the height of a line in pixels."""
        return self._heights[style]

    def _said(self, atlas: Atlas) -> Iterator[tuple[str, str]]:
        for state in atlas.states.values():
            yield from ways(self._words[state.name])
        for place in atlas.places.values():
            yield from ((self._words[place.name], style) for style in ("label", "small"))
        for iso in atlas.shapes.countries:
            yield airy(self._words[atlas.country(iso)]), "neighbour"
        for name in _waters(atlas):
            words = self._words[name]
            yield from ((line, "water") for line in (words, *words.split()))


def _waters(atlas: Atlas) -> Iterator[str]:
    yield from (name for name, _at in (*atlas.waters, *atlas.shapes.seas))
    yield from (lake.name for lake in atlas.shapes.lakes if lake.name)


def _names(atlas: Atlas) -> Iterator[str]:
    """Yield every name that the map may bear, as the scenario or the atlas has it."""
    groups: tuple[Mapping[str, object], ...] = (atlas.states, atlas.powers, atlas.places, atlas.shapes.countries)
    yield from (str(getattr(entry, "name", "")) for group in groups for entry in group.values())
    yield from _waters(atlas)


def _written(picture: MapPicture) -> Iterator[tuple[str, str]]:
    """Yield what a picture says itself, translated already."""
    notes = picture.notes.values()
    yield from ((part, "label") for note in notes for part in (note, *note.split(_APART)))
    yield from ((route.note, "label") for route in picture.routes)
    for dock in picture.docks:
        yield dock.name, "label"
        yield dock.note, "small"
