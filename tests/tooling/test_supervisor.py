"""The supervisor keeps two real processes running, starts again what ended, and leaves nothing behind."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from governance.jobs.supervisor import delay_after

ROOT = Path(__file__).resolve().parents[2]
SUPERVISED = """
import sys
from governance.jobs.supervisor import Half, Supervisor
web, worker = sys.argv[1:]
halves = [Half("web", [sys.executable, "-c", web], waits_for_ready=True)]
halves += [Half("worker", [sys.executable, "-c", worker])]
sys.exit(Supervisor(halves, say=lambda line: print(line, flush=True), patience=1).run())
"""
HALF = (
    "from governance.jobs import lifeline; import os, signal; lifeline.hold(); "
    "print('{name}', os.getpid(), flush=True); signal.pause()"
)
WEB, WORKER = HALF.format(name="web"), HALF.format(name="worker")
STUBBORN = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); "
WITH_CHILD = (
    "import os, signal, subprocess, sys; from governance.jobs import lifeline; "
    "child = subprocess.Popen([sys.executable, '-c', 'import signal; signal.signal(15, signal.SIG_IGN); "
    'print("set", flush=True); signal.pause()\'], stdout=subprocess.PIPE); '
    "child.stdout.readline(); lifeline.hold(); "
    "print('web', os.getpid(), flush=True); print('child', child.pid, flush=True); signal.pause()"
)


class Running:
    """A supervisor in a process of its own, read line by line."""

    def __init__(self, web: str, worker: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", SUPERVISED, web, worker],
            cwd=ROOT,
            # Unbuffered lines would be written in pieces, and those of three processes would mix.
            env={name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"},
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        self.pids: list[int] = [self.process.pid]
        # Nothing here waits on a clock; this only keeps a broken supervisor from hanging the run.
        self._watchdog = threading.Timer(30, self.process.kill)
        self._watchdog.start()

    def until(self, pattern: str) -> str:
        """Read up to the line that matches, and answer its number or text."""
        assert self.process.stdout is not None
        seen = []
        for line in self.process.stdout:
            seen.append(line)
            found = re.search(pattern, line)
            if found:
                text = found.group(found.lastindex or 0)
                if text.isdigit():
                    self.pids.append(int(text))
                return text
        raise AssertionError(f"The supervisor ended without {pattern!r}; it said: {''.join(seen)}")

    def rest(self) -> str:
        """Read what is left until the supervisor has ended."""
        assert self.process.stdout is not None
        text = self.process.stdout.read()
        self.process.wait()
        return text

    def close(self) -> None:
        # Stopped in the ordinary way first, so that it takes along what the test did not read about.
        self.process.terminate()
        self.process.communicate()
        self._watchdog.cancel()
        for pid in self.pids:
            if is_running(pid):
                os.kill(pid, signal.SIGKILL)


def has_ended(pid: int) -> bool:
    """A process lets go of its pipes a moment before it has ended, so it is given that moment."""
    deadline = time.monotonic() + 10
    while is_running(pid) and time.monotonic() < deadline:
        time.sleep(0.01)
    return not is_running(pid)


def is_running(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


@pytest.fixture
def running(request: pytest.FixtureRequest) -> Iterator[Running]:
    web, worker = getattr(request, "param", (WEB, WORKER))
    run = Running(web, worker)
    yield run
    run.close()


@pytest.mark.parametrize(
    ("ends", "seconds"),
    [(1, 0.5), (2, 1.0), (3, 2.0), (4, 4.0), (6, 16.0), (7, 30.0), (1000, 30.0)],
)
def test_each_end_in_a_row_doubles_the_wait_up_to_half_a_minute(ends: int, seconds: float) -> None:
    assert delay_after(ends) == seconds


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_both_halves(running: Running, number: signal.Signals) -> None:
    web, worker = int(running.until(r"^web (\d+)")), int(running.until(r"^worker (\d+)"))
    running.process.send_signal(number)
    assert running.rest().splitlines()[-1] == "Stopped."
    assert running.process.returncode == 0
    assert not is_running(web)
    assert not is_running(worker)


@pytest.mark.parametrize("running", [("raise SystemExit(3)", WORKER)], indirect=True)
def test_a_web_server_that_never_was_ready_stops_everything(running: Running) -> None:
    assert running.rest().splitlines() == ["The web could not start (status 3).", "Stopped."]
    assert running.process.returncode == 1


@pytest.mark.parametrize("half", ["web", "worker"])
def test_a_killed_half_is_started_again_and_the_other_goes_on(running: Running, half: str) -> None:
    pids = {"web": int(running.until(r"^web (\d+)"))}
    pids["worker"] = int(running.until(r"^worker (\d+)"))
    os.kill(pids[half], signal.SIGKILL)
    running.until(rf"^The {half} ended \(killed by SIGKILL\); it starts again in 0\.5 s\.$")
    again = int(running.until(rf"^{half} (\d+)"))
    assert again != pids.pop(half)
    assert all(is_running(pid) for pid in pids.values())


@pytest.mark.parametrize("running", [(WITH_CHILD, WORKER)], indirect=True)
def test_what_a_killed_half_had_started_goes_with_it(running: Running) -> None:
    web, child = int(running.until(r"^web (\d+)")), int(running.until(r"^child (\d+)"))
    os.kill(web, signal.SIGKILL)
    running.until(r"^The web ended \(killed by SIGKILL\)")
    running.until(r"^web (\d+)")
    assert has_ended(child)


@pytest.mark.parametrize("running", [(WEB, STUBBORN + WORKER)], indirect=True)
def test_a_half_that_does_not_stop_is_killed(running: Running) -> None:
    worker = int(running.until(r"^worker (\d+)"))
    running.process.terminate()
    assert running.rest().splitlines()[-2:] == ["The worker did not stop by itself and was killed.", "Stopped."]
    assert has_ended(worker)


def test_both_halves_end_when_the_supervisor_is_killed(running: Running) -> None:
    web, worker = int(running.until(r"^web (\d+)")), int(running.until(r"^worker (\d+)"))
    running.process.kill()
    # The halves hold the other end of this pipe, so it closes when both have ended.
    running.rest()
    assert has_ended(web)
    assert has_ended(worker)
