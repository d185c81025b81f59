"""The arrows between the layers point one way (DESIGN 4), and a message says what to do where one does not.

web -> services -> domain + models; web -> queries -> domain + models; jobs -> services; commands -> services + queries.
"""

from __future__ import annotations

import ast
import sys

import pytest

from tests.architecture.source import Module, modules

# What each layer may import of the product, and why a stranger does not belong there.
MAY_IMPORT: dict[str, tuple[tuple[str, ...], str]] = {
    "domain": (("domain",), "The domain is pure: hand in what it needs as an argument."),
    "models": (
        (
            "db",
            "models",
            "domain.words",
            "domain.platforms",
            "domain.comments.words",
            "domain.comments.arrival",
            "domain.content.words",
            "domain.records.words",
            "domain.registers.words",
            "domain.shown_words",
            "domain.approvals.words",
            "domain.media.words",
        ),
        "A mapped class has columns and no decisions.",
    ),
    "queries": (
        ("db", "domain", "models", "queries"),
        "A read for a page asks the models; hand in what a service knows.",
    ),
    "services": (
        ("db", "domain", "models", "services", "triage"),
        "A use case knows no page and no clock: move what it needs to the domain or to another service.",
    ),
    "hosts": (("domain", "hosts"), "A host knows no database and no school: its job hands in what it needs."),
    "triage": (("triage",), "The triage reads text and says what it saw: hand in what it needs."),
    "jobs": (
        ("config", "db", "domain", "models", "services", "hosts", "jobs", "triage"),
        "What runs by itself calls a use case; it shows no page.",
    ),
    "commands": (
        (
            *("commands", "config", "db", "demo", "domain", "jobs", "migrations", "models", "password_links"),
            *("queries", "services"),
        ),
        "A command calls one use case or one query.",
    ),
    "web": (
        ("config", "db", "domain", "migrations", "models", "password_links", "queries", "services", "web"),
        "A view parses, calls one use case or query, and responds.",
    ),
    "demo": (("demo", "domain", "models", "services"), "The demo does what people do: it calls the use cases."),
}

# What of the outside each layer may not touch.
NO_OUTSIDE: dict[str, tuple[str, ...]] = {
    "models": ("flask", "flask_login", "flask_wtf", "wtforms", "huey", "smtplib"),
    "queries": ("flask", "flask_login", "flask_security", "flask_wtf", "wtforms", "huey", "smtplib", "holidays"),
    "services": ("flask", "flask_login", "flask_security", "flask_wtf", "wtforms", "huey", "smtplib"),
    "demo": ("flask", "flask_login", "flask_security"),
}

# Reads that a guard and a page have to share word by word, so that the page cannot promise what the guard refuses.
SHARED_READS = {
    ("governance.queries.calendar", "governance.services.school_days"),
    ("governance.queries.policies", "governance.services.policy"),
    ("governance.queries.policies", "governance.services.policy_texts"),
    ("governance.queries.members", "governance.services.policy_texts"),
    ("governance.queries.rules", "governance.services.rules_in_force"),
    ("governance.queries.comments.queue", "governance.services.comments.scope"),
    ("governance.queries.comments.one", "governance.services.comments.scope"),
    ("governance.queries.comments.choices", "governance.services.comments.scope"),
    ("governance.queries.comments.decided", "governance.services.comments.scope"),
    ("governance.queries.comments.many", "governance.services.comments.scope"),
    ("governance.queries.concerns", "governance.services.concern_readers"),
    ("governance.queries.history", "governance.services.concern_readers"),
    ("governance.queries.history", "governance.services.breaches.readers"),
    ("governance.queries.breaches", "governance.services.breaches.readers"),
    ("governance.queries.history", "governance.services.declaration_readers"),
    ("governance.queries.registers.declarations", "governance.services.declaration_readers"),
    ("governance.queries.clauses.of_declarations", "governance.services.declaration_readers"),
    ("governance.queries.appeals", "governance.services.comments.scope"),
    ("governance.queries.needs.facts_of_school", "governance.services.failing_addresses"),
    ("governance.queries.cover", "governance.services.absent"),
    ("governance.queries.cover", "governance.services.counted"),
    ("governance.queries.clauses.of_images", "governance.services.images"),
    ("governance.queries.images", "governance.services.images"),
    ("governance.queries.people_shown", "governance.services.images"),
    ("governance.queries.people_shown", "governance.services.take_downs"),
    ("governance.queries.clauses.asked", "governance.services.actors"),
    ("governance.queries.clauses.asked", "governance.services.gate"),
    ("governance.queries.clauses.asked", "governance.services.school_days"),
    ("governance.queries.clauses.of_acknowledged", "governance.services.policy_texts"),
    ("governance.queries.clauses.of_approval", "governance.services.actors"),
    ("governance.queries.clauses.of_records", "governance.services.actors"),
    ("governance.queries.clauses.of_records", "governance.services.policy_texts"),
    ("governance.queries.clauses.of_records", "governance.services.school_days"),
    ("governance.queries.records.retention", "governance.services.records.retention.due"),
    ("governance.queries.clauses.of_running", "governance.services.moderation_silences"),
    ("governance.queries.clauses.of_review", "governance.services.actors"),
    ("governance.queries.clauses.of_running", "governance.services.published"),
    ("governance.queries.clauses.asked", "governance.services.policy"),
    # What the clock keeps of a page is what that page reads.
    ("governance.jobs.counting", "governance.queries.clauses.counted"),
}


