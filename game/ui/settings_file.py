"""Keeping settings in a file: written whole or not at all, and never in the way when it cannot be read."""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from game.sim.files import home, why, write_whole
from game.sim.untrusted import Unreadable, read_bytes, read_json
from game.ui.settings import KEYS, MOST_FILES, TEXT_SCALES, Settings
from game.ui.theme import HATCHINGS, MOTIONS, PALETTES, THEMES
from game.ui.words import _, languages, say

__all__ = ["SettingsFile"]

_LONGEST_KEY = 20


class SettingsFile:
    """The file of the settings, `settings.json` in the platform's folder for such files, or in WEDGE_HOME.

    Entries that this version does not know stay in the file, so that a newer one finds them again.

    Parameters
    ----------
    path : another file.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path if path is not None else _folder() / "settings.json"
        self._unknown: Mapping[str, Any] = {}

    def read(self) -> tuple[Settings, str]:
        """Return the settings, and a sentence about what could not be used ("" if all could)."""
        if not self.path.exists():
            return Settings(), ""
        data = read_bytes(self.path, "settings")
        found = data if isinstance(data, Unreadable) else read_json(data, dict)
        if isinstance(found, Unreadable):
            said = _("The settings in {path} cannot be used; the usual ones hold. {why}")
            return Settings(), said.format(path=self.path, why=say(found.sentence))
        known = set(asdict(Settings()))
        self._unknown = {name: value for name, value in found.items() if name not in known}
        return _settings(found, self.path)

    def write(self, settings: Settings) -> str:
        """Keep settings; return a sentence if they cannot be kept, "" if they are."""
        content = {**self._unknown, **asdict(settings)}
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(self.path, json.dumps(content, indent=2, ensure_ascii=False) + "\n")
        except (OSError, ValueError) as error:
            return _("The settings hold until the window is closed, but cannot be kept in {path}: {why}.").format(
                path=self.path, why=why(error)
            )
        return ""


def _folder() -> Path:
    if os.environ.get("WEDGE_HOME", "").strip():
        return home()
    from platformdirs import user_config_path

    return user_config_path("wedge", appauthor=False)


def _settings(found: Mapping[str, Any], path: Path) -> tuple[Settings, str]:
    """Return what can be used of a file's entries, and which cannot."""
    usual = asdict(Settings())
    taken: dict[str, Any] = {}
    wrong = []
    for name in usual:
        if name not in found:
            continue
        if name == "keys":
            taken["keys"], bad = _keys(found[name])
            wrong += ["keys"] if bad else []
        elif _is_fit(name, found[name]):
            taken[name] = type(usual[name])(found[name])
        else:
            wrong.append(name)
    settings = Settings(**taken)
    if not wrong:
        return settings, ""
    said = _("Some settings in {path} are not possible, and the usual ones hold for them: {names}.")
    return settings, said.format(path=path, names=", ".join(wrong))


def _is_fit(name: str, value: Any) -> bool:
    if name == "text":
        return isinstance(value, (int, float)) and not isinstance(value, bool) and value in TEXT_SCALES
    if name == "files":
        return isinstance(value, list) and len(value) <= MOST_FILES and all(isinstance(path, str) for path in value)
    allowed: dict[str, tuple[Any, ...]] = {
        "theme": tuple(THEMES), "motion": MOTIONS, "palette": PALETTES, "hatching": HATCHINGS,
         "language": languages(),
        "words_for_numbers": (True, False), "hide_advice": (True, False),
        "few_figures": (True, False),
    }  # fmt: skip
    return any(value is choice or (isinstance(value, str) and value == choice) for choice in allowed[name])


def _keys(value: Any) -> tuple[dict[str, str], bool]:
    """Return the keys that can be used, and whether any cannot; those of other versions' actions are passed over."""
    if not isinstance(value, dict):
        return {}, True
    settings, bad = Settings(), False
    for action, key in value.items():
        if action not in KEYS:
            continue
        if not _is_key(key) or (key and not settings.may_have(action, key)):
            bad = True
        else:
            settings = settings.with_key(action, key) if key else _without(settings, action)
    return dict(settings.keys), bad


def _is_key(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= _LONGEST_KEY and (value == "" or value.isprintable())


def _without(settings: Settings, action: str) -> Settings:
    return Settings(keys={**settings.keys, action: ""})
