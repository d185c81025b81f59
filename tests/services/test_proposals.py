"""The proposal's use cases: a refusal leaves no change and no audit row, a success exactly the rows it names."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.wording import content_hash
from governance.domain.words import Answer, ApprovalKind, Approver, PersonKind, Role, SiteState, VersionState
from governance.models import Appointment, Decision, Notice, ProposalVersion, Site
from governance.services.proposals.changing_hands import hand_over_version, withdraw_version
from governance.services.proposals.starting import adopt_site, amend_site, reopen_site, revise_version, start_sites
from governance.services.proposals.submitting import submit_version
from governance.services.proposals.writing import save_page
from governance.services.refused import NotHere, Refused, Stale
from tests.factories import NOW, TODAY, make_person, make_school, make_site, start_writing
from tests.services.cast import Cast, answers_of, audit_codes, make_cast

REASON_PAGE = {"reason_kind": "pedagogical", "reason": "Children write better when somebody reads it."}


@pytest.fixture
def cast(session: Session) -> Cast:
    return make_cast(session)


def complete(cast: Cast, **changed: Any) -> dict[str, Any]:
    step = {"what": "Taken down and deleted.", "who": cast.assistant.id, "final": True}
    return answers_of(cast, exit_steps=dict.fromkeys(("content", "images", "handle", "accounts"), step), **changed)


def draft_of(session: Session, cast: Cast, **changed: Any) -> ProposalVersion:
    site = make_site(session, cast.school, cast.teacher, answers=complete(cast, **changed), name="Year 3 blog")
    return only_version(session, site.id)


def only_version(session: Session, site_id: int) -> ProposalVersion:
    version = session.scalar(sa.select(ProposalVersion).where(ProposalVersion.site_id == site_id))
    assert version is not None
    return version


def version_at(session: Session, version_id: int) -> ProposalVersion:
    version = session.get(ProposalVersion, version_id, populate_existing=True)
    assert version is not None
    return version


def everything(session: Session) -> list[Any]:
    """Every version and site as it stands, with the number of acts and mails: what a refusal must leave alone."""
    session.rollback()
    versions = session.execute(
        sa.select(
            ProposalVersion.id, ProposalVersion.state, ProposalVersion.revision, ProposalVersion.proposer_id
        ).order_by(ProposalVersion.id)
    ).all()
    sites = session.execute(sa.select(Site.id, Site.state, Site.revision, Site.name).order_by(Site.id)).all()
    mails = session.scalar(sa.select(sa.func.count(Notice.id)))
    found = [list(versions), list(sites), audit_codes(session), mails]
    session.rollback()
    return found


def start(session: Session, cast: Cast, **asked: Any) -> list[int]:
    asked = {"kind": "year_group_blog", "template": "year_group_blog", **asked}
    return start_sites(session, cast.actor(session, cast.teacher), NOW, **asked)


# Starting


def test_one_form_for_three_year_groups_makes_three_sites_with_a_draft_each(session: Session, cast: Cast) -> None:
    drafts = start(session, cast, year_groups=("y3", "y4", "y5"))
    assert len(drafts) == 3
    versions = [version_at(session, each) for each in drafts]
    assert [version.answers["name"] for version in versions] == ["Year 3 blog", "Year 4 blog", "Year 5 blog"]
    assert [version.answers["year_groups"] for version in versions] == [["y3"], ["y4"], ["y5"]]
    assert len({version.batch for version in versions}) == 1
    assert {version.state for version in versions} == {VersionState.DRAFT}
    sites = session.scalars(sa.select(Site).order_by(Site.id)).all()
    assert [(site.name, site.state) for site in sites] == [
        ("Year 3 blog", SiteState.PROPOSED),
        ("Year 4 blog", SiteState.PROPOSED),
        ("Year 5 blog", SiteState.PROPOSED),
    ]
    assert audit_codes(session) == ["site.started"] * 3


def test_the_same_form_sent_twice_starts_nothing_twice(session: Session, cast: Cast) -> None:
    form = "0b6e3f3e-6a51-4a0e-9a3c-3f1f3f0c9a11"
    drafts = start(session, cast, year_groups=("y3", "y4"), form=form)
    before = everything(session)
    assert start(session, cast, year_groups=("y3", "y4"), form=form) == drafts
    assert everything(session) == before


def test_a_start_from_an_earlier_proposal_carries_its_answers_and_asks_dates_anew(session: Session, cast: Cast) -> None:
    earlier = draft_of(session, cast)
    (draft,) = start(session, cast, template="", earlier_version_id=earlier.id, year_groups=("y4",))
    answers = version_at(session, draft).answers
    assert answers["reason"] == "Children write better when somebody reads it."
    assert answers["year_groups"] == ["y4"]
    assert "starts_on" not in answers
    assert "address" not in answers


@pytest.mark.parametrize(
    ("asked", "codes"),
    [
        pytest.param({"kind": "circus"}, ("kind_missing",), id="a kind of site that there is not"),
        pytest.param({"template": "circus", "year_groups": ("y3",)}, ("template_unknown",), id="no such template"),
        pytest.param({"year_groups": ()}, ("year_groups_missing",), id="a year-group blog without a year group"),
        pytest.param({"year_groups": ("y99",)}, ("not_offered",), id="a year group of no nation"),
    ],
)
def test_a_start_that_cannot_be_is_refused(
    session: Session, cast: Cast, asked: dict[str, Any], codes: tuple[str, ...]
) -> None:
    before = everything(session)
    with pytest.raises(Refused) as refused:
        start(session, cast, **asked)
    assert refused.value.codes == codes
    assert everything(session) == before


def test_only_staff_start_a_proposal(session: Session, cast: Cast) -> None:
    governor = make_person(session, cast.school, Role.GOVERNOR, kind=PersonKind.GOVERNOR)
    before = everything(session)
    with pytest.raises(Refused) as refused:
        start_sites(session, cast.actor(session, governor), NOW, kind="club_blog")
    assert refused.value.codes == ("not_yours_to_do",)
    assert everything(session) == before


def test_another_schools_proposal_is_nothing_to_start_from(session: Session, cast: Cast) -> None:
    elm = make_school(session, "elm", name="Elm Primary")
    stranger = make_person(session, elm, Role.TEACHER)
    site = make_site(session, elm, stranger)
    before = everything(session)
    with pytest.raises(NotHere):
        start(session, cast, template="", earlier_version_id=only_version(session, site.id).id, year_groups=("y3",))
    assert everything(session) == before


# Writing


def save(session: Session, cast: Cast, version: ProposalVersion, **asked: Any) -> None:
    asked = {"page_key": "reason", "typed": REASON_PAGE, "seen": version.revision, **asked}
    save_page(session, cast.actor(session, cast.teacher), NOW, version_id=version.id, **asked)


def test_a_saved_page_keeps_its_answers_and_one_act(session: Session, cast: Cast) -> None:
    site = make_site(session, cast.school, cast.teacher)
    version = only_version(session, site.id)
    save(session, cast, version)
    assert version_at(session, version.id).answers == REASON_PAGE
    assert audit_codes(session) == ["proposal.answered"]


def test_saving_the_same_again_is_harmless_even_with_the_old_page(session: Session, cast: Cast) -> None:
    version = only_version(session, make_site(session, cast.school, cast.teacher).id)
    seen = version.revision
    save(session, cast, version)
    before = everything(session)
    save(session, cast, version, seen=seen)
    assert everything(session) == before


def test_a_stale_page_is_refused_with_who_saved_what(session: Session, cast: Cast) -> None:
    version = only_version(session, make_site(session, cast.school, cast.teacher).id)
    seen = version.revision
    save(session, cast, version)
    before = everything(session)
    with pytest.raises(Stale) as stale:
        save(session, cast, version, seen=seen, typed={**REASON_PAGE, "reason": "Another reason, typed elsewhere."})
    assert "first teacher saved the page “Why does the school need it?”" in stale.value.refusals[0].sentence
    assert everything(session) == before


def test_what_is_wrong_is_not_kept_and_what_is_missing_is_kept_only_for_later(session: Session, cast: Cast) -> None:
    version = only_version(session, make_site(session, cast.school, cast.teacher).id)
    before = everything(session)
    with pytest.raises(Refused) as refused:
        save(session, cast, version, typed={"reason_kind": "", "reason": "Fun"}, half_done=True)
    assert refused.value.codes == ("reason_one_word",)
    with pytest.raises(Refused) as refused:
        save(session, cast, version, typed={**REASON_PAGE, "reason_kind": ""})
    assert refused.value.codes == ("reason_kind_missing",)
    assert everything(session) == before
    save(session, cast, version, typed={**REASON_PAGE, "reason_kind": ""}, half_done=True)
    assert version_at(session, version.id).answers == {"reason": REASON_PAGE["reason"]}


def test_nobody_writes_in_anothers_proposal_nor_in_a_frozen_one(session: Session, cast: Cast) -> None:
    version = draft_of(session, cast)
    before = everything(session)
    with pytest.raises(Refused) as refused:
        save_page(
            session,
            cast.actor(session, cast.second),
            NOW,
            version_id=version.id,
            page_key="reason",
            typed={**REASON_PAGE, "reason": "Somebody else’s words in it."},
            seen=version.revision,
        )
    assert refused.value.codes == ("not_yours_to_do",)
    assert everything(session) == before
    submit_version(session, cast.actor(session, cast.teacher), NOW, version_id=version.id, seen=version.revision)
    before = everything(session)
    with pytest.raises(Refused) as refused:
        save(session, cast, version_at(session, version.id), typed={**REASON_PAGE, "reason": "Changed after all."})
    assert refused.value.codes == ("not_in_this_state",)
    assert everything(session) == before


def test_another_schools_version_and_an_unknown_page_are_not_there(session: Session, cast: Cast) -> None:
    elm = make_school(session, "elm", name="Elm Primary")
    version = only_version(session, make_site(session, elm, make_person(session, elm, Role.TEACHER)).id)
    with pytest.raises(NotHere):
        save(session, cast, version)
    with pytest.raises(NotHere):
        save(session, cast, version, page_key="nothing")


def test_a_shared_page_is_saved_for_every_class_and_an_own_page_for_one(session: Session, cast: Cast) -> None:
    three, four = (version_at(session, each) for each in start(session, cast, year_groups=("y3", "y4")))
    save(session, cast, three, typed={**REASON_PAGE, "reason": "Readers outside the classroom."})
    assert version_at(session, four.id).answers["reason"] == "Readers outside the classroom."
    three = version_at(session, three.id)
    save(session, cast, three, page_key="moderators", typed={"moderators": [cast.teacher.id, cast.second.id]})
    assert "moderators" not in version_at(session, four.id).answers
    assert audit_codes(session) == ["site.started"] * 2 + ["proposal.answered"] * 3


def test_people_can_be_given_to_every_class_at_once_and_a_name_cannot(session: Session, cast: Cast) -> None:
    three, four = (version_at(session, each) for each in start(session, cast, year_groups=("y3", "y4")))
    people = {"administrators": [cast.teacher.id, cast.second.id]}
    save(session, cast, three, page_key="administrators", typed=people, for_all=True)
    assert version_at(session, four.id).answers["administrators"] == [cast.teacher.id, cast.second.id]
    three = version_at(session, three.id)
    named = {"name": "Owls’ blog", "address": "https://blogs.school.example/owls"}
    save(session, cast, three, page_key="name", typed=named, for_all=True)
    assert version_at(session, four.id).answers["name"] == "Year 4 blog"


def test_a_class_that_is_submitted_or_handed_over_is_left_alone(session: Session, cast: Cast) -> None:
    three, four, five = (version_at(session, each) for each in start(session, cast, year_groups=("y3", "y4", "y5")))
    teacher = cast.actor(session, cast.teacher)
    hand_over_version(session, teacher, NOW, version_id=four.id, seen=four.revision, to_person_id=cast.second.id)
    withdraw_version(
        session, teacher, NOW, version_id=five.id, seen=five.revision, reason="The class is taught together."
    )
    save(session, cast, three, typed={**REASON_PAGE, "reason": "Only for this class now."})
    assert version_at(session, four.id).answers["reason"] != "Only for this class now."
    assert version_at(session, five.id).answers["reason"] != "Only for this class now."


# Submitting


def test_a_complete_draft_is_frozen_and_everybody_who_has_to_know_is_told(session: Session, cast: Cast) -> None:
    version = draft_of(session, cast, report_links="left over from when it was on a network")
    submit_version(session, cast.actor(session, cast.teacher), NOW, version_id=version.id, seen=version.revision)
    version = version_at(session, version.id)
    assert (version.state, version.submitted_at) == (VersionState.SUBMITTED, NOW)
    assert "report_links" not in version.answers
    assert version.content_hash == content_hash(version.answers)
    assert audit_codes(session)[0] == "proposal.submitted"
    assert set(audit_codes(session)[1:]) == {"appointment.named"}
    told = {(notice.kind, notice.person_id) for notice in session.scalars(sa.select(Notice))}
    assert {("proposal_submitted", cast.head.id), ("risks_to_sign", cast.dsl.id)} <= told
    assert ("appointment_to_confirm", cast.second.id) in told
    named = session.execute(sa.select(Appointment.person_id, Appointment.duty)).all()
    assert sorted(named) == sorted(
        [(cast.teacher.id, "administrator"), (cast.teacher.id, "moderator"), (cast.second.id, "moderator")]
    )


def test_submitting_what_waits_already_is_harmless(session: Session, cast: Cast) -> None:
    version = draft_of(session, cast)
    seen = version.revision
    submit_version(session, cast.actor(session, cast.teacher), NOW, version_id=version.id, seen=seen)
    before = everything(session)
    submit_version(session, cast.actor(session, cast.teacher), NOW, version_id=version.id, seen=seen)
    assert everything(session) == before


@pytest.mark.parametrize(
    ("changed", "codes"),
    [
        pytest.param({"ends_on": None}, ("ends_on_missing",), id="no end date, no submission"),
        pytest.param({"best_interests": None}, ("best_interests_missing",), id="a pupil site without best interests"),
        pytest.param(
            {"hours": None, "measures": None},
            ("hours_missing", "measures_missing"),
            id="everything missing is told at once",
        ),
    ],
)
def test_an_incomplete_draft_is_refused(
    session: Session, cast: Cast, changed: dict[str, Any], codes: tuple[str, ...]
) -> None:
    version = draft_of(session, cast, **changed)
    before = everything(session)
    with pytest.raises(Refused) as refused:
        submit_version(session, cast.actor(session, cast.teacher), NOW, version_id=version.id, seen=version.revision)
    assert refused.value.codes == codes
    assert everything(session) == before


def test_only_the_proposer_submits_and_only_what_they_saw(session: Session, cast: Cast) -> None:
    version = draft_of(session, cast)
    before = everything(session)
    with pytest.raises(Refused) as refused:
        submit_version(session, cast.actor(session, cast.head), NOW, version_id=version.id, seen=version.revision)
    assert refused.value.codes == ("not_yours_to_do",)
    with pytest.raises(Stale):
        submit_version(session, cast.actor(session, cast.teacher), NOW, version_id=version.id, seen=99)
    assert everything(session) == before


# After its return, and the next version


def returned(session: Session, cast: Cast) -> ProposalVersion:
    site = make_site(
        session, cast.school, cast.teacher, version=VersionState.RETURNED, answers=complete(cast), name="Year 3 blog"
    )
    version = only_version(session, site.id)
    start_writing(session)
    session.add(
        Decision(
            school_id=cast.school.id,
            kind=ApprovalKind.CREATION,
            version_id=version.id,
            proposer_id=cast.teacher.id,
            decider_id=cast.head.id,
            approver=Approver.HEAD,
            answer=Answer.RETURNED,
            reason="Say more about consent.",
            decided_at=NOW,
        )
    )
    session.commit()
    return version


def test_changing_a_returned_proposal_starts_the_next_version_and_leaves_the_read_one_frozen(
    session: Session, cast: Cast
) -> None:
    version = returned(session, cast)
    draft_id = revise_version(
        session, cast.actor(session, cast.teacher), NOW, version_id=version.id, seen=version.revision
    )
    draft = version_at(session, draft_id)
    assert (draft.number, draft.state, draft.answers) == (2, VersionState.DRAFT, version.answers)
    assert version_at(session, version.id).state is VersionState.SUPERSEDED
    assert audit_codes(session) == ["proposal.superseded", "proposal.started"]


def test_a_returned_proposal_can_be_submitted_again_as_it_is(session: Session, cast: Cast) -> None:
    version = returned(session, cast)
    submit_version(session, cast.actor(session, cast.teacher), NOW, version_id=version.id, seen=version.revision)
    assert version_at(session, version.id).state is VersionState.SUBMITTED


def test_only_what_was_returned_is_revised(session: Session, cast: Cast) -> None:
    version = draft_of(session, cast)
    before = everything(session)
    with pytest.raises(Refused) as refused:
        revise_version(session, cast.actor(session, cast.teacher), NOW, version_id=version.id, seen=version.revision)
    assert refused.value.codes == ("not_in_this_state",)
    assert everything(session) == before


def test_amending_before_launch_puts_the_site_back_to_proposed(session: Session, cast: Cast) -> None:
    site = make_site(
        session,
        cast.school,
        cast.teacher,
        state=SiteState.APPROVED,
        version=VersionState.APPROVED,
        answers=complete(cast),
    )
    draft = amend_site(session, cast.actor(session, cast.teacher), NOW, site_id=site.id, seen=site.revision)
    session.refresh(site)
    assert site.state is SiteState.PROPOSED
    assert version_at(session, draft).number == 2
    assert version_at(session, draft).answers["name"] == "Year 3 blog"
    assert audit_codes(session) == ["proposal.started"]


def test_amending_a_live_site_leaves_it_live_on_its_old_text(session: Session, cast: Cast) -> None:
    site = make_site(
        session,
        cast.school,
        cast.teacher,
        state=SiteState.LIVE,
        version=VersionState.APPROVED,
        answers=complete(cast),
        resourcing_owner_id=cast.assistant.id,
    )
    old = only_version(session, site.id)
    amend_site(session, cast.actor(session, cast.assistant), NOW, site_id=site.id, seen=site.revision)
    session.refresh(site)
    assert site.state is SiteState.LIVE
    assert version_at(session, old.id).state is VersionState.APPROVED


def test_one_version_at_a_time_and_only_by_proposer_or_owner(session: Session, cast: Cast) -> None:
    site = make_site(session, cast.school, cast.teacher)
    before = everything(session)
    with pytest.raises(Refused) as refused:
        amend_site(session, cast.actor(session, cast.second), NOW, site_id=site.id, seen=site.revision)
    assert refused.value.codes == ("not_yours_to_do", "version_open")
    assert everything(session) == before


def test_a_found_account_is_adopted_with_what_is_known_of_it(session: Session, cast: Cast) -> None:
    site = make_site(
        session,
        cast.school,
        cast.teacher,
        state=SiteState.FOUND,
        version=None,
        name="Old page",
        address="https://www.facebook.com/oakprimary",
        platform="facebook",
        third_party=True,
    )
    draft = adopt_site(session, cast.actor(session, cast.second), NOW, site_id=site.id, seen=site.revision)
    answers = version_at(session, draft).answers
    assert answers["address"] == "https://www.facebook.com/oakprimary"
    assert (answers["hosted_by"], answers["platform"], answers["name"]) == ("third_party", "facebook", "Old page")
    session.refresh(site)
    assert site.state is SiteState.FOUND
    assert audit_codes(session) == ["site.adopted"]


def test_reopening_a_closed_site_asks_for_a_new_approval_and_new_dates(session: Session, cast: Cast) -> None:
    site = make_site(
        session,
        cast.school,
        cast.teacher,
        state=SiteState.CLOSED,
        version=VersionState.APPROVED,
        answers=complete(cast),
    )
    draft = reopen_site(session, cast.actor(session, cast.second), NOW, site_id=site.id, seen=site.revision)
    session.refresh(site)
    assert (site.state, site.closed_at, site.current_version_id) == (SiteState.PROPOSED, None, None)
    answers = version_at(session, draft).answers
    assert answers["name"] == "Year 3 blog"
    assert "ends_on" not in answers
    assert audit_codes(session) == ["site.reopened"]


# Withdrawing and handing over


def test_a_proposal_is_withdrawn_with_a_reason_and_the_head_is_told(session: Session, cast: Cast) -> None:
    version = draft_of(session, cast)
    teacher = cast.actor(session, cast.teacher)
    submit_version(session, teacher, NOW, version_id=version.id, seen=version.revision)
    version = version_at(session, version.id)
    withdraw_version(
        session, teacher, NOW, version_id=version.id, seen=version.revision, reason="The class is taught together."
    )
    assert version_at(session, version.id).state is VersionState.WITHDRAWN
    assert audit_codes(session)[-1] == "proposal.withdrawn"
    told = session.scalars(sa.select(Notice.person_id).where(Notice.kind == "proposal_withdrawn")).all()
    assert told == [cast.head.id]


def test_withdrawing_needs_a_reason_and_the_right(session: Session, cast: Cast) -> None:
    version = draft_of(session, cast)
    before = everything(session)
    for person, reason, codes in (
        (cast.teacher, "No", ("reason_one_word",)),
        (cast.teacher, "", ("reason_blank",)),
        (cast.second, "It is not needed any more.", ("not_yours_to_do",)),
    ):
        with pytest.raises(Refused) as refused:
            withdraw_version(
                session,
                cast.actor(session, person),
                NOW,
                version_id=version.id,
                seen=version.revision,
                reason=reason,
            )
        assert refused.value.codes == codes
    assert everything(session) == before


def test_withdrawing_an_approved_proposal_before_launch_takes_the_approval_back(session: Session, cast: Cast) -> None:
    site = make_site(
        session,
        cast.school,
        cast.teacher,
        state=SiteState.APPROVED,
        version=VersionState.APPROVED,
        answers=complete(cast),
    )
    version = only_version(session, site.id)
    withdraw_version(
        session,
        cast.actor(session, cast.head),
        NOW,
        version_id=version.id,
        seen=version.revision,
        reason="The class teacher leaves in January.",
    )
    session.refresh(site)
    assert (site.state, site.current_version_id) == (SiteState.PROPOSED, None)


def test_a_live_sites_proposal_cannot_be_withdrawn(session: Session, cast: Cast) -> None:
    site = make_site(
        session, cast.school, cast.teacher, state=SiteState.LIVE, version=VersionState.APPROVED, answers=complete(cast)
    )
    version = only_version(session, site.id)
    before = everything(session)
    with pytest.raises(Refused) as refused:
        withdraw_version(
            session,
            cast.actor(session, cast.teacher),
            NOW,
            version_id=version.id,
            seen=version.revision,
            reason="It is not needed any more.",
        )
    assert refused.value.codes == ("launched_already",)
    assert everything(session) == before


def test_a_proposal_is_handed_over_and_the_new_proposer_can_write(session: Session, cast: Cast) -> None:
    version = draft_of(session, cast)
    hand_over_version(
        session,
        cast.actor(session, cast.ict),
        NOW,
        version_id=version.id,
        seen=version.revision,
        to_person_id=cast.second.id,
    )
    version = version_at(session, version.id)
    assert version.proposer_id == cast.second.id
    assert audit_codes(session) == ["proposal.handed_over"]
    save_page(
        session,
        cast.actor(session, cast.second),
        NOW,
        version_id=version.id,
        page_key="reason",
        typed={**REASON_PAGE, "reason": "Words of the new proposer."},
        seen=version.revision,
    )


def test_nobody_takes_over_who_left_who_is_no_staff_or_who_decided_about_it(session: Session, cast: Cast) -> None:
    leaver = make_person(session, cast.school, Role.TEACHER, name="leaver", ends_on=TODAY.replace(day=17))
    governor = make_person(session, cast.school, Role.GOVERNOR, kind=PersonKind.GOVERNOR)
    version = returned(session, cast)
    before = everything(session)
    for person, codes in ((leaver, ("not_staff",)), (governor, ("not_staff",)), (cast.head, ("decided_on_it",))):
        with pytest.raises(Refused) as refused:
            hand_over_version(
                session,
                cast.actor(session, cast.teacher),
                NOW,
                version_id=version.id,
                seen=version.revision,
                to_person_id=person.id,
            )
        assert refused.value.codes == codes
    assert everything(session) == before
