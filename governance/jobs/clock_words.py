"""What each thing that runs by itself is called, and why it is done: for ``flask clock`` and for ``docs/clock.md``.

This is data; a test holds that everything of ``periodic.PERIODIC`` stands here.  May import the standard library only.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TaskWords:
    """What a task does and why, each in a sentence; ``when`` is said where its time of day is the school's policy."""

    title: str
    why: str
    when: str = ""


FIRST_HOUR = "from the hour at which the school’s mails begin until the one at which they end, on school days"

TASK_WORDS: dict[str, TaskWords] = {
    "send_on_unopened": TaskWords(
        "Send on what may put a child at risk and nobody has opened",
        "Moderators have fifteen minutes (policy), at any hour; then the safeguarding leads and the head are told "
        "(A.2.3).",
    ),
    "watch_live_sites": TaskWords(
        "Begin to watch sites that went live", "A live site owes its weekly update from the first week on (A.1.5)."
    ),
    "watch_pages": TaskWords(
        "Begin to look at the pages of live sites",
        "Once a week each page is looked at: does it answer, is it still the school’s, does it show its rules (7.1, "
        "A.4.1)?",
    ),
    "end_access_of_leavers": TaskWords(
        "End the access of who has left", "A last day counts whole; the day after, nobody gets in any more (A.3.1)."
    ),
    "record_lapses": TaskWords(
        "Write down whose vetting ran out",
        "Who contributes from outside may do so until the last day of their vetting, and not after it (A.2.6).",
    ),
    "recheck_sites": TaskWords(
        "Ask the gate of every live site again",
        "What stopped holding turns the site amber with a date; what holds again turns it green (A.5).",
    ),
    "suspend_lapsed_sites": TaskWords(
        "Suspend sites whose date has passed",
        "The day after the last day to put a site right, what still does not hold pauses it, with that reason (A.5).",
    ),
    "see_to_paused_sites": TaskWords(
        "See that commenting is closed on paused sites", "Nobody comments where the school has paused a site (A.5.4)."
    ),
    "open_due_decisions": TaskWords(
        "Say which sites are due for a decision",
        "At the planned end and at each evaluation nothing closes by itself: the head decides (A.1.6, A.1.7).",
    ),
    "count_clauses": TaskWords(
        "Count how each clause stands",
        "Who looks after more than twenty schools sees these figures side by side, with the moment at which they were "
        "counted; where there are fewer schools nothing is counted.",
    ),
    "send_reminders": TaskWords(
        "Remind people of what they owe",
        "One mail a person a day; what nobody settles goes to the resourcing owner, the ICT lead and the head (A.1.5).",
        FIRST_HOUR,
    ),
    "chase_answers": TaskWords(
        "Say again that something waits",
        "What was asked of somebody outside the school and has no answer is looked after on every working day (A.2.3).",
        "from the hour at which the school’s mails begin until the one at which they end, on working days",
    ),
    "send_weekly_summary": TaskWords(
        "Send the weekly summary to the ICT lead and the head",
        "Once a week they see how all sites stand (A.1.5, A.1.6).",
        FIRST_HOUR + ", once a week",
    ),
    "sweep_book_keeping": TaskWords(
        "Clear away book-keeping that is older than thirty days",
        "Failed sign-ins, finished periods and lists that nobody confirmed are no lasting record.",
    ),
}
