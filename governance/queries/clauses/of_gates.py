"""The clauses that the go-live gate asks again on every day of a live site's life (7.3, A.2.5, A.4, A.5).

A check that does not hold on a site in its days of grace is due; without a date by which it must hold, or past it, it
is not kept.  What people could not check yet is due.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from governance.domain.clauses.by_text import says_something
from governance.domain.clauses.finding import Finding, RecordAt, Standing, worst
from governance.domain.gate import Check
from governance.domain.proposal.answers import is_third_party, pupils_see_or_contribute
from governance.domain.words import listed
from governance.queries.clauses.asked import Asked, Finder, SiteAt
from governance.queries.clauses.texts import Text, texts

_PEOPLE_SAID = "Too few approved people count today, or none of them is an administrator."
_AGE_SAID = {
    True: "Pupils are old enough for the platform, by the row of minimum ages that counts today.",
    False: "Pupils are too young for the platform, or not everybody’s age is confirmed.",
    None: "It is not known yet whether pupils are old enough for the platform.",
}
_CHECKS = {
    "A.4.1": ("rules", "rules_published", "conformity"),
    "A.4.7": ("logo",),
    "A.5.4": ("people", "cover"),
    "A.5.5": ("intervention",),
}
_NOT_ASKED = {
    "A.4.7": "The school’s policy asks for no logo.",
    "A.5.2": "No pupil reads or writes here.",
    "A.5.5": "The school hosts it.",
}


def gate_findings(asked: Asked) -> Iterator[Finding]:
    """Yield how these clauses stand on each live site, shown by the page of its checks."""
    found = asked.once(texts)
    for site in asked.sites:
        checks = asked.gates.get(site.id)
        if checks is None:
            continue
        in_grace = site.amber_until is not None and site.amber_until >= asked.schools[site.school_id].today
        record = RecordAt("go_live", 0, site.id)
        for number, keys in _CHECKS.items():
            standing, said = _together(number, [checks[key] for key in keys if key in checks], in_grace=in_grace)
            named = checks["people"].found if number == "A.5.4" and not checks["people"].holds else ""
            yield Finding(site.school_id, number, site.id, standing, said, record, named)
        yield _privacy(site, checks, record, in_grace=in_grace)
        yield _appendix_a(site, checks, record, in_grace=in_grace)
        yield _minimum_age(site, found.get(site.id), checks, in_grace=in_grace)


def _together(number: str, checks: Iterable[Check], *, in_grace: bool) -> tuple[Standing, str]:
    asked = list(checks)
    standing = worst(_standing(check, in_grace=in_grace) for check in asked)
    if standing is Standing.NOT_ASKED:
        return standing, _NOT_ASKED.get(number, "Nothing is asked here.")
    wrong = [check for check in asked if not check.holds]
    return standing, " ".join(_said(check) for check in wrong or asked)


def _standing(check: Check, *, in_grace: bool) -> Standing:
    if check.holds:
        return Standing.KEPT
    # A bare day to come can still be covered, and nobody has to have looked on the first day.
    is_to_come = check.holds is None or check.key == "cover"
    return Standing.DUE if in_grace or is_to_come else Standing.NOT_KEPT


def _said(check: Check) -> str:
    """What the check found; that of the people names them, so it is said in other words."""
    if check.key == "people" and not check.holds:
        return _PEOPLE_SAID
    return f"{check.title}: {check.found[:1].lower()}{check.found[1:]}" if not check.holds else check.found


def _privacy(site: SiteAt, checks: Mapping[str, Check], record: RecordAt, *, in_grace: bool) -> Finding:
    """A.5.2: the strongest settings, seen and not out of date, or the head's exception with its reason."""
    check = checks.get("privacy_settings")
    if check is None:
        return Finding(site.school_id, "A.5.2", site.id, Standing.NOT_ASKED, _NOT_ASKED["A.5.2"], record)
    return Finding(site.school_id, "A.5.2", site.id, _standing(check, in_grace=in_grace), _said(check), record)


def _appendix_a(site: SiteAt, checks: Mapping[str, Check], record: RecordAt, *, in_grace: bool) -> Finding:
    """7.3: everything that appendix A asks of a live site holds today."""
    wrong = [check for check in checks.values() if not check.holds]
    if not wrong:
        said = f"All {len(checks)} checks of the go-live gate hold today."
        return Finding(site.school_id, "7.3", site.id, Standing.KEPT, said, record)
    standing = worst(_standing(check, in_grace=in_grace) for check in wrong)
    clauses = listed(sorted({check.clause for check in wrong}))
    count = "1 check does" if len(wrong) == 1 else f"{len(wrong)} checks do"
    return Finding(site.school_id, "7.3", site.id, standing, f"{count} not hold today: {clauses}.", record)


def _minimum_age(site: SiteAt, text: Text | None, checks: Mapping[str, Check], *, in_grace: bool) -> Finding:
    """A.2.5: the host's age where pupils hold accounts or write, and the written thought for younger readers."""
    answers = text.answers if text else {}
    check, standing, said = checks.get("minimum_age"), Standing.KEPT, []
    if check is not None:
        standing = _standing(check, in_grace=in_grace)
        said.append(_AGE_SAID[check.holds])
    if is_third_party(answers) or pupils_see_or_contribute(answers):
        if not says_something(answers, "under_age"):
            standing = worst((standing, Standing.NOT_KEPT))
            said.append("Nobody wrote what happens if younger children find it.")
        else:
            said.append("What happens if younger children find it is written down.")
    elif check is None:
        standing, said = Standing.NOT_ASKED, ["No pupil reads or writes here, and the school hosts it."]
    record = RecordAt("version", text.version_id, site.id) if text else RecordAt("go_live", 0, site.id)
    return Finding(site.school_id, "A.2.5", site.id, standing, " ".join(said), record)


FINDERS = (Finder((*_CHECKS, "A.5.2", "7.3", "A.2.5"), gate_findings),)
