"""The fonts have the signs that each language needs."""

import pytest

from tests.assets.reading import ASSETS, content, glyphs, tables, width

COVERAGE = content("fonts/coverage.json")["fonts"]
WESTERN = [name for name in COVERAGE if "JP" not in name and "SC" not in name]
INTER = [name for name in COVERAGE if name.startswith("Inter")]
JAPANESE = [name for name in COVERAGE if "JP" in name]
CHINESE = [name for name in COVERAGE if "SC" in name]
RUSSIAN = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
LETTERS = {
    "en": "abcdefghijklmnopqrstuvwxyz",
    "ru": RUSSIAN,
    "kk": RUSSIAN + "әғқңөұүһі",
    "ky": RUSSIAN + "ңөү",
    "tg": RUSSIAN + "ғӣқӯҳҷ",
    "tk": "abçdeäfghijžklmnňoöprsştuüwyýz",
    "uz": "abdefghijklmnopqrstuvxyzʻʼ‘’" + RUSSIAN + "ўқғҳ",
    "mn": RUSSIAN + "өү",
    "tr": "abcçdefgğhıijklmnoöprsştuüvyzâîû",
}
SIGNS = "0123456789.,:;!?%°+−±×–—·…“”‘’«»„()[]/№€$£¥₸₽"
MARKS = "≤≥≈≠→←↑↓●○▲▼◆✓✗"
SAMPLE = (
    "あいうえおがぎぐげごぱぴぷぺぽゃゅょっアイウエオガギグゲゴヴパピプペポャュョッー、。「」・"
    "日本中国露西亜中央外交影響力提案拒否受諾修正国家合意貿易金融基盤安全保障首脳会談共同声明鉄道港湾援助大統領年月四半期"
)
SIMPLIFIED = (
    "，。、；：？！“”‘’（）《》「」—…·％￥"
    "日本中国俄罗斯哈萨克斯坦乌兹别克斯坦吉尔吉斯斯坦塔吉克斯坦土库曼斯坦外交影响力提议拒绝接受修改国家贸易金融基础设施安全峰会联合声明铁路港口援助"
)


def signs(font: str) -> set[int]:
    return {sign for first, last in COVERAGE[font] for sign in range(first, last + 1)}


@pytest.mark.parametrize("font", COVERAGE)
def test_the_list_of_signs_is_what_the_font_has(font: str) -> None:
    assert signs(font) == glyphs(tables(f"fonts/{font}")).keys()


@pytest.mark.parametrize("font", WESTERN)
@pytest.mark.parametrize("language", LETTERS)
def test_the_letters_of_a_language_are_there(font: str, language: str) -> None:
    small = LETTERS[language]
    missing = {sign for sign in small + small.upper() if ord(sign) not in signs(font)}
    assert not missing


@pytest.mark.parametrize("font", WESTERN)
def test_signs_between_letters_are_there(font: str) -> None:
    assert not {sign for sign in SIGNS if ord(sign) not in signs(font)}


@pytest.mark.parametrize("font", INTER)
def test_marks_are_there(font: str) -> None:
    assert not {sign for sign in MARKS if ord(sign) not in signs(font)}


@pytest.mark.parametrize("font", JAPANESE)
def test_japanese_is_there(font: str) -> None:
    assert not {sign for sign in SAMPLE if ord(sign) not in signs(font)}
    assert sum(0x4E00 <= sign <= 0x9FFF for sign in signs(font)) >= 2965 + len("仝")


@pytest.mark.parametrize("font", CHINESE)
def test_simplified_chinese_is_there(font: str) -> None:
    assert not {sign for sign in SIMPLIFIED if ord(sign) not in signs(font)}
    assert sum(0x4E00 <= sign <= 0x9FFF for sign in signs(font)) >= 3755


@pytest.mark.parametrize(
    ("language", "fonts"), [("ru", WESTERN), ("kk", WESTERN), ("ja", [*INTER, *JAPANESE]), ("zh", [*INTER, *CHINESE])]
)
def test_every_sign_of_a_translation_is_there(language: str, fonts: list[str]) -> None:
    root = ASSETS.parent
    files = [root / "game" / "ui" / "locale" / language / "LC_MESSAGES" / "wedge.po"]
    files += (root / "scenarios" / "translations").glob(f"*.{language}.yaml")
    text = set("".join(file.read_text(encoding="utf-8") for file in files)) - {"\n"}
    for weight in ("Regular", "Bold"):
        found = {sign for font in fonts if font.endswith(f"{weight}.ttf") for sign in signs(font)}
        assert not {sign for sign in text if ord(sign) not in found}, "add it to assets/build/letters.py"


@pytest.mark.parametrize("font", WESTERN)
def test_figures_are_of_one_width(font: str) -> None:
    read = tables(f"fonts/{font}")
    found = glyphs(read)
    figures = "0123456789+−±" if font in INTER else "0123456789"
    assert len({width(read, found[ord(figure)]) for figure in figures}) == 1
