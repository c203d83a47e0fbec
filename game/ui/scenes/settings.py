"""Looks, motion, language and how numbers are said. What is chosen holds at once and is kept."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from pygame import Rect

from game.ui.kit.answers import ChanceBar
from game.ui.kit.base import Element, Kit, Size
from game.ui.kit.basics import Button, Flag, Icon, Text
from game.ui.kit.boxes import Box, Column, Grid, Grow, Row, Rule
from game.ui.kit.canvas import Canvas
from game.ui.kit.choices import Option, Segments, Switch
from game.ui.kit.dialog import Layer, foot
from game.ui.kit.node import Mood, Node
from game.ui.kit.select import Select
from game.ui.kit.shaped import Shaped
from game.ui.kit.sliders import Slider
from game.ui.scenes.keys import KeysScreen
from game.ui.settings import FAR_TEXT, TEXT_SCALES, Settings
from game.ui.stage import Scene, Stage
from game.ui.words import LANGUAGES, _, languages, percent

__all__ = ["SettingsScreen"]


class SettingsScreen(Scene):
    """A layer with everything that a person can choose for all games."""

    layer = True

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self.title = _("Settings")

    def entered(self) -> None:
        """Begin with the first setting."""
        self.stage.focus("text")

    def _set(self, name: str) -> Callable[[Any], None]:
        return lambda value: self.stage.choose(replace(self.stage.settings, **{name: value}))

    def _set_theme(self, theme: Any) -> None:
        chosen = self.stage.settings
        text = max(chosen.text, FAR_TEXT) if theme == "projector" != chosen.theme else chosen.text
        self.stage.choose(replace(chosen, theme=theme, text=text))

    def _turn(self, name: str) -> Callable[[], None]:
        return lambda: self._set(name)(not getattr(self.stage.settings, name))

    def build(self) -> Element:
        """Return all settings, a sample, and whose borders the map shows."""
        head = Row([Icon("settings", 24, "ink"), Grow(Text(_("Settings"), "title")),
                    Text(_("kept on this computer"), "small", "dim")], gap=12)  # fmt: skip
        lines = [head, *self._looks(), *self._switches(), Rule(), self._sample(), self._borders()]
        usual = Settings(keys=self.stage.settings.keys, files=self.stage.settings.files)
        same = "" if self.stage.settings != usual else _("Everything is as usual.")
        buttons = foot([
            Button(_("As usual"), "usual", lambda: self.stage.choose(usual), "quiet", "rotate-ccw", why_not=same),
            Button(_("Change keys"), "keys", lambda: self.stage.push(KeysScreen(self.stage)), icon="keyboard",
                   action="keys"),
            Button(_("Done"), "done", self.stage.pop, "primary", action="continue"),
        ])  # fmt: skip
        return Layer(Column(lines, gap=14), "settings", 640, _("Settings"), buttons)

    def _looks(self) -> list[Element]:
        chosen = self.stage.settings
        themes = [Option("light", _("Light"), "sun"), Option("dark", _("Dark"), "moon"),
                  Option("projector", _("Projector"), "eye")]  # fmt: skip
        palettes = [Option("standard", _("Standard")), Option("strong", _("Few colours"))]
        hatchings = [Option("off", _("Off")), Option("contested", _("Shares")), Option("always", _("Always"))]
        motions = [Option("full", _("Full")), Option("calm", _("Calm")), Option("none", _("None"))]
        spoken = [Option(name, LANGUAGES.get(name, name)) for name in languages()]
        step = TEXT_SCALES[1] - TEXT_SCALES[0]
        return [
            _setting(_("Text size"), "", Slider("text", _("Text size"), chosen.text, TEXT_SCALES[0], TEXT_SCALES[-1],
                                                step, self._set("text"), percent, marks=TEXT_SCALES, typed_unit=0.01)),
            _setting(_("Theme"), "", Segments("theme", _("Theme"), themes, chosen.theme, self._set_theme,
                                              fill=True)),
            _setting(_("Colours of powers"), _("few: told apart by lightness too"), Column([
                Segments("palette", _("Colours of powers"), palettes, chosen.palette, self._set("palette"), fill=True),
                _Hues()], gap=6)),
            _setting(_("Hatching"), _("always: on the map too, wherever one leads"),
                     Segments("hatching", _("Hatching"), hatchings, chosen.hatching, self._set("hatching"),
                              fill=True)),
            _setting(_("Motion"), _("calm: things fade and do not move"),
                     Segments("motion", _("Motion"), motions, chosen.motion, self._set("motion"), fill=True)),
            _setting(_("Language"), "",
                     Select("language", _("Language"), spoken, chosen.language, self._set("language"))),
        ]  # fmt: skip

    def _switches(self) -> list[Element]:
        chosen = self.stage.settings
        return [
            Switch("words", _("Numbers as words"), chosen.words_for_numbers, self._turn("words_for_numbers"),
                   _("“about one in four” beside 27 %")),
            Switch("advice", _("Hide advice"), chosen.hide_advice, self._turn("hide_advice"),
                   _("what the computer would do in your place is not shown, and there is no advisor")),
            Switch("few", _("Fewer figures"), chosen.few_figures, self._turn("few_figures"),
                   _("for a first lesson: small reasons, futures and rivals only when asked for")),
        ]  # fmt: skip

    def _sample(self) -> Element:
        words = _("A sample at {percent}").format(percent=percent(self.stage.settings.text))
        head = Row([Flag("", 28), Grow(Text(words, "head"))], gap=10)
        return Box(Column([head, ChanceBar("sample", 0.27, 0.26, 0.47)], gap=10), "sunken", 12)

    def _borders(self) -> Element:
        words = _(
            "Whose borders: those of Natural Earth at 1:50 million, which shows who controls a place, as changed "
            "towards the views of the United Nations. They are nobody’s official map. A scenario can draw its own."
        )
        return Row([Icon("map", 18), Grow(Text(words, "small", "dim"))], gap=10, align="top")


@dataclass(frozen=True)
class _Hues:
    """Every hue as a share of a bar."""

    def size(self, kit: Kit, width: int) -> Size:
        return width, kit.em(16)

    def place(self, kit: Kit, rect: Rect) -> Node:
        def paint(canvas: Canvas, area: Rect, mood: Mood) -> None:
            hues = [*canvas.theme.hues.values(), canvas.theme.others]
            gap = canvas.px(2)
            wide = (area.w + gap) / len(hues)
            for at, hue in enumerate(hues):
                left = area.x + round(at * wide)
                canvas.bar(Rect(left, area.y, round((at + 1) * wide) - round(at * wide) - gap, area.h), hue)

        return Node(rect, "picture", paint=paint)


def _setting(name: str, note: str, control: Element) -> Element:
    """Return a setting: its name beside its control, or above it where there is little room."""
    lines: list[Element] = [Text(name, "strong")]
    if note:
        lines.append(Text(note, "small", "dim"))

    def shape(kit: Kit, width: int) -> Element:
        label = Column(lines, gap=0)
        if width < kit.em(460):
            return Column([label, control], gap=6)
        return Grid([label, Column([control])], 2, 16, weights=(3, 7))

    return Shaped(shape)
