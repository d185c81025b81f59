"""What the pages of the registers of images share: one page for a few questions, and the words of their choices.

May not import services, queries or models.
"""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from governance.domain.consents import USES
from governance.domain.shown_words import COVERS_WORDS, FACE_WORDS, KIND_NAMES, NAME_WORDS, SHOWN_WORDS
from governance.web.fields import ProductForm, SelectChoice


def opened(words: str) -> str:
    """Return words with a capital letter at their beginning."""
    return words[:1].upper() + words[1:]


USE_CHOICES = [SelectChoice(use.key, opened(use.name)) for use in USES]
OFF_SITES = [SelectChoice(use.key, opened(use.name)) for use in USES if not use.site_kinds]
KIND_CHOICES = [SelectChoice(kind.value, opened(words)) for kind, words in SHOWN_WORDS.items()]
COVERS_CHOICES = [SelectChoice(covers.value, opened(words)) for covers, words in COVERS_WORDS.items()]
IMAGE_KIND_CHOICES = [SelectChoice(kind.value, opened(words)) for kind, words in KIND_NAMES.items()]
FACE_CHOICES = [SelectChoice(face.value, opened(words)) for face, words in FACE_WORDS.items()]
NAME_CHOICES = [SelectChoice(name.value, opened(words)) for name, words in NAME_WORDS.items()]


def question_page(
    form: ProductForm,
    h1: str,
    button: str,
    back: tuple[str, str],
    *,
    lead: str = "",
    rule: str = "",
    clause: str = "",
    section: str = "",
) -> ResponseReturnValue:
    """Return a page of a few questions, with 422 where the form came back; ``back`` is an address and its words."""
    answer = render_template(
        "images/question.html",
        form=form,
        h1=h1,
        button_text=button,
        back={"href": back[0], "text": back[1]},
        lead_words=lead,
        rule=rule,
        clause=clause,
        section=section,
    )
    return (answer, 422) if form.is_submitted() else answer
