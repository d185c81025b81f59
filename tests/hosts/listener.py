"""A server on the loopback interface that answers exactly the bytes it was given, and keeps what it was asked."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

Says = Callable[[bytes], Iterator[bytes]]
"""Given the head and body of a request, yield what is sent back, piece by piece; then the connection is closed."""


@dataclass
class Listener:
    """Where it listens, and the requests it got."""

    port: int
    asked: list[bytes] = field(default_factory=list)
    names: list[str | None] = field(default_factory=list)
    stopped: threading.Event = field(default_factory=threading.Event)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    @property
    def place(self) -> tuple[str, int]:
        return ("127.0.0.1", self.port)


def answer(status: str, body: bytes = b"", *headers: str) -> bytes:
    """One whole HTTP answer."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *headers]
    return "\r\n".join([*lines, "", ""]).encode() + body


@contextmanager
def listening(says: Says, tls: ssl.SSLContext | None = None) -> Iterator[Listener]:
    """Listen on a free port until the block ends."""
    server = socket.create_server(("127.0.0.1", 0))
    listener = Listener(server.getsockname()[1])
    if tls is not None:
        tls.sni_callback = lambda _, name, __: listener.names.append(name)

    def serve(connection: socket.socket) -> None:
        try:
            with tls.wrap_socket(connection, server_side=True) if tls else connection as talking:
                talking.settimeout(20)
                request = talking.recv(65536)
                listener.asked.append(request)
                for piece in says(request):
                    if listener.stopped.is_set():
                        return
                    talking.sendall(piece)
        except OSError:
            return

    def accept() -> None:
        while True:
            try:
                connection, _ = server.accept()
            except OSError:
                return
            threading.Thread(target=serve, args=(connection,), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield listener
    finally:
        listener.stopped.set()
        server.shutdown(socket.SHUT_RDWR)
        server.close()


@contextmanager
def answering(*answers: bytes) -> Iterator[Listener]:
    """Give these answers, one a request, the last one again and again."""
    left = list(answers)

    def says(_: bytes) -> Iterator[bytes]:
        yield left.pop(0) if len(left) > 1 else left[0]

    with listening(says) as listener:
        yield listener
