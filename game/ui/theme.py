"""What everything looks like: colours, sizes, motion. One table; contrast is computed from it by a test.

Powers take a hue, a named slot of a palette that stays apart in the three kinds
of colour blindness, so that any scenario is readable; each hue has a fill, an
ink for text and outlines, and a hatch, because colour alone says nothing.
"""

from dataclasses import dataclass, fields, replace
from functools import cache
from typing import Literal

Colour = tuple[int, int, int]
Hatch = Literal["slash", "backslash", "upright", "flat", "cross", "dots", "wave", "grid", "plain"]


def _hex(text: str) -> Colour:
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)


@dataclass(frozen=True)
class Hue:
    """How a power is drawn: its fill, the ink that is readable on panels, and its hatch."""

    fill: Colour
    ink: Colour
    hatch: Hatch


@dataclass(frozen=True)
class Theme:
    """The colours of one theme; the names say the use."""

    name: str
    dark: bool
    background: Colour
    panel: Colour
    sunken: Colour
    raised: Colour
    ink: Colour
    dim: Colour
    line: Colour
    outline: Colour  # of controls: 3:1 against the panel
    focus: Colour  # the ring only; nothing else has this blue
    good: Colour
    good_ground: Colour
    warn: Colour
    warn_ground: Colour
    bad: Colour
    bad_ground: Colour
    state: Colour  # the accent of a state's seat, and of evidence
    state_ground: Colour
    info: Colour
    info_ground: Colour
    # the map
    sea: Colour
    shore: Colour  # the sea beside land
    land: Colour
    lake: Colour
    river: Colour
    neighbour_border: Colour
    border: Colour
    outer_border: Colour
    halo: Colour  # behind labels
    neutral: Colour  # a state that nobody leads
    water_ink: Colour
    neighbour_ink: Colour
    relief: float  # how strongly the ground is shaded
    fill_strength: float  # how much of a lead's colour covers the ground
    hues: dict[str, Hue]
    others: Hue
    stroke: float = 1.0  # how thick outlines and the lines of the map are
    hatch_leads: bool = False  # whether whoever leads in a state is hatched too, not only what is contested

    def colours(self) -> dict[str, Colour]:
        """Return every colour by its name, those of hues as `blue_fill`, `blue_ink`."""
        plain = {f.name: getattr(self, f.name) for f in fields(self) if f.type == "Colour" or f.type is Colour}
        hues = {**self.hues, "others": self.others}
        plain |= {f"{name}_fill": hue.fill for name, hue in hues.items()}
        return plain | {f"{name}_ink": hue.ink for name, hue in hues.items()}

    def on(self, ground: Colour) -> Colour:
        """Return the colour that can be read best on a ground."""
        return max((self.ink, self.panel, (255, 255, 255), (0, 0, 0)), key=lambda colour: contrast(colour, ground))


HATCHES: dict[str, Hatch] = {
    "blue": "slash", "orange": "backslash", "pink": "upright", "green": "flat",
    "yellow": "cross", "cyan": "dots", "violet": "wave", "brown": "grid",
}  # fmt: skip
HUES = tuple(HATCHES)


def _hues(**pairs: tuple[str, str]) -> dict[str, Hue]:
    return {name: Hue(_hex(fill), _hex(ink), HATCHES[name]) for name, (fill, ink) in pairs.items()}


