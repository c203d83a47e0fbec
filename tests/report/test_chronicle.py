"""The chronicle: complete, readable, the same text for the same game."""

import re
from functools import cache

import pytest

from game.model.world import World
from game.policy.registry import make_policy
from game.report.chronicle import chronicle, entry
from game.report.layout import WIDTH, lay_out
from game.report.phrases import listed, percent, quarter_name
from game.sentence import plain, signed
from game.sim.live import Game, play_game
from tests.engine.stage import scenario_of, variant, world_of

GAMES: dict[str, tuple[str, str | None, dict[str, str]]] = {
    "flagship": ("central-asia-2024", None, {}),
    "naming": ("central-asia-2024", None, {"japan": "naming", "china": "exclusive_credit", "russia": "press"}),
    "demonstration": ("central-asia-2024", "demonstration", {"japan": "statement_first", "kazakhstan": "developer"}),
    "tutorial": ("two-harbours", None, {"halmar": "orators"}),
    "chance": ("two-harbours", "three", {"halmar": "random", "vesk": "random", "oro": "random", "tarn": "idle"}),
}


@cache
def told(name: str, seed: int = 1) -> tuple[str, Game, World]:
    scenario, length, seats = GAMES[name]
    world = world_of(scenario, length)
    policies = [make_policy(seats.get(actor, world.seats[at].policy), at, world) for at, actor in
                enumerate(world.names.actors)]  # fmt: skip
    game = play_game(world, policies, seed)
    return chronicle(game, world), game, world


@pytest.mark.parametrize("name", GAMES)
class TestEveryGame:
    def test_it_is_the_same_text_for_the_same_game(self, name: str) -> None:
        text, game, world = told(name)
        assert chronicle(game, world) == text

    def test_it_fits_a_terminal_of_100_columns(self, name: str) -> None:
        text, _, _ = told(name)
        assert max(len(line) for line in text.splitlines()) <= WIDTH
        assert not any(line.endswith(" ") for line in text.splitlines())

    @pytest.mark.parametrize("columns", [60, 80])
    def test_it_fits_a_narrower_terminal_with_the_same_words(self, name: str, columns: int) -> None:
        text, game, world = told(name)
        narrow = chronicle(game, world, columns)
        assert max(len(line) for line in narrow.splitlines()) <= columns
        assert narrow.replace("-", "").split() == text.replace("-", "").split()

    def test_it_has_every_turn_and_every_seat(self, name: str) -> None:
        text, _, world = told(name)
        for number in range(world.turns):
            assert f"turn {number + 1} of {world.turns}" in text
            assert quarter_name(world.first, number * world.quarters) in text
        for actor in world.names.actors:
            assert world.names.title("actors", actor) in text

    def test_it_speaks_in_names_and_not_in_ids(self, name: str) -> None:
        text, _, world = told(name)
        ids = {*world.names.levers, *world.names.items, *world.names.events, *world.names.corridors}
        words = set(re.findall(r"[a-z]+_[a-z_]+", text))
        assert not ids & words
        assert not re.search(r"\bnan\b|\binf\b|None|-0\.0+\b(?![1-9])", text)

    def test_it_ends_with_the_objectives_of_every_seat(self, name: str) -> None:
        text, _, world = told(name)
        end = text[text.index("THE END") :]
        for seat in world.seats:
            assert all(objective.name in end for objective in seat.objectives)


def test_refusals_say_why_and_how_far() -> None:
    text = " ".join(told("naming")[0].split())
    assert re.search(r"declined offending Russia -\d|; \w+: offending Russia -\d", text)
    assert re.search(r"needs \+\d", text)
    assert "would have been enough" in text


def test_a_naming_is_declined_and_a_protest_follows() -> None:
    text = " ".join(told("naming")[0].split())
    assert "Statement that names" in text
    assert "protests against" in text


def test_votes_are_told() -> None:
    assert "Vote" in told("flagship")[0]


@pytest.mark.parametrize(
    ("first", "offset", "name"), [("2024-Q3", 0, "2024-Q3"), ("2024-Q3", 2, "2025-Q1"), ("2031-Q1", 7, "2032-Q4")]
)
def test_quarters_have_names(first: str, offset: int, name: str) -> None:
    assert quarter_name(first, offset) == name


def test_numbers_have_no_sign_at_zero() -> None:
    assert (signed(-0.001), signed(0.25), plain(-0.0001), plain(-1.5, 1)) == ("0.00", "+0.25", "0.00", "-1.5")
    assert percent(0.666) == "67%"


def test_lists_read_as_in_a_sentence() -> None:
    assert [listed(words) for words in ([], ["A"], ["A", "B"], ["A", "B", "C"])] == [
        "nobody",
        "A",
        "A and B",
        "A, B and C",
    ]


def test_a_long_name_is_parted_from_what_it_does() -> None:
    assert lay_out(entry("China", "orders nothing.")) == "  China       orders nothing."
    assert lay_out(entry("Meridian Union", "orders nothing.")) == "  Meridian Union: orders nothing."


def test_a_world_of_small_sums_is_told_in_millions() -> None:
    scenario = scenario_of("two-harbours")
    small = {f"levers.{name}.value": lever.value / 50 for name, lever in scenario.levers.items()}
    world = variant("two-harbours", small)
    policies = [make_policy(world.seats[at].policy, at, world) for at in range(len(world.names.actors))]
    text = chronicle(play_game(world, policies, 1), world)
    assert re.search(r"Wind park to \w+, \d+ m USD", text)
    assert re.search(r"m USD signed \d+\.\d, delivered \d", text)
    assert "0.00 bn USD" not in text
