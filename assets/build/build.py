"""Build every asset from its sources: the same bytes each time.

usage: python assets/build/build.py [--check]     needs: pip install -e '.[build-assets]', and npm
`--check` builds and then fails if any file differs from what the manifest said before.
"""

import argparse
import hashlib
import json

import countries
import flags
import fonts
import icons
import lakes
import licences
import relief
import rivers
from fetch import fetch
from sources import SOURCES, Source
from writing import ASSETS, Made, write_json

SCRIPTS = (countries, lakes, rivers, relief, flags, icons, fonts, licences)
MANIFEST = "manifest.json"


def main() -> None:
    """Fetch the sources, run every script, write the manifest."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="fail if a file differs from the manifest")
    check = parser.parse_args().check
    before = (ASSETS / MANIFEST).read_text(encoding="utf-8") if check else ""
    for source in SOURCES:
        fetch(source)
    files: list[dict[str, object]] = []
    for script in SCRIPTS:
        made = script.build()
        files += [_entry(one, f"build/{script.__name__}.py") for one in made]
        print(f"{script.__name__}: {len(made)} files, {sum(one.path.stat().st_size for one in made):,} bytes")
    files.sort(key=lambda entry: str(entry["file"]))
    content: dict[str, object] = {"format": 1, "sources": [_described(s) for s in SOURCES], "files": files}
    after = write_json(MANIFEST, content).path.read_text(encoding="utf-8")
    if check and before != after:
        raise SystemExit(f"not the same as before: {', '.join(_changed(before, after))}")


def _entry(made: Made, script: str) -> dict[str, object]:
    content = made.path.read_bytes()
    return {
        "file": made.path.relative_to(ASSETS).as_posix(),
        "bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "sources": [source.name for source in made.sources],
        "script": script,
    }


def _described(source: Source) -> dict[str, object]:
    """Return what the manifest says of a source."""
    keys = ("name", "registry", "version", "sha256", "licence", "author")
    return {key: getattr(source, key) for key in keys}


def _changed(before: str, after: str) -> list[str]:
    """Return the files whose digests differ between two manifests, or the manifest itself."""
    old, new = ({f["file"]: f["sha256"] for f in json.loads(text)["files"]} for text in (before, after))
    return sorted(name for name in old.keys() | new.keys() if old.get(name) != new.get(name)) or [MANIFEST]


if __name__ == "__main__":
    main()
