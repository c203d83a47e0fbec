"""Translations of a scenario change what is read and nothing else."""

import shutil
from pathlib import Path

import pytest

from game.scenario.compile import compile_world, titles_of
from game.scenario.load import load, spoken, translated
from game.scenario.translation import said_beside, texts_of

SMALL = Path("scenarios/two-harbours.yaml").read_text(encoding="utf-8")
SHIPPED = sorted(Path("scenarios/translations").glob("*.yaml"))


def scenario_with(folder: Path, translation: str) -> Path:
    """Write a scenario and its translation."""
    (folder / "translations").mkdir()
    (folder / "harbours.yaml").write_text(SMALL, encoding="utf-8")
    for name in ("two-harbours.txt", "two-harbours.map.json"):
        shutil.copy(Path("scenarios") / name, folder / name)
    (folder / "translations" / "harbours.xx.yaml").write_text(translation, encoding="utf-8")
    return folder / "harbours.yaml"


def told(path: Path) -> list[str]:
    return [problem.code for problem in load(path).problems if problem.code.startswith("LAN")]


def test_texts_are_replaced_and_nothing_else(tmp_path: Path) -> None:
    loaded = load(scenario_with(tmp_path, "title: Zwei Häfen\nactors: {vesk: {name: Wesk}}\n"))
    scenario = spoken(loaded, "xx")
    assert scenario is not None
    assert loaded.scenario is not None
    assert (scenario.title, scenario.actors["vesk"].name) == ("Zwei Häfen", "Wesk")
    assert titles_of(scenario)["actors.vesk"] == "Wesk"
    before, after = texts_of(loaded.scenario), texts_of(scenario)
    assert {path for path in before if before[path] != after[path]} == {("title",), ("actors", "vesk", "name")}
    one, other = compile_world(loaded.scenario), compile_world(scenario)
    assert one.names.powers == other.names.powers
    assert (one.powers.income == other.powers.income).all()
    assert spoken(loaded, "yy") is loaded.scenario


@pytest.mark.parametrize(
    ("translation", "code"),
    [
        ("titel: Zwei Häfen", "LAN01"),
        ("actors: {vesk: {purse: {start: 400 bn USD}}}", "LAN01"),
        ("actors: {vesk: {iso: RUS}}", "LAN01"),
        ("id: other", "LAN01"),
        ("bases: {a reason that nobody gave: y}", "LAN01"),
        ("quotes: {words that nobody said: y}", "LAN01"),
        ("bases: {invented: {more: y}}", "LAN01"),
        ("bases: y", "LAN01"),
        ("sources: {tide: {title: Andere}}", "LAN01"),
        ("title: [Zwei]", "LAN02"),
        ("title:", "LAN02"),
        ("title: {text", "LAN02"),
        ("- title", "LAN02"),
        ('title: "a\\u0007b"', "LAN02"),
    ],
)
def test_what_is_no_text_of_the_scenario_is_told_and_left_out(tmp_path: Path, translation: str, code: str) -> None:
    path = scenario_with(tmp_path, translation + "\n")
    assert set(told(path)) == {code}
    loaded = load(path)
    assert loaded.scenario is not None, "a fault of a translation stops nobody"
    assert spoken(loaded, "xx") == loaded.scenario
    assert "translations" in loaded.report


def test_reasons_and_quotes_are_translated_by_their_own_words(tmp_path: Path) -> None:
    text = "bases:\n  ? the crown of Halmar, invented;\n    see what wind_park is worth\n  : eine Krone\n"
    loaded = load(scenario_with(tmp_path, text + "quotes: {fine words: schöne Worte}\n"))
    assert not loaded.report
    said = translated(loaded, "xx")
    assert said["bases", "the crown of Halmar, invented; see what wind_park is worth"] == "eine Krone"
    assert said["quotes", "fine words"] == "schöne Worte"
    assert spoken(loaded, "xx") == loaded.scenario


def test_a_slip_has_a_suggestion(tmp_path: Path) -> None:
    assert 'did you mean "actors.vesk.name"?' in load(scenario_with(tmp_path, "actors: {vesk: {nam: W}}\n")).report


def test_a_variant_is_read_with_the_translation_of_its_base(tmp_path: Path) -> None:
    path = scenario_with(tmp_path, "title: Zwei Häfen\nactors: {vesk: {name: Wesk}}\n")
    variant = path.with_name("variant.yaml")
    variant.write_text("extends: harbours.yaml\nid: variant\ntitle: Three Harbours\n", encoding="utf-8")
    scenario = spoken(load(variant), "xx")
    assert scenario is not None
    assert scenario.actors["vesk"].name == "Wesk"
    assert scenario.title == "Three Harbours", "what the variant writes itself is not what was translated"


def test_reasons_of_a_base_are_said_in_a_variant_too(tmp_path: Path) -> None:
    path = scenario_with(tmp_path, "bases: {invented: erfunden}\n")
    variant = path.with_name("variant.yaml")
    variant.write_text("extends: harbours.yaml\nid: variant\n", encoding="utf-8")
    assert translated(load(variant), "xx") == {("bases", "invented"): "erfunden"}


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_translations_are_good_and_whole(path: Path) -> None:
    name, _, language = path.stem.rpartition(".")
    loaded = load(Path("scenarios") / f"{name}.yaml")
    assert loaded.scenario is not None
    assert not [problem for problem in loaded.problems if problem.code.startswith("LAN")]
    assert loaded.parsed is not None
    said = translated(loaded, language)
    before = texts_of(loaded.scenario) | said_beside(loaded.parsed)
    assert not [path for path in before if before[path] == said.get(path, before[path])], "not translated"


def test_a_text_that_a_comma_cuts_is_told_with_what_to_write(tmp_path: Path) -> None:
    report = load(scenario_with(tmp_path, "actors: {vesk: {name: Wesk, der Gaskönig}}\n")).report
    assert "Put that text into quotes" in report
