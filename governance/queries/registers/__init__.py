"""Reads for the pages of the registers; they never write."""
