"""Reads for the pages of the queue: what waits, what was said and decided of it, and the conversation around it."""
