"""Values and their intervals, one below the other: no script, colours from the page's style, numbers told as text."""

from collections.abc import Sequence
from typing import NamedTuple

from game.report.rows import Scale, axis, rows_chart

__all__ = ["Mark", "interval_chart"]

_ROW = 26


class Mark(NamedTuple):
    """A row of a chart: a value and its interval."""

    label: str
    value: float
    low: float | None
    high: float | None
    sure: bool = True  # drawn full; otherwise hollow
    asked: tuple[float, ...] = ()  # what it is held against: short upright lines


def interval_chart(title: str, unit: str, marks: Sequence[Mark], *, zero: bool = False, what: str = "") -> str:
    """Draw values with their intervals, one below the other.

    Parameters
    ----------
    title : of what; said to those who cannot see it, too.
    unit : written under the axis.
    marks : at least one.
    zero : whether there is a line at zero, to both sides of which values lie.
    what : what a value and its interval are, for those who cannot see it.
    """
    ends = [number for mark in marks for number in (mark.value, mark.low, mark.high, *mark.asked) if number is not None]
    scale = Scale(axis(min(ends), max(ends), zero=zero))
    told = "; ".join(_told(mark) for mark in marks)
    rows = [(mark.label, _told(mark), _drawn(mark, scale)) for mark in marks]
    return rows_chart(f"{title}. {what} {told}.".replace("  ", " "), unit, scale, rows, height=_ROW, zero=zero)


def _drawn(mark: Mark, scale: Scale) -> str:
    parts, y = [], _ROW / 2
    if mark.low is not None and mark.high is not None:
        low, high = scale.x(mark.low), scale.x(mark.high)
        parts.append(f'<line class="span" x1="{low:.1f}" y1="{y}" x2="{high:.1f}" y2="{y}"/>')
        parts += [f'<line class="span" x1="{x:.1f}" y1="{y - 4}" x2="{x:.1f}" y2="{y + 4}"/>' for x in (low, high)]
    for one in map(scale.x, mark.asked):
        parts.append(f'<line class="asked" x1="{one:.1f}" y1="{y - 9}" x2="{one:.1f}" y2="{y + 9}"/>')
    kind = "dot" if mark.sure else "dot open"
    parts.append(f'<circle class="{kind}" cx="{scale.x(mark.value):.1f}" cy="{y}" r="5"/>')
    return "".join(parts)


def _told(mark: Mark) -> str:
    between = "" if mark.low is None or mark.high is None else f" ({mark.low:.3g} to {mark.high:.3g})"
    asked = "".join(f", asked {one:.3g}" for one in mark.asked)
    return f"{mark.label} {mark.value:.3g}{between}{asked}"
