"""Where the focus goes: to the next stop, to the neighbour on one side, to the nearest when its own is gone."""

from collections.abc import Sequence
from typing import Literal

from pygame import Rect

from game.ui.kit.node import Node, focusable

__all__ = ["Side", "nearest", "neighbour", "next_stop"]

Side = Literal["left", "right", "up", "down"]


def next_stop(root: Node, now: str, step: Literal[-1, 1]) -> str:
    """Return the id of the next stop of Tab, or of the one before; "" where there is none."""
    nodes = focusable(root)
    if not any(node.stop for node in nodes):
        return ""
    at = next((i for i, node in enumerate(nodes) if node.id == now), -1 if step > 0 else len(nodes))
    while True:
        at = (at + step) % len(nodes)
        if nodes[at].stop:
            return nodes[at].id


def nearest(root: Node, place: Rect) -> str:
    """Return the id of the stop that is nearest to where the focus was; "" where there is none."""
    stops = [node for node in focusable(root) if node.stop]
    if not stops:
        return ""
    return min(stops, key=lambda node: _distance(node.rect, place)).id


def _distance(one: Rect, other: Rect) -> float:
    return float((one.centerx - other.centerx) ** 2 + (one.centery - other.centery) ** 2)


def neighbour(root: Node, now: Node, side: Side) -> str:
    """Return the id of the nearest stop on one side of a node: in its row or column if possible; "" for none."""
    upright = side in ("up", "down")
    found = [node for node in focusable(root) if node.stop and node.id != now.id and _beyond(now.rect, node.rect, side)]
    return min(found, key=lambda node: _cost(now.rect, node.rect, upright)).id if found else ""


def _beyond(now: Rect, other: Rect, side: Side) -> bool:
    return {
        "left": other.right <= now.left + 2, "right": other.left >= now.right - 2,
        "up": other.bottom <= now.top + 2, "down": other.top >= now.bottom - 2,
    }[side]  # fmt: skip


def _cost(now: Rect, other: Rect, upright: bool) -> float:
    if upright:
        along = min(abs(other.top - now.bottom), abs(now.top - other.bottom))
        aside = _gap((now.left, now.right), (other.left, other.right))
        off = abs(now.centerx - other.centerx)
    else:
        along = min(abs(other.left - now.right), abs(now.left - other.right))
        aside = _gap((now.top, now.bottom), (other.top, other.bottom))
        off = abs(now.centery - other.centery)
    return along + 4 * aside + 0.1 * off


def _gap(one: Sequence[int], other: Sequence[int]) -> int:
    return max(0, other[0] - one[1], one[0] - other[1])
