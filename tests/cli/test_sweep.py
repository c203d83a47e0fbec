"""Sweeps on the command line: files and words, what is said, what is refused, and going on."""

import json
from pathlib import Path
from typing import Any

import pytest

import game
from game.cli import main
from tests.cli.telling import wedge

SHORT = ("--length", "three", "--games", "6", "--workers", "1")
WORDS = ("sweep", "two-harbours", "--vary", "actors.oro.hedging=0.5..1.5", "--metric", "score.halmar", *SHORT)
PLAN = """format: 1
experiments:
  money:
    title: Does money matter?
    scenario: two-harbours
    length: three
    games: 6
    vary: {actors.halmar.purse.income: {values: [0.1 bn USD/quarter, 0.5 bn USD/quarter]}}
    metrics: [score.halmar, met.the_grip_holds]
    design: {kind: grid}
  all:
    scenario: two-harbours
    games: 6
    assumptions: {under: [actors.*.hedging]}
"""


@pytest.fixture
def plan(tmp_path: Path) -> str:
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN, encoding="utf-8")
    return str(path)


def test_an_experiment_of_a_file(plan: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    said = wedge(capsys, "sweep", plan, "money", "--workers", "1", "--out", str(tmp_path / "out"))
    assert said.startswith("Does money matter? (Two Harbours, Three half-years, seed 0)")
    assert "1 setting varies: 2 points of 6 games each" in said
    assert "The same 6 runs, with the same luck, at every point." in said
    assert (tmp_path / "out" / "points.csv").is_file()


def test_the_games_are_counted_before_they_are_played(plan: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sweep", plan, "money", "--workers", "1"]) == 0
    assert capsys.readouterr().err.startswith("1 setting varies: 2 points of 6 games each")


def test_which_experiments_there_are(plan: str, capsys: pytest.CaptureFixture[str]) -> None:
    said = wedge(capsys, "sweep", plan, "--list")
    assert "Does money matter?" in said
    found = json.loads(wedge(capsys, "sweep", plan, "--list", "--json"))
    assert list(found) == ["money", "all"]
    assert found["money"] == {"points": 2, "games": 12}
    other = json.loads(wedge(capsys, "sweep", plan, "--list", "--json", "--games", "9"))
    assert other["money"] == {"points": 2, "games": 18}


def test_words_make_an_experiment(capsys: pytest.CaptureFixture[str]) -> None:
    found: dict[str, Any] = json.loads(wedge(capsys, *WORDS, "--json"))
    assert found["experiment"]["vary"] == {"actors.oro.hedging": {"between": ["0.5", "1.5"]}}
    assert found["experiment"]["design"] == {"kind": "grid"}
    (stage,) = found["stages"]
    (metric,) = stage["metrics"]
    assert metric["metric"] == "score.halmar"
    assert metric["settings"][0]["setting"] == "actors.oro.hedging"
    assert metric["settings"][0]["line"] > 0


def test_every_assumption_of_a_part(capsys: pytest.CaptureFixture[str]) -> None:
    words = ("--assumptions", "25%", "--under", "actors.*.hedging", "--metric", "score.halmar", *SHORT)
    found = json.loads(wedge(capsys, "sweep", "two-harbours", *words, "--json"))
    assert found["experiment"]["assumptions"] == {"under": ["actors.*.hedging"]}
    assert {one["setting"] for one in found["stages"][0]["metrics"][0]["settings"]} == {
        "actors.oro.hedging", "actors.quill.hedging", "actors.tarn.hedging"
    }  # fmt: skip


def test_how_it_is_played_changes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    words = tuple(word for word in WORDS if word not in ("--workers", "1"))
    assert wedge(capsys, *words, "--workers", "2", "--json") == wedge(capsys, *WORDS, "--json")


def test_a_page(plan: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    wedge(capsys, "sweep", "two-harbours", "--assumptions", "50%", "--under", "rules.mood", *SHORT,
          "--metric", "tension", "--report", str(path))  # fmt: skip
    said = path.read_text(encoding="utf-8")
    assert "<script" not in said
    assert "http://" not in said.replace("http://www.w3.org", "")
    assert said.count('role="img"') == 1 < said.count("<svg")
    assert "rules.mood." in said
    assert "it does not say how wrong the model is" in said


def test_a_sweep_that_was_stopped_goes_on(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from game.ensemble.sweep.task import SweepTask

    whole = wedge(capsys, *WORDS)
    usual, played = SweepTask.play, []

    def stopping(task: SweepTask, runs: range) -> Any:
        played.append(runs)
        if len(played) > 3:  # the first is only tried, to foretell the time
            raise KeyboardInterrupt
        return usual(task, runs)

    with monkeypatch.context() as patched:
        patched.setattr(SweepTask, "play", stopping)
        patched.setattr("game.ensemble.sweep.running._TOGETHER", 1)
        said = wedge(capsys, *WORDS, "--out", str(tmp_path / "out"), status=130)
    assert "12 of 18 games are kept. Go on with: wedge sweep --resume" in said
    assert "wedge sweep --resume" in wedge(capsys, "run", "--resume", str(tmp_path / "out"), status=2)
    assert wedge(capsys, "sweep", "--resume", str(tmp_path / "out"), "--workers", "1") == whole
    assert "nothing unfinished" in wedge(capsys, "sweep", "--resume", str(tmp_path / "out"), status=2)


def test_the_same_files_again(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    wedge(capsys, *WORDS, "--out", str(tmp_path / "out"))
    said = wedge(capsys, "rerun", str(tmp_path / "out"), "--out", str(tmp_path / "again"), "--workers", "1")
    assert "points.csv: the same, byte for byte" in said
    assert "differs" not in said
    with pytest.raises(ValueError, match="holds what wedge sweep wrote"):
        game.read_results(tmp_path / "out")


@pytest.mark.parametrize(
    ("words", "status", "sentence"),
    [
        (("two-harbours", "money"), 2, "No experiments are shipped for 'two-harbours'"),
        (("two-harbour", "--assumptions", "25%"), 2, "Did you mean 'two-harbours'?"),
        (("two-harbours", "--assumptions", "lots"), 2, "Assumptions, by: expected a number"),
        (("two-harbours", "--assumptions", "25%", "extra"), 2, "'extra' is one word too many"),
        (("two-harbours", "--assumptions", "25%", "--under", "ruls"), 2, 'No assumption of the scenario stands under'),
        (("two-harbours", "--assumptions", "25%", "--metric", "scor.halmar"), 2, 'Did you mean "score.halmar"?'),
        (("two-harbours", "--assumptions", "25%", "--design", "sobl"), 2, 'Did you mean "sobol"?'),
        (("two-harbours", "--vary", "actors.oro.hedgin=1,2"), 2, 'Did you mean "hedging"?'),
        (("two-harbours", "--vary", "actors.oro.hedging"), 2, "--vary has the form"),
        (("two-harbours", "--vary", "actors.oro.hedging=1..cake"), 2, "cake"),
        (("two-harbours", "--vary", "actors.oro.hedging=1,2", "--under", "rules"), 2, "they need --assumptions"),
        (("central-asia-2024", "what_decides", "--length", "lesson"), 2, "--length belongs to an experiment"),
        (("central-asia-2024",), 2, "experiments: name one of"),
        (("central-asia-2024", "what_decide"), 2, "Did you mean 'what_decides'?"),
        (("two-harbours", "--vary", "actors.oro.hedging=1,2", "--report", "page.txt"), 2, "ends in .html"),
        (("--resume", "nowhere"), 2, "There is nothing unfinished in 'nowhere'"),
        ((), 2, "required: FILE"),
    ],
)  # fmt: skip
def test_what_is_asked_wrongly(
    words: tuple[str, ...], status: int, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sentence in wedge(capsys, "sweep", *words, status=status)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("scenario: two-harbours", "scenario: two-harbour", 'plan.yaml:5:5: error[EXP01]: there is no scenario'),
        ("halmar.purse", "halmer.purse", "plan.yaml:8:"),
        ("0.5 bn USD/quarter", "0.5", "error[EXP03]"),
        ("met.the_grip_holds", "met.the_grip", 'did you mean "met.the_grip_holds"?'),
        ("kind: grid", "kind: grit", 'did you mean "grid"?'),
        ("length: three", "length: thre", "error[EXP02]: The scenario has no length 'thre'"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_file(
    plan: str, old: str, new: str, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = Path(plan)
    path.write_text(PLAN.replace(old, new, 1), encoding="utf-8")
    assert sentence in wedge(capsys, "sweep", plan, "money", status=1)


def test_a_scenario_file_is_not_a_plan(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    from game.scenario.library import shipped

    own = tmp_path / "own.yaml"
    own.write_text(shipped()["two-harbours"].read_text(encoding="utf-8"), encoding="utf-8")
    said = wedge(capsys, "sweep", str(own), status=2)
    assert "is a scenario. Move its assumptions with --assumptions 25%" in said
    said = wedge(capsys, "sweep", str(shipped()["two-harbours"]), status=2)
    assert "No experiments are shipped for" in said
    assert "--assumptions 25%" in said


def test_the_experiments_of_a_shipped_scenario_are_found_by_its_file() -> None:
    from game.cli.sweep_asked import _file
    from game.scenario.library import shipped, shipped_experiments

    for name, plan in shipped_experiments().items():
        assert _file(name) == _file(str(shipped()[name])) == plan


def test_a_scenario_of_ones_own_beside_the_plan(plan: str, capsys: pytest.CaptureFixture[str]) -> None:
    from game.scenario.library import shipped

    path = shipped()["two-harbours"]
    for own in path.parent.glob("two-harbours.*"):
        (Path(plan).parent / own.name).write_text(own.read_text(encoding="utf-8"), encoding="utf-8")
    Path(plan).write_text(PLAN.replace("scenario: two-harbours", "scenario: two-harbours.yaml"), encoding="utf-8")
    assert "Does money matter?" in wedge(capsys, "sweep", plan, "money", "--workers", "1")


def test_a_fault_in_what_varies_names_the_option_and_what_was_typed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sweep", "two-harbours", "--vary", "actors.oro.hedging=1,abc"]) == 2
    assert capsys.readouterr().err.startswith("wedge sweep: --vary actors.oro.hedging=1,abc: Actors, oro, hedging: ")
