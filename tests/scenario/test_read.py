"""Reading YAML: values with their places, and limits before anything is built."""

import time
from pathlib import Path
from unittest import mock

import pytest
import yaml

from game.scenario import build
from game.scenario.read import Reading, read_file, read_text
from game.scenario.tree import ListNode, MapNode, Place, ScalarNode, found, words_of
from tests.scenario.trees import plain


def read(text: str) -> MapNode:
    reading = read_text(text, "a.yaml")
    assert reading.problems == ()
    assert isinstance(reading.node, MapNode)
    return reading.node


def code(reading: Reading) -> str:
    assert len(reading.problems) == 1
    return reading.problems[0].code


def test_values_keep_their_text_and_place() -> None:
    root = read("id: a\nby: [NO, '010']\n")
    listed = root.get("by")
    assert isinstance(listed, ListNode)
    assert listed.items == (
        ScalarNode(Place("a.yaml", 2, 6, 2), "NO", plain=True),
        ScalarNode(Place("a.yaml", 2, 10, 5), "010", plain=False),
    )


@pytest.mark.parametrize("text", ["a: 1\r\nb: 2\r\n", "\ufeffa: 1\nb: 2", "a: 1\rb: 2", "{a: 1, b: 2}"])
def test_line_ends_and_a_leading_mark_do_not_matter(text: str) -> None:
    assert plain(read(text)) == {"a": "1", "b": "2"}


def test_repeated_blocks_are_written_out() -> None:
    root = read("a: &a {x: 1, y: 2}\nb: *a\nc: {<<: *a, y: 3}\nd: {<<: [*a, {z: 4}]}\n")
    assert plain(root) == {
        "a": {"x": "1", "y": "2"},
        "b": {"x": "1", "y": "2"},
        "c": {"x": "1", "y": "3"},
        "d": {"x": "1", "y": "2", "z": "4"},
    }


def test_an_empty_text_has_no_tree() -> None:
    assert read_text("", "a.yaml").node is None
    assert read_text("# only this\n", "a.yaml").node is None


def test_a_missing_file_names_the_near_one(tmp_path: Path) -> None:
    (tmp_path / "gulf.yaml").write_text("a: 1")
    reading = read_file(tmp_path / "gluf.yaml")
    assert code(reading) == "FIL01"
    assert reading.problems[0].hint == 'did you mean "gulf.yaml"?'


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    assert code(read_file(tmp_path)) == "FIL01"
    assert code(read_file(tmp_path / "no" / "where.yaml")) == "FIL01"
    assert code(read_file(Path("a\0b.yaml"))) == "FIL01"
    assert code(read_file(tmp_path / ("long" * 2000))) == "FIL01"


def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("a: 1")
    with mock.patch.object(Path, "open", side_effect=PermissionError(13, "Permission denied")):
        reading = read_file(path)
    assert code(reading) == "FIL01"
    assert "permission denied" in reading.problems[0].sentence


def test_a_large_file_is_refused_quickly(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"- [a, b, c]\n" * 450_000)
    begin = time.monotonic()
    assert code(read_file(path)) == "FIL02"
    assert time.monotonic() - begin < 1


@pytest.mark.parametrize(
    ("data", "line", "column"),
    [(b"a: 1\nb: caf\xe9\n", 2, 7), (b"\xff\xfea\x00", 1, 1), (b"\x89PNG\r\n\x1a\n\x00\x00", 1, 1)],
)
def test_other_encodings_are_refused_with_a_place(tmp_path: Path, data: bytes, line: int, column: int) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(data)
    reading = read_file(path)
    assert code(reading) == "FIL03"
    assert (reading.problems[0].place.line, reading.problems[0].place.column) == (line, column)


HOSTILE = [
    "[" * 100_000,
    "{" * 100_000,
    "{a: " * 50_000,
    "- " * 50_000,
    "? " * 50_000,
    "a: &a [*a]",
    "&a " * 10_000,
    "!" * 100_000,
    "- x\n" * 200_000,
    "a: " + "x" * 900_000,
    "'" + "\n" * 900_000,
    "\x00" * 1000,
    "\ud800",
    "%YAML 9.9\n---\na: 1",
    "%TAG ! tag:x,2000:\n---\na: !b 1",
    "--- a\n--- b\n",
    "a: !!timestamp 99999-99-99",
    "? {a: 1}\n: 2",
    "*a : 1",
    "&a a: *a",
    "a: |\n x\n\ty\n",
    "\x85a: 1",
    "a:\u2028b: 1",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("parser", ["fast", "pure"])
def test_hostile_texts_end_soon_and_quietly(text: str, parser: str) -> None:
    if parser == "pure" and len(text) > 300_000:
        pytest.skip("the pure parser is slow, and bounded by the size of the file")
    begin = time.monotonic()
    with mock.patch.object(build, "PARSER", build.PARSER if parser == "fast" else yaml.SafeLoader):
        reading = read_text(text, "a.yaml")
    assert time.monotonic() - begin < 10
    for problem in reading.problems:
        assert problem.place.line >= 1
        assert problem.place.column >= 1


@pytest.mark.parametrize("error", [ValueError("x"), KeyError("x"), RecursionError(), yaml.YAMLError("x")])
def test_whatever_the_yaml_parser_raises_has_a_place(error: Exception) -> None:
    with mock.patch.object(yaml, "parse", side_effect=error):
        reading = read_text("a: 1", "a.yaml")
    assert code(reading) == "YML01"


def test_both_parsers_build_the_same_tree() -> None:
    text = (Path(__file__).parent / "bad" / "_base.yaml").read_text(encoding="utf-8")
    fast = read_text(text, "a.yaml")
    with mock.patch.object(build, "PARSER", yaml.SafeLoader):
        pure = read_text(text, "a.yaml")
    assert fast.node == pure.node


def test_paths_are_said_in_words() -> None:
    assert words_of(("actors", "japan", "objectives", "2", "goal")) == "actors, japan, objectives, 2nd item, goal"
    assert [words_of((str(number),)) for number in (1, 3, 4, 11, 12, 13, 21, 112)] == [
        "1st item", "3rd item", "4th item", "11th item", "12th item", "13th item", "21st item", "112th item",
    ]  # fmt: skip


def test_what_is_found_is_said_in_words() -> None:
    place = Place("a", 1, 1)
    assert found(ListNode(place, ())) == "a list"
    assert found(MapNode(place, ())) == "settings (key: value)"
    assert found(ScalarNode(place, "", True)) == "nothing"
    assert found(ScalarNode(place, "x" * 100, True)) == '"' + "x" * 37 + '..."'
