"""A person whose browser knows no scripts: pages are fetched, and forms are sent with the hidden fields they hold."""

from __future__ import annotations

import http.client
from collections.abc import Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from urllib.parse import urlencode


class NoAnswer(Exception):
    """The connection broke before the whole answer was there: nobody knows whether it was done."""


@dataclass(frozen=True)
class Answer:
    """What came back: the status, where it sends on, and the page."""

    status: int
    location: str
    page: str

    @property
    def is_done(self) -> bool:
        """Whether this is how the product answers what it has done."""
        return self.status in (302, 303)


class _Hidden(HTMLParser):
    """Collects the hidden fields of each form, by the form's action."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.forms: list[tuple[str, dict[str, str]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append((given.get("action", ""), {}))
        elif tag == "input" and given.get("type") == "hidden" and self.forms:
            self.forms[-1][1][given["name"]] = given.get("value", "")


class Visitor:
    """One person's browser at ``port``; it keeps their cookies."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._cookies: dict[str, str] = {}

    def get(self, path: str) -> Answer:
        """Fetch a page."""
        return self._ask("GET", path)

    def fill(self, path: str, typed: Mapping[str, str], action: str = "") -> Answer:
        """Open the page at ``path`` and send the form whose address is ``action`` (itself when empty)."""
        shown = self.get(path)
        if shown.status != 200:
            return shown
        forms = [fields for where, fields in _Hidden(shown.page).forms if where in (action, path)]
        if not forms:
            return Answer(404, "", shown.page)
        return self._ask("POST", action or path, urlencode({**forms[-1], **typed}))

    def _ask(self, method: str, path: str, body: str | None = None) -> Answer:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            page = answer.read().decode()
        except (OSError, http.client.HTTPException) as broken:
            raise NoAnswer from broken
        finally:
            connection.close()
        for line in answer.headers.get_all("Set-Cookie") or ():
            for name, morsel in SimpleCookie(line).items():
                self._cookies[name] = morsel.value
        return Answer(answer.status, answer.headers.get("Location", ""), page)
