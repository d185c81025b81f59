"""Reads of the school's calendar for its pages; they never write."""

from __future__ import annotations

from governance.services.school_days import bank_holidays_of, calendar_of

__all__ = ["bank_holidays_of", "calendar_of"]
