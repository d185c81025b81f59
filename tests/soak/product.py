"""The real product under its supervisor, for tests that take parts of it away: started, hurt, waited for, stopped."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60.0
"""Seconds within which anything that is waited for has to come; only a broken product takes so long."""

# A supervisor that forgives at once: otherwise a hundred kills in a row would be waited for half a minute each.
START = "from governance.jobs import supervisor; supervisor.STEADY_AFTER = 0.0; raise SystemExit(supervisor.main())"


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Product:
    """The demo on a database of its own.  ``killed`` and ``restarts`` count by the name of the half.

    ``settings`` are variables of an installation that this one has besides.
    """

    def __init__(self, folder: Path, database_url: str, settings: Mapping[str, str] | None = None) -> None:
        self.port = free_port()
        self.lines: list[str] = []
        self.killed: list[str] = []
        self._news = threading.Condition()
        ours = {name: value for name, value in os.environ.items() if not name.startswith("GOVERNANCE_")}
        self._environment = {
            **ours,
            "GOVERNANCE_DATA_FOLDER": str(folder),
            "GOVERNANCE_DATABASE_URL": database_url,
            "GOVERNANCE_PORT": str(self.port),
            **(settings or {}),
        }
        self._process = subprocess.Popen(
            [sys.executable, "-c", START, "--demo"],
            cwd=ROOT,
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self._reader = threading.Thread(target=self._read)
        self._reader.start()
        self.wait_until_ready("web server")
        self.wait_until_ready("worker")

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            with self._news:
                self.lines.append(line.rstrip("\n"))
                self._news.notify_all()
        with self._news:
            self.lines.append("The product has ended.")
            self._news.notify_all()

    def wait_until_ready(self, half: str, times: int = 1) -> None:
        """Wait until the supervisor has said so often that a half is ready."""
        with self._news:
            came = self._news.wait_for(lambda: self.has_been_ready(half) >= times or self._has_ended(), PATIENCE)
        assert came, "\n".join(self.lines)
        assert not self._has_ended(), "\n".join(self.lines)

    def _has_ended(self) -> bool:
        return self.lines[-1:] == ["The product has ended."]

    def has_been_ready(self, half: str) -> int:
        """How often a half has reported."""
        return sum(line.startswith(f"The {half} is ready") for line in self.lines)

    def kill(self, part: str) -> None:
        """Kill -9 ``part``: "web server" with everything it serves, "request" (whoever serves), or "worker"."""
        process = self._find("web server" if part == "request" else part)
        if part == "request":
            serving = process.children()
            if not serving:
                return
            process = serving[0]
        with suppress(psutil.NoSuchProcess):
            process.send_signal(signal.SIGKILL)
            self.killed.append(part)

    def wait_until_whole(self) -> None:
        """Wait until every half that was killed is back."""
        for half in ("web server", "worker"):
            self.wait_until_ready(half, 1 + self.killed.count(half))

    def _find(self, half: str) -> psutil.Process:
        with self._news:
            said = [re.match(rf"The {half} is ready \(process (\d+)\)", line) for line in self.lines]
        return psutil.Process(int([found for found in said if found][-1][1]))

    def command(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run one of the product's own commands beside it, as somebody at the server does."""
        return subprocess.run(
            [sys.executable, "-m", "flask", "--app", "app", *words],
            cwd=ROOT,
            env={**self._environment, "GOVERNANCE_DEMO": "1"},
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )

    def stop(self) -> int:
        """Ask it to stop, and return its exit status."""
        self._process.send_signal(signal.SIGTERM)
        status = self._process.wait(PATIENCE)
        self._reader.join(PATIENCE)
        return status

    def remove(self) -> None:
        """Leave nothing of it behind, whatever state it is in."""
        if self._process.poll() is None:
            with suppress(psutil.NoSuchProcess):
                for child in psutil.Process(self._process.pid).children(recursive=True):
                    with suppress(psutil.NoSuchProcess):
                        child.kill()
            self._process.kill()
            self._process.wait()
        self._reader.join(PATIENCE)
