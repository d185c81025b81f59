"""The closed vocabularies are used as they are declared: acts, mails, permissions."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from governance.domain.access import GRANTS, Permission
from governance.domain.acts import ACTS
from governance.domain.notices import NOTICES
from tests.architecture.source import Module, modules

# Declared for what is built next; nothing records them yet.
PLANNED_ACTS = {
    "site.details_changed": "the site's page will let its name and address be changed",
    "account.created": "signing in is being built",
    "account.signed_in": "signing in is being built",
    "account.signed_out": "signing in is being built",
    "account.changed": "signing in is being built",
}

# Recorded once; the rows of then are still read.
FORMER_ACTS = {"comments.summary_sent": "waiting comments had a mail of their own before one mail gathered everything"}

ACTING = ("governance/services", "governance/jobs", "governance/commands", "governance/web")


def words_of(folders: tuple[str, ...]) -> set[str]:
    """Every string that stands in the code of these folders."""
    return {
        node.value
        for module in modules(*folders)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def recorded(module: Module) -> Iterator[tuple[int, str]]:
    """The codes that this module records by name: the strings in the first argument of ``record.act(...)``."""
    for node in ast.walk(module.tree):
        is_act = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "act"
        if is_act and node.args:
            for part in ast.walk(node.args[0]):
                if isinstance(part, ast.Constant) and isinstance(part.value, str) and "." in part.value:
                    yield part.lineno, part.value


def test_every_act_that_is_recorded_is_declared() -> None:
    unknown = [
        f"{module.path}:{line} records {code}: declare it in governance/domain/acts/."
        for module in modules(*ACTING)
        for line, code in recorded(module)
        if code not in ACTS
    ]
    assert unknown == []


def test_every_declared_act_is_recorded_or_planned() -> None:
    unused = set(ACTS) - words_of(ACTING) - set(PLANNED_ACTS) - set(FORMER_ACTS)
    assert unused == set(), "Nothing records these acts: take them out, or say for what they are planned."


def test_every_sentence_says_only_what_its_act_carries() -> None:
    for act in ACTS.values():
        carried = dict.fromkeys((*act.details, *act.texts, "actor"), "x")
        assert act.sentence.format(**carried), act.code


def test_every_kind_of_mail_is_sent_by_a_use_case() -> None:
    unused = set(NOTICES) - words_of(ACTING)
    assert unused == set(), "Nothing sends these mails: take them out of governance/domain/notices.py."


def test_every_kind_of_mail_that_is_sent_is_declared() -> None:
    unknown = [
        f"{module.path}:{node.lineno} sends {kind.value!r}: declare it in governance/domain/notices.py."
        for module in modules("governance/services")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("notify", "leave")
        for kind in node.args[1:2]
        if isinstance(kind, ast.Constant) and kind.value not in NOTICES
    ]
    assert unknown == []


def test_every_permission_says_who_has_it() -> None:
    assert set(GRANTS) == set(Permission)
    assert all(grant.who.endswith(".") and grant.claims for grant in GRANTS.values())
