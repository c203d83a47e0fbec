"""A page for a browser that needs nothing but itself: no script, no network, light and dark, and fit to be printed."""

import json
import re
from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

from game.report.colours import STYLE as COLOURS

__all__ = [
    "breakable", "bullets", "data", "figure", "grid", "heading", "headlines", "page", "panels", "paragraph",
    "quotation", "ruled", "table",
]  # fmt: skip

_STYLE = """
:root {
  color-scheme: light dark; --paper: #fdfcf9; --ink: #182129; --dim: #55616b; --line: #d9d4c9; --mark: #2f59d0;
  --sea: #dde8ee; --land: #eeeae1;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #12181e; --ink: #e8edf1; --dim: #a3b3bf; --line: #36424c; --mark: #8fb0ff;
    --sea: #0f1f2e; --land: #26313a;
  }
}
* { box-sizing: border-box; }
html { font-size: 106%; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, "Segoe UI", sans-serif; }
main { max-width: 72rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
h1, h2, h3 { overflow-wrap: anywhere; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .5rem; }
h2 { font-size: 1.35rem; margin: 2.5rem 0 .5rem; border-top: 1px solid var(--line); padding-top: 1.25rem; }
h3 { font-size: 1.05rem; margin: 1.75rem 0 .25rem; }
p, li { max-width: 46rem; overflow-wrap: anywhere; }
figure { margin: 1rem 0 1.5rem; break-inside: avoid; }
.rows { display: grid; grid-template-columns: fit-content(21rem) minmax(0, 31rem); align-items: center; }
.rows { font-size: .875rem; line-height: 1.3; }
.rows > span { text-align: right; padding-left: 1rem; z-index: 1; overflow-wrap: anywhere; }
.rows > svg { overflow: visible; } .above { display: none; }
figcaption { color: var(--dim); font-size: .9rem; max-width: 46rem; }
svg { display: block; width: 100%; height: auto; }
svg text { fill: var(--ink); font: 14px system-ui, "Segoe UI", sans-serif; }
svg .tick, svg .unit { fill: var(--dim); font-size: 13px; }
svg .grid { stroke: var(--line); stroke-width: 1; }
svg .zero { stroke: var(--ink); stroke-width: 1.5; }
svg .span { stroke: var(--mark); stroke-width: 2; }
svg .dot { fill: var(--mark); stroke: var(--mark); stroke-width: 2; }
svg .open { fill: var(--paper); }
.wide {
  overflow-x: auto;
  background: linear-gradient(to left, var(--paper) 40%, transparent) right / 2rem 100% no-repeat local,
    linear-gradient(to left, var(--line), transparent) right / .75rem 100% no-repeat scroll;
}
table { border-collapse: collapse; font-size: .9rem; font-variant-numeric: tabular-nums; width: 100%; }
caption { text-align: left; color: var(--dim); padding: .25rem 0; }
th, td { text-align: left; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
tbody th { white-space: nowrap; }
th:last-child, td:last-child { padding-right: 0; }
thead th { border-bottom: 2px solid var(--ink); }
.right { text-align: right; white-space: nowrap; }
.right + :not(.right) { padding-left: 1.25rem; }
.headlines { padding: 0; list-style: none; max-width: 46rem; margin: 1.25rem 0; }
.headlines li { padding: .5rem 0 .5rem 1rem; border-left: 3px solid var(--mark); margin: .4rem 0; }
.panels { display: grid; grid-template-columns: repeat(auto-fill, minmax(17.5rem, 1fr)); gap: 1rem 1.5rem; }
.panels.two { grid-template-columns: repeat(auto-fill, minmax(21rem, 1fr)); }
.panels > div { break-inside: avoid; }
.panels p { font-weight: 600; margin: 0 0 .2rem; }
.key { list-style: none; display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; padding: 0; margin: .5rem 0; }
.key li { display: flex; align-items: center; gap: .5rem; font-size: .9rem; }
.key svg { width: 2.75rem; height: 1rem; flex: none; }
.store { position: absolute; width: 0; height: 0; }
.outer { fill: var(--hue); opacity: .22; } .inner { fill: var(--hue); opacity: .38; }
.median { fill: none; stroke: var(--hue-ink); stroke-width: 2; }
svg text.end { fill: var(--hue-ink); font-weight: 600; font-size: 13px; }
.hatch rect { fill: var(--hue); fill-opacity: .45; }
.hatch .ground { fill: var(--paper); fill-opacity: 1; }
.hatch path { fill: none; stroke: var(--hue-ink); stroke-width: 1; stroke-opacity: .55; }
.hatch circle { fill: var(--hue-ink); fill-opacity: .6; }
.key .swatch { stroke: var(--line); }
.map { border: 1px solid var(--line); overflow: hidden; }
.sea { fill: var(--sea); } .land { fill: var(--land); stroke: var(--line); stroke-width: .75; }
.state { fill-rule: evenodd; stroke: var(--ink); stroke-width: 1; stroke-linejoin: round; }
svg .place { font-size: 13px; paint-order: stroke; stroke: var(--paper); stroke-width: 4px; stroke-linejoin: round; }
svg .name { font-weight: 700; }
.step { fill: none; stroke: var(--mark); stroke-width: 1.5; stroke-dasharray: 2 3; }
.bar + .tick { paint-order: stroke; stroke: var(--paper); stroke-width: 4px; stroke-linejoin: round; }
.bar { fill: var(--mark); } .bar.over { fill: url(#hatch-orange); stroke: var(--orange-ink); }
.limit { stroke: var(--ink); stroke-width: 1.5; stroke-dasharray: 5 4; }
.asked { stroke: var(--ink); stroke-width: 2.5; }
.found { list-style: none; padding: 0; } .found li { margin: .6rem 0; padding-left: 4.5rem; text-indent: -4.5rem; }
.found b { display: inline-block; width: 4rem; text-indent: 0; margin-right: .5rem; }
.found small { display: block; text-indent: 0; color: var(--dim); font-size: .9rem; }
.cells td { min-width: 12.5rem; padding: .25rem .5rem .25rem 0; vertical-align: middle; }
pre { font-size: .8rem; white-space: pre-wrap; overflow-wrap: anywhere; }
pre { border-left: 3px solid var(--line); padding-left: 1rem; }
.ruled { display: none; }
@media (max-width: 75rem) { table { font-size: .8rem; } }
@media (max-width: 40rem) {
  .rows { display: block; max-width: 31rem; }
  .rows > span { display: block; position: relative; width: fit-content; padding: .35rem .5rem 0 0; text-align: left; }
  .rows > span { background: var(--paper); } .above { display: inline; }
  .rows text { font-size: 17px; }
  table { font-size: .8rem; } caption { font-size: .9rem; max-width: calc(100vw - 2.5rem); }
  tbody th { position: sticky; left: 0; background: var(--paper); min-width: 6.5rem; }
  table:not(.cells) tbody th { white-space: normal; overflow-wrap: break-word; }
  th, td { padding-right: .6rem; } table:not(.cells) td:not(.right) { min-width: 5.5rem; }
  table:not(.cells) td:not(.right):last-child { min-width: 11rem; }
}
@media print {
  :root {
    --paper: #fff; --ink: #000; --dim: #444; --line: #bbb; --mark: #2040a0;
    --sea: #eef3f6; --land: #f5f3ee; color-scheme: light;
  }
  html { font-size: 10pt; } main { max-width: none; padding: 0; } pre { font-size: 7pt; }
  .rows { grid-template-columns: fit-content(7.5cm) minmax(0, 10cm); }
  .wide { overflow: visible; break-inside: avoid; background: none; }
  h2 + p { break-after: avoid; } table { font-size: 7pt; } tbody th, .right { white-space: normal; }
  h2, h3 { break-after: avoid; } tr { break-inside: avoid; }
  .ruled { display: block; } .ruled div { height: 2.4em; border-bottom: 1px solid var(--line); }
}
"""


