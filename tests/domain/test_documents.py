"""The impact assessment and the privacy notice say what the school has switched on (DOMAIN 3.6)."""

from __future__ import annotations

import pytest

from governance.domain.records.documents import Document, filled

FACTS = {
    "school": "Oak Primary",
    "dpo": "D. Officer, data protection officer",
    "sites": "2",
    "hosts": "WordPress",
    "platforms": "WordPress",
    "comment_days": "365",
    "report_days": "365",
    "copy_months": "one month",
    "identity": "no names",
    "second_step": "Head",
}


def _text(document: Document, *switches: str) -> str:
    return "\n".join(words for _, paragraphs in filled(document, FACTS, frozenset(switches)) for words in paragraphs)


@pytest.mark.parametrize("document", Document)
def test_the_second_look_is_spoken_of_only_where_it_is_on(document: Document) -> None:
    on, off = _text(document, "second_look"), _text(document)
    assert on != off
    assert ("The second look is switched off." in off) is (document is Document.IMPACT_ASSESSMENT)
    assert "second look" in on.lower()


def test_the_notice_names_the_hosts_the_days_and_the_contact() -> None:
    said = _text(Document.PRIVACY_NOTICE, "hosts", "report_form")
    assert "Comments reach us from: WordPress." in said
    assert "We keep them for 365 days." in said
    assert "Questions about your data go to: D. Officer, data protection officer." in said
    assert "contact address" not in said
    assert "contact address" in _text(Document.PRIVACY_NOTICE, "report_form", "report_contact")


def test_the_assessment_says_what_is_not_connected() -> None:
    assert "no host is connected" in _text(Document.IMPACT_ASSESSMENT)
    assert "The public form is closed." in _text(Document.IMPACT_ASSESSMENT)
