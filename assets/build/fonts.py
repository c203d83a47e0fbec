"""Fonts cut to the signs that the game shows, with tabular figures, and the list of those signs: `fonts/`."""

import io
from typing import Any, NamedTuple

from fetch import read
from fontTools.subset import Options, Subsetter  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from letters import chinese, japanese, western
from sources import CHINESE, INTER, JAPANESE, SERIF, Source
from writing import Made, place, write_json


class Face(NamedTuple):
    """A font file to make: from which source and member, with which signs, and whether its figures need one width."""

    file: str
    source: Source
    member: str
    signs: set[int]
    tabular: bool = True


FACES = (
    Face("Inter-Regular.ttf", INTER, "package/400Regular/Inter_400Regular.ttf", western()),
    Face("Inter-Medium.ttf", INTER, "package/500Medium/Inter_500Medium.ttf", western()),
    Face("Inter-SemiBold.ttf", INTER, "package/600SemiBold/Inter_600SemiBold.ttf", western()),
    Face("Inter-Bold.ttf", INTER, "package/700Bold/Inter_700Bold.ttf", western()),
    Face(
        "NotoSerif-Italic.ttf",
        SERIF,
        "package/400Regular_Italic/NotoSerif_400Regular_Italic.ttf",
        western(),
        tabular=False,
    ),
    Face("NotoSerif-Bold.ttf", SERIF, "package/700Bold/NotoSerif_700Bold.ttf", western(), tabular=False),
    Face("NotoSansJP-Regular.ttf", JAPANESE, "package/400Regular/NotoSansJP_400Regular.ttf", japanese(), tabular=False),
    Face("NotoSansJP-Bold.ttf", JAPANESE, "package/700Bold/NotoSansJP_700Bold.ttf", japanese(), tabular=False),
    Face("NotoSansSC-Regular.ttf", CHINESE, "package/400Regular/NotoSansSC_400Regular.ttf", chinese(), tabular=False),
    Face("NotoSansSC-Bold.ttf", CHINESE, "package/700Bold/NotoSansSC_700Bold.ttf", chinese(), tabular=False),
)
FIGURES = "0123456789+−±"
"""The signs that take the width of a figure, so that a counter or a column does not jitter."""


def build() -> list[Made]:
    """Write every face and the signs that it has."""
    made, coverage = [], {}
    for face in FACES:
        font = TTFont(io.BytesIO(read(face.source, face.member)), recalcTimestamp=False)
        if face.tabular:
            _freeze_figures(font)
        _cut(font, face.signs)
        path = place(f"fonts/{face.file}")
        font.save(path)
        made.append(Made(path, (face.source,)))
        coverage[face.file] = _spans(sorted(font.getBestCmap()))
    content: dict[str, object] = {"format": 1, "fonts": coverage}
    return [*made, write_json("fonts/coverage.json", content, INTER, SERIF, JAPANESE, CHINESE)]


def _freeze_figures(font: Any) -> None:
    """Let the figures' signs show what the feature `tnum` would put in their place."""
    swap = _substitutions(font, "tnum")
    for table in font["cmap"].tables:
        for figure in FIGURES:
            if ord(figure) in table.cmap:
                table.cmap[ord(figure)] = swap.get(table.cmap[ord(figure)], table.cmap[ord(figure)])


def _substitutions(font: Any, feature: str) -> dict[str, str]:
    """Return which glyph stands for which under a feature of single substitutions."""
    table = font["GSUB"].table
    lookups = {i for r in table.FeatureList.FeatureRecord if r.FeatureTag == feature for i in r.Feature.LookupListIndex}
    swap: dict[str, str] = {}
    for i in sorted(lookups):
        for part in table.LookupList.Lookup[i].SubTable:
            swap |= getattr(part, "ExtSubTable", part).mapping
    return swap


def _cut(font: Any, signs: set[int]) -> None:
    """Drop every sign but those wanted, all features but kerning, and all instructions."""
    options = Options(
        layout_features=["kern"], hinting=False, name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14], notdef_outline=True
    )
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=signs)
    subsetter.subset(font)


def _spans(signs: list[int]) -> list[list[int]]:
    """Return sorted numbers as [first, last] spans."""
    spans: list[list[int]] = []
    for sign in signs:
        if spans and spans[-1][1] == sign - 1:
            spans[-1][1] = sign
        else:
            spans.append([sign, sign])
    return spans
