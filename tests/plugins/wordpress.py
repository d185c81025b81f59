"""Starts one real WordPress per test run and lends it to one test at a time.

The first process that needs it starts it under a file lock, as root with the packages that are missing; a guard outside
the run stops it and removes its folder when the run has ended in whatever way.  Every test that asks for ``wordpress``
carries the marker ``peer``.
"""

from __future__ import annotations

import fcntl
import json
import os
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx2
import pytest

from tests.plugins.did_not_run import did_not_run

FOLDER = pytest.StashKey[Path]()
SCRIPTS = Path(__file__).resolve().parents[1] / "peers" / "wordpress"
SEEDED_POSTS = 12

GUARD = """
while kill -0 "$1" 2>/dev/null; do sleep 0.5; done
[ -d "$2/run" ] && "$3" --discard "$2" >/dev/null 2>&1
rm -rf "$2" "$2.lock" "$2.lent"
"""


@dataclass(frozen=True)
class Post:
    """One post of the blog, with comments open."""

    id: int
    address: str


@dataclass
class Blog:
    """A running WordPress, lent to one test.

    ``url`` is its front page, ``place`` what ``GOVERNANCE_HOSTS_ALLOWED`` and ``Outside`` have to name so that it may
    be reached, ``passwords`` the application password by login: admin, editor, moderator (the least that moderating
    takes), author, contributor, subscriber.  A lent blog has the posts that ``start`` makes and no comments, every
    comment waits on hold, and nothing is wrong with it.

    - ``post()``, ``comment(...)``, ``insert(...)`` do what people do; ``status_of(id)``, ``stored(id)`` and
      ``page(post)`` show what came of it.
    - ``with blog.trouble(rest="forbidden"):`` plays a trouble; the head of ``peer-plugin.php`` lists them:
      ``passwords_off=True``; ``rest=`` "forbidden", "closed", "challenge", "html", "limited" and "error" (with
      ``retry_after=30``), "moved" (with ``target=``), "lying"; ``seconds=1.5`` for a slow one; and each of these only
      for ``methods=["POST"]`` or the first ``times=2`` requests.
    - ``with blog.down():`` the web server is stopped and answers nobody; ``stop()`` and ``start()`` do it by hand.
    - ``option(name, value)``, ``sql(statement)``, ``php(code)`` change what no interface lets a test change.
    - ``seed(count)`` adds comments by the thousand.
    """

    url: str
    folder: Path
    passwords: Mapping[str, str] = field(repr=False)
    settings: Mapping[str, str] = field(repr=False)

    @property
    def place(self) -> tuple[str, int]:
        parts = urlsplit(self.url)
        return (str(parts.hostname), int(parts.port or 80))

    def post(self, title: str = "Our week", *, commenting: str = "open", content: str = "What we did.") -> Post:
        """Publish a post of this test's own."""
        made = self.rest("POST", "posts", title=title, content=content, status="publish", comment_status=commenting)
        return Post(made["id"], made["link"])

    def comment(
        self,
        post: Post,
        words: str,
        *,
        name: str = "Ana",
        mail: str = "ana@example.test",
        browser: str = "Mozilla/5.0 (class computer 4)",
    ) -> int:
        """Write a comment as a visitor does, with the form below the post; return its number."""
        form = {"comment": words, "author": name, "email": mail, "comment_post_ID": str(post.id)}
        with httpx2.Client(trust_env=False, timeout=30, headers={"User-Agent": browser}) as client:
            answer = client.post(f"{self.url}/wp-comments-post.php", data=form)
        assert answer.status_code == 302, answer.text
        return int(self.sql("SELECT MAX(comment_ID) FROM wp_comments"))

    def is_refused(self, post: Post) -> bool:
        """Try to write a comment as a visitor does, past any page kept by a browser; say whether it was refused."""
        before = self.sql("SELECT COUNT(*) FROM wp_comments")
        # The same words twice would be refused for that.
        form = {"comment": f"Hello {before}", "author": "Ana", "email": "ana@example.test"}
        form["comment_post_ID"] = str(post.id)
        with httpx2.Client(trust_env=False, timeout=30) as client:
            answer = client.post(f"{self.url}/wp-comments-post.php", data=form)
        is_written = self.sql("SELECT COUNT(*) FROM wp_comments") != before
        assert is_written is (answer.status_code == 302), answer.text
        return not is_written

    def commenting(self, post: Post) -> str:
        """Return whether a post takes comments, from the blog's database and so past every trouble."""
        return self.sql(f"SELECT comment_status FROM wp_posts WHERE ID = {post.id}")

    def insert(self, post: Post, words: str, *, login: str = "admin", **others: Any) -> int:
        """Write a comment over the interface as ``login``, with whatever else the interface takes."""
        if "author_name" in others:
            others = {"author_email": "somebody@example.test", **others}
        made: int = self.rest("POST", "comments", login=login, post=post.id, content=words, **others)["id"]
        return made

    def status_of(self, number: int) -> str:
        """Return a comment's status as an administrator sees it; "deleted" where there is none."""
        stored = self.stored(number)
        return str(stored["status"]) if stored else "deleted"

    def stored(self, number: int) -> dict[str, Any] | None:
        """Return all that the blog keeps of a comment, read from its database and so past every trouble."""
        columns = {
            "words": "comment_content",
            "name": "comment_author",
            "address": "comment_author_IP",
            "browser": "comment_agent",
            "status": "comment_approved",
        }
        parts = ", ".join(f"'{name}', {column}" for name, column in columns.items())
        found = self.sql(f"SELECT JSON_OBJECT({parts}) FROM wp_comments WHERE comment_ID = {number}", raw=True)
        if not found:
            return None
        stored: dict[str, Any] = json.loads(found)
        stored["status"] = {"0": "hold", "1": "approved"}.get(stored["status"], stored["status"])
        return stored

    def page(self, post: Post) -> str:
        """Return the post's public page as anybody sees it."""
        with httpx2.Client(trust_env=False, timeout=30) as client:
            return client.get(post.address).text

    def rest(self, method: str, path: str, *, login: str = "admin", **sends: Any) -> Any:
        """Ask the interface, as a test and not as the product; return the JSON of the answer."""
        with httpx2.Client(trust_env=False, timeout=30, auth=(login, self.passwords[login])) as client:
            answer = client.request(method, f"{self.url}/wp-json/wp/v2/{path}", json=sends or None)
        assert answer.status_code in (200, 201), answer.text
        return answer.json()

    @contextmanager
    def trouble(self, **trouble: Any) -> Iterator[None]:
        """Play a trouble until the block ends."""
        self._play(trouble)
        try:
            yield
        finally:
            self._play({})

    @contextmanager
    def down(self) -> Iterator[None]:
        """Answer nobody until the block ends."""
        self.stop()
        try:
            yield
        finally:
            self.start()

    def stop(self) -> None:
        """Stop the web server; everything that was stored stays."""
        self._run("lib.sh", "end_process nginx")

    def start(self) -> None:
        """Start what does not run."""
        environment = {**os.environ, **self.settings}
        command = [str(SCRIPTS / "start"), str(self.folder)]
        subprocess.run(command, check=True, capture_output=True, env=environment, timeout=120)

    def option(self, name: str, value: str | int) -> None:
        """Set one of WordPress's options, such as comment_moderation."""
        self.php(f"update_option({_quoted(name)}, {_quoted(str(value))});")

    def sql(self, statement: str, *, raw: bool = False) -> str:
        """Run a statement on the blog's database; return what it prints, without names of columns."""
        settings = f"--defaults-file={self.folder}/run/client.cnf"
        flags = ["--batch", "--skip-column-names", *(["--raw"] if raw else [])]
        command = ["mariadb", settings, *flags, "wordpress", "-e", statement]
        return subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout.strip()

    def php(self, code: str) -> str:
        """Run PHP inside WordPress, as the blog's own code would; return what it prints."""
        opening = (
            f"$_SERVER['HTTP_HOST'] = {_quoted(urlsplit(self.url).netloc)}; $_SERVER['REQUEST_URI'] = '/';"
            f"require {_quoted(str(self.folder / 'site' / 'wp-load.php'))};"
        )
        done = subprocess.run(["php", "-r", opening + code], check=True, capture_output=True, text=True, timeout=60)
        return done.stdout

    def seed(self, count: int) -> None:
        """Add so many comments of the last three years, nearly all approved."""
        command = [str(SCRIPTS / "seed-comments"), str(count), str(self.folder)]
        subprocess.run(command, check=True, capture_output=True, timeout=600)

    def as_new(self) -> None:
        """Take away what the test before left behind."""
        self._play({})
        self.sql(
            "DELETE FROM wp_comments; DELETE FROM wp_commentmeta;"
            "DELETE FROM wp_posts WHERE ID NOT IN (SELECT ID FROM (SELECT ID FROM wp_posts WHERE post_type = 'post'"
            f" ORDER BY ID LIMIT {SEEDED_POSTS}) AS kept) AND post_type = 'post';"
            "DELETE FROM wp_term_relationships WHERE object_id NOT IN (SELECT ID FROM wp_posts);"
            "DELETE FROM wp_posts WHERE post_type = 'attachment';"
            "UPDATE wp_posts SET comment_count = 0, comment_status = IF(post_type = 'post', 'open', 'closed');"
            "UPDATE wp_options SET option_value = '1' WHERE option_name = 'comment_moderation';"
        )

    def _play(self, trouble: Mapping[str, Any]) -> None:
        path = self.folder / "run" / "trouble.json"
        path.with_suffix(".json.met").unlink(missing_ok=True)
        half = path.with_suffix(".half")
        half.write_text(json.dumps(trouble))
        half.replace(path)

    def _run(self, library: str, call: str) -> None:
        script = f'set -eu; DIR="$1"; . "$2"; {call}'
        command = ["bash", "-c", script, "run", str(self.folder), str(SCRIPTS / library)]
        subprocess.run(command, check=True, capture_output=True, timeout=60)


