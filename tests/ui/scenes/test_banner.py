"""The head of the first screen."""

from game.ui.app import App
from game.ui.kit.boxes import Row
from game.ui.kit.node import Node, find, walk
from game.ui.scenes.banner import WedgeMark
from game.ui.settings import Settings
from game.ui.theme import LIGHT, Hue
from tests.ui.examples import all_examples
from tests.ui.hands import show, window


def _title(name: str, text: float) -> App:
    app = window((1280, 800), Settings(text=text))
    app.push(all_examples()[name](app))
    app.frame(0.0)
    return app


def _texts(tree: Node) -> list[str]:
    return [node.name for node in walk(tree) if node.role == "text"]


def _drawn(*hues: Hue) -> set[tuple[int, ...]]:
    """Return the colours of a mark on the screen."""
    app = show(lambda: Row([WedgeMark(hues)]), (300, 200))
    app.workers.close()
    area = next(node.rect for node in walk(app.tree) if node.role == "picture")
    return {tuple(app.surface.get_at((x, y))[:3]) for x in range(*_span(area.x, area.w))
            for y in range(*_span(area.y, area.h))}  # fmt: skip


def _span(start: int, length: int) -> tuple[int, int]:
    return start, start + length


def test_the_mark_has_the_colours_of_the_powers() -> None:
    hues = (LIGHT.hues["pink"], LIGHT.hues["orange"], LIGHT.hues["blue"])
    assert {hue.fill for hue in hues} <= _drawn(*hues)


def test_a_mark_without_powers_is_drawn_in_ink() -> None:
    assert LIGHT.ink in _drawn()


def test_the_scenario_is_told_at_the_head_and_only_there() -> None:
    app = _title("title", 1.0)
    texts, start = _texts(app.tree), find(app.tree, "start")
    app.workers.close()
    assert texts.count("Wedge") == 1
    assert sum("prime minister" in words for words in texts) == 1
    assert start is not None
    assert start.rect.bottom <= 800


def test_a_broken_scenario_leaves_the_name_of_the_game() -> None:
    app = _title("title broken", 1.0)
    texts = _texts(app.tree)
    app.workers.close()
    assert "Wedge" in texts
