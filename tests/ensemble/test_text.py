"""Numbers as text: exact, and no digit too many."""

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from game.ensemble.text import result_rows, texts


@given(st.floats(width=32, allow_nan=False, allow_infinity=False))
def test_what_is_written_is_what_was_meant(number: float) -> None:
    (written,) = texts(np.array([number], np.float32))
    assert np.float32(float(written)) == np.float32(number)
    assert not written.startswith("-0") or float(written) != 0


@given(st.integers(-(10**6), 10**6), st.integers(0, 4))
def test_a_short_number_stays_short(digits: int, decimals: int) -> None:
    number = digits / 10**decimals
    if abs(number) < 1000:  # seven digits are certain in single precision
        (found,) = texts(np.array([number], np.float32))
        assert found == f"{number + 0.0:.4f}".rstrip("0").rstrip(".")


def test_what_is_no_number_is_written_as_such() -> None:
    strange = np.array([math.nan, math.inf, -math.inf, 1e-30, 1e12, -2.5, -0.0], np.float32)
    assert texts(strange) == ["nan", "inf", "-inf", "1e-30", "9.99999996e+11", "-2.5", "0"]


def test_a_line_a_run() -> None:
    values = np.array([[17.3, 0.0], [-0.25, 1e-5]], np.float32)
    met = np.array([[True, False]])
    assert result_rows(range(7, 9), -4, values, met) == b"7,-4,17.3,-0.25,1\n8,-4,0,0.00001,0\n"
