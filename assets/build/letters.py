"""Which signs each font keeps."""

from collections.abc import Iterable

SIGNS = (
    range(0x0020, 0x007F),
    range(0x00A0, 0x0250),
    (0x02BB, 0x02BC, 0x02C8, 0x2009, 0x202F, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015),
    range(0x2018, 0x201F),
    (0x2020, 0x2021, 0x2022, 0x2026, 0x2030, 0x2032, 0x2033, 0x2039, 0x203A),
    (0x20A9, 0x20AC, 0x20AE, 0x20B8, 0x20BA, 0x20BC, 0x20BD, 0x20BE, 0x2116, 0x2122),
    range(0x0400, 0x0530),
    range(0x1E9E, 0x1E9F),
)
"""Latin with its extensions (Turkmen, Uzbek, Turkish), all Cyrillic letters, punctuation and currencies."""

MARKS = (
    range(0x2190, 0x219A),
    (0x21A9, 0x21AA, 0x21B5, 0x21C4, 0x21E5, 0x21E7, 0x2212, 0x221E, 0x2248, 0x2260, 0x2264, 0x2265, 0x2318, 0x23CE),
    range(0x25A0, 0x2600),
    (0x2605, 0x2606, 0x2713, 0x2717),
)
"""Arrows, comparisons, keys, dots and ticks."""

RARER_JAPANESE = "笪絆貪"
RARER_CHINESE = "尕汶浏瑙笪骰"
"""Characters beyond the first level of the national tables that a translation of the game needs; tests tell which."""


def western() -> set[int]:
    """Return the signs of a Latin and Cyrillic font."""
    return {sign for part in (*SIGNS, *MARKS) for sign in part}


def japanese() -> set[int]:
    """Return kana, punctuation, full-width signs and the 2,965 kanji of the first level of JIS X 0208."""
    signs = set(range(0x20, 0x7F)) | {0x2026, 0x2014, 0x2015, 0x2018, 0x2019, 0x201C, 0x201D, 0x00D7, 0x00F7}
    signs |= set(range(0x3000, 0x3100)) | set(range(0xFF01, 0xFF9F)) | {0xFFE5}
    return signs | _table("euc_jp", range(1, 48)) | set(map(ord, RARER_JAPANESE))


def chinese() -> set[int]:
    """Return punctuation, full-width signs and the 3,755 simplified characters of the first level of GB 2312."""
    signs = set(range(0x20, 0x7F)) | {0x00B7, 0x2013, 0x2014, 0x2026, 0x00D7, 0x00F7}
    signs |= set(range(0x3000, 0x3018)) | set(range(0xFF01, 0xFF5F)) | {0xFFE5}
    return signs | _table("gb2312", (1, 2, 3, *range(16, 56))) | set(map(ord, RARER_CHINESE))


def _table(encoding: str, rows: Iterable[int]) -> set[int]:
    """Return the signs of rows of a national table of 94 signs to a row."""
    pairs = (bytes((0xA0 + row, 0xA0 + cell)) for row in rows for cell in range(1, 95))
    return {ord(sign) for pair in pairs for sign in pair.decode(encoding, errors="ignore")}
