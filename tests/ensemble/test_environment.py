"""The environment of processes that play."""

import sys

import pytest

from game.ensemble.environment import environment


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (None, "glibc.malloc.hugetlb=1"),
        ("glibc.malloc.check=1", "glibc.malloc.check=1:glibc.malloc.hugetlb=1"),
        ("glibc.malloc.hugetlb=0", "glibc.malloc.hugetlb=0"),
    ],
)
def test_large_pages_are_asked_for_unless_somebody_has_decided(
    told: str | None, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.delenv("GLIBC_TUNABLES", raising=False)
    if told is not None:
        monkeypatch.setenv("GLIBC_TUNABLES", told)
    monkeypatch.setenv("WEDGE_TEST", "kept")
    found = environment()
    assert (found["GLIBC_TUNABLES"], found["WEDGE_TEST"]) == (expected, "kept")


def test_other_platforms_keep_theirs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.delenv("GLIBC_TUNABLES", raising=False)
    assert "GLIBC_TUNABLES" not in environment()
