"""The rows of the benchmarks' comments, in plain SQL that both databases read, a million at a time.

Everything that a comment leaves behind is made of one table of plans (``bench_plan``: which site, when, what became of
it), one set-based INSERT for each table of the product.  Nothing here is random: the same size gives the same rows.
A thousand comments belong to the measured moderator whatever the size, and are the same ones, so that two sizes differ
in what stands around them and in nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass

OF_MODERATOR = 1_000
"""Comments on the measured moderator's three sites, of which 20 wait: one page."""

ACTS_PER_COMMENT = 5
"""Audit rows for each comment: it arrived, was opened, decided and exported, and its moderator signed in."""

THREE_YEARS = 3 * 365 * 86_400


@dataclass(frozen=True)
class Spelling:
    """What the two databases spell differently; ``numbers`` is a FROM that counts from 1 as ``i``."""

    numbers: str
    moment: str
    moment_type: str
    padded: str
    json: str


SQLITE = Spelling(
    numbers="(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {most}) SELECT i FROM n) AS n",
    moment="strftime('%Y-%m-%d %H:%M:%S.000000', {0}, 'unixepoch')",
    moment_type="text",
    padded="substr('" + "0" * 64 + "' || {0}, -64)",
    json="{0}",
)
POSTGRESQL = Spelling(
    numbers="generate_series(CAST(1 AS bigint), {most}) AS n(i)",
    moment="to_timestamp({0})",
    moment_type="timestamptz",
    padded="lpad(CAST({0} AS text), 64, '0')",
    json="CAST({0} AS json)",
)
SPELLINGS = {"sqlite": SQLITE, "postgresql": POSTGRESQL}

_OPENERS = (
    "We tried this too",
    "I did not know that",
    "My group thinks",
    "Our class saw",
    "Nice work",
    "I have a question",
    "In my town",
    "Last year",
    "I agree",
    "My sister says",
    "It made me laugh",
    "Look again",
)
_MIDDLES = (
    "and the second one grew faster",
    "because the water was warm",
    "but the picture is upside down",
    "so we measured",
    "and nobody believed it",
    "even without the light",
    "with the old microscope",
    "although the castle held",
)
_ENDINGS = (
    "Can you show the other photo?",
    "Please write more about it.",
    "We will try it on Monday.",
    "Who drew the map?",
    "I showed it to my family and they asked many questions about it.",
    "Thank you for sharing it with everybody.",
)
_NAMES = ("Ana", "Bram", "Chidi", "Dilek", "Emil", "Farah", "Goran", "Hana", "Ivo", "Jana", "Kofi", "Lena", "Mateo")


def _mixed(number: str, prime: int) -> str:
    """A number that looks thrown, the same at every run: the plan's own, turned round a prime."""
    return f"(({number} * {prime}) % 1000003)"


def _one_of(words: tuple[str, ...], number: str) -> str:
    cases = " ".join(f"WHEN {place} THEN '{word}'" for place, word in enumerate(words))
    return f"CASE {number} % {len(words)} {cases} END"


def _plan(spelling: Spelling, comments: int, now: int) -> str:
    """The statement that plans every comment; ``bench_sites`` has to be there, ``now`` is in seconds since 1970.

    The measured moderator has sites 0 to 2 and every so-many-th comment; of the others a tenth stands on the sites of
    the busiest school (10 to 19), and the rest is spread over all the other sites.  The last four in a hundred came in
    the last six weeks, and half of those wait; of what was decided one in twenty was removed.
    """
    step = comments // OF_MODERATOR
    spread = f"3 + {_mixed('i', 48_271)} % ((SELECT count(*) FROM bench_sites) - 13)"
    return f"""
INSERT INTO bench_plan
WITH placed AS (
  SELECT i, CASE WHEN i % {step} = 0 THEN i / {step} ELSE i END AS j,
    CASE WHEN i % {step} = 0 THEN (i / {step}) % 3
      WHEN {_mixed("i", 7_919)} % 10 = 0 THEN 10 + {_mixed("i", 15_485_863)} % 10
      ELSE {spread} END AS place,
    {now - 86_400 - THREE_YEARS} + i * {THREE_YEARS} / {comments} AS came
  FROM {spelling.numbers.format(most=comments)}
), known AS (
  SELECT placed.*, CASE WHEN place >= 10 AND j = i AND NOT {_mixed("i", 7_919)} % 10 = 0 THEN place + 10 ELSE place END
    AS number, {_mixed("j", 32_452_843)} AS a, {_mixed("j", 49_979_687)} AS b, {_mixed("j", 67_867_967)} AS c,
    CASE WHEN i * 100 > {comments} * CAST(96 AS bigint) AND j % 2 = 0 THEN 'waiting'
      WHEN {_mixed("j", 86_028_121)} % 20 = 0 THEN 'removed' ELSE 'published' END AS state
  FROM placed
)
SELECT i, a, b, c, state, {spelling.moment.format("came")}, {spelling.moment.format("came + 300 + 60 * (b % 600)")},
  CASE WHEN state = 'published' OR (state = 'waiting' AND a % 100 >= 30) THEN 4 WHEN state = 'waiting' AND a % 100 = 0
    THEN 0 WHEN a % 100 < 10 THEN 1 WHEN a % 100 < 20 OR state = 'removed' THEN 2 ELSE 3 END,
  site.school_id, site_id, CASE WHEN c % 2 = 0 THEN first_id ELSE second_id END,
  heads.sequence + 5 * (row_number() OVER (PARTITION BY site.school_id ORDER BY i) - 1)
FROM known JOIN bench_sites AS site ON site.number = known.number JOIN audit_heads AS heads ON chain = site.school_id
ORDER BY i
"""


