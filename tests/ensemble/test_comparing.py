"""The statistics of a comparison, on numbers whose answer is known."""

import math
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.ensemble.comparing import Difference, Tally, corrected, holm, sign_test, t_test
from game.sim.summary import Metric

Numbers = np.ndarray[Any, np.dtype[Any]]
METRICS = (Metric("score", "a", "0-100", 0.0, 100.0), Metric("tension", "", "0-1", 0.0, 1.0), Metric("signed", "a", ""))
CLAIM = (Metric("met", "a", "0/1", 0.0, 1.0),)


def compared(one: Numbers, other: Numbers, metrics: tuple[Metric, ...] = METRICS, cut: int = 0) -> tuple[Any, ...]:
    tally = Tally(metrics)
    edges = [0, *range(cut, one.shape[1], cut), one.shape[1]] if cut else [0, one.shape[1]]
    for start, stop in pairwise(edges):
        tally.add(one[:, start:stop], other[:, start:stop])
    return tally.differences()


def judged(*found: Difference) -> tuple[str, ...]:
    return tuple(one.verdict for one in corrected([found])[0])


def luck(seed: int, games: int = 400, rows: int = 3) -> tuple[Numbers, Numbers]:
    """Return two arms that differ by chance alone, and share most of their luck."""
    chance = np.random.default_rng(seed)
    shared = chance.normal(0.5, 0.1, (rows, games))
    return shared + chance.normal(0, 0.02, shared.shape), shared + chance.normal(0, 0.02, shared.shape)


def test_what_does_not_differ_is_not_told_apart() -> None:
    """In 95 of 100 calls or more, whatever their number of metrics."""
    alarms = sum(set(judged(*compared(*luck(seed)))) != {"open"} for seed in range(600))
    assert 10 <= alarms <= 46  # 30 expected; 0.1 % tails of the binomial on either side


def test_the_interval_holds_what_it_says() -> None:
    held = [one.low <= 0 <= one.high for seed in range(500) for one in compared(*luck(seed))]
    assert 0.93 < np.mean(held) < 0.97


def test_claims_that_do_not_differ() -> None:
    chance, alarms, held = np.random.default_rng(5), 0, 0
    for _ in range(600):
        one, other = chance.random((2, 1, 200)) < 0.3
        (found,) = compared(one, other, CLAIM)
        alarms += found.p < 0.05
        held += found.low <= 0 <= found.high
    assert alarms <= 46  # an exact test gives no more than 5 %
    assert held / 600 > 0.925


def test_a_known_difference_is_found() -> None:
    one, other = luck(1)
    other[0] += 0.01  # a tenth of the spread between games
    other[2] -= 0.2
    found = corrected([compared(one, other)])[0]
    assert [difference.verdict for difference in found] == ["higher", "open", "lower"]
    assert found[0].low < 0.01 < found[0].high
    assert found[2].effect == pytest.approx(-2, abs=0.2)
    assert found[0].higher + found[0].lower == found[0].games == 400
    apart = np.std(one[0]) * math.sqrt(2 / 400) * 1.96  # the half width that luck of their own would have given
    assert (found[0].high - found[0].low) / 2 < apart / 3


def test_against_a_calculation_by_hand() -> None:
    (found,) = compared(np.array([[1.0, 2, 3, 4]]), np.array([[2.0, 4, 3, 7]]), (Metric("signed", "a", ""),))
    assert (found.reference, found.arm, found.mean) == (2.5, 4.0, 1.5)  # differences 1, 2, 0, 3; spread 1.291
    error = math.sqrt(5 / 3) / 2
    assert found.high == pytest.approx(1.5 + 3.182446 * error, abs=5e-3)
    t = 1.5 / error  # with three degrees of freedom its distribution has a closed form
    assert found.p == pytest.approx(1 - 2 / math.pi * (math.atan(t / math.sqrt(3)) + math.sqrt(3) * t / (3 + t * t)))
    assert found.effect == pytest.approx(1.5 / math.sqrt((5 / 3 + 14 / 3) / 2))
    assert (found.higher, found.lower) == (3, 0)


def test_the_same_in_every_game_and_the_same_difference_in_every_game() -> None:
    one = luck(2)[0].astype(np.float32)
    assert judged(*compared(one, one)) == ("same",) * 3
    whole = np.ones((1, 40))
    assert judged(*compared(whole, whole + 1, METRICS[2:])) == ("higher",)
    assert judged(*compared(whole[:, :3], whole[:, :3] + 1, METRICS[2:])) == ("open",)  # three games prove little


def test_one_run_is_no_comparison() -> None:
    with pytest.raises(ValueError, match="two runs"):
        compared(np.ones((3, 1)), np.ones((3, 1)))


@settings(deadline=None, max_examples=25)
@given(st.integers(1, 1500))
def test_chunks_change_nothing(cut: int) -> None:
    one, other = luck(3, games=2600)
    assert compared(one, other, cut=cut) == compared(one, other)


def test_holm_by_hand() -> None:
    # 0.005 * 4, then 0.01 * 3, then 0.03 * 2, then 0.04 * 1, which may not fall below what was before it
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx((0.03, 0.06, 0.06, 0.02))
    assert holm([0.9, 0.6]) == (1.0, 1.0)
    assert holm([]) == ()


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_holm_only_raises_and_keeps_the_order(given: list[float]) -> None:
    found = holm(given)
    assert all(before <= after <= 1 for before, after in zip(given, found, strict=True))
    order = sorted(range(len(given)), key=given.__getitem__)
    assert all(found[one] <= found[other] for one, other in pairwise(order))
    assert min(found) == pytest.approx(min(1, len(given) * min(given)))  # as strict as Bonferroni for the first


def test_arms_are_corrected_together() -> None:
    one, other = luck(1)
    other[0] += 0.01
    alone, together = corrected([compared(one, other)]), corrected([compared(one, other), compared(one, one)])
    assert together[0][0].corrected == pytest.approx(2 * alone[0][0].corrected)


@pytest.mark.parametrize(("t", "freedom"), [(12.706205, 1), (4.302653, 2), (2.228139, 10), (1.983972, 100)])
def test_the_tails_of_t(t: float, freedom: int) -> None:
    assert t_test(t, freedom) == t_test(-t, freedom) == pytest.approx(0.05, abs=1e-6)
    assert t_test(0, freedom) == 1


@given(st.integers(0, 60), st.integers(0, 60))
def test_the_sign_test_is_exact(higher: int, lower: int) -> None:
    whole, less = higher + lower, min(higher, lower)
    exact = min(1, 2 * sum(math.comb(whole, k) for k in range(less + 1)) / 2**whole)
    assert sign_test(higher, lower) == pytest.approx(exact, rel=1e-9)


def test_large_numbers_stay_numbers() -> None:
    assert t_test(40, 10**6 - 1) < 1e-300
    assert sign_test(500_000, 498_000) == pytest.approx(math.erfc(1999 / math.sqrt(998_000) / math.sqrt(2)), rel=1e-3)
    assert sign_test(10**6, 0) == 0
