"""Writes a mail out and hands it to the mail server, or to a folder where no server is set.

Decides how a mail reads, and which answers of a server mean "never" and which "later".  An answer about this one mail
may mean never; whatever is wrong with the server or with our own sign-in to it means later, because it would be wrong
with every mail.  May not import services that change anything, nor queries.
"""

from __future__ import annotations

import os
import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

from governance.config import Settings
from governance.services.outbox import Letter

TIMEOUT = 20.0
"""Seconds that a mail server has for each of its answers."""
PRODUCT = "School sites"
NEEDS_SIGN_IN = frozenset({530, 534, 535, 538})
"""Refusals that are about our sign-in to the server, whenever it says them."""


class Undelivered(Exception):
    """The mail was not accepted; the message is the problem in plain words."""


class Never(Undelivered):
    """This mail will not be accepted however often it is tried."""


class Later(Undelivered):
    """This mail may be accepted another time."""


class ServerAway(Later):
    """The server itself cannot be used now, so no other mail would be accepted either."""


class Post(Protocol):
    """A way by which mails leave."""

    def send(self, message: EmailMessage, to_address: str) -> None:
        """Hand one mail over; raises Undelivered unless it was accepted."""


def compose(letter: Letter, settings: Settings) -> EmailMessage:
    """Write out one mail: plain text, the same to the byte however often it is tried.

    Raises Never where a header cannot hold what it was given, such as an address of two lines.
    """
    try:
        message = EmailMessage(policy=SMTP)
        message["From"] = Address(display_name=letter.school or PRODUCT, addr_spec=settings.mail_from)
        message["To"] = Address(addr_spec=letter.to_address)
        message["Subject"] = " ".join(letter.subject.split())
        message["Date"] = letter.created_at
        message["Message-ID"] = letter.message_id
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(_text(letter, settings.base_address), charset="utf-8")
        message.as_bytes()
    except (ValueError, IndexError, MessageError, UnicodeError) as error:
        raise Never("The address or the subject cannot stand in a mail.") from error
    return message


def _text(letter: Letter, base_address: str) -> str:
    parts = [f"Hello {letter.person}," if letter.person else "Hello,", letter.body]
    for text, path in letter.lines:
        said = f"- {' '.join(text.split())}"
        parts.append(f"{said}\n  {base_address}{path}" if _is_ours(path) else said)
    if _is_ours(letter.link):
        parts.append(f"{'Everything on one page' if letter.lines else 'Open this page'}:\n{base_address}{letter.link}")
    parts.append(letter.school or PRODUCT)
    return "\n\n".join(parts) + "\n"


def _is_ours(path: str) -> bool:
    """Only pages of this product are linked to, so that nothing in a row can lead a reader elsewhere."""
    return path.startswith("/") and not path.startswith("//")


@dataclass(frozen=True, slots=True)
class SmtpPost:
    """Hands mails to an SMTP server.

    ``address`` is smtp:// or smtps://, with user and password where the server asks for them.  ``trust`` checks the
    server's certificate; ``timeout`` is in seconds, for each answer.
    """

    address: str
    sender: str
    our_name: str = "localhost"
    timeout: float = TIMEOUT
    trust: ssl.SSLContext | None = None

    def send(self, message: EmailMessage, to_address: str) -> None:
        """Hand one mail over; raises Undelivered unless the server said that it has taken it."""
        client = self._open()
        try:
            client.send_message(message, from_addr=self.sender, to_addrs=[to_address])
        except smtplib.SMTPRecipientsRefused as error:
            raise _refused(*error.recipients[to_address]) from error
        except smtplib.SMTPDataError as error:
            raise _refused(error.smtp_code, error.smtp_error) from error
        except smtplib.SMTPNotSupportedError as error:
            raise Never("The mail server cannot write to an address with such letters.") from error
        except smtplib.SMTPSenderRefused as error:
            raise ServerAway(f"The mail server refuses our own address: {_said(error.smtp_error)}") from error
        except (OSError, smtplib.SMTPException) as error:
            raise Later("The mail server did not finish its answer.") from error
        finally:
            # The mail's fate is known by now; a server that is rude at parting changes nothing about it.
            with suppress(OSError, smtplib.SMTPException):
                client.quit()
            client.close()

    def _open(self) -> smtplib.SMTP:
        try:
            return self._sign_in()
        except smtplib.SMTPAuthenticationError as error:
            raise ServerAway(f"The mail server refuses our sign-in: {_said(error.smtp_error)}") from error
        except (OSError, smtplib.SMTPException, ValueError) as error:
            raise ServerAway(f"The mail server cannot be reached ({type(error).__name__}).") from error

    def _sign_in(self) -> smtplib.SMTP:
        parts = urlsplit(self.address)
        host, user = parts.hostname or "", unquote(parts.username or "")
        trust = self.trust or ssl.create_default_context()
        client: smtplib.SMTP
        if parts.scheme == "smtps":
            client = smtplib.SMTP_SSL(host, parts.port or 465, self.our_name, timeout=self.timeout, context=trust)
        else:
            client = smtplib.SMTP(host, parts.port or (587 if user else 25), self.our_name, timeout=self.timeout)
        try:
            client.ehlo_or_helo_if_needed()
            if parts.scheme == "smtp" and client.has_extn("starttls"):
                client.starttls(context=trust if user else _any_certificate())
                client.ehlo_or_helo_if_needed()
            elif parts.scheme == "smtp" and user:
                raise ServerAway("The mail server offers no protected line, so the password was not sent.")
            if user:
                client.login(user, unquote(parts.password or ""))
        except BaseException:
            client.close()
            raise
        return client


def _any_certificate() -> ssl.SSLContext:
    """Return a context for a server that knows no password of ours: a line that is read by nobody beats an open one."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def _refused(code: int, answer: bytes | str) -> Undelivered:
    problem = f"The mail server answered {code}: {_said(answer)}"
    if code in NEEDS_SIGN_IN:
        return ServerAway(problem)
    return Never(problem) if 500 <= code < 600 else Later(problem)


def _said(answer: bytes | str) -> str:
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())[:300]


@dataclass(frozen=True, slots=True)
class FolderPost:
    """Writes mails as files that any mail program opens, where no mail server is set, as in the demo."""

    folder: Path

    def send(self, message: EmailMessage, to_address: str) -> None:
        """Write one mail; a repeat writes the same file again.  ``to_address`` stands in its head."""
        del to_address
        token = "".join(letter for letter in str(message["Message-ID"]).split("@")[0] if letter.isalnum())
        name = f"{message['Date'].datetime:%Y-%m-%d-%H%M%S}-{token}.eml"
        try:
            # Mails about a sign-in hold links that are as good as a password.
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            part = self.folder / f".{name}.part"
            with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                file.write(message.as_bytes())
                file.flush()
                os.fsync(file.fileno())
            part.replace(self.folder / name)
        except OSError as error:
            raise ServerAway(f"The folder for mails cannot be written to ({error.strerror}).") from error


def mail_folder(settings: Settings) -> Path:
    """Return where mails are written when no mail server is set."""
    return settings.data_folder / "mail"


def post_of(settings: Settings) -> Post:
    """Return the way by which this installation's mails leave."""
    if not settings.mail_server:
        return FolderPost(mail_folder(settings))
    return SmtpPost(settings.mail_server, settings.mail_from, urlsplit(settings.base_address).hostname or "localhost")
