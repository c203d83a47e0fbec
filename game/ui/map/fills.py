"""States filled with colours and hatches over the ground: what changes with every lens and every turn."""

from collections.abc import Mapping

import numpy as np

from game.ui.map.coverage import Mask, stroke
from game.ui.map.ground import Ground, Light, Pixels, Tile
from game.ui.map.hatch import pattern
from game.ui.map.picture import Fill
from game.ui.theme import Colour, Hatch, Theme, luminance

__all__ = ["colour_of", "fill_colours", "filled", "ink_of", "keyline"]

_PERIOD = 12.0  # pixels from one stripe to the next
_STEPS = 5  # of strength that eyes can tell apart
_KEYLINE = 0.5
_PALE = 0.45  # the luminance from which on a colour is pale
_TONE = 0.72  # tones of the theme are ink, and too dark to be laid on thickly
_FAINTEST, _FULLEST = 0.2, 0.92  # how much of a hue is seen at strengths 0 and 1


def colour_of(name: str, theme: Theme) -> tuple[Colour, Hatch]:
    """Return the fill and the hatch of a hue, or of a tone of the theme; the neutral one for nobody's."""
    if name in theme.hues:
        return theme.hues[name].fill, theme.hues[name].hatch
    if name == "others":
        return theme.others.fill, theme.others.hatch
    return (getattr(theme, name), "slash") if name else (theme.neutral, "slash")


def ink_of(name: str, theme: Theme) -> Colour:
    """Return the colour in which a hue or a tone is written and drawn."""
    if name in theme.hues:
        return theme.hues[name].ink
    return theme.others.ink if name == "others" else getattr(theme, name) if name else theme.dim


def fill_colours(fill: Fill, theme: Theme) -> tuple[Colour, Colour, Hatch]:
    """Return the ground, the stripes and the hatch of a fill; the hatch is plain where there are no stripes."""
    strength = round(min(max(fill.strength, 0.0), 1.0) * _STEPS) / _STEPS
    share = _FAINTEST + (_FULLEST - _FAINTEST) * strength if fill.hue else 0.0
    ground, own = colour_of(fill.hue, theme)
    base = _mixed(theme.neutral, ground, share if fill.hue in theme.hues else share * _TONE)
    if fill.over:
        other, hatch = colour_of(fill.over, theme)
        return base, _mixed(theme.neutral, other, _FULLEST), hatch
    hatched = fill.hatched or (theme.hatch_leads and fill.hue in theme.hues)
    return base, _mixed(base, ink_of(fill.hue, theme), 0.75), own if hatched else "plain"


def keyline(one: Colour, other: Colour) -> float:
    """Return the grey that keeps a hatch apart from what lies below it: pale on deep colours, dark on pale ones."""
    return 255.0 if luminance(one) + luminance(other) < 2 * _PALE else 30.0


def _mixed(one: Colour, other: Colour, share: float) -> Colour:
    mixed = [round(a + (b - a) * share) for a, b in zip(one, other, strict=True)]
    return mixed[0], mixed[1], mixed[2]


def filled(ground: Ground, fills: Mapping[str, Fill], selected: str = "") -> Pixels:
    """Return the picture of the ground with its states filled, (height, width, 3).

    Parameters
    ----------
    ground : as it lies.
    fills : of the states; what is not named is nobody's.
    selected : a state that stands out.
    """
    picture = ground.picture.copy()
    if not ground.tiles:
        return picture
    height, width = ground.veil.shape
    sums, cover = np.zeros((height, width, 3), np.float32), np.zeros((height, width), np.float32)
    for state, tile in ground.tiles.items():
        part = _inside(tile, ground.corner)
        _lay(sums[part], tile, fills.get(state, Fill()), ground, state == selected)
        cover[part] += tile.cover
    np.divide(sums, np.maximum(cover, 1)[..., None], out=sums)
    free = 1 - np.minimum(cover, 1)
    sums += ground.bare * free[..., None]
    sums *= ground.veil[..., None]
    sums += ground.lines
    if selected in ground.tiles:
        _outline(sums, ground, ground.tiles[selected])
    x, y = ground.corner
    picture[y : y + height, x : x + width] = np.clip(sums + np.float32(0.5), 0, 255).astype(np.uint8)
    return picture


def _inside(tile: Tile, corner: tuple[int, int]) -> tuple[slice, slice]:
    height, width = tile.cover.shape
    x, y = tile.x - corner[0], tile.y - corner[1]
    return slice(y, y + height), slice(x, x + width)


def _lay(target: Light, tile: Tile, fill: Fill, ground: Ground, bright: bool) -> None:
    """Add a state's colours, each pixel's weighed by how much of it the state covers."""
    theme = ground.theme
    base, stripes, hatch = fill_colours(fill, theme)
    amount = np.clip(theme.fill_strength * (0.80 + 0.30 * tile.rim), 0, 1)
    strong = tile.lit * amount
    striped: Mask | None = None
    pale: Mask | None = None
    if hatch != "plain":
        height, width = tile.cover.shape
        origin = ground.camera.pixels([[0.0, 0.0]])[0]
        corner = (tile.x - float(origin[0]), tile.y - float(origin[1]))
        stripe, edge = pattern(hatch, corner, width, height, _PERIOD * ground.scale)
        striped, pale = strong * stripe * np.float32(0.85), strong * edge * np.float32(_KEYLINE)
    line = keyline(base, stripes)
    lift = (1.06, 8.0) if bright and theme.dark else (1.0, 0.0)
    for c in range(3):
        layer = tile.lit * np.float32(theme.neutral[c]) + strong * np.float32(base[c] - theme.neutral[c])
        if striped is not None and pale is not None:
            layer += striped * np.float32(stripes[c] - base[c])
            layer += pale * np.float32(line - (base[c] + stripes[c]) / 2)
        target[..., c] += layer * np.float32(lift[0]) + tile.cover * np.float32(lift[1])


def _outline(sums: Light, ground: Ground, tile: Tile) -> None:
    """Draw the border of the selected state on top, in ink with a halo."""
    height, width = ground.veil.shape
    corner = (float(ground.corner[0]), float(ground.corner[1]))
    rings = [np.concatenate([ring, ring[:1]]) for ring in tile.rings]
    for thick, colour, strength in ((6.4, ground.theme.halo, 0.75), (3.0, ground.theme.ink, 1.0)):
        line = stroke(rings, thick * ground.scale, width, height, corner)[..., None] * np.float32(strength)
        sums += (np.asarray(colour, np.float32) - sums) * line
