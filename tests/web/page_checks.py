"""What every HTML page of the product must keep, whatever it is about.

``check_page(html)`` raises ``AssertionError`` with all that is wrong, and answers what it found, its internal links
included, so that a crawl can prove that none is dead.  ``CheckedClient`` does so for every answer of a test client.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])
UNLABELLED = frozenset({"hidden", "submit", "button", "reset", "image"})
REFERENCES = ("aria-describedby", "aria-labelledby", "aria-controls", "aria-owns", "for", "headers", "list")
TYPED = frozenset({"textarea", "code", "script", "style"})
SPEAKING = frozenset({"a", "button", "summary", "label", "legend", "h2", "h3", "th", "caption"})
LEAKS = frozenset({"None", "Undefined", "True", "False", "nan", "[]", "{}"})


@dataclass(frozen=True)
class Element:
    """One element as it was written: its attributes, its words, and the elements around it."""

    tag: str
    attributes: dict[str, str]
    within: tuple[Element, ...]
    words: list[str] = field(default_factory=list, compare=False)

    def __getitem__(self, name: str) -> str:
        return self.attributes.get(name, "")

    def has(self, name: str) -> bool:
        return name in self.attributes

    @property
    def said(self) -> str:
        return " ".join("".join(self.words).split())

    def __str__(self) -> str:
        told = "".join(f' {name}="{value}"' for name, value in self.attributes.items())
        return f"<{self.tag}{told}>"


class _Reader(HTMLParser):
    """Reads a page into its elements, in order."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self.open: list[Element] = []
        self.problems: list[str] = []
        self.doctype = ""
        self.feed(html)
        self.close()
        if self.open:
            self.problems.append(f"{self.open[-1]} is never closed")

    def handle_decl(self, decl: str) -> None:
        self.doctype = decl.lower()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        element = Element(tag, {name: value or "" for name, value in attrs}, tuple(self.open))
        if len(names) != len(set(names)):
            self.problems.append(f"{element} says an attribute twice")
        self.elements.append(element)
        if tag == "img":
            for around in self.open:
                around.words.append(element["alt"])
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1].tag != tag:
            self.problems.append(f"</{tag}> closes {self.open[-1] if self.open else 'nothing'}")
            while any(one.tag == tag for one in self.open) and self.open.pop().tag != tag:
                pass
            return
        self.open.pop()

    def handle_data(self, data: str) -> None:
        for around in self.open:
            around.words.append(data)
        if data.strip() in LEAKS and not any(one.tag in TYPED for one in self.open):
            self.problems.append(f"the page says {data.strip()!r} in {self.open[-1] if self.open else 'the open'}")


@dataclass(frozen=True)
class Page:
    """What a page was found to be."""

    title: str
    h1: str
    links: frozenset[str]
    elements: tuple[Element, ...]


def check_page(html: str) -> Page:
    """Check one page; raises ``AssertionError`` naming everything that is wrong."""
    reader = _Reader(html)
    elements = reader.elements
    problems = [
        *reader.problems,
        *_document(reader),
        *_ids(elements),
        *_labels(elements),
        *_words(elements),
        *_behaviour(elements),
    ]
    assert not problems, "The page breaks its own rules:\n- " + "\n- ".join(problems)
    return Page(
        title=_first(elements, "title").said,
        h1=_first(elements, "h1").said,
        links=frozenset(internal_links(elements)),
        elements=tuple(elements),
    )


def internal_links(elements: list[Element]) -> list[str]:
    """Answer the addresses on this site to which the page's links and GET forms lead, without their fragments."""
    addresses = [element["href"] for element in elements if element.tag == "a"]
    parts = [urlsplit(address) for address in addresses]
    return [part._replace(fragment="").geturl() for part in parts if not part.scheme and not part.netloc and part.path]


def _first(elements: list[Element], tag: str) -> Element:
    return next(element for element in elements if element.tag == tag)


def _document(reader: _Reader) -> list[str]:
    found = {tag: [one for one in reader.elements if one.tag == tag] for tag in ("html", "title", "h1", "main")}
    problems = [f"there are {len(found[tag])} <{tag}>, not one" for tag in found if len(found[tag]) != 1]
    if reader.doctype != "doctype html":
        problems.append("the page does not begin with <!doctype html>")
    if problems:
        return problems
    title, h1 = found["title"][0].said.removeprefix("Error: "), found["h1"][0].said
    if not h1:
        problems.append("the h1 is empty")
    if not title.startswith(h1):
        problems.append(f"the title {title!r} does not start with the h1 {h1!r}")
    if not re.fullmatch(r"[a-z]{2}(-[A-Z]{2})?", found["html"][0]["lang"]):
        problems.append("the language of the page is not said")
    return problems


