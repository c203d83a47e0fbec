"""A tornado: what each setting does to a metric at both of its ends, the widest on top."""

from collections.abc import Callable, Sequence
from html import escape
from typing import NamedTuple

from game.report.charts import axis

__all__ = ["Bar", "End", "tornado"]

_WIDTH, _LEFT, _RIGHT, _ROW, _TOP, _FOOT = 760, 330, 30, 30, 12, 46
_LETTERS = 46  # of a label, that surely fit on its left
_THICK = 14


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
    """Draw bars to both sides of the scenario as it is, as SVG that stands in a page.

    Parameters
    ----------
    title : of what; said to those who cannot see it, too.
    unit : written under the axis.
    bars : at least one, in their order from above.
    """
    ends = [number for bar in bars for end in (bar.lower, bar.upper) if end is not None for number in end[1:]]
    ticks = axis(min(ends, default=0.0), max(ends, default=0.0), zero=True)
    low, high = ticks[0], ticks[-1]

    def x(number: float) -> float:
        return _LEFT + (number - low) / (high - low) * (_WIDTH - _LEFT - _RIGHT)

    base = _TOP + _ROW * len(bars)
    parts = [_grid(x(tick), base, f"{tick:g}".replace("-", "\N{MINUS SIGN}"), abs(tick) < 1e-12) for tick in ticks]
    parts += [_row(bar, _TOP + _ROW * (row + 0.5), x) for row, bar in enumerate(bars)]
    parts.append(f'<text class="unit" x="{_WIDTH - _RIGHT}" y="{base + 40}" text-anchor="end">{escape(unit)}</text>')
    spoken = escape(f"{title}. {'; '.join(_told(bar) for bar in bars)}.", quote=True)
    return f'<svg viewBox="0 0 {_WIDTH} {base + _FOOT}" role="img" aria-label="{spoken}">{"".join(parts)}</svg>'


def _grid(x: float, base: float, label: str, is_zero: bool) -> str:
    return (
        f'<line class="{"zero" if is_zero else "grid"}" x1="{x:.1f}" y1="{_TOP}" x2="{x:.1f}" y2="{base}"/>'
        f'<text class="tick" x="{x:.1f}" y="{base + 18}" text-anchor="middle">{label}</text>'
    )


def _row(bar: Bar, y: float, x: Callable[[float], float]) -> str:
    """Draw a bar; where both ends move the metric the same way, they stand one above the other."""
    label = bar.label if len(bar.label) <= _LETTERS else "…" + bar.label[1 - _LETTERS :]
    parts = [
        f'<text class="label" x="{_LEFT - 12}" y="{y + 4:.1f}" text-anchor="end" style="font-size:12.5px">'
        f"{escape(label)}</text>"
    ]
    same_side = bar.lower is not None and bar.upper is not None and bar.lower.by * bar.upper.by > 0
    for end, kind, shift in ((bar.lower, "dot open", -0.5), (bar.upper, "dot", 0.5)):
        if end is not None:
            thick = _THICK / 2 if same_side else _THICK
            top = y + shift * thick - thick / 2 if same_side else y - thick / 2
            parts.append(_bar(end, kind, top, thick, x))
    return f"<g><title>{escape(_told(bar))}</title>{''.join(parts)}</g>"


def _bar(end: End, kind: str, top: float, thick: float, x: Callable[[float], float]) -> str:
    left, right = sorted((x(0.0), x(end.by)))
    middle = top + thick / 2
    return (
        f'<rect class="{kind}" x="{left:.1f}" y="{top:.1f}" width="{right - left:.1f}" height="{thick:.1f}"/>'
        f'<line class="zero" x1="{x(end.low):.1f}" y1="{middle:.1f}" x2="{x(end.high):.1f}" y2="{middle:.1f}"/>'
    )


def _told(bar: Bar) -> str:
    ends = [f"{end.value} {end.by:+.3g} ({end.low:.3g} to {end.high:.3g})" for end in (bar.lower, bar.upper) if end]
    return f"{bar.label}: {', '.join(ends)}"