def layer_of(name: str) -> str:
    parts = name.split(".")
    return parts[1] if len(parts) > 1 else ""


def strangers(module: Module) -> set[str]:
    """The modules of the product that this one imports and may not."""
    allowed, _ = MAY_IMPORT[layer_of(module.name)]
    known = tuple(f"governance.{part}" for part in allowed)
    found = set()
    for name in module.imports():
        if not name.startswith("governance.") or any(name == one or name.startswith(f"{one}.") for one in known):
            continue
        # "from governance.domain import words" names the layer first and the allowed module second.
        if any(one.startswith(f"{name}.") for one in known):
            continue
        if any(module.name == reader and name.startswith(service) for reader, service in SHARED_READS):
            continue
        found.add(name)
    return found


@pytest.mark.parametrize("layer", MAY_IMPORT)
def test_a_layer_imports_only_what_stands_below_it(layer: str) -> None:
    _, advice = MAY_IMPORT[layer]
    wrong = [f"{module.path} imports {name}. {advice}" for module in in_layer(layer) for name in strangers(module)]
    assert wrong == []


def test_the_domain_imports_the_standard_library_and_itself() -> None:
    known = set(sys.stdlib_module_names) | {"governance"}
    wrong = [
        f"{module.path} imports {name}: the domain is pure; hand in what it needs as an argument."
        for module in in_layer("domain")
        for name in module.imports()
        if name.split(".")[0] not in known
    ]
    assert wrong == []


@pytest.mark.parametrize("layer", NO_OUTSIDE)
def test_a_layer_keeps_the_frameworks_of_others_out(layer: str) -> None:
    # The sign-in's own mixin describes columns, and its name comes from the library of accounts.
    wrong = [
        f"{module.path} imports {name}: that belongs to web/ or jobs/."
        for module in in_layer(layer)
        for name in module.imports()
        if name.split(".")[0] in NO_OUTSIDE[layer]
    ]
    assert wrong == []


WRITES = {"add", "add_all", "delete", "merge", "flush", "commit", "insert", "update", "use_case", "begin_writing"}


def writes(module: Module) -> set[str]:
    """The calls in this module that change rows: ``session.add(...)``, ``sa.update(...)``, ``use_case(...)``."""
    ours = {name.rsplit(".", 1)[-1] for name in module.imports()} & {"use_case", "begin_writing"}
    found = set()
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.Call):
            continue
        called = node.func
        if isinstance(called, ast.Attribute) and isinstance(called.value, ast.Name | ast.Attribute):
            owner = called.value.id if isinstance(called.value, ast.Name) else called.value.attr
            if owner in ("session", "sa") and called.attr in WRITES:
                found.add(f"{owner}.{called.attr}")
        elif isinstance(called, ast.Name) and called.id in ours:
            found.add(called.id)
    return found


# The guard begins the transaction of a route that declares that it writes, before the view runs.
BEGINS = {("governance.web.entry", "begin_writing")}


@pytest.mark.parametrize("layer", ["queries", "web", "domain"])
def test_only_use_cases_change_rows(layer: str) -> None:
    wrong = [
        f"{module.path} calls {call}: a change of rows is a use case; write it in governance/services/."
        for module in in_layer(layer)
        for call in writes(module)
        if (module.name, call) not in BEGINS
    ]
    assert wrong == []


@pytest.mark.parametrize("layer", ["domain", "services", "queries", "models"])
def test_the_clock_stops_at_the_edge(layer: str) -> None:
    asks = {"now", "utcnow", "today"}
    wrong = [
        f"{module.path}:{node.lineno} asks the clock: take `now` or `today` as an argument."
        for module in in_layer(layer)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in asks
        and ast.unparse(node.func.value) in {"dt.datetime", "dt.date", "datetime", "date", "time"}
    ]
    assert wrong == []


def in_layer(layer: str) -> list[Module]:
    found = [module for module in modules("governance") if layer_of(module.name) == layer]
    assert found, f"There is no layer {layer}."
    return found


def made(name: str, text: str) -> Module:
    return Module(name, f"{name}.py", text, ast.parse(text))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("governance.domain.x", "from governance.models import Site"),
        ("governance.models.x", "from governance.domain.lifecycle import MOVES"),
        ("governance.queries.x", "from governance.services.gate import checks_of"),
        ("governance.queries.x", "def read():\n    from governance.web import frame"),
        ("governance.services.x", "import governance.queries.sites"),
        ("governance.jobs.x", "from governance.web.entry import actor"),
        ("governance.demo.x", "from governance.web.entry import actor"),
    ],
)
def test_an_arrow_that_points_back_is_found(name: str, text: str) -> None:
    assert strangers(made(name, text)) != set()


@pytest.mark.parametrize(
    "text",
    [
        "def view(session):\n    session.add(1)",
        "db.session.commit()",
        "session.execute(sa.update(Site))",
        "from governance.services.transaction import use_case\nuse_case(1, 2, 3)",
    ],
)
def test_a_change_of_rows_is_found(text: str) -> None:
    assert writes(made("governance.web.x", text)) != set()
