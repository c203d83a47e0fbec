"""The reference page of the format: every section and setting, made from the declarations."""

import re
from dataclasses import MISSING, is_dataclass
from typing import Any

from game.model.fields import Choice, Entries, Flag, Many, Number, Part, Reference, Spec, Text, Union
from game.scenario.library import icon_names
from game.scenario.numbers import range_of
from game.scenario.scalars import noun_of
from game.scenario.settings import is_evidence, sections_of, settings_of

__all__ = ["format_page"]

_HEAD = """# The scenario format

<!-- made by `python -m game.scenario.document`; change the declarations in game/scenario instead -->

A scenario is a YAML file. `wedge check FILE` tells everything that is wrong with it;
[problems](problems.md) explains every code. With the line `# yaml-language-server:
$schema=../docs/scenario.schema.json` at the top, editors complete and check while you type.

## Numbers and what they rest on

Every number of a scenario says what it rests on, so that players can doubt it. There are three kinds of
basis:

```yaml
gdp: {value: 261.4 bn USD, data: {source: wb-gdp, note: the year 2023}}             # a public source
value: {value: 300 bn JPY, evidence: {source: gt-0807, quote: guarantee mechanism of 300 billion yen}}
hedging: {value: 1.2, assumption: it trades with everybody}                         # a reason
```

What an article says is seldom the very number that a rule needs. `times` multiplies it by another one, which rests
on something of its own; one of the two has the unit:

```yaml
value:
  value: 300 bn JPY
  evidence: {source: gt-0807, quote: guarantee mechanism of 300 billion yen}
  times: {value: 12.5 %, assumption: an eighth for one state}
```

`basis` says it for all plain numbers of a section; the nearest one counts. It covers the numbers of its own
file only.

```yaml
capital:
  basis: {assumption: chosen so that a visit costs half a year's income}
  start: 5 points
  income: 2 points
```

Whole numbers such as a count of turns are part of the structure and rest on nothing. A number with a unit
is written with it: `0.5 bn USD/quarter`, `18 days`, `3 Mt/year`. Units that convert are converted: k, m, bn
and tn; hour, day and week; month, quarter and year; t, kt and Mt; TEU and FEU. Shares are written `0.35` or
`35 %`. Another currency can be used when `currencies` says what one unit of it is worth in USD. Numbers
that YAML readers understand differently (`010`, `1_000`, `1:30`, `0x1F`) are refused.

Lists stand in brackets, even with one item: `by: [japan]`, `measure: [{metric: tension}]`. A text with a comma, a
colon or a `#` in it needs quotes: `about: "Ports, cables, tuna"`.

Words taken from an article stand in `evidence: {source: ..., quote: ...}`, one or a list of them. Every
quote is looked up in the file of its source, in the folder of the scenario or in the shipped `seeds`.

## Ids

What other parts refer to has an id: lower-case letters, digits, `_` and `-`, beginning with a letter.
`basis`, `kind`, `remove` and `extends` are taken. Words such as `no` and `on`, which some YAML readers take
for truth values, need quotes.

## Variants

`extends: base.yaml` takes over a file of the same folder and changes it: sections are merged, values and
lists replaced, and `remove` deletes. A number with its basis, an evidence and an entry of another `kind`
are replaced as a whole. On the command line `--set actors.japan.hedging=1.2` changes one value; the items
of a list count from 1.

## Limits

1 MB, 32 levels, 50,000 values, 500 repeated blocks (`*name`), four files upon each other. Tags and several
documents in one file are refused. `<<: *name` takes over the settings of a block marked `&name`.
"""


def format_page(section: type) -> str:
    """Return the page, in Markdown: the top level first, then every section in order of appearance."""
    queue, parts = [section], [_HEAD]
    seen = set(queue)
    while queue:
        current = queue.pop(0)
        parts.append(_section(current, top=current is section))
        fresh = [inner for inner in _inside(current) if inner not in seen]
        fresh = list(dict.fromkeys(fresh))
        seen.update(fresh)
        queue[:0] = fresh
    return "\n".join([*parts, _signs()])


def _signs() -> str:
    return f"## Signs\n\nWhat a lever's `icon` can be: {', '.join(f'`{name}`' for name in sorted(icon_names()))}.\n"


def _inside(section: type) -> list[type]:
    return [inner for _, spec, _ in settings_of(section).values() for inner in sections_of(spec)]


def _section(section: type, top: bool) -> str:
    kind = getattr(section, "kind", None)
    title = "The top level" if top else _title(section) + (f" (`kind: {kind}`)" if kind else "")
    lines = [f"## {title}" if top else f"### {title}", "", _doc(section)]
    settings = settings_of(section)
    if settings:
        lines += ["", "| setting | holds | default | meaning |", "|---|---|---|---|"]
    for key, (_, spec, default) in settings.items():
        lines.append(f"| `{key}` | {_holds(spec)} | {_default(default)} | {spec.doc} |")
    return "\n".join(lines) + "\n"


def _doc(section: type) -> str:
    paragraphs = (section.__doc__ or "").split("\n\n")
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)


def _title(section: type) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", section.__name__).capitalize()


def _link(section: type) -> str:
    kind = getattr(section, "kind", None)
    title = _title(section)
    anchor = re.sub(r"[^a-z0-9 _-]", "", (title + (f" kind {kind}" if kind else "")).lower()).replace(" ", "-")
    return f"[{title.lower()}](#{anchor})"


def _default(default: Any) -> str:
    if default is MISSING:
        return "needed"
    if default in ("", (), {}, None) or is_dataclass(default):
        return "none"
    if isinstance(default, tuple):
        return f"`[{', '.join(default)}]`"
    return f"`{str(default).lower()}`" if isinstance(default, bool) else f"`{default}`"


def _holds(spec: Spec) -> str:
    return str(_HOLDS[type(spec)](spec))


def _many(spec: Many) -> str:
    if isinstance(spec.of, Part) and is_evidence(spec.of.of):
        return f"{_link(spec.of.of)}, one or a list"
    least = f", at least {spec.least}" if spec.least else ""
    return f"list of: {_holds(spec.of)}{least}"


def _entries(spec: Entries) -> str:
    if spec.defines:
        key = "code of a currency" if spec.defines == "currencies" else "new id"
    else:
        key = noun_of(spec.keys.to).split(" ", 1)[1] if spec.keys else "word"
    return f"{key}: {_holds(spec.of)}"


def _number(spec: Number) -> str:
    if spec.whole:
        return f"whole number, {range_of(spec)}"
    return f"number, {range_of(spec)}"


_HOLDS: dict[type, Any] = {
    Number: _number,
    Text: lambda _: "text",
    Flag: lambda _: "`true` or `false`",
    Choice: lambda spec: ", ".join(f"`{option}`" for option in spec.options),
    Reference: lambda spec: " or ".join([noun_of(spec.to), *(f"`{word}`" for word in spec.also)]),
    Many: _many,
    Entries: _entries,
    Part: lambda spec: _link(spec.of),
    Union: lambda spec: " or ".join(_link(option) for option in spec.of),
}
