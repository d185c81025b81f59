"""What a certificate of disposal says, and the digest by which it is told again (003-7).

The content is one canonical text: the same content has the same SHA-256 on every machine.  It names records by their
kind and number and never says what stood in them.  May import the standard library and the domain only.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

FORM = 1


@dataclass(frozen=True, slots=True)
class Certified:
    """What was disposed of, by which rule, by whom and when; ``due`` are (number, ISO date it fell due) pairs."""

    school: str
    slug: str
    number: int
    kind: str
    records_are: str
    rule: str
    basis: str
    person_id: int
    person: str
    role: str
    at: datetime
    due: tuple[tuple[int, str], ...]


def content_of(certified: Certified) -> str:
    """The certificate as canonical JSON."""
    said = {
        "form": FORM,
        "school": certified.school,
        "school_address": certified.slug,
        "certificate": certified.number,
        "kind": certified.kind,
        "what": certified.records_are,
        "how_many": len(certified.due),
        "rule": certified.rule,
        "basis": certified.basis,
        "disposed_by": certified.person,
        "disposed_by_number": certified.person_id,
        "role": certified.role,
        "disposed_at": certified.at.isoformat(),
        "records": [list(pair) for pair in sorted(certified.due)],
    }
    return canonical(said)


def canonical(said: Mapping[str, Any]) -> str:
    """One text for one content: keys in order, nothing between, every letter as it is."""
    return json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def digest_of(content: str) -> str:
    """The SHA-256 of a certificate's content, in hexadecimal."""
    return hashlib.sha256(content.encode()).hexdigest()


class NotACertificate(ValueError):
    """A file holds something else, or its digest does not fit."""


def read_certificates(text: str) -> tuple[dict[str, Any], ...]:
    """The contents of certificates from a file that the product exported; raises NotACertificate."""
    try:
        held = json.loads(text)
    except ValueError:
        raise NotACertificate("This is not a file of certificates.") from None
    pairs = held.get("certificates") if isinstance(held, dict) else None
    if not isinstance(pairs, list):
        raise NotACertificate("This is not a file of certificates.")
    return tuple(_checked(pair) for pair in pairs)


def exported(pairs: Sequence[tuple[str, str]]) -> str:
    """A file of certificates: each content with its digest."""
    held = [{"content": json.loads(content), "sha256": digest} for content, digest in pairs]
    return json.dumps({"certificates": held}, ensure_ascii=False, indent=1)


def _checked(pair: object) -> dict[str, Any]:
    content = pair.get("content") if isinstance(pair, dict) else None
    if not isinstance(pair, dict) or not isinstance(content, dict):
        raise NotACertificate("This is not a file of certificates.")
    if digest_of(canonical(content)) != pair.get("sha256"):
        raise NotACertificate(f"Certificate {content.get('certificate')} was changed: its digest does not fit.")
    return content
