"""Loading a file: what is good, and one sentence for everything that is not."""

import shutil
from pathlib import Path

import pytest

from game.scenario.load import load
from game.scenario.schema import Scenario

BAD = Path(__file__).parent / "bad"
BASE = BAD / "_base.yaml"
SHIPPED = sorted((Path(__file__).parents[2] / "scenarios").glob("*.yaml"))


def test_a_good_file_is_loaded() -> None:
    loaded = load(BASE)
    assert isinstance(loaded.scenario, Scenario)
    assert loaded.problems == ()
    assert loaded.report == ""
    assert loaded.summary.endswith("2 quotes verified")


def test_the_path_may_be_a_text() -> None:
    assert load(str(BASE)).scenario == load(BASE).scenario


@pytest.mark.parametrize("name", ["none.yaml", ".", "", "\0", "a" * 5000])
def test_what_is_no_file_is_told(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    loaded = load(name)
    assert loaded.scenario is None
    assert [problem.code for problem in loaded.problems] == ["FIL01"]


def test_binary_and_large_files_are_told(tmp_path: Path) -> None:
    (tmp_path / "photo.yaml").write_bytes(bytes(range(256)))
    (tmp_path / "large.yaml").write_bytes(b"a" * 5_000_000)
    assert [problem.code for problem in load(tmp_path / "photo.yaml").problems] == ["FIL03"]
    assert [problem.code for problem in load(tmp_path / "large.yaml").problems] == ["FIL02"]


def test_a_text_in_utf_16_is_told_how_to_be_saved(tmp_path: Path) -> None:
    (tmp_path / "wide.yaml").write_bytes("format: 1\n".encode("utf-16"))
    (problem,) = load(tmp_path / "wide.yaml").problems
    assert (problem.code, problem.hint) == ("FIL03", "save it as UTF-8 in your editor")


def test_a_file_without_any_basis_is_not_told_number_by_number(tmp_path: Path) -> None:
    text = (SHIPPED[0].parent / "two-harbours.yaml").read_text(encoding="utf-8")
    (tmp_path / "bare.yaml").write_text(text.replace("basis: {assumption: invented}", ""), encoding="utf-8")
    told = [problem for problem in load(tmp_path / "bare.yaml").problems if problem.code == "BAS01"]
    assert 5 < len(told) < 15
    assert any(
        problem.sentence.startswith("actors: ") and problem.sentence.endswith("rest on nothing") for problem in told
    )
    assert all("at the top level for the whole file" in problem.hint for problem in told)


def test_a_base_behind_a_link_that_leads_out_is_not_called_missing(tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    (tmp_path / "base.yaml").write_text("format: 1\n", encoding="utf-8")
    (inner / "base.yaml").symlink_to(tmp_path / "base.yaml")
    (inner / "variant.yaml").write_text("extends: base.yaml\n", encoding="utf-8")
    (problem,) = load(inner / "variant.yaml").problems
    assert problem.first_line.endswith('error[EXT01]: "base.yaml" is a link that leads outside this folder')


def test_an_unknown_id_in_a_repeated_block_names_each_line_once(tmp_path: Path) -> None:
    text = (SHIPPED[0].parent / "two-harbours.yaml").read_text(encoding="utf-8")
    (tmp_path / "less.yaml").write_text(
        text.replace("  oro:\n    kind: state", "  ora:\n    kind: state"), encoding="utf-8"
    )
    told = [problem for problem in load(tmp_path / "less.yaml").problems if problem.code == "REF01"]
    lines = [[note.place.line for note in problem.notes] for problem in told]
    assert any(lines)
    assert all(len(found) == len(set(found)) for found in lines)
    assert all(problem.place.line not in found for problem, found in zip(told, lines, strict=True))


def test_a_warning_does_not_prevent_loading() -> None:
    loaded = load(BAD / "use01_source.yaml")
    assert loaded.scenario is not None
    assert loaded.problems[0].severity == "warning"


def test_a_change_may_take_away_the_last_use_of_a_source() -> None:
    changes = ["actors.japan.purse.income=0.25 bn USD/quarter"]  # what rested on a source of its own
    assert load("central-asia-2024", changes).problems == ()
    assert [problem.code for problem in load(BAD / "use01_source.yaml").problems] == ["USE01"]


def test_the_summary_says_how_many_events_are_invented() -> None:
    loaded = load("central-asia-2024")
    assert loaded.scenario is not None
    events = loaded.scenario.events.values()
    assert (
        f"; {len(events)} events, {sum(event.hypothetical for event in events)} of them hypothetical; "
        in loaded.summary
    )
    assert "hypothetical" not in load(BASE).summary


def test_a_missing_quote_prevents_loading() -> None:
    assert load(BAD / "evi01_number.yaml").scenario is None


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_shipped_scenarios_are_good(path: Path) -> None:
    loaded = load(path)
    assert loaded.scenario is not None, loaded.report


@pytest.mark.parametrize(
    ("wrong", "hint"),
    [
        ("places: {reef: {name: Reef, longitude: 177.5, latitude: 3 degrees}}", "write 177.5 degrees"),
        ("levers: {patrol: {value: 60, scaled: true}}", "write for example 0.5 bn USD, or 60 m USD"),
        ("actors: {north: {purse: {income: 60}}}",
         "write for example 0.5 bn USD/quarter, or 60 m USD/quarter"),
        ("levers: {patrol: {effects: {kind: ties, gain: 0.1}}}",
         'put it into brackets, [{...}], or "- " before its first line'),
        ("levers: {patrol: {about: Boats, planes}}",
         'is it the rest of a text with a comma? Put that text into quotes: "one, two"'),
        ("actors: {coast: {hedging: {value: 1, assumption: small, and poor}}}",
         'is it the rest of a text with a comma? Put that text into quotes: "one, two"'),
    ],
)  # fmt: skip
def test_a_common_slip_is_told_with_what_to_write(wrong: str, hint: str, tmp_path: Path) -> None:
    for name in ("_base.yaml", "_rules.yaml"):
        shutil.copy(BAD / name, tmp_path)
    path = tmp_path / "slip.yaml"
    path.write_text(f"extends: _base.yaml\nbasis: {{assumption: a test}}\n{wrong}\n", encoding="utf-8")
    assert [problem.hint for problem in load(path).problems] == [hint]
