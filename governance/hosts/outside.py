"""The one way out: every request of the product to somebody else's server goes through here.

Decides how long, how much and how far: an end for the whole call with all its redirects, a largest size after
unpacking, and that each redirect passes the same guard (``guard.py``).  Proxies, passwords and certificates of the
environment are ignored, cookies are not kept, and the product says who it is.  May import the domain and its client.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import ssl
import time
from collections.abc import Collection, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from http.cookiejar import CookieJar, DefaultCookiePolicy
from types import TracebackType
from typing import Any, Self

import httpcore2
import httpx2

from governance.domain.comments.trouble import Trouble
from governance.hosts.guard import PORTS, Guard, Place, Resolve, ends_at, remaining, resolve_name
from governance.hosts.protocol import HostFailed

# Addresses that are asked may name a pupil, and answers may repeat what was sent: neither belongs in a log.
for _name in ("httpx2", "httpcore2"):
    logging.getLogger(_name).setLevel(logging.WARNING)

AGENT = "OfficialSites/0.1.0"
LONGEST_WAIT = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much one call may cost: ``seconds`` in all, ``most_bytes`` after unpacking, ``redirects`` followed."""

    seconds: float = 20.0
    most_bytes: int = 8_000_000
    redirects: int = 0


USUAL = Bounds()


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back.  ``url`` is where it came from in the end; header names are in small letters.

    ``moved_for_good`` says that every redirect on the way was a permanent one.  ``redirected_to`` is where a redirect
    that was not followed points.
    """

    status: int
    url: str
    headers: Mapping[str, str]
    body: bytes = field(repr=False)
    redirects: tuple[str, ...] = ()
    moved_for_good: bool = False
    redirected_to: str = ""

    def json(self) -> Any:
        """Return the body as JSON; raise ValueError where it is not."""
        try:
            return json.loads(self.body)
        except RecursionError as error:
            raise ValueError("nested too deep") from error

    @property
    def retry_after(self) -> dt.timedelta | None:
        """When the host says to come back, at most in a day; None where it does not say.

        A date is counted from the answer's own date, so that a clock that goes wrong on either side does not matter.
        """
        said = self.headers.get("retry-after", "").strip()
        if said.isascii() and said.isdigit():
            return min(dt.timedelta(seconds=int(said[:6])), LONGEST_WAIT)
        try:
            wait = parsedate_to_datetime(said) - parsedate_to_datetime(self.headers.get("date", ""))
        except (ValueError, TypeError):
            return None
        return min(max(wait, dt.timedelta()), LONGEST_WAIT)


class Outside:
    """Asks other people's servers.  One may serve many threads; close it, or use it in a ``with``.

    ``allowed`` names the places that may be reached though they are not public, or not on the ports of the web.
    """

    def __init__(
        self, allowed: Collection[Place] = (), *, resolve: Resolve = resolve_name, tls: ssl.SSLContext | None = None
    ) -> None:
        self._guard = Guard(allowed, resolve)
        self._client = httpx2.Client(
            transport=_Guarded(self._guard, tls or httpx2.create_ssl_context(trust_env=False)),
            trust_env=False,
            headers={"User-Agent": AGENT, "Accept-Encoding": "gzip"},
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End every connection."""
        self._client.close()

    def is_named(self, host: str, port: int) -> bool:
        """Say whether the installation names this very place as one that may be reached."""
        return self._guard.is_named(host, port)

    def ask(
        self,
        method: str,
        url: str,
        *,
        params: Mapping[str, str] | None = None,
        sends: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        account: tuple[str, str] | None = None,
        bounds: Bounds = USUAL,
    ) -> Answer:
        """Return the answer, whatever its status.  ``sends`` goes as JSON, ``account`` as login and password.

        Redirects are followed as far as ``bounds`` says, and the account is left behind where they lead to another
        server.  Raises HostFailed with not_reachable, too_slow, too_large, moved (too many redirects),
        address_not_allowed or answer_not_understood; nothing that was sent is in the exception.
        """
        marker = ends_at.set(time.monotonic() + bounds.seconds)
        try:
            # The client's own way with parameters would take those away that stand in the address already.
            whole = httpx2.URL(url).copy_merge_params(dict(params or {}))
            request = self._client.build_request(method, whole, json=sends, headers=dict(headers or {}))
            return self._follow(request, httpx2.BasicAuth(*account) if account else None, bounds)
        except (httpcore2.TimeoutException, httpx2.TimeoutException):
            raise HostFailed(Trouble("too_slow")) from None
        except (httpx2.DecodingError, httpcore2.RemoteProtocolError, httpx2.RemoteProtocolError):
            raise HostFailed(Trouble("answer_not_understood")) from None
        except (httpx2.InvalidURL, httpx2.UnsupportedProtocol, httpcore2.UnsupportedProtocol, httpcore2.ProtocolError):
            raise HostFailed(Trouble("address_not_allowed")) from None
        except (httpcore2.NetworkError, httpx2.HTTPError, OSError, ssl.SSLError) as error:
            raise HostFailed(Trouble("not_reachable", _reason(error))) from None
        finally:
            ends_at.reset(marker)

    def _follow(self, request: httpx2.Request, auth: httpx2.Auth | None, bounds: Bounds) -> Answer:
        passed: list[str] = []
        permanent = True
        while True:
            response = self._client.send(request, auth=auth, stream=True, follow_redirects=False)
            following = response.next_request
            if following is None or not bounds.redirects:
                with closing(response):
                    body = _read(response, bounds.most_bytes)
                return Answer(
                    status=response.status_code,
                    url=str(response.url),
                    headers={name.lower(): value for name, value in response.headers.items()},
                    body=body,
                    redirects=tuple(passed),
                    moved_for_good=bool(passed) and permanent,
                    redirected_to=str(following.url) if following is not None else "",
                )
            # The text of a redirect is for nobody, and may be without end.
            response.close()
            if len(passed) >= bounds.redirects:
                raise HostFailed(Trouble("moved"))
            permanent = permanent and response.status_code in (301, 308)
            passed.append(str(following.url))
            # The client itself has taken the account out of a request that leads to another server.
            request, auth = following, None


