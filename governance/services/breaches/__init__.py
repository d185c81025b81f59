"""Use cases of breaches of the policy: report, weigh, look into, decide, demand a removal, settle a leak (9.1)."""
