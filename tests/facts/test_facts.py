"""The stylised facts that the model must reproduce: hypothesis, where it comes from, and the threshold.

The facts and their thresholds are listed in docs/model.md; each is tried in 1,000 games or 1,000 draws of fixed seed.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from game.engine.chance import run_keys, uniform
from game.engine.quarter import ballots, ship_cargo
from game.engine.shares import current_shares
from game.engine.view import quiet_shocks
from game.model.state import State
from game.model.turn import Turn
from game.model.world import World
from tests.facts.lab import GAMES, SEED, Put, answers, clause, games, interval, try_turn, world

pytestmark = pytest.mark.facts

STATES = ("kazakhstan", "uzbekistan", "kyrgyzstan", "tajikistan", "turkmenistan")
# One billion for every host, whatever its size.
BILLION = (
    "rules.building.package_exponent=0",
    "levers.caspian_route.value=1 bn USD",
    "levers.exclusive_deal.value=1 bn USD",
)
SUMMIT = (Put("japan", "visit", "kazakhstan"), Put("japan", "guarantee", "uzbekistan"))


def test_s1_plain_works_are_taken() -> None:
    """H: the five take Japanese works without conditions, the largest least readily.

    Rests on the 150 and more documents signed in December 2025. One billion USD in infrastructure: accepted in 70 to
    95 of 100 on the mean of the five, in Kazakhstan less often than in Tajikistan.
    """
    found = {state: answers(world(*BILLION), Put("japan", "caspian_route", state))[0] for state in STATES}
    assert 0.70 <= np.mean(list(found.values())) <= 0.95
    assert found["kazakhstan"] < found["tajikistan"]


def test_s2_nobody_is_shut_in() -> None:
    """H: what cannot be taken back is avoided, and amended instead.

    Rests on Kuik's account of hedging and the treaty of June 2025, which renounces alliances against each other. Sole
    rights for one billion USD: signed as they are in at most 5 of 100, amended in at least half.
    """
    found = np.array([answers(world(*BILLION), Put("japan", "exclusive_deal", state)) for state in STATES])
    accepted, amended = found.mean(axis=0)
    assert accepted <= 0.05
    assert amended >= 0.5


@pytest.mark.parametrize(
    ("naming", "holds"),
    [(0.2, lambda part: part >= 0.55), (0.5, lambda part: part <= 0.25), (1.0, lambda part: part <= 0.02)],
)
def test_s3_principles_yes_names_no(naming: float, holds: Callable[[float], bool]) -> None:
    """H: the wording of the Charter is signed, a clause that names Russia is not.

    Rests on the ministers' statement of December 2022, which avoided naming China and Russia, and on the Tokyo
    Declaration, which uses the Charter. One clause aimed at Russia: naming .2 signed in at least 55 of 100, .5 in at
    most 25, 1 in at most 2.
    """
    part = "levers.statement.items.un_charter"
    tried = world(f"{part}.naming={naming}", f"{part}.fit={0.6 * (1 - naming):.2f}")
    signed, _ = clause(tried, Put("japan", "statement", items=("un_charter",)))
    assert holds(float(signed.mean()))


def test_s4_results_are_not_immediate() -> None:
    """H: of what is newly promised, next to nothing is delivered in a year, and a small part in three.

    Rests on the second article ("difficult to achieve immediate results") and on three trillion yen promised both in
    2015 and in 2025. Nothing under way before, Japan by its usual doctrine: delivered over signed at most .05 after 4
    quarters, at most .25 after 12.
    """
    fresh = world(*(f"underway.japan.{state}=0 bn USD" for state in STATES))
    kept = games(fresh, keep=_signed_and_delivered).kept
    for quarter, most in ((4, 0.05), (12, 0.25)):
        _, high = interval(kept[f"delivered {quarter}"] / kept[f"signed {quarter}"])
        assert high <= most


def _signed_and_delivered(states: list[State], _: World) -> dict[str, Any]:
    return {
        f"{name} {quarter}": getattr(states[quarter], name)[0].sum(axis=0)
        for name in ("signed", "delivered")
        for quarter in (4, 12)
    }


def test_s4_weight_grows_slowly() -> None:
    """H: a campaign without conditions moves Japan's weight in the five little, and not in the first year.

    Rests on the same. Mean gain of dependence: under .1 point after 4 quarters, .3 to 3 points after 12.
    """
    kept = games(world(), keep=_gains).kept
    assert interval(kept["after 4"][0])[1] < 0.1
    low, high = interval(kept["after 12"][0])
    assert low >= 0.3
    assert high <= 3.0


def _gains(states: list[State], of: World) -> dict[str, Any]:
    """Return the gain of dependence on every power, in points, as the mean of the five: (P, B)."""
    begun = current_shares(states[0], of).dependence[:-1]
    return {f"after {q}": 100.0 * (current_shares(states[q], of).dependence[:-1] - begun).mean(axis=1) for q in (4, 12)}


@pytest.mark.parametrize("campaign", ["economy_first", "route_first", "guarantees_first"])
def test_s6_what_is_built_stays(campaign: str) -> None:
    """H: a full Japanese campaign hardly moves China's share of infrastructure.

    Rests on China's rail freight (23 to 32 Mt while the Caspian route grew to 4) and on "hard to drive a wedge".
    Against the same games with an idle Japan: less than 3 points, on the mean of the five.
    """
    played = (games(world(), {"japan": name}, keep=_china_builds) for name in (campaign, "idle"))
    with_it, without = (ensemble.kept["share"] for ensemble in played)
    low, high = interval(with_it - without)
    assert low > -3.0
    assert high < 3.0


def _china_builds(states: list[State], of: World) -> dict[str, Any]:
    share = current_shares(states[-1], of).share[of.names.domains.index("infrastructure")]
    return {"share": 100.0 * share[of.names.powers.index("china")].mean(axis=0)}


def test_s6_china_does_not_run_away() -> None:
    """H: even with nobody to answer it, China's share of infrastructure grows no faster than its trade did.

    Rests on the trade series of 2014-2023 (2 to 3 points a year). Japan and Russia idle: at most 3 points a year.
    """
    before = 100.0 * current_shares(world().first_state, world()).share[world().names.domains.index("infrastructure")]
    after = games(world(), {"japan": "idle", "russia": "idle"}, keep=_china_builds).kept["share"]
    grown = after - before[world().names.powers.index("china")].mean()
    assert interval(grown / 3.0)[1] <= 3.0


def test_s6_cargo_moves_as_it_did() -> None:
    """H: the rule for cargo, started at the end of 2021 with the shock of 2022, gives the years that followed.

    Rests on the Trans-Caspian tonnage of the Kazakh ministry: .586 Mt in 2021, 2.764 in 2023, 4.484 in 2024. Cargo
    begins to look for another way in the second quarter of 2022: within a quarter of the data in both years. There is
    no chance in it.
    """
    of = world()
    here = of.names.corridors.index("trans_caspian")
    state = of.start(2, np)
    tonnage = state.tonnage.copy()
    tonnage[here] = 0.586
    turn = Turn(state=state.with_(tonnage=tonnage), shocks=quiet_shocks(2, of, state.purse), number=0)
    seen = [0.586]
    for _ in range(11):
        turn = ship_cargo(turn, of)
        seen.append(float(turn.state.tonnage[here, 0]))
    for year, data in ((1, 2.764), (2, 4.484)):
        assert abs(np.mean(seen[4 * year : 4 * year + 4]) / data - 1.0) <= 0.25


def test_s7_the_six_votes() -> None:
    """H: the five abstain on Ukraine, vote no where abstention is called hostile, and Turkmenistan stays away.

    Rests on the 30 votes of ES-11/1 to 6: none yes, 19 abstained, 4 no, 7 absent. Expected counts within 2 of each;
    Turkmenistan absent in at least 90 of 100.
    """
    of = world()
    history = [v for v, quarter in enumerate(of.votes.quarter) if quarter == 0]
    assert len(history) == 6
    keys, names = run_keys(SEED, range(GAMES)), of.names
    draws = [{v: uniform(keys, f"ballot {names.votes[v]}", kind, names.states) for v in history}
             for kind in ("vote", "attendance")]  # fmt: skip
    start = of.start(GAMES, np)
    shocks = quiet_shocks(GAMES, of, start.purse).with_(ballot=draws[0], attendance=draws[1])
    counted = np.array([ballots(Turn(state=start, shocks=shocks, number=0), v, of) for v in history])
    yes, no, absent = counted.sum(axis=(0, 2)).mean(axis=1)
    for found, data in ((yes, 0), (no, 4), (absent, 7), (30 - yes - no - absent, 19)):
        assert abs(found - data) <= 2
    assert counted[:, 2, names.states.index("turkmenistan")].mean() >= 0.9


def test_s8_words_are_the_answer() -> None:
    """H: a summit draws a protest from Russia, hardly ever pressure, and more of it where somebody is named.

    Rests on the Russian foreign ministry's statement of 7 August 2024 and on the pipeline order of 2022. In the
    quarter of a summit (a visit, a guarantee, a statement): words in at least 60 of 100, pressure in at most 5; words
    more often when the statement names.
    """
    words = {}
    for lever in ("statement", "naming_statement"):
        reaction = try_turn(world(), *SUMMIT, Put("japan", lever)).table.reaction
        russia = reaction[world().names.powers.index("russia")]
        words[lever] = float(np.mean(russia == 1))
        assert np.mean(russia == 3) <= 0.05
    assert words["statement"] >= 0.6
    assert words["naming_statement"] > words["statement"] + 0.05