LIGHT = Theme(
    name="light", dark=False,
    background=_hex("#EDEAE2"), panel=_hex("#FCFBF8"), sunken=_hex("#F2EFE8"), raised=_hex("#FFFFFF"),
    ink=_hex("#182129"), dim=_hex("#55616B"), line=_hex("#D9D4C9"), outline=_hex("#87857D"), focus=_hex("#0B57D0"),
    good=_hex("#12683F"), good_ground=_hex("#DFF1E6"), warn=_hex("#7A4C00"), warn_ground=_hex("#F8EBD0"),
    bad=_hex("#A8341D"), bad_ground=_hex("#F9E4DE"), state=_hex("#0F6E66"), state_ground=_hex("#DCEFEC"),
    info=_hex("#2A4F9E"), info_ground=_hex("#E4ECF8"),
    sea=_hex("#CEDEE7"), shore=_hex("#E2ECF1"), land=_hex("#EEEAE1"), lake=_hex("#C8DBE6"), river=_hex("#8CB0C8"),
    neighbour_border=_hex("#B0AA9E"), border=_hex("#3C362E"), outer_border=_hex("#24221E"), halo=_hex("#FAF9F6"),
    neutral=_hex("#E4DED2"), water_ink=_hex("#315F80"), neighbour_ink=_hex("#6E675C"),
    relief=0.75, fill_strength=0.74,
    hues=_hues(
        blue=("#416EEB", "#2A4FBF"), orange=("#DB620D", "#A34705"), pink=("#D392C9", "#8A3F7F"),
        green=("#70C28C", "#22703F"), yellow=("#E8CF2E", "#6E5E00"), cyan=("#9FE0E6", "#0F6872"),
        violet=("#7B5BC0", "#573A99"), brown=("#8A6A4A", "#6B4B2C"),
    ),
    others=Hue(_hex("#A9A79F"), _hex("#5E625F"), "plain"),
)  # fmt: skip

DARK = Theme(
    name="dark", dark=True,
    background=_hex("#0B141C"), panel=_hex("#0F1A24"), sunken=_hex("#17242F"), raised=_hex("#1D2C39"),
    ink=_hex("#E9F0F5"), dim=_hex("#A3B3C0"), line=_hex("#2A3A47"), outline=_hex("#6F8291"), focus=_hex("#8AB4F8"),
    good=_hex("#7ED6A0"), good_ground=_hex("#14342A"), warn=_hex("#F0C36A"), warn_ground=_hex("#3A2E14"),
    bad=_hex("#FF9A84"), bad_ground=_hex("#3D211D"), state=_hex("#6CCBBF"), state_ground=_hex("#12342F"),
    info=_hex("#A9C4F5"), info_ground=_hex("#1A2C47"),
    sea=_hex("#0F1F2E"), shore=_hex("#1C364A"), land=_hex("#2C3842"), lake=_hex("#162E42"), river=_hex("#345C7A"),
    neighbour_border=_hex("#566672"), border=_hex("#F4F7FA"), outer_border=_hex("#FFFFFF"), halo=_hex("#0A121A"),
    neutral=_hex("#465460"), water_ink=_hex("#8FBBD8"), neighbour_ink=_hex("#A3B3BF"),
    relief=0.85, fill_strength=0.80,
    hues=_hues(
        blue=("#5B84F5", "#9DB6FF"), orange=("#E5752A", "#FFAF7A"), pink=("#D9A0D0", "#E9BDE2"),
        green=("#70C28C", "#9CDDB2"), yellow=("#FEED4B", "#FBEE86"), cyan=("#B9E8EE", "#CFF1F5"),
        violet=("#9A7BDE", "#C3AEF2"), brown=("#A98763", "#D9BC9D"),
    ),
    others=Hue(_hex("#7C8892"), _hex("#A9B4BD"), "plain"),
)  # fmt: skip

PROJECTOR = replace(
    LIGHT, name="projector", stroke=1.5,
    background=_hex("#E6E2D8"), panel=_hex("#FFFFFF"), sunken=_hex("#ECE8DF"), ink=_hex("#000000"),
    dim=_hex("#2F3840"), line=_hex("#A8A296"), outline=_hex("#5A5852"), focus=_hex("#0040C0"),
    good=_hex("#00522C"), good_ground=_hex("#D3EFDF"), warn=_hex("#5E3A00"), warn_ground=_hex("#FBE8BE"),
    bad=_hex("#8C1F0A"), bad_ground=_hex("#FBDDD5"), state=_hex("#00554E"), state_ground=_hex("#D2EEEA"),
    info=_hex("#173A86"), info_ground=_hex("#D9E5FA"),
    sea=_hex("#BCD6E4"), shore=_hex("#DCEBF2"), land=_hex("#F1EEE6"), lake=_hex("#B4D2E2"), river=_hex("#6E9DBB"),
    neighbour_border=_hex("#8A8478"), border=_hex("#14110D"), outer_border=_hex("#000000"), halo=_hex("#FFFFFF"),
    water_ink=_hex("#12405F"), neighbour_ink=_hex("#4A443A"), relief=0.55, fill_strength=0.86,
    hues=_hues(
        blue=("#2B57E0", "#14349C"), orange=("#CC5200", "#803400"), pink=("#C873BC", "#6E2766"),
        green=("#54B577", "#12532B"), yellow=("#E0C400", "#544800"), cyan=("#7FD6DF", "#004F58"),
        violet=("#6A46B8", "#432782"), brown=("#77552F", "#52361B"),
    ),
    others=Hue(_hex("#97958C"), _hex("#44484A"), "plain"),
)  # fmt: skip

