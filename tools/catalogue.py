"""The catalogue of texts: gather them from the screens, bring translations up to date, compile them.

    pip install -e '.[dev]'
    python tools/catalogue.py            # writes game/ui/locale/wedge.pot, updates every wedge.po, compiles to wedge.mo
    python tools/catalogue.py --check    # changes nothing; fails if the texts have changed since
    python tools/catalogue.py --new uk   # begins another language

Texts are marked with `_`, `ngettext` and `N_`; English sentences are the keys, and so are the names on the map. A
translator needs a text editor and the .po file only. What is not translated, or marked as fuzzy, is shown in English.
"""

import argparse
import io
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))  # the texts are those of this checkout, whichever is installed

from game.model.fields import Entries, Many, Number, Part, Spec  # noqa: E402
from game.scenario.schema import Scenario  # noqa: E402
from game.scenario.settings import sections_of, settings_of  # noqa: E402

LOCALE = ROOT / "game" / "ui" / "locale"
_PACKAGES = ("sim", "report", "ui")  # where texts of the screens come from
_KEYWORDS = {"_": None, "N_": None, "phrase": None, "ngettext": (1, 2), "counted": (1, 2)}
_HEAD = "# The texts of Wedge.\n# Under the licence of the project.\n#"

_UNUSED = tuple(f'"{name}' for name in (
    "POT-Creation-Date", "PO-Revision-Date", "Generated-By", "Report-Msgid-Bugs-To", "Last-Translator", "Language-Team",
))  # fmt: skip


class _Dateless(Catalog):
    """A catalogue whose head says nothing of when and with what it was made, so that the same texts give the same.

    It says how many texts are translated: the game offers a language that has nearly all of them.
    """

    texts = 0  # there are in all

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """The lines of its head."""
        kept = [(name, value) for name, value in super().mime_headers if f'"{name}' not in _UNUSED]
        return [*kept, ("X-Translated", f"{len(self)} of {self.texts}")]


def gather(root: Path = ROOT) -> Catalog:
    """Return all texts of the screens, without a date, so that the same texts give the same file."""
    catalogue = Catalog(project="Wedge", version="0.1", fuzzy=False, charset="utf-8", header_comment=_HEAD)
    for package in _PACKAGES:
        source = root / "game" / package
        found = extract_from_dir(source, [("**.py", "python")], keywords=_KEYWORDS, comment_tags=("catalogue:",))
        for path, _line, message, comments, context in sorted(found, key=lambda entry: (entry[0], entry[1])):
            catalogue.add(message, locations=[(f"game/{package}/{path}", 0)], auto_comments=comments, context=context)
    for meaning in meanings():
        catalogue.add(meaning, auto_comments=["what a number of a scenario says"] if meaning not in catalogue else ())
    for name in names_on_the_map(root):
        catalogue.add(name, auto_comments=["a name on the map"] if name not in catalogue else ())
    return catalogue


def meanings() -> list[str]:
    """Return what the format says about its numbers, which the screens show beside their values."""
    found: dict[str, None] = {}
    seen: set[type] = set()
    waiting: list[Spec] = [Part("", Scenario)]
    while waiting:
        spec = waiting.pop()
        if isinstance(spec, Number):
            found[spec.doc] = None
        elif isinstance(spec, Many | Entries):
            waiting.append(spec.of)
        for section in sections_of(spec):
            if section not in seen:
                seen.add(section)
                waiting += [inner for _name, inner, _default in settings_of(section).values()]
    return sorted(found)


def names_on_the_map(root: Path = ROOT) -> list[str]:
    """Return the names of countries, lakes and seas that the map can bear beside those of a scenario."""
    countries, waters = (json.loads((root / "assets" / "map" / name).read_text(encoding="utf-8"))
                         for name in ("countries.json", "lakes.json"))  # fmt: skip
    groups = (countries["countries"], waters["lakes"], waters["seas"])
    return sorted({entry["name"] for group in groups for entry in group if entry["name"]})


def as_text(catalogue: Catalog) -> str:
    """Return a catalogue as the text of its file."""
    with io.BytesIO() as file:
        write_po(file, catalogue, width=110, omit_header=False, sort_output=True, no_location=True)
        lines = file.getvalue().decode("utf-8").splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(_UNUSED))


def translations() -> list[Path]:
    """Return the files of all languages."""
    return sorted(LOCALE.glob("*/LC_MESSAGES/wedge.po"))


def update(path: Path, texts: Catalog) -> str:
    """Return a translation brought up to date; nothing is guessed."""
    with open(path, "rb") as file:
        catalogue = read_po(file, locale=path.parent.parent.name)
    catalogue.update(texts, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    catalogue.project, catalogue.version, catalogue.fuzzy = texts.project, texts.version, False
    catalogue.header_comment = texts.header_comment
    return as_text(catalogue)


def compile_(path: Path) -> bytes:
    """Return what the game reads of a translation."""
    catalogue = _Dateless(path.parent.parent.name, project="Wedge", version="0.1", charset="utf-8")
    with open(path, "rb") as file:
        for message in read_po(file, locale=path.parent.parent.name):
            catalogue.texts += bool(message.id)
            said = message.string if isinstance(message.string, tuple) else (message.string,)
            if message.id and not message.fuzzy and all(said):
                catalogue.add(message.id, message.string, context=message.context)
    with io.BytesIO() as made:
        write_mo(made, catalogue)
        return made.getvalue()


def main(arguments: Sequence[str]) -> int:
    """Write or check the catalogue."""
    parser = argparse.ArgumentParser(description="The catalogue of texts.")
    parser.add_argument("--check", action="store_true", help="change nothing, fail if anything would change")
    parser.add_argument("--new", metavar="LANGUAGE", help="begin another language")
    given = parser.parse_args(arguments)
    texts = gather()
    if given.new:
        folder = LOCALE / given.new / "LC_MESSAGES"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "wedge.po").touch()
    wanted: dict[Path, bytes] = {LOCALE / "wedge.pot": as_text(texts).encode("utf-8")}
    for path in translations():
        wanted[path] = update(path, texts).encode("utf-8")
        if not given.check:
            path.write_bytes(wanted[path])
        wanted[path.with_suffix(".mo")] = compile_(path)
    stale = [path for path, content in wanted.items() if not path.is_file() or path.read_bytes() != content]
    for path in stale:
        print(("is not up to date: " if given.check else "wrote ") + str(path.relative_to(ROOT)))
        if not given.check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(wanted[path])
    return int(given.check and bool(stale))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
