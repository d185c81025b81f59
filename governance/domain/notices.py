"""The closed vocabulary of the mails: what each kind says, and which words may stand in it.

A mail says that something waits and where to settle it.  It never carries a child's name, a comment's text, anything of
a concern, or a typed reason: only the name of a site or of a member of staff, and dates (DESIGN 3, rule 11).
May import the standard library only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NoticeWords:
    """What one kind of mail says.  ``subject`` and ``body`` may use {label}, {person}, {on}, {count}, nothing else."""

    subject: str
    body: str


ALLOWED = frozenset({"label", "person", "on", "count"})

KINDS_FEW_READ = frozenset({"breach_waits", "concern_waits", "concern_unopened", "concern_again", "declaration_waits"})
"""Mails that tell by their kind alone that a concern, a breach or a declaration exists: nobody else is shown them."""

NOTICES: dict[str, NoticeWords] = {
    "proposal_submitted": NoticeWords(
        "A proposal waits for your decision: {label}", "{person} submitted a proposal for {label}."
    ),
    "proposal_returned": NoticeWords(
        "Your proposal needs a change: {label}",
        "{person} returned the proposal for {label}. The reason is on its page.",
    ),
    "proposal_declined": NoticeWords(
        "Your proposal was declined: {label}", "{person} declined the proposal for {label}. The reason is on its page."
    ),
    "proposal_approved": NoticeWords(
        "Your proposal was approved: {label}", "{person} approved the proposal for {label}."
    ),
    "proposal_yes_said": NoticeWords(
        "One of the approvals is given: {label}",
        "{person} said yes to the proposal for {label}. It still waits for another approver.",
    ),
    "proposal_withdrawn": NoticeWords(
        "A proposal was withdrawn: {label}", "{person} withdrew the proposal for {label}."
    ),
    "proposal_handed_over": NoticeWords(
        "A proposal was handed to you: {label}", "{person} handed the proposal for {label} over to you."
    ),
    "draft_answered": NoticeWords(
        "Your draft for {label} was answered", "{person} decided on your draft for {label}. The answer is on its page."
    ),
    "approval_asked": NoticeWords(
        "Somebody asks for {label}", "{person} asks for {label}. It waits for your decision."
    ),
    "approval_decided": NoticeWords(
        "There is a decision on what you asked for: {label}", "{person} decided on what you asked for: {label}."
    ),
    # Who asked about what stands on its page only.
    "media_enquiry_waits": NoticeWords(
        "The media asked something, and wait for you", "{person} took an enquiry from the media. Please open it now."
    ),
    # The chair of governors reads no enquiry, and says who decides where the head may not.
    "media_nobody_decides": NoticeWords(
        "The media ask about the head’s own site",
        "{person} wrote an enquiry from the media down on which the head cannot decide, and nobody acts for the "
        "head today. Please say who does: that person then finds it among the enquiries.",
    ),
    "media_reply_waits": NoticeWords(
        "A reply to the media waits for your yes", "{person} wrote a reply to an enquiry from the media."
    ),
    "media_answered": NoticeWords(
        "The head has answered on an enquiry from the media",
        "{person} looked at the enquiry that you took. Its page says what may be said.",
    ),
    "risks_to_sign": NoticeWords(
        "Risks wait for your signature: {label}", "The proposal for {label} needs the safeguarding lead’s signature."
    ),
    "appointment_to_confirm": NoticeWords(
        "You are named on {label}", "{person} named you for a duty on {label}. Please say whether you accept it."
    ),
    "duties_to_take": NoticeWords(
        "You are asked to stand in on {label}",
        "{person} asks you to stand in on {label} until {on}. Please say whether you accept.",
    ),
    "appointment_to_approve": NoticeWords(
        "An appointment waits for your approval: {label}", "A person was named for a duty on {label}."
    ),
    "appointment_approved": NoticeWords("Your duty on {label} is approved", "{person} approved your duty on {label}."),
    "appointment_refused": NoticeWords(
        "A duty on {label} was not taken", "{person} cannot take the duty on {label}. Name somebody else."
    ),
    "appointment_declined": NoticeWords(
        "A duty on {label} was not approved", "{person} declined a duty on {label}. The reason is on record."
    ),
    "appointment_ended": NoticeWords("Your duty on {label} ends", "Your duty on {label} ends on {on}."),
    "site_launched": NoticeWords("{label} is live", "{person} launched {label}."),
    "site_suspended": NoticeWords("{label} is suspended", "{person} suspended {label}. The reason is on its page."),
    "site_suspended_by_clock": NoticeWords(
        "{label} is paused",
        "What {label} needs did not hold again by {on}, so it is paused from today: the register says so, and nobody "
        "can comment there. Its page says what is missing. Once it holds, the head or the ICT lead can let it go on.",
    ),
    "site_end_has_come": NoticeWords(
        "Decide whether {label} goes on",
        "The planned end of {label} was set for {on}. Nothing closes by itself: "
        "the head decides whether it goes on or is closed.",
    ),
    "site_to_evaluate": NoticeWords(
        "Say how {label} turned out", "{on} was promised as the day to look at what {label} has achieved."
    ),
    "site_resumed": NoticeWords("{label} is live again", "{person} resumed {label}."),
    "site_amber": NoticeWords(
        "{label} no longer keeps every check",
        "Something that {label} needs no longer holds: its page says what. It must hold again by {on}, or {label} is "
        "paused.",
    ),
    "site_closing": NoticeWords("{label} is being closed", "{person} started closing {label}. Its exit steps wait."),
    "site_closed": NoticeWords("{label} is closed", "{person} closed {label}."),
    "pretender_reported": NoticeWords(
        "Somebody reported a site that pretends to be the school’s",
        "A report waits for you. Do not reply to the site it names.",
    ),
    "reminders": NoticeWords(
        "{count} for you at {label}",
        "{count} for you, the most urgent first. Nobody reminds you any more of what is settled.",
    ),
    "weekly_summary": NoticeWords(
        "How the sites of {label} stand, {on}", "This is how the official sites of {label} stand on {on}."
    ),
    "removal_not_confirmed": NoticeWords(
        "A comment is still on the page: {label}",
        "A comment on {label} was decided to come off the page at once, and the blog has not done it yet. "
        "Please take it off by hand.",
    ),
    "hidden_shown_again": NoticeWords(
        "Something hidden is shown again on {label}",
        "We are taking it off the page again. Please look at the blog yourself.",
    ),
    # Nothing of a concern stands in a mail, not even whom or what it is about.
    "concern_waits": NoticeWords(
        "Something waits for you",
        "Something that only you and few others may read waits for you. Please open it today.",
    ),
    "breach_waits": NoticeWords(
        "Something waits for you",
        "Something that only you and few others may read waits for you. Please open it today.",
    ),
    "concern_unopened": NoticeWords(
        "Something still waits for you, and nobody has opened it",
        "Something that only you and few others may read waits, and nobody has said that they have it. "
        "Please open it now.",
    ),
    "concern_again": NoticeWords(
        "Something that you have waits for you again",
        "Something that you have in hand waits for you today. Please open it.",
    ),
    "child_risk_reported": NoticeWords(
        "Something on {label} may put a child at risk",
        "Somebody told us about something on {label}. Please look at it now.",
    ),
    "appeal_made": NoticeWords(
        "An appeal waits: {label}", "Somebody asks the school to look again at a comment that was removed from {label}."
    ),
    "child_risk_unopened": NoticeWords(
        "Nobody has opened something on {label} that may put a child at risk",
        "It waits, and nobody has opened it. Please open it now, and say that you are looking at it: "
        "that stops these mails to everybody.",
    ),
    "host_fails": NoticeWords(
        "We cannot reach the comments of {label}",
        "New comments on {label} do not come in. What is wrong, and what you can do, is on its page.",
    ),
    "host_password_to_replace": NoticeWords(
        "Put in a new password for {label}",
        "The password with which we look after the comments of {label} was put in by somebody who has left. "
        "Make a new one on the blog and put it in.",
    ),
    "host_password_thrown_away": NoticeWords(
        "The comments of {label} do not come in",
        "The password with which we look after the comments of {label} belonged to somebody who has left, "
        "so it was thrown away. Please put in another one today.",
    ),
    "commenting_to_close": NoticeWords(
        "Close commenting on {label} by {on}",
        "{label} is paused, and we cannot close commenting there ourselves. Please do it by {on}. "
        "Its page says how, step by step.",
    ),
    "commenting_to_open": NoticeWords(
        "Open commenting on {label} again by {on}",
        "{label} is no longer paused, and we cannot open commenting there ourselves. Please do it by {on}. "
        "Its page says how, step by step.",
    ),
    # What somebody declared about themselves, and what happened to an account, stands on its page alone.
    "declaration_waits": NoticeWords(
        "Something waits for you", "Something that only you and few others may read waits for you."
    ),
    "compromised_waits": NoticeWords(
        "Something waits for you now", "Somebody told us about an account. Please open it at once."
    ),
    "delegation_granted": NoticeWords("You act for the head", "{person} asked you to act for the head until {on}."),
    "invited": NoticeWords(
        "You are invited to {label}", "{person} invited you to the school’s official sites. Choose a password to begin."
    ),
    "added": NoticeWords(
        "You now belong to {label} as well",
        "{person} added you to the school’s official sites. Sign in with the password you already have.",
    ),
    "policy_to_acknowledge": NoticeWords(
        "The school’s policy has changed", "A new version of the policy waits for you to read and acknowledge it."
    ),
    "account_mail": NoticeWords(
        "Choose a new password",
        "Somebody, probably you, asked to choose a new password for your sign-in. "
        "The link works once and for one hour. If it was not you, do nothing: your password stays as it is.",
    ),
    "account_password_changed": NoticeWords(
        "Your password was changed",
        "The password of your sign-in was changed, and every browser that was signed in has been signed out. "
        "If it was not you, choose a new password at once and tell the school’s ICT lead.",
    ),
    "account_second_step_changed": NoticeWords(
        "The second step of your sign-in was changed",
        "The second step of your sign-in was set up or removed. "
        "If it was not you, choose a new password at once and tell the school’s ICT lead.",
    ),
    "second_step_taken_off": NoticeWords(
        "The second step of your sign-in was taken off",
        "{person} took the second step off your sign-in, so that you can sign in without your phone. "
        "Every browser that was signed in has been signed out. "
        "Sign in with your password and set the second step up again. "
        "If you did not ask for this, choose a new password at once and tell the head.",
    ),
    "second_step_taken_off_without_head": NoticeWords(
        "The second step of {label}’s sign-in was taken off",
        "{person} took the second step off the sign-in of {label}. Nobody else acted for the head, so you are told. "
        "If nobody lost a phone, speak with {label} at once.",
    ),
}


def notice_text(kind: str, words: Mapping[str, str]) -> tuple[str, str]:
    """Return the subject and the body of one mail; raises KeyError for an unknown kind or a word it may not carry."""
    if not set(words) <= ALLOWED:
        raise KeyError(f"A mail may not carry {sorted(set(words) - ALLOWED)}.")
    said = {key: " ".join(value.split())[:120] for key, value in words.items()}
    template = NOTICES[kind]
    return template.subject.format(**said)[:200], template.body.format(**said)
