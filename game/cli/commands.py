"""The commands: one module each, loaded when it is asked for.

Whatever is typed, the answer is the result, or one sentence on the error
stream and an exit status: 0 fine, 1 something is wrong with what was given,
2 called wrongly, 130 interrupted (128 and the signal's number, if it was another signal).
"""

import contextlib
import importlib
import os
import sys
from collections.abc import Sequence

from game.cli.calling import CallError, Failure, Parser, unknown
from game.cli.ending import Ended, ended_cleanly, held
from game.cli.terminal import fitted

__all__ = ["COMMANDS", "carry_out"]

# Each is a module of this package with `fill(parser)` and `run(arguments) -> exit status`.
COMMANDS = {
    "play": "open the map game",
    "new": "begin a scenario: a first draft that can be played, or a variant of a shipped one",
    "check": "say what is wrong with the files of a scenario, and how to mend it",
    "run": "play one game and tell it, or many games and count them",
    "compare": "compare scenarios, assumptions or policies: what differs, and what cannot be told apart",
    "sweep": "move assumptions and settings by a plan: which of them decides the answer?",
    "rerun": "play again what a manifest tells of: the same files, byte for byte",
    "claims": "check what the articles claim, and find which change of an assumption turns the verdict",
    "balance": "tell an author how balanced a scenario is, and what to try",
    "replay": "tell a recorded game again, or verify it",
    "phases": "print the phases of a turn in their order",
}
_INTERRUPTED, _PIPE_CLOSED = 130, 141


def carry_out(words: Sequence[str]) -> int:
    """Run a command.

    Parameters
    ----------
    words : what was typed after `wedge`.

    Returns
    -------
    int
        The exit status.
    """
    words = list(words)
    _speak_any_language()
    try:
        with ended_cleanly():
            status = _dispatch(words)
        sys.stdout.flush()
    except CallError as error:
        return _complain(words, error, 2)
    except Failure as error:
        return _complain(words, error, 1)
    except KeyboardInterrupt as stop:
        print(f"\n{str(stop) or 'Stopped; nothing was written.'}", file=sys.stderr)
        return 128 + stop.number if isinstance(stop, Ended) else _INTERRUPTED
    except BrokenPipeError:
        _close_quietly()
        return _PIPE_CLOSED
    except OSError as error:
        _close_quietly()
        return _complain(words, Failure(f"The output could not be written: {error.strerror or error}."), 1)
    return status


def _dispatch(words: list[str]) -> int:
    if not words or words[0] in ("-h", "--help", "help"):
        print(_overview())
        return 0 if words else 2
    if words[0] in ("-V", "--version"):
        from game.version import __version__

        print(f"wedge {__version__}")
        return 0
    command = words[0]
    if command not in COMMANDS:
        if command.startswith("-"):
            raise CallError(f"The command comes before its options, as in: wedge run SCENARIO. Found {command!r}.")
        raise CallError(unknown("There is no command {word!r}", command, COMMANDS))
    with held():
        module = importlib.import_module(f"game.cli.{command}")
    parser = Parser(command, COMMANDS[command], module.__doc__ or "")
    module.fill(parser)
    arguments = parser.read(words[1:])
    arguments.typed = ["wedge", *words]
    return int(module.run(arguments))


def _overview() -> str:
    width = max(len(name) for name in COMMANDS)
    lines = [f"  {name:<{width}}  {what}" for name, what in COMMANDS.items()]
    return "\n".join(
        [
            "usage: wedge COMMAND ...",
            "",
            "A game of influence and balanced diplomacy: scenarios in YAML, one engine for one game and for a million.",
            "",
            *lines,
            "",
            "wedge COMMAND --help tells more about a command.",
        ]
    )


def _complain(words: list[str], error: Exception, status: int) -> int:
    name = f"wedge {words[0]}" if words and words[0] in COMMANDS else "wedge"
    text = "".join(char if char.isprintable() or char == "\n" else "?" for char in str(error))
    print(fitted(f"{name}: {text}", sys.stderr), file=sys.stderr)
    return status


def _speak_any_language() -> None:
    """Let a terminal that lacks a letter show its number instead of failing."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by whoever started us
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _close_quietly() -> None:
    """Write the rest nowhere, so that Python does not complain at its end about a reader who has gone."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
