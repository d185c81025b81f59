"""Times the queue page beside WordPress's own moderation screen, on as many comments, in the same run.

A real WordPress is started by ``tests/peers/wordpress/start`` and filled by ``seed-comments``, which keeps two of a
hundred on hold; its administrator is signed in.  Both pages are asked for in turns, over one kept-alive connection
each, from the request to the last byte: ours from gunicorn, WordPress's from nginx and PHP-FPM, as each is served.
"""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from scripts.bench_measure import Budget
from scripts.bench_queue import MODERATOR, QUEUE, Measured
from scripts.bench_store import KEPT
from scripts.bench_web import Browser, served

SCRIPTS = Path(__file__).resolve().parent.parent / "tests" / "peers" / "wordpress"
SCREEN = "/wp-admin/edit-comments.php?comment_status=moderated"
A_TWENTY_FIFTH = 0.04
ROUNDS = 30
LONGEST_FOLDER = 85
"""What ``start`` takes: sockets stand below it, and their names may not be longer."""


@dataclass(frozen=True)
class Blog:
    """A WordPress that runs."""

    folder: Path
    port: int
    said: dict[str, str]

    def count(self) -> int:
        """How many comments it has."""
        command = ["mariadb", f"--defaults-file={self.folder}/run/client.cnf", "--batch", "--skip-column-names"]
        command += ["wordpress", "-e", "SELECT COUNT(*) FROM wp_comments"]
        return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)

    def fill(self, comments: int) -> None:
        """Add what is missing to so many comments."""
        missing = comments - self.count()
        if missing > 0:
            print(f"Adding {missing:,} comments to WordPress …", file=sys.stderr)
            subprocess.run([SCRIPTS / "seed-comments", str(missing), self.folder], check=True, capture_output=True)

    def browser(self) -> Browser:
        """Return a browser in which the administrator is signed in."""
        cookies = {"wordpress_test_cookie": "WP%20Cookie%20check"}
        form = urlencode({"log": self.said["WP_USER"], "pwd": self.said["WP_PASSWORD"], "testcookie": "1"})
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": "wordpress_test_cookie=WP Cookie check",
        }
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request("POST", "/wp-login.php", form, headers)
        answer = connection.getresponse()
        answer.read()
        for line in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = line.split(";", 1)[0].partition("=")
            cookies[name] = value
        assert answer.status == 302, "WordPress did not let its administrator in"
        return Browser(self.port, cookies)


def is_missing() -> str:
    """Say what WordPress lacks on this machine; nothing where it can be started."""
    path = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"
    missing = [name for name in ("mariadbd", "nginx", "php", "mariadb") if shutil.which(name, path=path) is None]
    if not Path("/usr/share/wordpress/wp-load.php").exists():
        missing.append("wordpress")
    return ", ".join(missing)


@contextmanager
def blog_with(comments: int) -> Iterator[Blog]:
    """Lend a WordPress with so many comments; it is kept for the next run where its folder's name is short enough."""
    kept = KEPT / f"blog-{comments}"
    folder = kept if len(str(kept)) <= LONGEST_FOLDER else Path(tempfile.mkdtemp(prefix="governance-bench-"))
    ports = {"WP_PORT": str(_free_port()), "DB_PORT": str(_free_port())}
    subprocess.run([SCRIPTS / "start", folder], check=True, capture_output=True, env={**os.environ, **ports})
    try:
        said = dict(line.split("=", 1) for line in (folder / "env").read_text().splitlines())
        blog = Blog(folder, int(urlsplit(said["WP_URL"]).port or 0), said)
        blog.fill(comments)
        yield blog
    finally:
        away = [] if folder == kept else ["--discard"]
        subprocess.run([SCRIPTS / "stop", *away, folder], check=True, capture_output=True)


@contextmanager
def beside_wordpress(measured: Measured, address: str) -> Iterator[Budget]:
    """Lend the budget of the queue page beside WordPress's screen, with as many comments in both."""
    with measured.app.app_context():
        client = measured.client(MODERATOR)
    with blog_with(measured.comments) as blog, served(address, client) as ours:
        theirs = blog.browser()
        yield Budget(
            f"queue page / WordPress’s own moderation screen, {measured.comments:,} comments each, both as served",
            A_TWENTY_FIFTH,
            lambda: ours.get(QUEUE, b"card-"),
            lambda: theirs.get(SCREEN, b"the-comment-list"),
            rounds=ROUNDS,
            elsewhere=True,
        )


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])
