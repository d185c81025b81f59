"""Which acts of the history stand in a copy of somebody's data: these areas and no others (DOMAIN 3.6; DESIGN 9).

It is a list of what goes in and never of what stays out: an area that is added later is left out until somebody has
thought about it, and nothing in a copy shows whether there is a concern or a case.
May import the standard library and its neighbours in the domain only.
"""

from __future__ import annotations

from governance.domain.acts.absences import ABSENCE_ACTS
from governance.domain.acts.accounts import ACCOUNT_ACTS
from governance.domain.acts.pages import PAGE_ACTS
from governance.domain.acts.people import PEOPLE_ACTS
from governance.domain.acts.proposals import PROPOSAL_ACTS
from governance.domain.acts.school import SCHOOL_ACTS
from governance.domain.acts.sites import SITE_ACTS
from governance.domain.acts.updates import UPDATE_ACTS

_AREAS = (SITE_ACTS, PROPOSAL_ACTS, PEOPLE_ACTS, SCHOOL_ACTS, ACCOUNT_ACTS, ABSENCE_ACTS, UPDATE_ACTS, PAGE_ACTS)

COPIED_ACTS = frozenset(
    {
        *(act.code for area in _AREAS for act in area),
        "comment.published",
        "comment.kept",
        "comment.removed",
        "policy.discussed",
        "policy.question_asked",
        "policy.question_answered",
    }
)
"""The codes of the acts that a copy holds."""
