"""The page on the model names the phases as they run."""

import re
from pathlib import Path

from game.engine.step import PHASES

PAGE = Path(__file__).parents[2] / "docs" / "model.md"


def test_the_page_lists_the_phases_in_order() -> None:
    listed = re.search(r"<!-- phases -->\n(.*?)<!-- /phases -->", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert listed is not None
    found = re.findall(r"^- `(\w+)`: .+\.$", listed[1], re.MULTILINE)
    assert found == [phase.__name__ for phase in PHASES]
