"""The map looks as it did: compared on small means, so that another font library or processor may differ a little."""

import numpy as np
import pytest

from tests.ui.map.record import FOLDER, PICTURES, Pixels, drawn, recorded

_BLOCK = 5
AGAIN = "If that was meant, look at it and run: python -m tests.ui.map.record"


def means(picture: Pixels) -> "np.ndarray[tuple[int, ...], np.dtype[np.float64]]":
    width, height = picture.shape[:2]
    blocks = picture.astype(float).reshape(width // _BLOCK, _BLOCK, height // _BLOCK, _BLOCK, 3)
    return np.asarray(blocks.mean(axis=(1, 3)))


@pytest.mark.parametrize("name", PICTURES)
def test_the_picture_is_as_recorded(name: str) -> None:
    away = np.abs(means(drawn(name)) - means(recorded(name)))
    assert away.mean() < 1.0, AGAIN
    assert np.quantile(away, 0.995) < 24, AGAIN


def test_another_picture_would_be_noticed() -> None:
    away = np.abs(means(recorded("influence")) - means(recorded("domain")))
    assert away.mean() > 10


def test_every_recorded_picture_is_drawn() -> None:
    assert {path.stem for path in FOLDER.iterdir()} == set(PICTURES)
