"""What somebody reads of breaches, concerns and declarations, for the lines of their home page.

The conditions are the ones that the guards of those pages ask; nothing is read here before the page reads everything.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from governance.db import db
from governance.domain.access import is_dpo
from governance.domain.breaches.reading import always_read
from governance.domain.concerns import reading_of
from governance.domain.policy_settings_registers import FORBIDDEN
from governance.queries.needs.facts_of_cases import Cases
from governance.queries.registers.declarations import waits_for_by
from governance.services.breaches.readers import readable_by as breaches_read_by
from governance.services.concern_readers import readable_by as concerns_read_by
from governance.services.declaration_readers import reader_of
from governance.services.records.information import counting_calendar, due_of_request
from governance.web.entry import actor, now, policy, school


def cases_waiting() -> Cases:
    """Return what the person reads, and what their lines are reckoned with."""
    return Cases(
        breaches=breaches_read_by(always_read(actor()), dpo=is_dpo(actor())),
        concerns=concerns_read_by(reading_of(actor())),
        declarations=waits_for_by(reader_of(actor()), forbidden=policy().naming_employer == FORBIDDEN),
        now=now(),
        zone=ZoneInfo(school().time_zone),
        account_months=policy().account_checked_months,
        information_due_of=_information_due_of,
    )


def _information_due_of(received: Sequence[dt.date]) -> list[dt.date]:
    """Return by when requests for information of these days are answered, on the school's calendar."""
    calendar = counting_calendar(db.session, school(), list(received))
    return [due_of_request(calendar, policy(), day).due for day in received]
