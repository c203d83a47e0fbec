"""What the page for authors shows is a scenario without faults that can be played."""

import re
import shutil
from pathlib import Path

import pytest

from game.cli import main
from game.scenario.load import load
from tests.engine.stage import SCENARIOS

_PAGE = Path(__file__).parents[2] / "docs" / "writing.md"
_FILES = dict(re.findall(r"```yaml\n# file: (\S+)\n(.*?)```", _PAGE.read_text(encoding="utf-8"), re.DOTALL))


@pytest.mark.parametrize("name", _FILES)
def test_a_file_of_the_page_is_good_and_plays(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for beside in SCENARIOS.glob("two-harbours.*"):
        shutil.copy(beside, tmp_path)
    path = tmp_path / name
    path.write_text(_FILES[name], encoding="utf-8")
    loaded = load(path)
    assert loaded.scenario is not None
    assert loaded.problems == ()
    assert main(["run", str(path)]) == 0
    assert "Heat pumps to" in capsys.readouterr().out


def test_the_page_has_a_file() -> None:
    assert _FILES


_EXPERIMENTS = dict(
    re.findall(r"```yaml\n# experiments: (\S+)\n(.*?)```", _PAGE.read_text(encoding="utf-8"), re.DOTALL)
)
_SHAPES = re.findall(r"```json\n(.*?)```", _PAGE.read_text(encoding="utf-8"), re.DOTALL)


def test_the_experiments_of_the_page_are_about_the_first_draft(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", str(tmp_path / "my-scenario.yaml")]) == 0
    assert _EXPERIMENTS
    for name, text in _EXPERIMENTS.items():
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        assert main(["check", str(path)]) == 0
        assert main(["sweep", str(path), *re.findall(r"^  (\w+):", text, re.MULTILINE), "--games", "2"]) == 0
    assert "soft_or_large" in capsys.readouterr().out


def test_the_shapes_of_the_page_can_be_read(tmp_path: Path) -> None:
    assert _SHAPES
    for number, text in enumerate(_SHAPES):
        (tmp_path / f"{number}.map.json").write_text(text, encoding="utf-8")
        assert main(["check", str(tmp_path / f"{number}.map.json")]) == 0
