"""The settings about the registers: vetting, accounts, and what staff may say of their work (A.2.6, 003-1).

This is data.  May import the standard library and its neighbours in the domain only.
"""

from __future__ import annotations

from governance.domain.policy_kinds import Choice, Option, Setting, WholeNumber

FORBIDDEN, WITH_DISCLAIMER = "forbidden", "with_disclaimer"

SETTINGS_OF_REGISTERS: tuple[Setting, ...] = (
    Setting(
        "vetting_months",
        "How long a vetting counts",
        "A.2.6",
        "Who contributes from outside is vetted again after so many months, and contributes no more until then.",
        12,
        WholeNumber(1, 36, "months"),
    ),
    Setting(
        "naming_employer",
        "Naming the school on a page of one’s own",
        "003-1",
        "Whether staff may say on a page of their own that they work here. The head is told either way.",
        FORBIDDEN,
        Choice(
            (
                Option(FORBIDDEN, "Not allowed"),
                Option(WITH_DISCLAIMER, "Allowed, with a line that says the views are their own"),
            )
        ),
    ),
    Setting(
        "account_checked_months",
        "How often an account on a platform is checked",
        "A.5.2",
        "Somebody looks again at who holds access, the recovery address and the second step after so many months.",
        6,
        WholeNumber(1, 24, "months"),
    ),
    Setting(
        "account_holders_at_least",
        "Fewest people with full access to an account",
        "A.5.4",
        "So many people at the school hold full access to each account, so that nobody who leaves locks the rest out.",
        2,
        WholeNumber(2, 10, "people"),
    ),
)
