"""What hostile, broken and careless senders make of a form: each attack turns plain answers into a request.

An attack is a function of the form and a seeded ``Random``; it answers the keywords of the test client's ``post``.
"""

from __future__ import annotations

import io
import json
import struct
import zlib
from collections.abc import Callable
from random import Random
from typing import Any
from urllib.parse import quote_plus

from tests.web.hostile import HOSTILE
from tests.web.walks.forms import Form, Sent

Attack = Callable[[Form, Random], dict[str, Any]]

NUMBERS = ("-1", "0", "99999999999", "9" * 400, "1e9", "NaN", "Infinity", "0x10", "1_000", "-0", "١٢", "²", "3.5", "")
DATES = (
    ("31", "2", "2026"),
    ("29", "2", "2027"),
    ("1", "1", "0"),
    ("1", "1", "99999"),
    ("0", "0", "0000"),
    ("-1", "-1", "-1"),
    ("one", "two", "three"),
    ("", "", "2026"),
    ("27/11/2026", "27/11/2026", "27/11/2026"),
    ("9" * 300, "1", "2026"),
    ("٢٧", "١١", "٢٠٢٦"),
)
RAW = (b"%00", b"%ED%A0%80%ED%B0%80", b"%FF%FE%80", b"%1B%5B31m", b"%E2%80%AE", b"%C0%AF", b"%", b"%zz", b"\xff\xfe")


