"""Governance of a school's official sites."""
