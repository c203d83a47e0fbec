"""The language can be changed at any time: words, names of the scenario and sentences of the rules follow at once."""

import re
from dataclasses import replace

import pytest

from game.scenario.load import load
from game.ui.settings import Settings
from tests.ui.examples import all_examples
from tests.ui.hands import window


@pytest.mark.parametrize(
    ("name", "english", "russian"),
    [
        ("order that is closed", "A stage of the Trans-Caspian route needs yeses in Kazakhstan first", "сначала нужны"),
        ("reveal, front page", "Military aid", "Военная помощь"),
    ],
)
def test_a_screen_changes_its_language_at_once_and_back(name: str, english: str, russian: str) -> None:
    app = window((1280, 800), Settings())
    app.push(all_examples()[name](app))
    app.frame(0.0)
    before = app.describe()
    assert english in before
    app.choose(replace(app.settings, language="ru"))
    app.frame(0.0)
    after = app.describe()
    assert russian in after
    assert "Казахстан" in after
    for word in ("Kazakhstan", "Military", "route", "Levers", "bn USD"):
        assert word not in after
    app.choose(replace(app.settings, language="en"))
    app.frame(0.0)
    assert app.describe() == before


@pytest.mark.parametrize(
    ("language", "named", "said"),
    [("ja", "カザフスタン", "まず"), ("kk", "Қазақстан", "алдымен"), ("zh", "哈萨克斯坦", "须先在")],
)
def test_reasons_of_the_rules_are_said_in_every_language(language: str, named: str, said: str) -> None:
    app = window((1280, 800), Settings(language=language))
    app.push(all_examples()["order that is closed"](app))
    app.frame(0.0)
    text = app.describe()
    assert named in text
    assert said in text
    assert "Kazakhstan" not in text
    assert "bn USD" not in text


_SHOWN = ("why an answer is likely", "end", "briefing", "reveal, front page", "order", "advisor of a state", "timeline")
_KEPT = {
    "Esc",
    "Enter",
    "Space",
    "GDP",
    "Wedge",
    "Team",
    "Aoi",
    "Chorsu",
    "With",
    "package",
}  # keys, and names of people


@pytest.mark.parametrize("name", _SHOWN)
def test_no_english_is_left_but_quotes_and_sources(name: str) -> None:
    app = window((1280, 800), Settings(language="zh"))
    app.push(all_examples()[name](app))
    app.frame(0.0)
    text = app.describe()
    for scenario in ("central-asia-2024", "two-harbours"):
        parsed = load(scenario).parsed
        assert parsed is not None
        assert parsed.scenario is not None
        cited = [quote.words for quote in parsed.quotes]
        for source in parsed.scenario.sources.values():
            cited += [source.title, source.publisher]
        for words in sorted(filter(None, cited), key=len, reverse=True):
            text = text.replace(words, "")
    text = re.sub(r"^ *\[[a-z]+\]|\((?:chosen|on|off|not now)\b|\w+(?:\.\w+)+", "", text, flags=re.MULTILINE)
    assert set(re.findall(r"[A-Za-z]{3,}", text)) <= _KEPT
