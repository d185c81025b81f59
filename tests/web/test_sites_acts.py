"""The buttons around a site in the browser: each page, each act, and every way in which it says no."""

from __future__ import annotations

import datetime as dt

from flask import Flask
from sqlalchemy.orm import Session

from governance.domain.words import Role, SiteState
from governance.models import Site
from tests.factories import make_person, make_school, make_site
from tests.services.cast import Cast, approve, live_site, ready_to_decide, see_what_the_gate_asks, submitted_site
from tests.web.sites_scene import Scene, make_scene

WHY = "The class is on a journey."


def ready_to_launch(session: Session, cast: Cast) -> Site:
    site, version = submitted_site(session, cast)
    ready_to_decide(session, cast, version)
    approve(session, cast, version)
    see_what_the_gate_asks(session, cast, site)
    return site


def amber_site(session: Session, cast: Cast) -> Site:
    site = live_site(session, cast)
    site.amber_since, site.amber_until = dt.date(2026, 11, 11), dt.date(2026, 11, 25)
    site.amber_why = ["logo"]
    session.commit()
    return site


def press(scene: Scene, role: str, rest: str, **sent: str) -> tuple[int, str]:
    """Send a form as somebody, with the revision that the page shows; answer the code and the words."""
    client = scene.client(role)
    answer = client.post(scene.address(rest), data={"seen": str(scene.seen), **sent})
    return answer.status_code, answer.text


def test_the_ict_lead_launches_from_the_page_of_the_checks(app: Flask) -> None:
    scene = make_scene(app, ready_to_launch)
    client = scene.client("ict")
    assert "Launch this site" in client.get(scene.address()).text
    page = client.get(scene.address("/go-live")).text
    assert "Every check holds today." in page
    answer = client.post(scene.address("/launch"), data={"seen": str(scene.seen)}, follow_redirects=True)
    assert "The site is live." in answer.text
    assert (scene.site().state, scene.acts()[-1]) == (SiteState.LIVE, "site.launched")
    # Pressed twice: the same answer and nothing more.
    before = scene.acts()
    assert client.post(scene.address("/launch"), data={"seen": "1"}).status_code == 303
    assert scene.acts() == before


def test_who_may_not_launch_is_told_who_can(app: Flask) -> None:
    scene = make_scene(app, ready_to_launch)
    page = scene.client("teacher").get(scene.address()).text
    assert "This waits on the ICT lead." in page
    before = scene.acts()
    code, words = press(scene, "teacher", "/launch")
    assert (code, scene.acts()) == (403, before)
    assert "Only the ICT lead can launch this site." in words


def test_a_check_that_does_not_hold_says_what_to_do_and_where(app: Flask) -> None:
    def approved(session: Session, cast: Cast) -> Site:
        site, version = submitted_site(session, cast)
        ready_to_decide(session, cast, version)
        approve(session, cast, version)
        return site

    scene = make_scene(app, approved)
    client = scene.client("ict")
    page = client.get(scene.address("/go-live")).text
    assert "4 checks of " in page
    assert scene.address("/evidence/privacy_settings") in page
    assert "Launch this site</button>" not in page
    assert press(scene, "ict", "/launch")[0] == 422
    sent = {
        "statement": "The logo stands at the top.",
        "link": "https://oak.example/",
        "seen_on": ["18", "11", "2026"],
    }
    answer = client.post(scene.address("/evidence/logo"), data=sent, follow_redirects=True)
    assert "Recorded: the school’s logo." in answer.text
    assert "3 checks of " in answer.text
    before = scene.acts()
    assert before[-1] == "evidence.recorded"
    assert client.post(scene.address("/evidence/logo"), data=sent).status_code == 303
    assert scene.acts() == before


def test_evidence_that_is_not_enough_is_said_at_its_question(app: Flask) -> None:
    scene = make_scene(app, ready_to_launch)
    client, before = scene.client("ict"), scene.acts()
    sent = {"statement": "Seen.", "link": "", "seen_on": ["19", "11", "2026"]}
    answer = client.post(scene.address("/evidence/logo"), data=sent)
    assert answer.status_code == 422
    assert "One word is not enough for what you saw." in answer.text
    assert "Enter the day on which you looked: today or before." in answer.text
    assert "Enter the address that it links to." in answer.text
    assert scene.acts() == before
    assert client.get(scene.address("/evidence/passwords")).status_code == 404
    assert scene.client("dsl").get(scene.address("/evidence/logo")).status_code == 403


