"""Every asset has a source, a licence and its digest."""

import hashlib
import re

import pytest

from tests.assets.reading import ASSETS, content

OWN = ("NOTICE.md", "README.md", "manifest.json", ".gitignore", ".gitattributes")
BUDGETS = {"map/countries.json": 400, "map/lakes.json": 120, "map/rivers.json": 120, "fonts/coverage.json": 150}


def shipped() -> list[str]:
    names = [path.relative_to(ASSETS).as_posix() for path in ASSETS.rglob("*") if path.is_file()]
    return sorted(name for name in names if name not in OWN and not name.startswith("build/"))


def test_the_manifest_lists_every_file_and_no_other() -> None:
    assert shipped() == [entry["file"] for entry in content("manifest.json")["files"]]


@pytest.mark.parametrize("entry", content("manifest.json")["files"], ids=lambda entry: str(entry["file"]))
def test_a_file_is_the_one_in_the_manifest(entry: dict[str, object]) -> None:
    raw = (ASSETS / str(entry["file"])).read_bytes()
    assert (len(raw), hashlib.sha256(raw).hexdigest()) == (entry["bytes"], entry["sha256"])
    assert (ASSETS / str(entry["script"])).is_file()


def test_every_source_is_known_and_used() -> None:
    manifest = content("manifest.json")
    used = {name for entry in manifest["files"] for name in entry["sources"]}
    assert used == {source["name"] for source in manifest["sources"]}


@pytest.mark.parametrize("source", content("manifest.json")["sources"], ids=lambda source: str(source["name"]))
def test_the_notice_names_package_version_and_licence(source: dict[str, str]) -> None:
    lines = (ASSETS / "NOTICE.md").read_text(encoding="utf-8").splitlines()
    (row,) = [line for line in lines if f"`{source['name']}` {source['version']} " in line]
    licence = re.split(r"[, (]", source["licence"])[0]
    assert licence in row


def test_only_the_neutral_flag_has_no_source() -> None:
    alone = [entry["file"] for entry in content("manifest.json")["files"] if not entry["sources"]]
    assert alone == ["flags/neutral_128.png", "flags/neutral_64.png"]


def test_the_files_are_small() -> None:
    sizes = {entry["file"]: entry["bytes"] for entry in content("manifest.json")["files"]}
    assert sum(sizes.values()) < 6_800_000  # 4.5 of them are the characters of Japanese and Chinese, in two weights
    assert all(sizes[name] < 1000 * limit for name, limit in BUDGETS.items())
    assert sum(size for name, size in sizes.items() if name.startswith("map/relief")) < 800_000


def test_nothing_names_a_machine_or_a_registry_host() -> None:
    for path in ASSETS.rglob("*"):
        if path.suffix in (".py", ".md", ".json"):
            text = path.read_text(encoding="utf-8")
            assert not re.search(r"/work/|/home/|/root/|/tmp/|npmjs|pypi\.org|pythonhosted|\bdebian\.org", text), path
