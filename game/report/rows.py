"""Charts of one row a thing, each with its label: beside it where there is room, above it on a phone."""

import math
from collections.abc import Iterable, Sequence
from html import escape
from typing import NamedTuple

from game.report.page import breakable
from game.report.tables import decimal

__all__ = ["Scale", "axis", "rows_chart"]

_WIDTH, _SIDE = 500, 26  # of a row, and what of it is left free at either side for the numbers under the axis
_FOOT = 46
_RANGES = {"0-100": "points", "0-1": "on a scale from 0 to 1"}  # units that are ranges, in words
_ABOVE = 34  # how far lines reach up behind a label that stands above its row


class Scale(NamedTuple):
    """Round numbers at equal steps, and where they lie across a row."""

    ticks: tuple[float, ...]

    def x(self, number: float) -> float:
        """Return where a number lies."""
        low, high = self.ticks[0], self.ticks[-1]
        return _SIDE + (number - low) / (high - low) * (_WIDTH - 2 * _SIDE)


def rows_chart(
    spoken: str, unit: str, scale: Scale, rows: Sequence[tuple[str, str, str]], *, height: int, zero: bool = False
) -> str:
    """Lay out rows over one axis, as HTML that stands in a page.

    Parameters
    ----------
    spoken : the whole chart in words, for those who cannot see it.
    unit : written under the axis.
    rows : of each its label, what it says in words, and the SVG that is drawn in it, 0 to `height` from above.
    zero : whether there is a line at zero.
    """
    parts = [_row(label, told, drawn, scale, height, zero) for label, told, drawn in rows]
    return (
        f'<div class="rows" role="img" aria-label="{escape(spoken, quote=True)}">'
        f"{''.join(parts)}<span></span>{_svg(_FOOT, _axis(scale, unit))}</div>"
    )


def _row(label: str, told: str, drawn: str, scale: Scale, height: int, zero: bool) -> str:
    # A line reaches into the next row, where a browser rounds.
    lines = [_line(scale, tick, 0, height + 1, zero) for tick in scale.ticks]
    above = "".join(_line(scale, tick, -_ABOVE, 0, zero) for tick in scale.ticks)
    title = f"<title>{escape(told)}</title>"
    behind = f'<g class="above">{above}</g>'
    return f"<span>{breakable(label)}</span>{_svg(height, [title, behind, *lines, drawn])}"


def _line(scale: Scale, tick: float, top: int, bottom: int, zero: bool) -> str:
    kind, x = "zero" if zero and abs(tick) < 1e-12 else "grid", scale.x(tick)
    return f'<line class="{kind}" x1="{x:.1f}" y1="{top}" x2="{x:.1f}" y2="{bottom}"/>'


def _axis(scale: Scale, unit: str) -> Iterable[str]:
    for tick in scale.ticks:
        label = _tick(tick, scale.ticks)
        yield f'<text class="tick" x="{scale.x(tick):.1f}" y="18" text-anchor="middle">{label}</text>'
    yield f'<text class="unit" x="{_WIDTH - _SIDE}" y="38" text-anchor="end">{escape(_RANGES.get(unit, unit))}</text>'


def _svg(height: int, parts: Iterable[str]) -> str:
    return f'<svg viewBox="0 0 {_WIDTH} {height}" aria-hidden="true">{"".join(parts)}</svg>'


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