def test_only_the_head_is_asked_for_an_exception(app: Flask) -> None:
    scene = make_scene(app, ready_to_launch)
    asked = "Why is an exception right?"
    assert asked in scene.client("head").get(scene.address("/evidence/logo")).text
    assert asked not in scene.client("head").get(scene.address("/evidence/comments_held")).text
    assert asked not in scene.client("ict").get(scene.address("/evidence/logo")).text
    sent = {"statement": "The host crops the logo.", "seen_on": "18/11/2026", "exception": "The host crops every logo."}
    answer = scene.client("head").post(scene.address("/evidence/logo"), data=sent, follow_redirects=True)
    assert "The head allowed an exception, with its reason." in answer.text


def test_a_site_is_suspended_and_resumed(app: Flask) -> None:
    scene = make_scene(app)
    page = scene.client("dsl").get(scene.address("/suspend")).text
    assert "What happens next" in page
    assert press(scene, "dsl", "/suspend", reason=WHY)[0] == 303
    assert (scene.site().state, scene.acts()[-1]) == (SiteState.SUSPENDED, "site.suspended")
    page = scene.client("teacher").get(scene.address()).text.split("What it is")[0]
    assert f"dsl suspended Year 3 blog: {WHY}" in page, "the reason stands at the top, beside the state"
    assert "Resume this site" in scene.client("ict").get(scene.address("/go-live")).text
    assert press(scene, "ict", "/resume")[0] == 303
    assert (scene.site().state, scene.acts()[-1]) == (SiteState.LIVE, "site.resumed")


def test_a_reason_that_is_missing_is_asked_for_and_one_that_is_too_short_is_kept(app: Flask) -> None:
    scene = make_scene(app)
    before = scene.acts()
    code, words = press(scene, "head", "/suspend", reason=" ")
    assert (code, "Say why, in a sentence that others understand" in words) == (422, True)
    code, words = press(scene, "head", "/suspend", reason="Unsafe")
    assert (code, "One word is not enough for your reason." in words, "Unsafe" in words) == (422, True, True)
    assert scene.acts() == before


def test_a_stale_form_says_what_happened_and_keeps_what_was_typed(app: Flask) -> None:
    scene = make_scene(app)
    stale = str(scene.seen)
    assert press(scene, "ict", "/start-closing", reason="Nobody reads it any more.")[0] == 303
    before = scene.acts()
    answer = scene.client("head").post(scene.address("/suspend"), data={"seen": stale, "reason": WHY})
    assert answer.status_code == 409
    assert "ict_lead started closing Year 3 blog" in answer.text
    assert WHY in answer.text
    assert scene.address() in answer.text
    assert scene.acts() == before


def test_an_amber_site_says_why_and_gets_more_time_once(app: Flask) -> None:
    scene = make_scene(app, amber_site)
    page = scene.client("head").get(scene.address()).text
    assert "This has to be put right by Wednesday 25 November 2026" in page
    assert "Give more time" in page
    assert press(scene, "head", "/extend", reason=WHY)[0] == 303
    page = scene.client("teacher").get(scene.address()).text.split("What it is")[0]
    assert "head gave Year 3 blog until " in page
    assert WHY in page
    assert "the head gave it more time once" in scene.client("head").get(scene.address()).text
    page = scene.client("head").get(scene.address("/extend")).text
    assert "This site has been given more time once already." in page
    assert press(scene, "head", "/extend", reason=WHY)[0] == 422


def test_a_site_that_is_not_due_is_not_continued(app: Flask) -> None:
    scene = make_scene(app)
    page = scene.client("head").get(scene.address("/continue")).text
    assert "Neither the planned end nor an evaluation of this site has come yet." in page
    assert press(scene, "head", "/continue", reason=WHY)[0] == 422
    assert scene.client("teacher").get(scene.address("/continue")).status_code == 403


