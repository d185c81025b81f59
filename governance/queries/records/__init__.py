"""Reads for the pages of the school's records; they never write."""
