"""The front page: a lead and some smaller stories every turn, true to the ledger, in words that do not bore."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

import pytest

from game.model.world import World
from game.report.front_page import FrontPage, Story, front_page, told
from game.report.headlines import FIGURES, HEADLINES, QUIET
from game.report.story import moved_most
from game.sentence import Amount, Sentence
from game.sim.explain import explain_answers, explain_reactions
from game.sim.ledger import Ledger
from game.sim.live import Game
from game.sim.session import Session
from tests.engine.stage import world_of

GAMES: dict[str, tuple[str, dict[str, str]]] = {
    "flagship": ("central-asia-2024", {}),
    "naming": ("central-asia-2024", {"japan": "naming", "china": "exclusive_credit", "russia": "press"}),
    "statements": ("central-asia-2024", {"japan": "statement_first", "china": "heavy_hand", "russia": "accuse"}),
    "tutorial": ("two-harbours", {"halmar": "orators"}),
    "chance": ("two-harbours", {"halmar": "random", "vesk": "random", "oro": "random", "tarn": "random"}),
    "quiet": ("two-harbours", dict.fromkeys(("halmar", "vesk", "oro", "quill", "tarn"), "idle")),
}


@cache
def played(name: str, seed: int = 1) -> tuple[Game, World, tuple[FrontPage, ...]]:
    scenario, seats = GAMES[name]
    world = world_of(scenario)
    session = Session(world, seats, seed=seed)
    while session.stage != "over":
        session.end_turn()
    game = session.game
    return game, world, tuple(front_page(game, number, world) for number in range(world.turns))


def all_stories() -> Iterator[tuple[Game, World, FrontPage, Story]]:
    for name in GAMES:
        game, world, pages = played(name)
        for page in pages:
            yield from ((game, world, page, story) for story in (page.lead, *page.others))


@pytest.mark.parametrize("name", GAMES)
def test_every_turn_has_a_page(name: str) -> None:
    _, world, pages = played(name)
    assert [page.number for page in pages] == list(range(world.turns))
    for page in pages:
        assert 3 <= len(page.others) + 1 <= 6 or name == "quiet"
        assert page.lead.size == max(story.size for story in (page.lead, *page.others))


@pytest.mark.parametrize("seed", range(2, 7))
def test_other_games_have_pages_too(seed: int) -> None:
    for name in GAMES:
        for page in played(name, seed)[2]:
            for story in (page.lead, *page.others):
                head, line = told(story)
                assert head[:1] == head[:1].upper()
                assert line


def test_no_story_lacks_a_word() -> None:
    for _, _, _, story in all_stories():
        head, line = told(story)
        assert head
        assert line
        assert not re.search(r"[{}]", head + line)
        assert "  " not in head
        assert ": ," not in head
        assert story.kind == "quiet" or story.headline in HEADLINES[story.kind]


def test_every_story_leads_to_its_causes() -> None:
    for game, world, page, story in all_stories():
        turn = game.turns[page.number]
        ledger, path = Ledger(turn.start, turn.turn, world), story.about.path
        if story.about.kind == "decision":
            power, slot, state, item = path
            assert any(
                (d.order.power, str(d.order.slot), d.state, d.item or "") == (power, slot, state, item)
                for d in explain_answers(turn, world)
            )
        elif story.about.kind == "reaction":
            assert any(r.power == path[0] and r.reaction != "nothing" for r in explain_reactions(turn, world))
        elif story.about.kind == "change":
            assert ledger.find(*path).causes
        elif story.about.kind in ("event", "vote"):
            assert path[0] in getattr(world.names, f"{story.about.kind}s")
            found = moved_most(story.about, ledger)
            size = story.values.get("points")
            assert found is not None or (isinstance(size, Amount) and size.value < 1e-6) or story.about.kind == "vote"
            if found is not None:
                causes = ledger.find(*found.path).causes
                assert f"{story.about.kind}:{path[0]}" in {cause.name for cause in causes}
        else:
            assert story.about.kind == "order"
            assert path[0] in world.names.powers


def test_an_event_is_told_as_its_author_told_it() -> None:
    events = [(world, story) for _, world, _, story in all_stories() if story.about.kind == "event"]
    assert len(events) > 5
    for world, story in events:
        about = world.names.titles[f"events about.{story.about.path[0]}"]
        assert told(story)[1].startswith(f"{about} (") == bool(about)
    assert any(world.names.titles[f"events about.{story.about.path[0]}"] for world, story in events)


def test_what_it_says_of_money_is_what_the_ledger_says() -> None:
    seen = 0
    for game, world, page, story in all_stories():
        if story.kind not in ("accepted", "amended", "upset yes") or story.figures != FIGURES["deal"]:
            continue
        turn, (power, slot, state, _) = game.turns[page.number], story.about.path
        amount, here = story.values["signed"], Ledger(turn.start, turn.turn, world).change("signed", power, state)
        assert isinstance(amount, Amount)
        mine = [cause.amount for cause in here.causes if cause.order and cause.order.slot == int(slot)]
        assert amount.value == pytest.approx(sum(mine))
        whole = float((turn.turn.state.signed - turn.start.signed)[world.names.powers.index(power), :, 0].sum())
        assert amount.value <= whole + 1e-4
        seen += 1
    assert seen > 10


def test_totals_add_up_over_the_game() -> None:
    for name in GAMES:
        game, world, pages = played(name)
        for at, power in enumerate(world.names.powers):
            signed = sum(page.totals[power].signed for page in pages)
            assert signed == pytest.approx(float(game.last.signed[at, :, 0].sum()), abs=1e-4)
            assert pages[-1].totals[power].all_signed == pytest.approx(signed, abs=1e-4)
        for page in pages:
            whole = page.totals[""]
            parts = [totals for power, totals in page.totals.items() if power]
            assert whole.landed == pytest.approx(sum(part.landed for part in parts), abs=1e-5)
            assert whole.coming >= 0


def test_a_quiet_turn_has_a_story_too() -> None:
    _, _, pages = played("quiet")
    assert [page.lead.headline for page in pages[:4]] == list(QUIET)
    assert all(told(page.lead)[1].startswith("0 USD signed") for page in pages)


def test_a_paper_does_not_repeat_itself() -> None:
    for name in ("flagship", "statements", "chance"):
        _, _, pages = played(name)
        heads = [told(story)[0] for page in pages for story in (page.lead, *page.others)]
        assert len(set(heads)) > 0.8 * len(heads)
        templates = [page.lead.headline for page in pages]
        assert all(a != b for a, b in pairwise(templates))
        for page in pages:
            kinds = [story.kind for story in (page.lead, *page.others)]
            assert max(map(kinds.count, kinds)) <= 2


def test_many_kinds_of_stories_are_told() -> None:
    kinds = {story.kind for _, _, _, story in all_stories()}
    assert {"accepted", "amended", "declined", "package", "statement", "words", "landed", "event there"} <= kinds
    assert len(kinds) > 14


def test_stories_can_be_told_in_another_language() -> None:
    _, _, pages = played("flagship")
    told_ = told(pages[0].lead, lambda text: f"<{text.text}>" if isinstance(text, Sentence) else "")
    assert told_[0].startswith("<")
    assert told_[0].strip("<>") in HEADLINES[pages[0].lead.kind]


def test_all_templates_use_names_that_stories_have() -> None:
    names: dict[str, set[str]] = {}
    for _, _, _, story in all_stories():
        names.setdefault(story.kind, set(story.values)).intersection_update(story.values)
    for kind, known in names.items():
        for template in HEADLINES.get(kind, ()):
            assert set(re.findall(r"{(\w+)}", template)) <= known, (kind, template)
