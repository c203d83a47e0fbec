"""The tree that a scenario file is read into: texts, lists and mappings that know their place.

`read` builds it, `variant` merges two of them, `parse` turns one into a
scenario. A value keeps its raw text, because `NO`, `010` or `1:30` mean
different things to different YAML readers and only the schema knows what
was asked for.
"""

from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["ListNode", "MapNode", "Node", "Place", "ScalarNode", "found", "words_of"]


@dataclass(frozen=True, order=True)
class Place:
    """Where something stands: line and column count from 1, `length` characters are underlined."""

    file: str
    line: int
    column: int
    length: int = 1


@dataclass(frozen=True)
class ScalarNode:
    """A single value as written; `plain` is true when it stands without quotes."""

    place: Place
    text: str
    plain: bool

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written, or one of YAML's words for nothing."""
        return self.plain and self.text in ("", "~", "null", "Null", "NULL")


@dataclass(frozen=True)
class ListNode:
    """A list."""

    place: Place
    items: tuple["Node", ...]


@dataclass(frozen=True)
class MapNode:
    """A mapping; its keys are single values and never stand twice, except `basis`: once for each file."""

    place: Place
    entries: tuple[tuple[ScalarNode, "Node"], ...]

    def __iter__(self) -> Iterator[tuple[ScalarNode, "Node"]]:
        return iter(self.entries)

    def get(self, name: str) -> "Node | None":
        """Return the value of a key, or None."""
        return next((value for key, value in self.entries if key.text == name), None)

    def key(self, name: str) -> ScalarNode | None:
        """Return the key itself, for its place."""
        return next((key for key, _ in self.entries if key.text == name), None)

    @property
    def names(self) -> tuple[str, ...]:
        """The keys as texts."""
        return tuple(key.text for key, _ in self.entries)


Node = ScalarNode | ListNode | MapNode


def found(node: Node) -> str:
    """Say in the author's words what stands here: "a list", "the text ..."."""
    if isinstance(node, MapNode):
        return "settings (key: value)"
    if isinstance(node, ListNode):
        return "a list"
    if node.is_empty:
        return "nothing"
    return f'"{clip(node.text)}"'


def clip(text: str, longest: int = 40) -> str:
    """Shorten a text so that a message stays on its line."""
    text = " ".join(text.split())
    return text if len(text) <= longest else text[: longest - 3] + "..."


def words_of(path: tuple[str, ...]) -> str:
    """Write a path as an author says it: "actors, japan, 2nd item, budget"."""
    return ", ".join(_ordinal(step) if step.isdigit() else clip(step) for step in path)


def _ordinal(step: str) -> str:
    tail = "th" if step[-2:] in ("11", "12", "13") else {"1": "st", "2": "nd", "3": "rd"}.get(step[-1], "th")
    return f"{step}{tail} item"
