"""Pictures of every example of a screen, with an index to look through.

    python -m tests.gallery OUT                    # both themes, two sizes of window and of text
    python -m tests.gallery OUT --only widgets     # examples whose names hold a word; more with commas
    python -m tests.gallery OUT --quick            # one picture of each
    python -m tests.gallery OUT --language ru      # in another language
    python -m tests.gallery OUT --theme projector  # in one theme only
    python -m tests.gallery OUT --describe         # screens as text, one file each

Examples live in `tests/ui/examples`; add a module there to show another screen.
"""

import argparse
import html
import os
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import NamedTuple

os.environ["SDL_VIDEODRIVER"] = "dummy"
os.environ["SDL_AUDIODRIVER"] = "dummy"
os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")

import pygame

from game.ui.app import App, open_window
from game.ui.kit.node import walk
from game.ui.settings import Settings, ThemeName
from game.ui.theme import THEMES
from tests.ui.examples import all_examples

_SIZES = ((1280, 800), (1920, 1080))
_TEXTS = (1.0, 1.5)
_BELOW = "power's turn"  # the example that layers lie over
_PATIENCE = 1_500  # frames until what is computed elsewhere has to be there
_PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Screens of Wedge</title>
<style>
body {{ font: 16px sans-serif; margin: 24px; display: grid; gap: 24px;
  grid-template-columns: repeat(auto-fill, minmax(560px, 1fr)) }}
figure {{ margin: 0 }} img {{ width: 100%; border: 1px solid #888 }} b {{ color: #a00 }}
</style>
{rows}
</html>
"""


class Shot(NamedTuple):
    """One picture to be taken."""

    name: str
    theme: ThemeName
    size: tuple[int, int]
    text: float

    @property
    def file(self) -> str:
        """The name of its file."""
        word = "".join(letter if letter.isalnum() else "-" for letter in self.name)
        return f"{word}_{self.theme}_{self.size[0]}x{self.size[1]}_{round(100 * self.text)}.png"


def shots(names: Sequence[str], quick: bool, themes: Sequence[ThemeName] = ("light", "dark")) -> Iterator[Shot]:
    """Yield what is to be taken."""
    for name in names:
        ways = product(themes, _SIZES, _TEXTS) if not quick else [(themes[0], _SIZES[0], 1.0)]
        for theme, size, text in ways:
            yield Shot(name, theme, size, text)


class Taken(NamedTuple):
    """A screen after all motion: its picture, its text, and what does not fit in it."""

    picture: pygame.Surface
    text: str
    cut: list[str]


def take(shot: Shot, language: str) -> Taken:
    """Return how an example looks and reads."""
    app = App(open_window(shot.size), _settings(shot, language))
    scene = all_examples()[shot.name](app)
    if scene.layer:  # as in a game, it lies over a screen
        app.push(all_examples()[_BELOW](app))
        _settle(app)
    app.push(scene)
    _settle(app)
    cut = [f"{node.role} {node.id} {node.name[:60]}" for node in walk(app.tree) if node.overflow]
    app.workers.close()
    return Taken(app.surface.copy(), app.describe(), cut)


def _settle(app: App) -> None:
    """Let motion end, and what is computed elsewhere arrive."""
    quiet = 0
    for _step in range(_PATIENCE):
        app.frame(0.1)
        drawing = any(thread.name == "map" for thread in threading.enumerate())
        quiet = 0 if app.workers.busy or drawing else quiet + 1
        if quiet > 8:
            break
        time.sleep(0.02)
    app.frame(2.0)
    app.frame(0.1)


def _settings(shot: Shot, language: str) -> Settings:
    return replace(Settings(text=shot.text, language=language), theme=shot.theme)


def index(taken: Sequence[tuple[Shot, list[str]]]) -> str:
    """Return a page that shows all pictures, one example a row."""
    rows = []
    for shot, cut in taken:
        words = html.escape(f"{shot.name}, {shot.theme}, {shot.size[0]}x{shot.size[1]}, {round(100 * shot.text)} %")
        picture = f'<a href="{shot.file}"><img src="{shot.file}" loading="lazy" alt="{words}"></a>'
        fault = f"<br><b>does not fit: {html.escape('; '.join(cut))}</b>" if cut else ""
        rows.append(f"<figure>{picture}<figcaption>{words}{fault}</figcaption></figure>")
    return _PAGE.format(rows="\n".join(rows))


def main(arguments: Sequence[str]) -> int:
    """Take the pictures; return 1 if anything does not fit."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path, help="the folder for pictures and index.html")
    parser.add_argument("--only", default="", help="words in the names of examples, with commas")
    parser.add_argument("--quick", action="store_true", help="one picture of each")
    parser.add_argument("--describe", action="store_true", help="text instead of pictures")
    parser.add_argument("--language", default="en")
    parser.add_argument("--theme", choices=tuple(THEMES), help="one theme instead of both")
    given = parser.parse_args(arguments)
    wanted = [word.strip() for word in given.only.split(",") if word.strip()]
    names = [name for name in all_examples() if not wanted or any(word in name for word in wanted)]
    given.out.mkdir(parents=True, exist_ok=True)
    taken = []
    for shot in shots(names, given.quick or given.describe, [given.theme] if given.theme else ("light", "dark")):
        found = take(shot, given.language)
        taken.append((shot, found.cut))
        if given.describe:
            (given.out / shot.file).with_suffix(".txt").write_text(found.text + "\n", encoding="utf-8")
            continue
        pygame.image.save(found.picture, given.out / shot.file)
        print(shot.file, *(f"\n  does not fit: {fault}" for fault in found.cut))
    if not given.describe:
        (given.out / "index.html").write_text(index(taken), encoding="utf-8")
    return int(any(cut for _shot, cut in taken))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
