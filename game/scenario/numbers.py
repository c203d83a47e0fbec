"""Numbers and what they rest on.

A number is written short (`261.4 bn USD`, resting on the `basis` of a
section around it) or long (`{value: 261.4 bn USD, data: {source: wb-gdp}}`).
There are three kinds of basis: evidence (a source and its words), data (a
source) and assumption (a reason). What an article says is seldom the very
number that a rule needs: `times` multiplies it by another number, which
rests on something of its own.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction

from game.model.fields import Number
from game.scenario.findings import (
    BROKEN,
    Bare,
    Basis,
    Broken,
    Findings,
    NumberRecord,
    Path,
    Quote,
    Use,
    Where,
)
from game.scenario.problems import Note, Problem, suggest
from game.scenario.scalars import cut_by_comma, read_word
from game.scenario.tree import MapNode, Node, ScalarNode, clip, found, words_of
from game.scenario.units import Currencies, Fault, Quantity, convert, example, split_quantity

__all__ = ["BASIS_EXAMPLE", "range_of", "read_basis", "read_currencies", "read_number", "tell_bare_numbers"]

KINDS = {"evidence": ("source", "quote"), "data": ("source", "note"), "assumption": ()}
_LONG_FORM = ("value", "times", *KINDS)
_MOST_BARE = 20  # sections with numbers that rest on nothing, of which each is told for itself
BASIS_EXAMPLE = "write {value: ..., assumption: why}, or basis: {assumption: why} for the whole section"


def read_number(spec: Number, node: Node, where: Where, findings: Findings) -> float | int | Broken:
    """Read a number in its short or long form, and keep what it rests on."""
    opened = _open(spec, node, where, findings, "times")
    if isinstance(opened, Broken):
        return opened
    written, basis = opened
    times = node.get("times") if isinstance(node, MapNode) else None
    factor = _factor(spec, written, times, where.inside("times", times.place), findings) if times else None
    if isinstance(factor, Broken):
        return factor
    value = _value(spec, written, where, findings, factor)
    if isinstance(value, Broken) or spec.structural:
        return value
    if isinstance(basis, Basis):
        findings.numbers.append(_record(float(value), spec.unit, basis, written, where, factor))
    elif basis is None:
        findings.bare.append(Bare(where, written.place))
    return value


def _record(
    value: float, unit: str, basis: Basis, written: Node, where: Where, factor: "_Factor | None" = None
) -> NumberRecord:
    assert isinstance(written, ScalarNode)
    times = factor.record if factor else None
    return NumberRecord(where.path, value, unit, basis, written.place, written.text, times)


def _open(
    spec: Number, node: Node, where: Where, findings: Findings, *other: str
) -> tuple[Node, Basis | Broken | None] | Broken:
    """Return the number as it is written, and what it rests on; the long form may hold `other` settings."""
    if not isinstance(node, MapNode):
        return node, where.bases.get(node.place.file)
    value = node.get("value")
    if value is None:
        example_value = "12" if spec.whole else example(spec.unit).split(" or ")[0]
        sentence = f"{where.words}: expected a number, found settings without `value`"
        return findings.tell("TYP01", node.place, sentence, f"write for example {example_value}")
    if spec.structural and len(node.entries) > 1:
        sentence = f"{where.words} is part of the structure and rests on nothing else"
        return findings.tell("BAS02", node.place, sentence, "write the number alone")
    # A value that is set on the command line does not rest on what the file says about another one.
    entries = (entry for entry in node if entry[0].place.file == value.place.file)
    rest = MapNode(node.place, tuple(entry for entry in entries if entry[0].text not in ("value", *other)))
    if not rest.entries:
        return value, where.bases.get(value.place.file)
    basis = read_basis(rest, where, findings)
    return BROKEN if isinstance(basis, Broken) else (value, basis)


@dataclass(frozen=True)
class _Factor:
    """What a number is multiplied by."""

    number: Fraction
    unit: str
    record: NumberRecord


def _factor(spec: Number, number: Node, node: Node, where: Where, findings: Findings) -> _Factor | Broken:
    """Read what a number is multiplied by: one of the two has the unit, the other is plain or a share."""
    factor = Number(spec.doc, unit="" if _has_unit(number) else spec.unit)
    opened = _open(factor, node, where, findings)
    if isinstance(opened, Broken):
        return opened
    written, basis = opened
    exact = _quantity(factor, written, where, findings)
    if isinstance(exact, Broken) or isinstance(basis, Broken):
        return BROKEN
    if basis is None:
        return findings.tell("BAS01", written.place, f"{where.words} rests on nothing", BASIS_EXAMPLE)
    record = _record(float(exact), factor.unit, basis, written, where)
    findings.numbers.append(record)
    return _Factor(exact, factor.unit, record)


def _has_unit(node: Node) -> bool:
    quantity = split_quantity(node.text) if isinstance(node, ScalarNode) else None
    return isinstance(quantity, Quantity) and quantity.unit not in ("", "%")


def _value(spec: Number, node: Node, where: Where, findings: Findings, factor: _Factor | None) -> float | int | Broken:
    """Read the number itself in the unit of the setting, multiplied by its factor if it has one."""
    alone = spec if factor is None else Number(spec.doc, unit="" if factor.unit else spec.unit)
    exact = _quantity(alone, node, where, findings)
    if isinstance(exact, Broken):
        return exact
    assert isinstance(node, ScalarNode)
    if factor is None:
        return _in_range(spec, exact, node, where, findings)
    product = ScalarNode(node.place, f"{node.text} times {factor.record.written}", node.plain)
    return _in_range(spec, exact * factor.number, product, where, findings)


def _quantity(spec: Number, node: Node, where: Where, findings: Findings) -> Fraction | Broken:
    """Read a number in the unit of a setting, exactly."""
    expected = "a whole number" if spec.whole else "a number"
    word = read_word(expected, node, where, findings)
    if isinstance(word, Broken):
        return word
    quantity = split_quantity(word.text)
    if isinstance(quantity, Fault):
        return _tell_fault(quantity, word, where, findings)
    if spec.whole and quantity.unit:
        sentence = f'{where.words} is {expected} without a unit, but "{clip(word.text)}" stands here'
        return findings.tell("UNI02", word.place, sentence, "write the number alone")
    currencies = {} if where.path[:1] == ("currencies",) else findings.currencies  # each is worth so many USD
    exact = convert(quantity, spec.unit, currencies)
    return _tell_fault(exact, word, where, findings) if isinstance(exact, Fault) else exact


def _tell_fault(fault: Fault, word: ScalarNode, where: Where, findings: Findings) -> Broken:
    if fault.code == "TYP02" and fault.sentence == "is not a number":
        sentence = f"{where.words}: expected a number, found {found(word)}"
    elif fault.code == "TYP03":
        sentence = f"{where.words}: {fault.sentence}"
    else:
        sentence = f"{where.words} {fault.sentence}"
    return findings.tell(fault.code, word.place, sentence, fault.hint)


def _in_range(
    spec: Number, exact: Fraction, word: ScalarNode, where: Where, findings: Findings
) -> float | int | Broken:
    if spec.whole and exact.denominator != 1:
        sentence = f"{where.words} is a whole number, but {clip(word.text)} stands here"
        return findings.tell("VAL02", word.place, sentence)
    value = float(exact)
    if (spec.low is not None and value < spec.low) or (spec.high is not None and value > spec.high):
        sentence = f"{where.words} is {clip(word.text)}, which is out of range"
        return findings.tell("VAL01", word.place, sentence, f"allowed: {range_of(spec)}")
    return int(exact) if spec.whole else value


def range_of(spec: Number) -> str:
    """Say which numbers are allowed."""
    unit = f" {spec.unit}" if spec.unit else ""
    low, high = (None if bound is None else f"{bound:,g}" for bound in (spec.low, spec.high))
    if low is not None and low == high:
        return f"{low}{unit}"
    if low is not None and high is not None:
        return f"{low} to {high}{unit}"
    if low is not None:
        return f"{low}{unit} or more"
    return f"{high}{unit} or less" if high is not None else f"any number{unit and ' in' + unit}"


def read_basis(node: Node, where: Where, findings: Findings) -> Basis | Broken:
    """Read what numbers rest on: exactly one of evidence, data and assumption."""
    if not isinstance(node, MapNode):
        sentence = f"{where.words}: a basis is evidence, data or assumption, found {found(node)}"
        return findings.tell("BAS02", node.place, sentence, "write {assumption: why}")
    for key, value in node:
        if key.text not in KINDS:
            sentence = f'{where.words}: "{clip(key.text)}" does not belong to a number'
            hint = cut_by_comma(key, value) or suggest(key.text, _LONG_FORM)
            return findings.tell("KEY02", key.place, sentence, hint)
    if len(node.entries) != 1:
        sentence = f"{where.words} has {len(node.entries) or 'no'} bases, exactly one is needed"
        return findings.tell("BAS02", node.place, sentence, "keep one of evidence, data and assumption")
    key, value = node.entries[0]
    inner = where.inside(key.text, key.place)
    if key.text == "assumption":
        return _assumption(value, inner, findings)
    return _sourced(key.text, value, inner, findings)


def _assumption(node: Node, where: Where, findings: Findings) -> Basis | Broken:
    word = read_word("the reason, a text", node, where, findings)
    if isinstance(word, Broken):
        return word
    if len(word.text.strip()) < 3:
        return findings.tell("BAS02", word.place, f"{where.words} needs a reason", "say why this number")
    return Basis("assumption", reason=word.text.strip())


def _sourced(kind: str, node: Node, where: Where, findings: Findings) -> Basis | Broken:
    """Read {source, quote} or {source, note}."""
    second = KINDS[kind][1]
    if not isinstance(node, MapNode):
        hint = f"write {kind}: {{source: id, {second}: ...}}"
        return findings.tell("BAS02", node.place, f"{where.words} needs settings, found {found(node)}", hint)
    texts: dict[str, str] = {}
    for key, value in node:
        if key.text not in KINDS[kind]:
            sentence = f'{where.words}: there is no setting "{clip(key.text)}" here'
            hint = cut_by_comma(key, value) or suggest(key.text, KINDS[kind])
            return findings.tell("KEY02", key.place, sentence, hint)
        word = read_word("a text", value, where.inside(key.text, key.place), findings)
        if isinstance(word, Broken):
            return word
        texts[key.text] = word.text.strip()
    missing = [name for name in KINDS[kind] if not texts.get(name) and name != "note"]
    if missing:
        hint = f"write {kind}: {{source: id, {second}: ...}}"
        return findings.tell("KEY01", where.place, f"{where.words} needs the setting `{missing[0]}`", hint)
    return _keep_source(kind, texts, node, where, findings)


def _keep_source(kind: str, texts: dict[str, str], node: MapNode, where: Where, findings: Findings) -> Basis:
    source = node.get("source")
    assert source is not None
    findings.uses.append(Use(texts["source"], ("sources",), (), (*where.path, "source"), source.place))
    quote = node.get("quote")
    if quote is not None:
        findings.quotes.append(Quote(texts["source"], texts["quote"], where.path, quote.place))
    return Basis(kind, source=texts["source"], quote=texts.get("quote", ""), note=texts.get("note", ""))


def read_currencies(root: MapNode) -> Currencies:
    """Look ahead for the currencies of a scenario.

    What is wrong with them is told when they are parsed. A currency of unknown
    value stands in with a plain guess, so that amounts in it are not called
    faulty as well; the file is not used anyway.
    """
    table = root.get("currencies")
    rates: dict[str, Fraction] = {}
    for key, node in table if isinstance(table, MapNode) else ():
        value = node.get("value") if isinstance(node, MapNode) else node
        quantity = split_quantity(value.text) if isinstance(value, ScalarNode) else None
        rate = convert(quantity, "USD", {}) if isinstance(quantity, Quantity) else None
        rates[key.text] = rate if isinstance(rate, Fraction) and rate > 0 else Fraction(1, 100)
    return rates


def _grouped(bares: Iterable[Bare], part: Callable[[Path], Path]) -> dict[Path, list[Bare]]:
    """Return numbers without a basis by a part of their paths."""
    groups: dict[Path, list[Bare]] = {}
    for bare in bares:
        groups.setdefault(part(bare.where.path), []).append(bare)
    return groups


def tell_bare_numbers(findings: Findings) -> None:
    """Tell of the numbers that rest on nothing: one problem for each section, however many it has.

    Where very many sections have such numbers, a basis is missing higher up: then one for each part of the file.
    """
    sections = _grouped(findings.bare, lambda path: path[:-1])
    if len(sections) > _MOST_BARE:
        for part, bares in _grouped(findings.bare, lambda path: path[:1]).items():
            sentence = f"{words_of(part)}: {len(bares)} number{'s rest' if len(bares) > 1 else ' rests'} on nothing"
            hint = "write basis: {assumption: why} for the whole section, or at the top level for the whole file"
            findings.problems.append(Problem("BAS01", bares[0].place, sentence, hint))
        return
    for first, *others in sections.values():
        sentence = f"{first.where.words} rests on nothing"
        if others:
            sentence += f", like {len(others)} more number{'s' if len(others) > 1 else ''} beside it"
        notes = tuple(Note(f"{words_of(other.where.path[-1:])}", other.place) for other in others[:5])
        findings.problems.append(Problem("BAS01", first.place, sentence, BASIS_EXAMPLE, notes))
