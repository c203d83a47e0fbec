"""What a class takes home: the page to print beside the chronicle, the replay and the save."""

import webbrowser
from pathlib import Path

import pytest

from game.cli import main
from game.sim.saved_game import Note
from game.ui.app import App
from game.ui.settings import Settings
from tests.ui.examples.ending import _Counted, _others
from tests.ui.hands import press, window
from tests.ui.matches import over

NASTY = "<script>alert('x')</script>"


def _end(language: str = "en") -> App:
    app = window(settings=Settings(motion="none", language=language))
    match = over("halmar", halmar=NASTY)
    match.notes.append(Note(match.world.turns, f'{NASTY} "we"'))
    match.guesses = {"halmar.the_grip_holds": 0.35}
    app.push(_Counted(app, match, _others()))
    app.frame(0.0)
    return app


def _pack(tmp_path: Path) -> Path:
    (place,) = (tmp_path / "home" / "packs").iterdir()
    return place


def test_p_saves_the_pack_and_says_where_the_page_lies(tmp_path: Path) -> None:
    app = _end()
    press(app, "p")
    place = _pack(tmp_path)
    assert {path.name for path in place.iterdir()} == {
        "game.html", "chronicle.txt", "replay.json", "game.wedge.json", "notes.txt",
    }  # fmt: skip
    said = " ".join(app.describe().split())
    assert "open it in a browser and print" in said
    assert str(place / "game.html") in said
    text = (place / "game.html").read_text(encoding="utf-8")
    assert "<script" not in text
    assert "&lt;script&gt;" in text
    for words in ("hardly loosen the grip of Vesk", "In 40 other games", "In this game it was", "Turn 6 of 6"):
        assert words in text


@pytest.mark.parametrize(
    ("driver", "browser", "shown"),
    [("x11", webbrowser.BackgroundBrowser("firefox"), 1), ("windows", webbrowser.BackgroundBrowser("edge"), 1),
     ("x11", webbrowser.GenericBrowser("lynx"), 0), ("dummy", webbrowser.BackgroundBrowser("firefox"), 0)],
)  # fmt: skip
def test_the_page_opens_in_the_browser_of_a_desktop(
    driver: str, browser: webbrowser.GenericBrowser, shown: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    app = _end()
    monkeypatch.setattr("pygame.display.get_driver", lambda: driver)
    monkeypatch.setattr("webbrowser.get", lambda: browser)
    monkeypatch.setattr(type(browser), "open", lambda _self, address, *_: opened.append(address))
    press(app, "f5")
    assert opened == [], "who saves for later is not shown the page"
    press(app, "p")
    assert opened == [(_pack(tmp_path) / "game.html").as_uri()] * shown


def test_without_a_browser_the_place_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def none() -> None:
        raise webbrowser.Error("could not locate runnable browser")

    app = _end()
    monkeypatch.setattr("pygame.display.get_driver", lambda: "x11")
    monkeypatch.setattr("webbrowser.get", none)
    press(app, "p")
    assert "open it in a browser" in app.describe()


def test_the_save_button_saves_the_page_too(tmp_path: Path) -> None:
    app = _end()
    press(app, "f5")
    assert (_pack(tmp_path) / "game.html").is_file()
    assert "a page to print" in app.describe()


def test_what_the_page_says_about_verifying_is_true(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    press(_end(), "p")
    place = _pack(tmp_path)
    assert "wedge replay game.wedge.json --verify" in (place / "game.html").read_text(encoding="utf-8")
    assert main(["replay", str(place / "game.wedge.json"), "--verify"]) == 0
    assert "verified" in capsys.readouterr().out


def test_the_page_is_in_the_language_that_is_spoken(tmp_path: Path) -> None:
    press(_end("ru"), "p")
    text = (_pack(tmp_path) / "game.html").read_text(encoding="utf-8")
    assert '<html lang="ru">' in text
    for words in ("Ход 1 из 6", "Переломные ходы", "Правы ли были эксперты?", "Что модель упустила?"):
        assert words in text
    assert "Turn by turn" not in text


def test_what_cannot_be_saved_is_said(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "packs").write_text("a file", encoding="utf-8")
    app = _end()
    press(app, "p")
    assert "Nothing was saved." in app.describe()
