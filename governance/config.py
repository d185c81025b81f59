"""Every setting of an installation, read once from ``GOVERNANCE_*`` variables into a frozen record.

Decides the defaults, and that a bad value stops the start with a sentence naming the variable.
May not import Flask.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

DEMO_SECRET = "demo-only-secret-that-never-leaves-this-machine"  # noqa: S105 - it protects nothing: demo data only.
SHORTEST_SECRET = 32
SEALING_KEY_BYTES = 32


class BadSetting(Exception):
    """A setting cannot be used; the message names the variable and says what to put there."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What this installation runs with.  ``port`` is the web server's, ``data_folder`` is absolute.

    ``sealing_keys`` protect the passwords of connections and the names of pupils: the first seals, every one opens.
    ``hosts_allowed`` are the hosts and ports that may be fetched from though not public: a blog on the intranet.
    """

    database_url: str = field(repr=False)
    secret_key: str = field(repr=False)
    sealing_keys: tuple[str, ...] = field(repr=False)
    mail_server: str = field(repr=False)
    mail_from: str
    base_address: str
    data_folder: Path
    host: str
    port: int
    redis_url: str = field(repr=False)
    trusted_proxies: int
    demo: bool
    hosts_allowed: frozenset[tuple[str, int]] = frozenset()


def _whole_number(values: Mapping[str, str], name: str, default: int, least: int, most: int) -> int:
    text = values.get(name, "").strip() or str(default)
    if not text.isascii() or not text.isdigit() or not least <= int(text[:12]) <= most:
        raise BadSetting(f"{name} must be a whole number from {least} to {most}; it is {text!r}.")
    return int(text)


def _switch(values: Mapping[str, str], name: str) -> bool:
    text = values.get(name, "").strip().lower() or "0"
    if text not in {"0", "1", "no", "yes", "false", "true"}:
        raise BadSetting(f"{name} must be yes or no; it is {text!r}.")
    return text in {"1", "yes", "true"}


def _database(values: Mapping[str, str], data_folder: Path) -> str:
    text = values.get("GOVERNANCE_DATABASE_URL", "").strip() or f"sqlite:///{data_folder / 'governance.sqlite3'}"
    if text.startswith(("postgres://", "postgresql://")):
        text = "postgresql+psycopg://" + text.split("://", 1)[1]
    try:
        backend = make_url(text).get_backend_name()
    except ArgumentError:
        backend = ""
    if backend not in {"sqlite", "postgresql"}:
        raise BadSetting(
            "GOVERNANCE_DATABASE_URL must be the address of an SQLite file (sqlite:///path) or of PostgreSQL "
            "(postgresql://user@host/name)."
        )
    return text


def _secret(values: Mapping[str, str], demo: bool) -> str:
    text = values.get("GOVERNANCE_SECRET_KEY", "")
    if not text and demo:
        return DEMO_SECRET
    if len(text) < SHORTEST_SECRET or (text == DEMO_SECRET and not demo):
        raise BadSetting(
            f"GOVERNANCE_SECRET_KEY must be a secret of your own of at least {SHORTEST_SECRET} characters. "
            "Make one with: python3 -c 'import secrets; print(secrets.token_urlsafe(48))'"
        )
    return text


def _sealing_keys(values: Mapping[str, str], secret_key: str) -> tuple[str, ...]:
    """The keys of this installation, and last the one that is made from its secret key.

    An installation without keys of its own seals with that last one, and it goes on opening what it sealed before.
    """
    typed = [key.strip() for key in values.get("GOVERNANCE_SEALING_KEYS", "").split(",") if key.strip()]
    if not all(map(_is_sealing_key, typed)):
        raise BadSetting(
            "GOVERNANCE_SEALING_KEYS must be one or more keys with commas between them, the newest first. "
            "Make one with: python3 -c 'import base64, secrets; "
            "print(base64.urlsafe_b64encode(secrets.token_bytes(32)).decode())'"
        )
    made = hmac.digest(secret_key.encode(), b"sealing key", "sha256")
    return (*typed, base64.urlsafe_b64encode(made).decode())


def _is_sealing_key(text: str) -> bool:
    try:
        return len(base64.b64decode(text, altchars=b"-_", validate=True)) == SEALING_KEY_BYTES
    except (binascii.Error, ValueError):
        return False


def _web_address(values: Mapping[str, str], name: str, default: str) -> str:
    text = (values.get(name, "").strip() or default).rstrip("/")
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path or parts.query or parts.username:
        raise BadSetting(
            f"{name} must be an address such as https://sites.example.org, without a path; it is {text!r}."
        )
    return text


def _server(values: Mapping[str, str], name: str, schemes: frozenset[str]) -> str:
    text = values.get(name, "").strip()
    if not text:
        return ""
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in schemes or not parts.hostname:
        kinds = " or ".join(f"{scheme}://host:port" for scheme in sorted(schemes))
        raise BadSetting(f"{name} must be an address such as {kinds}.")
    return text


def _places(values: Mapping[str, str], name: str) -> frozenset[tuple[str, int]]:
    places = set()
    for text in values.get(name, "").replace(",", " ").split():
        try:
            parts = urlsplit(f"//{text}")
            host, port = parts.hostname, parts.port
        except ValueError:
            host, port = None, None
        if not host or not port or parts.path or parts.query or parts.username is not None:
            raise BadSetting(f"{name} must be hosts with their ports, such as blog.intranet:443; it says {text!r}.")
        places.add((host, port))
    return frozenset(places)


def read_settings(values: Mapping[str, str] | None = None) -> Settings:
    """Return the settings of this installation from ``values`` (the environment by default).

    Raises BadSetting with a sentence that names the variable.
    """
    values = os.environ if values is None else values
    demo = _switch(values, "GOVERNANCE_DEMO")
    folder = Path(values.get("GOVERNANCE_DATA_FOLDER", "").strip() or "data").expanduser().absolute()
    if folder.exists() and not folder.is_dir():
        raise BadSetting(f"GOVERNANCE_DATA_FOLDER must be a folder; {folder} is a file.")
    port = _whole_number(values, "GOVERNANCE_PORT", 5000, 1, 65535)
    mail_from = values.get("GOVERNANCE_MAIL_FROM", "").strip() or "governance@localhost"
    if "@" not in mail_from or any(character.isspace() for character in mail_from):
        raise BadSetting(f"GOVERNANCE_MAIL_FROM must be one mail address; it is {mail_from!r}.")
    secret_key = _secret(values, demo)
    return Settings(
        database_url=_database(values, folder),
        secret_key=secret_key,
        sealing_keys=_sealing_keys(values, secret_key),
        mail_server=_server(values, "GOVERNANCE_MAIL_SERVER", frozenset({"smtp", "smtps"})),
        mail_from=mail_from,
        base_address=_web_address(values, "GOVERNANCE_BASE_ADDRESS", f"http://127.0.0.1:{port}"),
        data_folder=folder,
        host=values.get("GOVERNANCE_HOST", "").strip() or "127.0.0.1",
        port=port,
        redis_url=_server(values, "GOVERNANCE_REDIS_URL", frozenset({"redis", "rediss"})),
        trusted_proxies=_whole_number(values, "GOVERNANCE_TRUSTED_PROXIES", 0, 0, 5),
        demo=demo,
        hosts_allowed=_places(values, "GOVERNANCE_HOSTS_ALLOWED"),
    )