THEMES = {theme.name: theme for theme in (LIGHT, DARK, PROJECTOR)}

# Fills for eyes that see few colours: each is also lighter than the one before, by a step that grey alone shows.
_STRONG = {
    False: {"blue": "#013E82", "brown": "#6F4D37", "violet": "#834DCC", "orange": "#D45E08", "pink": "#FE57BD",
            "green": "#09CB6A", "cyan": "#19DEF0", "yellow": "#F7E549"},
    True: {"blue": "#084E9F", "brown": "#815E46", "violet": "#965FDF", "orange": "#E96F1F", "pink": "#FF7DC7",
           "green": "#2ADD78", "cyan": "#56EEFF", "yellow": "#FFF4C8"},
}  # fmt: skip
Palette = Literal["standard", "strong"]
PALETTES: tuple[Palette, ...] = ("standard", "strong")
Hatching = Literal["off", "contested", "always"]
HATCHINGS: tuple[Hatching, ...] = ("off", "contested", "always")


@cache
def themed(name: str, palette: Palette = "standard", hatching: Hatching = "contested") -> Theme:
    """Return a theme with another palette of hues, or hatched otherwise; the same object for the same choice.

    Parameters
    ----------
    name : of one of `THEMES`.
    palette : "strong" keeps hues apart by their lightness too.
    hatching : where hues are hatched: nowhere, in shares and where two are close, or also where one leads.
    """
    theme = THEMES[name]
    if (palette, hatching) == ("standard", "contested"):
        return theme
    fills = {hue: _hex(fill) for hue, fill in _STRONG[theme.dark].items()} if palette == "strong" else {}
    hues = {
        key: Hue(fills.get(key, hue.fill), hue.ink, "plain" if hatching == "off" else hue.hatch)
        for key, hue in theme.hues.items()
    }
    called = f"{name}, {palette}, {hatching}"
    return replace(theme, name=called, hues=hues, hatch_leads=hatching == "always")


Weight = Literal["regular", "medium", "semibold", "bold", "serif", "serif bold"]


@dataclass(frozen=True)
class Style:
    """A way of setting text: pixels at 100 %, weight, and the height of a line in sizes of the type."""

    size: int
    weight: Weight
    leading: float = 1.42


STYLES: dict[str, Style] = {
    "wordmark": Style(64, "bold", 1.1),
    "display": Style(30, "bold", 1.2), "title": Style(20, "bold", 1.2), "head": Style(16, "semibold", 1.2),
    "lead": Style(16, "regular"), "body": Style(14, "regular"), "strong": Style(14, "semibold"),
    "small": Style(13, "regular"), "label": Style(13, "semibold"),
    "quote": Style(16, "serif", 1.45), "headline": Style(22, "serif bold", 1.3), "story": Style(15, "serif bold", 1.3),
    "state large": Style(24, "bold", 1.15), "state": Style(17, "bold", 1.15), "state small": Style(13, "bold", 1.15),
    "neighbour": Style(13, "medium", 1.15), "water": Style(14, "serif", 1.15),
}  # fmt: skip

SPACE = (4, 8, 12, 16, 24, 32)  # the only distances there are

# Milliseconds of a motion: with full, calm and no motion.
MOTION = {
    "press": (120, 120, 0), "panel": (200, 200, 0), "recolour": (320, 320, 0), "curtain down": (400, 200, 0),
    "curtain up": (300, 200, 0), "count": (500, 0, 0), "travel": (900, 450, 0), "pulse": (900, 450, 0),
}  # fmt: skip
Motion = Literal["full", "calm", "none"]
MOTIONS: tuple[Motion, ...] = ("full", "calm", "none")


def luminance(colour: Colour) -> float:
    """Return the relative luminance of a colour, 0 to 1 (WCAG 2.2)."""
    parts = [value / 255 for value in colour]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast of two colours, 1 to 21 (WCAG 2.2)."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)