_COMMENTS = """
INSERT INTO comments (id, school_id, site_id, source, host_id, kind, address, post_address, post_title, parent_host_id,
  shown, state, urgency, awaits_since, arrived_at, was_public, published_by, removed_by, decided_at, keep_until,
  revision)
SELECT {first_comment} + i, school_id, site_id, 'wordpress', CAST(1000 + i AS varchar(20)), 'comment',
  'https://blog.example/castles/#comment-' || i, 'https://blog.example/castles/', 'Our castles, part ' || a % 200, '',
  1, state, urgency, CASE WHEN state = 'waiting' THEN came END, came, false,
  CASE WHEN state = 'published' THEN person_id END, CASE WHEN state = 'removed' THEN person_id END,
  CASE WHEN state <> 'waiting' THEN decided END, '2030-08-31', CASE WHEN state = 'waiting' THEN 1 ELSE 2 END
FROM bench_plan
"""
_REVISIONS = f"""
INSERT INTO comment_revisions (id, school_id, comment_id, number, body, digest, author_name, author_ref, posted_at,
  received_at, not_checked, read_again_at)
SELECT {{first_revision}} + i, school_id, {{first_comment}} + i, 1,
  {_one_of(_OPENERS, "a")} || ' ' || {_one_of(_MIDDLES, "b")} || '. ' || {_one_of(_ENDINGS, "c")},
  {{digest}}, {_one_of(_NAMES, "c")} || ' ' || substr('ABCDEFGHIJKLMNOPQRSTUVWXYZ', CAST(1 + b % 26 AS integer), 1),
  '', came, came, '{{{{}}}}', came
FROM bench_plan
"""
_DECISIONS = """
INSERT INTO comment_decisions (id, school_id, comment_id, number, on_revision, action, from_state, to_state, decider_id,
  decided_on_host, rule_number, rule_text, note, decided_at, seen_at)
SELECT {first_decision} + i, school_id, {first_comment} + i, 1, 1,
  CASE WHEN state = 'removed' THEN 'remove' ELSE 'publish' END, 'waiting', state, person_id, '',
  CASE WHEN state = 'removed' THEN 1 END, CASE WHEN state = 'removed' THEN 'Be kind.' ELSE '' END, '', decided, came
FROM bench_plan WHERE state <> 'waiting'
"""
_ON_HOSTS = """
INSERT INTO comments_on_hosts (school_id, comment_id, site_id, says, said_at, wanted, sequence, confirmed_sequence,
  delivery, urgent, wished_at, tries, confirmed_at, trouble, trouble_detail)
SELECT school_id, {first_comment} + i, site_id,
  CASE state WHEN 'waiting' THEN 'held' WHEN 'published' THEN 'public' ELSE 'removed' END, came,
  CASE state WHEN 'published' THEN 'public' WHEN 'removed' THEN 'removed' END,
  CASE WHEN state = 'waiting' THEN 0 ELSE 1 END, CASE WHEN state = 'waiting' THEN 0 ELSE 1 END,
  CASE WHEN state = 'waiting' THEN 'nothing_to_do' ELSE 'confirmed' END, false,
  CASE WHEN state <> 'waiting' THEN decided END, CASE WHEN state = 'waiting' THEN 0 ELSE 1 END,
  CASE WHEN state <> 'waiting' THEN decided END, '', ''
FROM bench_plan
"""
_FLAGS = """
INSERT INTO comment_flags (school_id, comment_id, on_revision, source, kind, urgency, words, clause, start, "end",
  opened_at, settled_at, settled_by)
SELECT school_id, {first_comment} + i, 1, 'machine',
  CASE urgency WHEN 0 THEN 'meeting' WHEN 1 THEN 'full_name' WHEN 2 THEN 'insult' ELSE 'advert' END, urgency,
  'Looks like something that the house rules do not want', 'A.5', 3, 12, came,
  CASE WHEN state <> 'waiting' THEN decided END, CASE WHEN state <> 'waiting' THEN {first_decision} + i END
FROM bench_plan WHERE urgency < 4
"""
_OPENINGS = """
INSERT INTO comment_openings (school_id, comment_id, opened_by, opened_at)
SELECT school_id, {first_comment} + i, person_id, came FROM bench_plan WHERE state = 'removed'
"""
_AUDIT = """
INSERT INTO audit_rows (chain, sequence, at, actor_id, actor_name, actor_role, code, subject_kind, subject_id, site_id,
  to_state, details, digests, request_id, previous_hash, hash)
SELECT school_id, {sequence}, decided, CASE WHEN number > 1 THEN person_id END,
  CASE WHEN number = 1 THEN 'The clock' ELSE 'A teacher' END, CASE WHEN number = 1 THEN '' ELSE 'Class teacher' END,
  CASE number WHEN 1 THEN 'comments.arrived' WHEN 2 THEN 'account.signed_in' WHEN 3 THEN 'comment.opened' WHEN 4 THEN
    CASE state WHEN 'waiting' THEN 'comment.noted' WHEN 'removed' THEN 'comment.removed' ELSE 'comment.published' END
    ELSE 'comment.done_by_hand' END,
  CASE number WHEN 1 THEN 'site' WHEN 2 THEN 'account' ELSE 'comment' END,
  CASE number WHEN 1 THEN site_id WHEN 2 THEN person_id ELSE {first_comment} + i END,
  CASE WHEN number <> 2 THEN site_id END, CASE WHEN number = 4 THEN state END,
  {details}, {digests}, '0123456789abcdef', {previous}, {hash}
FROM bench_plan
CROSS JOIN (SELECT 1 AS number UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL SELECT 5) AS act
"""
_HEADS = """
WITH last AS (SELECT school_id, max(before) + 5 AS sequence FROM bench_plan GROUP BY school_id)
UPDATE audit_heads SET hash = {head}, sequence = last.sequence FROM last WHERE last.school_id = chain
"""

