"""A.4.7: the logo stands on every site and leads to the school, or there is a reason why it does not."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from governance.domain.clauses.finding import Standing
from governance.models import Evidence, PolicySetting
from tests.clauses.standing import found_at, stands
from tests.factories import NOW, start_writing
from tests.services.cast import live_site, make_cast


@pytest.mark.parametrize(
    ("link", "exception", "standing"),
    [
        pytest.param("https://school.example/", "", Standing.KEPT, id="with its link"),
        pytest.param("", "", Standing.NOT_KEPT, id="a missing link target shows"),
        pytest.param("", "The service crops it.", Standing.KEPT, id="an exception with the head’s reason"),
    ],
)
def test_what_was_seen_of_the_logo(session: Session, link: str, exception: str, standing: Standing) -> None:
    cast = make_cast(session)
    live_site(session, cast)
    start_writing(session)
    session.execute(sa.update(Evidence).where(Evidence.kind == "logo").values(link=link, exception=exception))
    session.commit()
    assert stands(session, cast.school, "A.4.7") is standing


def test_a_school_whose_policy_asks_for_no_logo_is_not_asked(session: Session) -> None:
    cast = make_cast(session)
    live_site(session, cast)
    start_writing(session)
    session.add(
        PolicySetting(
            school_id=cast.school.id,
            key="logo_required",
            value={"is": False},
            changed_at=NOW,
            changed_by=cast.head.id,
        )
    )
    session.commit()
    (finding,) = found_at(session, cast.school, "A.4.7")
    assert (finding.standing, finding.said) == (Standing.NOT_ASKED, "The school’s policy asks for no logo.")
