"""Everything that runs by itself at a time of day, as a list that is read from top to bottom.

To add something: write it as a service ``(session, actor, now)`` that the clock may run, and add a row with its name,
the school's time of day from which it is due, and the function.  Each is done once for each day, by one worker; what
may not wait for a time of day is done at every look.
"""

from __future__ import annotations

import datetime as dt

from governance.jobs.clock import Daily, DailyAtSchools, EveryLook, Periodic
from governance.jobs.counting import count_clauses
from governance.services.commenting import see_to_paused_sites
from governance.services.comments.sending_on import send_on_unopened
from governance.services.concern_chases import chase_answers
from governance.services.daytime import first_hour, hour_of_end
from governance.services.due_decisions import open_due_decisions
from governance.services.leaving import end_access_of_leavers
from governance.services.page_watches import watch_pages
from governance.services.rechecks import recheck_sites
from governance.services.registers.vetting import record_lapses
from governance.services.reminders import send_reminders
from governance.services.suspensions import suspend_lapsed_sites
from governance.services.sweeping import sweep_book_keeping
from governance.services.update_watches import watch_live_sites
from governance.services.weekly_summary import send_weekly_summary

PERIODIC: tuple[Periodic, ...] = (
    # A child may be at risk at any hour (A.2.3).
    EveryLook("send_on_unopened", send_on_unopened),
    # A site that was launched is watched for its weekly update from the next minute on (A.1.5).
    EveryLook("watch_live_sites", watch_live_sites),
    # Its own page as well, once a week: is it still there, still ours, and are its rules (7.1, A.4.1)?
    EveryLook("watch_pages", watch_pages),
    # Just after midnight, because a last day counts whole (A.3.1, DESIGN 7).
    DailyAtSchools("end_access_of_leavers", dt.time(0, 5), end_access_of_leavers),
    # Their last day counts whole, and the gate is asked after it (A.2.6).
    DailyAtSchools("record_lapses", dt.time(0, 10), record_lapses),
    # After the leavers have gone, so that a site that lost its second person says so the day after.
    DailyAtSchools("recheck_sites", dt.time(0, 20), recheck_sites),
    # After the recheck, so that what holds again on that morning is green and not suspended (DESIGN 5).
    DailyAtSchools("suspend_lapsed_sites", dt.time(0, 25), suspend_lapsed_sites),
    DailyAtSchools("see_to_paused_sites", dt.time(0, 30), see_to_paused_sites),
    # At the planned end nothing closes by itself: the head hears of it, and decides (A.1.6, A.1.7).
    DailyAtSchools("open_due_decisions", dt.time(0, 35), open_due_decisions),
    # After all that the night changes, and before anybody who looks after many schools comes in (ADR 20).
    DailyAtSchools("count_clauses", dt.time(5, 40), count_clauses),
    # One message a person a day, in the school's own hours; a morning that was missed is made up for until they end.
    DailyAtSchools("send_reminders", first_hour, send_reminders, until=hour_of_end),
    # An answer about a concern that did not come, on every working day, in the school's holidays too (A.2.3).
    DailyAtSchools("chase_answers", first_hour, chase_answers, until=hour_of_end),
    DailyAtSchools("send_weekly_summary", first_hour, send_weekly_summary, until=hour_of_end),
    Daily("sweep_book_keeping", dt.time(2, 30), sweep_book_keeping),
)
