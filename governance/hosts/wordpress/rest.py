"""Asks one blog's REST interface, with the account or without it, and takes nothing but what was asked for.

Decides that the password goes only where nobody on the way can read it, that a redirect is never followed with it, and
that it appears in no exception and no repr.  May import the domain and the hosts' own way out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from governance.domain.comments.trouble import Trouble
from governance.hosts.outside import Answer, Bounds, Outside
from governance.hosts.protocol import HostFailed
from governance.hosts.wordpress.front import interface_of, is_safe_for_a_password
from governance.hosts.wordpress.refusing import code_of, refuse

Item = Mapping[str, Any]
"""One thing of the interface, such as a comment, as its JSON says."""

LINKS = re.compile(r"<([^<>]+)>;\s*rel=\"?([^\",;]+)")

BATCH = 100
"""The most comments that WordPress gives in one answer."""

# The largest comment that WordPress keeps has 64 KB, and JSON may spell each of its letters in six.
BOUNDS = Bounds(seconds=20.0, most_bytes=60_000_000)


class Rest:
    """One blog's interface.  ``password`` is an application password, with or without its spaces."""

    def __init__(self, outside: Outside, address: str, login: str, password: str) -> None:
        self.address = address
        self._outside = outside
        self._account = (login.strip(), re.sub(r"\s+", "", password))

    def __repr__(self) -> str:
        return f"Rest({self.address!r})"

    def comments(self, **params: str) -> tuple[Item, ...]:
        """Return the comments that a query finds, whatever their status and kind, in the order asked for.

        WordPress leaves out what the caller may not read and still counts it.  A list with holes is never taken: what
        is missing in it would look as if it had been deleted.
        """
        usual = {"status": "any", "type": "all", "context": "edit", "per_page": str(BATCH)}
        answer = self._ask("GET", "wp/v2/comments", {**usual, **params})
        items = _list(answer)
        counted = answer.headers.get("x-wp-total", "")
        if counted.isascii() and counted.isdigit():
            due = min(int(counted[:12]) - int(params.get("offset", 0)), int(params.get("per_page", BATCH)))
            if len(items) < due:
                raise HostFailed(Trouble("too_little_power", f"{len(items)} of {due}"))
        return items

    def comment(self, host_id: str) -> Item | None:
        """Return one comment with all that a decision has to send back; None where there is none."""
        return self._one("GET", host_id, {"context": "edit"})

    def change(self, host_id: str, changes: Mapping[str, str]) -> Item | None:
        """Change a comment and return it as the interface says it is now; None where there is none."""
        return self._one("POST", host_id, {"context": "edit"}, changes)

    def trash(self, host_id: str) -> bool:
        """Put a comment into the trash; False where the blog keeps no trash.  One that is there already stays there."""
        answer = self._send("DELETE", f"wp/v2/comments/{host_id}", {}, None)
        code = code_of(answer)
        if code in ("rest_already_trashed", "rest_comment_invalid_id"):
            return True
        if code == "rest_trash_not_supported":
            return False
        _dict(answer)
        return True

    def posts(self, kind: str, page: int) -> tuple[Item, ...]:
        """Return one page of the public posts of a kind, those changed last first; empty after the last page."""
        fields = "id,comment_status,link,title"
        params = {"page": str(page), "per_page": str(BATCH), "orderby": "modified", "order": "desc", "_fields": fields}
        answer = self._send("GET", f"wp/v2/{kind}", params, None)
        if code_of(answer) in ("rest_post_invalid_page_number", "rest_no_route"):
            return ()
        if answer.status != 200:
            raise refuse(answer)
        return _list(answer)

    def post(self, kind: str, host_id: str, changes: Mapping[str, str] | None = None) -> Item | None:
        """Return a post with all that may be compared, changed by ``changes`` first; None where there is none."""
        fields = "id,comment_status,link,title,content,excerpt,caption,description,_links"
        params = {"context": "edit", "_fields": fields}
        answer = self._send("POST" if changes else "GET", f"wp/v2/{kind}/{host_id}", params, changes)
        if code_of(answer) == "rest_post_invalid_id":
            return None
        found = _dict(answer)
        if str(found.get("id")) != host_id:
            raise HostFailed(Trouble("answer_not_understood", "another_post"))
        return found

    def me(self) -> Item:
        """Return the account that the blog takes us for; everywhere else a wrong password counts as nobody's."""
        return _dict(self._ask("GET", "wp/v2/users/me", {"context": "edit"}))

    def index(self, address: str) -> Item:
        """Return what the blog at ``address`` says of its interface, asked without the account."""
        fields = "name,home,authentication,namespaces"
        answer = self._outside.ask("GET", interface_of(address, ""), params={"_fields": fields}, bounds=BOUNDS)
        self._refuse_an_echo(answer)
        if answer.status != 200 or answer.redirected_to:
            raise refuse(answer, knows_the_account=False)
        try:
            return _dict(answer)
        except HostFailed as failed:
            raise refuse(answer, knows_the_account=False) from failed

    def announced(self, page: str) -> str:
        """Return the address of the interface that a page of the blog names in its headers; empty where it names none.

        Only one on the page's own server counts: the password must not follow a page's word to another.
        """
        answer = self._outside.ask("GET", page, bounds=Bounds(redirects=0))
        for target, name in LINKS.findall(answer.headers.get("link", "")):
            if name == "https://api.w.org/" and urlsplit(target)[:2] == urlsplit(page)[:2]:
                return str(target)
        return ""

    def is_safe(self) -> bool:
        """Say whether the password may be sent at all."""
        return is_safe_for_a_password(self.address, self._outside.is_named)

    def _one(self, method: str, host_id: str, params: Mapping[str, str], sends: Item | None = None) -> Item | None:
        if not is_id(host_id):
            return None
        answer = self._send(method, f"wp/v2/comments/{host_id}", params, sends)
        if code_of(answer) == "rest_comment_invalid_id":
            return None
        found = _dict(answer)
        if str(found.get("id")) != host_id:
            raise HostFailed(Trouble("answer_not_understood", "another_comment"))
        return found

    def _refuse_an_echo(self, answer: Answer) -> None:
        """A blog that repeats the password must not get it written down here as its own words."""
        secret = self._account[1].lower()
        told = (answer.body.lower(), answer.redirected_to.lower().encode())
        if secret and any(secret.encode() in text for text in told):
            raise HostFailed(Trouble("answer_not_understood", "repeats_the_password"))

    def _ask(self, method: str, path: str, params: Mapping[str, str]) -> Answer:
        answer = self._send(method, path, params, None)
        if answer.status != 200:
            raise refuse(answer)
        return answer

    def _send(self, method: str, path: str, params: Mapping[str, str], sends: Item | None) -> Answer:
        if not self.is_safe():
            raise HostFailed(Trouble("not_https"))
        url = interface_of(self.address, path)
        answer = self._outside.ask(method, url, params=params, sends=sends, account=self._account, bounds=BOUNDS)
        self._refuse_an_echo(answer)
        if answer.redirected_to:
            raise refuse(answer)
        return answer


def is_id(text: object) -> bool:
    """Say whether this is a comment's number as WordPress writes it."""
    return isinstance(text, str) and text.isascii() and text.isdigit() and 0 < len(text) <= 20 and text[0] != "0"


def _list(answer: Answer) -> tuple[Item, ...]:
    found = _read(answer)
    if not isinstance(found, Sequence) or isinstance(found, str):
        raise HostFailed(Trouble("answer_not_understood", "no_list"))
    if not all(isinstance(item, Mapping) and is_id(str(item.get("id"))) for item in found):
        raise HostFailed(Trouble("answer_not_understood", "no_comments"))
    return tuple(found)


def _dict(answer: Answer) -> Item:
    found = _read(answer)
    if answer.status not in (200, 201) or not isinstance(found, Mapping):
        raise refuse(answer)
    return found


def _read(answer: Answer) -> Any:
    try:
        return answer.json()
    except ValueError:
        raise refuse(answer) from None
