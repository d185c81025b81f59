"""The guided form in a browser's hands: started, written, checked, submitted, and what was typed is kept."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from governance.domain.proposal.questions import FORM
from governance.domain.words import Role, SiteState, VersionState
from governance.models import AuditRow, Person, ProposalVersion
from governance.services.platform_ages import copy_default_rows
from tests.factories import make_person, make_school, make_site, sign_in, start_writing
from tests.services.cast import Cast, answers_of, make_cast
from tests.web.page_checks import CheckedClient

START = "/s/oak/proposals/start"


@pytest.fixture
def cast(store: Session) -> Cast:
    cast = make_cast(store)
    start_writing(store)
    copy_default_rows(store, cast.school.id)
    store.commit()
    return cast


def client_of(app: Flask, store: Session, person: Person) -> FlaskClient:
    app.test_client_class = CheckedClient
    return sign_in(app.test_client(), store, person)


@pytest.fixture
def teacher(app: Flask, store: Session, cast: Cast) -> FlaskClient:
    return client_of(app, store, cast.teacher)


def complete(cast: Cast, **changed: Any) -> dict[str, Any]:
    step = {"what": "Taken down and deleted.", "who": cast.assistant.id, "final": True}
    return answers_of(cast, exit_steps=dict.fromkeys(("content", "images", "handle", "accounts"), step), **changed)


def draft(store: Session, cast: Cast, answers: dict[str, Any] | None = None, **columns: Any) -> ProposalVersion:
    site = make_site(store, cast.school, cast.teacher, answers=answers or {}, name="Year 3 blog", **columns)
    return version_of(store, site.id)


def version_of(store: Session, site_id: int) -> ProposalVersion:
    store.rollback()
    version = store.scalars(
        sa.select(ProposalVersion).where(ProposalVersion.site_id == site_id).order_by(ProposalVersion.id.desc())
    ).first()
    assert version is not None
    store.refresh(version)
    store.rollback()
    return version


def acts(store: Session) -> int:
    store.rollback()
    number = store.scalar(sa.select(sa.func.count(AuditRow.id)))
    store.rollback()
    return number or 0


def address(version: ProposalVersion, page: str = "") -> str:
    return f"/s/oak/proposals/{version.id}" + (f"/{page}" if page else "")


# Starting


def test_a_form_for_two_classes_is_started_from_the_example(store: Session, cast: Cast, teacher: FlaskClient) -> None:
    assert teacher.get(START).status_code == 200
    page = teacher.get(START + "?kind=year_group_blog")
    assert "A written example" in page.text
    answer = teacher.post(START, data={"kind": "year_group_blog", "from": "example", "year_groups": ["y3", "y4"]})
    assert answer.status_code == 303
    overview = teacher.get(answer.location)
    assert "Year 3 blog" in overview.text
    assert "Classes on this form" in overview.text
    assert store.scalar(sa.select(sa.func.count(ProposalVersion.id))) == 2


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        pytest.param({"from": "example"}, "Tick the year group", id="no year group"),
        pytest.param({"year_groups": ["y3"]}, "Choose what to start from", id="no starting point"),
        pytest.param({"from": "example", "year_groups": ["y99"]}, "Tick only the year groups", id="no such year group"),
        pytest.param({"from": "version:x", "year_groups": ["y3"]}, "Choose what to start from", id="no number"),
    ],
)
def test_a_start_that_cannot_be_says_why_and_keeps_what_was_chosen(
    store: Session, cast: Cast, teacher: FlaskClient, sent: dict[str, Any], words: str
) -> None:
    answer = teacher.post(START, data={"kind": "year_group_blog", **sent})
    assert answer.status_code == 422
    assert words in answer.text
    assert acts(store) == 0


def test_an_unknown_kind_goes_back_to_the_first_question(teacher: FlaskClient) -> None:
    assert teacher.get(START + "?kind=circus").status_code == 422
    assert teacher.post(START, data={"kind": "circus"}).location == START


# Writing


@pytest.mark.parametrize("page", [page.key for page in FORM])
def test_every_page_of_the_form_keeps_its_shape_empty_and_filled(
    store: Session, cast: Cast, teacher: FlaskClient, page: str
) -> None:
    answers = complete(cast, hosted_by="third_party", platform="facebook", audience=["pupils", "organisations"])
    version = draft(store, cast, answers)
    assert teacher.get(address(version, page)).status_code == 200
    # Nothing but what the page's own condition asks for.
    bare = draft(
        store,
        cast,
        {
            "hosted_by": "third_party",
            "platform": "facebook",
            "audience": ["pupils", "organisations"],
            "contributors": {"parents": ["comments"]},
        },
    )
    assert teacher.get(address(bare, page)).status_code == 200
    answer = teacher.post(address(bare, page), data={"seen": bare.revision})
    assert answer.status_code in (303, 422)


def test_a_page_is_saved_and_leads_to_the_next(store: Session, cast: Cast, teacher: FlaskClient) -> None:
    version = draft(store, cast)
    answer = teacher.post(
        address(version, "reason"),
        data={"seen": version.revision, "reason_kind": "pedagogical", "reason": "Readers make better writers."},
    )
    assert (answer.status_code, answer.location) == (303, address(version, "outcome"))
    assert version_of(store, version.site_id).answers["reason"] == "Readers make better writers."


def test_a_wrong_page_says_why_beside_the_question_and_keeps_what_was_typed(
    store: Session, cast: Cast, teacher: FlaskClient
) -> None:
    version = draft(store, cast)
    answer = teacher.post(
        address(version, "reason"), data={"seen": version.revision, "reason_kind": "business", "reason": "<Fun>"}
    )
    assert answer.status_code == 422
    assert "One word is not enough" in answer.text
    assert "&lt;Fun&gt;" in answer.text
    assert 'href="#reason"' in answer.text
    assert acts(store) == 0
    assert version_of(store, version.site_id).answers == {}


def test_save_and_come_back_later_keeps_a_half_done_page(store: Session, cast: Cast, teacher: FlaskClient) -> None:
    version = draft(store, cast)
    answer = teacher.post(
        address(version, "reason"), data={"seen": version.revision, "reason": "Half a thought so far.", "then": "later"}
    )
    assert (answer.status_code, answer.location) == (303, address(version))
    assert "Needs another look" in teacher.get(answer.location).text


def test_add_another_row_posts_and_comes_back_with_one_row_more_and_nothing_saved(
    store: Session, cast: Cast, teacher: FlaskClient
) -> None:
    version = draft(store, cast)
    sent = {
        "seen": version.revision,
        "measures-measure": ["Children who wrote", ""],
        "measures-target": ["Every child", ""],
        "measures-day": ["31", ""],
        "measures-month": ["2", ""],
        "measures-year": ["2027", ""],
        "add": "measures",
    }
    answer = teacher.post(address(version, "measures"), data=sent)
    assert answer.status_code == 200
    assert answer.text.count('name="measures-measure"') == 3
    assert 'value="Children who wrote"' in answer.text
    assert 'value="31"' in answer.text
    assert acts(store) == 0


def test_a_stale_page_says_who_saved_what_and_keeps_the_typed_text(
    store: Session, cast: Cast, teacher: FlaskClient
) -> None:
    version = draft(store, cast)
    seen = version.revision
    first = {"seen": seen, "reason_kind": "business", "reason": "Saved in the other window."}
    teacher.post(address(version, "reason"), data=first)
    answer = teacher.post(address(version, "reason"), data={**first, "reason": "Typed in this window, not to be lost."})
    assert answer.status_code == 409
    assert "first teacher saved the page" in answer.text
    assert "Typed in this window, not to be lost." in answer.text
    assert version_of(store, version.site_id).answers["reason"] == "Saved in the other window."


def test_a_page_without_its_version_is_refused(store: Session, cast: Cast, teacher: FlaskClient) -> None:
    version = draft(store, cast)
    for seen in ([], ["x"], ["1", "1"], ["9" * 30]):
        assert teacher.post(address(version, "reason"), data={"seen": seen}).status_code == 422
    assert acts(store) == 0


def test_hidden_characters_are_taken_out_aloud(store: Session, cast: Cast, teacher: FlaskClient) -> None:
    version = draft(store, cast)
    answer = teacher.post(
        address(version, "reason"),
        data={"seen": version.revision, "reason_kind": "business", "reason": "Good rea\u202esons\x00 all round"},
    )
    assert answer.status_code == 422
    assert "hidden characters" in answer.text
    assert "Good reasons all round" in answer.text
    assert acts(store) == 0


def test_an_own_page_leads_through_the_classes_and_people_can_be_given_to_all(
    store: Session, cast: Cast, teacher: FlaskClient
) -> None:
    teacher.post(START, data={"kind": "year_group_blog", "from": "example", "year_groups": ["y3", "y4"]})
    three, four = store.scalars(sa.select(ProposalVersion).order_by(ProposalVersion.id)).all()
    store.rollback()
    people = {"administrators": [cast.teacher.id, cast.second.id]}
    answer = teacher.post(address(three, "administrators"), data={"seen": three.revision, **people})
    assert answer.location == address(four, "administrators")
    seen = version_of(store, three.site_id).revision
    people = {"moderators": [cast.teacher.id, cast.second.id]}
    answer = teacher.post(address(three, "moderators"), data={"seen": seen, "then": "all", **people})
    assert answer.location == address(three, "updates")
    assert version_of(store, four.site_id).answers["moderators"] == [cast.teacher.id, cast.second.id]


# Checking and submitting


def test_the_check_page_lists_what_is_missing_with_its_clause_and_page(
    store: Session, cast: Cast, teacher: FlaskClient
) -> None:
    version = draft(store, cast, complete(cast, ends_on=None))
    page = teacher.get(address(version, "check"))
    assert "Give the day it should end." in page.text
    assert "Policy A.1.6" in page.text
    assert f'href="{address(version, "lasting")}"' in page.text
    assert "Submit this proposal" not in page.text
    answer = teacher.post(address(version, "submit"), data={"seen": version.revision})
    assert answer.status_code == 422
    assert "Give the day it should end." in answer.text
    assert acts(store) == 0


def test_submitting_freezes_the_text_and_shows_its_fingerprint(
    store: Session, cast: Cast, teacher: FlaskClient
) -> None:
    version = draft(store, cast, complete(cast))
    assert "Submit this proposal" in teacher.get(address(version, "check")).text
    answer = teacher.post(address(version, "submit"), data={"seen": version.revision})
    assert (answer.status_code, answer.location) == (303, address(version))
    version = version_of(store, version.site_id)
    page = teacher.get(address(version))
    assert version.content_hash is not None
    assert version.content_hash[:12] in page.text
    assert "Waiting for a decision" in page.text
    assert teacher.get(address(version, "reason")).location == address(version)
    late = teacher.post(
        address(version, "reason"),
        data={"seen": version.revision, "reason_kind": "business", "reason": "Too late, but shown again."},
    )
    assert late.status_code == 409
    assert "Too late, but shown again." in late.text


def test_the_next_version_shows_word_by_word_what_changed(store: Session, cast: Cast, teacher: FlaskClient) -> None:
    site = make_site(
        store, cast.school, cast.teacher, version=VersionState.RETURNED, answers=complete(cast), name="Year 3 blog"
    )
    old = version_of(store, site.id)
    assert "Change the proposal" in teacher.get(address(old)).text
    answer = teacher.post(address(old, "revise"), data={"seen": old.revision})
    new = version_of(store, site.id)
    assert answer.location == address(new)
    teacher.post(
        address(new, "reason"),
        data={
            "seen": new.revision,
            "reason_kind": "pedagogical",
            "reason": "Children write far better when somebody reads it.",
        },
    )
    page = teacher.get(address(new, "difference"))
    assert "[added: </span>far" in page.text
    assert page.text.count("<ins>") == 1
    assert teacher.get(address(old)).status_code == 200


# Withdrawing, handing over, other people


def test_withdrawing_asks_for_a_reason_and_keeps_it(store: Session, cast: Cast, teacher: FlaskClient) -> None:
    version = draft(store, cast)
    assert teacher.get(address(version, "withdraw")).status_code == 200
    answer = teacher.post(address(version, "withdraw"), data={"seen": version.revision, "reason": "No"})
    assert answer.status_code == 422
    assert "One word is not enough" in answer.text
    answer = teacher.post(address(version, "withdraw"), data={"seen": 99, "reason": "It is not needed any more."})
    assert answer.status_code == 409
    assert "It is not needed any more." in answer.text
    answer = teacher.post(
        address(version, "withdraw"), data={"seen": version.revision, "reason": "It is not needed any more."}
    )
    assert answer.status_code == 303
    assert "Withdrawn" in teacher.get(answer.location).text


def test_handing_over_makes_the_other_the_one_who_writes(
    app: Flask, store: Session, cast: Cast, teacher: FlaskClient
) -> None:
    version = draft(store, cast, complete(cast))
    assert teacher.get(address(version, "hand-over")).status_code == 200
    for person in ("", "x", "999999"):
        assert teacher.post(address(version, "hand-over"), data={"seen": 1, "person": person}).status_code == 422
    answer = teacher.post(address(version, "hand-over"), data={"seen": version.revision, "person": cast.second.id})
    assert answer.status_code == 303
    assert "Check your answers and submit" not in teacher.get(answer.location).text
    second = client_of(app, store, cast.second)
    assert "Check your answers and submit" in second.get(address(version)).text


def test_staff_read_each_others_proposals_and_cannot_write_in_them(app: Flask, store: Session, cast: Cast) -> None:
    version = draft(store, cast, complete(cast))
    second = client_of(app, store, cast.second)
    assert "By others" in second.get("/s/oak/proposals").text
    assert second.get(address(version)).status_code == 200
    assert second.get(address(version, "reason")).location == address(version)
    answer = second.post(
        address(version, "reason"),
        data={"seen": version.revision, "reason_kind": "business", "reason": "Not mine to say here."},
    )
    assert answer.status_code == 403
    assert acts(store) == 0


def test_another_schools_proposal_is_not_there(app: Flask, store: Session, cast: Cast) -> None:
    version = draft(store, cast)
    elm = make_school(store, "elm", name="Elm Primary")
    stranger = client_of(app, store, make_person(store, elm, Role.TEACHER))
    assert stranger.get(address(version)).status_code == 404
    assert stranger.get(f"/s/elm/proposals/{version.id}").status_code == 404
    assert stranger.post(f"/s/elm/proposals/{version.id}/reason", data={"seen": 1}).status_code == 404
    assert stranger.post(f"/s/elm/proposals/{version.id}/submit", data={"seen": 1}).status_code == 404


def test_a_sites_next_version_is_started_from_its_page(store: Session, cast: Cast, teacher: FlaskClient) -> None:
    site = make_site(
        store,
        cast.school,
        cast.teacher,
        state=SiteState.LIVE,
        version=VersionState.APPROVED,
        answers=complete(cast),
        name="Year 3 blog",
    )
    answer = teacher.post(f"/s/oak/proposals/of-site/{site.id}/amend", data={"seen": site.revision})
    assert answer.location == address(version_of(store, site.id))
    again = teacher.post(f"/s/oak/proposals/of-site/{site.id}/amend", data={"seen": site.revision})
    assert again.status_code == 409
    assert teacher.post(f"/s/oak/proposals/of-site/{site.id}/reopen", data={"seen": site.revision}).status_code == 409
    assert teacher.post(f"/s/oak/proposals/of-site/{site.id}/adopt", data={"seen": site.revision}).status_code == 409


# Hostile input on every page

HOSTILE = (
    "",
    "x" * 5_000,
    "<script>alert(1)</script>' OR 1=1; --",
    "\x00\x07\x1b[31m",
    "\u202eevil\u2066",
    "مدونة الصف",
    "9" * 400,
    "-1",
)


@pytest.mark.parametrize("turn", range(len(HOSTILE)))
def test_whatever_is_sent_to_any_page_gets_a_sentence_and_never_a_fault(
    store: Session, cast: Cast, teacher: FlaskClient, turn: int
) -> None:
    applies = {
        "hosted_by": "third_party",
        "platform": "facebook",
        "audience": ["pupils", "organisations"],
        "contributors": {"parents": ["comments"]},
    }
    version = draft(store, cast, applies)
    for page in FORM[turn % 2 :: 2]:
        shown = teacher.get(address(version, page.key)).text
        names = sorted(
            {part.split('"')[0] for part in shown.split(' name="')[1:]} - {"csrf_token", "seen", "then", "add"}
        )
        # Every field gets every value, and another one first in each turn: too many, of the wrong kind, hostile.
        sent: dict[str, Any] = {
            name: [HOSTILE[(turn + place + step) % len(HOSTILE)] for step in range(1 + place % 3)]
            for place, name in enumerate(names)
        }
        answer = teacher.post(address(version, page.key), data={**sent, "seen": 1})
        assert answer.status_code in (303, 409, 422), page.key
        assert teacher.post(address(version, page.key), data={"add": HOSTILE[turn], "seen": "1"}).status_code < 500


def test_addresses_that_lead_nowhere_are_not_there(store: Session, cast: Cast, teacher: FlaskClient) -> None:
    version = draft(store, cast)
    for path in (address(version, "x" * 3000), "/s/oak/proposals/99999999999999999999", "/s/oak/proposals/-1"):
        assert teacher.get(path).status_code == 404
    assert teacher.get(address(version, "difference")).status_code == 404
    assert teacher.post("/s/oak/proposals/of-site/99999999999999999999/amend", data={"seen": 1}).status_code == 404
