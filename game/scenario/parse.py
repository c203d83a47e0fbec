"""The tree of a file to a scenario, driven by the declarations in `schema` and by nothing else.

Every fault is told in one run, and only once: what could not be read is
BROKEN and nothing that needs it complains again. Ids are looked up when the
whole file is read, so that they may stand in any order.
"""

from collections.abc import Iterable, Mapping
from dataclasses import MISSING, dataclass, replace
from typing import Any

from game.model.fields import Choice, Entries, Flag, Many, Number, Part, Reference, Spec, Text, Union
from game.scenario import scalars
from game.scenario.findings import (
    BROKEN,
    COMMAND_LINE,
    NOWHERE,
    Basis,
    Broken,
    Findings,
    NumberRecord,
    Path,
    Quote,
    Use,
    Where,
)
from game.scenario.numbers import read_basis, read_currencies, read_number, tell_bare_numbers
from game.scenario.problems import Note, Problem, in_order, suggest
from game.scenario.references import check_uses
from game.scenario.settings import is_evidence, sections_of, settings_of
from game.scenario.tree import ListNode, MapNode, Node, Place, ScalarNode, clip, found, words_of

__all__ = ["Parsed", "parse"]

MOST_UNKNOWN = 20  # unknown settings told in one section


@dataclass(frozen=True)
class Parsed:
    """A scenario, None if it has errors, and what its reading brought to light."""

    scenario: Any
    problems: tuple[Problem, ...]
    numbers: tuple[NumberRecord, ...]
    quotes: tuple[Quote, ...]
    ids: Mapping[str, Mapping[str, Place]]
    uses: tuple[Use, ...]
    places: Mapping[Path, Place]

    def place(self, *path: str) -> Place:
        """Return where a setting stands, or the nearest section around it that stands in the file."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places[path]


def parse(root: Node, section: type, given: Mapping[str, Iterable[str]] | None = None) -> Parsed:
    """Read a tree as a section.

    Parameters
    ----------
    root
        The tree of the file.
    section
        The dataclass that describes the whole file.
    given
        Ids that exist without being defined in the file, by namespace.

    Returns
    -------
    Parsed
        Never raises: whatever is wrong is among the problems.
    """
    findings = Findings(currencies=read_currencies(root) if isinstance(root, MapNode) else {})
    for namespace, names in (given or {}).items():
        for name in names:
            findings.define(namespace, name, NOWHERE)
    findings.places[()] = root.place
    changed = {COMMAND_LINE: Basis("assumption", reason="set on the command line")}
    scenario = _read_section(section, root, Where((), root.place, changed), findings)
    tell_bare_numbers(findings)
    check_uses(findings)
    problems = in_order(findings.problems)
    return Parsed(
        None if problems or isinstance(scenario, Broken) else scenario,
        problems,
        tuple(findings.numbers),
        tuple(findings.quotes),
        findings.ids,
        tuple(findings.uses),
        findings.places,
    )


def _read(spec: Spec, node: Node, where: Where, findings: Findings) -> Any:
    """Read whatever a setting may hold."""
    findings.places[where.path] = where.place if where.place.length > 1 else node.place
    return _READERS[type(spec)](spec, node, where, findings)


def _read_part(spec: Part, node: Node, where: Where, findings: Findings) -> Any:
    return _read_section(spec.of, node, where, findings)


def _read_section(section: type, node: Node, where: Where, findings: Findings) -> Any:
    """Read the settings of a section and build its dataclass."""
    if not isinstance(node, MapNode):
        _doubt_inside(section, findings)
        return _expected("settings (key: value)", node, where, findings)
    where = _with_basis(node, where, findings)
    where = replace(where, around=((section, where.path), *where.around))
    known = settings_of(section)
    allowed = {"basis"} | ({"kind"} if hasattr(section, "kind") else set())
    values: dict[str, Any] = {}
    for key, value in _matched(node, known, allowed, where, findings):
        name, spec, _ = known[key.text]
        before = len(findings.problems)
        values[name] = _read(spec, value, where.inside(key.text, key.place), findings)
        if key.text not in node.names:  # only a guess at what was meant: that it has another form is no second fault
            later = findings.problems[before:]
            findings.problems[before:] = [one for one in later if (one.code, one.place) != ("TYP01", value.place)]
    complete = _is_complete(known, values, where, findings)
    if not complete or any(isinstance(value, Broken) for value in values.values()):
        return BROKEN
    if is_evidence(section):
        quote = node.get("quote")
        findings.quotes.append(
            Quote(values["source"], values["quote"], where.path, quote.place if quote else node.place)
        )
    return _build(section, values, where, findings)


def _build(section: type, values: dict[str, Any], where: Where, findings: Findings) -> Any:
    try:
        return section(**values)
    except (TypeError, ValueError) as error:  # a section may check itself
        return findings.tell("VAL05", where.place, f"{where.words}: {error}")


def _with_basis(node: MapNode, where: Where, findings: Findings) -> Where:
    """Take over the `basis` of a section for the numbers in it."""
    for key, value in node:
        if key.text == "basis":
            basis = read_basis(value, where.inside("basis", key.place), findings)
            where = replace(where, bases={**where.bases, key.place.file: basis})
    return where


def _matched(
    node: MapNode, known: Mapping[str, Any], allowed: set[str], where: Where, findings: Findings
) -> list[tuple[ScalarNode, Node]]:
    """Pair the written settings with the known ones.

    A misspelt setting is told and then read under its right name, so that it
    is not missed as well and what it defines is known.
    """
    present = set(node.names)
    matched: list[tuple[ScalarNode, Node]] = []
    unknown = 0
    for key, value in node:
        if key.text in known:
            matched.append((key, value))
        elif key.text not in allowed:
            unknown += 1
            near = _tell_unknown(key, value, [name for name in known if name not in present], known, where, findings)
            if near and near not in present:
                present.add(near)
                matched.append((ScalarNode(key.place, near, key.plain), value))
        if unknown >= MOST_UNKNOWN:
            break
    return matched


def _tell_unknown(
    key: ScalarNode, value: Node, free: list[str], known: Mapping[str, Any], where: Where, findings: Findings
) -> str | None:
    home, rest = _home_of(key.text, known, where), scalars.cut_by_comma(key, value)
    near = findings.near(key.text, free) if not home and " " not in key.text else None
    of = f"in {where.words}" if where.path else "at the top level"
    hint = f'did you mean "{near}"?' if near else home
    hint = hint or rest or suggest(key.text, known, "possible here")
    if key.text == "remove":
        hint = "write remove as the value of what is to go, as in actors: {oro: remove}"
    findings.tell("KEY02", key.place, f'there is no setting "{clip(key.text)}" {of}', hint)
    return near


def _home_of(name: str, known: Mapping[str, tuple[str, Spec, Any]], where: Where) -> str:
    """Say where a setting belongs that stands too far in or too far out."""
    for section, path in where.around[1:]:
        if name in settings_of(section):
            return f"it belongs {f'to {words_of(path)}' if path else 'to the top level'}: look at the indentation"
    homes = [key for key, (_, spec, _) in known.items() if any(name in settings_of(s) for s in sections_of(spec))]
    return f"it belongs inside {' or '.join(homes)}" if 0 < len(homes) <= 3 else ""


def _is_complete(known: Mapping[str, Any], values: Mapping[str, Any], where: Where, findings: Findings) -> bool:
    """Tell which settings are missing, if any."""
    missing = [(key, spec) for key, (name, spec, default) in known.items() if default is MISSING and name not in values]
    if not missing:
        return True
    for _, spec in missing:
        _doubt(spec, findings)
    names = ", ".join(f"`{key}`" for key, _ in missing)
    key, spec = missing[0]
    sentence = f"{where.words} needs the setting{'s' if len(missing) > 1 else ''} {names}"
    findings.tell("KEY01", where.place, sentence, f"write for example {key}: {example_of(spec)}  ({spec.doc})")
    return False


def _read_entries(spec: Entries, node: Node, where: Where, findings: Findings) -> Any:
    """Read a mapping from ids to entries; a new id is known even if its entry is broken."""
    if not isinstance(node, MapNode):
        _doubt(spec, findings)
        return _expected("entries (id: ...)", node, where, findings)
    where = _with_basis(node, where, findings)
    entries = [(key, value) for key, value in node if key.text != "basis"]
    broken = not _count_fits(spec, len(entries), where, findings)
    values: dict[str, Any] = {}
    for key, value in entries[: spec.most]:
        fits = _read_key(spec, key, value, where, findings)
        read = _read(spec.of, value, where.inside(key.text, key.place), findings)
        broken = broken or not fits or isinstance(read, Broken)
        values[key.text] = read
    return BROKEN if broken else values


def _read_key(spec: Entries, key: ScalarNode, value: Node, where: Where, findings: Findings) -> bool:
    """Define the id of an entry, or note that it must stand elsewhere."""
    if spec.defines is not None:
        for namespace in (spec.defines, *_extra_namespaces(spec.of, value)):
            findings.define(namespace, key.text, key.place)
        return scalars.read_id(spec.defines, key, findings)
    if spec.keys is not None:
        inner = where.inside(key.text, key.place)
        return not isinstance(scalars.read_reference(spec.keys, key, inner, findings), Broken)
    return True


def _extra_namespaces(spec: Spec, node: Node) -> tuple[str, ...]:
    """In which further namespaces an entry is defined: a power among the actors is also among the powers.

    An entry of unknown kind is defined in all of them: its kind is already told as a fault.
    """
    options = spec.of if isinstance(spec, Union) else (spec.of,) if isinstance(spec, Part) else ()
    kind = node.get("kind") if isinstance(node, MapNode) else None
    kinds = [option for option in options if isinstance(kind, ScalarNode) and _kind_of(option) == kind.text]
    spaces = (getattr(option, "namespace", None) for option in kinds or options)
    return tuple(dict.fromkeys(space for space in spaces if space))


def _read_many(spec: Many, node: Node, where: Where, findings: Findings) -> Any:
    """Read a list. A single piece of evidence may stand without the brackets of a list."""
    if isinstance(node, MapNode) and isinstance(spec.of, Part) and is_evidence(spec.of.of):
        single = _read(spec.of, node, where, findings)
        return single if isinstance(single, Broken) else (single,)
    if not isinstance(node, ListNode):
        return _expected("a list", node, where, findings, _as_list(node))
    broken = not _count_fits(spec, len(node.items), where, findings)
    values = []
    for number, item in enumerate(node.items[: spec.most], start=1):
        values.append(_read(spec.of, item, where.inside(str(number), item.place), findings))
    broken = _repeats(spec, node, where, findings) or broken
    return BROKEN if broken or any(isinstance(value, Broken) for value in values) else tuple(values)


def _repeats(spec: Many, node: ListNode, where: Where, findings: Findings) -> bool:
    """Tell the first id that stands twice in a list, where it would count twice or for nothing."""
    seen: dict[str, Place] = {}
    for item in node.items if isinstance(spec.of, Reference) else ():
        if isinstance(item, ScalarNode) and not item.is_empty:
            if item.text in seen:
                notes = (Note("first named here", seen[item.text]),)
                sentence = f'{where.words}: "{clip(item.text)}" stands twice in the same list'
                findings.problems.append(Problem("KEY03", item.place, sentence, "keep one of them", notes))
                return True
            seen[item.text] = item.place
    return False


def _as_list(node: Node) -> str:
    """Say how what stands alone becomes the one item of a list."""
    if isinstance(node, MapNode):
        return 'put it into brackets, [{...}], or "- " before its first line'
    return f"write [{clip(node.text)}]" if isinstance(node, ScalarNode) and not node.is_empty else ""


def _count_fits(spec: Many | Entries, count: int, where: Where, findings: Findings) -> bool:
    if spec.least <= count <= spec.most:
        return True
    noun = "entry" if count == 1 else "entries"
    verb = "is" if (spec.least if count < spec.least else spec.most) == 1 else "are"
    bound = f"at least {spec.least} {verb} needed" if count < spec.least else f"at most {spec.most} {verb} possible"
    findings.tell("VAL03", where.place, f"{where.words} has {count} {noun}, {bound}")
    return False


def _read_union(spec: Union, node: Node, where: Where, findings: Findings) -> Any:
    """Decide by `kind` which section this is, then read it as that and nothing else."""
    if not isinstance(node, MapNode):
        return _expected("settings (key: value)", node, where, findings)
    kinds = {_kind_of(option): option for option in spec.of}
    listed = f"one of {', '.join(kinds)}"
    key, kind = node.key("kind"), node.get("kind")
    if key is None or kind is None:
        near = findings.near("kind", list(node.names))
        hint = f'did you mean `kind` by "{near}"? ' if near else ""
        return findings.tell("KEY01", where.place, f"{where.words} needs the setting `kind`", f"{hint}kind is {listed}")
    word = scalars.read_word(listed, kind, where.inside("kind", key.place), findings)
    if isinstance(word, Broken):
        return word
    if word.text not in kinds:
        hint = suggest(word.text, kinds)
        return findings.tell("TYP07", word.place, f'{where.words}: there is no kind "{clip(word.text)}"', hint)
    return _read_section(kinds[word.text], node, where, findings)


def _kind_of(section: type) -> str:
    return str(getattr(section, "kind", ""))


def _expected(what: str, node: Node, where: Where, findings: Findings, hint: str = "") -> Broken:
    if isinstance(node, ScalarNode) and node.is_empty:
        return findings.tell("KEY04", where.place, f"{where.words} has no value", f"expected {what}")
    return findings.tell("TYP01", node.place, f"{where.words}: expected {what}, found {found(node)}", hint)


def _doubt(spec: Spec, findings: Findings) -> None:
    """Remember that the ids of a part are unknown because the part itself could not be read."""
    if isinstance(spec, Entries):
        if spec.defines:
            findings.unsure.add(spec.defines)
        _doubt(spec.of, findings)
    elif isinstance(spec, Many):
        _doubt(spec.of, findings)
    elif isinstance(spec, Part | Union):
        for option in spec.of if isinstance(spec, Union) else (spec.of,):
            _doubt_inside(option, findings)


def _doubt_inside(section: type, findings: Findings) -> None:
    if space := getattr(section, "namespace", None):
        findings.unsure.add(space)
    for _, spec, _ in settings_of(section).values():
        _doubt(spec, findings)


def example_of(spec: Spec) -> str:
    """Write an example of what a setting may hold."""
    return str(_EXAMPLES[type(spec)](spec))


def _number_example(spec: Number) -> str:
    if spec.whole:
        return f"{int(spec.low or 1)}"
    from game.scenario.units import example

    plain = example(spec.unit).split(" or ")[0]
    return plain if spec.structural else f"{{value: {plain}, assumption: why}}"


_EXAMPLES: dict[type, Any] = {
    Number: _number_example,
    Text: lambda _: "a text",
    Flag: lambda _: "true",
    Choice: lambda spec: spec.options[0],
    Reference: lambda spec: f"the id of {scalars.noun_of(spec.to)}",
    Many: lambda spec: f"[{example_of(spec.of)}]",
    Entries: lambda spec: (
        f"{{{'id' if spec.defines else scalars.noun_of(spec.keys.to).split()[-1]}: {example_of(spec.of)}}}"
    ),
    Part: lambda _: "{...}",
    Union: lambda spec: f"{{kind: {_kind_of(spec.of[0])}, ...}}",
}
_READERS: dict[type, Any] = {
    Number: read_number,
    Text: scalars.read_text,
    Flag: scalars.read_flag,
    Choice: scalars.read_choice,
    Reference: scalars.read_reference,
    Many: _read_many,
    Entries: _read_entries,
    Part: _read_part,
    Union: _read_union,
}
