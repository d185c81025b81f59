"""The demo's proposals, written and decided as people would: through the services, on the days before today."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from governance.demo.people import PEOPLE
from governance.demo.school import Demo
from governance.domain.proposal.answers import pupils_see_or_contribute, risk_digest, uses_logo
from governance.domain.proposal.guidance import GUIDANCE_ITEMS, GUIDANCE_VERSION
from governance.domain.proposal.questions import pages_for
from governance.domain.proposal.templates import answers_from_template, template_with
from governance.models import Appointment, ProposalVersion
from governance.services.appointments import answer_appointment
from governance.services.decisions import approve_version, decide_brand
from governance.services.discussions import record_consultation, record_discussion, sign_risks
from governance.services.proposals.starting import start_sites
from governance.services.proposals.submitting import submit_version
from governance.services.proposals.writing import save_page


@dataclass(frozen=True, slots=True)
class DemoSite:
    """One site of the demo, whose template has the key of its kind.

    People are named by their keys; ``own`` answers what is not common to its kind.
    """

    name: str
    template: str
    proposer: str
    helper: str
    days_ago: int
    own: dict[str, Any] = field(default_factory=dict)
    year_groups: tuple[str, ...] = ()


def propose(demo: Demo, site: DemoSite) -> int:
    """Start the proposal from its kind's template, answer every page, and return the draft's version."""
    then, proposer = _at(demo, site), demo.actor(site.proposer)
    (version_id,) = start_sites(
        demo.session, proposer, then, kind=site.template, template=site.template, year_groups=site.year_groups
    )
    answers = _answers(demo, site)
    begun = dict(_version(demo, version_id).answers)
    for page in pages_for(answers):
        typed = {question.key: answers.get(question.key) for question in page.questions}
        if typed == {key: begun.get(key) for key in typed}:
            continue
        seen = _seen(demo, version_id)
        save_page(demo.session, proposer, then, version_id=version_id, page_key=page.key, typed=typed, seen=seen)
    return version_id


def submit(demo: Demo, site: DemoSite, version_id: int) -> None:
    """Submit the proposal, and let those who are named in it accept their duties."""
    then = _at(demo, site)
    seen = _seen(demo, version_id)
    submit_version(demo.session, demo.actor(site.proposer), then, version_id=version_id, seen=seen)
    for key in dict.fromkeys((site.proposer, site.helper)):
        waiting = [
            appointment.id
            for appointment in demo.session.query(Appointment).filter_by(
                version_id=version_id, person_id=demo.people[key], confirmed_at=None
            )
        ]
        for appointment_id in waiting:
            actor = demo.actor(key)
            answer_appointment(demo.session, actor, then, appointment_id=appointment_id, accepts=True)


def record_what_goes_before(demo: Demo, site: DemoSite, version_id: int) -> None:
    """Record the discussion, the head's consultation and the safeguarding lead's signature."""
    then = _at(demo, site)
    held_on = then.date()
    answers = _version(demo, version_id).answers
    pupil_site, digest = pupils_see_or_contribute(answers), risk_digest(answers)
    demo.session.rollback()
    record_discussion(
        demo.session,
        # Nobody talks a proposal over with themselves.
        demo.actor("dsl" if site.proposer == "assistant_head" else "assistant_head"),
        then,
        version_id=version_id,
        held_on=held_on,
        who="The leadership team, with the proposer",
        points="Families may read it. Every comment waits until somebody has looked at it.",
    )
    record_consultation(
        demo.session,
        demo.actor("head"),
        then,
        version_id=version_id,
        held_on=held_on,
        purpose="It serves the children, and families asked for it.",
        content="Work and news are right for it. No faces, and no names beside pictures.",
    )
    if pupil_site:
        sign_risks(
            demo.session, demo.actor("dsl"), then, version_id=version_id, seen_digest=digest, note="The controls fit."
        )


def approve(demo: Demo, site: DemoSite, version_id: int) -> None:
    """Let the head say yes to the site, and separately to logo and brand."""
    then, head = _at(demo, site), demo.actor("head")
    reason = "A clear purpose, people who are there, and an end that is planned."
    seen = _seen(demo, version_id)
    approve_version(demo.session, head, then, version_id=version_id, seen=seen, reason=reason)
    logo = uses_logo(_version(demo, version_id).answers)
    seen = _seen(demo, version_id)
    if logo:
        reason = "It shows that the site is ours."
        decide_brand(demo.session, head, then, version_id=version_id, seen=seen, reason=reason, is_yes=True)


def _answers(demo: Demo, site: DemoSite) -> dict[str, Any]:
    template = template_with(site.template)
    answers = answers_from_template(template).answers if template else {}
    positions = {person.key: person.position for person in PEOPLE}
    runs, helps = demo.people[site.proposer], demo.people[site.helper]
    begins, ends = demo.today() + dt.timedelta(days=1), demo.today() + dt.timedelta(days=240)
    steps = {key: {**step, "who": demo.people["assistant_head"]} for key, step in answers.get("exit_steps", {}).items()}
    measures = [
        {**measure, "review_on": (begins + dt.timedelta(days=90)).isoformat()}
        for measure in answers.get("measures", [])
    ]
    return {
        **answers,
        "name": site.name,
        "year_groups": list(site.year_groups),
        "administrators": [runs],
        "moderators": [runs, helps],
        "updaters": [runs],
        "hours": [{"person": runs, "hours": 1}, {"person": helps, "hours": 1}],
        "resourcing_owner": demo.people["assistant_head"],
        "shown_people": [{"person": runs, "shown_as": site.own["shown_as"], "position": positions[site.proposer]}],
        "guidance": {"version": GUIDANCE_VERSION, "ticked": [point.key for point in GUIDANCE_ITEMS]},
        "target_age": "The children of the class, and their families",
        "vulnerable": "no",
        "vetter": demo.people["dsl"],
        "vetting_how": "Families use their own sign-in from the school; nobody else can take part.",
        "privacy_strongest": "yes",
        "intervention_people": [runs, helps],
        "starts_on": begins.isoformat(),
        "ends_on": ends.isoformat(),
        "exit_steps": steps,
        "measures": measures,
        **{key: value for key, value in site.own.items() if key != "shown_as"},
    }


def _at(demo: Demo, site: DemoSite) -> dt.datetime:
    return demo.now - dt.timedelta(days=site.days_ago)


def _version(demo: Demo, version_id: int) -> ProposalVersion:
    return demo.session.get_one(ProposalVersion, version_id)


def _seen(demo: Demo, version_id: int) -> int:
    demo.session.expire_all()
    seen = _version(demo, version_id).revision
    demo.session.rollback()
    return seen
