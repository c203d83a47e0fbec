"""PyYAML's events to a tree.

Only the event stream is used: PyYAML's loaders build objects, take duplicate
keys, read NO as false, and the fast one crashes the interpreter on deep
nesting. Limits hold before anything is built, so that no file can hang or
crash the program.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from game.scenario.problems import Note, Problem, suggest
from game.scenario.syntax import syntax_problem
from game.scenario.tree import ListNode, MapNode, Node, Place, ScalarNode, clip

__all__ = ["Builder", "UnreadableError"]

MOST_DEPTH = 32
MOST_NODES = 50_000
MOST_ALIASES = 500

# libyaml is part of most PyYAML packages, not of all; both give the same events.
PARSER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# YAML allows these line breaks, editors do not count them: lines would be numbered differently.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)
_LOOKS_LIKE_SPACE = re.compile("[\u00a0\u00ad\u1680\u2000-\u200b\u202f\u205f\u2060\u3000]")


class UnreadableError(Exception):
    """A fault after which the rest of the file cannot be read."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.sentence)
        self.problem = problem


@dataclass
class _Open:
    """A list or mapping whose end has not come yet."""

    place: Place
    is_map: bool
    anchor: str | None
    children: list[Node] = field(default_factory=list)
    size: int = 1
    height: int = 1