def test_a_site_is_closed_step_by_step(app: Flask) -> None:
    scene = make_scene(app)
    assert press(scene, "assistant", "/start-closing", reason="The class moves on.")[0] == 303
    client = scene.client("ict")
    assert press(scene, "assistant", "/exit/add", text="Tell the parents’ group.", irreversible="yes")[0] == 303
    page = client.get(scene.address("/exit")).text
    assert page.count("Sign this step") == 3
    assert "This exit step is not signed yet" in client.get(scene.address("/close")).text
    assert press(scene, "ict", "/close")[0] == 422
    for number in (1, 2, 3):
        assert client.get(scene.address(f"/exit/{number}")).status_code == 200
        assert press(scene, "ict", f"/exit/{number}", note="Done and looked at.")[0] == 303
    assert "Close this site" in client.get(scene.address()).text
    assert press(scene, "ict", "/close")[0] == 303
    assert (scene.site().state, scene.acts()[-1]) == (SiteState.CLOSED, "site.closed")
    assert "stays on the register for ever" in scene.client("teacher").get(scene.address()).text


def test_a_closing_is_cancelled_by_the_head_alone(app: Flask) -> None:
    scene = make_scene(app)
    assert press(scene, "ict", "/start-closing", reason="Nobody reads it any more.")[0] == 303
    assert press(scene, "ict", "/cancel-closing", reason=WHY)[0] == 403
    assert press(scene, "head", "/cancel-closing", reason=WHY)[0] == 303
    assert scene.site().state is SiteState.LIVE


def test_a_measure_is_evaluated(app: Flask) -> None:
    scene = make_scene(app)
    client = scene.client("assistant")
    assert "Children who wrote" in client.get(scene.address("/evaluate")).text
    assert client.get(scene.address("/evaluate/2")).status_code == 404
    sent = {"met": "yes", "evidence": "Every child wrote twice.", "result": "continue"}
    assert client.post(scene.address("/evaluate/1"), data={}).status_code == 422
    answer = client.post(scene.address("/evaluate/1"), data=sent, follow_redirects=True)
    assert "Every child wrote twice." in answer.text
    before = scene.acts()
    assert before[-1] == "evaluation.recorded"
    assert client.post(scene.address("/evaluate/1"), data=sent).status_code == 303
    assert scene.acts() == before
    assert scene.client("dsl").get(scene.address("/evaluate/1")).status_code == 403
    assert scene.client("dsl").post(scene.address("/evaluate/1"), data=sent).status_code == 403


HOSTILE = ("", "x" * 100_000, "\x00\x08", "\u202egnihton", "99999999999999999999", "-1", "<script>alert(1)</script>")
FORMS = (
    "/launch",
    "/resume",
    "/suspend",
    "/extend",
    "/continue",
    "/start-closing",
    "/cancel-closing",
    "/close",
    "/evidence/logo",
    "/evaluate/1",
    "/exit/add",
    "/exit/1",
    "/people/name",
    "/people/1/answer",
    "/people/1/decide",
    "/people/1/end",
)
FIELDS = ("seen", "reason", "statement", "link", "seen_on", "text", "note", "person", "duty", "starts_on", "answer")


def test_hostile_input_changes_nothing_and_breaks_nothing(app: Flask) -> None:
    scene = make_scene(app)
    client, before = scene.client("head"), scene.acts()
    for form in FORMS:
        for value in HOSTILE:
            for sent in (dict.fromkeys(FIELDS, value), {name: [value, value] for name in FIELDS}):
                answer = client.post(scene.address(form), data=sent)
                assert answer.status_code in (303, 403, 404, 409, 422), (form, value[:20], answer.status_code)
    assert scene.acts() == before


def test_another_schools_site_is_not_there(app: Flask) -> None:
    scene = make_scene(app)
    elsewhere: list[int] = []

    def theirs(session: Session) -> None:
        elm = make_school(session, "elm", name="Elm Primary")
        elsewhere.append(make_site(session, elm, make_person(session, elm, Role.HEAD)).id)

    scene.change(theirs)
    client, before = scene.client("head"), scene.acts()
    for number in (elsewhere[0], 99999999999999999999):
        for rest in ("", "/go-live", "/people", "/exit", "/evaluate", "/suspend", "/people/name", "/evidence/logo"):
            assert client.get(f"/s/oak/sites/{number}{rest}").status_code == 404
        for rest in FORMS:
            answer = client.post(f"/s/oak/sites/{number}{rest}", data={"seen": "1", "reason": WHY})
            assert answer.status_code == 404
    assert scene.acts() == before
