import json
from pathlib import Path
from typing import Any

import pytest

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
