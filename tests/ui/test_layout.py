"""Every example of a screen, at every size of text and in every language: nothing cut, nothing over another."""

from itertools import pairwise

import pytest
from pygame import Rect

from game.ui.app import App
from game.ui.kit.node import Node, focusable, walk
from game.ui.kit.type import Typesetter, _is_wide
from game.ui.painter import ringed
from game.ui.settings import Settings
from game.ui.words import languages
from tests.ui.examples import all_examples
from tests.ui.hands import press, window
from tests.ui.pseudo import PSEUDO

_SIZES = (1.0, 1.5, 2.0)
_CASES = [
    *((name, text, "en") for name in all_examples() for text in _SIZES),
    *((name, text, PSEUDO) for name in all_examples() for text in (1.0, 1.5)),
    # the other languages take turns: each shows every example once, and the sizes go round
    *((name, _SIZES[(at + nth) % len(_SIZES)], language) for at, name in enumerate(all_examples())
      for nth, language in enumerate(languages()[1:])),
]  # fmt: skip


def _shown(name: str, settings: Settings, size: tuple[int, int] = (1280, 800)) -> App:
    app = window(size, settings)
    app.push(all_examples()[name](app))
    app.frame(0.0)
    app.frame(2.0)
    return app


def _named(node: Node) -> str:
    return f"{node.role} {node.id!r} {node.name[:60]!r} {tuple(node.rect)}"


def _seen(root: Node, area: Rect, out: list[tuple[Node, Rect]]) -> None:
    """Gather nodes with the part of the window in which they may lie."""
    out.append((root, area))
    inner = root.rect.clip(area) if root.clip else area
    for child in root.children:
        _seen(child, inner if not child.over else area, out)


@pytest.mark.parametrize(("name", "text", "language"), _CASES)
def test_everything_fits(name: str, text: float, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    torn: list[str] = []
    breaking = Typesetter._broken

    def told(setter: Typesetter, word: str, style: str, width: int) -> list[str]:
        parts = breaking(setter, word, style, width)
        if len(parts) > 1 and word.isalpha() and not any(map(_is_wide, word)):
            torn.append(" ".join(parts))
        return parts

    monkeypatch.setattr(Typesetter, "_broken", told)
    app = _shown(name, Settings(text=text, language=language))
    assert not torn or text > 1.5 or language == PSEUDO, torn
    cut = [_named(node) for node in walk(app.tree) if node.overflow]
    assert not cut, "\n".join(cut)
    found: list[tuple[Node, Rect]] = []
    _seen(app.tree, Rect(0, 0, *app.size), found)
    # inside a scrolled area things lie above and below it, never beside it
    beside = [_named(node) for node, area in found if node.name and node.rect.w
              and (node.rect.left < area.left - 1 or node.rect.right > area.right + 1)]  # fmt: skip
    assert not beside, "\n".join(beside)
    scrolled = {id(node) for holder in walk(app.tree) if holder.clip for node in walk(holder)}
    below = [_named(node) for node, area in found if node.name and id(node) not in scrolled
             and not area.inflate(2, 2).contains(node.rect)]  # fmt: skip
    assert not below, "\n".join(below)
    _nothing_lies_over_another(app)


def _nothing_lies_over_another(app: App) -> None:
    for holder in walk(app.tree):
        if holder.role in ("map", "chart", "picture"):
            continue
        shown = [
            child for child in holder.children if not child.over and child.rect.w and child.rect.h and _says(child)
        ]
        for at, one in enumerate(shown):
            for other in shown[at + 1 :]:
                both = one.rect.clip(other.rect)
                assert both.w <= 1 or both.h <= 1, f"{_named(one)} and {_named(other)}"


def _says(node: Node) -> bool:
    """Whether there is anything to be read or pressed in a node."""
    return node.rect.w > 0 and node.rect.h > 0 and any(below.name or below.id for below in walk(node))


@pytest.mark.parametrize("name", all_examples())
def test_tab_reaches_everything(name: str) -> None:
    app = _shown(name, Settings())
    if any(node.raw for node in walk(app.tree)):
        press(app, "escape")  # a key is waited for
    stops = [node.id for node in focusable(app.tree)]
    twice = {name for name in stops if stops.count(name) > 1}
    assert not twice, "ids stand twice"
    wanted = {node.id for node in focusable(app.tree) if node.stop}
    met = set()
    for _step in range(len(wanted) + 1):
        press(app, "tab")
        met.add(app.focused)
    assert met >= wanted


@pytest.mark.parametrize("name", all_examples())
def test_tab_goes_on_to_the_right_and_down_also_in_russian(name: str) -> None:
    app = _shown(name, Settings(language="ru"))
    stops = [node for node in focusable(app.tree) if node.stop and node.role != "map"]
    lists = {id(node): id(holder) for holder in walk(app.tree) if holder.clip for node in walk(holder)}
    together = (pair for pair in pairwise(stops) if lists.get(id(pair[0])) == lists.get(id(pair[1])))
    ways = [(one, other) for one, other in together if not one.rect.contains(other.rect)]
    for one, other in ways:
        row = min(one.rect.bottom, other.rect.bottom) - max(one.rect.top, other.rect.top)
        column = min(one.rect.right, other.rect.right) - max(one.rect.left, other.rect.left)
        if row > min(one.rect.h, other.rect.h) / 2:
            assert other.rect.left >= one.rect.left, f"{_named(other)} after {_named(one)}"
        elif column > min(one.rect.w, other.rect.w) / 2:
            assert other.rect.top >= one.rect.top, f"{_named(other)} after {_named(one)}"


@pytest.mark.parametrize("name", all_examples())
@pytest.mark.parametrize("text", [1.0, 2.0])
def test_the_focus_can_be_seen(name: str, text: float) -> None:
    app = _shown(name, Settings(text=text))
    for _step in range(sum(node.stop for node in focusable(app.tree))):
        press(app, "tab")
        app.frame(1.0)
        colour = app.kit.theme.focus
        node = next(node for node in focusable(app.tree) if node.id == app.focused)
        around = ringed(app.kit, node).clip(app.surface.get_rect())
        assert around.h > 4, f"{app.focused} is out of sight"
        middle = [(around.left + 1, around.centery), (around.right - 2, around.centery),
                  (around.centerx, around.top + 1), (around.centerx, around.bottom - 2)]  # fmt: skip
        assert any(app.surface.get_at(place)[:3] == colour for place in middle), app.focused


@pytest.mark.parametrize("name", all_examples())
def test_a_screen_can_be_read_as_text(name: str) -> None:
    app = _shown(name, Settings())
    text = app.describe()
    for node in focusable(app.tree):
        assert node.name, f"{node.id} has no name"
        assert node.name in text.replace("\n", " ") or node.name.split("\n")[0] in text
