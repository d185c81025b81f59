"""The forms of a page as a browser sees them: where each is sent, its fields, and plain answers for all of them."""

from __future__ import annotations

import io
from dataclasses import dataclass
from urllib.parse import urljoin

from tests.web.page_checks import Element, Page

PLAIN_TEXT = "Pupils write about their week, and parents read it together."
PLAIN_LINE = "Year 4 writes for readers"
CSV_FILE = b"name,address\r\nYear 4 blog,https://blogs.example/year4\r\n"

Sent = list[tuple[str, str | tuple[io.BytesIO, str]]]


@dataclass(frozen=True)
class Field:
    """One field: its name, its kind as a browser knows it, its value or its choices."""

    name: str
    kind: str
    value: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Form:
    """One form that is posted: the page it stands on, where it goes, whether it takes files, and its fields."""

    page: str
    action: str
    has_files: bool
    fields: tuple[Field, ...]

    def plain(self) -> Sent:
        """What somebody would send who means no harm."""
        sent: Sent = []
        dates: dict[str, int] = {}
        for field in self.fields:
            if field.kind == "file":
                sent.append((field.name, (io.BytesIO(CSV_FILE), "list.csv")))
            elif field.kind in ("radio", "checkbox", "select"):
                sent.append((field.name, field.choices[-1]))
            elif field.kind == "date":
                part = dates.get(field.name, 0)
                dates[field.name] = part + 1
                sent.append((field.name, ("27", "11", "2026", "")[min(part, 3)]))
            elif field.kind == "textarea":
                sent.append((field.name, field.value or PLAIN_TEXT))
            elif field.kind == "hidden":
                sent.append((field.name, field.value))
            else:
                sent.append((field.name, field.value or PLAIN_LINE))
        return sent


def forms_of(page: Page, address: str) -> list[Form]:
    """Every form of a page that is posted."""
    found = []
    for form in page.elements:
        if form.tag == "form" and form["method"].lower() == "post":
            inside = [one for one in page.elements if any(around is form for around in one.within)]
            action = urljoin(address, form["action"] or address)
            found.append(Form(address, action, form["enctype"] == "multipart/form-data", _fields(inside)))
    return found


def _fields(inside: list[Element]) -> tuple[Field, ...]:
    """The fields in order; radios and checkboxes of one name are one field, three short boxes of one name a date."""
    fields: list[Field] = []
    grouped: dict[str, list[str]] = {}
    for one in inside:
        name, kind = one["name"], one["type"] or "text"
        if not name or name == "csrf_token":
            continue
        if one.tag == "select":
            chosen = [each["value"] for each in inside if each.tag == "option" and one in each.within and each["value"]]
            fields.append(Field(name, "select", choices=tuple(chosen) or ("",)))
        elif one.tag == "textarea":
            fields.append(Field(name, "textarea", one.said))
        elif kind in ("radio", "checkbox"):
            if name not in grouped:
                fields.append(Field(name, kind))
            grouped.setdefault(name, []).append(one["value"] or "on")
        elif one.tag == "input":
            is_date = one["id"].endswith(("-day", "-month", "-year"))
            fields.append(Field(name, "date" if is_date else kind, one["value"]))
        elif one.tag == "button" and not one["name"].startswith("add"):
            fields.append(Field(name, "hidden", one["value"]))
    return tuple(
        Field(one.name, one.kind, one.value, tuple(grouped[one.name])) if one.kind in ("radio", "checkbox") else one
        for one in fields
    )
