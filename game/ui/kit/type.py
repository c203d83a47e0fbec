"""Setting text: a font for each run of letters, measuring, wrapping, and pictures of words that are drawn once."""

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Iterator
from functools import cache

import numpy as np
import pygame

from game.ui.assets import folder, font_coverage
from game.ui.theme import STYLES, Colour, Style, Weight
from game.ui.words import language

__all__ = ["Typesetter"]

_WESTERN: dict[Weight, tuple[str, str]] = {
    "regular": ("Inter-Regular.ttf", "Inter-Regular.ttf"),
    "medium": ("Inter-Medium.ttf", "Inter-Medium.ttf"),
    "semibold": ("Inter-SemiBold.ttf", "Inter-SemiBold.ttf"),
    "bold": ("Inter-Bold.ttf", "Inter-Bold.ttf"),
    "serif": ("NotoSerif-Italic.ttf", "Inter-Regular.ttf"),
    "serif bold": ("NotoSerif-Bold.ttf", "Inter-Bold.ttf"),
}
_LIGHT: frozenset[Weight] = frozenset({"regular", "medium", "serif"})
# Chinese and Japanese share code points and draw them differently: the language that is spoken comes first.
_EASTERN = {"ja": ("NotoSansJP", "NotoSansSC"), "zh": ("NotoSansSC", "NotoSansJP")}
_EASTERN_USUALLY = ("NotoSansJP", "NotoSansSC")
_SHORTEST = 3  # one sign of a script without spaces, and what closes it, gets company from the line before
_KEPT = 4_000  # pictures of words
_MISSING = "\ufffd"  # no font has it: it is drawn as a box
_SMALLEST = 13  # pixels at 100 %: nothing that is read is smaller
_LARGE = 96  # pixels: letters are drawn as large as that, as far as four times, and made smaller
_FIRM = 0.8  # the power of a letter's opacity: what was made smaller would look thinner than it is


@cache
def _covers(file: str, code: int) -> bool:
    spans = font_coverage()[file]
    at = bisect_right(spans, (code, 0x110000)) - 1
    return at >= 0 and spans[at][0] <= code <= spans[at][1]


_NEVER_FIRST = frozenset(
    "、。，．・：；？！ー」』）］｝〕〉》】ゝゞ々ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ％‰℃…—–~〜,.:;?!)]}»”’%\u00a0\u202f"
)
_NEVER_LAST = frozenset("「『（［｛〔〈《【([{«“‘￥$№\u00a0\u202f")
_QUOTES = frozenset("“”‘’")  # of Latin scripts and of Chinese, where they are as wide as a character


