"""Mapped classes, one file per noun: columns, constraints and relationships; no decisions."""