def _ids(elements: list[Element]) -> list[str]:
    ids = [element["id"] for element in elements if element.has("id")]
    counted = Counter(ids)
    problems = [f"the id {one!r} stands {counted[one]} times" for one in sorted(counted) if counted[one] > 1]
    problems += [f"{element} has an unusable id" for element in elements if element.has("id") and not _usable(element)]
    for element in elements:
        for name in REFERENCES:
            missing = [one for one in element[name].split() if one not in counted] if element.has(name) else []
            problems += [f"{element} points at {one!r}, which is not there" for one in missing]
        fragment = element["href"].removeprefix("#") if element["href"].startswith("#") else ""
        if fragment and fragment not in counted:
            problems.append(f"{element} leads to #{fragment}, which is not there")
    return problems


def _usable(element: Element) -> bool:
    return bool(element["id"]) and not re.search(r"\s", element["id"])


def _labels(elements: list[Element]) -> list[str]:
    labelled = {element["for"] for element in elements if element.tag == "label" and element.said}
    problems = []
    for element in elements:
        if element.tag not in {"input", "select", "textarea"} or element["type"] in UNLABELLED:
            continue
        wrapped = any(around.tag == "label" and around.said for around in element.within)
        if not (wrapped or element["id"] in labelled or element["aria-label"] or element["aria-labelledby"]):
            problems.append(f"{element} has no label")
    return problems


def _words(elements: list[Element]) -> list[str]:
    problems = []
    for element in elements:
        # What an element says is put together only where it is asked for: a page's body says the whole page.
        if element.tag in SPEAKING and not (element.said or element["aria-label"] or element["aria-labelledby"]):
            problems.append(f"{element} says nothing")
        if element.tag == "a" and element["href"] in {"", "#"}:
            problems.append(f"{element} leads nowhere")
        if element.tag == "img" and not element.has("alt"):
            problems.append(f"{element} has no alt")
        if element.tag in {"a", "button"} and any(around.tag in {"a", "button"} for around in element.within):
            problems.append(f"{element} stands inside another link or button")
    return problems


def _behaviour(elements: list[Element]) -> list[str]:
    problems = []
    for element in elements:
        handlers = [name for name in element.attributes if name.startswith("on")]
        problems += [f"{element} carries the script {name}" for name in handlers]
        if element.has("style"):
            problems.append(f"{element} carries a style")
        if element.tag == "script" and not element.has("src") and element["type"] != "application/json":
            problems.append("a script stands in the page")
        if element.tag == "style" and not element["nonce"]:
            problems.append("a style without a nonce stands in the page")
        if element["href"].strip().lower().startswith(("javascript:", "data:", "vbscript:")):
            problems.append(f"{element} runs a script")
        if element["tabindex"].isdigit() and element["tabindex"] != "0":
            problems.append(f"{element} jumps the order of the keyboard")
        if element.tag == "form" and any(around.tag == "form" for around in element.within):
            problems.append(f"{element} stands inside another form")
        if element.tag == "form" and element["method"].lower() == "post" and not _has_token(element, elements):
            problems.append(f"{element} has no token")
    return problems


def _has_token(form: Element, elements: list[Element]) -> bool:
    return any(one["name"] == "csrf_token" and one["value"] for one in elements if any(a is form for a in one.within))


def check_piece(html: str) -> None:
    """Check a piece of a page; raises ``AssertionError`` naming everything that is wrong."""
    reader = _Reader(html)
    problems = [*reader.problems, *_labels(reader.elements), *_words(reader.elements), *_behaviour(reader.elements)]
    assert not problems, "The piece breaks the rules of pages:\n- " + "\n- ".join(problems)


class CheckedClient(FlaskClient):
    """A test client that holds every HTML answer to the checks."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        response = super().open(*args, **kwargs)
        if dict(kwargs.get("headers") or {}).get("X-In-Place"):
            # A piece that the page's script puts into its place is held to what a piece can keep.
            check_piece(response.text)
        elif response.mimetype == "text/html" and response.status_code not in range(300, 400) and response.data:
            check_page(response.text)
        return response
