"""What the tests of the jobs start: a real mail server, and both databases in a way that processes can share."""

from __future__ import annotations

import datetime as dt
import ipaddress
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy.orm import Session

from governance.db import begin_writing
from governance.models import Notice
from tests.factories import NOW
from tests.plugins.postgres import Postgres


@dataclass
class MailServer:
    """The running server's ports, the file of what reached it, and the certificate to trust."""

    open_port: int
    protected_port: int
    unprotected_port: int
    secure_port: int
    file: Path
    certificate: Path

    def mails(self, to: str) -> list[dict[str, Any]]:
        """Every mail that reached the server for one address, in order."""
        lines = self.file.read_text().splitlines() if self.file.exists() else []
        return [mail for mail in map(json.loads, lines) if mail["to"] == [to]]


@pytest.fixture(scope="session")
def mail_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MailServer]:
    """A mail server in a process of its own, for the whole run."""
    folder = tmp_path_factory.mktemp("mail")
    certificate, key = _certificate(folder)
    file = folder / "mails.jsonl"
    script = Path(__file__).with_name("mail_server.py")
    process = subprocess.Popen(
        [sys.executable, str(script), str(file), str(certificate), str(key)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin
    assert process.stdout
    yield MailServer(*json.loads(process.stdout.readline()), file, certificate)
    process.stdin.close()
    process.wait()
    process.stdout.close()


def _certificate(folder: Path) -> tuple[Path, Path]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    certificate, key_file = folder / "certificate.pem", folder / "key.pem"
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    key_file.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return certificate, key_file


@pytest.fixture(params=["sqlite", "postgresql"])
def shared_database(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a migrated database of this test's own, to which several processes may connect."""
    if request.param == "sqlite":
        yield f"sqlite:///{request.getfixturevalue('sqlite_file')}"
        return
    server: Postgres = request.getfixturevalue("postgres")
    migrated = sa.make_url(request.getfixturevalue("postgres_migrated")).database
    assert migrated is not None
    yield server.fresh_database(f"{migrated}_shared", template=migrated)
    with server.connect() as connection:
        connection.execute(f"DROP DATABASE {migrated}_shared WITH (FORCE)".encode())


@pytest.fixture
def shared_sessions(shared_database: str) -> Iterator[Callable[[], Session]]:
    """Opens sessions on the shared database."""
    engine = sa.create_engine(shared_database)
    yield lambda: Session(engine)
    engine.dispose()


def leave_notice(session: Session, to: str, *, commit: bool = True, **columns: Any) -> int:
    """A mail in the outbox, due now, as a row; returns its id."""
    session.rollback()
    begin_writing(session)
    values: dict[str, Any] = {
        "school_id": None,
        "kind": "site_launched",
        "person_id": None,
        "subject": "Year 4 blog is live",
        "body": "Ms Hill launched Year 4 blog.",
        "link": "/s/oak/sites/1",
        "message_id": f"<{to.replace('@', '-')}@governance>",
        "created_at": NOW,
        "due_at": NOW,
    }
    notice = Notice(to_address=to, **(values | columns))
    session.add(notice)
    session.flush()
    number = notice.id
    if commit:
        session.commit()
    return number
