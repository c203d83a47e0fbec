"""Comparing arms on the command line: what is said, what is refused, and that nothing hangs on how it is played."""

import json
import re
from typing import Any

import numpy as np
import pytest

import game
from game.cli import main
from tests.cli.telling import wedge

CALL = ("compare", "two-harbours", "--seed", "4", "--games", "60", "--workers", "1")
INCOME = "actors.halmar.purse.income=0.1 bn USD/quarter"


def compared(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(wedge(capsys, *CALL, *words, "--json"))
    return found


def of(found: dict[str, Any], metric: str, actor: str | None = None, arm: int = 1) -> dict[str, Any]:
    name = found["arms"][arm]["name"]
    (row,) = (c for c in found["comparisons"] if (c["arm"], c["metric"], c["of"]) == (name, metric, actor))
    return dict(row)


def test_a_poorer_power(capsys: pytest.CaptureFixture[str]) -> None:
    found = compared(capsys, "--vary", INCOME)
    assert [arm["name"] for arm in found["arms"]] == ["as it is", INCOME]
    score = of(found, "score", "halmar")
    assert score["verdict"] == "lower"
    assert score["low"] < score["difference"] < score["high"] < 0
    assert score["sentence"].startswith("The score of Halmar is lower by ")
    mean, low, high = (float(n) for n in re.findall(r"\d+\.\d+", score["sentence"])[:3])
    assert -low == pytest.approx(score["high"], abs=0.06)  # how much lower: positive, the small number first
    assert -high == pytest.approx(score["low"], abs=0.06)
    assert low < mean < high
    usual = game.run("two-harbours", games=60, seed=4)
    poor = game.run("two-harbours", games=60, seed=4, overrides=[INCOME])
    pairs = poor["score.halmar"].astype(float) - usual["score.halmar"]
    assert score["difference"] == pytest.approx(pairs.mean())
    assert score["lower"] == np.count_nonzero(pairs < 0)


def test_an_arm_in_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    found = compared(capsys, "--vary", INCOME)
    verdicts = [row["verdict"] for row in found["comparisons"]]
    told = found["sentences"][INCOME]
    stated = verdicts.count("lower") + verdicts.count("higher")
    assert told.startswith(f"{stated} of {len(verdicts)} metrics and claims differ, most of all ")
    assert "(lower)" in told
    assert f"; {verdicts.count('open')} cannot be told apart" in told
    assert told.endswith(f"; {verdicts.count('same')} are the same in every game.")
    said = " ".join(wedge(capsys, *CALL, "--vary", INCOME).split())
    assert told in said


def test_what_is_the_same_game(capsys: pytest.CaptureFixture[str]) -> None:
    said = wedge(capsys, *CALL, "--vary-policy", "halmar=shipwrights")  # which plays it anyway
    assert "Nothing differs: every metric is the same in every game." in said


def test_what_cannot_be_told_apart(capsys: pytest.CaptureFixture[str]) -> None:
    words = ("--games", "3", "--vary", "actors.quill.hedging=0.8,1.5")
    found = compared(capsys, *words)
    assert {c["verdict"] for c in found["comparisons"]} == {"open", "same"}
    said = wedge(capsys, *CALL, *words)
    assert "No difference can be told from chance." in said
    assert "cannot be told apart after 3 games" in said
    assert "Fewer than 30 games" in said


def test_all_combinations_in_their_order(capsys: pytest.CaptureFixture[str]) -> None:
    words = ("--games", "2", "--turns", "2", "--vary", "actors.oro.hedging=1,1.3", "--vary-policy", "vesk=idle,random")
    found = compared(capsys, *words)
    assert [arm["name"] for arm in found["arms"]] == [
        "actors.oro.hedging=1, vesk=idle",
        "actors.oro.hedging=1, vesk=random",
        "actors.oro.hedging=1.3, vesk=idle",
        "actors.oro.hedging=1.3, vesk=random",
    ]
    assert [arm["seats"]["vesk"] for arm in found["arms"]] == ["idle", "random"] * 2
    assert found["arms"][3]["changes"] == ["actors.oro.hedging=1.3"]
    assert {arm["turns"] for arm in found["arms"]} == {2}


def test_scenarios(capsys: pytest.CaptureFixture[str]) -> None:
    words = ("compare", "central-asia-2024", "central-asia-2024-mongolia", "--games", "4", "--turns", "2", "--json")
    found = json.loads(wedge(capsys, *words, "--workers", "1"))
    assert [arm["name"] for arm in found["arms"]] == ["central-asia-2024", "central-asia-2024-mongolia"]
    assert "score.mongolia" in found["left_out"]
    assert {c["of"] for c in found["comparisons"] if c["metric"] == "score"} >= {"japan", "kazakhstan"}
    assert any(c["higher"] + c["lower"] for c in found["comparisons"])


def test_nothing_in_common(capsys: pytest.CaptureFixture[str]) -> None:
    words = ("compare", "central-asia-2024", "two-harbours", "--games", "4", "--turns", "2", "--json")
    found = json.loads(wedge(capsys, *words, "--workers", "1"))
    assert [c["metric"] for c in found["comparisons"]] == ["tension"]


def test_how_it_is_played_changes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    alone = compared(capsys, "--vary", INCOME)
    assert compared(capsys, "--vary", INCOME, "--workers", "2") == alone


@pytest.mark.parametrize(
    ("words", "status", "sentence"),
    [
        (("two-harbours",), 2, "There is nothing to compare: name two scenarios, or give --vary"),
        (("two-harbours", "two-harbours"), 2, "The scenario 'two-harbours' is named twice"),
        (("two-harbours", "two-harbour"), 2, "Did you mean 'two-harbours'?"),
        (("two-harbours", "--vary", "actors.oro.hedgin=1,2"), 1, 'did you mean "hedging"?'),
        (("two-harbours", "--vary", "actors.oro.hedging=1,cake"), 1, "cake"),
        (("two-harbours", "--vary", "actors.oro.hedging"), 2, "--vary has the form PATH=VALUE,VALUE"),
        (("two-harbours", "--vary", "actors.oro.hedging=1,,2"), 2, "with an empty value"),
        (("two-harbours", "--vary", "actors.oro.hedging=1,1"), 2, "'1' is named twice"),
        (("two-harbours", "--vary", "a=1", "--vary", "a=2"), 2, "--vary names 'a' twice"),
        (("two-harbours", "--vary", "a=1", "--set", "a=2"), 2, "'a' cannot both vary and stay"),
        (("two-harbours", "--vary-policy", "vesk=idle,greed"), 2, "Did you mean 'greedy'?"),
        (("two-harbours", "--vary-policy", "vest=idle"), 2, "Did you mean 'vesk'?"),
        (("two-harbours", "--vary-policy", "vesk=idle", "--policy", "vesk=greedy"), 2, "cannot both vary and stay"),
        (("two-harbours", "--vary", "a=" + ",".join(map(str, range(51)))), 2, "These are 51 combinations, and at most"),
        (("two-harbours", "--vary", "actors.oro.hedging=1,2", "--games", "1"), 2, "expected a whole number from 2"),
        (("two-harbours", "--vary", "actors.oro.hedging=1,2", "--length", "sixx"), 2, "Did you mean 'six'?"),
        (("two-harbours", "--varry", "actors.oro.hedging=1,2"), 2, "Did you mean '--vary'?"),
    ],
)
def test_what_is_asked_wrongly(
    words: tuple[str, ...], status: int, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sentence in wedge(capsys, "compare", *words, status=status)


def test_commas_in_brackets_and_quotes_stay() -> None:
    from game.cli.compare import _split

    assert _split("[a, b], 'c, d' ,e") == ["[a, b]", " 'c, d' ", "e"]
    assert _split("it's, so") == ["it's, so"]  # an open quote holds all that follows


@pytest.mark.parametrize(
    ("typed", "shown", "caret"),
    [
        ("actors.oro.hedgin=1,2", "hedgin", "^^^^^^ did you mean"),
        ("actors.oro.hedging= 1, 2, abc", "abc", "^^^"),
        ("actors.oro.hedging=[1,2],abc", "[1,2]", "^"),
    ],
)
def test_a_fault_in_what_varies_is_shown_in_what_was_typed(
    capsys: pytest.CaptureFixture[str], typed: str, shown: str, caret: str
) -> None:
    main(["compare", "two-harbours", "--set", "actors.quill.hedging=1", "--vary", typed, "--games", "2"])
    lines = capsys.readouterr().err.splitlines()
    at = lines.index(f"    | --vary {typed}")
    assert lines[at - 1].startswith("--vary: error[")
    assert lines[at + 1].index("^") == lines[at].index(shown)
    assert lines[at + 1].lstrip(" |").startswith(caret)
