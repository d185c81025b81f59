"""A demo school with invented people: filled step by step, each step harmless when it runs again.

A step takes the ``Demo`` and leaves in it what later steps need.  New areas add a module of their own and stand in
STEPS.  Steps act through the services, as the people of the school would.
"""

from __future__ import annotations

from collections.abc import Callable

from governance.demo.absences import fill_absences
from governance.demo.approvals import fill_approvals
from governance.demo.comments import fill_comments
from governance.demo.content import fill_content
from governance.demo.pages import fill_pages
from governance.demo.people import fill_people
from governance.demo.pictures import fill_pictures
from governance.demo.records import fill_records
from governance.demo.registers import fill_registers
from governance.demo.reviews import fill_reviews
from governance.demo.rules import fill_rules
from governance.demo.school import Demo, fill_school
from governance.demo.sites import fill_sites
from governance.demo.told import fill_told
from governance.demo.updates import fill_updates

STEPS: tuple[Callable[[Demo], None], ...] = (
    fill_school,
    fill_people,
    fill_rules,
    fill_sites,
    fill_comments,
    fill_told,
    fill_updates,
    fill_content,
    fill_absences,
    fill_pages,
    fill_approvals,
    fill_reviews,
    fill_pictures,
    fill_records,
    fill_registers,
)

__all__ = ["STEPS", "Demo"]
