"""Reads for pages: select() and small row types; they never write."""
