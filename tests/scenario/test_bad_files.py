"""Every broken file tells what its first lines expect, and nothing else."""

from pathlib import Path
from unittest import mock

import pytest
import yaml

from game.scenario import build
from game.scenario.codes import CODES
from game.scenario.compile import compile_world
from game.scenario.load import load
from tests.scenario.fresh_rules import FILE, rules_text

BAD = Path(__file__).parent / "bad"
FILES = sorted(path for path in BAD.glob("*.yaml") if not path.name.startswith("_"))
MARK = "# expect: "


def expected_of(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    return [line.removeprefix(MARK) for line in lines if line.startswith(MARK)]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_broken_file_is_told_as_expected(path: Path) -> None:
    loaded = load(path)
    assert [problem.first_line.split(":", 1)[1] for problem in loaded.problems] == expected_of(path)
    has_errors = any(problem.severity == "error" for problem in loaded.problems)
    assert (loaded.scenario is None) == has_errors
    if loaded.scenario is not None:
        compile_world(loaded.scenario)  # what is merely suspicious can be played


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_pure_yaml_parser_tells_the_same(path: Path) -> None:
    def sentences(lines: list[str]) -> list[str]:
        return [line.strip().split(": ", 1)[1] for line in lines]  # columns differ by one here and there

    with mock.patch.object(build, "PARSER", yaml.SafeLoader):
        loaded = load(path)
    told = [problem.first_line.split(":", 1)[1] for problem in loaded.problems]
    assert sentences(told) == sentences(expected_of(path))


def test_the_base_has_no_fault() -> None:
    loaded = load(BAD / "_base.yaml")
    assert loaded.problems == ()
    assert loaded.verified == 2


def test_the_rules_below_the_base_are_fresh() -> None:
    assert FILE.read_text(encoding="utf-8") == rules_text(), "run python -m tests.scenario.fresh_rules"


def test_there_are_enough_broken_files() -> None:
    assert len(FILES) >= 80


def test_almost_every_code_has_a_broken_file() -> None:
    shown = {line.split("[")[1].split("]")[0] for path in FILES for line in expected_of(path)}
    elsewhere = {
        "FIL01",
        "FIL02",
        "FIL03",
        "EVI04",
        "SET01",
        "SET02",
        "VAL05",
        "EXP01",
        "EXP02",
        "EXP03",
        "EXP04",
        "LAN01",
        "LAN02",
    }
    assert CODES.keys() - shown == elsewhere


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_message_speaks_of_the_program(path: Path) -> None:
    report = load(path).report
    for word in ("NoneType", "dataclass", "KeyError", "Traceback", "__init__", "object at", "0x7f"):
        assert word not in report
