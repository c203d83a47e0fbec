"""Sections that every other section may use: sources, quotes and places."""

from dataclasses import dataclass

from game.model.fields import line, number, reference, text, visual

# The colours that powers can have on the map. Each stays apart from the others in every kind of colour blindness and
# comes with a hatch of its own; what they look like is a matter of the screen's theme.
HUES = ("blue", "orange", "pink", "green", "yellow", "cyan", "violet", "brown")

# Settings whose texts are the words of others: no translation changes them, and no game reads them.
CITED = frozenset({"sources", "evidence"})


@dataclass(frozen=True)
class Evidence:
    """A source and the exact words that stand in it."""

    source: str = reference("where the words stand", "sources")
    quote: str = text("the exact words")


@dataclass(frozen=True)
class Source:
    """A text or a public table that the scenario rests on."""

    title: str = line("its title")
    publisher: str = text("who published it", default="")
    date: str = text("when", default="")
    file: str = text("the file that holds its words, for quotes", default="")
    address: str = text("where anyone can find it", default="")
    note: str = text("what to know about it", default="")


@dataclass(frozen=True)
class Place:
    """A point on the map."""

    name: str = line()
    longitude: float = number("degrees east", unit="degrees", low=-180, high=180)
    latitude: float = number("degrees north", unit="degrees", low=-90, high=90)
    capital_of: str = visual(reference("the actor that is governed from here", "actors", default=""))