def _png(width: int, height: int) -> bytes:
    """A picture that says it is so large and holds nothing of it."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    )


FILES: tuple[tuple[bytes, str], ...] = (
    (b"", "list.csv"),
    (b"", ""),
    (b"x" * 3_000_000, "list.csv"),
    (_png(60_000, 60_000), "logo.png"),
    (_png(64, 64), "logo.png"),
    (_png(64, 64)[:40], "logo.png"),
    (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "logo.svg"),
    (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "logo.png"),
    (b"GIF89a" + b"\xff" * 60, "logo.gif"),
    (b"\xff\xd8\xff\xe0" + b"\0" * 60, "logo.jpg"),
    (b"name,address\n\0\0\0,\0\n", "list.csv"),
    ("name,address\nÜber,=1+1\n".encode("utf-16"), "list.csv"),
    (b"\xff\xfe\x00", "list.csv"),
    (b"name,address\n=cmd|'/c calc'!A1,@SUM(1)\n+1,-1\n", "list.csv"),
    (b"name;address\n" + b'"never closed\n' * 50, "list.csv"),
    (b"name,name,name\na,b,c,d,e,f\n\n\n", "list.csv"),
    (b"name,email,role\n" + b"x" * 200_000 + b",y,z\n", "list.csv"),
    (b"\n".join([b"name,address"] + [b"Blog %d,https://b.example/%d" % (one, one) for one in range(3000)]), "list.csv"),
    (b"PK\x03\x04" + b"\0" * 100, "list.csv"),
    (b"name\n" + b"\xed\xa0\x80\n", "../../../etc/passwd.csv"),
    (b"name,address\nx,y\n", "=1+1\u202e\x1b.csv"),
    (b"name,address\nx,y\n", "x" * 3000 + ".csv"),
)


def _data(sent: Sent, *, multipart: bool) -> dict[str, Any]:
    """The keywords of a request with these fields, repeated ones included."""
    data: dict[str, list[Any]] = {}
    for name, value in sent:
        if multipart or isinstance(value, str):
            data.setdefault(name, []).append(value)
    return {"data": data, "content_type": "multipart/form-data" if multipart else "application/x-www-form-urlencoded"}


def _texts(form: Form, change: Callable[[str, str], str], kinds: tuple[str, ...]) -> dict[str, Any]:
    """Plain answers, with those of some kinds changed."""
    kind_of = {field.name: field.kind for field in form.fields}
    sent: Sent = [
        (name, change(name, value) if isinstance(value, str) and kind_of[name] in kinds else value)
        for name, value in form.plain()
    ]
    return _data(sent, multipart=form.has_files)


TYPED = ("text", "textarea", "email", "url", "password", "search", "tel", "date")


def plain(form: Form, _: Random) -> dict[str, Any]:
    """No harm meant: the answers of somebody who fills in everything."""
    return _data(form.plain(), multipart=form.has_files)


def empty(form: Form, _: Random) -> dict[str, Any]:
    """Every field there and nothing in it."""
    return _texts(form, lambda _name, _value: "", TYPED)


def nothing(_: Form, __: Random) -> dict[str, Any]:
    """No field at all."""
    return {"data": {}}


def huge(form: Form, _: Random) -> dict[str, Any]:
    """A hundred thousand characters in every box."""
    return _texts(form, lambda _name, _value: "Wörter " * 14_300, TYPED)


def hostile(form: Form, random: Random) -> dict[str, Any]:
    """Controls, overrides of direction, markup, templates, formulas."""
    return _texts(form, lambda _name, _value: random.choice(HOSTILE), TYPED)


def tampered(form: Form, random: Random) -> dict[str, Any]:
    """Choices and hidden values that the page never offered."""
    return _texts(
        form, lambda _name, _value: random.choice((*NUMBERS, *HOSTILE)), ("hidden", "radio", "select", "checkbox")
    )


def half_tampered(form: Form, random: Random) -> dict[str, Any]:
    """The version that was seen kept, and choices that the page never offered."""
    return _texts(form, lambda _name, _value: random.choice((*NUMBERS, "no-such")), ("radio", "select", "checkbox"))


def numbers(form: Form, random: Random) -> dict[str, Any]:
    """Numbers of every kind where something is typed."""
    return _texts(form, lambda _name, _value: random.choice(NUMBERS), TYPED)


def dates(form: Form, random: Random) -> dict[str, Any]:
    """Days that are none."""
    wrong, place = random.choice(DATES), {"at": -1}

    def part(_name: str, _value: str) -> str:
        place["at"] += 1
        return wrong[place["at"] % 3]

    return _texts(form, part, ("date",))


def doubled(form: Form, _: Random) -> dict[str, Any]:
    """Every field twice."""
    return _data(form.plain() + form.plain(), multipart=form.has_files)


def repeated(form: Form, random: Random) -> dict[str, Any]:
    """One field two thousand times."""
    name = random.choice([field.name for field in form.fields] or ["x"])
    return _data([(name, "x")] * 2_000, multipart=False)


def missing(form: Form, random: Random) -> dict[str, Any]:
    """One field left out."""
    sent = form.plain()
    if sent:
        left_out = random.choice(sent)[0]
        sent = [each for each in sent if each[0] != left_out]
    return _data(sent, multipart=form.has_files)


def raw(form: Form, random: Random) -> dict[str, Any]:
    """Bytes that are no text: NUL, lone surrogates, broken UTF-8, broken percent signs."""
    pairs = [
        quote_plus(name).encode() + b"=" + (value.encode() if name == "seen" else random.choice(RAW) + b"plain")
        for name, value in form.plain()
        if isinstance(value, str)
    ]
    return {
        "data": b"&".join([*pairs, b"\xff=\xfe", b"%00=%00", b"=", b"&&"]),
        "content_type": "application/x-www-form-urlencoded",
    }


def wrong_kind(form: Form, _: Random) -> dict[str, Any]:
    """A file where text is asked for, and text where a file is."""
    sent: Sent = [
        (name, (io.BytesIO(b"a file"), "file.txt") if isinstance(value, str) and name != "seen" else "text")
        for name, value in form.plain()
    ]
    return _data(sent, multipart=True)


def other_body(form: Form, random: Random) -> dict[str, Any]:
    """A body that is no form: JSON, plain text, a boundary that never comes, more bytes than are taken."""
    return random.choice(
        [
            {"data": json.dumps({field.name: [None, {}] for field in form.fields}), "content_type": "application/json"},
            {"data": b"\0\1\2", "content_type": "text/plain"},
            {"data": b"--x\r\nContent-Disp", "content_type": "multipart/form-data; boundary=x"},
            {"data": b"nothing", "content_type": "multipart/form-data"},
            {"data": b"a=" + b"x" * 5_000_000, "content_type": "application/x-www-form-urlencoded"},
            {
                "data": "&".join(f"x{one}=1" for one in range(6_000)),
                "content_type": "application/x-www-form-urlencoded",
            },
        ]
    )


def files(form: Form, random: Random) -> dict[str, Any]:
    """Files that are empty, huge, broken, or not what they say."""
    content, name = random.choice(FILES)
    sent: Sent = [
        (each, value if isinstance(value, str) else (io.BytesIO(content), name)) for each, value in form.plain()
    ]
    return _data(sent, multipart=True)


def other_rows(form: Form, random: Random) -> dict[str, Any]:
    """Names that rows of a form could have, from minus one to a million."""
    more: Sent = [
        (f"{field.name}-{row}-{part}", "x")
        for field in form.fields
        for row in ("-1", "0", "999999", "x")
        for part in ("id", "0")
    ]
    random.shuffle(more)
    return _data(form.plain() + more[:500], multipart=form.has_files)


ATTACKS: tuple[Attack, ...] = (
    empty, nothing, huge, hostile, tampered, half_tampered, numbers, dates,
    doubled, repeated, missing, raw, wrong_kind, other_body, other_rows, plain,
)  # fmt: skip
