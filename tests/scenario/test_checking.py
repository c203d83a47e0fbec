"""What is said of a file, whichever of a scenario's files it is."""

import json
import re
import shutil
from pathlib import Path

import pytest

from game.ensemble.sweep.checking import faults_of
from game.scenario.checking import check

BAD = Path(__file__).parent / "bad"
BASE = BAD / "_base.yaml"
SHIPPED = Path(__file__).parents[2] / "scenarios"


def test_check_of_several_files() -> None:
    text, status = check([BASE, BAD / "yml08_tab.yaml", BAD / "use01_source.yaml"])
    assert status == 1
    assert "error[YML08]" in text
    assert "warning[USE01]" in text
    assert text.count(": good. ") == 2


def test_check_as_json() -> None:
    text, status = check([BASE, BAD / "key02_many.yaml"], "json")
    assert status == 1
    assert [entry["code"] for entry in json.loads(text)] == ["KEY02", "KEY02", "KEY01", "KEY02"]
    assert check([BASE], "json") == ("[]", 0)


def test_a_file_that_is_not_there_is_called_wrongly(tmp_path: Path) -> None:
    for name in ("none.yaml", "a" * 5000, "x\0y"):
        text, status = check([BASE, tmp_path / name])
        assert status == 2
        assert "error[FIL" in text


@pytest.mark.parametrize(("paths", "style"), [([], "text"), ([BASE], "xml")])
def test_a_wrong_call_has_its_own_status(paths: list[Path], style: str) -> None:
    text, status = check(paths, style)
    assert status == 2
    assert text.startswith("usage:")


def test_check_counts_numbers_and_quotes() -> None:
    text, status = check([BASE])
    assert status == 0
    assert text.startswith(f"{BASE}: good. ")
    assert text.endswith("2 quotes verified")


def test_every_shipped_file_is_good() -> None:
    files = [*sorted(SHIPPED.rglob("*.yaml")), *sorted(SHIPPED.glob("*.json"))]
    text, status = check(files)
    assert status == 0
    assert re.search(r"good\. (\d+) of the \1 texts of two-harbours\.yaml", text)
    variant = r"of the (\d+) texts of central-asia-2024-mongolia\.yaml, \1 with those of its base"
    assert re.search(variant, text)
    assert "good. Experiments: what_decides, " in text
    assert "good. Shapes: Oro, " in text


def _own(folder: Path, name: str, text: str) -> Path:
    for beside in SHIPPED.glob("two-harbours.*"):
        shutil.copy(beside, folder)
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


_EXPERIMENT = "format: 1\nexperiments:\n  it: {{scenario: {}, vary: {{{}: {{by: 10 %}}}}, metrics: [{}]}}\n"


@pytest.mark.parametrize(
    ("scenario", "path", "metric", "told"),
    [
        ("two-harbours.yaml", "actors.oro.hedging", "score.oro", ": good. Experiments: it"),
        ("two-harbors", "actors.oro.hedging", "score.oro", 'did you mean "two-harbours.yaml"?'),
        ("two-harbours.yaml", "actors.oro.hedgin", "score.oro", 'did you mean "actors.oro.hedging"?'),
        ("two-harbours.yaml", "actors.oro.hedging", "score.orro", 'did you mean "score.oro"?'),
    ],
)
def test_experiments_are_checked_with_their_scenario(
    scenario: str, path: str, metric: str, told: str, tmp_path: Path
) -> None:
    file = _own(tmp_path, "mine.yaml", _EXPERIMENT.format(scenario, path, metric))
    text, status = check([file], deeper=faults_of)
    assert told in text
    assert status == int(": good" not in text)


def test_experiments_about_a_broken_scenario_say_so(tmp_path: Path) -> None:
    file = _own(tmp_path, "mine.yaml", _EXPERIMENT.format("broken.yaml", "actors.oro.hedging", "score.oro"))
    (tmp_path / "broken.yaml").write_text("format: 1\nid: broken\n", encoding="utf-8")
    text, status = check([file], deeper=faults_of)
    assert status == 1
    assert "the scenario cannot be played: " in text


def test_a_translation_is_checked_beside_its_scenario(tmp_path: Path) -> None:
    file = _own(tmp_path, "translations/two-harbours.de.yaml", "title: Zwei Häfen\nactors: {vesk: {nam: Wesk}}\n")
    text, status = check([file])
    assert status == 0
    assert 'did you mean "actors.vesk.name"?' in text
    assert re.search(r"good\. 1 of the \d+ texts of two-harbours\.yaml", text)


def test_a_broken_map_is_told_by_its_first_fault(tmp_path: Path) -> None:
    file = _own(tmp_path, "mine.map.json", '{"format": 1, "countries": [{"iso": "or"}]}')
    text, status = check([file])
    assert status == 1
    assert '"mine.map.json" countries, 1: `iso` is three capital letters, such as KAZ' in text
    assert check([tmp_path / "none.json"])[1] == 2
