"""A choice of screens in other windows than the usual one: a projector's, a small one, a narrow one."""

import pytest
from pygame import Rect

from game.ui.kit.node import walk
from game.ui.settings import Settings
from tests.ui import test_layout as usual

_SCREENS = ("title", "briefing", "power's turn", "order", "statement", "state's answers", "reveal, front page",
            "timeline of two lines", "end", "settings", "help")  # fmt: skip
_WINDOWS = (((1920, 1080), "projector", 1.25), ((960, 600), "light", 1.0), ((1024, 768), "dark", 1.0))


@pytest.mark.parametrize("name", _SCREENS)
@pytest.mark.parametrize(("size", "theme", "text"), _WINDOWS)
def test_everything_fits_in_other_windows(name: str, size: tuple[int, int], theme: str, text: float) -> None:
    settings = Settings(
        theme="projector" if theme == "projector" else "dark" if theme == "dark" else "light", text=text
    )
    app = usual._shown(name, settings, size)
    assert app.surface.get_size() == size
    cut = [usual._named(node) for node in walk(app.tree) if node.overflow]
    assert not cut, "\n".join(cut)
    scrolled = {id(node) for holder in walk(app.tree) if holder.clip for node in walk(holder)}
    window = Rect(0, 0, *size).inflate(2, 2)
    outside = [usual._named(node) for node in walk(app.tree)
               if node.name and node.rect.w
               and id(node) not in scrolled and not window.contains(node.rect)]  # fmt: skip
    assert not outside, "\n".join(outside)
    usual._nothing_lies_over_another(app)
