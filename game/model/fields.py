"""The vocabulary in which the scenario format is declared.

`schema.py` describes each section of a scenario as a frozen dataclass whose
fields are made by the functions below. Everything else follows from those
declarations: the parser, the messages, the JSON Schema and the reference
page. Nothing here knows what a scenario contains.
"""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, field
from typing import Any

__all__ = [
    "Choice", "Entries", "Flag", "Many", "Number", "Part", "Reference", "Spec", "Text", "Union",
    "choice", "entries", "flag", "line", "many", "number", "part", "reference", "text", "union", "visual", "whole",
    "word",
]  # fmt: skip


@dataclass(frozen=True)
class Spec:
    """What a setting may hold; `doc` is the sentence printed in the reference."""

    doc: str


@dataclass(frozen=True)
class Number(Spec):
    """A number in `unit` between `low` and `high` (both included).

    `unit` is the canonical unit; values written in a compatible unit are
    converted. A number needs a basis (evidence, data or assumption) unless
    `structural` is true, as for a count of turns or the edges of a picture.
    """

    unit: str = ""
    low: float | None = None
    high: float | None = None
    whole: bool = False
    structural: bool = False


@dataclass(frozen=True)
class Text(Spec):
    """A text for people; or, where `word` is true, a word that the program reads: an id, a date, a file.

    A `line` has no line breaks, and `as_id` asks for the form of all ids, since files are called by it.
    """

    longest: int = 2000
    line: bool = False
    word: bool = False
    as_id: bool = False
    known: Callable[[], tuple[str, ...]] | None = None  # the words that mean something, where they are known


@dataclass(frozen=True)
class Flag(Spec):
    """Yes or no, written `true` or `false`."""


@dataclass(frozen=True)
class Choice(Spec):
    """One of a fixed list of words."""

    options: tuple[str, ...]


@dataclass(frozen=True)
class Reference(Spec):
    """An id that the scenario defines elsewhere, in one of the namespaces `to`; `also` are extra words."""

    to: tuple[str, ...]
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Many(Spec):
    """A list of `of`."""

    of: Spec
    least: int = 0
    most: int = 200


@dataclass(frozen=True)
class Entries(Spec):
    """A mapping. Its keys are new ids in the namespace `defines`, or references to ids `keys`."""

    of: Spec
    defines: str | None = None
    keys: Reference | None = None
    least: int = 0
    most: int = 200


@dataclass(frozen=True)
class Part(Spec):
    """A nested section, described by a dataclass."""

    of: type


@dataclass(frozen=True)
class Union(Spec):
    """One of several sections, told apart by their setting `kind` (each has a class attribute `kind`)."""

    of: tuple[type, ...]


def _declare(spec: Spec, default: Any) -> Any:
    if default is MISSING:
        return field(metadata={"spec": spec}, kw_only=True)
    if isinstance(default, dict | list):
        return field(metadata={"spec": spec}, kw_only=True, default_factory=lambda: type(default)(default))
    return field(metadata={"spec": spec}, kw_only=True, default=default)


def visual(declared: Any) -> Any:
    """Mark a setting that is only looked at and can change no result: no digest of a world sees it."""
    declared.repr = False
    return declared


def number(
    doc: str,
    *,
    unit: str = "",
    low: float | None = None,
    high: float | None = None,
    structural: bool = False,
    default: Any = MISSING,
) -> Any:
    """Declare a number; it needs a basis unless it is structural."""
    return _declare(Number(doc, unit, low, high, structural=structural), default)


def whole(doc: str, *, low: int | None = None, high: int | None = None, default: Any = MISSING) -> Any:
    """Declare a structural whole number, such as a count of turns: it needs no basis."""
    return _declare(Number(doc, "", low, high, whole=True, structural=True), default)


def text(doc: str, *, default: Any = MISSING) -> Any:
    """Declare a text for people: a replay holds whatever it says, and it can be translated."""
    return _declare(Text(doc), default)


def line(doc: str = "what players read", *, default: Any = MISSING) -> Any:
    """Declare a name or a title: a text for people that has its place on a screen, in one line."""
    return _declare(Text(doc, longest=200, line=True), default)


def word(
    doc: str, *, as_id: bool = False, known: Callable[[], tuple[str, ...]] | None = None, default: Any = MISSING
) -> Any:
    """Declare a text that the program reads: an id, a date, the name of a file, a sign that is `known`."""
    return _declare(Text(doc, line=True, word=True, as_id=as_id, known=known), default)


def flag(doc: str, *, default: Any = MISSING) -> Any:
    """Declare a yes or no."""
    return _declare(Flag(doc), default)


def choice(doc: str, *options: str, default: Any = MISSING) -> Any:
    """Declare one word out of `options`."""
    return _declare(Choice(doc, options), default)


def reference(doc: str, *to: str, also: tuple[str, ...] = (), default: Any = MISSING) -> Any:
    """Declare an id of another part of the scenario."""
    return _declare(Reference(doc, to, also), default)


def many(doc: str, of: Spec, *, least: int = 0, most: int = 200, default: Any = MISSING) -> Any:
    """Declare a list."""
    return _declare(Many(doc, of, least, most), default)


def entries(
    doc: str,
    of: Spec,
    *,
    defines: str | None = None,
    keys: Reference | None = None,
    least: int = 0,
    most: int = 200,
    default: Any = MISSING,
) -> Any:
    """Declare a mapping from new ids, or from ids that stand elsewhere, to `of`."""
    return _declare(Entries(doc, of, defines, keys, least, most), default)


def part(doc: str, of: type, *, default: Any = MISSING) -> Any:
    """Declare a nested section."""
    return _declare(Part(doc, of), default)


def union(doc: str, *of: type, default: Any = MISSING) -> Any:
    """Declare a section that comes in several kinds."""
    return _declare(Union(doc, of), default)


def specs_of(section: type) -> Mapping[str, tuple[Spec, Any]]:
    """Return the settings of a section: name to (what it may hold, its default or MISSING)."""
    import dataclasses

    found: dict[str, tuple[Spec, Any]] = {}
    for entry in dataclasses.fields(section):
        spec = entry.metadata.get("spec")
        if spec is None:
            continue
        default = entry.default_factory() if entry.default_factory is not MISSING else entry.default
        found[entry.name] = (spec, default)
    return found
