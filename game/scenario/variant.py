"""Variants: a file that `extends` another, and changes given on the command line.

Both work on trees before anything is parsed, and every value keeps the place
where it was written, so that a message points into the right file.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from game.scenario.findings import COMMAND_LINE
from game.scenario.problems import Problem, nearest, suggest
from game.scenario.read import Reading, read_text
from game.scenario.read import read_file as read_one
from game.scenario.tree import ListNode, MapNode, Node, Place, ScalarNode, clip, found

__all__ = ["Resolved", "apply_changes", "merge", "resolve"]

MOST_BASES = 4
_OF_A_NUMBER = frozenset({"value", "times", "evidence", "data", "assumption"})


@dataclass(frozen=True)
class Resolved:
    """A tree with its bases merged in, the lines of all files, and the problems."""

    node: Node | None
    texts: Mapping[str, Sequence[str]]
    problems: tuple[Problem, ...]


def resolve(path: Path) -> Resolved:
    """Read a file and merge it into the file that it extends, if any."""
    return _resolve(read_one(path), path, ())


def _resolve(reading: Reading, path: Path, above: tuple[Path, ...]) -> Resolved:
    own = Resolved(reading.node, {reading.file: reading.lines}, reading.problems)
    if not isinstance(reading.node, MapNode) or reading.node.get("extends") is None:
        return own
    changes, wish = _without(reading.node, "extends"), reading.node.get("extends")
    target = _base_path(wish, path, (*above, path.resolve()))
    if isinstance(target, Problem):
        return Resolved(None, own.texts, (*own.problems, target))
    base = _resolve(read_one(target), target, (*above, path.resolve()))
    texts, problems = {**base.texts, **own.texts}, (*own.problems, *base.problems)
    if not isinstance(base.node, MapNode):
        return Resolved(None, texts, problems)
    told: list[Problem] = []
    return Resolved(merge(base.node, changes, told), texts, (*problems, *told))


def _without(node: MapNode, name: str) -> MapNode:
    return MapNode(node.place, tuple(entry for entry in node if entry[0].text != name))


def _base_path(wish: Node | None, path: Path, chain: tuple[Path, ...]) -> Path | Problem:
    """Return the file that a variant extends; it lies in the same folder and nowhere else."""
    assert wish is not None
    hint = "name a scenario file of the same folder, such as extends: base.yaml"
    if not isinstance(wish, ScalarNode) or wish.is_empty:
        return Problem("EXT01", wish.place, f"extends: expected the name of a file, found {found(wish)}", hint)
    name = wish.text
    if Path(name).name != name or any(char in name for char in "\\:\0") or not name.endswith((".yaml", ".yml")):
        return Problem("EXT01", wish.place, f'"{clip(name)}" is not a scenario file of this folder', hint)
    target = path.parent / name
    try:
        real = target.resolve()
        inside = real.parent == path.parent.resolve()
        exists = target.is_file()
    except (OSError, RuntimeError):
        inside = exists = False
    if exists and not inside:
        return Problem("EXT01", wish.place, f'"{clip(name)}" is a link that leads outside this folder', hint)
    if not exists:
        names = sorted(other.name for other in path.parent.glob("*.y*ml"))[:200]
        near = nearest(name, names)
        hint = f'did you mean "{near}"?' if near else hint
        return Problem("EXT01", wish.place, f'there is no scenario file "{clip(name)}" in this folder', hint)
    if real in chain:
        if real == chain[-1]:
            return Problem("EXT02", wish.place, f'"{clip(name)}" extends itself', "remove the line")
        sentence = f'"{clip(name)}" extends this file in turn'
        return Problem("EXT02", wish.place, sentence, "remove `extends` in the one that stands alone")
    if len(chain) > MOST_BASES:
        return Problem("EXT03", wish.place, f"more than {MOST_BASES} files upon each other", "merge some of them")
    return target


def merge(base: MapNode, changes: MapNode, told: list[Problem]) -> MapNode:
    """Lay changes over a base: sections are merged, values and lists replaced, `remove` deletes.

    Where both say `basis`, both stay, because each covers the numbers of its own file.

    Parameters
    ----------
    base, changes
        The two trees.
    told
        Receives what is wrong with the changes.

    Returns
    -------
    MapNode
        A new tree; every value keeps its place.
    """
    entries = _by_name(base)
    for key, value in changes:
        name = _name(key)
        under = entries.get(name)
        if _removes(value):
            if entries.pop(name, None) is None:
                hint = suggest(key.text, base.names, "the base has here")
                told.append(Problem("EXT04", key.place, f'there is no "{clip(key.text)}" to remove', hint))
        elif isinstance(value, MapNode) and not _is_whole(key.text, value, under):
            below = under[1] if under and isinstance(under[1], MapNode) else MapNode(value.place, ())
            entries[name] = (under[0] if under else key, merge(below, value, told))
        else:
            entries[name] = (key, value)
    return MapNode(changes.place, tuple(entries.values()))


def _by_name(node: MapNode) -> dict[str, tuple[ScalarNode, Node]]:
    return {_name(key): (key, value) for key, value in node}


def _name(key: ScalarNode) -> str:
    """Return what a key stands for: its text, and for `basis` the file that it covers as well."""
    return f"basis {key.place.file}" if key.text == "basis" else key.text


def _removes(value: Node) -> bool:
    return isinstance(value, ScalarNode) and value.plain and value.text in ("remove", "null", "~")


def _is_whole(name: str, value: MapNode, under: tuple[ScalarNode, Node] | None) -> bool:
    """Tell whether settings belong so closely together that half of the base's would make no sense.

    That is a number with its basis, a basis, a quote with its source, and a
    section that becomes one of another kind.
    """
    before = under[1] if under else None
    if name in ("basis", "evidence") or not isinstance(before, MapNode):
        return name in ("basis", "evidence")
    if "value" in before.names and _OF_A_NUMBER.issuperset(before.names):
        return True
    kinds = [kind.text for kind in (before.get("kind"), value.get("kind")) if isinstance(kind, ScalarNode)]
    return len(set(kinds)) > 1


def apply_changes(root: MapNode, changes: Sequence[str], told: list[Problem]) -> MapNode:
    """Apply changes such as "actors.japan.purse.start=4 bn USD" to a tree."""
    for number, change in enumerate(changes, start=1):
        path, equals, text = change.partition("=")
        place = Place(COMMAND_LINE, number, 1, max(1, len(path)))
        if not equals or not path.strip() or not text.strip():
            hint = 'write --set "actors.japan.hedging=1.2"'
            told.append(Problem("SET01", place, "a change has the form PATH=VALUE", hint))
            continue
        reading = read_text(text, COMMAND_LINE, Place(COMMAND_LINE, number, len(path) + 2))
        told.extend(reading.problems)
        if reading.node is not None:
            steps = tuple(path.strip().split("."))
            root = _as_map(_changed(root, steps, (), reading.node, place, told), root)
    return root


def _as_map(node: Node, otherwise: MapNode) -> MapNode:
    return node if isinstance(node, MapNode) else otherwise


def _changed(
    node: Node, steps: tuple[str, ...], done: tuple[str, ...], value: Node, place: Place, told: list[Problem]
) -> Node:
    """Return a copy of a tree in which one value is another."""
    if not steps:
        return value
    step, rest = steps[0], steps[1:]
    start = place.column + sum(len(name) + 1 for name in done)
    here = Place(place.file, place.line, start, max(1, len(step)))
    if isinstance(node, ListNode):
        return _changed_item(node, steps, done, value, (place, here), told)
    if not isinstance(node, MapNode):
        told.append(Problem("SET02", here, f'{", ".join(done)} has no parts, so "{clip(step)}" cannot be set'))
        return node
    entries = _by_name(node)
    if step in entries:
        key, inner = entries[step]
        entries[step] = (
            key if rest else ScalarNode(here, step, True),
            _changed(inner, rest, (*done, step), value, place, told),
        )
    elif not rest:
        entries[step] = (ScalarNode(here, step, True), value)  # whether it may stand here, the parser tells
    else:
        told.append(Problem("SET02", here, f'there is no "{clip(step)}" {_in(done)}', suggest(step, entries)))
    return MapNode(node.place, tuple(entries.values()))


def _in(done: tuple[str, ...]) -> str:
    return f"in {', '.join(done)}" if done else "at the top level"


def _changed_item(
    node: ListNode,
    steps: tuple[str, ...],
    done: tuple[str, ...],
    value: Node,
    places: tuple[Place, Place],
    told: list[Problem],
) -> Node:
    step, rest = steps[0], steps[1:]
    index = int(step) - 1 if step.isascii() and step.isdigit() and len(step) < 6 else -1
    if not 0 <= index < len(node.items):
        sentence = f'there is no item "{clip(step)}" {_in(done)}'
        told.append(Problem("SET02", places[1], sentence, f"items are counted from 1 to {len(node.items)}"))
        return node
    items = list(node.items)
    items[index] = _changed(items[index], rest, (*done, step), value, places[0], told)
    return ListNode(node.place, tuple(items))
