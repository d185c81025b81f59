"""Reads a delivery status message (RFC 3464): which of our mails came back, and why it never will arrive.

Anybody may send such a message, so it is believed only where it returns a Message-ID of ours, which nobody guesses, and
says "failed" with a permanent status.  Nothing else of it is kept: neither its words nor what it returns.
May import the standard library and its neighbours in the domain only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from email import message_from_bytes
from email.errors import MessageError
from email.message import Message

from governance.domain.refusals import Refusal

LARGEST = 1_000_000
"""Bytes that are read: a mail of ours with the report about it is a hundredth of it."""
_MOST_PARTS = 10
_OURS = re.compile(r"<[0-9a-f]{32}@governance>")
_PERMANENT = re.compile(r"5\.[0-9]{1,3}\.[0-9]{1,3}")
_WHY = {
    "5.1": "the address does not exist",
    "5.2": "the mailbox takes no mails",
    "5.4": "no way leads to the server of that address",
    "5.7": "the server there does not take mails from us",
}


@dataclass(frozen=True, slots=True)
class Bounce:
    """One mail of ours that came back: its Message-ID, and the status, such as "5.1.1"."""

    message_id: str
    status: str


def came_back_because(status: str) -> str:
    """Return what stands beside the mail; a status of "" is that of somebody who only says that it came back."""
    if not status:
        return "The mail came back, as somebody at the school has said."
    why = next((words for start, words in _WHY.items() if status.startswith(f"{start}.")), "it could not be delivered")
    return f"The mail came back: {why} ({status})."


def read_bounce(raw: bytes) -> tuple[Bounce | None, tuple[Refusal, ...]]:
    """Return the bounce that a message reports, or why it reports none of ours."""
    if len(raw) > LARGEST:
        return _refused("bounce_too_large", "This message is larger than any report about a mail of ours.")
    try:
        parts = _parts(message_from_bytes(raw))
        statuses = _failed(parts[1]) if parts else []
        message_id = _returned_id(parts[2:])
    # Whoever writes such a message chooses how deep it is nested and which character sets it names.
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError, MessageError):
        return _refused("bounce_unreadable", "This message cannot be read.")
    if not parts:
        return _refused("bounce_not_a_report", "This is no report about a mail that was not delivered.")
    if not statuses:
        return _refused("bounce_not_permanent", "This report names no failure for good, so nothing was noted.")
    if message_id is None:
        return _refused("bounce_not_ours", "This report is not about a mail of ours.")
    return Bounce(message_id, statuses[0]), ()


def _refused(code: str, sentence: str) -> tuple[None, tuple[Refusal, ...]]:
    return None, (Refusal(code, sentence),)


def _parts(message: Message) -> list[Message]:
    """The parts of a delivery status report; none where it is something else."""
    if message.get_content_type() != "multipart/report" or message.get_param("report-type") != "delivery-status":
        return []
    parts = message.get_payload()
    if not isinstance(parts, list) or not 2 <= len(parts) <= _MOST_PARTS:
        return []
    found = [part for part in parts if isinstance(part, Message)]
    return found if found[1].get_content_type() == "message/delivery-status" else []


def _failed(part: Message) -> list[str]:
    """The permanent statuses of the recipients for whom it failed."""
    blocks = part.get_payload()
    found = []
    for block in blocks if isinstance(blocks, list) else ():
        if isinstance(block, Message) and str(block.get("Action", "")).strip().lower() == "failed":
            status = _PERMANENT.match(str(block.get("Status", "")).strip())
            if status:
                found.append(status.group())
    return found


def _returned_id(parts: list[Message]) -> str | None:
    """The Message-ID of ours in the mail or the headers that the report returns."""
    for part in parts:
        kind, returned = part.get_content_type(), None
        payload = part.get_payload()
        if kind == "message/rfc822" and isinstance(payload, list) and isinstance(payload[0], Message):
            returned = payload[0]
        elif kind == "text/rfc822-headers":
            content = part.get_payload(decode=True)
            returned = message_from_bytes(content) if isinstance(content, bytes) else None
        if returned is not None and (found := _OURS.fullmatch(str(returned.get("Message-ID", "")).strip())):
            return found.group()
    return None
