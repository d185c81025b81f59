"""The queue in the browser: what waits in which order, its count, its cards, and every decision without scripts."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from governance.domain.comments.words import CommentState
from governance.models import AuditRow, Comment, CommentDecision, CommentOpening, Concern
from tests.services.comments.cast import arrive, one
from tests.web.queue_scene import IN_PLACE, QueueScene, blog_of, make_queue_scene

ORDER = ("risky", "surname", "unkind", "link", "harmless", "answer", "public")


@pytest.fixture
def scene(app: Flask) -> QueueScene:
    return make_queue_scene(app)


def order(page: str) -> list[int]:
    return [int(number) for number in re.findall(r'id="card-(\d+)"', page)]


def card(page: str, comment_id: int) -> str:
    """The part of a page that is one comment's card."""
    return page.split(f'id="card-{comment_id}"')[1].split('<li class="comment ')[0]


def rows(session: Session) -> tuple[int, int]:
    """How many decisions and acts there are."""
    return (
        session.scalar(sa.select(sa.func.count()).select_from(CommentDecision)) or 0,
        session.scalar(sa.select(sa.func.count()).select_from(AuditRow)) or 0,
    )


def test_what_waits_stands_in_the_order_that_matters(scene: QueueScene) -> None:
    page = scene.client().get("/s/oak/queue").text
    assert order(page) == [scene.ids[name] for name in ORDER]
    assert "<strong>7 comments</strong> wait, the most urgent first." in page
    assert 'Queue <span class="count">7<' in page


def test_a_card_says_why_with_the_words_marked(scene: QueueScene) -> None:
    page = card(scene.client().get("/s/oak/queue").text, scene.ids["surname"])
    assert "Names or locates a child" in page
    assert "That is my sister <mark>Lena Whitlock</mark> in the picture" in page
    assert "“<bdi>Lena Whitlock</bdi>”: <bdi>It may be one of those</bdi>" in page
    assert "Wednesday 18 November 2026 at 8:30am" in page
    assert "Year 3 blog" in page


def test_a_card_says_what_is_known_of_its_author_and_what_it_answers(scene: QueueScene) -> None:
    page = scene.client().get("/s/oak/queue").text
    assert "here before: 1 published, none removed" in card(page, scene.ids["harmless"])
    assert "here before: none published, 1 removed" in card(page, scene.ids["unkind"])
    assert "Answers <bdi>Ava</bdi>: “<bdi>I like your castle. The moat is brilliant!</bdi>”" in card(
        page, scene.ids["answer"]
    )


def test_what_was_shown_before_anybody_looked_is_said_aloud(scene: QueueScene) -> None:
    page = card(scene.client().get("/s/oak/queue").text, scene.ids["public"])
    assert page.count("shown to everybody before anybody here had looked") == 1
    assert "Keep as it is" in page


def test_an_address_behind_words_is_shown(scene: QueueScene) -> None:
    page = card(scene.client().get("/s/oak/queue").text, scene.ids["link"])
    assert "leads to https://cheap.example/win" in page
    assert 'href="https://cheap.example' not in page


def test_what_may_be_the_worst_is_covered_until_somebody_asks_and_that_is_recorded(scene: QueueScene) -> None:
    client = scene.client()
    page = card(client.get("/s/oak/queue").text, scene.ids["risky"])
    assert "where do you live" not in page
    assert "Publish" not in page
    answer = client.post(scene.address("risky", "/open"), data={"csrf_token": "-"})
    assert answer.status_code == 303
    assert "where do you live?" in client.get(answer.location).text
    opened = scene.change(lambda session: session.scalars(sa.select(CommentOpening)).all())
    assert [(one.comment_id, one.opened_by) for one in opened] == [(scene.ids["risky"], scene.people["teacher"])]
    scene.client("second").post(scene.address("risky", "/open"))
    again = scene.change(lambda session: session.scalars(sa.select(CommentOpening.opened_by)).all())
    assert again == [scene.people["teacher"]]


def test_nobody_sees_covered_words_by_an_address_alone(scene: QueueScene) -> None:
    assert "where do you live" not in scene.client().get(scene.address("risky", "?words=shown")).text


def test_a_decision_leads_to_the_next_comment_at_the_same_place(scene: QueueScene) -> None:
    client = scene.client()
    answer = client.post(scene.address("surname", "/publish"), data=scene.form("surname"))
    assert answer.status_code == 303
    assert answer.location == f"/s/oak/queue#card-{scene.ids['unkind']}"
    page = client.get(urlsplit(answer.location).path).text
    assert scene.ids["surname"] not in order(page)
    assert "Published: the comment by <bdi>Big brother</bdi>." in page
    assert "<strong>6 comments</strong>" in page


