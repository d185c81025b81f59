"""Lets hostile comments come to a blog, for every test that does something with them."""

from __future__ import annotations

import random
from dataclasses import replace

from sqlalchemy.orm import Session

from tests.services.comments.cast import Blog, arrive, one
from tests.soak.hostile_comments import hostile_comments, hostile_short

SEED = 20261121


def let_come(session: Session, blog: Blog, number: int) -> list[int]:
    """So many hostile comments, hostile in their names, titles and addresses as well."""
    bodies = hostile_comments(number, random.Random(SEED))
    names = hostile_short(number, random.Random(SEED + 1))
    arrivals = [
        replace(
            one(str(place), body, "public" if place % 3 == 0 else "held", author_name=name),
            post_title=name,
            address=name if place % 2 else f"javascript:alert({place})",
            post_address=f"https://blog.example/{place}" if place % 5 else name,
            parent_host_id=str(place - 1) if place % 4 == 0 else "",
        )
        for place, (body, name) in enumerate(zip(bodies, names, strict=True))
    ]
    taken = [arrive(session, blog, *arrivals[start : start + 50]) for start in range(0, number, 50)]
    session.rollback()
    return [found.comment_id for batch in taken for found in batch]