def pytest_configure(config: pytest.Config) -> None:
    """Choose the run's folder; it is made only when somebody needs the blog."""
    worker = getattr(config, "workerinput", None)
    own = Path(tempfile.gettempdir()) / f"governance-wordpress-{os.getpid()}"
    config.stash[FOLDER] = Path(worker["wordpress_folder"]) if worker else own


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Carry the folder from the process that reports to a process that tests; called by xdist."""
    node.workerinput["wordpress_folder"] = str(node.config.stash[FOLDER])
    node.workerinput["wordpress_owner"] = os.getpid()


def pytest_collection_modifyitems(items: Sequence[pytest.Item]) -> None:
    """Mark every test that is lent the blog."""
    for item in items:
        if "wordpress" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.peer)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the blog and remove its folder, when this process is the one that reports."""
    folder = config.stash.get(FOLDER, None)
    if folder is not None and folder.exists() and not hasattr(config, "workerinput"):
        subprocess.run([str(SCRIPTS / "stop"), "--discard", str(folder)], capture_output=True, timeout=120)
        for suffix in (".lock", ".lent"):
            folder.with_suffix(suffix).unlink(missing_ok=True)


@pytest.fixture(scope="session")
def running_wordpress(request: pytest.FixtureRequest) -> Blog:
    """The run's WordPress, whoever uses it just now: ask for ``wordpress`` instead."""
    folder = request.config.stash[FOLDER]
    worker = getattr(request.config, "workerinput", None)
    owner = worker["wordpress_owner"] if worker else os.getpid()
    try:
        with _locked(folder.with_suffix(".lock")):
            if not (folder / "env").exists():
                _start(folder, owner)
            return _blog_in(folder)
    except subprocess.CalledProcessError as error:
        did_not_run(f"WordPress could not be started ({_last_line(error.stderr)}).")
    except Exception as error:  # Whatever the reason, the run's last lines must name it.
        did_not_run(f"WordPress could not be started ({type(error).__name__}: {error}).")


