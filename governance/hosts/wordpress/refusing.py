"""What it means when a WordPress, or something in front of it, does not answer as asked.

Decides by the status and the interface's own code, never by its messages, which are in the blog's language and may
repeat what was sent.  May import the domain and the protocol.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from governance.domain.comments.trouble import Trouble
from governance.hosts.outside import Answer
from governance.hosts.protocol import HostFailed

CODE = re.compile(r"[a-z0-9_]{1,60}")
CHALLENGE = re.compile(
    rb"captcha|challenge-platform|verify you are human|checking your browser|wordfence", re.IGNORECASE
)

# Codes of WordPress itself that say that this account may not do this.
TOO_LITTLE = frozenset(
    {
        *("rest_forbidden", "rest_forbidden_context", "rest_forbidden_param", "rest_cannot_edit", "rest_cannot_read"),
        *("rest_cannot_delete", "rest_comment_invalid_status", "rest_comment_invalid_author_ip"),
        "rest_user_cannot_view",
    }
)
# Codes with which security plug-ins close the interface to everybody.
CLOSED = frozenset({"rest_cannot_access", "rest_disabled", "rest_login_required", "itsec_rest_api_access_restricted"})
SIGNED_OUT = frozenset({"rest_not_logged_in", "incorrect_password", "invalid_username", "invalid_email"})


def refuse(answer: Answer, *, knows_the_account: bool = True) -> HostFailed:
    """Return what is wrong with an answer that is not what was asked for.

    ``knows_the_account`` is whether an account was sent along: without one, a 401 is somebody else's.
    """
    return HostFailed(_trouble(answer, knows_the_account), answer.retry_after)


def code_of(answer: Answer) -> str:
    """Return the interface's own code, such as "rest_cannot_edit"; empty where there is none."""
    try:
        said = answer.json()
    except ValueError:
        return ""
    code = said.get("code") if isinstance(said, Mapping) else None
    return code if isinstance(code, str) and CODE.fullmatch(code) else ""


def _trouble(answer: Answer, knows_the_account: bool) -> Trouble:
    status, code = answer.status, code_of(answer)
    if answer.redirected_to:
        return _redirected(answer.redirected_to)
    if status == 429:
        return Trouble("rate_limited")
    if _is_challenge(answer) or code in CLOSED:
        return Trouble("blocked", f"{status} {code}".strip())
    if status >= 500:
        return Trouble("server_error", str(status))
    if code in SIGNED_OUT or (status == 401 and code and knows_the_account):
        return Trouble("signed_out", code)
    if code in TOO_LITTLE:
        return Trouble("too_little_power", code)
    if status in (401, 403, 405, 406, 409, 418, 444, 451):
        # WordPress itself says why in a code that we know; a bare number comes from something in front of it.
        return Trouble("blocked", f"{status} {code}".strip())
    if status in (404, 410) and code in ("", "rest_no_route"):
        return Trouble("not_wordpress", str(status))
    if not knows_the_account:
        return Trouble("not_wordpress", str(status))
    return Trouble("answer_not_understood", f"{status} {code}".strip())


def _redirected(to: str) -> Trouble:
    parts = urlsplit(to)
    if parts.path.endswith("/wp-login.php"):
        return Trouble("blocked", "wp-login.php")
    return Trouble("moved", urlunsplit((parts.scheme, parts.netloc, parts.path, "", ""))[:300])


def _is_challenge(answer: Answer) -> bool:
    if "cf-mitigated" in answer.headers:
        return True
    return not _is_json(answer) and CHALLENGE.search(answer.body[:20_000]) is not None


def _is_json(answer: Answer) -> bool:
    try:
        _read: Any = answer.json()
    except ValueError:
        return False
    return True
