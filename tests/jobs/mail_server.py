"""A real mail server in a process of its own, for the tests of the outbox.

What it does with a mail is said by the name before the @ of its address.  It writes every mail that reached it to a
file, one JSON object a line, before it answers.  Run as: python mail_server.py FILE CERTIFICATE KEY
"""

from __future__ import annotations

import asyncio
import json
import os
import ssl
import sys
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

USER, PASSWORD = "school@example", "p:ss/w@rd"


class Behaviour:
    """Answers by the address; ``troubled`` holds the addresses that had their trouble once already."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.troubled: set[str] = set()

    async def handle_MAIL(self, _: SMTP, __: Session, envelope: Envelope, address: str, ___: list[str]) -> str:  # noqa: N802 - the server library's own name.
        if address.startswith("nobody@"):
            return "550 this sender is not known"
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, _: SMTP, __: Session, envelope: Envelope, address: str, ___: list[str]) -> str:  # noqa: N802 - the server library's own name.
        name = address.split("@")[0].rstrip("0123456789")
        answers = {"refused": "550 no such mailbox here", "busy": "451 try again later", "closed": "530 sign in first"}
        if name in answers:
            return answers[name]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _: Session, envelope: Envelope) -> str:  # noqa: N802 - the server library's own name.
        address = envelope.rcpt_tos[0]
        name = address.split("@")[0].rstrip("0123456789")
        again = address in self.troubled
        self.troubled.add(address)
        if name == "lost" and not again:
            server.transport.abort()
            return ""
        if name == "slow" and not again:
            self.file.with_name(address).touch()
            await asyncio.Event().wait()
        self._keep(server, envelope)
        if name == "unsaid" and not again:
            # The mail is kept, but its sender never hears of it.
            server.transport.abort()
            return ""
        if name == "spam":
            return "554 this looks like an advert"
        return "250 OK"

    def _keep(self, server: SMTP, envelope: Envelope) -> None:
        raw = envelope.content or b""
        message: Any = message_from_bytes(raw if isinstance(raw, bytes) else raw.encode(), policy=policy.default)
        kept = {
            "to": envelope.rcpt_tos,
            "from": envelope.mail_from,
            "id": message["Message-ID"],
            "headers": [[name, str(value)] for name, value in message.items()],
            "text": message.get_content(),
            "protected": server.transport.get_extra_info("ssl_object") is not None,
            "user": getattr(server.session, "auth_data", None) is not None,
        }
        with self.file.open("a") as file:
            file.write(json.dumps(kept) + "\n")


def _check(_: SMTP, __: Session, ___: Envelope, ____: str, given: Any) -> AuthResult:
    good = isinstance(given, LoginPassword) and (given.login, given.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=good, handled=False, auth_data=given.login if good else None)


async def main(file: Path, certificate: str, key: str) -> None:
    """Serve an open door, one that wants a protected line and a sign-in, and one whose sign-in is not protected."""
    behaviour = Behaviour(file)
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(certificate, key)
    doors: list[dict[str, Any]] = [
        {},
        {"tls_context": tls, "require_starttls": True, "auth_required": True, "authenticator": _check},
        {"auth_required": True, "auth_require_tls": False, "authenticator": _check},
    ]
    loop = asyncio.get_running_loop()
    ports = []
    for door in doors:
        server = await loop.create_server(
            lambda door=door: SMTP(behaviour, hostname="mail.example", loop=loop, **door), "127.0.0.1", 0
        )
        ports.append(server.sockets[0].getsockname()[1])
    secure = await loop.create_server(
        lambda: SMTP(behaviour, hostname="mail.example", loop=loop), "127.0.0.1", 0, ssl=tls
    )
    ports.append(secure.sockets[0].getsockname()[1])
    print(json.dumps(ports), flush=True)
    # When the tests' process is gone its end of the pipe closes, and so does this server.
    await loop.run_in_executor(None, sys.stdin.read)
    os._exit(0)


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), sys.argv[2], sys.argv[3]))
