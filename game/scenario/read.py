"""YAML text to a tree of nodes that know their line and column.

Only PyYAML's event stream is used: its loaders build objects, take duplicate
keys, read NO as false and crash the interpreter on deep nesting. Limits hold
before anything is built, so that no file can hang or crash the program.
This is the only module that knows PyYAML.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from game.scenario.problems import Note, Problem, nearest, suggest
from game.scenario.tree import ListNode, MapNode, Node, Place, ScalarNode, clip

__all__ = ["Reading", "read_file", "read_text"]

MOST_BYTES = 1_000_000
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


@dataclass(frozen=True)
class Reading:
    """A file as read: its tree (None if it could not be built), its lines and its problems."""

    file: str
    node: Node | None
    lines: tuple[str, ...]
    problems: tuple[Problem, ...]


class _UnreadableError(Exception):
    """A fault after which the rest of the file cannot be read."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.sentence)
        self.problem = problem


def read_file(path: Path, file: str | None = None) -> Reading:
    """Read a scenario file.

    Parameters
    ----------
    path
        The file.
    file
        The name under which problems mention it; the path itself by default.

    Returns
    -------
    Reading
        Never raises: whatever is wrong is among the problems.
    """
    name = file or str(path)
    start = Place(name, 1, 1)
    try:
        text = _decode(_read_bytes(path, start), start)
    except _UnreadableError as stop:
        return Reading(name, None, (), (stop.problem,))
    return read_text(text, name)


def _read_bytes(path: Path, start: Place) -> bytes:
    try:
        if not path.exists():
            raise _UnreadableError(Problem("FIL01", start, "there is no such file", _beside(path)))
        if not path.is_file():
            raise _UnreadableError(
                Problem("FIL01", start, "this is not a file", "give the name of a scenario file (.yaml)")
            )
        with path.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "the name is not possible"
        raise _UnreadableError(
            Problem("FIL01", start, f"the file cannot be opened: {reason.lower()}")
        ) from None
    if len(data) > MOST_BYTES:
        raise _UnreadableError(Problem("FIL02", start, "the file has more than 1 MB"))
    return data


def _beside(path: Path) -> str:
    try:
        names = [other.name for other in path.parent.iterdir() if other.suffix in (".yaml", ".yml")]
    except OSError:
        return "the folder does not exist either"
    near = nearest(path.name, names[:500])
    return f'did you mean "{near}"?' if near else ""


def _decode(data: bytes, start: Place) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        place = Place(start.file, before.count(b"\n") + 1, column)
        hint = "save it as UTF-8 in your editor" if b"\0" not in data else "this looks like no text at all"
        raise _UnreadableError(Problem("FIL03", place, "the file is not text in UTF-8", hint)) from None


