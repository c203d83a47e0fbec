"""Fans: how a number spreads out over the games from turn to turn, as a small chart."""

from collections.abc import Callable, Sequence
from html import escape
from typing import Any, NamedTuple

import numpy as np

from game.report.rows import axis
from game.report.tables import decimal

__all__ = ["LEVELS", "Fan", "apart", "fan_chart", "key"]

LEVELS = (0.1, 0.25, 0.5, 0.75, 0.9)  # what a fan is made of
_LEFT, _TOP, _FOOT = 36, 12, 28
_SIZE, _SMALL = (340, 210), (232, 124)
_GAP = 15  # between two labels
_LETTER = 7.2  # of a label, wide

Numbers = np.ndarray[Any, np.dtype[Any]]


class Fan(NamedTuple):
    """One number over the turns."""

    label: str  # at its end
    hue: str
    dash: str
    values: Numbers  # (LEVELS, turns + 1)


def fan_chart(
    title: str, unit: str, fans: Sequence[Fan], *, low: float, high: float, digits: int = 0, small: bool = False
) -> str:
    """Draw fans in one chart: the middle half of the games, eight in ten, and the median.

    Parameters
    ----------
    title : of what; said to those who cannot see it, too.
    unit : of the values, for those who cannot see it.
    fans : at least one, all with the same number of turns.
    low, high : what the chart must reach from and to.
    digits : of the numbers at the ends, after the point.
    small : whether it is one of many, lower and with the numbers alone at the ends.
    """
    ticks = _ticks(low, high, 3 if small else 5)
    width, height = _SMALL if small else _SIZE
    ends = [_end(fan, digits, small) for fan in fans]
    right = 12 + _LETTER * max(len(end) for end in ends)
    base, turns = height - _FOOT, fans[0].values.shape[1] - 1

    def x(turn: float) -> float:
        return float(_LEFT + turn / turns * (width - _LEFT - right))

    def y(value: float) -> float:
        return base - (value - ticks[0]) / (ticks[-1] - ticks[0]) * (base - _TOP)

    parts = [_rule(y(tick), _number(tick, ticks), x(turns)) for tick in ticks]
    parts += [
        f'<text class="tick" x="{x(turn):.1f}" y="{base + 19}" text-anchor="middle">{turn or "start"}</text>'
        for turn in _shown(turns, small)
    ]
    parts += [_drawn(fan, x, y) for fan in fans]
    parts += _labels(fans, ends, x(turns) + 6, [y(float(fan.values[2, -1])) for fan in fans], base)
    told = "; ".join(_told(fan, digits) for fan in fans)
    spoken = escape(f"{title}, in {unit}, by turns. {told}.", quote=True)
    return f'<svg viewBox="0 0 {width} {height}" role="img" aria-label="{spoken}">{"".join(parts)}</svg>'


def _ticks(low: float, high: float, most: int) -> tuple[float, ...]:
    found = axis(low, high)
    while len(found) > most + 1:
        found = found[::2] if len(found) % 2 else (*found[::2], 2 * found[-1] - found[-2])
    return found


def _number(tick: float, ticks: Sequence[float]) -> str:
    digits = 0 if abs(ticks[1] - ticks[0]) >= 1 else 1 if abs(ticks[1] - ticks[0]) >= 0.1 else 2
    return decimal(tick, digits).replace("-", "\N{MINUS SIGN}")


def _shown(turns: int, small: bool) -> tuple[int, ...]:
    if small or turns < 3:
        return (0, turns)
    step = -(-turns // 4)
    return (0, *(turn for turn in range(step, turns - step // 2, step)), turns)


def _rule(y: float, label: str, right: float) -> str:
    return (
        f'<line class="grid" x1="{_LEFT}" y1="{y:.1f}" x2="{right:.1f}" y2="{y:.1f}"/>'
        f'<text class="tick" x="{_LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{label}</text>'
    )


def _drawn(fan: Fan, x: Callable[[float], float], y: Callable[[float], float]) -> str:
    def line(row: int) -> list[str]:
        return [f"{x(turn):.1f},{y(float(value)):.1f}" for turn, value in enumerate(fan.values[row])]

    def band(one: int, other: int, kind: str) -> str:
        return f'<polygon class="{kind}" points="{" ".join([*line(one), *reversed(line(other))])}"/>'

    dash = f' stroke-dasharray="{fan.dash}"' if fan.dash else ""
    return (
        f'<g class="h-{fan.hue}">{band(0, 4, "outer")}{band(1, 3, "inner")}'
        f'<polyline class="median"{dash} points="{" ".join(line(2))}"/></g>'
    )


def _end(fan: Fan, digits: int, small: bool) -> str:
    number = decimal(float(fan.values[2, -1]), digits)
    return number if small else f"{fan.label} {number}".strip()


def _labels(fans: Sequence[Fan], ends: Sequence[str], x: float, at: Sequence[float], base: float) -> list[str]:
    """Return labels at the ends of the lines, moved apart where they would collide."""
    places = dict(enumerate(apart([place + 4 for place in at], _GAP, base + 4)))
    return [
        f'<text class="h-{fan.hue} end" x="{x:.1f}" y="{places[i]:.1f}">{escape(ends[i])}</text>'
        for i, fan in enumerate(fans)
    ]


def apart(places: Sequence[float], gap: float, most: float) -> list[float]:
    """Return places moved as little as that they lie a gap apart and none beyond `most`; their order stays."""
    order = sorted(range(len(places)), key=lambda i: places[i])
    moved, last = list(places), -1e9
    for i in order:
        last = moved[i] = max(moved[i], last + gap)
    for i in reversed(order):
        most = moved[i] = min(moved[i], most)
        most -= gap
    return moved


def _told(fan: Fan, digits: int) -> str:
    start, end = decimal(float(fan.values[2, 0]), digits), decimal(float(fan.values[2, -1]), digits)
    low, high = (decimal(float(fan.values[row, -1]), digits) for row in (0, 4))
    name = f"{fan.label} " if fan.label else ""
    return f"{name}from {start} to {end} in the median, eight games in ten between {low} and {high}"


def key(hues: Sequence[tuple[str, str, str]]) -> str:
    """Return the key to lines and hatchings: names with their hue and the way their lines are broken."""
    return f'<ul class="key">{"".join(_entry(*one) for one in hues)}</ul>'


def _entry(name: str, hue: str, dash: str) -> str:
    broken = f' stroke-dasharray="{dash}"' if dash else ""
    swatch = f'<rect class="swatch" x=".5" y=".5" width="19" height="15" fill="url(#hatch-{hue})"/>'
    line = f'<line class="median" x1="23" y1="8" x2="44" y2="8"{broken}/>'
    return f'<li class="h-{hue}"><svg viewBox="0 0 44 16" aria-hidden="true">{swatch}{line}</svg>{escape(name)}</li>'
