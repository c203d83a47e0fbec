"""What keys and the pointer do with a screen."""

from collections.abc import Callable
from typing import Any

import pygame
import pytest
from pygame.event import Event

from game.ui.kit.base import Element
from game.ui.kit.basics import Button, Press, Text
from game.ui.kit.boxes import Column, Grid, Pad, Row
from game.ui.kit.choices import Option, Segments
from game.ui.kit.dialog import Question
from game.ui.kit.field import Field
from game.ui.kit.scroll import Scroll
from game.ui.kit.select import Select
from game.ui.kit.sliders import Slider
from game.ui.settings import Settings
from game.ui.stage import Scene
from tests.ui.hands import Plain, click, node, press, show, write


class _Kept:
    """Values that widgets change, and what was pressed."""

    def __init__(self) -> None:
        self.pressed: list[str] = []
        self.text, self.size, self.chosen = "", 0.5, "b"

    def push(self, name: str) -> Callable[[], None]:
        return lambda: self.pressed.append(name)

    def put(self, name: str) -> Callable[[object], None]:
        return lambda value: setattr(self, name, value)


def _buttons(kept: _Kept, *names: str, **given: str) -> list[Element]:
    return [Button(name, name, kept.push(name), **given) for name in names]  # type: ignore[arg-type]


def test_tab_goes_through_all_and_round() -> None:
    kept = _Kept()
    app = show(lambda: Row(_buttons(kept, "a", "b", "c")))
    press(app, "tab")
    assert app.focused == "a"
    press(app, "tab", "tab", "tab")
    assert app.focused == "a"
    press(app, "shift+tab")
    assert app.focused == "c"


def test_enter_presses_what_has_the_focus() -> None:
    kept = _Kept()
    app = show(lambda: Row(_buttons(kept, "a", "b")))
    press(app, "tab", "tab", "return")
    assert kept.pressed == ["b"]


def test_arrows_go_to_neighbours() -> None:
    kept = _Kept()
    app = show(lambda: Grid(_buttons(kept, "a", "b", "c", "d"), 2))
    press(app, "tab", "right")
    assert app.focused == "b"
    press(app, "down")
    assert app.focused == "d"
    press(app, "left", "up")
    assert app.focused == "a"
    press(app, "up")
    assert app.focused == "a"


def test_space_does_what_the_screen_says_and_presses_elsewhere() -> None:
    kept = _Kept()
    app = show(lambda: Row([*_buttons(kept, "a"), Button("End", "end", kept.push("end"), action="end turn")]))
    press(app, "tab", "space")
    assert kept.pressed == ["end"]
    app = show(lambda: Row(_buttons(kept, "a")))
    press(app, "tab", "space")
    assert kept.pressed == ["end", "a"]


def test_space_does_not_press_another_thing_while_its_own_is_closed() -> None:
    kept = _Kept()
    app = show(lambda: Row([*_buttons(kept, "a"), Button("End", "end", None, action="end turn", why_not="Not yet.")]))
    press(app, "tab", "space")
    assert kept.pressed == []
    assert app.log == ["Not yet."]


def test_a_key_that_lasts_presses_once_but_moves_on() -> None:
    kept = _Kept()
    app = show(lambda: Column(_buttons(kept, "a", "b", "c")))
    press(app, "tab")
    held = [Event(pygame.KEYDOWN, key=pygame.K_RETURN, mod=0, unicode="\r", window=None) for _ in range(5)]
    app.play([*held, Event(pygame.KEYUP, key=pygame.K_RETURN, mod=0, window=None)])
    assert kept.pressed == ["a"]
    app.play([Event(pygame.KEYDOWN, key=pygame.K_DOWN, mod=0, unicode="", window=None) for _ in range(2)])
    assert app.focused == "c"


def test_the_nearest_gets_the_focus_of_what_is_gone() -> None:
    kept, names = _Kept(), ["a", "b", "c", "d"]
    app = show(lambda: Column(_buttons(kept, *names)))
    press(app, "tab", "tab", "tab")
    assert app.focused == "c"
    names.remove("c")
    app.changed()
    app.frame(0.0)
    assert app.focused in ("b", "d")
    names.clear()
    app.changed()
    app.frame(0.0)
    assert app.focused == ""


def test_a_layer_takes_keys_and_gives_the_focus_back() -> None:
    kept = _Kept()
    app = show(lambda: Row(_buttons(kept, "a", "b")))
    press(app, "tab", "tab")

    class Asked(Plain):
        layer = True

    app.push(Asked(app, lambda: Question("q", "Sure?", "", "Yes", kept.push("yes"), "No", app.pop)))
    press(app, "tab", "tab", "tab")
    assert app.focused == "q.no"
    press(app, "escape")
    assert app.focused == "b"
    press(app, "return")
    assert kept.pressed == ["b"]


