"""Choosing a scenario file from a folder."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from game.ui.kit.base import Element
from game.ui.kit.basics import Button, Icon, Press, Text
from game.ui.kit.boxes import Column, Grow, Row
from game.ui.kit.dialog import Layer, foot
from game.ui.kit.field import Field
from game.ui.kit.marks import Notice
from game.ui.stage import Scene, Stage
from game.ui.words import _

__all__ = ["OpenFile"]

_SUFFIXES = (".yaml", ".yml")
_MOST = 300  # entries of a folder that are shown


class OpenFile(Scene):
    """Walks through folders; a path can also be typed.

    Parameters
    ----------
    stage : the window.
    take : is given the file that is chosen, when the layer is closed.
    folder : where to begin; the current folder if not given.
    """

    layer = True

    def __init__(self, stage: Stage, take: Callable[[Path], None], folder: Path | None = None) -> None:
        super().__init__(stage)
        self.take = take
        self.folder = (folder or Path.cwd()).absolute()
        self.typed = ""
        self.problem = ""

    def help(self) -> Mapping[str, str]:
        """Return what the keys do."""
        return {"back": _("close without opening anything")}

    def _go(self, folder: Path) -> None:
        self.folder, self.problem = folder, ""
        self.stage.kit.scroll.pop("files", None)
        self.stage.focus("up")

    def _open(self, path: Path) -> None:
        self.stage.pop()
        self.take(path)

    def _type(self, text: str) -> None:
        self.typed, self.problem = text, ""
        self.stage.changed()

    def _typed_done(self) -> None:
        try:
            path = (self.folder / Path(self.typed.strip()).expanduser()).absolute()
            if path.is_dir():
                self.typed = ""
                self._go(path)
                return
            there = path.is_file()
        except (OSError, ValueError, RuntimeError):
            there = False
        if there:
            self._open(path)
        else:
            self.problem = _("There is no such file.")
            self.stage.changed()

    def build(self) -> Element:
        """Return the folder."""
        rows: list[Element] = [
            self._row("up", "chevron-up", _("the folder above"), lambda: self._go(self.folder.parent))
        ]
        folders, files, problem = _inside(self.folder)
        rows += [self._row(f"in {path.name}", "folder-open", path.name, partial(self._go, path)) for path in folders]
        rows += [self._row(f"file {path.name}", "file-text", path.name, partial(self._open, path)) for path in files]
        if problem or not files:
            rows.append(Notice(problem or _("There is no scenario in this folder (a file that ends in .yaml).")))
        named = Field("path", _("Path of a file"), self.typed, self._type, self._typed_done,
                      hint=_("or type a path, and press Enter"), most=400)  # fmt: skip
        above: list[Element] = [Text(_("Open a scenario"), "title"), Text(str(self.folder), "small", "dim"), named]
        if self.problem:
            above.append(Text(self.problem, "label", "bad"))
        buttons = foot([Button(_("Close"), "close", self.stage.pop, action="back")])
        return Layer(Column([*above, *rows], gap=6), "files", 620, _("Open a scenario"), buttons, high=520)

    def _row(self, id_: str, icon: str, words: str, press: Callable[[], None]) -> Element:
        return Press(Row([Icon(icon, 18), Grow(Text(words))], gap=10), id_, words, press, "row", fill="", pad_y=4)


def _inside(folder: Path) -> tuple[list[Path], list[Path], str]:
    """Return the folders and the scenario files of a folder, and what is wrong with it if it cannot be read."""
    try:
        entries = sorted(folder.iterdir(), key=lambda path: path.name.casefold())[:_MOST]
        entries = [path for path in entries if not path.name.startswith(".")]
        return (
            [path for path in entries if path.is_dir()],
            [path for path in entries if path.suffix in _SUFFIXES and path.is_file()],
            "",
        )
    except OSError as error:
        why = (error.strerror or "").lower()
        return [], [], _("This folder cannot be read: {why}.").format(why=why)
