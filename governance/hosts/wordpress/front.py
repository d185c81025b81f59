"""Which address is a blog's own, whatever somebody copied from the browser, and whether a password may go there.

May import the standard library only.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlsplit, urlunsplit

# What people copy when they are asked for the address of their blog.
NOT_PART_OF_IT = re.compile(r"/(?:wp-json|wp-admin|wp-login\.php|index\.php|feed|comments/feed)(?:/.*)?$")
WITHOUT_WP_JSON = "?rest_route=/"
THIS_MACHINE = frozenset({"127.0.0.1", "::1", "localhost"})


def front_of(address: str) -> str:
    """Return the address of the blog's front page, without a slash at its end.

    An address that asks for ``?rest_route=`` keeps it: that blog has no addresses that end in words.
    """
    try:
        parts = urlsplit(address.strip())
        _ = parts.port
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username is not None:
        return ""
    path = NOT_PART_OF_IT.sub("", parts.path).rstrip("/")
    front = urlunsplit((parts.scheme, parts.netloc.lower(), path, "", ""))
    return f"{front}/{WITHOUT_WP_JSON}" if parts.query.startswith("rest_route") else front


def interface_of(address: str, path: str) -> str:
    """Return where the interface of the blog at ``address`` answers; ``path`` is such as "wp/v2/comments"."""
    front = front_of(address)
    if front.endswith(WITHOUT_WP_JSON):
        return f"{front}{path}"
    return f"{front}/wp-json/{path}"


def is_safe_for_a_password(address: str, is_named: Callable[[str, int], bool]) -> bool:
    """Say whether nobody on the way can read the password: https, or this machine where the installation names it."""
    parts = urlsplit(front_of(address))
    if parts.scheme == "https":
        return True
    host = parts.hostname or ""
    return host in THIS_MACHINE and is_named(host, parts.port or 80)
