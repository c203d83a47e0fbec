"""The article reader: the whole text of a source, with the quoted words marked."""

from collections.abc import Mapping
from dataclasses import dataclass

from pygame import Rect

from game.scenario.sources import find_quote, read_source
from game.ui.kit.base import Element, Kit, Size
from game.ui.kit.basics import Button, Icon, Text
from game.ui.kit.boxes import Column, Grow, Pad, Panel, Row
from game.ui.kit.choices import Option, Tabs
from game.ui.kit.marks import Badge, Notice
from game.ui.kit.node import Node
from game.ui.kit.scroll import Scroll, reveal
from game.ui.match import Match
from game.ui.scenes.marked import Marked
from game.ui.scenes.quoting import source_line
from game.ui.spoken import basis_in_language, quote_in_language
from game.ui.stage import Scene, Stage
from game.ui.words import _

__all__ = ["Article"]

_QUOTE = "quoted words"  # the id of the first marked paragraph


class Article(Scene):
    """Shows a source; with a quote it opens at the words.

    Parameters
    ----------
    stage, match : the window and the game.
    source : the id of a source; the first that has a text if it has none itself.
    quote : exact words that are marked.
    """

    layer = True

    def __init__(self, stage: Stage, match: Match, source: str = "", quote: str = "") -> None:
        super().__init__(stage)
        self.match, self.quote = match, quote
        self.readable = [name for name, entry in match.scenario.sources.items() if entry.file]
        self.source = source if source in match.scenario.sources else next(iter(self.readable), "")
        self._find = True  # whether the quote is still to be brought into view

    def entered(self) -> None:
        """Begin where the arrows move the text."""
        self.stage.focus("scroll article")

    def help(self) -> Mapping[str, str]:
        """Return what the keys do."""
        return {"back": _("close the article")}

    def choose(self, source: str) -> None:
        """Show another source."""
        self.source, self._find = source, True
        self.stage.kit.scroll.pop("article", None)
        self.stage.changed()

    def build(self) -> Element:
        """Return the sheet of paper."""
        source = self.match.scenario.sources.get(self.source)
        tabs = [Option(name, self._tab(name)) for name in self.readable]
        head: list[Element] = [Text(source.title if source else _("Articles"), "title")]
        if source is not None:
            head.append(Text(source_line(source), "small", "dim"))
        if source is not None and source.note:
            head.append(Text(basis_in_language(self.match.loaded, source.note), "small", "dim"))
        parts: list[Element] = [
            Row([Icon("newspaper", 26, "ink"), Grow(Column(head, gap=2)), Button(_("Close"), "close", self.stage.pop,
                                                                                  action="back")], gap=14, align="top")
        ]  # fmt: skip
        if len(tabs) > 1:
            parts.append(Tabs("sources", _("Articles"), tabs, self.source, self.choose))
        parts.append(Grow(self._body()))
        return Pad(Panel(Column(parts, gap=12), pad_x=40, pad_y=20), 90, 32)

    def _tab(self, name: str) -> str:
        source = self.match.scenario.sources[name]
        return ", ".join(part for part in (source.publisher.partition(" (")[0], source.date) if part) or name

    def _body(self) -> Element:
        source = self.match.scenario.sources.get(self.source)
        text = read_source(source, self.match.path.parent) if source is not None else None
        if text is None and source is not None:
            text = self.match.about.text.files.get(source.file)  # a game that was saved brings its sources along
        if text is None:
            where = source.address if source is not None and source.address else _("nobody says where")
            return Notice(
                _("The text of this source is not here."), _("It can be found at: {where}").format(where=where)
            )
        found = find_quote(self.quote, text) if self.quote else None
        paragraphs: list[Element] = []
        if self.quote:
            paragraphs.append(self._about_quote(found is not None))
            said = quote_in_language(self.match.loaded, self.quote)
            paragraphs += [Text(said, "small")] if said else []
        at, first = 0, True
        for line in text.split("\n"):
            if line.strip():
                marked = _inside(found, at, at + len(line))
                start, end = marked or (0, 0)
                name = _QUOTE if marked and first else ""
                paragraphs.append(Marked(line, start, end, id=name, said=_("quoted") if marked else ""))
                first = first and not marked
            at += len(line) + 1
        return _Reader(Scroll(Column(paragraphs, gap=12), "article"), self)

    def _about_quote(self, found: bool) -> Element:
        if found:
            return Row([Badge(_("the quoted words are marked"), "quote", "state"), Grow()])
        return Row([Badge(_("unverified: the words do not stand in this text"), "circle-alert", "warn"), Grow()])

    def sought(self) -> bool:
        """Return, once, whether the quote is to be brought into view."""
        wanted, self._find = self._find, False
        return wanted


def _inside(found: tuple[int, int] | None, start: int, end: int) -> tuple[int, int] | None:
    """Return which part of a paragraph is marked."""
    if found is None or found[1] <= start or found[0] >= end:
        return None
    return max(0, found[0] - start), min(end, found[1]) - start


@dataclass(frozen=True)
class _Reader:
    """A text in a column of a width that is good to read; it begins at the quote."""

    child: Scroll
    scene: Article

    def size(self, kit: Kit, width: int) -> Size:
        return self.child.size(kit, width)

    def place(self, kit: Kit, rect: Rect) -> Node:
        column = min(rect.w, kit.em(720))
        area = Rect(rect.centerx - column // 2, rect.y, column, rect.h)
        node = self.child.place(kit, area)
        if self.scene.sought() and reveal(kit, node, _QUOTE):
            node = self.child.place(kit, area)
        return Node(rect, children=(node,))
