"""Lines are broken where each script allows it."""

import pygame
import pytest

from game.ui.kit.type import Typesetter


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


@pytest.mark.parametrize("width", range(40, 200, 7))
def test_a_number_keeps_its_unit(setter: Typesetter, width: int) -> None:
    for line in setter.wrap(
        "подписано 2,52\u00a0млрд\u00a0$ и ещё", "body", max(width, setter.width("2,52\u00a0млрд\u00a0$", "body"))
    ):
        assert "2,52" not in line or "2,52\u00a0млрд\u00a0$" in line
