"""The licence texts of the packages, word for word: `licences/`."""

from fetch import read
from sources import SOURCES
from writing import Made, place


def build() -> list[Made]:
    """Copy each licence text that a package brings."""
    made = []
    for source in SOURCES:
        for member in source.licence_files:
            path = place(f"licences/{source.name.removeprefix('@').replace('/', '-')}.txt")
            text = read(source, member).decode().replace("\r\n", "\n").rstrip("\n")
            path.write_text(text + "\n", encoding="utf-8", newline="\n")
            made.append(Made(path, (source,)))
    return made
