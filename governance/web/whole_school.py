"""Everything at the school that is not needed every day, on one page with a sentence each."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from governance.domain.access import Permission
from governance.web.entry import actor, requires
from governance.web.frame import links_to, ways_of

bp = Blueprint("whole_school", __name__)

ABOUT = {
    "people.people": "Who belongs to the school, in which roles, and since when. Invite them, or say when they leave.",
    "delegation.delegations": "Who decides while the head is away, and until when.",
    "rules.rules": "The house rules and terms of use that the school’s sites go by.",
    "absences.mine": "Say on which days, and see what that means for your sites before it is saved.",
    "cover.cover": "Who is there for each site on the school days of the next four weeks, and who is missing.",
    "freshness.freshness": "Which sites showed something new, week by week, and which are late or asleep.",
    "calendar.calendar": "Terms, half-terms, INSET days and closures: what counts as a school day.",
    "school_settings.overview": "Name, logo and colour, the numbers of the policy, and platforms’ minimum ages.",
    "notices.notices": "The mails that went out, and those that could not.",
    "pretenders.pretenders": "Addresses that somebody says pretend to be the school’s.",
    "written_down.write": "Anything written about the school or to its pupils, on a network or in a messaging group.",
    "host_work.to_do": "What was decided of comments and has still to be done on a site by hand.",
    "comment_figures.figures": "What waits, how long decisions take, and which blogs cannot be reached.",
    "connections.hosts": "The blogs from which comments come: which are reached, which are not, and since when.",
    "reading_lists.lists": "Your school’s own words, its pupils’ names, and what comments are not searched for.",
    "appeals.appeals": "What authors, parents and teachers ask to look at again, for somebody else to decide.",
    "approvals.overview": "Others’ sites, logo and brand, adverts, what may be said or promised: ask, or look.",
    "media.log": "When the press, a station or a page asks something: write it down, and the head has it.",
    "clauses.clauses": "Every duty of the policies, how it stands today, and the record that shows it.",
    "history.school": "Who did what, and when. Filter it, print it, take it away as a file.",
}


@bp.get("/s/<school>/more")
@requires(Permission.SEE_SCHOOL)
def whole_school() -> ResponseReturnValue:
    """Show where else a person can go at the school."""
    further = ways_of(actor(), first=False)
    ways = [(link, ABOUT.get(way.endpoint, "")) for way, link in zip(further, links_to(further, actor()), strict=True)]
    return render_template("home/whole_school.html", ways=ways)
