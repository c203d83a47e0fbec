"""Writes the pages that are made from the declarations: `python -m game.scenario.document`.

A test compares them with the files in `docs`, so that they are never old.
"""

import json
from collections.abc import Mapping
from pathlib import Path

from game.scenario.codes import CODES, Code
from game.scenario.experiments import Assumptions, File
from game.scenario.format_page import format_page
from game.scenario.json_schema import experiments_schema, json_schema
from game.scenario.schema import Scenario

__all__ = ["pages", "problems_page"]

DOCS = Path(__file__).parents[2] / "docs"

_PROBLEMS_HEAD = """# Problems

<!-- made by `python -m game.scenario.document`; change game/scenario/codes.py instead -->

What `wedge check` can say about a scenario file, by code. `wedge check --explain REF01` shows an entry in
the terminal. Codes keep their meaning for ever. An error forbids to use the file; a warning says that
something is suspicious.
"""


def pages() -> Mapping[str, str]:
    """Return the text of every generated page, by file name."""
    schemas = {"scenario": json_schema(Scenario), "experiments": experiments_schema(File, Assumptions)}
    written = {name: json.dumps(schema, indent=1, ensure_ascii=False) for name, schema in schemas.items()}
    return {
        **{f"{name}.schema.json": f"{text}\n" for name, text in written.items()},
        "scenario-format.md": format_page(Scenario),
        "problems.md": problems_page(),
    }


def problems_page() -> str:
    """Return the page of the problem codes, in Markdown."""
    return "\n".join([_PROBLEMS_HEAD, *(_problem(name, code) for name, code in CODES.items())])


def _problem(name: str, code: Code) -> str:
    return (
        f"## {name}: {code.title}\n\n{code.why} ({code.severity.capitalize()}.)\n\n"
        f"Wrong:\n\n```yaml\n{code.wrong}\n```\n\nRight:\n\n```yaml\n{code.right}\n```\n"
    )


def main() -> None:
    """Rewrite the pages."""
    for name, text in pages().items():
        (DOCS / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
