"""What it means that a host says something of a comment (DESIGN 6)."""

from __future__ import annotations

import pytest

from governance.domain.comments.arrival import HostState
from governance.domain.comments.hosting import verdict
from governance.domain.comments.words import CommentState


@pytest.mark.parametrize(
    ("state", "before", "says", "wanted", "by_us", "meaning", "action"),
    [
        pytest.param("waiting", "held", "held", None, False, "as_before", None, id="nothing new"),
        pytest.param("removed", "held", "removed", "removed", True, "confirmed", None, id="read back as wished"),
        pytest.param("removed", "held", "gone", "removed", True, "confirmed", None, id="gone is off the page"),
        pytest.param("published", "held", "gone", "public", True, "contradicted", "remove", id="gone is not public"),
        pytest.param("published", "gone", "gone", "public", True, "contradicted", "remove", id="and stays gone"),
        pytest.param("waiting", "removed", "gone", "held", True, "contradicted", "remove", id="gone does not wait"),
        pytest.param("waiting", "gone", "gone", "held", True, "contradicted", "remove", id="reopened when it was gone"),
        pytest.param("removed", "held", "public", "removed", True, "still_under_way", None, id="ours is still to come"),
        pytest.param("waiting", "held", "public", None, False, "decided_there", "publish", id="approved on the blog"),
        pytest.param("waiting", "held", "removed", None, False, "decided_there", "remove", id="trashed on the blog"),
        pytest.param("waiting", "held", "gone", None, False, "decided_there", "remove", id="deleted on the blog"),
        pytest.param("removed", "removed", "public", None, True, "contradicted", "publish", id="we removed, they show"),
        pytest.param("published", "public", "held", None, True, "contradicted", "reopen", id="we show, they hold"),
        pytest.param("published", "public", "removed", None, True, "contradicted", "remove", id="we show, they trash"),
        pytest.param("removed", "removed", "gone", None, True, "as_before", None, id="the bin was emptied"),
        pytest.param("hidden", "removed", "public", None, True, "shown_again", None, id="with the DSL and shown again"),
        pytest.param("hidden", "removed", "gone", None, True, "as_before", None, id="with the DSL and gone"),
    ],
)
def test_what_the_host_says(
    state: str, before: str, says: str, wanted: str | None, by_us: bool, meaning: str, action: str | None
) -> None:
    found = verdict(
        CommentState(state),
        HostState(says),
        HostState(before),
        HostState(wanted) if wanted else None,
        decided_by_us=by_us,
    )
    assert (found.meaning.value, found.action.value if found.action else None) == (meaning, action)
