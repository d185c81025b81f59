"""Use cases of comments: taking them in, deciding them, and bringing each decision to its host (A.5)."""
