"""House rules and terms of use: drafts, frozen versions, a site's additions (A.4.1)."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from governance.domain.access import Actor
from governance.domain.rule_texts import RulesAudience, RulesKind, RulesText
from governance.domain.words import Role
from governance.models import AuditRow, HouseRule, RuleSet, School
from governance.services.refused import NotHere, Stale
from governance.services.rules import NO_DRAFT, discard_draft, publish_rules, save_draft
from governance.services.rules_in_force import rules_in_force
from tests.factories import NOW, actor_of, make_person, make_school, make_site
from tests.services.unchanged import counts, refused

FIRST = RulesText("Read these.", ("Be kind.", "Use first names."))
SECOND = RulesText("Read these.", ("Be kind.", "Use no names."))
HOUSE, PUPILS = RulesKind.HOUSE_RULES, RulesAudience.PUPILS


def _lead(session: Session, slug: str = "oak") -> tuple[School, Actor]:
    school = make_school(session, slug, name=f"{slug.capitalize()} Primary")
    return school, actor_of(session, school, make_person(session, school, Role.ICT_LEAD))


def _save(session: Session, actor: Actor, text: RulesText, seen: int = NO_DRAFT, site_id: int | None = None) -> RuleSet:
    save_draft(session, actor, NOW, kind=HOUSE, audience=PUPILS, site_id=site_id, text=text, seen=seen)
    draft = session.scalars(sa.select(RuleSet).where(RuleSet.published_at.is_(None))).one()
    session.refresh(draft)
    assert draft.rules is not None
    session.expunge(draft)
    session.rollback()
    return draft


def _publish(session: Session, actor: Actor, text: RulesText, site_id: int | None = None) -> RuleSet:
    draft = _save(session, actor, text, site_id=site_id)
    publish_rules(session, actor, NOW, rule_set_id=draft.id, seen=draft.revision)
    return draft


def _codes(session: Session) -> list[str]:
    return list(session.scalars(sa.select(AuditRow.code).order_by(AuditRow.sequence)))


def test_a_draft_counts_for_nobody_until_it_is_published(session: Session) -> None:
    school, lead = _lead(session)
    draft = _save(session, lead, FIRST)
    assert rules_in_force(session, school.id) == ()
    session.rollback()
    publish_rules(session, lead, NOW, rule_set_id=draft.id, seen=draft.revision)
    (text,) = rules_in_force(session, school.id)
    assert [(rule.number, rule.text) for rule in text.rules] == [(1, "Be kind."), (2, "Use first names.")]
    assert _codes(session) == ["rules.drafted", "rules.published"]


def test_a_new_version_is_a_new_draft_and_the_one_before_stays_to_be_read(session: Session) -> None:
    school, lead = _lead(session)
    _publish(session, lead, FIRST)
    _publish(session, lead, SECOND)
    rows = session.scalars(sa.select(RuleSet).order_by(RuleSet.number)).all()
    assert [(row.number, row.replaced_at is None, len(row.rules)) for row in rows] == [(1, False, 2), (2, True, 2)]
    (text,) = rules_in_force(session, school.id)
    assert [rule.text for rule in text.rules] == ["Be kind.", "Use no names."]


def test_the_rules_of_a_draft_alone_make_a_new_revision(session: Session) -> None:
    _, lead = _lead(session)
    seen = _save(session, lead, FIRST).revision
    later = _save(session, lead, SECOND, seen=seen)
    assert later.revision > seen
    with pytest.raises(Stale):
        save_draft(session, lead, NOW, kind=HOUSE, audience=PUPILS, site_id=None, text=FIRST, seen=seen)
    with pytest.raises(Stale):
        publish_rules(session, lead, NOW, rule_set_id=later.id, seen=seen)


def test_saving_and_publishing_again_change_nothing(session: Session) -> None:
    _, lead = _lead(session)
    draft = _publish(session, lead, FIRST)
    before = counts(session)
    publish_rules(session, lead, NOW, rule_set_id=draft.id, seen=draft.revision)
    assert counts(session) == before


def test_a_sites_additions_stand_after_the_schools_rules_and_on_that_site_alone(session: Session) -> None:
    school, lead = _lead(session)
    site = make_site(session, school, make_person(session, school, Role.TEACHER))
    other = make_site(session, school, make_person(session, school, Role.TEACHER), name="Chess club")
    site_id, other_id = site.id, other.id
    session.rollback()
    _publish(session, lead, FIRST)
    _publish(session, lead, RulesText("", ("Post on Fridays only.",)), site_id=site_id)
    (here,) = rules_in_force(session, school.id, site_id)
    assert [(rule.number, rule.of_site) for rule in here.rules] == [(1, False), (2, False), (3, True)]
    (there,) = rules_in_force(session, school.id, other_id)
    assert len(there.rules) == 2


def test_a_text_that_cannot_be_published_is_refused(session: Session) -> None:
    _, lead = _lead(session)
    empty = _save(session, lead, RulesText("Only an introduction.", ()))
    with refused(session, "no_rules"):
        publish_rules(session, lead, NOW, rule_set_id=empty.id, seen=empty.revision)
    same = _save(session, lead, FIRST, seen=empty.revision)
    publish_rules(session, lead, NOW, rule_set_id=same.id, seen=same.revision)
    again = _save(session, lead, FIRST)
    with refused(session, "nothing_changed"):
        publish_rules(session, lead, NOW, rule_set_id=again.id, seen=again.revision)


def test_a_teacher_writes_no_rules(session: Session) -> None:
    school, lead = _lead(session)
    teacher = actor_of(session, school, make_person(session, school, Role.TEACHER))
    draft = _save(session, lead, FIRST)
    with refused(session, "not_yours_to_do"):
        save_draft(session, teacher, NOW, kind=HOUSE, audience=PUPILS, site_id=None, text=SECOND, seen=draft.revision)
    with refused(session, "not_yours_to_do"):
        publish_rules(session, teacher, NOW, rule_set_id=draft.id, seen=draft.revision)
    with refused(session, "not_yours_to_do"):
        discard_draft(session, teacher, NOW, rule_set_id=draft.id, seen=draft.revision)


def test_a_draft_can_be_thrown_away_and_a_published_version_cannot(session: Session) -> None:
    _, lead = _lead(session)
    published = _publish(session, lead, FIRST)
    draft = _save(session, lead, SECOND)
    discard_draft(session, lead, NOW, rule_set_id=draft.id, seen=draft.revision)
    assert session.scalar(sa.select(sa.func.count()).select_from(HouseRule)) == 2
    session.rollback()
    with refused(session, "published"):
        discard_draft(session, lead, NOW, rule_set_id=published.id, seen=published.revision + 1)


def test_another_schools_draft_and_site_are_not_there(session: Session) -> None:
    _, lead = _lead(session)
    elm, stranger = _lead(session, "elm")
    site_id = make_site(session, elm, make_person(session, elm, Role.TEACHER)).id
    session.rollback()
    draft = _save(session, lead, FIRST)
    before = counts(session)
    for use_case in (publish_rules, discard_draft):
        with pytest.raises(NotHere):
            use_case(session, stranger, NOW, rule_set_id=draft.id, seen=draft.revision)
    with pytest.raises(NotHere):
        save_draft(session, lead, NOW, kind=HOUSE, audience=PUPILS, site_id=site_id, text=SECOND, seen=NO_DRAFT)
    assert counts(session) == before


@pytest.mark.parametrize(
    "statement",
    [
        pytest.param("UPDATE house_rules SET text = 'x'", id="a rule is changed"),
        pytest.param("DELETE FROM house_rules", id="a rule is taken out"),
        pytest.param("UPDATE rule_sets SET introduction = 'x'", id="the introduction is changed"),
        pytest.param("UPDATE rule_sets SET published_at = NULL, published_by = NULL", id="it is unpublished"),
        pytest.param("DELETE FROM rule_sets", id="the version is taken out"),
        pytest.param(
            "INSERT INTO house_rules (school_id, rule_set_id, number, text) "
            "SELECT school_id, id, 99, 'x' FROM rule_sets",
            id="a rule is put in",
        ),
    ],
)
def test_the_database_keeps_a_published_version_frozen(session: Session, statement: str) -> None:
    _, lead = _lead(session)
    _publish(session, lead, FIRST)
    session.connection(execution_options={"writes": True})
    with pytest.raises(DBAPIError, match="frozen"):
        session.execute(sa.text(statement))
    session.rollback()


def test_what_is_published_says_who_and_when(session: Session) -> None:
    _, lead = _lead(session)
    _publish(session, lead, FIRST)
    row = session.scalars(sa.select(RuleSet)).one()
    assert (row.published_by, row.published_at) == (lead.person_id, NOW)
    assert row.published_at is not None
    assert row.published_at.tzinfo is dt.UTC
