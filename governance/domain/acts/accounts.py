"""Acts on sign-in accounts; they belong to no school.  May import the standard library and the domain only."""

from __future__ import annotations

from governance.domain.acts.act import Act

ACCOUNT_ACTS = (
    Act("account.created", "{actor} made a sign-in.", ("account_id",), ()),
    Act("account.signed_in", "{actor} signed in.", ("account_id",), ()),
    Act("account.signed_out", "{actor} signed out.", ("account_id",), ()),
    Act("account.changed", "{actor} changed their sign-in: {changed}.", ("account_id", "changed"), ()),
)
