"""The settings of a section as an author writes them, read off its declaration."""

from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from typing import Any

from game.model.fields import Entries, Many, Part, Spec, Union, specs_of


@cache
def settings_of(section: type) -> Mapping[str, tuple[str, Spec, Any]]:
    """Return the settings of a section: key to (attribute, what it may hold, its default or MISSING).

    A key that is a word of Python, such as `from`, has an attribute with `_` behind it.
    """
    specs = specs_of(section)
    names = [entry.name for entry in fields(section) if entry.name in specs]
    return {name.rstrip("_"): (name, *specs[name]) for name in names}


def sections_of(spec: Spec) -> tuple[type, ...]:
    """Return the sections that may stand in a setting, directly or as entries of a list or table."""
    if isinstance(spec, Part):
        return (spec.of,)
    if isinstance(spec, Union):
        return spec.of
    return sections_of(spec.of) if isinstance(spec, Many | Entries) else ()


def is_evidence(section: type) -> bool:
    """Tell whether a section is a source and the words that stand in it, which are looked up there."""
    return {"source", "quote"} <= settings_of(section).keys()
