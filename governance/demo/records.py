"""The demo's talk about the policy, somebody who needs it in another format, and two requests by law."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa

from governance.demo.school import Demo
from governance.domain.records.words import Format
from governance.models import PolicyDiscussion, School
from governance.services.actors import school_today
from governance.services.records.copies import record_subject_request
from governance.services.records.information import record_information_request
from governance.services.records.talk import (
    answer_question,
    ask_about_policy,
    ask_for_format,
    record_policy_discussion,
)


def fill_records(demo: Demo) -> None:
    """Write them down, unless a discussion is written down already."""
    there = demo.session.scalar(
        sa.select(PolicyDiscussion.id).where(PolicyDiscussion.school_id == demo.school_id).limit(1)
    )
    today = school_today(demo.session.get_one(School, demo.school_id), demo.now)
    demo.session.rollback()
    if there is not None:
        return
    head, teacher, office = (demo.actor(who) for who in ("head", "teacher", "office"))
    points = "Which names may stand on a class page, and what to do when a parent asks for a picture to go."
    week_ago = today - dt.timedelta(days=7)
    record_policy_discussion(demo.session, head, demo.now, held_on=week_ago, points=points, present=11)
    question = ask_about_policy(demo.session, teacher, demo.now, words="May we show the names on a class painting?")
    answer = "No. Take the picture so that no name can be read."
    answer_question(demo.session, head, demo.now, question_id=question, seen=1, answer=answer)
    ask_about_policy(demo.session, teacher, demo.now, words="Who reads comments in the week of the residential trip?")
    ask_for_format(demo.session, teacher, demo.now, wanted=Format.LARGE_PRINT, details="24 points, on paper.")
    record_information_request(
        demo.session,
        office,
        demo.now,
        asked="How many class blogs does the school have, and how much time do they take?",
        asked_by="A parent",
        contact="By letter to the address on file.",
        received_on=week_ago,
    )
    record_subject_request(
        demo.session,
        office,
        demo.now,
        about_name=teacher.name,
        about_person=teacher.person_id,
        asked_by="",
        received_on=week_ago,
        note="Everything about their duties on the blogs. They asked in person.",
    )