def test_the_last_one_leads_to_the_list_itself(scene: QueueScene) -> None:
    answer = scene.client().post(scene.address("public", "/keep"), data=scene.form("public"))
    assert answer.location == "/s/oak/queue"


def test_a_filter_and_a_place_are_kept_after_a_decision(scene: QueueScene) -> None:
    client = scene.client()
    data = scene.form("harmless", list="urgency=new&after=3-1-1")
    answer = client.post(scene.address("harmless", "/publish"), data=data)
    assert answer.location == f"/s/oak/queue?urgency=new&after=3-1-1#card-{scene.ids['answer']}"
    assert order(client.get("/s/oak/queue?urgency=new").text) == [scene.ids["answer"], scene.ids["public"]]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("urgency=abusive", ["unkind"]),
        ("words=MOAT", ["harmless"]),
        ("words=big brother", ["surname"]),
        ("source=feed", []),
        ("age=hour", list(ORDER)),
        ("age=day", []),
        ("words=%25", []),
    ],
)
def test_the_list_and_its_count_are_filtered_alike(scene: QueueScene, asked: str, found: list[str]) -> None:
    page = scene.client().get(f"/s/oak/queue?{asked}").text
    assert order(page) == [scene.ids[name] for name in found]
    if found:
        assert f"<strong>{len(found)} comment" in page
    else:
        assert "Nothing like that waits." in page
    assert 'Queue <span class="count">7<' in page


@pytest.mark.parametrize("asked", ["site=x", "urgency=worst", "age=0", "after=9-9-9", "after=2-99999999999999999-1"])
def test_an_address_that_makes_no_sense_shows_the_queue(scene: QueueScene, asked: str) -> None:
    assert scene.client().get(f"/s/oak/queue?{asked}").status_code == 200


def test_a_removal_cites_a_rule_and_offers_words_for_the_author(scene: QueueScene) -> None:
    client = scene.client()
    assert "Be kind." in client.get(scene.address("unkind", "/remove")).text
    answer = client.post(scene.address("unkind", "/remove"), data=scene.form("unkind", rule=scene.rule, note="Again."))
    assert answer.location == f"/s/oak/queue#card-{scene.ids['link']}"
    page = client.get(scene.address("unkind")).text
    assert "Our rule says: “Be kind.”" in page
    assert "Removed under rule 1 by first teacher" in page
    assert "Again." in page


def test_a_removal_without_a_rule_removes_nothing(scene: QueueScene) -> None:
    before = scene.change(rows)
    answer = scene.client().post(scene.address("unkind", "/remove"), data=scene.form("unkind", note="It is rude."))
    assert answer.status_code == 422
    assert "Choose the house rule that this comment breaks." in answer.text
    assert "It is rude." in answer.text
    assert scene.change(rows) == before


def test_hiding_comes_first_and_the_questions_after_it(scene: QueueScene) -> None:
    client = scene.client()
    answer = client.post(scene.address("risky", "/hide"), data=scene.form("risky"))
    assert answer.location == scene.address("risky", "/hidden")
    assert scene.comment("risky").state == "hidden"
    assert "The comment is off the page" in client.get(answer.location).text
    told = {"about": "adult", "facts": "He wrote to a pupil.", "opinion": ""}
    assert client.post(answer.location, data=told).location == "/s/oak/queue"
    concern = scene.change(
        lambda session: session.scalars(sa.select(Concern).where(Concern.comment_id == scene.ids["risky"])).one()
    )
    assert (concern.about, concern.facts) == ("adult", "He wrote to a pupil.")


def test_only_who_hid_it_adds_to_the_first_record(scene: QueueScene) -> None:
    told = {"about": "child", "facts": "Something.", "opinion": ""}
    assert scene.client().post(scene.address("hidden", "/hidden"), data=told).status_code == 404
    assert "Something." not in scene.client().get(scene.address("hidden")).text


def test_what_is_hidden_shows_its_words_to_the_safeguarding_lead_alone(scene: QueueScene) -> None:
    assert "meet me after school" not in scene.client().get(scene.address("hidden")).text
    assert "meet me after school" in scene.client("dsl").get(scene.address("hidden")).text


def test_a_question_is_on_the_comment_where_both_read_it(scene: QueueScene) -> None:
    client = scene.client()
    assert "second teacher" in client.get(scene.address("surname", "/ask")).text
    data = scene.form("surname", to_person=str(scene.people["second"]), note="Is that a pupil?")
    answer = client.post(scene.address("surname", "/ask"), data=data)
    assert answer.location == f"/s/oak/queue#card-{scene.ids['surname']}"
    for who in ("teacher", "second"):
        assert "Is that a pupil?" in scene.client(who).get("/s/oak/queue").text


