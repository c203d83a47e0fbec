"""Two small charts for a seat: the ladder of its players, and how often each entry of its menu is used."""

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

__all__ = ["Rung", "ladder_chart", "use_chart"]

_WIDTH, _LEFT, _RIGHT, _ROW, _TOP, _FOOT = 400, 206, 24, 22, 6, 26
_LETTERS = 26  # of a label, that surely fit on its left


class Rung(NamedTuple):
    """A player and what it reaches."""

    label: str
    mean: float
    half: float
    main: bool = True  # a step of the ladder; otherwise another way to play, drawn hollow beside it


def ladder_chart(title: str, rungs: Sequence[Rung]) -> str:
    """Draw scores from 0 to 100, a row a player, the steps of the ladder joined by a line.

    Parameters
    ----------
    title : of what; said to those who cannot see it, too.
    rungs : from below to above.
    """
    base = _TOP + _ROW * len(rungs)
    parts = [_rule(tick, f"{tick:g}", base, 100.0) for tick in (0.0, 25.0, 50.0, 75.0, 100.0)]
    steps = " ".join(f"{_x(one.mean, 100.0):.1f},{_y(row):.1f}" for row, one in enumerate(rungs) if one.main)
    parts.append(f'<polyline class="step" points="{steps}"/>')
    for row, one in enumerate(rungs):
        y, kind = _y(row), "dot" if one.main else "dot open"
        low, high = max(one.mean - one.half, 0.0), min(one.mean + one.half, 100.0)
        parts.append(
            f'{_label(one.label, y)}<line class="span" x1="{_x(low, 100.0):.1f}" y1="{y}" x2="{_x(high, 100.0):.1f}" '
            f'y2="{y}"/><circle class="{kind}" cx="{_x(one.mean, 100.0):.1f}" cy="{y}" r="4"/>'
        )
    told = "; ".join(f"{one.label} {one.mean:.1f} ±{one.half:.1f}" for one in rungs)
    return _svg(f"{title}, 0 to 100, mean and half its 95 % interval: {told}.", base, parts)


def use_chart(title: str, rows: Sequence[tuple[str, float]], limit: float) -> str:
    """Draw parts of a whole as bars, with a line where a part becomes too large.

    Parameters
    ----------
    title : of what; said to those who cannot see it, too.
    rows : label and part, 0 to 1.
    limit : a bar beyond it is hatched.
    """
    base = _TOP + _ROW * len(rows)
    parts = [_rule(tick, f"{100 * tick:g} %", base, 1.0) for tick in (0.0, 0.5, 1.0)]
    x = _x(limit, 1.0)
    parts.append(f'<line class="limit" x1="{x:.1f}" y1="{_TOP}" x2="{x:.1f}" y2="{base}"/>')
    for row, (label, part) in enumerate(rows):
        y, end = _y(row), _x(part, 1.0)
        kind = "bar over" if part > limit else "bar"
        parts.append(
            f'{_label(label, y)}<rect class="{kind}" x="{_LEFT}" y="{y - 7}" width="{end - _LEFT:.1f}" height="14"/>'
            f'<text class="tick" x="{end + 4:.1f}" y="{y + 5}">{100 * part:.0f}</text>'
        )
    told = "; ".join(f"{label} {100 * part:.0f} %" for label, part in rows)
    return _svg(f"{title}: {told}.", base, parts)


def _svg(spoken: str, base: int, parts: Sequence[str]) -> str:
    told = escape(spoken, quote=True)
    return f'<svg viewBox="0 0 {_WIDTH} {base + _FOOT}" role="img" aria-label="{told}">{"".join(parts)}</svg>'


def _x(value: float, most: float) -> float:
    return _LEFT + value / most * (_WIDTH - _LEFT - _RIGHT)


def _y(row: int) -> int:
    return _TOP + _ROW * row + _ROW // 2


def _rule(value: float, label: str, base: int, most: float) -> str:
    x = _x(value, most)
    return (
        f'<line class="grid" x1="{x:.1f}" y1="{_TOP}" x2="{x:.1f}" y2="{base}"/>'
        f'<text class="tick" x="{x:.1f}" y="{base + 17}" text-anchor="middle">{label}</text>'
    )


def _label(text: str, y: int) -> str:
    short = text if len(text) <= _LETTERS else f"{text[: _LETTERS - 1]}…"
    return f'<text x="{_LEFT - 8}" y="{y + 5}" text-anchor="end"><title>{escape(text)}</title>{escape(short)}</text>'
