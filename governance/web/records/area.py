"""What the pages of the school's records share: the blueprint, and the page of a form.

May not import queries or models.
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from governance.web.fields import ProductForm

bp = Blueprint("records", __name__, url_prefix="/s/<school>")


def form_page(form: ProductForm, h1: str, does: str, back: tuple[str, str], **said: Any) -> ResponseReturnValue:
    """Show a form on a page of its own; one that was sent and is not in order is answered 422.

    ``does`` are the words of its button, ``back`` the address and the words of the way back; ``said`` is what else the
    page says: ``lead``, ``facts``, ``careful``, ``rule`` with its ``clause``.
    """
    page = render_template(
        "records/form.html", form=form, h1=h1, does=does, back={"href": back[0], "text": back[1]}, **said
    )
    return (page, 422) if form.is_submitted() else page
