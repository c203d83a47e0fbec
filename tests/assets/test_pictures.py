"""Flags and icons, in all their sizes."""

import pytest

from tests.assets.reading import ASSETS, content, png_size

ICONS = content("icons/icons.json")


@pytest.mark.parametrize("size", [64, 128])
@pytest.mark.parametrize("who", ["JPN", "CHN", "RUS", "KAZ", "UZB", "KGZ", "TJK", "TKM", "MNG", "neutral"])
def test_a_flag_has_its_size(who: str, size: int) -> None:
    assert png_size(f"flags/{who}_{size}.png") == (size, size)


def test_every_flag_comes_in_both_sizes() -> None:
    names = sorted(path.stem for path in (ASSETS / "flags").iterdir())
    assert names == sorted(f"{name.split('_')[0]}_{size}" for name in names[::2] for size in (64, 128))


def test_icons_have_cells_of_their_own_on_both_sheets() -> None:
    cells = [tuple(cell) for cell in ICONS["icons"].values()]
    assert len(set(cells)) == len(cells)
    for sheet in ICONS["sheets"]:
        width, height = png_size(f"icons/{sheet['file']}")
        assert max(column for column, _ in cells) * sheet["cell"] < width
        assert max(row for _, row in cells) * sheet["cell"] < height


def test_the_marks_of_the_screens_are_there() -> None:
    wanted = "check x pencil-line quote database flask-conical hourglass lock undo-2 git-branch newspaper keyboard"
    assert set(wanted.split()) <= ICONS["icons"].keys()
