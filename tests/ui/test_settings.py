"""Settings, keys and the file that keeps them."""

import json
from pathlib import Path

import pytest

from game.ui.settings import KEYS, NAMES, SCREENS, Settings
from game.ui.settings_file import SettingsFile


def test_settings_come_back_as_they_were_kept(tmp_path: Path) -> None:
    file = SettingsFile(tmp_path / "deep" / "settings.json")
    assert file.read() == (Settings(), "")
    chosen = Settings("dark", 1.5, "calm", "en", True, True, {"why": "q"})
    assert file.write(chosen) == ""
    assert SettingsFile(file.path).read() == (chosen, "")
    assert [path.name for path in file.path.parent.iterdir()] == ["settings.json"]


def test_files_are_remembered_newest_first_and_never_more_than_eight(tmp_path: Path) -> None:
    settings = Settings()
    for number in (*range(10), 7):
        settings = settings.with_file(tmp_path / f"{number}.yaml")
    assert [Path(name).stem for name in settings.files] == ["7", "9", "8", "6", "5", "4", "3", "2"]
    file = SettingsFile(tmp_path / "settings.json")
    file.write(settings)
    assert SettingsFile(file.path).read() == (settings, "")


def test_a_name_that_cannot_be_written_does_not_keep_the_settings_from_being_kept(tmp_path: Path) -> None:
    settings = Settings("dark").with_file(tmp_path / "odd\udcff.yaml")
    file = SettingsFile(tmp_path / "settings.json")
    assert file.write(settings) == ""
    assert SettingsFile(file.path).read()[0].theme == "dark"


@pytest.mark.parametrize("files", ["mine.yaml", [1], [["a"]], {"a": "b"}, None, ["a.yaml"] * 9])
def test_files_that_are_no_list_of_names_are_none(tmp_path: Path, files: object) -> None:
    file = SettingsFile(tmp_path / "settings.json")
    file.path.write_text(json.dumps({"theme": "dark", "files": files}), encoding="utf-8")
    settings, said = file.read()
    assert settings == Settings("dark")
    assert "files" in said


def test_they_lie_in_the_folder_that_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEDGE_HOME", str(tmp_path))
    assert SettingsFile().path == tmp_path / "settings.json"
    monkeypatch.delenv("WEDGE_HOME")
    assert SettingsFile().path.name == "settings.json"


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "\x00", '{"text": NaN}', '{"a": 1, "a": 2}', "[" * 10_000])
def test_a_file_that_cannot_be_read_is_one_sentence(tmp_path: Path, text: str) -> None:
    file = SettingsFile(tmp_path / "settings.json")
    file.path.write_text(text, encoding="utf-8")
    settings, said = file.read()
    assert settings == Settings()
    assert str(file.path) in said
    assert said.endswith(".")
    assert "\n" not in said


def test_bytes_that_are_no_text_and_a_folder_are_sentences_too(tmp_path: Path) -> None:
    file = SettingsFile(tmp_path / "settings.json")
    file.path.write_bytes(b"\xff\xfe\x00")
    assert file.read()[1]
    assert SettingsFile(tmp_path).read()[1]


def test_what_is_wrong_is_named_and_the_rest_holds(tmp_path: Path) -> None:
    file = SettingsFile(tmp_path / "settings.json")
    content = {"theme": "purple", "text": 1.3, "motion": "calm", "hide_advice": 1, "keys": {"why": 7, "undo": "z"}}
    file.path.write_text(json.dumps(content), encoding="utf-8")
    settings, said = file.read()
    assert settings == Settings(motion="calm", keys={"undo": "z"})
    for name in ("theme", "text", "hide_advice", "keys"):
        assert name in said
    assert "motion" not in said


def test_what_a_newer_version_knows_stays_in_the_file(tmp_path: Path) -> None:
    file = SettingsFile(tmp_path / "settings.json")
    file.path.write_text('{"theme": "dark", "sound": true, "keys": {"dance": "z"}}', encoding="utf-8")
    settings, said = file.read()
    assert (settings.theme, said) == ("dark", "")
    file.write(Settings())
    assert json.loads(file.path.read_text(encoding="utf-8"))["sound"] is True


def test_what_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    said = SettingsFile(tmp_path / "taken" / "settings.json").write(Settings())
    assert "taken" in said
    assert said.endswith(".")


def test_no_two_actions_of_a_screen_have_one_key() -> None:
    clashes = {action: Settings().clashes(action, key) for action, key in KEYS.items()}
    assert not {action: found for action, found in clashes.items() if found}


def test_every_action_has_a_screen_and_a_name() -> None:
    listed = [action for actions in SCREENS.values() for action in actions]
    assert sorted(listed) == sorted(KEYS)
    assert set(NAMES) == set(KEYS)


def test_a_key_that_is_taken_over_leaves_the_other_without() -> None:
    settings = Settings()
    assert settings.clashes("target", "l") == ("levers",)
    assert settings.clashes("branch", "l") == ()
    assert settings.clashes("why", "l") == ("levers", "all of the turn")
    taken = settings.with_key("target", "l")
    assert (taken.key("target"), taken.key("levers")) == ("l", "")
    back = taken.with_key("target", "t").with_key("levers", "l")
    assert back == settings


@pytest.mark.parametrize("key", ["tab", "return", "escape", "up", "f1", "5"])
def test_some_keys_stay_what_they_are(key: str) -> None:
    assert not Settings().may_have("undo", key)
    assert Settings().may_have("continue", "return")
