"""Files of experiments: read strictly, every fault with its place and how to mend it."""

from pathlib import Path

import pytest

from game.scenario.experiments import (
    Assumptions,
    Experiment,
    Grid,
    OneAtATime,
    Sobol,
    experiment_object,
    read_experiments,
    read_object,
)
from game.scenario.library import shipped, shipped_experiments

HEAD = "format: 1\nexperiments:\n  it:\n    scenario: two-harbours\n"


def read(tmp_path: Path, text: str) -> Experiment:
    path = tmp_path / "plan.yaml"
    path.write_text(text, encoding="utf-8")
    found = read_experiments(path)
    assert found.named is not None, found.report
    return found.named["it"]


def test_what_is_written_is_read(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        HEAD + "    games: 30\n    set: {actors.oro.hedging: 1.1}\n    vary:\n"
        "      actors.halmar.purse.income: {values: [0.1 bn USD/quarter, 0.2 bn USD/quarter]}\n"
        "      rules.answers.affinity: {between: [0.5, 2]}\n      actors.quill.hedging: {by: 10 %}\n"
        "    design: {kind: grid, steps: 4}\n    metrics: [score.*]\n",
    )
    assert (found.games, found.seed, found.set_, found.metrics) == (30, 0, {"actors.oro.hedging": "1.1"}, ("score.*",))
    assert found.vary["actors.halmar.purse.income"].values == ("0.1 bn USD/quarter", "0.2 bn USD/quarter")
    assert found.vary["rules.answers.affinity"].between == ("0.5", "2")
    assert found.vary["actors.quill.hedging"].by == pytest.approx(0.1)
    assert found.design == Grid(steps=4)


def test_assumptions_all_is_short_for_all_of_them(tmp_path: Path) -> None:
    found = read(tmp_path, HEAD + "    assumptions: all\n")
    assert found.assumptions == Assumptions(by=0.25)
    assert found.design == OneAtATime()
    assert read(tmp_path, HEAD + "    assumptions: {by: 10 %, except: [places]}\n").assumptions == Assumptions(
        by=0.1, except_=("places",)
    )


@pytest.mark.parametrize(
    ("lines", "where", "code", "words"),
    [
        ("    game: 20\n", "5:5", "KEY02", 'did you mean "games"?'),
        ("    design: {kind: sobl}\n", "5:20", "TYP07", 'did you mean "sobol"?'),
        ("    design: {kind: sobol, samples: 60}\n", "5:5", "VAL05", "samples is a power of two"),
        ("    design: {kind: one_at_a_time, points: 9}\n", "5:35", "KEY02", 'no setting "points"'),
        ("    games: 1\n", "5:12", "VAL01", "allowed: 2 to"),
        ("    vary: {a.b: {by: 10 %, values: [1]}}\n", "5:12", "VAL05", "give one of values"),
        ("    vary: {a.b: {}}\n", "5:12", "VAL05", "give one of values"),
        ("    vary: {a.b: {between: [1]}}\n", "5:18", "VAL03", "at least 2 are needed"),
        ("    assumptions: some\n", "5:18", "TYP01", "expected settings"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(tmp_path: Path, lines: str, where: str, code: str, words: str) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(HEAD + lines, encoding="utf-8")
    found = read_experiments(path)
    assert found.named is None
    assert f"plan.yaml:{where}: error[{code}]" in found.report
    assert words in found.report


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text("format: 2\nexperiments:\n  A: {}\n  b: {scenario: x, gmes: 5}\n", encoding="utf-8")
    assert [problem.code for problem in read_experiments(path).problems] == ["VAL01", "IDS01", "KEY01", "KEY02"]


@pytest.mark.parametrize("text", ["", "# nothing\n", "- a\n", "a: [", "\x00", "&a [*a]"])
def test_whatever_it_is_it_is_told(tmp_path: Path, text: str) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(text, encoding="utf-8")
    found = read_experiments(path)
    assert found.named is None
    assert found.report


def test_a_scenario_is_no_file_of_experiments() -> None:
    found = read_experiments(shipped()["two-harbours"])
    assert found.is_scenario
    assert found.named is None


@pytest.mark.parametrize("path", shipped_experiments().values(), ids=lambda path: path.stem)
def test_shipped_experiments_can_be_read_and_written_down(path: Path) -> None:
    found = read_experiments(path)
    assert found.named is not None, found.report
    for experiment in found.named.values():
        assert read_object(experiment_object(experiment)) == experiment


def test_plain_data_that_is_no_experiment() -> None:
    problems = read_object({"scenario": "two-harbours", "gmes": 3})
    assert isinstance(problems, tuple)
    assert problems[0].code == "KEY02"
    kept = experiment_object(Experiment(scenario="x", design=Sobol(samples=16)))
    assert kept == {"scenario": "x", "design": {"kind": "sobol", "samples": 16}}
