"""The product itself under its supervisor: it serves, it stops, and a start that cannot work says why."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start the product with these settings and no others; whatever is left of it is killed when the test ends."""
    started: list[tuple[subprocess.Popen[str], threading.Timer]] = []

    def start(*arguments: str, **settings: str) -> subprocess.Popen[str]:
        ours = {name: value for name, value in os.environ.items() if not name.startswith("GOVERNANCE_")}
        process = subprocess.Popen(
            [sys.executable, "-m", "governance.jobs.supervisor", *arguments],
            cwd=ROOT,
            env={**ours, "GOVERNANCE_DATA_FOLDER": str(tmp_path / "data"), **settings},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        watchdog = threading.Timer(60, process.kill)
        watchdog.start()
        started.append((process, watchdog))
        return process

    yield start
    for process, watchdog in started:
        watchdog.cancel()
        process.kill()
        process.wait()


@pytest.fixture
def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_the_demo_serves_from_an_empty_folder_and_stops(start: Start, free_port: int) -> None:
    product = start("--demo", GOVERNANCE_PORT=str(free_port))
    assert product.stdout is not None
    address = f"http://127.0.0.1:{free_port}"
    said = []
    for line in product.stdout:
        said.append(line)
        if line == f"Open {address}\n":
            break
    assert said[-1:] == [f"Open {address}\n"], "".join(said)
    with urllib.request.urlopen(f"{address}/healthz") as answer:
        assert answer.status == 200
        assert json.load(answer)["ok"] is True
    product.send_signal(signal.SIGTERM)
    rest, _ = product.communicate()
    assert rest.splitlines()[-1] == "Stopped."
    assert product.returncode == 0


def test_without_a_secret_nothing_starts_outside_the_demo(start: Start, free_port: int) -> None:
    product = start(GOVERNANCE_PORT=str(free_port))
    said, _ = product.communicate()
    assert said.startswith("GOVERNANCE_SECRET_KEY must be a secret of your own")
    assert said.splitlines()[1:] == ["The web server could not start (status 2).", "Stopped."]
    assert product.returncode == 1


def test_a_port_that_is_taken_is_named(start: Start) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        product = start("--demo", GOVERNANCE_PORT=str(port))
        said, _ = product.communicate()
    assert said.splitlines() == [
        f"GOVERNANCE_PORT is {port}, and another program uses it already: choose another port.",
        "The web server could not start (status 2).",
        "Stopped.",
    ]
    assert product.returncode == 1
