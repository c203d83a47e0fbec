"""The command line, `wedge` and `python -m game`.

Nothing is loaded here before an interruption can be answered.
"""

import sys

TYPE_CHECKING = False  # as typing's, whose loading takes longer than all of this
if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["main"]


def main(words: "Sequence[str] | None" = None) -> int:
    """Run a command.

    Parameters
    ----------
    words : what was typed after `wedge`; the process's own arguments if not given.

    Returns
    -------
    int
        The exit status.
    """
    try:
        from game.cli.commands import carry_out
    except KeyboardInterrupt:
        print("\nStopped; nothing was written.", file=sys.stderr)
        return 130
    return carry_out(list(sys.argv[1:] if words is None else words))
