"""A tornado: what each setting does to a metric at both of its ends, the widest on top."""

from collections.abc import Sequence
from typing import NamedTuple

from game.report.rows import Scale, axis, rows_chart

__all__ = ["Bar", "End", "tornado"]

_ROW, _THICK = 30, 14


class End(NamedTuple):
    """One end of a setting: its value, and how far it moves the metric, with the interval."""

    value: str
    by: float
    low: float
    high: float


class Bar(NamedTuple):
    """A row: the lower end, drawn hollow, and the upper one, drawn full; None where it is what it is already."""

    label: str
    lower: End | None
    upper: End | None


def tornado(title: str, unit: str, bars: Sequence[Bar]) -> str:
    """Draw bars to both sides of the scenario as it is, as HTML that stands in a page.

    Parameters
    ----------
    title : of what; said to those who cannot see it, too.
    unit : written under the axis.
    bars : at least one, in their order from above.
    """
    ends = [number for bar in bars for end in (bar.lower, bar.upper) if end is not None for number in end[1:]]
    scale = Scale(axis(min(ends, default=0.0), max(ends, default=0.0), zero=True))
    told = [_told(bar) for bar in bars]
    rows = [(bar.label, words, _drawn(bar, scale)) for bar, words in zip(bars, told, strict=True)]
    return rows_chart(f"{title}. {'; '.join(told)}.", unit, scale, rows, height=_ROW, zero=True)


def _drawn(bar: Bar, scale: Scale) -> str:
    """Draw a bar; where both ends move the metric the same way, they stand one above the other."""
    parts, y = [], _ROW / 2
    same_side = bar.lower is not None and bar.upper is not None and bar.lower.by * bar.upper.by > 0
    for end, kind, shift in ((bar.lower, "dot open", -0.5), (bar.upper, "dot", 0.5)):
        if end is not None:
            thick = _THICK / 2 if same_side else _THICK
            top = y + shift * thick - thick / 2 if same_side else y - thick / 2
            parts.append(_bar(end, kind, top, thick, scale))
    return "".join(parts)


def _bar(end: End, kind: str, top: float, thick: float, scale: Scale) -> str:
    left, right = sorted((scale.x(0.0), scale.x(end.by)))
    low, high, middle = scale.x(end.low), scale.x(end.high), top + thick / 2
    return (
        f'<rect class="{kind}" x="{left:.1f}" y="{top:.1f}" width="{right - left:.1f}" height="{thick:.1f}"/>'
        f'<line class="zero" x1="{low:.1f}" y1="{middle:.1f}" x2="{high:.1f}" y2="{middle:.1f}"/>'
    )


def _told(bar: Bar) -> str:
    ends = [f"{end.value} {end.by:+.3g} ({end.low:.3g} to {end.high:.3g})" for end in (bar.lower, bar.upper) if end]
    return f"{bar.label}: {', '.join(ends)}"