_UNIT = re.compile(r"(?<=\d) (?=%)")
_MINUS = re.compile(r"(?<![^\s(])-(?=\d)")


def _text(words: str) -> str:
    """Return words as a printer sets them: a number keeps its sign and its per cent."""
    return escape(_MINUS.sub("\N{MINUS SIGN}", _UNIT.sub("\N{NO-BREAK SPACE}", words)))


def breakable(name: str) -> str:
    """Return a name or path that may go on in the next line after a dot or an underscore."""
    return re.sub(r"(?<=\w)([._])(?=\w)", r"\1<wbr/>", _text(name))


def page(title: str, parts: Iterable[str], language: str = "en") -> str:
    """Return a whole page; `parts` are pieces of HTML in a language."""
    return (
        f'<!doctype html>\n<html lang="{escape(language, quote=True)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}{COLOURS}</style>\n</head>\n<body>\n<main>\n<h1>{escape(title)}</h1>\n"
        + "\n".join(parts)
        + "\n</main>\n</body>\n</html>\n"
    )


def heading(text: str, level: int = 2) -> str:
    """Return a heading of the second or a lower level."""
    return f"<h{level}>{_text(text)}</h{level}>"


def paragraph(text: str) -> str:
    """Return a paragraph."""
    return f"<p>{_text(text)}</p>"


