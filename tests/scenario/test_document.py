"""The generated pages are those of the format as it is."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from game.scenario.codes import CODES
from game.scenario.document import DOCS, main, pages
from game.scenario.schema import Scenario
from game.scenario.settings import settings_of


@pytest.mark.parametrize("name", list(pages()))
def test_the_pages_are_fresh(name: str) -> None:
    text = (DOCS / name).read_text(encoding="utf-8")
    assert text == pages()[name], "run python -m game.scenario.document"


def test_the_pages_can_be_rewritten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("game.scenario.document.DOCS", tmp_path)
    main()
    assert {path.name for path in tmp_path.iterdir()} == set(pages())


def test_the_format_page_has_every_setting_of_the_top_level() -> None:
    page = pages()["scenario-format.md"]
    for key in settings_of(Scenario):
        assert f"| `{key}` |" in page


def test_links_lead_somewhere() -> None:
    page = pages()["scenario-format.md"]
    titles = {line.lstrip("# ").lower() for line in page.splitlines() if line.startswith("#")}
    anchors = {"".join(char for char in title if char.isalnum() or char in " -_").replace(" ", "-") for title in titles}
    links = {part.split(")")[0] for part in page.split("](#")[1:]}
    assert links <= anchors


def test_the_problems_page_has_every_code() -> None:
    page = pages()["problems.md"]
    assert all(f"## {code}: " in page for code in CODES)


def links_of(schema: Any) -> set[str]:
    if isinstance(schema, dict):
        own = {schema["$ref"]} if "$ref" in schema else set()
        return own.union(*(links_of(value) for value in schema.values()))
    return set().union(*(links_of(value) for value in schema)) if isinstance(schema, list) else set()


def test_the_schema_is_closed_and_describes_everything() -> None:
    schema = json.loads(pages()["scenario.schema.json"])
    definitions = schema["$defs"]
    assert {link.removeprefix("#/$defs/") for link in links_of(schema)} <= set(definitions)
    for definition in definitions.values():
        assert definition["additionalProperties"] is False
        assert all("description" in value or "$ref" in value or "const" in value
                   for value in definition["properties"].values())  # fmt: skip


def test_a_variant_needs_nothing() -> None:
    definitions = json.loads(pages()["scenario.schema.json"])["$defs"]
    assert "required" in definitions["Scenario"]
    assert not any("required" in entry for name, entry in definitions.items() if name.startswith("Change"))


def agrees(value: Any, schema: Any, root: Any) -> bool:
    """Tell whether a value is what a schema asks for, by the words of JSON Schema that ours use."""
    if "$ref" in schema and not agrees(value, root["$defs"][schema["$ref"].rpartition("/")[2]], root):
        return False
    if "anyOf" in schema and not any(agrees(value, option, root) for option in schema["anyOf"]):
        return False
    if "const" in schema and value != schema["const"]:
        return False
    kinds: dict[str, Any] = {
        "object": dict,
        "array": list,
        "string": str,
        "boolean": bool,
        "integer": int,
        "number": (int, float),
    }
    asked = schema.get("type", [])
    listed = [asked] if isinstance(asked, str) else asked
    if listed and not any(isinstance(value, kinds[kind]) for kind in listed):
        return False
    if isinstance(value, list):
        return all(agrees(one, schema.get("items", {}), root) for one in value)
    if not isinstance(value, dict):
        return not isinstance(value, float | int) or value <= schema.get("maximum", value)
    own, other = schema.get("properties", {}), schema.get("additionalProperties", {})
    if (other is False and set(value) - set(own)) or set(schema.get("required", ())) - set(value):
        return False
    return all(agrees(part, own.get(name, other or {}), root) for name, part in value.items())


def test_the_schema_of_experiments_takes_what_is_shipped_and_what_is_documented_and_no_slip() -> None:
    schema = json.loads(pages()["experiments.schema.json"])
    assert {link.removeprefix("#/$defs/") for link in links_of(schema)} == set(schema["$defs"])
    shipped = yaml.safe_load((DOCS.parent / "scenarios/experiments/central-asia-2024.yaml").read_text(encoding="utf-8"))
    assert agrees(shipped, schema, schema)
    page = (DOCS / "running.md").read_text(encoding="utf-8")
    (documented,) = (part for part in re.findall(r"```yaml\n(.*?)```", page, re.DOTALL) if "experiments:" in part)
    assert agrees(yaml.safe_load(documented), schema, schema)
    one: dict[str, Any] = {"scenario": "two-harbours", "assumptions": "all"}
    assert agrees({"format": 1, "experiments": {"one": one}}, schema, schema)
    slips: tuple[dict[str, Any], ...] = (
        {"scenaro": "x"}, {"assumptions": "some"}, {"design": {"kind": "sobel"}}, {"games": "many"}, {"basis": {}},
        {"design": {"kind": "grid", "samples": 64}},
    )  # fmt: skip
    for slip in slips:
        assert not agrees({"format": 1, "experiments": {"one": one | slip}}, schema, schema), slip
    assert not agrees({"format": 2, "experiments": {"one": one}}, schema, schema)