class _Guarded(httpx2.BaseTransport):
    """Connections that the guard opens, for the client."""

    def __init__(self, guard: Guard, tls: ssl.SSLContext) -> None:
        self._guard = guard
        self._pool = httpcore2.ConnectionPool(
            ssl_context=tls, network_backend=guard, max_connections=20, keepalive_expiry=15.0
        )

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        url = request.url
        port = url.port or {"http": 80, "https": 443}.get(url.scheme, 0)
        # A kept connection does not pass the guard's own door again, so what can be known of an address stands here.
        if not url.host or url.userinfo or (port not in PORTS and not self._guard.is_named(url.host, port)):
            raise HostFailed(Trouble("address_not_allowed"))
        answer = self._pool.handle_request(
            httpcore2.Request(
                method=request.method,
                url=httpcore2.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
                headers=request.headers.raw,
                content=request.stream,
                extensions={"timeout": {"pool": remaining()}},
            )
        )
        return httpx2.Response(status_code=answer.status, headers=answer.headers, stream=_Stream(answer))

    def close(self) -> None:
        self._pool.close()


class _Stream(httpx2.SyncByteStream):
    """The bytes of an answer as they come in."""

    def __init__(self, answer: httpcore2.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()


def _read(response: httpx2.Response, most_bytes: int) -> bytes:
    # Packed twice, a few bytes become gigabytes before anybody could count them.
    if "," in response.headers.get("content-encoding", ""):
        raise HostFailed(Trouble("answer_not_understood"))
    parts: list[bytes] = []
    size = 0
    # Without a chunk size, so that each piece is counted and timed when it comes in.
    for part in response.iter_bytes():
        size += len(part)
        if size > most_bytes:
            raise HostFailed(Trouble("too_large"))
        parts.append(part)
    remaining()
    return b"".join(parts)


def _reason(error: BaseException) -> str:
    """A certificate that is not trusted is worth a word; every other reason is told by its code alone."""
    text = str(error).lower()
    return "certificate" if "certificate" in text else ""
