"""Answers as blogs do, for the benchmark of feeds: nothing new, something new at every look, and what is no feed.

It runs in a process of its own, so that its work is not counted as the product's, prints its port, and ends when its
standard input does.  Every connection is closed after one answer: three thousand feeds are three thousand machines,
and none of them keeps a connection for an hour.
"""

from __future__ import annotations

import itertools
import socketserver
import sys
import threading

POSTS = 10

TEXT = (
    "<p>This week we measured the volcano that we made of old newspapers, and it erupted twice before break.</p>" * 12
)
PAGE = (
    b"<!doctype html><html><head><title>Moved</title></head><body><p>This blog has moved house.</p></body></html>" * 20
)
NEWEST = 169


def feed(newest: int) -> bytes:
    """An RSS feed as WordPress writes it, with whole texts, whose newest post has this number."""
    posts = "".join(
        f"<item><title>Our week {number}</title><link>https://blog.example/week-{number}/</link>"
        "<dc:creator><![CDATA[Class 4]]></dc:creator><pubDate>Wed, 18 Nov 2026 09:00:00 +0000</pubDate>"
        f'<category><![CDATA[News]]></category><guid isPermaLink="false">https://blog.example/?p={number}</guid>'
        f"<description><![CDATA[{TEXT[:300]}]]></description><content:encoded><![CDATA[{TEXT}]]></content:encoded></item>"
        for number in range(newest, newest - POSTS, -1)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Class 4</title>'
        f"<link>https://blog.example/</link><description>Our class</description>{posts}</channel></rss>"
    ).encode()


FEED = feed(NEWEST)
_broken = itertools.cycle([(PAGE, "text/html"), (FEED[: len(FEED) // 2], "application/rss+xml")])


def answer(path: str) -> bytes:
    """What is sent back for a path: /same, /new, /broken, each with whatever follows."""
    if path.startswith("/same"):
        return b'HTTP/1.1 304 Not Modified\r\nETag: "1"\r\nConnection: close\r\n\r\n'
    body, kind = FEED, "application/rss+xml"
    if path.startswith("/broken"):
        body, kind = next(_broken)
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}; charset=UTF-8\r\nContent-Length: {len(body)}\r\n"
    return head.encode() + b'ETag: "1"\r\nConnection: close\r\n\r\n' + body


class _Blog(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        path = self.rfile.readline().split()[1].decode()
        while self.rfile.readline().strip():
            pass
        self.wfile.write(answer(path))


class _Blogs(socketserver.ThreadingTCPServer):
    daemon_threads = True
    request_queue_size = 128


def main() -> None:
    """Answer on a free port of the loopback interface until the standard input ends."""
    with _Blogs(("127.0.0.1", 0), _Blog) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        print(server.server_address[1], flush=True)
        sys.stdin.read()
        server.shutdown()


if __name__ == "__main__":
    main()
