"""The line between the supervisor and a process that it starts.

Through it a process says that it is ready, and notices that the supervisor is gone, in whatever way, and ends itself:
nothing goes on serving that nobody watches.  May import the standard library only.
"""

from __future__ import annotations

import os
import signal
import socket
import threading
from collections.abc import Mapping
from contextlib import suppress

VARIABLE = "GOVERNANCE_LIFELINE"
READY = b"r"


def hold(values: Mapping[str, str] | None = None) -> None:
    """Tell the supervisor that this process is ready, and end with it.  Without a supervisor this does nothing."""
    number = (os.environ if values is None else values).get(VARIABLE)
    if number is None:
        return
    line = socket.socket(fileno=int(number))
    line.sendall(READY)
    threading.Thread(target=_end_with, args=(line,), name="lifeline", daemon=True).start()


def _end_with(line: socket.socket) -> None:
    """Wait for the supervisor's end to close, as it does even after a kill, then stop in the ordinary way."""
    with suppress(OSError):
        line.recv(1)
    os.kill(os.getpid(), signal.SIGTERM)
