"""Files of shapes: what is wrong is said in a sentence, whatever the bytes."""

import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.scenario.shapes import ShapesError, read_shapes

RING = [[0, 0], [1, 0], [1, 1], [0, 0]]


def good(**changes: Any) -> dict[str, Any]:
    return {"format": 1, "countries": [{"iso": "ZZZ", "name": "Z", "polygons": [[RING]], **changes}]}


def told(tmp_path: Path, content: object) -> str:
    text = content if isinstance(content, str) else json.dumps(content)
    (tmp_path / "own.json").write_text(text, encoding="utf-8")
    with pytest.raises(ShapesError) as fault:
        read_shapes("own.json", tmp_path)
    return str(fault.value)


def test_a_good_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "own.json").write_text(json.dumps(good(label=[0.5, 0.4])), encoding="utf-8")
    (shape,) = read_shapes("own.json", tmp_path)
    assert (shape.iso, shape.name, shape.label) == ("ZZZ", "Z", (0.5, 0.4))
    assert shape.polygons == (((((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 0.0))),),)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("{", "is not JSON: Expecting property name enclosed in double quotes in line 1, column 2"),
        ("[" * 100_000, "is not JSON"),
        ('{"format": 2}', 'is not such a file: it begins {"format": 1'),
        ("[]", 'is not such a file: it begins {"format": 1'),
        ({"format": 1, "countries": {}}, "needs a list `countries`"),
        ({"format": 1, "countries": [7]}, "countries, 1: a country has `iso`, `name` and `polygons`"),
        (good(iso="zz"), "countries, 1: `iso` is three capital letters, such as KAZ"),
        (good(colour="red"), 'countries, 1: there is no setting "colour"'),
        (good(polygons=None), "`polygons` is a list, empty to take the country off the map"),
        (good(polygons=[[]]), "a polygon is a list of rings, the outer one first"),
        (good(polygons=[[RING[:3]]]), "a ring has at least four points"),
        (good(polygons=[[[[0, 0], [1, 0], [1, 1], [0, 1]]]]), "ring 1: the last point must be the first again"),
        (good(polygons=[[[[0, 0], [1, 0], [1, "x"], [0, 0]]]]), "point 3: a point is [longitude, latitude] in degrees"),
        (good(polygons=[[[[0, 0], [1, 0], [1, 95], [0, 0]]]]), "point 3: [1, 95] is nowhere"),
        ('{"format": 1, "countries": [{"iso": "ZZZ", "polygons": [[[[0, NaN], [1, 0], [1, 1], [0, 0]]]]}]}', "a point"),
        (good(label=[1]), "label: a point is"),
        ({"format": 1, "countries": good()["countries"] * 2}, "has ZZZ twice"),
        ({"format": 1, "countries": good()["countries"] * 500}, "has more than 400 countries"),
    ],
)  # fmt: skip
def test_faults_are_told_with_their_place(tmp_path: Path, content: object, words: str) -> None:
    assert words in told(tmp_path, content)


def test_files_elsewhere_are_not_opened(tmp_path: Path) -> None:
    (tmp_path / "secret.json").write_text("{}", encoding="utf-8")
    inner = tmp_path / "inner"
    inner.mkdir()
    for name in ("../secret.json", "/etc/passwd", "C:\\secret.json", "missing.json"):
        with pytest.raises(ShapesError):
            read_shapes(name, inner)
    (inner / "link.json").symlink_to(tmp_path / "secret.json")
    with pytest.raises(ShapesError, match="link that leads outside"):
        read_shapes("link.json", inner)


KEYS = st.sampled_from(["iso", "name", "label", "polygons", "format", "countries"])
LEAVES = st.none() | st.booleans() | st.floats() | st.text(max_size=5)
ANYTHING = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4), max_leaves=20
)


@given(ANYTHING)
@settings(max_examples=150)
def test_whatever_stands_there_it_is_a_sentence(content: object) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "own.json"
        path.write_text(json.dumps({"format": 1, "countries": [content]}), encoding="utf-8")
        with pytest.raises(ShapesError, match=r"countries, 1|is not JSON"):
            read_shapes("own.json", Path(folder))


def test_a_land_may_say_that_it_is_invented(tmp_path: Path) -> None:
    (tmp_path / "own.json").write_text(json.dumps(good(ground="invented")), encoding="utf-8")
    assert read_shapes("own.json", tmp_path)[0].invented
    assert '`ground` is "invented", or is left out' in told(tmp_path, good(ground="high"))
