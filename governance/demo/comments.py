"""The demo's comments: a morning on three blogs, with something of everything that a moderator meets.

They come in as from a host, are read by the machine like any other, and some are decided already.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa

from governance.demo.school import Demo
from governance.domain.access import the_clock
from governance.domain.comments.arrival import Arrival, HostState
from governance.domain.comments.words import CommentAction, Source
from governance.models import Comment, Site
from governance.services.comments.arriving import take_in
from governance.services.comments.deciding import decide
from governance.services.comments.reading import reader_of
from governance.services.rules_in_force import rules_in_force
from governance.services.transaction import use_case


@dataclass(frozen=True, slots=True)
class DemoComment:
    """One comment: who wrote it, on which post, how many minutes ago, and what a colleague did with it already.

    ``by`` is that colleague, by their key; ``rule`` is what the house rule begins with that a removal cites.
    """

    author: str
    words: str
    post: str
    minutes: int
    decided: CommentAction | None = None
    state: HostState = HostState.HELD
    answers: int | None = None
    by: str = "teacher"
    rule: str = ""


P, K = CommentAction.PUBLISH, CommentAction.KEEP
VOLCANO, TRIP, FAIR, BOOKS = "Our volcano erupts!", "Our day at the castle", "The summer fair", "What we are reading"
ON_YEAR_FOUR = (
    DemoComment("Amir", "It was so loud when the lava came out!! I loved it", VOLCANO, 2900, P),
    DemoComment("Ruby’s grandad", "Well done to all of you. How much vinegar did you need?", VOLCANO, 2700, P),
    DemoComment("Amir", "one whole bottle ha ha", VOLCANO, 2600, None, HostState.HELD, 2),
    DemoComment("zoe", "i wasnt there i had a wobbly tooth :(", VOLCANO, 400),
    DemoComment("Proud mum", "That is my Alfie Brightwater at the front, so proud of you xx", VOLCANO, 320),
    DemoComment("anon", "you lot are sooo dumb lol", VOLCANO, 250),
    DemoComment(
        "a friend", "hi zoe where do you live? dont tell your mum i asked, its our secret ok", VOLCANO, 12,
        None, HostState.HELD, 4,
    ),
    DemoComment("Class teacher", "Next week we look at earthquakes. Bring a shoebox!", VOLCANO, 200),
    DemoComment("Kit", "📚📚 I am reading the Iron Man. It is scary but good", BOOKS, 180),
    DemoComment("Best Essays", "Great post! Cheap essays at https://essays-today.example/kids", BOOKS, 170),
    DemoComment("Nia", "my favrite is the one with the dragon", BOOKS, 90),
    DemoComment("Nia", "call me on 07700 900123 if you want to swap books", BOOKS, 80),
    DemoComment("", "<p>Lovely work.<br>The whole family read it.</p>", BOOKS, 60),
)  # fmt: skip
ON_YEAR_FIVE = (
    DemoComment("Sol", "The drawbridge really works!", TRIP, 2000, P),
    DemoComment("Mrs K", "The coach was back by four, thank you all.", TRIP, 1900, P),
    DemoComment("Sol", "can we go again next week pleeease", TRIP, 300),
    DemoComment("Parent in Year 5", "Whose blue coat is in the last picture? Ours is missing.", TRIP, 280),
    DemoComment("jj", "st0p being such an idi0t sol", TRIP, 150, None, HostState.HELD, 14),
    DemoComment(
        "hist0ry fan", "Did you know that the moat had real eels in it? We ate some in the café!", TRIP, 100
    ),
    DemoComment("Tess", "i cried at lunch again nobody sits with me", TRIP, 25),
)  # fmt: skip
ON_LEAVERS = (
    DemoComment("Old pupil", "I was in Year 6 in 2019. Good luck to you all!", FAIR, 1500, P, HostState.PUBLIC),
    DemoComment("Old pupil", "Say hello to Mr Brannigan from me", FAIR, 1400, None, HostState.PUBLIC),
    DemoComment("FAIR STALLS", "BUY 2 GET 1 FREE inflatables www.bouncy-deals.example", FAIR, 240),
    DemoComment("M", "see you at the bus stop on Mill Lane at 4", FAIR, 110),
    DemoComment("someone", "\u202etxen si siht\u202c read it backwards 🙃", FAIR, 50),
)  # fmt: skip
EVERYWHERE = (("Year 4 blog", ON_YEAR_FOUR), ("Year 5 blog", ON_YEAR_FIVE), ("Leavers’ blog", ON_LEAVERS))


def fill_comments(demo: Demo) -> None:
    """Let the comments come, unless there are some already."""
    there = demo.session.scalar(sa.select(Comment.id).where(Comment.school_id == demo.school_id).limit(1))
    demo.session.rollback()
    if there is not None:
        return
    number = 0
    for name, comments in EVERYWHERE:
        for comment in comments:
            number += 1
            arrive(demo, name, comment, number)


def arrive(demo: Demo, site_name: str, comment: DemoComment, number: int) -> int:
    """Let one comment come and be decided as it says; return its number.  ``number`` is the host's."""
    came = demo.now - dt.timedelta(minutes=comment.minutes)
    with use_case(demo.session, the_clock(demo.school_id), came) as record:
        site = demo.session.scalars(
            sa.select(Site).where(Site.school_id == demo.school_id, Site.name == site_name)
        ).one()
        post = f"{site.address}/{comment.post.lower().strip('!').replace(' ', '-')}/"
        arrival = Arrival(
            host_id=str(number),
            body=comment.words,
            host_state=comment.state,
            author_name=comment.author,
            posted_at=came,
            address=f"{post}#comment-{number}",
            post_address=post,
            post_title=comment.post,
            parent_host_id=str(comment.answers) if comment.answers else "",
        )
        read = reader_of(demo.session, demo.school_id)
        (taken,) = take_in(record, site, Source.WORDPRESS, [arrival], read, pushed=False)
    if comment.decided is not None:
        _decide(demo, taken.comment_id, comment, came + dt.timedelta(minutes=9))
    return taken.comment_id


def _decide(demo: Demo, comment_id: int, comment: DemoComment, then: dt.datetime) -> None:
    demo.session.expire_all()
    row = demo.session.get_one(Comment, comment_id)
    seen, action = row.revision, K if row.state == "published" else comment.decided
    texts = rules_in_force(demo.session, demo.school_id, row.site_id) if comment.rule else ()
    cited = [rule.id for text in texts for rule in text.rules if rule.text.startswith(comment.rule)]
    demo.session.rollback()
    decide(
        demo.session,
        demo.actor(comment.by),
        then,
        comment_id=comment_id,
        seen=seen,
        action=action or K,
        rule_id=cited[0] if cited else None,
    )
