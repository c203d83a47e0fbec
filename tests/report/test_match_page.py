"""The page of a game: whole, in need of no other file, and safe whatever people typed."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser

import pytest

from game.model.world import World
from game.report.front_page import front_page, told
from game.report.match_page import Account, Cited, Judged, Seat, Turned, match_page
from game.sim.live import Game
from game.sim.session import Session
from tests.engine.stage import world_of

NASTY = '<script>alert(1)</script><img src=x onerror="a()"> \'co\' & "sons" </table></main>'
_VOID = ("meta", "img", "br", "hr", "link", "input")


class _Read(HTMLParser):
    """What a browser would see: tags, the attributes of all, and the text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.names: set[str] = set()
        self.open: list[str] = []
        self.text = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.names |= {name for name, _value in attrs}
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data if "style" not in self.open else ""


@cache
def played() -> tuple[Game, World]:
    world = world_of("two-harbours")
    session = Session(world, {}, seed=1)
    while session.stage != "over":
        session.end_turn()
    return session.game, world


def account(written: str = "Team Aoi") -> Account:
    world = played()[1]
    turned = Turned("turn 2 of 6", 4.2, written, 3.1)
    seats = (Seat("Halmar", written, 61.5, (("To be liked", 40.0), (written, 21.5)), (turned,)),)
    claim = Judged(
        "The grip holds.", (Cited(written, "The Sound Gazette", False),), True, 0.12, True, (0.4, 0.3, 0.5), 1000,
        "fails", ((written, 0.35),),
    )  # fmt: skip
    return Account(
        "Two Harbours", "en", tuple(f"turn {n + 1}" for n in range(world.turns)), 1, (written,), seats, (claim,),
        ((6, f"{written}\nsecond line"),), written, "abc", "def",
    )  # fmt: skip


def page(written: str = "Team Aoi", **changed: object) -> str:
    return match_page(*played(), replace(account(written), **changed))  # type: ignore[arg-type]


def _stories() -> Iterator[str]:
    game, world = played()
    for number in range(world.turns):
        found = front_page(game, number, world)
        yield from (words for story in (found.lead, *found.others) for words in told(story))


def test_every_story_of_every_turn_stands_on_it_in_order() -> None:
    text, at = _Read(page()).text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{MINUS SIGN}", "-"), 0
    for words in _stories():
        at = text.index(words.replace("\N{MINUS SIGN}", "-"), at)


def test_it_tells_scores_claims_notes_and_how_to_verify() -> None:
    text = _Read(page()).text
    for words in (
        "Team Aoi", "61.5", "To be liked", "40.0", "+4.2", "The grip holds.", "In this game it was so (+0.12).",
        "In 1000 other games: true in 40% (30% to 50%), the claim fails.", "Team Aoi guessed 35%.", "unverified",
        "After turn 6", "second line", "What did the model leave out?", "abc", "def", "wedge replay",
    ):  # fmt: skip
        assert words in text, words


def test_what_is_not_there_is_said_or_left_out() -> None:
    claim = replace(account().claims[0], here=None, share=None, verdict="", guesses=())
    text = _Read(page(claims=(claim,), notes=(), doubts="", changes=())).text
    assert "In this game" not in text
    assert "not counted when this page was made" in text
    assert "Nobody wrote a note." in text
    assert "author doubts" not in text
    assert "What if" not in text
    assert "This scenario makes no claims." in _Read(page(claims=())).text
    assert "No turn changed a score." in _Read(page(seats=(replace(account().seats[0], turning=()),))).text


@pytest.mark.parametrize("written", [NASTY, "' onload='a()", "]]>-->", "<!--", "</style><script>"])
def test_what_people_typed_is_text_and_nothing_else(written: str) -> None:
    plain, found = _Read(page()), _Read(page(written))
    assert found.tags == plain.tags
    assert found.names == plain.names
    assert not found.open
    assert written in found.text
    assert "script" not in found.tags


def test_it_needs_no_other_file_and_no_network() -> None:
    found = _Read(page())
    assert not {"script", "link", "img", "iframe"} & set(found.tags)
    assert not {"src", "href"} & found.names
    assert "http" not in page()


def test_there_is_room_to_write_on_paper_only() -> None:
    text = page()
    printed = text.index("@media print")
    assert text.index(".ruled { display: none; }") < printed < text.index(".ruled { display: block; }")
    assert '<div class="ruled" aria-hidden="true"><div></div>' in text


def test_it_is_said_in_another_language() -> None:
    text = match_page(*played(), replace(account(), language="xx"), lambda sentence: sentence[::-1])
    assert '<html lang="xx">' in text
    assert "?thgir strepxe eht ereW" in text
