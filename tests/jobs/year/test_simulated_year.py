"""A whole school year by the clock, day by day with a fake time: every change, message and suspension, once each.

The diary beside this file is the expectation, written out; nothing of it is computed here.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from governance.hosts.outside import Outside
from governance.queries.audit_chain import verdicts
from tests.jobs.year.blogs import serving_blogs
from tests.jobs.year.diary import Diary
from tests.jobs.year.living import days, live_day, wake
from tests.jobs.year.school import FIRST_DAY, LAST_DAY, found_the_school

WRITTEN = Path(__file__).with_name("diary.txt")

pytestmark = pytest.mark.soak


def test_a_school_year_goes_as_its_diary_says(shared_sessions: Callable[[], Session], tmp_path: Path) -> None:
    with serving_blogs() as blogs, Outside({blogs.listener.place}) as outside, shared_sessions() as session:
        school = found_the_school(session, blogs)
        diary = Diary(school)
        for day in days(FIRST_DAY, LAST_DAY):
            live_day(session, school, blogs, day, lambda now: wake(shared_sessions, tmp_path, now, outside))
            diary.end_of_day(session, day)
        diary.acts(session)
        diary.mails(session)
        assert [verdict.fault for verdict in verdicts(session) if verdict.fault] == []
    lived = diary.lines()
    (tmp_path / "lived.txt").write_text("\n".join([*lived, ""]))
    assert lived == WRITTEN.read_text().splitlines()
