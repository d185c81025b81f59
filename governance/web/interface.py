"""How pages are made: where templates and assets are found, and which words and macros every template has.

``install`` is called once by the application's factory.  A name that a template does not have is an error when it is
shown, not an empty place on the page.  May not import services, queries or models.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask, current_app, request, url_for
from jinja2 import ChoiceLoader, FileSystemLoader, PackageLoader, PrefixLoader, Undefined, UndefinedError
from jinja2.utils import missing
from markupsafe import Markup
from wtforms.form import BaseForm

from governance.web import pages, security, words
from governance.web.colour import brand_of, is_colour
from governance.web.fields import error_lines

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
STATIC = ROOT / "static"


class MissingIsAnError(Undefined):
    """A missing name or attribute, which may be asked about (``if note``) but never shown.

    The GOV.UK macros lean on absent keys of their ``params``, so a key that a mapping lacks stays silent as in Jinja.
    Flask-Security's templates ask a form whether it has a field, so that question is allowed too; an attribute that any
    other object lacks may not even be asked about, because it is a slip of the pen.
    """

    __slots__ = ()

    def __str__(self) -> str:
        self._refuse()
        return super().__str__()

    def __html__(self) -> str:
        self._refuse()
        return ""

    def __iter__(self) -> Any:
        self._refuse()
        return super().__iter__()

    def __len__(self) -> int:
        self._refuse()
        return super().__len__()

    def __bool__(self) -> bool:
        if self._undefined_obj is not missing and not isinstance(self._undefined_obj, BaseForm):
            self._refuse()
        return False

    def _refuse(self) -> None:
        of_mapping = isinstance(self._undefined_obj, Mapping | Undefined)
        if not of_mapping and self._undefined_name != "caller":
            raise UndefinedError(self._undefined_message)


def install(app: Flask) -> None:
    """Give ``app`` the product's templates, filters, assets and security headers."""
    app.static_folder = str(STATIC)
    app.jinja_loader = ChoiceLoader(
        [
            FileSystemLoader(TEMPLATES),
            PrefixLoader({name: PackageLoader(name) for name in ("govuk_frontend_jinja", "govuk_frontend_wtf")}),
        ]
    )
    environment = app.jinja_env
    environment.undefined = MissingIsAnError
    environment.trim_blocks = True
    environment.lstrip_blocks = True
    environment.filters.update(words.FILTERS)
    environment.globals.update(
        asset=asset,
        brand_style=brand_style,
        page_frame=pages.page_frame,
        style_nonce=security.style_nonce,
        error_lines=error_lines,
        state_word=words.state_word,
        state_tone=words.state_tone,
    )
    environment.globals.setdefault("csrf_token", _no_token)
    app.context_processor(lambda: {"frame": pages.page_frame()})
    security.install(app)


def asset(name: str) -> str:
    """Answer the address of a file under ``static/``, with its content's digest so that it can be kept for ever."""
    # Every page names a dozen of them, so each is made once for every place at which the product is mounted.
    known: dict[tuple[str, str], str] = current_app.extensions.setdefault("governance-assets", {})
    address = known.get((request.script_root, name))
    if address is None:
        digest = _digest(name)
        address = url_for("static", filename=name, v=digest) if digest else url_for("static", filename=name)
        known[(request.script_root, name)] = address
    return address


def brand_style(colour: str) -> Markup:
    """Answer a school's colours as declarations for the ``:root`` of a page."""
    brand = brand_of(colour if is_colour(colour) else pages.DEFAULT_COLOUR)
    # Each of the four has been checked to be a hexadecimal colour, so nothing can leave the declaration.
    declarations = f"--brand:{brand.fill};--brand-text:{brand.text};--brand-link:{brand.link};--brand-deep:{brand.deep}"
    return Markup(declarations)  # noqa: S704 - see the sentence above.


@cache
def _digest(name: str) -> str | None:
    path = STATIC / name
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12] if path.is_file() else None


def _no_token() -> str:
    raise RuntimeError("Start flask_wtf.CSRFProtect before a page with a form is shown.")
