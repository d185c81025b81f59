"""Content before it is published: drafts, what is asked of them, standing approvals, and what was published without."""
