"""What kind of content a title names: the kind's own words, whole, and one kind alone (A.3.4)."""

from __future__ import annotations

import pytest

from governance.domain.content.naming import kind_named
from governance.domain.content.words import ContentKind


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        pytest.param("Homework: spellings for Friday", ContentKind.HOMEWORK, id="twice the same kind"),
        pytest.param("NEWSLETTER no. 5", ContentKind.NEWS, id="capitals do not count"),
        pytest.param("Diary dates for December", ContentKind.DATES, id="dates"),
        pytest.param("Photos from the farm", ContentKind.PICTURES, id="pictures"),
        pytest.param("Our poems about rain", ContentKind.PUPILS_WORK, id="pupils’ own work"),
        pytest.param("Pupils’ work on show", ContentKind.PUPILS_WORK, id="an apostrophe does not count"),
        pytest.param("Class work of Year 4", ContentKind.CLASS_WORK, id="what a class did"),
        pytest.param("News: photos of sports day", None, id="two kinds are none"),
        pytest.param("Updates", None, id="dates within another word are none"),
        pytest.param("Our week", None, id="a title that names none"),
        pytest.param("", None, id="no title"),
    ],
)
def test_a_title_names_one_kind_or_none(title: str, kind: ContentKind | None) -> None:
    assert kind_named(title) is kind