def test_a_click_needs_button_down_and_up_on_the_same_thing() -> None:
    kept = _Kept()
    app = show(lambda: Row(_buttons(kept, "a", "b")))
    one, other = node(app, "a").rect.center, node(app, "b").rect.center
    app.play([Event(pygame.MOUSEBUTTONDOWN, pos=one, button=1), Event(pygame.MOUSEBUTTONUP, pos=other, button=1)])
    assert kept.pressed == []
    click(app, "b")
    assert kept.pressed == ["b"]


def test_a_double_click_is_not_meant_for_the_next_screen() -> None:
    kept = _Kept()
    app = show(lambda: Row([Button("go", "go", lambda: app.push(Plain(app, lambda: Row(_buttons(kept, "danger")))))]))
    place = node(app, "go").rect.center
    click(app, "go")
    twice = [Event(kind, pos=place, button=1, window=None) for kind in (pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP)]
    app.play(twice)
    assert kept.pressed == []
    app.frame(1.0)
    app.play(twice)
    assert kept.pressed == ["danger"]


def test_what_is_closed_says_why() -> None:
    app = show(lambda: Row([Button("Undo", "undo", None, action="undo", why_not="Nothing to undo.")]))
    press(app, "u")
    click(app, "undo")
    assert app.log == ["Nothing to undo.", "Nothing to undo."]


def test_keys_are_letters_in_a_field_and_keys_elsewhere() -> None:
    kept = _Kept()

    def build() -> Element:
        return Column([Field("name", "Name", kept.text, kept.put("text")), *_buttons(kept, "undo", action="undo")])

    app = show(build)
    press(app, "tab", "u")
    write(app, "Aoi")
    assert (kept.text, kept.pressed) == ("Aoi", [])
    press(app, "left", "backspace")
    assert kept.text == "Ai"
    press(app, "home", "delete", "end")
    write(app, " и 日")
    assert kept.text == "i и 日"
    press(app, "tab", "u")
    assert kept.pressed == ["undo"]


