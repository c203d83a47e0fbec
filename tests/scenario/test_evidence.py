"""Quotes stand in their sources, whatever the spaces between the words."""

from pathlib import Path

import pytest

from game.scenario.evidence import check_quotes, count_numbers, files_of_sources
from game.scenario.findings import Basis, NumberRecord, Quote
from game.scenario.problems import Problem
from game.scenario.read import read_text
from game.scenario.tree import Place

HERE = Place("a.yaml", 9, 1)
ARTICLE = "He said:\n“It   won’t be easy”, and left.\nThe mechanism of 300 billion yen was announced on the 6th.\n"


def checked(folder: Path, file: str, *words: str) -> tuple[int, tuple[Problem, ...]]:
    root = read_text(f"sources:\n  talk: {{title: A talk, file: '{file}'}}", "a.yaml").node
    quotes = [Quote("talk", quote, ("claims", "hard"), HERE) for quote in words]
    return check_quotes(quotes, files_of_sources(root), folder)


def codes(folder: Path, file: str, *words: str) -> list[str]:
    return [problem.code for problem in checked(folder, file, *words)[1]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inside = tmp_path / "scenarios"
    (inside / "texts").mkdir(parents=True)
    (inside / "talk.txt").write_text(ARTICLE, encoding="utf-8")
    (inside / "texts" / "talk.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "secret.txt").write_text(ARTICLE, encoding="utf-8")
    return inside


@pytest.mark.parametrize(
    "words",
    [
        "mechanism of 300 billion yen",
        '"It won\'t be easy"',
        "“It won’t be easy”",
        "easy”,\n and left. The",
        "billion  yen",
    ],
)
def test_quotes_are_found_whatever_their_spaces_and_quotation_marks(folder: Path, words: str) -> None:
    assert checked(folder, "talk.txt", words) == (1, ())
    assert checked(folder, "texts/talk.txt", words) == (1, ())


@pytest.mark.parametrize("words", ["Mechanism of 300 billion yen", "mechanism of 30 billion yen", "It will be easy"])
def test_other_words_are_not_found(folder: Path, words: str) -> None:
    assert codes(folder, "talk.txt", words) == ["EVI01"]


def test_the_nearest_passage_is_shown(folder: Path) -> None:
    _, problems = checked(folder, "talk.txt", "a mechanism of 30 billion yen was announced")
    assert problems[0].hint == 'nearest there: "The mechanism of 300 billion yen was announced"'


def test_nothing_like_it_is_said_as_well(folder: Path) -> None:
    _, problems = checked(folder, "talk.txt", "entirely different text")
    assert problems[0].hint == "copy the words from the file of the source"


@pytest.mark.parametrize(
    "file",
    ["../secret.txt", "texts/../../secret.txt", "/etc/hostname", "C:\\secret.txt", "C:/secret.txt", "..\\secret.txt"],
)
def test_nothing_outside_the_folder_is_read(folder: Path, file: str) -> None:
    assert codes(folder, file, "mechanism") == ["EVI03"]


def test_a_link_does_not_lead_outside(folder: Path) -> None:
    (folder / "link.txt").symlink_to(folder.parent / "secret.txt")
    (folder / "linked").symlink_to(folder.parent)
    assert codes(folder, "link.txt", "mechanism") == ["EVI03"]
    assert codes(folder, "linked/secret.txt", "mechanism") == ["EVI03"]


def test_a_missing_source_is_told_once_as_a_warning(folder: Path) -> None:
    verified, problems = checked(folder, "lost.txt", "one", "two")
    assert verified == 0
    assert [(problem.code, problem.severity) for problem in problems] == [("EVI02", "warning")]


def test_sources_that_are_no_texts(folder: Path) -> None:
    (folder / "photo.jpg").write_bytes(b"\xff\xd8\0\0")
    (folder / "huge.txt").write_bytes(b"word " * 500_000)
    assert codes(folder, "photo.jpg", "one") == ["EVI04"]
    assert codes(folder, "huge.txt", "word") == ["EVI04"]
    assert codes(folder, "texts", "one") == ["EVI02"]


def test_shipped_articles_are_found_from_anywhere(tmp_path: Path) -> None:
    file = "seeds/003_40d735934d51b53c.txt"
    assert checked(tmp_path, file, "guarantee mechanism of 300 billion yen") == (1, ())
    assert codes(tmp_path, "seeds/../pyproject.toml", "wedge") == ["EVI03"]
    assert codes(tmp_path, "docs/problems.md", "Problems") == ["EVI02"]


def test_a_source_without_a_file_has_no_quotes(folder: Path) -> None:
    root = read_text("sources: {talk: {title: A talk}}", "a.yaml").node
    _, problems = check_quotes([Quote("talk", "words", (), HERE)], files_of_sources(root), folder)
    assert [problem.code for problem in problems] == ["EVI05"]


@pytest.mark.parametrize("text", ["", "sources: 3", "sources: [a]", "sources: {a: 3}", "sources: {a: {file: [b]}}"])
def test_broken_sections_of_sources_are_no_fault_here(text: str) -> None:
    assert set(files_of_sources(read_text(text, "a.yaml").node).values()) <= {None}


def test_numbers_are_counted_by_kind() -> None:
    records = [NumberRecord(("a",), 1.0, "", Basis(kind), HERE, "1") for kind in ("data", "data", "assumption")]
    assert count_numbers(records) == {"evidence": 0, "data": 2, "assumption": 1}
