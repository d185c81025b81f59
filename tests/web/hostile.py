"""What people and programs type that nobody expects: every form answers it with a page, never with a fault."""

from __future__ import annotations

HOSTILE = (
    "",
    " \t\r\n",
    "x" * 5000,
    "\x00\x07\x1b[31m",
    "\u202egnirts desrever\u202c",
    "\u200b\u2060",
    "<script>alert(1)</script>",
    "'; DROP TABLE sites; --",
    "{{ 7 * 7 }}{% raise %}",
    "javascript:alert(1)",
    "https://user:pass@oak.example/%2e%2e/%00",
    "http://[::1]:99999/",
    "https://oak.example\\@evil.example",
    "@" * 300,
    "🏴󠁧󠁢󠁥󠁮󠁧󠁿👩‍👩‍👧‍👦",
    "=cmd|'/c calc'!A1",
    "%s%n%d",
    "９９９９",
)
