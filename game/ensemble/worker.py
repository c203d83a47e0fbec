"""A process that plays: it is sent a task and then ranges of runs, and sends back what was played.

It is a plain interpreter with two pipes and no copy of whoever started it, so that it is the same on every platform,
needs no guard in a user's script, and ends by itself when the pipe is closed.
"""

import pickle
import struct
import sys
import time
import traceback
from typing import IO, Any, NamedTuple

__all__ = ["Broken", "main", "receive", "send"]

_LENGTH = struct.Struct("<Q")


class Broken(NamedTuple):
    """What went wrong while some runs were played: the fault of a policy, not of the process."""

    sentence: str
    trace: str


def send(pipe: IO[bytes], data: bytes) -> None:
    """Write one message."""
    pipe.write(_LENGTH.pack(len(data)))
    pipe.write(data)
    pipe.flush()


def receive(pipe: IO[bytes]) -> bytes | None:
    """Read one message, None at the end of the pipe, even in the middle of a message."""
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    data = pipe.read(length)
    return data if len(data) == length else None


def main() -> None:
    """Play until nothing more is asked for; whatever a policy prints goes to the error stream."""
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr
    task: Any = None
    while (message := receive(source)) is not None:
        try:
            if task is None:
                task = pickle.loads(message)
                continue
            begun = time.thread_time()
            reply: Any = (task.play(range(*pickle.loads(message))), time.thread_time() - begun)
        except Exception as error:
            reply = Broken(f"{type(error).__name__}: {error}", traceback.format_exc())
            task = task or reply
        try:
            send(sink, pickle.dumps(reply, 5))
        except OSError:  # nobody is there any more
            break