def bullets(items: Iterable[str]) -> str:
    """Return a list."""
    return f"<ul>{''.join(f'<li>{_text(item)}</li>' for item in items)}</ul>"


def quotation(words: str, source: str, said: str = "") -> str:
    """Return exact words, what they say in the language of the page, and who said them."""
    translated = f"<p>{_text(said)}</p>" if said else ""
    return (
        f"<figure><blockquote><p>\N{LEFT DOUBLE QUOTATION MARK}{_text(words)}\N{RIGHT DOUBLE QUOTATION MARK}</p>"
        f"</blockquote>{translated}<figcaption>{_text(source)}</figcaption></figure>"
    )


def ruled(lines: int) -> str:
    """Return room to write on paper; nothing of it is seen on a screen."""
    return f'<div class="ruled" aria-hidden="true">{"<div></div>" * lines}</div>'


def figure(svg: str, caption: str) -> str:
    """Return a chart with what is to be read in it."""
    return f"<figure>{svg}<figcaption>{_text(caption)}</figcaption></figure>"


def headlines(items: Iterable[str]) -> str:
    """Return what a reader should know first, one sentence below the other."""
    return f'<ul class="headlines">{"".join(f"<li>{_text(item)}</li>" for item in items)}</ul>'


def panels(charts: Iterable[tuple[str, str]], caption: str, *, wide: bool = False) -> str:
    """Return charts with their titles side by side, as many as there is room for, under one caption."""
    kind = "panels two" if wide else "panels"
    found = "".join(f"<div><p>{_text(title)}</p>{svg}</div>" for title, svg in charts)
    return f'<figure><div class="{kind}">{found}</div><figcaption>{_text(caption)}</figcaption></figure>'


def grid(caption: str, heads: Sequence[str], rows: Iterable[tuple[str, Sequence[str]]]) -> str:
    """Return a table whose cells are charts, a row a title."""
    head = "".join(f'<th scope="col">{_text(name)}</th>' for name in ("", *heads))
    body = "".join(
        f'<tr><th scope="row">{_text(title)}</th>{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>'
        for title, cells in rows
    )
    name = escape(caption, quote=True)
    whole = f"<caption>{_text(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody>"
    return (
        f'<div class="wide" role="region" aria-label="{name}" tabindex="0"><table class="cells">{whole}</table></div>'
    )


def table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[str]], right: Sequence[int] = ()) -> str:
    """Return a table; columns in `right` are aligned to the right, and an empty first cell repeats what is above."""
    head = "".join(f'<th scope="col"{_side(i, right)}>{_text(name)}</th>' for i, name in enumerate(heads))
    body, first = [], ""
    for row in rows:
        first = row[0] or first
        cells = "".join(f"<td{_side(i, right)}>{_text(cell)}</td>" for i, cell in enumerate(row) if i)
        body.append(f'<tr><th scope="row">{breakable(first)}</th>{cells}</tr>')
    whole = f"<caption>{_text(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody>"
    name = escape(caption, quote=True)
    return f'<div class="wide" role="region" aria-label="{name}" tabindex="0"><table>{whole}</table></div>'


def _side(place: int, right: Sequence[int]) -> str:
    return ' class="right"' if place in right else ""


def data(found: Any) -> str:
    """Return plain data as it stands in a file."""
    return f"<pre>{escape(json.dumps(found, indent=1, ensure_ascii=False, allow_nan=False))}</pre>"
