"""Whether a connection works, and what is wrong with it in plain words (A.5).

Decides how power is judged.  Too little is a trouble: nothing can be moderated.  More than moderating is a warning: an
editor, whom WordPress also gives posts and pages, may be connected, and an administrator ("too_much_power") only after
somebody confirmed it, because a stolen password of theirs is the whole blog.  A wrong password is not an error to
WordPress, the request simply counts as anybody's; so the account itself is asked who it is.

Whether comments are held until somebody looks cannot be seen by checking an account: ``holds`` stays None here and is
seen by ``fetch``, as ``holding.py`` explains.
May import the domain and the hosts' own modules.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from governance.domain.comments.trouble import Trouble
from governance.hosts.protocol import Access, HostFailed
from governance.hosts.wordpress.front import front_of
from governance.hosts.wordpress.rest import Rest

# An account that has one of these is as good as the owner of the blog.
OWNERS = ("manage_options", "edit_users", "promote_users", "install_plugins", "edit_files", "manage_network")
# WordPress shows a held comment only to those who may edit what it stands under, so that nothing less will do, and
# every account that will do can do more than moderate.
NEEDED = ("moderate_comments", "edit_posts", "edit_others_posts", "edit_published_posts")


def check_access(rest: Rest) -> Access:
    """Return what works and what does not.  Never raises: what went wrong is the answer.

    ``facts`` holds the blog's ``name``, the account's ``roles``, and ``address``, the one to keep.
    """
    try:
        if not rest.is_safe():
            raise HostFailed(Trouble("not_https"))
        facts = _interface(rest)
        rest.address = facts["address"]
        account = rest.me()
    except HostFailed as failed:
        return Access(troubles=(failed.trouble,))
    capabilities = {str(name) for name, has in _mapping(account.get("capabilities")).items() if has is True}
    roles = [str(role) for role in account.get("roles") or () if isinstance(role, str)]
    login = str(account.get("username") or account.get("slug") or "")[:200]
    facts = {**facts, "roles": ", ".join(roles)[:200]}
    if not capabilities.issuperset(NEEDED):
        return Access(troubles=(Trouble("too_little_power", ", ".join(roles)[:100]),), account=login, facts=facts)
    try:
        rest.comments(status="hold", per_page="1", _fields="id")
    except HostFailed as failed:
        return Access(troubles=(failed.trouble,), account=login, facts=facts)
    return Access(warnings=_power(capabilities, roles), account=login, facts=facts)


def _interface(rest: Rest) -> dict[str, str]:
    front = front_of(rest.address)
    try:
        index, address = rest.index(front), front
    except HostFailed as failed:
        # Somebody gave the address of one post, or the blog's addresses are numbers: its pages name the interface.
        named = rest.announced(rest.address.strip()) if failed.trouble.code == "not_wordpress" else ""
        if not named or front_of(named) == front:
            raise
        address = front_of(named)
        index = rest.index(address)
    if "wp/v2" not in (index.get("namespaces") or ()):
        raise HostFailed(Trouble("not_wordpress"))
    if "application-passwords" not in _mapping(index.get("authentication")):
        raise HostFailed(Trouble("passwords_switched_off"))
    return {"name": str(index.get("name") or "")[:200], "address": address}


def _power(capabilities: set[str], roles: Sequence[str]) -> tuple[Trouble, ...]:
    if capabilities.intersection(OWNERS) or "administrator" in roles:
        return (Trouble("too_much_power", ", ".join(roles)[:100]),)
    return (Trouble("more_than_moderate", ", ".join(roles)[:100]),)


def _mapping(value: Any) -> Mapping[str, Any]:
    # PHP writes an empty mapping as an empty list.
    return value if isinstance(value, Mapping) else {}
