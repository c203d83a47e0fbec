"""The tree that is on the screen: what it says, and what lies where."""

from pygame import Rect

from game.ui.kit.focus import nearest, neighbour, next_stop
from game.ui.kit.node import Node, as_text, find, focusable, node_at, path_to, walk

_BOX = Rect(0, 0, 10, 10)


def _button(name: str, rect: Rect, **more: object) -> Node:
    return Node(rect, "button", name, name.title(), press=lambda: None).with_(**more)


def test_a_screen_reads_as_text() -> None:
    tree = Node(_BOX, children=(
        Node(_BOX, "text", name="Levers"),
        Node(_BOX, "tick", "t", "Rights", "0.12", chosen=True, children=(Node(_BOX, "picture", name="Rights"),)),
        Node(_BOX, "button", "u", "Undo", "U", "Nothing to undo."),
        Node(_BOX, "choice", "c", "Six", chosen=True),
    ))  # fmt: skip
    assert as_text(tree).splitlines() == [
        "Levers", "[tick] Rights: 0.12 (on)", "[button] Undo: U (not now: Nothing to undo.)", "[choice] Six (chosen)",
    ]  # fmt: skip


def test_nodes_are_read_in_their_order() -> None:
    tree = Node(_BOX, id="a", children=(Node(_BOX, id="b", children=(Node(_BOX, id="c"),)), Node(_BOX, id="d")))
    assert [node.id for node in walk(tree)] == ["a", "b", "c", "d"]
    found = find(tree, "c")
    assert found is not None
    assert [node.id for node in path_to(tree, found)] == ["a", "b", "c"]
    assert path_to(found, tree) == []


def test_what_lies_over_all_is_hit_first_and_what_is_cut_off_never() -> None:
    below = _button("below", Rect(0, 0, 100, 100))
    cut = Node(Rect(0, 0, 50, 50), clip=True, children=(_button("cut", Rect(0, 0, 100, 100)),))
    over = Node(Rect(60, 60, 20, 20), over=True, children=(_button("over", Rect(60, 60, 20, 20)),))
    tree = Node(Rect(0, 0, 100, 100), children=(over, below, cut))

    def hit(place: tuple[int, int]) -> str:
        found = node_at(tree, place, lambda node: bool(node.id))
        return found.id if found is not None else ""

    assert hit((10, 10)) == "cut"
    assert hit((90, 10)) == "below"
    assert hit((65, 65)) == "over"
    assert hit((200, 10)) == ""


def test_the_focus_goes_to_what_is_near() -> None:
    places = {"a": (0, 0), "b": (100, 0), "c": (0, 100), "d": (100, 100)}
    nodes = tuple(_button(name, Rect(x, y, 50, 30)) for name, (x, y) in places.items())
    tree = Node(Rect(0, 0, 200, 200), children=(*nodes, _button("beside", Rect(0, 60, 50, 10), stop=False)))
    assert len(focusable(tree)) == 5
    assert [next_stop(tree, name, 1) for name in "abcd"] == ["b", "c", "d", "a"]
    assert [next_stop(tree, name, -1) for name in "abcd"] == ["d", "a", "b", "c"]
    assert next_stop(tree, "", -1) == "d"
    assert [neighbour(tree, nodes[0], side) for side in ("left", "right", "up", "down")] == ["", "b", "", "c"]
    assert nearest(tree, Rect(110, 90, 5, 5)) == "d"
    assert nearest(Node(_BOX), _BOX) == ""
    assert next_stop(Node(_BOX), "", 1) == ""
