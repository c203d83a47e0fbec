"""What is begun can be checked and played as it is."""

from pathlib import Path

import pytest

from tests.cli.conftest import Wedge


@pytest.mark.parametrize("words", [[], ["--extends", "two-harbours"], ["--extends", "central-asia-2024-mongolia"]])
def test_what_is_begun_is_good_and_can_be_played(
    words: list[str], wedge: Wedge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said = wedge("new", "mine/my-contest", *words, "--title", 'A "great", new: contest')
    assert said.status == 0, said.err
    file = str(Path("mine") / "my-contest.yaml")
    assert file in said.out
    checked = wedge("check", file)
    assert checked.status == 0
    assert "warning" not in checked.out
    told = wedge("run", file, "--turns", "1")
    assert told.status == 0
    assert told.out.startswith("my-contest: ")
    assert 'A "great", new: contest' in wedge("run", file, "--turns", "1", "--games", "2").out


def test_everything_that_is_begun_checks(wedge: Wedge, tmp_path: Path) -> None:
    wedge("new", str(tmp_path / "winter"), "--extends", "two-harbours")
    files = [str(path) for path in tmp_path.rglob("*.yaml")] + [str(path) for path in tmp_path.glob("*.json")]
    assert len(files) > 3
    assert wedge("check", *files).out.count(": good. ") == len(files)


def test_nothing_that_is_there_is_written_over(wedge: Wedge, tmp_path: Path) -> None:
    for name in ("mine.yaml", "own.txt", "two-harbours.txt"):
        (tmp_path / name).write_text("mine", encoding="utf-8")
    assert "is there already" in wedge("new", str(tmp_path / "mine")).err
    assert "is there already" in wedge("new", str(tmp_path / "own")).err
    assert not (tmp_path / "own.yaml").exists()
    assert wedge("new", str(tmp_path / "winter"), "--extends", "two-harbours").status == 0
    assert (tmp_path / "two-harbours.txt").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("name", "words", "told"),
    [
        ("Reef Cable", [], "Write for example reef-cable.yaml."),
        ("no", [], "Write for example my-contest.yaml."),
        ("", [], "Write for example my-contest.yaml."),
        ("winter", ["--extends", "two-harbors"], "There is no shipped scenario 'two-harbors'"),
        ("two-harbours", ["--extends", "two-harbours"], "needs another name than its base"),
        ("two\0", [], "Write for example two.yaml."),
    ],
)
def test_what_cannot_be_begun_is_told(name: str, words: list[str], told: str, wedge: Wedge, tmp_path: Path) -> None:
    said = wedge("new", str(tmp_path / name) if name else "", *words)
    assert said.status == 1
    assert told in said.err
    assert list(tmp_path.iterdir()) == []


def test_a_file_named_without_its_end_is_found_out(
    wedge: Wedge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    wedge("new", "mine")
    for command in ("run", "play", "balance"):
        said = wedge(command, "mine")
        assert said.status == 2
        assert "Did you mean 'mine.yaml'?" in said.err
