"""001-8: a disclosure by a parent, by staff or by a child is each followed in its own way."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from governance.db import begin_writing
from governance.domain.clauses.finding import Standing
from governance.domain.concern_entries import Entry
from governance.domain.concern_routes import Route
from governance.domain.concerns import About
from governance.domain.disclosures import Source
from governance.models import Concern, ConcernEntry, ConcernPack
from governance.queries.concerns import concern_page
from governance.services.concern_entries import write_entry
from governance.services.concern_packs import make_pack, read_pack
from governance.services.concern_record import add_reader, take_concern
from governance.services.refused import Refused
from tests.clauses.concern_scene import close, recorded, ring, seen, take, write
from tests.clauses.standing import stands
from tests.factories import NOW
from tests.services.cast import make_cast
from tests.services.unchanged import unchanged


def test_the_parents_route_needs_the_day_on_which_the_process_was_explained(session: Session) -> None:
    cast = make_cast(session)
    concern_id = recorded(session, cast, About.ADULT, Source.PARENT)
    head = cast.actor(session, cast.head)
    take(session, head, concern_id, Route.LADO)
    seen(session, concern_id)
    with unchanged(session), pytest.raises(Refused) as refused:
        close(session, head, concern_id)
    assert refused.value.codes == ("process_not_explained",)
    write(session, head, concern_id, Entry.PROCESS_EXPLAINED)
    close(session, head, concern_id)
    assert session.get_one(Concern, concern_id).closed_at == NOW


def test_the_childs_route_locks_the_own_inquiry_until_the_police_stage_is_done(session: Session) -> None:
    cast = make_cast(session)
    concern_id = recorded(session, cast, About.ADULT, Source.CHILD)
    head = cast.actor(session, cast.head)
    take(session, head, concern_id, Route.LADO)
    seen(session, concern_id)
    with unchanged(session), pytest.raises(Refused) as refused:
        write(session, head, concern_id, Entry.OWN_INQUIRY)
    assert refused.value.codes == ("police_stage_not_done",)
    begin_writing(session)
    entry = ConcernEntry(
        school_id=cast.school.id, concern_id=concern_id, kind="own_inquiry", happened_at=NOW, written_at=NOW,
        written_by=cast.head.id,
    )  # fmt: skip
    session.add(entry)
    with pytest.raises(DBAPIError):
        session.flush()
    session.rollback()
    write(session, head, concern_id, Entry.POLICE_STAGE_DONE)
    write(session, head, concern_id, Entry.OWN_INQUIRY)
    kinds = list(session.scalars(sa.select(ConcernEntry.kind).order_by(ConcernEntry.id)))
    assert kinds == ["police_stage_done", "own_inquiry"]


def test_the_staff_source_is_masked_to_others(session: Session) -> None:
    cast = make_cast(session)
    concern_id = recorded(session, cast, About.ADULT, Source.STAFF)
    head, dsl = cast.actor(session, cast.head), cast.actor(session, cast.dsl)
    session.rollback()
    revision = seen(session, concern_id)
    add_reader(session, head, NOW, concern_id=concern_id, seen=revision, person_id=cast.dsl.id)
    take_concern(session, head, NOW, concern_id=concern_id)
    pages = {name: concern_page(session, actor, concern_id) for name, actor in (("head", head), ("dsl", dsl))}
    session.rollback()
    assert {name: page.source_masked for name, page in pages.items() if page} == {"head": False, "dsl": True}
    make_pack(session, head, NOW, concern_id=concern_id, seen=seen(session, concern_id))
    content = read_pack(session, dsl, NOW, concern_id=concern_id, number=1).decode()
    assert "Sam" not in content
    assert cast.second.name not in content
    assert "whose name is held back" in content
    assert session.scalars(sa.select(ConcernPack.confirmed_at)).one() is None


@pytest.mark.parametrize(
    ("kind", "person"),
    [
        pytest.param(Entry.CONFIDENCE_EXPLAINED, "Ms Marsh", id="with whom confidence was talked over"),
        pytest.param(Entry.SPOKEN_TO, "SAM", id="the name under which they told it"),
    ],
)
def test_no_line_of_the_record_names_the_colleague_who_told(session: Session, kind: Entry, person: str) -> None:
    cast = make_cast(session)
    concern_id = recorded(session, cast, About.ADULT, Source.STAFF)
    head, dsl = cast.actor(session, cast.head), cast.actor(session, cast.dsl)
    add_reader(session, head, NOW, concern_id=concern_id, seen=seen(session, concern_id), person_id=cast.dsl.id)
    take_concern(session, head, NOW, concern_id=concern_id)
    revision = seen(session, concern_id)
    words = "It was said where their name stays."
    write_entry(session, head, NOW, concern_id=concern_id, seen=revision, kind=kind, words=words, person=person)
    pages = [concern_page(session, actor, concern_id) for actor in (head, dsl)]
    assert [page.person_of(page.entries[0]) for page in pages if page] == [
        person,
        "a member of staff, whose name is held back",
    ]
    make_pack(session, head, NOW, concern_id=concern_id, seen=seen(session, concern_id))
    assert person not in read_pack(session, dsl, NOW, concern_id=concern_id, number=1).decode()


def test_the_findings_ask_that_somebody_can_read_whomever_it_is_about(session: Session) -> None:
    cast = make_cast(session)
    ring(session, cast, Route.LADO)
    assert stands(session, cast.school, "001-8") is Standing.KEPT
    begin_writing(session)
    session.execute(sa.text("UPDATE roles_held SET ends_on = '2026-11-01' WHERE role = 'chair_of_governors'"))
    session.commit()
    assert stands(session, cast.school, "001-8") is Standing.NOT_KEPT