def test_what_was_handed_on_is_in_the_other_queue_and_said_so(scene: QueueScene) -> None:
    data = scene.form("surname", to_person=str(scene.people["second"]), note="")
    scene.client().post(scene.address("surname", "/hand-on"), data=data)
    assert scene.ids["surname"] not in order(scene.client().get("/s/oak/queue").text)
    assert "Handed to you" in card(scene.client("second").get("/s/oak/queue").text, scene.ids["surname"])


def test_who_comes_second_reads_who_decided_what_and_when_and_keeps_the_note(scene: QueueScene) -> None:
    form = scene.form("unkind", rule=scene.rule, note="rude")
    scene.client("second").post(scene.address("unkind", "/publish"), data=scene.form("unkind"))
    before = scene.change(rows)
    for headers in ({}, IN_PLACE):
        answer = scene.client().post(scene.address("unkind", "/remove"), data=form, headers=headers)
        assert answer.status_code == 409
        assert "second teacher published a comment on Year 3 blog." in answer.text
        assert "10:30 on Wednesday 18 November" in answer.text
        assert ">rude</textarea>" in answer.text
    assert scene.change(rows) == before


def test_the_same_decision_twice_is_no_quarrel(scene: QueueScene) -> None:
    form = scene.form("harmless")
    scene.client("second").post(scene.address("harmless", "/publish"), data=form)
    before = scene.change(rows)
    assert scene.client().post(scene.address("harmless", "/publish"), data=form).status_code == 303
    assert scene.change(rows) == before


def test_undo_brings_the_comment_back_and_publishes_nothing(scene: QueueScene) -> None:
    client = scene.client()
    client.post(scene.address("unkind", "/remove"), data=scene.form("unkind", rule=scene.rule))
    answer = client.post(scene.address("unkind", "/undo"), data=scene.form("unkind"))
    assert answer.location == f"/s/oak/queue#card-{scene.ids['unkind']}"
    assert scene.comment("unkind").state == "waiting"
    assert scene.ids["unkind"] in order(client.get("/s/oak/queue").text)
    codes = scene.change(lambda session: session.scalars(sa.select(AuditRow.code).order_by(AuditRow.id)).all())
    assert codes[-2:] == ["comment.removed", "comment.undone"]


def test_what_the_safeguarding_lead_has_is_not_undone_by_a_moderator(scene: QueueScene) -> None:
    client = scene.client()
    client.post(scene.address("risky", "/hide"), data=scene.form("risky"))
    before = scene.change(rows)
    answer = client.post(scene.address("risky", "/undo"), data=scene.form("risky"))
    assert answer.status_code == 409
    assert "Only they can release it." in answer.text
    assert scene.change(rows) == before


def test_with_the_pages_script_a_decision_is_answered_in_place(scene: QueueScene) -> None:
    answer = scene.client().post(scene.address("harmless", "/publish"), data=scene.form("harmless"), headers=IN_PLACE)
    assert answer.status_code == 200
    assert order(answer.text) == []
    assert "<strong>6 comments</strong>" in answer.text
    assert 'data-waiting="6"' in answer.text
    assert "Undo" in answer.text


def test_a_comment_of_nobodys_sites_is_not_there(scene: QueueScene) -> None:
    for rest in ("", "/remove", "/ask", "/hidden"):
        assert scene.client("assistant").get(scene.address("harmless", rest)).status_code == 404
    for rest in ("/publish", "/open", "/hold", "/note"):
        answer = scene.client("assistant").post(scene.address("harmless", rest), data=scene.form("harmless"))
        assert answer.status_code in (404, 204)
    assert scene.comment("harmless").state == "waiting"
    assert "Nothing waits." in scene.client("assistant").get("/s/oak/queue").text


def test_a_note_is_left_for_colleagues(scene: QueueScene) -> None:
    client = scene.client()
    assert client.post(scene.address("harmless", "/note"), data={"note": " "}).status_code == 422
    client.post(scene.address("harmless", "/note"), data={"note": "His aunt, I asked."})
    assert "His aunt, I asked." in scene.client("second").get(scene.address("harmless")).text


def test_an_edited_comment_shows_how_it_read_before(scene: QueueScene) -> None:
    def edit(session: Session) -> None:
        arrive(session, blog_of(scene, session), one("1", "I like your castle and your king.", author_name="Ava"))

    scene.change(edit)
    page = scene.client().get(scene.address("harmless")).text
    assert "I like your castle and your king." in page
    assert "How it read before" in page
    assert "The moat is brilliant!" in page


def test_an_empty_queue_says_kindly_when_the_last_one_came(scene: QueueScene) -> None:
    def clear(session: Session) -> None:
        session.execute(sa.update(Comment).values(state=CommentState.REMOVED, awaits_since=None))

    scene.change(clear)
    page = scene.client().get("/s/oak/queue").text
    assert "Nothing waits. Well done." in page
    assert "The last comment arrived on Wednesday 18 November 2026 at 8:30am." in page
