"""Use cases of the school's records: talk about the policy, retention, requests by law (002-2, 003-7; DOMAIN 3.8)."""
