"""The fact-check on the command line: what is said, in which order, and what is refused."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

import game.cli.claims
from game.cli import main
from game.ensemble.factcheck import checking, task
from game.ensemble.factcheck.ends import Movable, movable
from game.scenario.load import Loaded
from tests.cli.telling import wedge

CALL = ("claims", "two-harbours", "--seed", "4", "--games", "40", "--workers", "1")
FEW = ("actors.vesk.purse.income", "actors.oro.hedging", "rules.answers.balance")


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Move few assumptions, which is quick."""

    def some(loaded: Loaded, by: float) -> Movable:
        every = movable(loaded, by)
        ends = tuple(end for end in every.ends if end.factor.setting in FEW)
        return Movable(every.laws, by, ends, every.left_out)

    monkeypatch.setattr(game.cli.claims, "movable", some)


@pytest.mark.usefixtures("few")
def test_a_fact_check(capsys: pytest.CaptureFixture[str]) -> None:
    said = " ".join(wedge(capsys, *CALL).split())
    first = said[said.index('"hardly loosen') : said.index('"shake every hand')]
    steps = ["The Sound Gazette", "2031-01-02", "two-harbours.txt, line 2", "Claim 1. In no state", "Measured the",
             "below -4", "Verdict HOLDS", "40 games (95 %:", "at least 80 % are asked for", "Turned by"]  # fmt: skip
    places = [first.index(step) for step in steps]
    assert places == sorted(places)
    assert "Played Halmar by 'orators'" in said
    assert "Everything here is invented" in said
    assert "None of the 3 assumptions alone, moved by up to a half, turns it." in said


@pytest.mark.usefixtures("few")
def test_json_says_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    found: dict[str, Any] = json.loads(wedge(capsys, *CALL, "--json", "--games", "30"))
    assert found["search"]["assumptions"] == 3
    assert found["search"]["by"] == 0.5
    one = found["claims"][0]
    assert one["quotes"] == [
        {"words": "hardly loosen the grip of Vesk",
         "source": "The Sound Gazette, first page, 2031-01-02, two-harbours.txt, line 2"}
    ]  # fmt: skip
    assert one["comes_true"]["share"] == pytest.approx(1 - one["probability"])
    assert one["turned_by"] is None or one["turned_by"]["setting"] in FEW
    assert set(one["searched"]) == {"likely", "looked_at", "turning", "together_at_most"}
    assert isinstance(one["turned_together"], list)


def test_a_quick_one_looks_for_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(wedge(capsys, *CALL, "--quick", "--json", "--claim", "words_are_cheap"))
    assert [one["claim"] for one in found["claims"]] == ["words_are_cheap"]
    assert found["search"] is None
    assert found["claims"][0]["searched"] is None
    assert "Not looked for (--quick)." in wedge(capsys, *CALL, "--quick")


