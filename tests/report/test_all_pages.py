"""Every page of a report: read without seeing it, without a network, and on any screen."""

import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from game.cli import main
from game.ensemble.balance import Effort

FEW = ("--length", "three", "--workers", "1")
CALLS = {
    "run": ("run", "two-harbours", "--games", "20", *FEW),
    "compare": ("compare", "two-harbours", "--games", "10", "--vary-policy", "halmar=orators", *FEW),
    "sweep": ("sweep", "two-harbours", "--assumptions", "50%", "--under", "rules.mood", "--games", "5",
              "--metric", "tension", *FEW),
    "balance": ("balance", "two-harbours", *FEW),
    "claims": ("claims", "two-harbours", "--games", "30", "--quick", *FEW),
}  # fmt: skip


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder: Path = tmp_path_factory.mktemp("pages")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Effort, "asked", lambda *_, **__: Effort(games=2, drawn=1, planned=0))
        for name, words in CALLS.items():
            assert main([*words, "--report", str(folder / f"{name}.html")]) == 0
    return {name: (folder / f"{name}.html").read_text(encoding="utf-8") for name in CALLS}


class Outline(HTMLParser):
    """Collects elements with their attributes, and the text of cells, captions and headings."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {}
        self._inside: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self.texts.setdefault(tag, []).append("")
        self._inside.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        while self._inside and self._inside.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        for tag in set(self._inside):
            self.texts[tag][-1] += data

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.mark.parametrize("name", CALLS)
def test_headings_go_down_step_by_step_and_say_something(name: str, pages: dict[str, str]) -> None:
    read = Outline(pages[name])
    levels = [int(tag[1]) for tag, _ in read.elements if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert all(text.strip() for level in "123" for text in read.texts.get(f"h{level}", []))


@pytest.mark.parametrize("name", CALLS)
def test_every_picture_is_told(name: str, pages: dict[str, str]) -> None:
    read = Outline(pages[name])
    charts = read.of("svg")
    assert charts
    for chart in charts:
        if chart.get("aria-hidden") != "true":
            assert chart.get("role") == "img"
            assert len(chart.get("aria-label") or "") > 30
            assert chart.get("viewbox")  # so that it grows and shrinks with the page
    assert len(read.of("figcaption")) >= len(read.of("figure"))


@pytest.mark.parametrize("name", CALLS)
def test_every_table_has_a_caption_and_heads_for_rows_and_columns(name: str, pages: dict[str, str]) -> None:
    read = Outline(pages[name])
    tables = re.findall(r"<table.*?</table>", pages[name], re.DOTALL)
    assert len(tables) == len(read.texts.get("caption", []))
    assert all(text.strip() for text in read.texts.get("caption", []))
    assert {cell.get("scope") for cell in read.of("th")} <= {"row", "col"}
    for one in tables:
        heads = one.count('scope="col"')
        assert heads > 1
        for row in re.findall(r"<tr>(<th scope=\"row\".*?)</tr>", one, re.DOTALL):
            assert len(re.findall(r"<t[hd][ >]", row)) == heads
    regions = [part for part in read.of("div") if part.get("role") == "region"]
    assert len(regions) == len(tables)  # which a keyboard can scroll
    assert all(part.get("tabindex") == "0" and part.get("aria-label") for part in regions)


@pytest.mark.parametrize("name", CALLS)
def test_a_page_needs_nothing_else_and_says_how_it_was_made(name: str, pages: dict[str, str]) -> None:
    read = Outline(pages[name])
    assert not {"script", "link", "img", "iframe", "object", "base"} & {tag for tag, _ in read.elements}
    assert "http" not in pages[name].replace("http://www.w3.org", "")
    assert read.of("html")[0].get("lang") == "en"
    assert any(one.get("name") == "viewport" for one in read.of("meta"))
    assert {"Method and limits", "Manifest"} <= set(read.texts["h2"])
    told = " ".join(read.texts["pre"])
    assert '"command"' in told
    assert '"digest"' in told


def test_a_chart_of_claims_shows_what_is_asked(pages: dict[str, str]) -> None:
    assert pages["claims"].count('class="asked"') == 3
    assert ", asked 80" in pages["claims"]


@pytest.mark.parametrize("name", CALLS)
def test_what_was_found_is_told_though_the_page_cannot_be_written(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("game.cli.reporting.write_whole", full)
    monkeypatch.setattr(Effort, "asked", lambda *_, **__: Effort(games=2, drawn=1, planned=0))
    assert main([*CALLS[name], "--report", str(tmp_path / "page.html")]) == 1
    said = capsys.readouterr()
    assert len(said.out) > 300
    assert said.err.endswith("page.html could not be written: no space left on device.\n")
