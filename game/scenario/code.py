"""One entry of the register of problem codes."""

from dataclasses import dataclass

__all__ = ["Code"]


@dataclass(frozen=True)
class Code:
    """What a problem code means."""

    title: str
    why: str
    wrong: str
    right: str
    severity: str = "error"
