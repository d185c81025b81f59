"""The application on the benchmarks' data behind the product's own web server, so that a page is timed as it is served.

``served`` starts gunicorn with one process and eight threads, as ``gunicorn.conf.py`` does, on the loopback interface.
"""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

from scripts.bench_queue import app_on

ADDRESS = "GOVERNANCE_BENCH_ADDRESS"


def app() -> Flask:
    """Make the application in the server's own process."""
    return app_on(os.environ[ADDRESS])


class Browser:
    """Asks for pages of one server over one kept-alive connection, with cookies that are given and never change."""

    def __init__(self, port: int, cookies: dict[str, str]) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
        self.cookies = cookies

    def get(self, path: str, holds: bytes) -> None:
        """Open a page to its last byte; an answer without ``holds`` in it is not the page."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        self.connection.request("GET", path, headers=headers)
        answer = self.connection.getresponse()
        page = answer.read()
        assert answer.status == 200, f"{path}: {answer.status}"
        assert holds in page, f"{path} is not the page that was asked for"


@contextmanager
def served(address: str, client: FlaskClient) -> Iterator[Browser]:
    """Serve the application on a database and lend a browser in which whoever ``client`` is signed in as, is too."""
    name = client.application.config["SESSION_COOKIE_NAME"]
    cookie = client.get_cookie(name)
    assert cookie is not None
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    root = Path(__file__).resolve().parent.parent
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "--pythonpath",
        str(root),
        "--bind",
        f"127.0.0.1:{port}",
        "--worker-class",
        "gthread",
    ]
    command += [
        "--threads",
        "8",
        "--keep-alive",
        "75",
        "--log-level",
        "warning",
        "--no-control-socket",
        "scripts.bench_web:app()",
    ]
    # In another folder than the project's, whose gunicorn.conf.py would start the installation's own application.
    server = subprocess.Popen(command, env=os.environ | {ADDRESS: address}, cwd=tempfile.gettempdir())
    try:
        _wait_for(port, server)
        yield Browser(port, {name: cookie.value})
    finally:
        server.terminate()
        server.wait(30)


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError("The web server did not start.")