def test_letters_are_asked_for_only_while_a_field_has_the_focus(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []
    monkeypatch.setattr(pygame.key, "start_text_input", lambda: calls.append("start"))
    monkeypatch.setattr(pygame.key, "stop_text_input", lambda: calls.append("stop"))
    kept = _Kept()
    app = show(lambda: Column([*_buttons(kept, "a"), Field("name", "Name", kept.text, kept.put("text"))]))
    calls.clear()
    press(app, "tab")
    assert calls == []
    press(app, "tab")
    assert calls == ["start"]
    press(app, "tab")
    assert calls == ["start", "stop"]


def test_an_input_method_shows_what_it_has_not_finished() -> None:
    kept = _Kept()
    app = show(lambda: Field("name", "Name", kept.text, kept.put("text")))
    press(app, "tab")
    app.play([Event(pygame.TEXTEDITING, text="あ", start=0, length=1)])
    assert kept.text == ""
    assert app.kit.memory.written["name"] == "あ"
    write(app, "青")
    assert kept.text == "青"
    assert "name" not in app.kit.memory.written


def _slider(kept: _Kept) -> Element:
    return Column([Slider("size", "Size", kept.size, 0.0, 1.0, 0.1, kept.put("size")), *_buttons(kept, "a")])


def test_a_slider_is_moved_typed_and_dragged() -> None:
    kept = _Kept()
    app = show(lambda: _slider(kept))
    press(app, "tab", "right")
    assert kept.size == pytest.approx(0.6)
    press(app, "shift+left")
    assert kept.size == pytest.approx(0.1)
    press(app, "end")
    assert kept.size == 1.0
    press(app, "0", ".", "2", "return")
    assert kept.size == pytest.approx(0.2)
    press(app, "9", "return")
    assert kept.size == 1.0
    click(app, "size", 0.5)
    assert kept.size == pytest.approx(0.5)


def test_typing_into_a_slider_can_be_left() -> None:
    kept = _Kept()
    app = show(lambda: _slider(kept))
    press(app, "tab", "9", "escape", "return")
    assert kept.size == 0.5
    press(app, "9", "tab")
    assert app.focused == "a"
    assert "size" not in app.kit.memory.written


def _select(kept: _Kept) -> Element:
    options = [Option(letter, f"{letter} policy {i}") for i, letter in enumerate("abcdefghijkl")]
    return Column([Select("who", "Who", options, kept.chosen, kept.put("chosen")), *_buttons(kept, "z")])


def test_a_list_opens_finds_takes_and_closes() -> None:
    kept = _Kept()
    app = show(lambda: _select(kept))
    press(app, "tab", "return", "down", "down", "return")
    assert kept.chosen == "d"
    assert app.kit.memory.open == ""
    press(app, "return")
    write(app, "k pol")
    press(app, "return")
    assert kept.chosen == "k"
    press(app, "return", "escape")
    assert app.kit.memory.open == ""
    press(app, "return", "tab")
    assert (app.kit.memory.open, app.focused) == ("", "z")


def test_a_list_is_used_by_the_pointer() -> None:
    kept = _Kept()
    app = show(lambda: _select(kept))
    click(app, "who")
    click(app, "who.c")
    assert kept.chosen == "c"
    assert app.kit.memory.open == ""
    click(app, "who")
    app.play([Event(pygame.MOUSEBUTTONDOWN, pos=(1200, 790), button=1)])
    assert app.kit.memory.open == ""


def test_nothing_below_an_open_list_can_be_hit() -> None:
    kept = _Kept()
    app = show(lambda: _select(kept))
    click(app, "who")
    hidden = node(app, "z").rect.center
    assert any(n.rect.collidepoint(hidden) for n in [node(app, "who").children[0]])
    app.play([Event(pygame.MOUSEBUTTONDOWN, pos=hidden, button=1), Event(pygame.MOUSEBUTTONUP, pos=hidden, button=1)])
    assert kept.pressed == []


def test_segments_are_one_stop_and_the_arrows_choose() -> None:
    kept = _Kept()
    options = [Option("a", "A"), Option("b", "B"), Option("c", "C", why_not="Not here."), Option("d", "D")]
    app = show(lambda: Segments("s", "S", options, kept.chosen, kept.put("chosen")))
    press(app, "tab", "right")
    assert kept.chosen == "d"
    press(app, "left", "left", "left")
    assert kept.chosen == "a"
    click(app, "s.b")
    assert (kept.chosen, app.focused) == ("b", "s")


def test_the_wheel_scrolls_and_does_not_jump_back_to_the_focus() -> None:
    kept = _Kept()
    app = show(lambda: Scroll(Column(_buttons(kept, *(f"b{i}" for i in range(40)))), "list"))
    press(app, "tab")
    app.play([Event(pygame.MOUSEMOTION, pos=(600, 400), rel=(0, 0), buttons=(0, 0, 0)),
              Event(pygame.MOUSEWHEEL, x=0, y=-5)])  # fmt: skip
    assert app.kit.scroll["list"] > 0
    press(app, "pageup")
    assert app.kit.scroll["list"] == 0
    press(app, *["tab"] * 35)
    assert app.kit.scroll["list"] > 0
    assert app.surface.get_rect().contains(node(app, "b35").rect)


def test_a_digit_belongs_to_the_part_with_the_focus() -> None:
    kept = _Kept()

    def part(name: str) -> Element:
        return Column([*_buttons(kept, f"{name} first"), Press(Text(name), name, name, kept.push(name), action="1")])

    app = show(lambda: Row([part("left"), part("right")]))
    press(app, "tab", "1")
    press(app, "right", "1")
    assert kept.pressed == ["left", "right"]


@pytest.mark.parametrize("layout", [{"unicode": "ц", "scancode": 26}, {"unicode": "", "scancode": 26}])
def test_letters_have_their_place_on_a_keyboard_of_another_script(layout: dict[str, Any]) -> None:
    kept = _Kept()
    app = show(lambda: Row(_buttons(kept, "why", action="why")))
    code = ord("ц") if layout["unicode"] else pygame.K_w
    app.play([Event(pygame.KEYDOWN, key=code, mod=0, **layout)])
    assert kept.pressed == ["why"]


def test_other_keys_can_be_chosen() -> None:
    kept = _Kept()
    app = show(lambda: Row(_buttons(kept, "why", action="why")), settings=Settings(keys={"why": "q"}))
    press(app, "w")
    assert kept.pressed == []
    press(app, "q")
    assert kept.pressed == ["why"]


def test_a_chord_is_no_key() -> None:
    kept = _Kept()
    app = show(lambda: Row(_buttons(kept, "undo", action="undo")))
    app.play([Event(pygame.KEYDOWN, key=pygame.K_u, mod=pygame.KMOD_CTRL, unicode="u")])
    assert kept.pressed == []


def test_the_pointer_hides_the_ring_and_keys_bring_it_back() -> None:
    kept = _Kept()
    app = show(lambda: Pad(Row(_buttons(kept, "a", "b"))))
    press(app, "tab")
    edge = (node(app, "a").rect.left - 3, node(app, "a").rect.centery)

    def ringed() -> bool:
        return app.surface.get_at(edge)[:3] == app.kit.theme.focus

    assert ringed()
    click(app, "a")
    assert not ringed()
    press(app, "left")
    assert ringed()


def test_scenes_are_told_when_a_key_is_let_go() -> None:
    told: list[str] = []

    class Told(Scene):
        def build(self) -> Element:
            return Text("x")

        def released(self) -> None:
            told.append("released")

    app = show(lambda: Text("y"))
    app.push(Told(app))
    press(app, "a")
    assert told == ["released"]
