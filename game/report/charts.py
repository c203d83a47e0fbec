"""Charts as SVG that stands in a page: no script, colours from the page's style, numbers told as text."""

import math
from collections.abc import Callable, Sequence
from html import escape
from typing import NamedTuple

from game.report.tables import decimal

__all__ = ["Mark", "axis", "interval_chart"]

_PLOT, _RIGHT, _ROW, _TOP, _FOOT = 446, 24, 26, 12, 44
_LETTER, _LETTERS = 8, 34  # how wide a letter of a label may be, and how many there is room for
_SMALLEST = 0.6  # of its size: on a phone


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
    ticks = axis(min(ends), max(ends), zero=zero)
    low, high = ticks[0], ticks[-1]

    left = _LETTER * min(max(len(mark.label) for mark in marks), _LETTERS) + 22
    width = left + _PLOT + _RIGHT

    def x(number: float) -> float:
        return left + (number - low) / (high - low) * _PLOT

    height = _TOP + _ROW * len(marks) + _FOOT
    base = _TOP + _ROW * len(marks)
    parts = [_grid(x(tick), base, _tick(tick, ticks), zero and tick == 0) for tick in ticks]
    parts += [_row(mark, _TOP + _ROW * row + _ROW / 2, left, x) for row, mark in enumerate(marks)]
    parts.append(f'<text class="unit" x="{left + _PLOT}" y="{base + 38}" text-anchor="end">{escape(unit)}</text>')
    told = "; ".join(_told(mark) for mark in marks)
    spoken = escape(f"{title}. {what} {told}.".replace("  ", " "), quote=True)
    size = f"max-width:{width}px;min-width:{_SMALLEST * width:.0f}px"
    return f'<svg viewBox="0 0 {width} {height}" style="{size}" role="img" aria-label="{spoken}">{"".join(parts)}</svg>'


def _grid(x: float, base: float, label: str, is_zero: bool) -> str:
    kind = "zero" if is_zero else "grid"
    return (
        f'<line class="{kind}" x1="{x:.1f}" y1="{_TOP}" x2="{x:.1f}" y2="{base}"/>'
        f'<text class="tick" x="{x:.1f}" y="{base + 18}" text-anchor="middle">{label}</text>'
    )


def _row(mark: Mark, y: float, left: int, x: Callable[[float], float]) -> str:
    label = mark.label if len(mark.label) <= _LETTERS else mark.label[: _LETTERS - 1] + "…"
    parts = [f'<text class="label" x="{left - 14}" y="{y + 5:.1f}" text-anchor="end">{escape(label)}</text>']
    if mark.low is not None and mark.high is not None:
        parts.append(f'<line class="span" x1="{x(mark.low):.1f}" y1="{y}" x2="{x(mark.high):.1f}" y2="{y}"/>')
        for end in (mark.low, mark.high):
            parts.append(f'<line class="span" x1="{x(end):.1f}" y1="{y - 4}" x2="{x(end):.1f}" y2="{y + 4}"/>')
    parts += [
        f'<line class="asked" x1="{x(one):.1f}" y1="{y - 9}" x2="{x(one):.1f}" y2="{y + 9}"/>' for one in mark.asked
    ]
    kind = "dot" if mark.sure else "dot open"
    parts.append(f'<circle class="{kind}" cx="{x(mark.value):.1f}" cy="{y}" r="5"/>')
    return f"<g><title>{escape(_told(mark))}</title>{''.join(parts)}</g>"


def _told(mark: Mark) -> str:
    between = "" if mark.low is None or mark.high is None else f" ({mark.low:.3g} to {mark.high:.3g})"
    asked = "".join(f", asked {one:.3g}" for one in mark.asked)
    return f"{mark.label} {mark.value:.3g}{between}{asked}"


def _tick(number: float, ticks: Sequence[float]) -> str:
    step = ticks[1] - ticks[0]
    return decimal(number, max(0, -math.floor(math.log10(step) + 1e-9))).replace("-", "\N{MINUS SIGN}")


def axis(low: float, high: float, *, zero: bool = False) -> tuple[float, ...]:
    """Return round numbers at equal steps that reach from below `low` to above `high`.

    Parameters
    ----------
    low, high : what must fit.
    zero : whether zero must fit as well.
    """
    if zero:
        low, high = min(low, 0.0), max(high, 0.0)
    wide = (high - low) or abs(high) * 0.1 or 1.0
    rough = wide / 5
    power = 10.0 ** math.floor(math.log10(rough))
    step = power * next(size for size in (1, 2, 5, 10) if size * power >= rough * 0.999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return tuple(number * step for number in range(first, max(last, first + 1) + 1))
