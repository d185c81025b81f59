"""Who approved each site and who runs it (7.1, A.3.1, A.3.2, A.4.8, 001-1), and what is not the school's at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import sqlalchemy as sa

from governance.domain.calendar import day_in_words
from governance.domain.clauses.finding import Finding, RecordAt, Standing
from governance.domain.cover import Appointment
from governance.domain.words import Approver, Duty, SiteState, VersionState, listed
from governance.models import IdentityCard, Person, PretenderReport
from governance.queries.clauses.asked import Asked, Finder, SchoolAt, SiteAt
from governance.queries.clauses.texts import Text, texts
from governance.services.actors import today_in

_OFFICIAL = (SiteState.LIVE, SiteState.SUSPENDED)


def official_findings(asked: Asked) -> Iterator[Finding]:
    """7.1: every account in the school's name is approved, and no report of a pretender waits."""
    waiting = asked.session.execute(
        sa.select(PretenderReport.school_id, sa.func.count())
        .where(PretenderReport.school_id.in_(asked.school_ids), PretenderReport.settled_at.is_(None))
        .group_by(PretenderReport.school_id)
    )
    reports = {school_id: count for school_id, count in waiting}  # noqa: C416 - a result has keys, so dict() would misread it.
    found = Counter(site.school_id for site in asked.sites if site.state is SiteState.FOUND)
    official = Counter(site.school_id for site in asked.sites if site.state in _OFFICIAL)
    for school_id in asked.schools:
        said, record = [], RecordAt("sites")
        if reports.get(school_id):
            record = RecordAt("pretenders")
            said.append(_counted(reports[school_id], "report of a page that may pretend waits", "reports wait"))
        if found[school_id]:
            record = RecordAt("found")
            words = ("account was found that nobody has approved", "accounts were found that nobody has approved")
            said.insert(0, _counted(found[school_id], *words))
        if said:
            yield Finding(school_id, "7.1", None, Standing.DUE, " ".join(said), record)
        else:
            words = ("official site stands", "official sites stand")
            kept = (
                f"{_counted(official[school_id], *words)[:-1]} on the public register, and no other account is known."
            )
            yield Finding(school_id, "7.1", None, Standing.KEPT, kept, record)


def creation_findings(asked: Asked) -> Iterator[Finding]:
    """A.3.2 and 001-1: the head's yes to the text that a site runs on, and the governors' where the policy asks."""
    by_site = asked.once(texts)
    for site in asked.sites:
        school = asked.schools[site.school_id]
        if site.state is SiteState.FOUND:
            said = "This account was found, and the head has not approved it yet."
            yield Finding(site.school_id, "A.3.2", site.id, Standing.DUE, said, RecordAt("site", site.id, site.id))
        elif site.is_running:
            text = by_site.get(site.id)
            yield _creation(school, site, text)
            if Approver.GOVERNORS in school.policy.second_approvers:
                yield _governors(school, site, text)
    for school in asked.schools.values():
        if Approver.GOVERNORS not in school.policy.second_approvers:
            said = "The school’s policy asks for the head’s yes alone."
            yield Finding(school.id, "001-1", None, Standing.NOT_ASKED, said, RecordAt("policy_settings"))


def _creation(school: SchoolAt, site: SiteAt, text: Text | None) -> Finding:
    yes = text.yes_of(Approver.HEAD) if text else None
    if text is None or text.state is not VersionState.APPROVED or yes is None:
        record = RecordAt("site", site.id, site.id)
        said = "No yes of the head to the text that it runs on is recorded."
        return Finding(site.school_id, "A.3.2", site.id, Standing.NOT_KEPT, said, record)
    said = f"The head approved version {text.number} on {day_in_words(today_in(school.time_zone, yes.at))}."
    record = RecordAt("version", text.version_id, site.id)
    return Finding(site.school_id, "A.3.2", site.id, Standing.KEPT, said, record, yes.by)


def _governors(school: SchoolAt, site: SiteAt, text: Text | None) -> Finding:
    yes = text.yes_of(Approver.GOVERNORS) if text else None
    record = RecordAt("version", text.version_id, site.id) if text else RecordAt("site", site.id, site.id)
    if yes is None:
        said = "The head’s yes stands alone; the governing body has not said theirs to this text."
        return Finding(site.school_id, "001-1", site.id, Standing.NOT_KEPT, said, record)
    said = f"The governing body said yes on {day_in_words(today_in(school.time_zone, yes.at))}, besides the head."
    return Finding(site.school_id, "001-1", site.id, Standing.KEPT, said, record, yes.by)