@pytest.fixture
def wordpress(running_wordpress: Blog) -> Iterator[Blog]:
    """A real WordPress for this test alone, without comments and without troubles; ``Blog`` says what it can do."""
    with _locked(running_wordpress.folder.with_suffix(".lent")):
        running_wordpress.as_new()
        yield running_wordpress
        running_wordpress.as_new()


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _start(folder: Path, owner: int) -> None:
    guard = ["sh", "-c", GUARD, "guard", str(owner), str(folder), str(SCRIPTS / "stop")]
    null = subprocess.DEVNULL
    subprocess.Popen(guard, stdin=null, stdout=null, stderr=null, start_new_session=True)
    web, database = _free_port(), _free_port()
    settings = {"WP_PORT": str(web), "DB_PORT": str(database), "WP_DB_BUFFER": "64M", "WP_FLOOD_CHECK": "0"}
    command = [str(SCRIPTS / "start"), str(folder)]
    # Installing the packages takes a minute or two on a machine that has none of them.
    environment = {**os.environ, **settings}
    subprocess.run(command, check=True, capture_output=True, text=True, env=environment, timeout=600)
    (folder / "settings.json").write_text(json.dumps(settings))


def _blog_in(folder: Path) -> Blog:
    said = dict(line.split("=", 1) for line in (folder / "env").read_text().splitlines())
    passwords = {"admin": said["WP_APP_PASSWORD"]}
    for login in ("editor", "moderator", "author", "contributor", "subscriber"):
        passwords[login] = said[f"WP_{login.upper()}_APP_PASSWORD"]
    return Blog(said["WP_URL"], folder, passwords, json.loads((folder / "settings.json").read_text()))


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port


def _last_line(text: object) -> str:
    lines = str(text or "").strip().splitlines()
    return lines[-1] if lines else "it said nothing"


def _quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
