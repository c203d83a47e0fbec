"""The phases of a turn, in their order."""

from game.engine.step import (
    AGREEING,
    CLOSING,
    OFFERING,
    OPENING,
    PHASES,
    QUARTERLY,
    RULES_VERSION,
    open_turn,
    put_offers,
    resolve,
)
from game.model.world import World
from tests.engine.stage import differences, orders, play, shocks, start

ORDER = """
collect_income strike_events
place_orders make_moves weigh_offers
answer_offers sign_deals act_alone react
deliver drift_shares settle_moods ship_cargo hold_votes
keep_within_bounds grow_older
"""


def test_the_order_of_the_phases() -> None:
    assert [phase.__name__ for phase in PHASES] == ORDER.split()
    assert PHASES == OPENING + OFFERING + AGREEING + QUARTERLY + CLOSING


def test_every_phase_says_what_it_does() -> None:
    for phase in PHASES:
        assert phase.__doc__


def test_the_rules_have_a_version() -> None:
    assert RULES_VERSION >= 1


def test_a_turn_with_its_ledger_is_the_same_turn(tutorial: World) -> None:
    given = {"halmar": ["wind_park oro", "goodwill_tour oro"], "vesk": ["rumour halmar"], "oro": "auction"}
    chance = {"offers": 0.1, "items": 0.1}
    seen = play(tutorial, start(tutorial), given, chance=chance)
    turn = put_offers(
        open_turn(start(tutorial), shocks(tutorial, chance), 0, tutorial), orders(tutorial, given), tutorial
    )
    alone = resolve(turn, None, tutorial).state
    assert differences(seen["end"].state, alone) == []
    assert seen["end"].log


def test_longer_turns_hold_more_quarters(flagship: World) -> None:
    from tests.engine.stage import world_of

    for length, quarters in (("full", 1), ("lesson", 2), ("demonstration", 4)):
        world = world_of("central-asia-2024", length)
        seen = play(world, start(world))
        assert world.quarters == quarters
        assert f"deliver {quarters}" in seen
        assert f"deliver {quarters + 1}" not in seen
