"""Keeps the two halves of the product running: the web server, and the worker that does what runs by itself.

Decides when a half that ended is started again, and stops both when told to.  A web server that ends before it was ever
ready stops everything, because starting it again would only repeat its complaint.  Prints one plain line per event.
May import the standard library and its own lifeline only, so that it costs nothing to start.
"""

from __future__ import annotations

import argparse
import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from governance.jobs import lifeline

ROOT = Path(__file__).resolve().parents[2]
FIRST_DELAY = 0.5
"""Seconds before a half that ended is started again; each further end in a row doubles them."""
LONGEST_DELAY = 30.0
STEADY_AFTER = 30.0
"""Seconds after which a running half counts as steady, so that its next end is treated as the first."""
PATIENCE = 5.0
"""Seconds that a half has for its clean stop before its processes are killed."""


def delay_after(ends_in_a_row: int) -> float:
    """Answer how many seconds to wait before the next start, after this many ends in a row (one or more)."""
    return float(min(FIRST_DELAY * 2 ** (min(ends_in_a_row, 16) - 1), LONGEST_DELAY))


@dataclass
class Half:
    """One half: its name in messages, its command, and what is known of its running process.

    ``waits_for_ready`` says that the halves after it start only once this one has reported through its lifeline.
    """

    name: str
    command: Sequence[str]
    waits_for_ready: bool = False
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)
    line: socket.socket | None = field(default=None, init=False)
    ready: bool = field(default=False, init=False)
    was_ready: bool = field(default=False, init=False)
    started_at: float = field(default=0.0, init=False)
    ends_in_a_row: int = field(default=0, init=False)
    start_at: float = field(default=0.0, init=False)

    def start(self, now: float) -> None:
        """Start the process in a group of its own, holding the other end of its lifeline."""
        ours, theirs = socket.socketpair()
        number = theirs.fileno()
        environment = {**os.environ, lifeline.VARIABLE: str(number)}
        try:
            self.process = subprocess.Popen(
                self.command, cwd=ROOT, env=environment, pass_fds=(number,), start_new_session=True
            )
        finally:
            theirs.close()
        ours.setblocking(False)
        self.line, self.ready, self.started_at = ours, False, now

    def notice_ready(self) -> bool:
        """Read the lifeline; answer whether the process has just reported."""
        if self.line is None or self.ready:
            return False
        try:
            word = self.line.recv(1)
        except BlockingIOError:
            return False
        if not word:
            # The process has let go of its end, and will never report.
            self._close_line()
        self.ready = word == lifeline.READY
        self.was_ready = self.was_ready or self.ready
        return self.ready

    def notice_end(self) -> int | None:
        """Answer the status of a process that has ended since the last look, after closing its lifeline."""
        status = self.process.poll() if self.process else None
        if status is not None:
            self._close_line()
        return status

    def signal_group(self, number: signal.Signals) -> None:
        """Send a signal to the process and to everything it started."""
        if self.process is not None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, number)

    def _close_line(self) -> None:
        if self.line is not None:
            self.line.close()
            self.line = None