class Builder:
    """Builds the tree from events, counting as it goes."""

    def __init__(self, file: str, lines: tuple[str, ...], origin: Place) -> None:
        self.file = file
        self.lines = lines
        self.origin = origin
        self.problems: list[Problem] = []
        self.last = origin
        self.open: list[_Open] = []
        self.anchors: dict[str, tuple[Node, int, int] | None] = {}
        self.nodes = 0
        self.aliases = 0
        self.documents = 0
        self.root: Node | None = None

    def place(self, start: Any, end: Any) -> Place:
        """Turn PyYAML's marks into a place."""
        shift = self.origin.column - 1 if start.line == 0 else 0
        if end.line == start.line:
            length = end.column - start.column
        else:
            length = len(self.lines[start.line]) - start.column if start.line < len(self.lines) else 1
        return Place(self.file, start.line + self.origin.line, start.column + 1 + shift, max(1, length))

    def check_characters(self) -> None:
        """Refuse characters that no editor shows."""
        for number, line in enumerate(self.lines):
            match = _FORBIDDEN.search(line)
            if match:
                place = Place(self.file, number + self.origin.line, match.start() + 1)
                raise UnreadableError(_invisible(match.group(), place))

    def build(self, text: str) -> Node | None:
        """Return the root of the tree, None for an empty text."""
        for event in self._events(text):
            self.last = self.place(event.start_mark, event.end_mark)
            self._take(event)
        return self.root

    def _events(self, text: str) -> Iterator[Any]:
        """Yield the events of PyYAML; whatever it raises becomes a problem with a place."""
        try:
            yield from yaml.parse(text, Loader=PARSER)
        except yaml.MarkedYAMLError as error:
            raise UnreadableError(syntax_problem(error, self.place, self.last, self.lines)) from None
        except (yaml.YAMLError, ValueError, LookupError, AttributeError, RecursionError):
            # PyYAML raises more than its own errors, and then without a place: the last event is the nearest.
            raise UnreadableError(
                Problem("YML01", self.last, "this cannot be read as YAML", "look at what follows this place")
            ) from None

    def _take(self, event: Any) -> None:
        if isinstance(event, yaml.ScalarEvent):
            self._refuse_tag(event)
            self._close_value(self._scalar(event), event.anchor, 1, 1)
        elif isinstance(event, yaml.SequenceStartEvent | yaml.MappingStartEvent):
            self._refuse_tag(event)
            self._begin(event)
        elif isinstance(event, yaml.SequenceEndEvent | yaml.MappingEndEvent):
            self._end()
        elif isinstance(event, yaml.AliasEvent):
            self._alias(event)
        elif isinstance(event, yaml.DocumentStartEvent):
            self._document()

    def _document(self) -> None:
        self.documents += 1
        if self.documents > 1:
            raise UnreadableError(
                Problem("YML06", self.last, "a second document begins here", "one file, one scenario")
            )

    def _refuse_tag(self, event: Any) -> None:
        if event.tag is not None:
            raise UnreadableError(
                Problem("YML05", self.last, f'the tag "{clip(event.tag)}" is not allowed', "write the plain value")
            )

    def _scalar(self, event: Any) -> ScalarNode:
        plain = event.style is None or event.style == ""
        match = _LOOKS_LIKE_SPACE.search(event.value) if plain else None
        if match is None:
            return ScalarNode(self.last, event.value, plain)
        self._tell(_invisible(match.group(), self.last))
        return ScalarNode(self.last, _LOOKS_LIKE_SPACE.sub("", event.value), plain)  # so that it is known below

    def _begin(self, event: Any) -> None:
        if len(self.open) >= MOST_DEPTH:
            raise UnreadableError(Problem("YML02", self.last, f"more than {MOST_DEPTH} levels inside each other"))
        start = self.place(event.start_mark, event.start_mark)
        self.open.append(_Open(start, isinstance(event, yaml.MappingStartEvent), event.anchor))
        if event.anchor:
            self.anchors[event.anchor] = None  # until it is complete

    def _end(self) -> None:
        ended = self.open.pop()
        node: Node = self._mapping(ended) if ended.is_map else ListNode(ended.place, tuple(ended.children))
        self._close_value(node, ended.anchor, ended.size, ended.height)

    def _alias(self, event: Any) -> None:
        self.aliases += 1
        if self.aliases > MOST_ALIASES:
            raise UnreadableError(Problem("YML04", self.last, f"more than {MOST_ALIASES} repeated blocks"))
        if event.anchor not in self.anchors:
            raise UnreadableError(
                Problem("YML04", self.last, f'no block is marked "&{clip(event.anchor)}" before this line',
                        suggest(event.anchor, self.anchors, "marked are"))
            )  # fmt: skip
        known = self.anchors[event.anchor]
        if known is None:
            raise UnreadableError(Problem("YML04", self.last, f'the block "{clip(event.anchor)}" holds itself'))
        self._close_value(known[0], None, known[1], known[2])

    def _close_value(self, node: Node, anchor: str | None, size: int, height: int) -> None:
        """Put a complete value where it belongs, counting what it weighs when repeats are written out."""
        if anchor:
            self.anchors[anchor] = (node, size, height)
        if len(self.open) + height > MOST_DEPTH + 1:
            raise UnreadableError(Problem("YML02", self.last, f"more than {MOST_DEPTH} levels inside each other"))
        if not self.open:
            self.root = node
            return
        parent = self.open[-1]
        parent.children.append(node)
        parent.size += size
        parent.height = max(parent.height, height + 1)
        self._count(parent)

    def _count(self, parent: _Open) -> None:
        self.nodes += 1
        if self.nodes > MOST_NODES or parent.size > MOST_NODES:
            raise UnreadableError(Problem("YML03", self.last, "more than 50,000 values, repeats counted"))

    def _mapping(self, ended: _Open) -> MapNode:
        own: dict[str, tuple[ScalarNode, Node]] = {}
        taken: dict[str, tuple[ScalarNode, Node]] = {}
        for key, value in zip(ended.children[::2], ended.children[1::2], strict=True):
            if not isinstance(key, ScalarNode):
                self._tell(Problem("YML09", key.place, "the name of a setting must be a single word"))
            elif key.plain and key.text == "<<":
                taken = {**self._merged(key, value), **taken}
            elif key.text in own:
                self._tell(_twice(key, own[key.text][0]))
            else:
                own[key.text] = (key, value)
        return MapNode(ended.place, tuple({**taken, **own}.values()))

    def _merged(self, key: ScalarNode, value: Node) -> dict[str, tuple[ScalarNode, Node]]:
        blocks = value.items if isinstance(value, ListNode) else (value,)
        taken: dict[str, tuple[ScalarNode, Node]] = {}
        for block in reversed(blocks):
            if isinstance(block, MapNode):
                taken.update({name.text: (name, inner) for name, inner in block})
            else:
                self._tell(
                    Problem(
                        "YML10",
                        key.place,
                        "`<<` needs a block of settings",
                        "write <<: *name, marked &name before",
                    )
                )
        return taken

    def _tell(self, problem: Problem) -> None:
        if len(self.problems) < 200:
            self.problems.append(problem)


def _twice(key: ScalarNode, first: ScalarNode) -> Problem:
    sentence = f'"{clip(key.text)}" stands twice in the same section'
    return Problem("KEY03", key.place, sentence, "keep one of them", (Note("first defined here", first.place),))


def _invisible(char: str, place: Place) -> Problem:
    names = {"\u00a0": "a no-break space", "\ufeff": "a byte-order mark", "\u200b": "a zero-width space"}
    name = names.get(char, f"the invisible character U+{ord(char):04X}")
    return Problem("YML07", place, f"{name} stands here", "delete it and type a plain space if one is needed")
