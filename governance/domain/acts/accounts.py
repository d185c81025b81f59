"""Acts on sign-in accounts; they belong to no school.  May import the standard library and the domain only."""

from __future__ import annotations

from governance.domain.acts.act import Act


def _act(code: str, sentence: str) -> Act:
    return Act(code, sentence, ("account_id",), ())


ACCOUNT_ACTS = (
    _act("account.created", "{actor} made a sign-in."),
    _act("account.signed_in", "{actor} signed in."),
    _act("account.signed_out", "{actor} signed out."),
    _act("account.sessions_ended", "{actor} ended every session of a sign-in."),
    _act("account.reset_asked", "A new password was asked for, for the sign-in of {actor}."),
    _act("account.password_reset", "{actor} chose a new password with a link from a mail."),
    _act("account.password_changed", "{actor} changed their password."),
    _act("account.second_factor_set", "{actor} set up the second step of signing in."),
    _act("account.second_factor_removed", "{actor} removed the second step of signing in."),
    _act("account.recovery_codes_made", "{actor} made new recovery codes."),
    _act("account.recovery_code_used", "{actor} used a recovery code."),
    Act("account.changed", "{actor} changed their sign-in: {changed}.", ("account_id", "changed"), ()),
)
