"""How boxes share room, and what they do where it lacks."""

import pytest
from pygame import Rect

from game.ui.kit.base import Element, Kit
from game.ui.kit.basics import Button, Icon, Text
from game.ui.kit.boxes import Column, Fixed, Gap, Grid, Grow, Row, Together
from game.ui.kit.node import Node, walk
from game.ui.kit.scroll import Scroll

_LONG = "A sentence that is much too long for the width that it will be given here, so it has to wrap."


@pytest.fixture
def kit() -> Kit:
    import pygame

    pygame.font.init()
    return Kit()


def _cut(node: Node) -> bool:
    return any(found.overflow for found in walk(node))


def test_what_grows_shares_what_is_left(kit: Kit) -> None:
    row = Row([Gap(100, 10), Grow(Gap(), 1), Grow(Gap(), 3)], gap=0)
    found = row.place(kit, Rect(0, 0, 500, 20))
    assert [child.rect.w for child in found.children] == [100, 100, 300]
    column = Column([Gap(10, 100), Grow(), Gap(10, 50)], gap=0)
    assert [child.rect.y for child in column.place(kit, Rect(0, 0, 10, 400)).children] == [0, 100, 350]


def test_icons_keep_their_size_where_words_have_to_wrap(kit: Kit) -> None:
    row = Row([Icon("ship"), Text(_LONG), Icon("chevron-right")])
    wide = row.size(kit, 300)
    found = row.place(kit, Rect(0, 0, 300, wide[1]))
    assert [found.children[0].rect.w, found.children[2].rect.w] == [18, 18]
    assert found.children[-1].rect.right <= 300
    assert not _cut(found)
    assert wide[1] > 2 * kit.type.line_height("body")


def test_a_grid_of_one_row_takes_all_height_and_several_only_if_told(kit: Kit) -> None:
    cells: list[Element] = [Gap(10, 50) for _ in range(4)]
    assert {child.rect.h for child in Grid(cells, 4).place(kit, Rect(0, 0, 400, 300)).children} == {300}
    assert {child.rect.h for child in Grid(cells, 2).place(kit, Rect(0, 0, 400, 300)).children} == {50}
    filled = Grid(cells, 2, row_gap=0, fill=True).place(kit, Rect(0, 0, 400, 300))
    assert {child.rect.h for child in filled.children} == {150}


def test_what_can_be_scrolled_gives_way_first(kit: Kit) -> None:
    long = Scroll(Column([Text(str(i)) for i in range(100)]), "list")
    column = Column([Text("above"), Grow(long), Button("Below", "below", lambda: None)])
    found = column.place(kit, Rect(0, 0, 300, 200))
    assert found.children[-1].rect.bottom == 200
    assert not _cut(found)
    grid = Grid([long, long], 2).place(kit, Rect(0, 0, 300, 200))
    assert {child.rect.h for child in grid.children} == {200}
    assert not _cut(grid)


def test_what_does_not_fit_is_reported(kit: Kit) -> None:
    assert _cut(Column([Text(str(i)) for i in range(10)]).place(kit, Rect(0, 0, 300, 100)))
    assert _cut(Text(_LONG).place(kit, Rect(0, 0, 100, 20)))
    assert _cut(Button("A long word on it", "b", lambda: None).place(kit, Rect(0, 0, 60, 38)))
    assert not _cut(Text(_LONG).place(kit, Rect(0, 0, 100, 400)))


def test_lines_break_where_there_is_no_more_room(kit: Kit) -> None:
    buttons: list[Element] = [Fixed(Gap(), 100, 20) for _ in range(5)]
    found = Together(buttons, gap=10, row_gap=5).place(kit, Rect(0, 0, 330, 45))
    assert [child.rect.topleft for child in found.children] == [(0, 0), (110, 0), (220, 0), (0, 25), (110, 25)]


def test_lines_are_even_if_wanted_and_can_stand_at_the_right(kit: Kit) -> None:
    words = [Fixed(Gap(), 30, 10) for _ in range(7)]
    many = Together(words, gap=0, row_gap=0, even=True).place(kit, Rect(0, 0, 185, 20))
    assert [node.rect.y for node in many.children] == [0, 0, 0, 0, 10, 10, 10]
    right = Together(words[:2], gap=0, end=True).place(kit, Rect(0, 0, 185, 10))
    assert [node.rect.right for node in right.children] == [155, 185]


def test_words_in_the_middle_have_lines_of_about_one_length(kit: Kit) -> None:
    words = "A stage of the route needs yeses in Kazakhstan first: one on the ground (so far 0)."
    wide = kit.type.width(words, "body") - 20  # all but one word fit into the first line
    left, middle = (Text(words, "body", align=align)._lines(kit, wide) for align in ("left", "centre"))
    assert len(left) == len(middle) == 2
    first, second = (kit.type.width(line, "body") for line in middle)
    assert abs(first - second) < 0.3 * first
    assert kit.type.width(left[1], "body") < 0.2 * kit.type.width(left[0], "body")


def test_an_element_is_measured_once_in_a_building(kit: Kit) -> None:
    asked: list[int] = []

    class Counted:
        def size(self, kit: Kit, width: int) -> tuple[int, int]:
            asked.append(width)
            return 10, 10

        def place(self, kit: Kit, rect: Rect) -> Node:
            return Node(rect)

    element: Element = Counted()
    for _ in range(6):
        element = Column([element])
    element.size(kit, 100)
    element.place(kit, Rect(0, 0, 100, 100))
    assert len(asked) == len(set(asked))
