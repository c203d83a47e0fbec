"""Single values: texts, words, flags and ids.

Each function reads one kind of setting from a node: `read_x(spec, node,
where, findings)` returns the value, or BROKEN after telling the problem.
"""

import re

from game.model.fields import Choice, Flag, Reference, Text
from game.scenario.findings import Broken, Findings, Use, Where
from game.scenario.problems import suggest
from game.scenario.tree import Node, Place, ScalarNode, clip, found

__all__ = [
    "cut_by_comma",
    "noun_of",
    "nouns_of",
    "read_choice",
    "read_flag",
    "read_id",
    "read_reference",
    "read_text",
    "read_word",
]

# All that YAML 1.1 readers take for yes, no or nothing, lower-cased.
_TRUTHS = frozenset({"y", "yes", "n", "no", "on", "off", "true", "false"})
_RESERVED = frozenset({"basis", "remove", "kind", "extends"})
_ID = re.compile(r"[a-z][a-z0-9_-]{0,59}")
_CURRENCY = re.compile(r"[A-Z]{3}")


def read_word(expected: str, node: Node, where: Where, findings: Findings) -> ScalarNode | Broken:
    """Read a single value that every YAML reader takes for a text."""
    if not isinstance(node, ScalarNode):
        return findings.tell("TYP01", node.place, f"{where.words}: expected {expected}, found {found(node)}")
    if node.is_empty:
        return findings.tell("KEY04", _at(node, where), f"{where.words} has no value", f"expected {expected}")
    if node.plain and node.text.lower() in _TRUTHS:
        sentence = f"{where.words}: some YAML readers take {node.text} for yes or no, not for {expected}"
        return findings.tell("TYP04", node.place, sentence, f'write it in quotes: "{node.text}"')
    return node


def cut_by_comma(key: ScalarNode, value: Node) -> str:
    """Say how to mend a text inside { } that a comma has cut in two, so that its rest looks like a setting."""
    rest = key.plain and isinstance(value, ScalarNode) and value.is_empty
    return 'is it the rest of a text with a comma? Put that text into quotes: "one, two"' if rest else ""


def _at(node: Node, where: Where) -> Place:
    """Underline the name of the setting where the value is empty and has no width."""
    return where.place if isinstance(node, ScalarNode) and node.is_empty else node.place


def read_text(spec: Text, node: Node, where: Where, findings: Findings) -> str | Broken:
    """Read a sentence or name."""
    word = read_word("a text", node, where, findings)
    if isinstance(word, Broken):
        return word
    text = word.text.strip()
    if not text:
        return findings.tell("VAL04", word.place, f"{where.words} is an empty text")
    hidden = next((letter for letter in text if not letter.isprintable() and letter != "\n"), None)
    if hidden is not None:
        sentence = f"{where.words} holds a character that cannot be shown (U+{ord(hidden):04X})"
        return findings.tell("VAL04", word.place, sentence, "leave it out")
    if len(text) > spec.longest:
        return findings.tell("VAL04", word.place, f"{where.words} has more than {spec.longest:,} characters")
    if spec.line and "\n" in text:
        return findings.tell("VAL04", word.place, f"{where.words} goes over several lines", "write it in one line")
    if spec.as_id and not _ID.fullmatch(text):
        return findings.tell("IDS01", word.place, f'"{clip(text)}" cannot be an id', _id_hint("", text))
    return text


def read_flag(_: Flag, node: Node, where: Where, findings: Findings) -> bool | Broken:
    """Read true or false."""
    if isinstance(node, ScalarNode) and node.plain and node.text in ("true", "false"):
        return node.text == "true"
    if isinstance(node, ScalarNode) and node.is_empty:
        return findings.tell("KEY04", where.place, f"{where.words} has no value", "write true or false")
    hint = "write true or false"
    if isinstance(node, ScalarNode) and node.text.lower() in _TRUTHS:
        hint = f"write {'true' if node.text.lower() in ('y', 'yes', 'on', 'true') else 'false'}"
    return findings.tell("TYP05", node.place, f"{where.words}: expected true or false, found {found(node)}", hint)


def read_choice(spec: Choice, node: Node, where: Where, findings: Findings) -> str | Broken:
    """Read one of the listed words."""
    word = read_word(f"one of {', '.join(spec.options)}", node, where, findings)
    if isinstance(word, Broken) or word.text in spec.options:
        return word if isinstance(word, Broken) else word.text
    sentence = f'{where.words}: "{clip(word.text)}" is not among the choices'
    return findings.tell("TYP06", word.place, sentence, suggest(word.text, spec.options))


def read_reference(spec: Reference, node: Node, where: Where, findings: Findings) -> str | Broken:
    """Read an id that stands elsewhere; whether it does is checked when the whole file is read."""
    word = read_word(f"the id of {noun_of(spec.to)}", node, where, findings)
    if isinstance(word, Broken):
        return word
    findings.uses.append(Use(word.text, spec.to, spec.also, where.path, word.place))
    return word.text


def read_id(namespace: str, key: ScalarNode, findings: Findings) -> bool:
    """Check the form of a new id and tell whether it can be used."""
    shape = _CURRENCY if namespace == "currencies" else _ID
    if key.plain and key.text.lower() in _TRUTHS:
        sentence = f"some YAML readers take the id {key.text} for yes or no"
        quoted = f'write it in quotes: "{key.text}", or ' if shape.fullmatch(key.text) else ""
        findings.tell("TYP04", key.place, sentence, f"{quoted}choose another id")
    elif key.text in _RESERVED:
        findings.tell("IDS02", key.place, f'"{key.text}" has a meaning of its own and cannot be an id')
    elif not shape.fullmatch(key.text):
        findings.tell("IDS01", key.place, f'"{clip(key.text)}" cannot be an id', _id_hint(namespace, key.text))
    else:
        return True
    return False


def _id_hint(namespace: str, text: str) -> str:
    if namespace == "currencies":
        return "a currency has three capital letters, such as JPY"
    better = re.sub(r"[^a-z0-9_-]+", "_", text.lower()).strip("_-0123456789")[:60]
    rule = "lower-case letters, digits, _ and -, beginning with a letter"
    return f'write "{better}": {rule}' if better else rule


def noun_of(namespaces: tuple[str, ...]) -> str:
    """Say what the ids of some namespaces are: "an actor", "a lever or a project"."""
    return " or ".join(f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}" for noun in nouns_of(namespaces))


def nouns_of(namespaces: tuple[str, ...]) -> list[str]:
    """Return what the ids of some namespaces are, one word for each namespace."""
    return [_singular(name) for name in namespaces]


def _singular(name: str) -> str:
    name = name.replace("_", " ")
    return name.removesuffix("ies") + "y" if name.endswith("ies") else name.removesuffix("s")
