"""What is asked beyond a site's creation, written permissions and photo passes: every form, empty, wrong and sent."""

from __future__ import annotations

import pytest

from tests.journeys.stage import Stage
from tests.journeys.test_breaches import send

pytestmark = pytest.mark.journey

KINDS = ("participation", "brand", "advertising", "commitment")
PAGES = ("approvals", "permissions", "permissions/add", "photo-passes", "photo-passes/add", "take-downs", "images")


@pytest.mark.parametrize("kind", KINDS)
def test_the_form_of_a_request_says_what_is_wrong(stage: Stage, kind: str) -> None:
    head = stage.as_(stage.cast.head)
    head.goto(f"/s/oak/approvals/ask/{kind}")
    stage.look(head)
    send(head)
    stage.look(head)
    head.goto(f"/s/oak/approvals/{kind}")
    stage.look(head)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_of_the_registers_around_pictures_and_permissions(stage: Stage, page: str) -> None:
    head = stage.as_(stage.cast.head)
    head.goto(f"/s/oak/{page}")
    stage.look(head)
    if page.endswith("/add"):
        send(head)
        stage.look(head)
