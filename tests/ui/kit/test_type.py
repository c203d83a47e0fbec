"""Lines are broken where each script allows it."""

import pygame
import pytest

from game.ui.assets import folder
from game.ui.kit.type import Typesetter
from game.ui.theme import STYLES
from game.ui.words import use_language


@pytest.fixture(scope="module")
def setter() -> Typesetter:
    pygame.font.init()
    return Typesetter(1.0)


def test_scripts_without_spaces_are_broken_between_signs(setter: Typesetter) -> None:
    text = "日本は中央アジアの五か国に援助と投資を提案し、各国はそれぞれ答える。"
    lines = setter.wrap(text, "body", 120)
    assert "".join(lines) == text
    assert all(setter.width(line, "body") <= 120 for line in lines)
    assert max(map(len, lines)) - min(map(len, lines[:-1])) <= 2


@pytest.mark.parametrize("width", range(72, 200, 7))
def test_no_line_begins_with_a_closing_sign_or_ends_with_an_opening_one(setter: Typesetter, width: int) -> None:
    text = "首相は「橋」、「港」と（鉄道）に触れた。各国は「はい」と言う。"
    for line in setter.wrap(text, "body", width):
        assert line[0] not in "、。」）"
        assert line[-1] not in "「（"


@pytest.mark.parametrize("width", range(120, 260, 7))
def test_no_sign_stands_alone_on_the_last_line(setter: Typesetter, width: int) -> None:
    text = "「日本はロシアの影響力を弱め、質の高い協力で中国と競おうとしている。」"
    lines = setter.wrap(text, "body", width)
    assert "".join(lines) == text
    assert len(lines[-1].rstrip("。」")) > 1
    assert all(setter.width(line, "body") <= width for line in lines)


@pytest.mark.parametrize("width", range(40, 200, 7))
def test_a_number_keeps_its_unit(setter: Typesetter, width: int) -> None:
    for line in setter.wrap(
        "подписано 2,52\u00a0млрд\u00a0$ и ещё", "body", max(width, setter.width("2,52\u00a0млрд\u00a0$", "body"))
    ):
        assert "2,52" not in line or "2,52\u00a0млрд\u00a0$" in line


@pytest.mark.parametrize("width", range(60, 160, 9))
def test_figures_stay_with_what_they_count(setter: Typesetter, width: int) -> None:
    lines = setter.wrap("合計は2024年から36か月で12.5億ドル、支持は48％です。", "body", width)
    assert not any(line[-1].isdigit() for line in lines)
    assert not any(line[0] in "％、。" for line in lines)


@pytest.mark.parametrize(("language", "file"), [("ja", "NotoSansJP"), ("zh", "NotoSansSC"), ("en", "NotoSansJP")])
def test_characters_are_drawn_as_the_language_draws_them(language: str, file: str) -> None:
    use_language(language)
    drawn = Typesetter(8).render("直", "body", (0, 0, 0))  # as large as it is drawn at all
    font = pygame.font.Font(folder() / "fonts" / f"{file}-Regular.ttf", 8 * STYLES["body"].size)
    alike = font.render("直", True, (0, 0, 0))
    assert pygame.image.tobytes(drawn, "RGBA") == pygame.image.tobytes(alike, "RGBA")


def test_quotation_marks_are_as_wide_as_the_characters_beside_them_in_chinese(setter: Typesetter) -> None:
    use_language("zh")
    beside_characters = setter.width("“合作”", "body") - setter.width("合作", "body")
    beside_letters = setter.width("“Wedge”", "body") - setter.width("Wedge", "body")
    assert beside_characters > 1.5 * beside_letters


@pytest.mark.parametrize("text", ["\U0001f600", "\U0002000b", "ไทย", "\x00\x07", "\ud800"])
def test_a_sign_that_no_font_has_is_a_box(text: str) -> None:
    setter = Typesetter(8)
    assert setter.width(text, "body") == len(text) * setter.width("\ufffd", "body")
    assert setter.render(text, "body", (0, 0, 0)).get_bounding_rect().w > 0


@pytest.mark.parametrize("style", ["small", "label", "body", "strong"])
def test_small_letters_are_as_wide_as_large_ones_made_smaller(setter: Typesetter, style: str) -> None:
    words = "Tajikistan, Yekaterinburg and Turkmenistan"
    assert setter.width(words, style) == pytest.approx(Typesetter(8).width(words, style) / 8, rel=0.025)
    assert setter.render(words, style, (0, 0, 0)).get_width() == setter.width(words, style)


def test_figures_among_characters_stand_upright_in_a_quote(setter: Typesetter) -> None:
    use_language("ja")
    try:
        assert setter.width("五5", "quote") - setter.width("五", "quote") == setter.width("5", "lead")
        assert setter.width("impact", "quote") != setter.width("impact", "lead")
    finally:
        use_language("en")