class Supervisor:
    """Runs the halves in their order until it is told to stop, or until the first cannot start at all."""

    def __init__(self, halves: Sequence[Half], say: Callable[[str], None], patience: float = PATIENCE) -> None:
        self._halves = halves
        self._say = say
        self._patience = patience
        self._stop_signals = 0
        self._woken, self._waker = socket.socketpair()
        self._woken.setblocking(False)
        self._waker.setblocking(False)

    def run(self) -> int:
        """Run until stopped; answer 0 after a stop that was asked for and 1 when the product could not start."""
        signal.set_wakeup_fd(self._waker.fileno(), warn_on_full_buffer=False)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._ask_to_stop)
        # A handler that does nothing is still needed, or the end of a child would not wake the loop.
        signal.signal(signal.SIGCHLD, lambda _number, _frame: None)
        failed = False
        try:
            while not self._stop_signals and not failed:
                failed = not self._look_after()
                if not self._stop_signals and not failed:
                    self._wait(self._next_start(), [half.line for half in self._halves if half.line and not half.ready])
        finally:
            self._stop_all()
        return 1 if failed else 0

    def _ask_to_stop(self, _number: int, _frame: FrameType | None) -> None:
        self._stop_signals += 1

    def _look_after(self) -> bool:
        """Start what is due and note what happened; answer False when the product cannot start."""
        for half in self._halves:
            if half.process is not None:
                if half.notice_ready():
                    self._say(f"The {half.name} is ready (process {half.process.pid}).")
                status = half.notice_end()
                if status is not None and not self._ended(half, status):
                    return False
            now = time.monotonic()
            if half.process is None and now >= half.start_at:
                half.start(now)
            if half.waits_for_ready and not half.was_ready:
                break
        return True

    def _ended(self, half: Half, status: int) -> bool:
        """Plan the next start of a half that ended; answer False when it never was ready and has to be."""
        # What it had started may still hold its port, so it goes before the next start.
        half.signal_group(signal.SIGKILL)
        half.process = None
        if half.waits_for_ready and not half.was_ready:
            self._say(f"The {half.name} could not start ({_in_words(status)}).")
            return False
        now = time.monotonic()
        half.ends_in_a_row = 1 if now - half.started_at >= STEADY_AFTER else half.ends_in_a_row + 1
        delay = delay_after(half.ends_in_a_row)
        half.start_at = now + delay
        self._say(f"The {half.name} ended ({_in_words(status)}); it starts again in {delay:g} s.")
        return True

    def _next_start(self) -> float | None:
        """Answer in how many seconds a half has to be started, or None when only an event can change anything."""
        waiting = [half.start_at for half in self._halves if half.process is None and half.start_at]
        return max(0.0, min(waiting) - time.monotonic()) if waiting else None

    def _wait(self, seconds: float | None, lines: Sequence[socket.socket] = ()) -> None:
        """Sleep until a signal comes, a process ends, one of the lifelines says something or the time is over."""
        select.select([self._woken, *lines], [], [], seconds)
        with suppress(BlockingIOError):
            self._woken.recv(512)

    def _stop_all(self) -> None:
        """Ask every half to stop, wait, then kill what is left; a second signal cuts the wait short."""
        running = [half for half in self._halves if half.process is not None]
        for half in running:
            half.signal_group(signal.SIGTERM)
        signals, deadline = self._stop_signals, time.monotonic() + self._patience
        while any(half.notice_end() is None for half in running):
            left = deadline - time.monotonic()
            if left <= 0 or self._stop_signals > signals:
                break
            self._wait(left)
        for half in running:
            if half.notice_end() is None:
                self._say(f"The {half.name} did not stop by itself and was killed.")
            half.signal_group(signal.SIGKILL)
            if half.process is not None:
                half.process.wait()
        self._say("Stopped.")


def _in_words(status: int) -> str:
    if status >= 0:
        return f"status {status}"
    return f"killed by {signal.Signals(-status).name}"


def product() -> list[Half]:
    """Answer the product's halves: the web server, and the worker once the web server has migrated the database."""
    python = sys.executable
    web = [python, "-m", "gunicorn", "--config", str(ROOT / "gunicorn.conf.py"), "app:app"]
    worker = [python, "-m", "flask", "--app", "app", "worker"]
    return [Half("web server", web, waits_for_ready=True), Half("worker", worker)]


def main() -> int:
    """Run the product; ``--demo`` runs it with the demo school and the demo's settings."""
    parser = argparse.ArgumentParser(prog="python -m governance.jobs.supervisor", description=main.__doc__)
    parser.add_argument("--demo", action="store_true", help="fill an empty database with the demo school")
    if parser.parse_args().demo:
        os.environ["GOVERNANCE_DEMO"] = "1"
    return Supervisor(product(), say=_print_line).run()


def _print_line(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
