"""Variants: merged by section, with settings replaced or removed."""

from pathlib import Path

from game.scenario.load import load
from game.scenario.problems import Problem
from game.scenario.read import read_text
from game.scenario.tree import MapNode
from game.scenario.variant import apply_changes, merge, resolve
from tests.scenario.trees import plain

BASE = Path(__file__).parent / "bad" / "_base.yaml"


def tree(text: str, file: str = "a.yaml") -> MapNode:
    node = read_text(text, file).node
    assert isinstance(node, MapNode)
    return node


def merged(base: str, changes: str) -> object:
    told: list[Problem] = []
    result = merge(tree(base, "base.yaml"), tree(changes), told)
    assert told == []
    return plain(result)


def changed(text: str, *changes: str) -> tuple[object, list[Problem]]:
    told: list[Problem] = []
    return plain(apply_changes(tree(text), changes, told)), told


def test_sections_merge_and_lists_are_replaced() -> None:
    assert merged("a: {b: 1, c: [1, 2]}\nd: 4", "a: {c: [3], e: 5}") == {
        "a": {"b": "1", "c": ["3"], "e": "5"},
        "d": "4",
    }


def test_remove_deletes() -> None:
    assert merged("a: {b: 1, c: 2}\nd: 3\ne: 4", "a: {b: remove}\nd: null\ne: ~") == {"a": {"c": "2"}}


def test_quoted_remove_is_a_text() -> None:
    assert merged("a: 1", "a: 'remove'") == {"a": "remove"}


def test_a_number_is_replaced_with_its_basis() -> None:
    base = "a: {value: 1, data: {source: s}}"
    assert merged(base, "a: {value: 2, assumption: why}") == {"a": {"value": "2", "assumption": "why"}}
    assert merged(base, "a: 2") == {"a": "2"}


def test_a_section_with_a_setting_called_value_is_merged() -> None:
    assert merged("a: {value: 1, name: A}", "a: {value: 2}") == {"a": {"value": "2", "name": "A"}}


def test_an_entry_of_another_kind_is_replaced() -> None:
    base = "a: {kind: state, name: A}"
    assert merged(base, "a: {kind: power}") == {"a": {"kind": "power"}}
    assert merged(base, "a: {kind: state}") == {"a": {"kind": "state", "name": "A"}}


def test_values_keep_their_file(tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text("a: 1\nb: 2\n")
    (tmp_path / "variant.yaml").write_text("extends: base.yaml\nb: 3\n")
    resolved = resolve(tmp_path / "variant.yaml")
    assert isinstance(resolved.node, MapNode)
    files = [Path(value.place.file).name for _, value in resolved.node]
    assert files == ["base.yaml", "variant.yaml"]
    assert len(resolved.texts) == 2


def test_a_link_out_of_the_folder_is_no_base(tmp_path: Path) -> None:
    (tmp_path / "out.yaml").write_text("a: 1")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "link.yaml").symlink_to(tmp_path / "out.yaml")
    (tmp_path / "in" / "variant.yaml").write_text("extends: link.yaml")
    assert [problem.code for problem in resolve(tmp_path / "in" / "variant.yaml").problems] == ["EXT01"]


def test_two_files_cannot_extend_each_other(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("extends: b.yaml")
    (tmp_path / "b.yaml").write_text("extends: a.yaml")
    assert [problem.code for problem in resolve(tmp_path / "a.yaml").problems] == ["EXT02"]


def test_faults_of_the_base_are_told_in_its_file(tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text("a: [1\n")
    (tmp_path / "variant.yaml").write_text("extends: base.yaml\n")
    loaded = load(tmp_path / "variant.yaml")
    assert [Path(problem.place.file).name for problem in loaded.problems] == ["base.yaml"]


def test_changes_reach_any_depth() -> None:
    text = "a: {b: {c: 1}}\nd: [{e: 1}, {e: 2}]"
    assert changed(text, "a.b.c=2", "d.2.e=three") == ({"a": {"b": {"c": "2"}}, "d": [{"e": "1"}, {"e": "three"}]}, [])


def test_a_change_may_be_a_list_or_settings() -> None:
    assert changed("a: 1", "a=[1, 2]", "b={c: 3}") == ({"a": ["1", "2"], "b": {"c": "3"}}, [])


def test_wrong_changes_are_told() -> None:
    cases = {
        "a.b": ("SET01", 1),
        "=3": ("SET01", 1),
        "a.b=": ("SET01", 1),
        "x.b=1": ("SET02", 1),
        "a.x.c=1": ("SET02", 3),
        "a.b.c.d=1": ("SET02", 7),
        "l.9=1": ("SET02", 3),
        "l.x=1": ("SET02", 3),
        "a.b=[1": ("YML01", 5),
    }
    for change, expected in cases.items():
        result, told = changed("a: {b: {c: 1}}\nl: [1]", change)
        assert [(problem.code, problem.place.column) for problem in told] == [expected], change
        assert result == {"a": {"b": {"c": "1"}}, "l": ["1"]}


def test_a_wrong_change_names_the_near_word() -> None:
    _, told = changed("actors: {japan: {budget: 1}}", "actors.japn.budget=2")
    assert told[0].hint == 'did you mean "japan"?'


def test_what_is_set_rests_on_the_command_line() -> None:
    for change in ("actors.coast.gdp=300 bn USD", "actors.coast.gdp.value=300 bn USD"):
        loaded = load(BASE, [change])
        assert loaded.problems == ()
        assert loaded.parsed is not None
        record = next(number for number in loaded.parsed.numbers if number.path == ("actors", "coast", "gdp"))
        assert (record.value, record.basis.reason) == (300.0, "set on the command line")


def test_what_is_set_may_bring_its_own_basis() -> None:
    loaded = load(BASE, ["actors.coast.gdp={value: 300 bn USD, assumption: a what-if}"])
    assert loaded.problems == ()
    assert loaded.parsed is not None
    reasons = [number.basis.reason for number in loaded.parsed.numbers if number.path[-1] == "gdp"]
    assert "a what-if" in reasons


def test_faults_of_a_change_are_shown_in_it() -> None:
    loaded = load(BASE, ["actors.coast.hedging=strong", "actors.coast.hedgin=1"])
    assert loaded.scenario is None
    assert "--set: error[TYP02]" in loaded.report
    assert "    | --set actors.coast.hedging=strong\n    |                            ^^^^^^" in loaded.report
    assert "--set: error[KEY02]" in loaded.report
    assert "    | --set actors.coast.hedgin=1\n    |                    ^^^^^^" in loaded.report
