"""The catalogue is up to date, and numbers are written as people read them."""

import gettext
import string
from pathlib import Path

import pytest

from game.sentence import Amount, phrase
from game.ui import words
from game.ui.kit.type import Typesetter
from game.ui.labels import quarter_name
from game.ui.words import (
    LANGUAGES,
    change,
    in_words,
    money,
    ngettext,
    number,
    percent,
    points,
    say,
    teach,
    use_language,
)
from tests.ui.pseudo import PSEUDO
from tools import catalogue

_WRONG_QUOTES = {"ru": '"“”', "kk": '"“”', "ja": '"“”', "zh": '"«»'}


def test_the_catalogue_has_every_text() -> None:
    kept = (catalogue.LOCALE / "wedge.pot").read_text(encoding="utf-8")
    assert kept == catalogue.as_text(catalogue.gather()), "run: python tools/catalogue.py"


@pytest.mark.parametrize("path", catalogue.translations(), ids=lambda path: path.parent.parent.name)
def test_translations_are_up_to_date_and_compiled(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == catalogue.update(path, catalogue.gather())
    assert path.with_suffix(".mo").read_bytes() == catalogue.compile_(path)
    assert path.parent.parent.name in LANGUAGES


@pytest.mark.parametrize("path", catalogue.translations(), ids=lambda path: path.parent.parent.name)
def test_translations_fill_in_the_same_things(path: Path) -> None:
    from babel.messages.pofile import read_po

    with open(path, "rb") as file:
        for message in read_po(file):
            ids = message.id if isinstance(message.id, tuple) else (message.id,)
            said = message.string if isinstance(message.string, tuple) else (message.string,)
            wanted = {name for text in ids for name in _fields(str(text))}
            assert all(_fields(str(text)) <= wanted for text in said if text), message.id


@pytest.mark.parametrize("path", catalogue.translations(), ids=lambda path: path.parent.parent.name)
def test_translations_say_all_that_they_say_with_the_same_fields(path: Path) -> None:
    from babel.messages.pofile import read_po

    language = path.parent.parent.name
    with open(path, "rb") as file:
        messages = read_po(file, locale=language)
    for message in messages:
        if not message.id:
            continue
        ids, said = (text if isinstance(text, tuple) else (text,) for text in (message.id, message.string))
        assert all(said) or language != "ru", f"not translated: {message.id}"
        assert not message.fuzzy, message.id
        assert all(said) or not any(said), f"a form is missing: {message.id}"
        assert len(said) == (messages.num_plurals if len(ids) == 2 else 1), f"forms are missing: {message.id}"
        assert all(not text or _fields(str(text)) == _fields(str(ids[-1])) for text in said), message.id
        assert not any(sign in str(text) for text in said for sign in _WRONG_QUOTES[language]), message.id


def test_every_translation_is_whole_enough_to_be_offered() -> None:
    kept = {path.parent.parent.name: words.completeness(path.parent.parent.name) for path in catalogue.translations()}
    assert set(words.languages()) == {"en", *kept}, f"see docs/translating.md; so much of each is translated: {kept}"


@pytest.mark.parametrize(
    ("count", "said"),
    [(1, "1 ход"), (2, "2 хода"), (5, "5 ходов"), (11, "11 ходов"), (21, "21 ход"), (104, "104 хода")],
)
def test_russian_counts(count: int, said: str) -> None:
    use_language("ru")
    assert ngettext("{count} turn", "{count} turns", count).format(count=count) == said


@pytest.mark.parametrize(
    ("language", "turns", "quarter", "amount", "part"),
    [
        ("ja", "3ターン", "2024年第3四半期", "12.0億ドル", "12.3%"),
        ("kk", "3 жүріс", "2024, 3-тоқсан", "1,20\u00a0млрд\u00a0$", "12,3\u00a0%"),
        ("zh", "3回合", "2024年第3季度", "12.0亿美元", "12.3%"),
    ],
)
def test_each_language_writes_counts_quarters_and_sums_in_its_way(
    language: str, turns: str, quarter: str, amount: str, part: str
) -> None:
    use_language(language)
    assert ngettext("{count} turn", "{count} turns", 3).format(count=3) == turns
    assert quarter_name("2024-Q3") == quarter
    assert (money(1.2), percent(0.123, 1)) == (amount, part)


def test_russian_writes_numbers_with_a_comma_and_keeps_units_beside_them() -> None:
    use_language("ru")
    assert (money(1.2), percent(0.123, 1), number(1234.5, 1)) == (
        "1,20\u00a0млрд\u00a0$",
        "12,3\u00a0%",
        "1\u202f234,5",
    )


def test_what_the_rules_say_is_said_in_the_language() -> None:
    cost, left = Amount(0.75, "money", 3), Amount(0.5, "money", 3)
    english = phrase("{order} costs {cost}; the purse holds {left}.", order="Credit", cost=cost, left=left)
    assert english == "Credit costs 0.750 bn USD; the purse holds 0.500 bn USD."
    use_language("ru")
    assert say(english) == "Credit: стоит 0,750\u00a0млрд\u00a0$; в бюджете 0,500\u00a0млрд\u00a0$."
    assert say("a text that is none") == "a text that is none"


def _fields(text: str) -> set[str]:
    return {name for _text, name, _form, _conversion in string.Formatter().parse(text) if name is not None}


def test_a_language_can_be_added_and_is_spoken() -> None:
    use_language(PSEUDO)
    assert words._("Settings") != "Settings"
    assert "{number}" in words._("{number} bn USD")
    assert len(words._("the words of the game")) > 1.3 * len("the words of the game")
    use_language("en")
    assert words._("Settings") == "Settings"


def test_an_unknown_language_is_english() -> None:
    use_language("xx")
    assert words._("Settings") == "Settings"
    assert ngettext("{count} order", "{count} orders", 2) == "{count} orders"


def test_a_language_with_a_comma_gets_it_everywhere() -> None:
    class Comma(gettext.NullTranslations):
        def gettext(self, message: str) -> str:
            return "decimal point: ," if message.startswith("decimal") else message

    teach("comma", Comma())
    use_language("comma")
    assert (number(1234.5, 1), change(0.25), percent(0.123, 1)) == ("1\u202f234,5", "+0,25", "12,3 %")


def test_numbers_are_written_for_people() -> None:
    assert number(-3) == "\u22123"
    assert number(-0.4) == "0"
    assert change(-0.001) == "0.00"
    assert change(0.48) == "+0.48"
    assert percent(0.001) == "< 1 %"
    assert percent(0.9999) == "> 99 %"
    assert percent(0.0) == "0 %"
    assert percent(1.0) == "100 %"
    assert points(0.021) == "+2.1"
    assert money(1.2) == "1.20 bn USD"
    assert money(0.05) == "50 m USD"
    assert [money(value, signed=True) for value in (0.5, -0.05, 0.0)] == [
        "+0.50 bn USD",
        "\u221250 m USD",
        "0 USD",
    ]
    assert money(0.0004) == "0.4 m USD"


def test_chances_are_said_in_words() -> None:
    assert in_words(0.27) == "about one in four"
    assert in_words(0.5) == "about one in two"
    assert in_words(0.0) == "as good as never"
    assert in_words(1.0) == "as good as always"
    said = [in_words(share / 200) for share in range(201)]
    assert len(set(said)) == 16
    assert all(said.index(word) + said.count(word) == len(said) - said[::-1].index(word) for word in set(said))


@pytest.mark.parametrize("language", ["ja", "zh"])
def test_large_sums_are_counted_by_ten_thousands_where_a_language_does(language: str) -> None:
    class Echo(gettext.NullTranslations):
        """Says the English sentence."""

    teach(language, Echo())
    try:
        use_language("en")
        use_language(language)
        assert [money(amount) for amount in (1.2, 0.05, 0.0004)] == [
            "12.0 × 100 m USD",
            "0.5 × 100 m USD",
            "40 × 10,000 USD",
        ]
    finally:
        words._taught.pop(language)


@pytest.mark.parametrize("translated", [0, 94, 95, 100])
def test_a_language_is_offered_when_nearly_everything_is_translated(
    translated: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "kk" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    said = "".join(f'msgid "text {at}"\nmsgstr "{at if at < translated else ""}"\n\n' for at in range(100))
    (folder / "wedge.po").write_text(said, encoding="utf-8")
    (folder / "wedge.mo").write_bytes(catalogue.compile_(folder / "wedge.po"))
    monkeypatch.setattr(words, "_folder", lambda: tmp_path)
    words.languages.cache_clear()
    try:
        assert words.completeness("kk") == translated / 100
        assert words.languages() == (("en", "kk") if translated >= 95 else ("en",))
    finally:
        words.languages.cache_clear()


@pytest.mark.parametrize(
    "text",
    [
        "Казахстан: 27 %",
        "Қазақстан әңгіме өзгеріс ұғым ӘҢҒІҰҮҚӨҺһ",
        "日本語のテキスト",
        "中国的影响力：“一带一路”",
        "Türkiye, “quoted” − ±",
    ],
)
def test_fonts_can_show_the_languages_that_are_meant(text: str) -> None:
    import pygame

    from game.ui.kit import type as setting

    pygame.font.init()
    for weight in ("regular", "semibold", "bold"):
        missing = [letter for letter in text if setting._file_for(letter, weight, "Inter-Regular.ttf") is None]
        assert not missing
    assert Typesetter(1.0).width(text, "body") > 40