def people_findings(asked: Asked) -> Iterator[Finding]:
    """A.3.1 and A.4.8: everybody with a duty is employed or authorised, and administrators are shown."""
    shown = _shown(asked)
    lacking: dict[int, set[int]] = {}
    unshown: dict[int, set[int]] = {}
    for site in asked.running:
        at = asked.read_for_gates[site.school_id]
        held = [one for one in at.sites[site.id].counted if _runs(one, asked.schools[site.school_id])]
        lacking[site.id] = {one.person_id for one in held if not _is_authorised(one, asked.schools[site.school_id])}
        administrators = {one.person_id for one in held if one.duty is Duty.ADMINISTRATOR and one.approved}
        unshown[site.id] = administrators - shown.get(site.id, set())
    names = _names(asked, {person for people in (*lacking.values(), *unshown.values()) for person in people})
    for site in asked.running:
        yield _authorised(site, lacking[site.id], names)
        yield _identified(site, len(shown.get(site.id, ())), unshown[site.id], names)


def _runs(held: Appointment, school: SchoolAt) -> bool:
    return held.starts_on <= school.today and (held.ends_on is None or held.ends_on >= school.today)


def _is_authorised(held: Appointment, school: SchoolAt) -> bool:
    return held.authorised and (held.authorised_until is None or held.authorised_until >= school.today)


def _authorised(site: SiteAt, people: set[int], names: dict[int, str]) -> Finding:
    record = RecordAt("site_people", 0, site.id)
    if not people:
        said = "Everybody with a duty here is employed by the school or authorised by the head."
        return Finding(site.school_id, "A.3.1", site.id, Standing.KEPT, said, record)
    words = ("person holds a duty without an authorisation that runs", "people hold a duty without an authorisation")
    said, named = _counted(len(people), *words), listed(sorted(names[person] for person in people))
    return Finding(site.school_id, "A.3.1", site.id, Standing.NOT_KEPT, said, record, named)


def _identified(site: SiteAt, cards: int, people: set[int], names: dict[int, str]) -> Finding:
    record = RecordAt("cards", 0, site.id)
    if not cards:
        said = "Nobody is shown as running it."
        return Finding(site.school_id, "A.4.8", site.id, Standing.NOT_KEPT, said, record)
    if people:
        words = ("administrator is not shown with a position", "administrators are not shown with a position")
        named = listed(sorted(names[person] for person in people))
        return Finding(site.school_id, "A.4.8", site.id, Standing.DUE, _counted(len(people), *words), record, named)
    said = _counted(cards, "person is shown, with their position", "people are shown, each with their position")
    return Finding(site.school_id, "A.4.8", site.id, Standing.KEPT, said, record)


def _shown(asked: Asked) -> dict[int, set[int]]:
    """Who is shown on each site today."""
    rows = asked.session.execute(
        sa.select(IdentityCard.school_id, IdentityCard.site_id, IdentityCard.person_id, IdentityCard.ends_on).where(
            IdentityCard.school_id.in_(asked.school_ids)
        )
    )
    found: dict[int, set[int]] = {}
    for school_id, site_id, person_id, ends_on in rows:
        # A card that was withdrawn today is not shown any more.
        if ends_on is None or ends_on > asked.schools[school_id].today:
            found.setdefault(site_id, set()).add(person_id)
    return found


def _names(asked: Asked, people: set[int]) -> dict[int, str]:
    if not people:
        return {}
    rows = asked.session.execute(sa.select(Person.id, Person.name).where(Person.id.in_(people)))
    return {person_id: name for person_id, name in rows}  # noqa: C416 - a result has keys, so dict() would misread it.


def _counted(count: int, one: str, several: str) -> str:
    """Say a number of things as a sentence."""
    return f"{count or 'No'} {one if count == 1 else several}."


FINDERS = (
    Finder(("7.1",), official_findings),
    Finder(("A.3.2", "001-1"), creation_findings),
    Finder(("A.3.1", "A.4.8"), people_findings),
)