_DETAILS = """CASE number WHEN 1 THEN '{"new": 1, "edited": 0, "changed": 0}'
  WHEN 4 THEN CASE state WHEN 'waiting' THEN '{}' WHEN 'removed' THEN '{"number": 1, "rule": 1}'
  ELSE '{"number": 1}' END WHEN 2 THEN '{"account_id": ' || person_id || '}' ELSE '{}' END"""
_DIGESTS = f"""CASE number WHEN 2 THEN '{{}}' ELSE '{{"label": "{"0123456789abcdef" * 4}"}}' END"""
_SEQUENCE = "before + number"


def statements(spelling: Spelling, comments: int, now: int, first: dict[str, int]) -> list[str]:
    """Return what fills the tables, in order; ``first`` has the greatest number in use of the tables that are named."""
    moment = spelling.moment_type
    table = (
        "CREATE TEMPORARY TABLE bench_plan (i INTEGER PRIMARY KEY, a INTEGER, b INTEGER, c INTEGER, state varchar(20), "
        f"came {moment}, decided {moment}, urgency INTEGER, school_id INTEGER, site_id INTEGER, person_id INTEGER, "
        "before INTEGER)"
    )
    parts = {
        "digest": spelling.padded.format("i"),
        "details": spelling.json.format(_DETAILS),
        "digests": spelling.json.format(_DIGESTS),
        "sequence": _SEQUENCE,
        "previous": spelling.padded.format(f"({_SEQUENCE} - 1)"),
        "hash": spelling.padded.format(f"({_SEQUENCE})"),
        "head": spelling.padded.format("last.sequence"),
        "first_comment": first["comments"],
        "first_revision": first["comment_revisions"],
        "first_decision": first["comment_decisions"],
    }
    filling = (_COMMENTS, _REVISIONS, _DECISIONS, _ON_HOSTS, _FLAGS, _OPENINGS, _AUDIT, _HEADS)
    return [table, _plan(spelling, comments, now), *(statement.format(**parts) for statement in filling)]
