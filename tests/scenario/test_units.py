"""Units: what converts into what, and what is refused."""

from fractions import Fraction

import pytest

from game.scenario.units import Fault, Quantity, convert, example, split_quantity

YEN = {"JPY": Fraction("0.0068")}


def value(text: str, unit: str) -> float | str:
    quantity = split_quantity(text)
    if isinstance(quantity, Fault):
        return quantity.code
    converted = convert(quantity, unit, YEN)
    return converted.code if isinstance(converted, Fault) else float(converted)


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("0.35", "", 0.35),
        (".35", "", 0.35),
        ("-.5", "", -0.5),
        ("+3", "", 3.0),
        ("5.", "", 5.0),
        ("1e3", "", 1000.0),
        ("2.5E-2", "", 0.025),
        ("0", "", 0.0),
        ("35 %", "", 0.35),
        ("35%", "", 0.35),
        ("0.1 %", "", 0.001),
        ("261.4 bn USD", "bn USD", 261.4),
        ("500 m USD", "bn USD", 0.5),
        ("500 million USD", "bn USD", 0.5),
        ("2 tn USD", "bn USD", 2000.0),
        ("300 bn JPY", "bn USD", 2.04),
        ("1 JPY", "USD", 0.0068),
        ("0.5 bn USD/quarter", "bn USD/quarter", 0.5),
        ("2 bn USD/year", "bn USD/quarter", 0.5),
        ("2 bn USD per year", "bn USD/quarter", 0.5),
        ("0.5bn USD/quarter", "bn USD/quarter", 0.5),
        ("300 bn JPY/year", "bn USD/quarter", 0.51),
        ("18 days", "days", 18.0),
        ("1 day", "days", 1.0),
        ("2 weeks", "days", 14.0),
        ("36 hours", "days", 1.5),
        ("1 year", "quarters", 4.0),
        ("6 Mt/year", "Mt/year", 6.0),
        ("500 kt/month", "Mt/year", 6.0),
        ("1450 USD/TEU", "USD/FEU", 2900.0),
        ("2.9 k USD/FEU", "USD/FEU", 2900.0),
        ("3 points", "points", 3.0),
        ("1 point", "points", 1.0),
        ("53.0 degrees", "degrees", 53.0),
        ("7 visits", "visits", 7.0),
    ],
)
def test_values_convert(text: str, unit: str, expected: float) -> None:
    assert value(text, unit) == expected


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("010", "", "TYP03"),
        ("-012.5", "", "TYP03"),
        ("1_000", "", "TYP03"),
        ("0x1F", "", "TYP03"),
        ("0o17", "", "TYP03"),
        ("0b1", "", "TYP03"),
        ("1:30", "", "TYP03"),
        (".inf", "", "TYP03"),
        ("-.Inf", "", "TYP03"),
        (".nan", "", "TYP03"),
        ("NaN", "", "TYP03"),
        ("inf", "", "TYP03"),
        ("1,000", "", "TYP03"),
        ("0,5", "", "TYP03"),
        ("1 000", "", "TYP03"),
        ("2024-08-06", "", "TYP03"),
        ("", "", "TYP02"),
        ("abc", "", "TYP02"),
        ("1.2.3", "", "TYP02"),
        ("--1", "", "TYP02"),
        ("1e999999999", "", "TYP03"),
        ("9" * 5000, "", "TYP02"),
        ("$5 bn", "bn USD", "TYP02"),
        ("½", "", "TYP02"),
        ("٣", "", "TYP03"),
        ("5", "bn USD", "UNI01"),
        ("5 USD/quarter", "bn USD", "UNI02"),
        ("5 days", "bn USD", "UNI02"),
        ("5 quarters", "days", "UNI02"),
        ("5 Mt", "Mt/year", "UNI02"),
        ("5 bn USD", "", "UNI02"),
        ("5 bnUSD", "bn USD", "UNI02"),
        ("5 //", "bn USD", "UNI02"),
        ("5 % %", "", "UNI02"),
        ("300 bn EUR", "bn USD", "UNI03"),
        ("300 bn EUR/year", "bn USD/quarter", "UNI03"),
    ],
)
def test_other_values_are_refused(text: str, unit: str, expected: str) -> None:
    assert value(text, unit) == expected


def test_an_undefined_currency_says_how_to_define_it() -> None:
    fault = convert(Quantity(Fraction(3), "bn EUR"), "bn USD", {})
    assert isinstance(fault, Fault)
    assert fault.hint.startswith("currencies:\n  EUR: {value:")


def test_examples_are_valid() -> None:
    for unit in ("bn USD", "bn USD/quarter", "days", "points", "Mt/year", "USD/FEU", "degrees", "quarters"):
        assert isinstance(value(example(unit), unit), float)
