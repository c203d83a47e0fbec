"""What was computed for a turn as it stands, kept until a decision changes it."""

from collections.abc import Callable
from typing import TypeVar, cast

__all__ = ["Known"]

_Value = TypeVar("_Value")


class Known:
    """What was computed for one state of things, by name; another state of things begins anew."""

    def __init__(self) -> None:
        self._mark: object = None
        self._found: dict[str, object] = {}

    def get(self, mark: object, name: str, compute: Callable[[], _Value]) -> _Value:
        """Return what goes by a name, computed once as long as the mark stays equal."""
        if self._mark != mark:
            self._mark, self._found = mark, {}
        if name not in self._found:
            self._found[name] = compute()
        return cast(_Value, self._found[name])