class Typesetter:
    """Sets text at one scale.

    Parameters
    ----------
    scale : what the pixels of a style are multiplied with.
    """

    def __init__(self, scale: float) -> None:
        self.scale = scale
        self._fonts: dict[tuple[str, int], pygame.font.Font] = {}
        self._pictures: OrderedDict[tuple[str, str, str, Colour, int], pygame.Surface] = OrderedDict()
        self._widths: dict[tuple[str, str, str], int] = {}

    def style(self, name: str) -> Style:
        """Return a style by its name."""
        return STYLES[name]

    def line_height(self, style: str) -> int:
        """Return the height of a line in pixels."""
        kind = STYLES[style]
        return round(kind.size * self.scale * kind.leading)

    def width(self, text: str, style: str) -> int:
        """Return how wide a line of text is, in pixels."""
        key = (text, style, language())
        if key not in self._widths:
            if len(self._widths) > 20 * _KEPT:
                self._widths.clear()
            finer = _finer(self._pixels(style))
            self._widths[key] = -(-sum(font.size(run)[0] for font, run in self._runs(text, style)) // finer)
        return self._widths[key]

    def wrap(self, text: str, style: str, width: int) -> tuple[str, ...]:
        """Break text into lines that fit, between words, or inside one that is too long for a line."""
        return tuple(line for paragraph in text.split("\n") for line in self._wrapped(paragraph, style, width))

    def _wrapped(self, paragraph: str, style: str, width: int) -> list[str]:
        lines, line, before, parts = list[str](), "", list[str](), list[str]()
        for word in _words(paragraph):
            if self.width((line + word).rstrip(), style) <= width:
                line += word
                parts.append(word)
                continue
            if line.strip():
                lines.append(line.rstrip())
            *full, line = self._broken(word.lstrip(), style, width)
            before, parts = [] if full else parts, [line]
            lines.extend(full)
        if len(parts) == 1 and 0 < len(line) <= _SHORTEST and _is_wide(line[0]) and len(before) > 2 * _SHORTEST:
            lines[-1], line = "".join(before[:-1]).rstrip(), before[-1].lstrip() + line
        return [*lines, line.rstrip()]

    def render(self, text: str, style: str, colour: Colour, halo: Colour | None = None) -> pygame.Surface:
        """Return a picture of a line of text, with a soft edge of another colour if wanted."""
        key = (text, style, language(), colour, -1 if halo is None else halo[0] << 16 | halo[1] << 8 | halo[2])
        if key in self._pictures:
            self._pictures.move_to_end(key)
            return self._pictures[key]
        picture = self._draw(text, style, colour)
        if halo is not None:
            picture = _with_halo(picture, self._draw(text, style, halo), max(1, round(2 * self.scale)))
        self._pictures[key] = picture
        if len(self._pictures) > _KEPT:
            self._pictures.popitem(last=False)
        return picture

    def _draw(self, text: str, style: str, colour: Colour) -> pygame.Surface:
        """Draw a line larger than it is and make it smaller.

        Letters drawn at their size would stand on whole pixels, so that the spaces between them would be uneven.
        """
        finer = _finer(self._pixels(style))
        runs = list(self._runs(text, style))
        parts = [font.render(run, True, colour) for font, run in runs]
        ascents = [font.get_ascent() for font, _run in runs]
        base = -(-max(ascents, default=0) // finer) * finer  # all stand on one line, which is a whole pixel
        below = max((part.get_height() - up for part, up in zip(parts, ascents, strict=True)), default=finer)
        wide, high = sum(part.get_width() for part in parts), base + below
        size = max(1, -(-wide // finer)), max(1, -(-high // finer))
        whole = pygame.Surface((size[0] * finer, size[1] * finer), pygame.SRCALPHA)
        x = 0
        for part, up in zip(parts, ascents, strict=True):
            whole.blit(part, (x, base - up), special_flags=pygame.BLEND_RGBA_MAX)
            x += part.get_width()
        return whole if finer == 1 else _made_smaller(whole, size, colour)

    def _pixels(self, style: str) -> float:
        return max(_SMALLEST, STYLES[style].size) * self.scale

    def _runs(self, text: str, style: str) -> Iterator[tuple[pygame.font.Font, str]]:
        """Yield stretches of text with a font that has all of its letters."""
        weight = STYLES[style].weight
        if weight == "serif" and language() in _EASTERN and any(map(_is_wide, text)):
            weight = "regular"  # nothing slants there: figures among characters stand upright too
        pixels = round(self._pixels(style))
        usual = _files(weight, language())[0]
        run, file = "", usual
        for at, letter in enumerate(text):
            wide = letter in _QUOTES and language() == "zh" and any(map(_is_wide, text[max(0, at - 1) : at + 2]))
            found = _file_for(letter, weight, file, wide)
            shown = letter if found else _MISSING
            found = found or usual
            if found != file and run:
                yield self._font(file, pixels), run
                run = ""
            run, file = run + shown, found
        if run:
            yield self._font(file, pixels), run

    def _font(self, file: str, pixels: int) -> pygame.font.Font:
        """Return a font as large as letters are drawn before they are made smaller."""
        key = (file, pixels)
        if key not in self._fonts:
            self._fonts[key] = pygame.font.Font(folder() / "fonts" / file, pixels * _finer(pixels))
        return self._fonts[key]

    def _broken(self, word: str, style: str, width: int) -> list[str]:
        parts, line = [], ""
        for letter in word:
            if line and self.width((line + letter).rstrip(), style) > width:
                parts.append(line)
                line = ""
            line += letter
        return [*parts, line]


def _finer(pixels: float) -> int:
    """Return how many times larger letters are drawn than they are shown."""
    return max(1, min(4, _LARGE // round(pixels)))


def _made_smaller(picture: pygame.Surface, size: tuple[int, int], colour: Colour) -> pygame.Surface:
    found = pygame.transform.smoothscale(picture, size)
    opacity = pygame.surfarray.pixels_alpha(found)
    opacity[:] = _firmer()[opacity]
    del opacity
    pygame.surfarray.pixels3d(found)[:] = colour
    return found


@cache
def _firmer() -> "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]":
    return np.rint(255 * (np.arange(256) / 255) ** _FIRM).astype(np.uint8)


@cache
def _files(weight: Weight, spoken: str) -> tuple[str, ...]:
    """Return the fonts of a weight, in the order in which they are asked for a letter."""
    first, last = _WESTERN[weight]
    if spoken in _EASTERN and weight == "serif bold":
        first, last = last, first  # headlines have no serifs there, and neither have their figures
    form = "Regular" if weight in _LIGHT else "Bold"
    return first, *(f"{name}-{form}.ttf" for name in _EASTERN.get(spoken, _EASTERN_USUALLY)), last


def _file_for(letter: str, weight: Weight, now: str, wide: bool = False) -> str | None:
    """Return the font that shows a letter: the one in use for spaces, else the first that has it.

    A quotation mark beside Chinese characters (`wide`) is theirs.
    """
    if letter == " ":
        return now
    files = _files(weight, language())
    return next((file for file in files[1 if wide else 0 :] if _covers(file, ord(letter))), None)


def _words(text: str) -> Iterator[str]:
    """Yield words, each with the space before it; signs of scripts without spaces stand alone.

    A closing sign stays with what it closes, an opening one with what follows, as no line may begin or end with them;
    figures stay with the sign that counts them, such as 3年.
    """
    word, wide = "", False
    for letter in text:
        after, wide = wide, _is_wide(letter)
        counts = wide and word[-1:].isdigit()
        begins = (letter == " " and bool(word.strip())) or (
            (wide or after) and not counts and letter not in _NEVER_FIRST
        )
        if begins and word and word.strip()[-1:] not in _NEVER_LAST:
            yield word
            word = ""
        word += letter
    if word:
        yield word


def _is_wide(letter: str) -> bool:
    """Whether a sign belongs to a script that is written without spaces: lines may be broken at its sides."""
    code = ord(letter)
    if code < 0x2E80:
        return False
    return code <= 0x9FFF or 0xF900 <= code <= 0xFAFF or 0xFF00 <= code <= 0xFFEF or 0x20000 <= code <= 0x3FFFF


def _with_halo(picture: pygame.Surface, soft: pygame.Surface, reach: int) -> pygame.Surface:
    width, height = picture.get_size()
    whole = pygame.Surface((width + 2 * reach, height + 2 * reach), pygame.SRCALPHA)
    soft = soft.copy()
    soft.set_alpha(120)
    steps = range(-reach, reach + 1)
    for dx, dy in ((x, y) for x in steps for y in steps if x * x + y * y <= reach * reach + 1):
        whole.blit(soft, (reach + dx, reach + dy))
    whole.blit(picture, (reach, reach))
    return whole
