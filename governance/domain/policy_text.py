"""The text of the policy that staff read and acknowledge (8.1, 8.2; DOMAIN A.1.1): what it needs, and a first version.

The first version is a starting point in plain words, for the school to change before it is published.
May import the standard library and its neighbours in the domain only.
"""

from __future__ import annotations

from datetime import date, timedelta

from governance.domain.refusals import Refusal

LONGEST_TITLE = 200
LONGEST_TEXT = 60_000
SHORTEST_TEXT = 200
LONGEST_TYPED = 200


def acknowledge_by(published_on: date, starts_on: date, days: int) -> date:
    """The day by which somebody has to acknowledge a version: so many days after it was published to them.

    To a starter that is their first day, where the version is older (002-2).
    """
    return max(published_on, starts_on) + timedelta(days=days)


MONITORING = (
    "The school looks at how its internet and e-mail are used, at any time and without saying so beforehand. "
    "Nothing that you write, keep, send or receive on the school’s systems is private."
)
"""What 8.1 and 8.2 come to; it stands beside the box in which somebody acknowledges the policy."""

STANDARDS = (
    "On the school’s sites you behave as well as in any other public work for the school: in a letter home, in an "
    "assembly, in the newspaper."
)
"""What A.1.1 comes to; it stands in the same place."""

FIRST_TITLE = "How we use official sites and social media"

FIRST_TEXT = f"""\
Who this is for
Everybody who works for the school or helps in it: staff, governors, contractors, trainees and volunteers.

1. Official sites only
We speak with pupils and families online only on sites that the school has approved. Nobody talks with a pupil from a \
private account, accepts a pupil’s friend request, or starts a class page of their own.

2. Before a site begins
Each site has a reason that helps learning or the school, somebody who leads it, at least two approved people who look \
after it, the time to keep it going, and a plan for its end. The head decides before anything is published.

3. Children first
We always act in the best interests of children. We do not show who a pupil is unless the school’s rule on names and \
pictures and the family’s consent allow it. We keep to the age limits of the platforms.
If you see or read anything that worries you about a child, tell the safeguarding lead at once. In an emergency call \
999.

4. What we publish
We are accurate, fair and respectful. We use the school’s name and logo, say what our position is, and leave out \
private addresses, numbers and opinions. We ask before we use somebody else’s work, and the leadership team sees \
content before it goes out.

5. Keeping watch
Comments are looked after by the site’s moderators. What breaks the house rules is not published, or is taken down \
with the rule it broke. Somebody is always there when others are ill or away.

6. Your own accounts
Keep your private life and your work apart. Do not speak for the school, and do not write about pupils, families or \
colleagues. Set your accounts to be as private as they can be.

7. Questions from the press
Pass them to the head at once, and do not answer them yourself.

8. Monitoring
{MONITORING}

9. When this is not kept
Tell the head about a breach as soon as you know of it. Breaking this policy can lead to disciplinary action under the \
school’s procedure, and in serious cases to dismissal. Contractors tell the school at once and act under their own \
procedure.
"""


def text_refusals(title: str, text: str) -> tuple[Refusal, ...]:
    """Every reason against publishing a version."""
    found: list[Refusal] = []
    if not title.strip():
        found.append(Refusal("policy_title_missing", "Give the policy a title.", None, "title"))
    if len(title) > LONGEST_TITLE:
        sentence = f"Shorten the title to {LONGEST_TITLE} characters."
        found.append(Refusal("policy_title_too_long", sentence, None, "title"))
    if len(text.strip()) < SHORTEST_TEXT:
        sentence = f"The text is very short. A policy that people can keep needs at least {SHORTEST_TEXT} characters."
        found.append(Refusal("policy_text_too_short", sentence, None, "text"))
    if len(text) > LONGEST_TEXT:
        sentence = f"Shorten the text to {LONGEST_TEXT:,} characters."
        found.append(Refusal("policy_text_too_long", sentence, None, "text"))
    return tuple(found)


def acknowledgement_refusals(name: str, job_title: str, signature: str) -> tuple[Refusal, ...]:
    """Every reason against an acknowledgement as it was typed."""
    found: list[Refusal] = []
    for typed, code, sentence, page in (
        (name, "acknowledged_name", "Type your name.", "name"),
        (job_title, "acknowledged_job_title", "Type your job title, or what you do at the school.", "job_title"),
        (signature, "acknowledged_signature", "Sign: type your full name as you would sign it on paper.", "signature"),
    ):
        if not any(character.isalpha() for character in typed):
            found.append(Refusal(f"{code}_missing", sentence, "8.2", page))
        elif len(typed) > LONGEST_TYPED:
            long = f"Shorten this to {LONGEST_TYPED} characters."
            found.append(Refusal(f"{code}_too_long", long, "8.2", page))
    return tuple(found)