class _Page(HTMLParser):
    """Collects what a page is made of."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.labels: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.labels += [value or "" for name, value in attrs if name == "aria-label"]


def test_a_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "check.html"
    wedge(capsys, *CALL, "--quick", "--report", str(path))
    text = path.read_text(encoding="utf-8")
    page = _Page()
    page.feed(text)
    assert page.tags.count("h1") == 1
    assert page.tags.count("blockquote") == 3
    assert page.tags.count("h2") == 6
    assert "script" not in page.tags
    assert "link" not in page.tags
    assert any("How often each claim comes true" in label for label in page.labels)
    assert not re.search(r"(src|href)=", text)


def test_a_hostile_quote_stays_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "check.html"
    change = "claims.the_grip_holds.proposition='<script>alert(1)</script> & so on'"
    wedge(capsys, *CALL, "--quick", "--set", change, "--report", str(path))
    text = path.read_text(encoding="utf-8")
    assert "<script" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; so on" in text


def test_stopped(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def stop(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(game.cli.claims, "find_turns", stop)
    said = wedge(capsys, *CALL, "--claim", "the_grip_holds", status=130)
    assert "Stopped: what turns the verdicts was not found out. With --out DIR the search could go on." in said
    monkeypatch.setattr(game.cli.claims, "check_claims", stop)
    assert "sooner with fewer --games" in wedge(capsys, *CALL, status=130)


@pytest.mark.parametrize(
    ("words", "status", "sentence"),
    [
        (("two-harbours", "--claim", "the_grip_hold"), 2, "Did you mean 'the_grip_holds'?"),
        (("two-harbours", "--games", "0"), 2, "expected a whole number from 1"),
        (("two-harbours", "--length", "sixx"), 2, "Did you mean 'six'?"),
        (("two-harbours", "--policy", "halmar=orator"), 2, "Did you mean 'orators'?"),
        (("two-harbours", "--set", "claims={}"), 1, "makes no claims"),
        (("two-harbours", "--report", "check.txt"), 2, "ends in .html"),
        (("two-harbours", "--quick", "--thorough"), 2, "give one of them"),
        ((), 2, "required: SCENARIO"),
        (("two-harbours", "--resume", "there"), 2, "name no SCENARIO"),
        (("--resume", "not-there"), 2, "nothing unfinished in 'not-there'"),
        (("two-harbour",), 2, "Did you mean 'two-harbours'?"),
    ],
)
def test_what_is_asked_wrongly(
    words: tuple[str, ...], status: int, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sentence in wedge(capsys, "claims", *words, status=status)


# --- files


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != "manifest.json"}


@pytest.mark.usefixtures("few")
def test_files_come_out_the_same_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, again = tmp_path / "first", tmp_path / "again"
    said = wedge(capsys, *CALL, "--out", str(first))
    assert (first / "claims.txt").read_text(encoding="utf-8") == said
    assert sorted(path.name for path in first.iterdir()) == ["claims.json", "claims.txt", "manifest.json"]
    told = wedge(capsys, "rerun", str(first), "--out", str(again), "--workers", "1")
    assert told.splitlines() == ["claims.json: the same, byte for byte", "claims.txt: the same, byte for byte"]
    assert bytes_of(first) == bytes_of(again)
    assert "two-harbours.txt, line 2" in said  # which the manifest remembers: the source itself is not in it


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize("stage", ["verdicts", "ends", "closely"])
def test_what_was_broken_off_goes_on(
    stage: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    near = ("--set", "claims.every_hand_is_shaken.above=-0.06", "--claim", "every_hand_is_shaken", "--games", "60")
    call = ("claims", "two-harbours", "--seed", "3", "--workers", "1", *near)
    whole, out = tmp_path / "whole", tmp_path / "out"
    wedge(capsys, *call, "--out", str(whole))
    begun, play = list[str](), task.play_points

    def stopped(points: Any, **how: Any) -> Any:
        begun.append(how["store"].folder.name.partition("-")[0])
        yield from play(points, **how)
        if begun[-1] == stage:
            raise KeyboardInterrupt

    monkeypatch.setattr(checking, "play_points", stopped)
    said = wedge(capsys, *call, "--out", str(out), status=130)
    assert f"Go on with: wedge claims --resume {out}" in said
    monkeypatch.setattr(checking, "play_points", play)
    assert "of another call" in wedge(capsys, *call, "--quick", "--out", str(out), status=2)
    assert "wedge claims --resume" in wedge(capsys, "sweep", "--resume", str(out), status=2)
    wedge(capsys, "claims", "--resume", str(out), "--workers", "1")
    assert bytes_of(whole) == bytes_of(out)


def test_who_breaks_off_the_search_gets_the_verdicts(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(game.cli.claims, "find_turns", stop)
    capsys.readouterr()
    assert main([*CALL, "--claim", "the_grip_holds"]) == 130
    said = " ".join(capsys.readouterr().out.split())
    assert "Verdict HOLDS" in said
    assert "Not found out: the search was broken off." in said


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"search": "deep"}, "search: known are none, usual, thorough."),
        ({"claims": []}, "claims: expected one or more"),
        ({"claims": ["the_grip_hold"]}, "claims: expected one or more"),
        ({"quotes": {"the_grip_holds": [["half"]]}}, "expected words and where they stand"),
        ({"quotes": 3}, "expected named entries"),
    ],
)
def test_a_manifest_that_somebody_changed(
    asked: dict[str, Any], sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    wedge(capsys, *CALL, "--quick", "--claim", "the_grip_holds", "--out", str(out))
    manifest = out / "manifest.json"
    found = json.loads(manifest.read_text(encoding="utf-8"))
    manifest.write_text(json.dumps({**found, "asked": {**found["asked"], **asked}}), encoding="utf-8")
    assert sentence in wedge(capsys, "rerun", str(out), "--out", str(tmp_path / "again"), status=2)