def read_text(text: str, file: str, origin: Place | None = None) -> Reading:
    """Read YAML text.

    Parameters
    ----------
    text
        The text.
    file
        The name under which problems mention it.
    origin
        Where the text begins, if it is a part of something larger.

    Returns
    -------
    Reading
        Never raises: whatever is wrong is among the problems.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    lines = tuple(text.split("\n"))
    builder = _Builder(file, lines, origin or Place(file, 1, 1))
    node: Node | None = None
    try:
        builder.check_characters()
        node = builder.build(_events(text, builder))
    except _UnreadableError as stop:
        builder.problems.append(stop.problem)
    return Reading(file, node, lines, tuple(builder.problems))


def _events(text: str, builder: "_Builder") -> Iterator[Any]:
    """Yield the events of PyYAML; whatever it raises becomes a problem with a place."""
    try:
        yield from yaml.parse(text, Loader=PARSER)
    except yaml.MarkedYAMLError as error:
        raise _UnreadableError(_syntax_problem(error, builder)) from None
    except (yaml.YAMLError, ValueError, LookupError, AttributeError, RecursionError):
        # PyYAML raises more than its own errors, and then without a place: the last event is the nearest.
        raise _UnreadableError(
            Problem("YML01", builder.last, "this cannot be read as YAML", "look at what follows this place")
        ) from None


# What PyYAML says, what we say instead, and how to mend it.
_SYNTAX: tuple[tuple[str, str, str], ...] = (
    ("mapping values are not allowed", "a colon that does not fit here",
     "a text with a colon in it needs quotes; or this line is indented too far"),
    ("could not find expected ':'", "a line without a colon",
     "write `setting: value`; a text that goes on needs quotes or the same indentation"),
    ("did not find expected key", "the indentation does not fit to the lines above",
     "the settings of a section stand exactly under each other"),
    ("expected <block end>", "the indentation does not fit to the lines above",
     "the settings of a section stand exactly under each other"),
    ("did not find expected '-'", "the indentation does not fit to the lines above",
     "the items of a list stand exactly under each other"),
    ("did not find expected ',' or '}'", "a `{` without its `}`, or a comma is missing", "{a: 1, b: 2}"),
    ("expected ',' or '}'", "a `{` without its `}`, or a comma is missing", "{a: 1, b: 2}"),
    ("did not find expected ',' or ']'", "a `[` without its `]`, or a comma is missing", "write [a, b]"),
    ("expected ',' or ']'", "a `[` without its `]`, or a comma is missing", "write [a, b]"),
    ("unexpected end of stream", "a quotation mark that is opened and never closed", "close the quotes"),
    ("unknown escape character", "a backslash that means nothing here", "use 'single quotes' or \\\\"),
    ("cannot start any token", "a character that cannot begin a value", "put the value in quotes"),
    ("block sequence entries are not allowed", "a list that cannot begin here", "begin it on the next line"),
)  # fmt: skip


def _syntax_problem(error: yaml.MarkedYAMLError, builder: "_Builder") -> Problem:
    mark = error.problem_mark or error.context_mark
    place = builder.place(mark, mark) if mark is not None else builder.last
    line = builder.lines[mark.line] if mark is not None and mark.line < len(builder.lines) else ""
    if "\t" in line[: len(line) - len(line.lstrip())]:
        place = Place(place.file, place.line, line.index("\t") + 1)
        return Problem("YML08", place, "a tab stands in the indentation", "use spaces")
    said = f"{error.problem} {error.context or ''}"
    if "tag handle" in said or "tag" in (error.context or ""):
        return Problem(
            "YML05", place, "tags (`!name`) are not allowed", "a text with ! at its start needs quotes"
        )
    if "alias" in said or "anchor" in said:
        return Problem("YML04", place, "a `*` or `&` without a name", "a text that begins so needs quotes")
    begin = builder.place(error.context_mark, error.context_mark) if error.context_mark else place
    for fragment, sentence, hint in _SYNTAX:
        if fragment in said:
            return _from_beginning(sentence, hint, begin, place)
    return Problem("YML01", place, f"this is not correct YAML ({error.problem})")


def _from_beginning(sentence: str, hint: str, begin: Place, noticed: Place) -> Problem:
    """Point to where an open bracket or quote begins rather than to the far line where it is missed."""
    if begin.line == noticed.line:
        return Problem("YML01", noticed, sentence, hint)
    if "never closed" in sentence or "without" in sentence:
        return Problem("YML01", begin, sentence, hint, (Note("noticed here", noticed),))
    return Problem("YML01", noticed, sentence, hint, (Note("what it belongs to begins here", begin),))


@dataclass
class _Open:
    """A list or mapping whose end has not come yet."""

    place: Place
    is_map: bool
    anchor: str | None
    children: list[Node] = field(default_factory=list)
    size: int = 1
    height: int = 1


class _Builder:
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
                raise _UnreadableError(_invisible(match.group(), place))

    def build(self, events: Iterator[Any]) -> Node | None:
        """Return the root of the tree."""
        for event in events:
            self.last = self.place(event.start_mark, event.end_mark)
            self._take(event)
        return self.root

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
            raise _UnreadableError(
                Problem("YML06", self.last, "a second document begins here", "one file, one scenario")
            )

    def _refuse_tag(self, event: Any) -> None:
        if event.tag is not None:
            raise _UnreadableError(
                Problem(
                    "YML05", self.last, f'the tag "{clip(event.tag)}" is not allowed', "write the plain value"
                )
            )

    def _scalar(self, event: Any) -> ScalarNode:
        plain = event.style is None or event.style == ""
        node = ScalarNode(self.last, event.value, plain)
        match = _LOOKS_LIKE_SPACE.search(event.value) if plain else None
        if match and len(self.problems) < 50:
            self.problems.append(_invisible(match.group(), self.last))
        return node

    def _begin(self, event: Any) -> None:
        if len(self.open) >= MOST_DEPTH:
            raise _UnreadableError(
                Problem("YML02", self.last, f"more than {MOST_DEPTH} levels inside each other")
            )
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
            raise _UnreadableError(Problem("YML04", self.last, f"more than {MOST_ALIASES} repeated blocks"))
        if event.anchor not in self.anchors:
            raise _UnreadableError(
                Problem("YML04", self.last, f'no block is marked "&{clip(event.anchor)}" before this line',
                        _near_anchor(event.anchor, self.anchors))
            )  # fmt: skip
        known = self.anchors[event.anchor]
        if known is None:
            raise _UnreadableError(
                Problem("YML04", self.last, f'the block "{clip(event.anchor)}" holds itself')
            )
        self._close_value(known[0], None, known[1], known[2])

    def _close_value(self, node: Node, anchor: str | None, size: int, height: int) -> None:
        """Put a complete value where it belongs, counting what it weighs when repeats are written out."""
        if anchor:
            self.anchors[anchor] = (node, size, height)
        if len(self.open) + height > MOST_DEPTH + 1:
            raise _UnreadableError(
                Problem("YML02", self.last, f"more than {MOST_DEPTH} levels inside each other")
            )
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
            raise _UnreadableError(Problem("YML03", self.last, "more than 50,000 values, repeats counted"))

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
    return Problem(
        "KEY03", key.place, sentence, "keep one of them", (Note("first defined here", first.place),)
    )


def _invisible(char: str, place: Place) -> Problem:
    names = {"\u00a0": "a no-break space", "\ufeff": "a byte-order mark", "\u200b": "a zero-width space"}
    name = names.get(char, f"the invisible character U+{ord(char):04X}")
    return Problem("YML07", place, f"{name} stands here", "delete it and type a plain space if one is needed")


def _near_anchor(name: str, names: dict[str, Any]) -> str:
    return suggest(name, names, "marked are")
