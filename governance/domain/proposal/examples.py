"""The written examples that a proposal can start from, one for each kind of site.

They show the tone: short, concrete, true only once the teacher has read them.  Nobody's name and no date stands here.
May import the standard library only.
"""

from __future__ import annotations

from typing import Any

_STAFF_ONLY = {"staff": ["text", "images"]}

_EXIT = {
    "content": {
        "what": "Posts worth keeping are saved to the school’s archive; the rest is deleted.",
        "who": None,
        "final": True,
    },
    "images": {"what": "All pictures of pupils are taken down first. No copies are kept.", "who": None, "final": True},
    "handle": {
        "what": "The address stays with the school and leads to the school website.",
        "who": None,
        "final": False,
    },
    "accounts": {"what": "Sign-ins are closed and shared passwords changed.", "who": None, "final": False},
}

_RISKS = {
    "oversharing": {
        "controls": "First names only. Every comment is read before it appears, and details are taken out.",
        "rating": "low",
    },
    "false_friends": {
        "controls": "No friend lists and no private messages. Only people from school and home take part.",
        "rating": "low",
    },
    "grooming": {
        "controls": (
            "No private messages. Outsiders cannot comment. Staff know the signs and tell the safeguarding lead "
            "at once."
        ),
        "rating": "low",
    },
    "cyberbullying": {
        "controls": "Unkind comments never appear. The class talks about the house rules at the start of every term.",
        "rating": "low",
    },
    "content": {
        "controls": "Staff write or check every post and open every link before it goes up.",
        "rating": "low",
    },
    "contact": {
        "controls": (
            "No contact details on the site. Replies come from the school, never from one person’s own account."
        ),
        "rating": "low",
    },
    "conduct": {
        "controls": "House rules in pupils’ words, taught in class. A pupil who breaks them is spoken to the same day.",
        "rating": "low",
    },
    "commerce": {"controls": "No adverts, no sponsored posts, no links to shops or games with chats.", "rating": "low"},
}

YEAR_GROUP_BLOG: dict[str, Any] = {
    "kind": "year_group_blog",
    "hosted_by": "school",
    "reason_kind": "pedagogical",
    "reason": (
        "Children write with more care when somebody outside the classroom reads it. The blog gives them "
        "readers, and shows "
        "families what their child is learning this week."
    ),
    "intended_outcome": (
        "Every child has written something for the blog each half-term, and families talk about school work at home."
    ),
    "worth_the_effort": (
        "It takes about an hour a week between two adults and costs nothing beyond the school’s own website. "
        "It replaces the "
        "weekly letter home."
    ),
    "audience": ["pupils", "parents", "staff"],
    "contributors": {"pupils": ["comments"], "parents": ["comments"], "staff": ["text", "comments", "images"]},
    "pupil_accounts": "neither",
    "update_every": "1",
    "best_interests": (
        "Children see their work valued and learn to write for others in a place that adults watch over. "
        "Nothing about them "
        "is shown that a stranger could use."
    ),
    "content_suits": (
        "Short texts in words the class uses, pictures of work rather than faces, and no links that an adult "
        "has not opened."
    ),
    "risks": _RISKS,
    "under_age": (
        "Nobody needs an account, so no age limit is passed. Younger brothers and sisters may look on; "
        "everything there is "
        "suitable for them too."
    ),
    "vetting_how": "Parents comment through the school’s own sign-in, and the office confirms who they are.",
    "consent_obtained": (
        "The consent form at the start of the year asks about work, pictures and comments one by one. The "
        "office keeps it and "
        "tells the class teacher of every change."
    ),
    "consent_informed": "A letter home before the blog opens says what it is for, who reads it and how to object.",
    "privacy_settings": (
        "Hidden from search engines.\nEvery comment waits until a moderator has read it.\nNo names beside pictures.\n"
        "Location switched off."
    ),
    "rules": "both",
    "logo": "yes",
    "logo_where": "At the top of every page. It leads to the year group’s page on the school website.",
    "advertising": "no",
    "exit_steps": _EXIT,
    "measures": [
        {
            "measure": "Children who have written for the blog",
            "target": "Every child, each half-term",
            "review_on": None,
        },
        {"measure": "Weeks with something new", "target": "Every school week", "review_on": None},
    ],
}

CLUB_BLOG: dict[str, Any] = {
    "kind": "club_blog",
    "hosted_by": "school",
    "reason_kind": "pedagogical",
    "reason": (
        "Children in the club plan and show what they make, and learn to explain it to somebody who was not there."
    ),
    "intended_outcome": "Each child explains at least one piece of work in public, and more children ask to join.",
    "worth_the_effort": "Half an hour after each meeting, by the adult who runs the club. It costs nothing.",
    "audience": ["pupils", "parents", "staff"],
    "contributors": {"pupils": ["comments"], "staff": ["text", "comments", "images"]},
    "pupil_accounts": "neither",
    "update_every": "2",
    "best_interests": (
        "Children take pride in what they do together. They are shown by their work, not by face or full name."
    ),
    "content_suits": "The children help to choose what is shown, so that it speaks to children of their age.",
    "risks": _RISKS,
    "under_age": (
        "Nobody needs an account. The club’s youngest children decide what is suitable for everyone who looks on."
    ),
    "consent_obtained": "The club’s sign-up form asks about work and pictures one by one. The office keeps it.",
    "consent_informed": "The sign-up form names the blog and says who reads it.",
    "privacy_settings": (
        "Hidden from search engines.\nEvery comment waits until a moderator has read it.\nNo names beside pictures."
    ),
    "rules": "both",
    "logo": "yes",
    "logo_where": "At the top of every page. It leads to the clubs page on the school website.",
    "advertising": "no",
    "exit_steps": _EXIT,
    "measures": [
        {"measure": "Children who have shown a piece of work", "target": "Every child in the club", "review_on": None}
    ],
}

NETWORK_ACCOUNT: dict[str, Any] = {
    "kind": "network_account",
    "hosted_by": "third_party",
    "reason_kind": "business",
    "reason": (
        "Many families look at this network before they look at letters, so news such as closures reaches them in time."
    ),
    "intended_outcome": "Families hear of changes on the same day, and fewer ring the office to ask.",
    "worth_the_effort": "About an hour a week between two members of staff. The account is free.",
    "audience": ["parents", "staff", "public"],
    "contributors": _STAFF_ONLY,
    "update_every": "1",
    "under_age": (
        "The account speaks to adults. Children are not asked to follow it, followers who are plainly too "
        "young are removed and "
        "reported to the service, and nothing is posted that a child should not see."
    ),
    "rules": "adults",
    "intervention_hours": "School days at 8:30 and 15:30. Comments are switched off in the holidays.",
    "intervention_safeguarding": (
        "Tell the safeguarding lead at once, in person or by telephone. Note address and time. Do not answer "
        "and do not delete "
        "until they have said so. In danger ring 999 first."
    ),
    "intervention_offensive": (
        "Hide it, note address and time, report it to the service, and block whoever does it again."
    ),
    "logo": "yes",
    "logo_where": "As the account’s picture. The profile links to the school website.",
    "advertising": "no",
    "exit_steps": _EXIT,
    "measures": [{"measure": "Families who follow the account", "target": "Half of all families", "review_on": None}],
}
