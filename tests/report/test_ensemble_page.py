"""Pages about ensembles: whole HTML that asks the network for nothing, and says the numbers that were found."""

import json
import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from game.cli import main
from game.report.charts import Mark, interval_chart
from game.report.page import page, paragraph, table
from game.report.rows import axis
from game.ui.theme import contrast

VOID = {"meta", "br"}
INCOME = "actors.halmar.purse.income=0.1 bn USD/quarter"


class Reader(HTMLParser):
    """Checks that elements are closed in their order, and keeps what is said."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder: Path = tmp_path_factory.mktemp("pages")
    calls = {"run": ("--games", "40"), "compare": ("--games", "40", "--vary", INCOME)}
    for name, words in calls.items():
        file = str(folder / f"{name}.html")
        assert main([name, "two-harbours", "--workers", "1", *words, "--report", file]) == 0
    return {name: (folder / f"{name}.html").read_text(encoding="utf-8") for name in calls}


@pytest.mark.parametrize("name", ["run", "compare"])
def test_a_page_stands_alone(name: str, pages: dict[str, str]) -> None:
    read = Reader(pages[name])
    assert not {"script", "link", "img", "iframe", "object", "base"} & set(read.tags)
    assert not {"src", "srcset"} & {attribute for attribute, _ in read.attributes}
    assert all(
        value is not None and value.startswith("#") for attribute, value in read.attributes if attribute == "href"
    )
    assert set(re.findall(r"url\((.)", pages[name])) <= {"#"}
    assert "@import" not in pages[name]
    assert "http" not in pages[name]
    assert "prefers-color-scheme: dark" in pages[name]
    assert "@media print" in pages[name]


@pytest.mark.parametrize("name", ["run", "compare"])
def test_a_page_can_be_read_without_seeing_it(name: str, pages: dict[str, str]) -> None:
    read = Reader(pages[name])
    assert ("lang", "en") in read.attributes
    levels = [int(tag[1]) for tag in read.tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    charts = re.findall(r'<(?:svg|div) [^>]*role="img" aria-label="([^"]+)"', pages[name])
    shown = len(re.findall(r'<svg [^>]*role="img"', pages[name]))
    hidden = len(re.findall(r'<svg [^>]*aria-hidden="true"', pages[name]))
    assert shown + hidden == read.tags.count("svg")
    assert charts
    assert all(len(told) > 40 for told in charts)
    assert read.tags.count("caption") == read.tags.count("table") > 0
    assert read.attributes.count(("scope", "col")) > 4


def test_colours_can_be_told_apart(pages: dict[str, str]) -> None:
    themes = re.findall(r"--paper: (#\w+); --ink: (#\w+); --dim: (#\w+); --line: #\w+; --mark: (#\w+)", pages["run"])
    rules = re.findall(r":root \{([^}]*blue-ink: [^}]*)\}", pages["run"])
    hues = [re.findall(r"--\w+-ink: (#\w+)", rule) for rule in rules]
    assert len(themes) == len(hues) == 3  # light, dark, print
    for (paper, *inks), more in zip(themes, hues, strict=True):
        assert len(more) == 9
        inks += more
        ground, *marks = (_colour(text) for text in (paper, *inks))
        assert all(contrast(ground, mark) >= 4.5 for mark in marks)


def _colour(text: str) -> tuple[int, int, int]:
    digits = text[1:] if len(text) == 7 else "".join(2 * digit for digit in text[1:])
    red, green, blue = bytes.fromhex(digits)
    return red, green, blue


def test_a_run_is_shown_turn_by_turn(pages: dict[str, str]) -> None:
    read = Reader(pages["run"])
    titles = re.findall(r"<h2>([^<]+)</h2>", pages["run"])
    assert titles[:4] == [
        "Who weighs most where", "How the scores grow", "What each power weighs in each state",
        "Shares by state and domain",
    ]  # fmt: skip
    assert "Halmar comes closest to its aims" in read.text or "Vesk comes closest to its aims" in read.text
    assert pages["run"].count('class="map"') == 2
    assert len(re.findall(r'aria-label="Score of [^"]+eight games in ten between', pages["run"])) == 5
    used = set(re.findall(r'(?:href="|url\()#([\w-]+)', pages["run"]))
    assert used <= set(re.findall(r' id="([\w-]+)"', pages["run"]))


def test_the_same_games_give_the_same_page_with_any_number_of_processes(tmp_path: Path) -> None:
    found = []
    for workers in ("1", "2"):
        file = tmp_path / "same.html"
        words = ["run", "two-harbours", "--length", "three", "--games", "200", "--workers", workers]
        assert main([*words, "--report", str(file)]) == 0
        found.append(file.read_text(encoding="utf-8").replace(f"&quot;{workers}&quot;", "N"))  # as it was typed
    assert found[0] == found[1]


def test_a_page_says_what_the_terminal_says(pages: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    words = ["compare", "two-harbours", "--workers", "1", "--games", "40", "--vary", INCOME, "--json"]
    capsys.readouterr()
    assert main(words) == 0
    found = json.loads(capsys.readouterr().out)
    said = Reader(pages["compare"]).text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{MINUS SIGN}", "-")
    differing = [one["sentence"] for one in found["comparisons"] if one["verdict"] != "same"]
    assert len(differing) > 5
    assert all(sentence in said for sentence in differing)
    assert found["arms"][1]["digest"] in said
    assert found["method"] in said
    assert said.index(", most of all ") < said.index(f"{found['arms'][1]['name']}, against")  # the answer comes first


def test_labels_are_read_whole_and_rows_share_their_axis() -> None:
    path = "actors.halmar." + "purse." * 12 + "income"
    chart = interval_chart("Score", "0-100", [Mark(path, 1, 0, 2), Mark("b", 2, 1, 3)])
    assert "".join(Reader(chart).text.split()).count(path) == 2  # beside its row, and when it is pointed at
    assert ">points</text>" in chart
    rows = re.findall(r"<svg.*?</svg>", chart)
    grids = [re.findall(r'class="grid" x1="([\d.]+)"', row) for row in rows[:2]]
    assert grids[0] == grids[1] != []
    assert re.findall(r'class="tick" x="([\d.]+)"', rows[2]) == grids[0][: len(grids[0]) // 2]


def test_nothing_differs(tmp_path: Path) -> None:
    file = tmp_path / "same.html"
    words = ["compare", "two-harbours", "--workers", "1", "--games", "3", "--vary-policy", "halmar=shipwrights"]
    assert main([*words, "--report", str(file)]) == 0
    read = Reader(file.read_text(encoding="utf-8"))
    assert "Nothing differs: every metric is the same in every game." in read.text
    assert "svg" not in read.tags
    assert "<ul></ul>" not in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--games", "2", "--report", "page.pdf"), "name a file that ends in .html, not 'page.pdf'"),
        (("--games", "2", "--report", "nowhere/page.html"), "its folder must be there"),
        (("--report", "page.html"), "--report is about many games: it needs --games N."),
    ],
)
def test_a_page_that_cannot_be_written(
    words: tuple[str, ...],
    sentence: str,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["run", "two-harbours", *words]) == 2
    assert sentence in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_nothing_in_a_name_becomes_html() -> None:
    nasty = '"><script>alert(1)</script>'
    chart = interval_chart(nasty, nasty, [Mark(nasty, 1, 0, 2)])
    whole = page(nasty, [paragraph(nasty), table(nasty, [nasty, "b"], [[nasty, nasty]]), chart])
    assert "script" not in Reader(whole).tags


def test_a_number_keeps_its_sign_and_its_unit() -> None:
    shown = paragraph("from -3 to 4 % (-2 at most) in 2024-08, --seed a-1")
    assert shown == "<p>from −3 to 4\N{NO-BREAK SPACE}% (−2 at most) in 2024-08, --seed a-1</p>"


@pytest.mark.parametrize(
    ("low", "high", "zero", "ticks"),
    [
        (31.1, 56.7, False, (30, 40, 50, 60)),
        (-1.8, 1.1, True, (-2, -1, 0, 1, 2)),
        (0.2, 0.9, True, (0, 0.2, 0.4, 0.6, 0.8, 1.0)),
        (5, 5, False, (5, 5.1)),
        (0, 0, True, (0, 0.2)),
    ],
)
def test_round_numbers_on_an_axis(low: float, high: float, zero: bool, ticks: tuple[float, ...]) -> None:
    assert axis(low, high, zero=zero) == pytest.approx(ticks)


def test_marks_lie_where_their_numbers_are() -> None:
    chart = interval_chart("Score", "0-100", [Mark("a", 0, 0, 10), Mark("b", 10, None, None, sure=False)])
    dots = [float(x) for x in re.findall(r'<circle [^>]*cx="([\d.]+)"', chart)]
    first, last = (float(x) for x in (re.findall(r'class="grid" x1="([\d.]+)"', chart)[i] for i in (0, -1)))
    assert dots == [first, last]
    assert chart.count('class="dot open"') == 1
    assert "a 0 (0 to 10); b 10" in chart
