"""The use cases of content: writing, deciding, standing approvals, and matching what came out with what was said."""
