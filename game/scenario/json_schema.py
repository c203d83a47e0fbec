"""The JSON Schema of the format, for completion and first checks in editors.

Every section is written twice: in full, and as the change of a variant, in
which nothing is required and everything may be removed.
"""

import re
from dataclasses import MISSING
from typing import Any

from game.model.fields import Choice, Entries, Flag, Many, Number, Part, Reference, Spec, Text, Union
from game.scenario.numbers import range_of
from game.scenario.settings import is_evidence, settings_of
from game.scenario.units import example

__all__ = ["experiments_schema", "json_schema"]

Json = dict[str, Any]

_LINK = re.compile(r"\[([^]]*)\]\([^)]*\)")  # in Markdown
_ID = "^[a-z][a-z0-9_-]*$"

_ASSUMPTION: Json = {"type": "string", "description": "why this number", "minLength": 3}


def json_schema(section: type) -> Json:
    """Return the JSON Schema (2020-12) of a file that holds `section`."""
    full, change = _Writer(""), _Writer("Change")
    root: Json = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Wedge scenario",
        "if": {"required": ["extends"]},
        "then": change.section(section),
        "else": full.section(section),
    }
    root["$defs"] = {"basis": _basis(), "number": _long_number(), **full.definitions, **change.definitions}
    extends = {"type": "string", "description": "the file of the same folder that this variant changes"}
    root["$defs"][f"Change{section.__name__}"]["properties"]["extends"] = extends
    return root


def experiments_schema(file: type, or_all: type) -> Json:
    """Return the JSON Schema of a file of experiments, whose numbers rest on nothing.

    Parameters
    ----------
    file : the declarations of the file.
    or_all : the section in whose place the word `all` may stand.
    """
    writer = _PlainWriter(or_all)
    root: Json = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Wedge experiments"}
    return {**root, **writer.section(file), "$defs": writer.definitions}


def _kinds() -> Json:
    """Return the three kinds of basis."""
    word = {"type": "string"}
    words = {"source": word, "quote": word}
    evidence = _object(words, ["source", "quote"], "a source and the exact words that stand in it")
    data = _object({"source": word, "note": word}, ["source"], "a public source")
    return {"evidence": evidence, "data": data, "assumption": _ASSUMPTION}


def _basis() -> Json:
    basis = _object(_kinds(), [], "what the numbers here rest on")
    return {**basis, "minProperties": 1, "maxProperties": 1}


def _long_number() -> Json:
    value: Json = {"type": ["number", "string"], "description": "the number with its unit"}
    factor = _object(
        {"value": value, **_kinds()}, ["value"], "what the number is multiplied by, and what that rests on"
    )
    times: Json = {"description": "what the number is multiplied by", "anyOf": [value, factor]}
    return _object({"value": value, "times": times, **_kinds()}, ["value"], "a number and what it rests on")


def _object(properties: Json, required: list[str], doc: str) -> Json:
    found: Json = {
        "type": "object",
        "description": doc,
        "properties": properties,
        "additionalProperties": False,
    }
    return {**found, "required": required} if required else found


class _Writer:
    """Writes sections as definitions, each once."""

    def __init__(self, prefix: str) -> None:
        self.prefix = prefix
        self.definitions: Json = {}
        self.write: dict[type, Any] = {
            Number: self._number,
            Text: self._text,
            Flag: self._flag,
            Choice: self._choice,
            Reference: self._reference,
            Many: self._many,
            Entries: self._table,
            Part: lambda spec: self.section(spec.of),
            Union: self._union,
        }

    def section(self, section: type) -> Json:
        """Return a link to the definition of a section, writing it if need be."""
        name = f"{self.prefix}{section.__name__}"
        if name not in self.definitions:
            self.definitions[name] = {}  # a section may hold itself
            self.definitions[name] = self._section(section)
        return {"$ref": f"#/$defs/{name}"}

    def _section(self, section: type) -> Json:
        properties: Json = {}
        required = []
        if kind := getattr(section, "kind", None):
            properties["kind"] = {"const": kind}
            required.append("kind")
        for key, (_, spec, default) in settings_of(section).items():
            properties[key] = self.value(spec)
            if default is MISSING:
                required.append(key)
        properties["basis"] = {"$ref": "#/$defs/basis"}
        doc = (section.__doc__ or "").split("\n\n")[0]
        return _object(properties, [] if self.prefix else required, " ".join(doc.split()))

    def value(self, spec: Spec) -> Json:
        """Return the schema of a value; a variant may also remove it."""
        schema: Json = self.write[type(spec)](spec)
        if self.prefix:
            schema = {"anyOf": [schema, {"const": "remove"}]}
        return {**schema, "description": _LINK.sub(r"\1", spec.doc)}

    def _number(self, spec: Number) -> Json:
        bounds = {"minimum": spec.low, "maximum": spec.high}
        bare: Json = {"type": "integer" if spec.whole else "number"}
        bare |= {name: bound for name, bound in bounds.items() if bound is not None}
        if spec.structural and not spec.unit:
            return bare
        written = {"type": "string", "description": f"for example {example(spec.unit)}; {range_of(spec)}"}
        short = [bare, written] if spec.unit == "" else [written]
        if spec.structural:
            return written
        return {"anyOf": [*short, {"$ref": "#/$defs/number"}]}

    def _text(self, spec: Text) -> Json:
        """Return the schema of a text; editors offer its examples."""
        known = {"examples": list(spec.known())} if spec.known else {}
        form = {"pattern": _ID} if spec.as_id else {}
        return {"type": "string", "maxLength": spec.longest, **form, **known}

    def _flag(self, _: Flag) -> Json:
        return {"type": "boolean"}

    def _choice(self, spec: Choice) -> Json:
        return {"enum": list(spec.options)}

    def _reference(self, _: Reference) -> Json:
        return {"type": "string"}

    def _many(self, spec: Many) -> Json:
        items = self.value(spec.of)
        listed: Json = {"type": "array", "items": items, "minItems": spec.least, "maxItems": spec.most}
        if isinstance(spec.of, Part) and is_evidence(spec.of.of):
            return {"anyOf": [items, listed]}
        return listed

    def _table(self, spec: Entries) -> Json:
        table: Json = {
            "type": "object",
            "properties": {"basis": {"$ref": "#/$defs/basis"}},
            "additionalProperties": self.value(spec.of),
        }
        if spec.defines and spec.defines != "currencies":
            table["propertyNames"] = {"pattern": _ID}
        return table

    def _union(self, spec: Union) -> Json:
        return {"anyOf": [self.section(option) for option in spec.of]}


class _PlainWriter(_Writer):
    """Writes sections without bases, whose texts may look like numbers: values as in --set.

    Parameters
    ----------
    or_all : the section in whose place the word `all` may stand.
    """

    def __init__(self, or_all: type) -> None:
        super().__init__("")
        self._or_all = or_all

    def _section(self, section: type) -> Json:
        found = super()._section(section)
        del found["properties"]["basis"]
        return {"anyOf": [{"const": "all"}, found]} if section is self._or_all else found

    def _number(self, spec: Number) -> Json:
        bare = super()._number(spec)
        return bare if spec.whole else {"anyOf": [bare, {"type": "string", "description": "for example 25 %"}]}

    def _text(self, _: Text) -> Json:
        return {"type": ["string", "number", "boolean"]}

    def _table(self, spec: Entries) -> Json:
        table = super()._table(spec)
        del table["properties"]
        return table
