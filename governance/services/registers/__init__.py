"""The use cases of the school's registers (A.2.6, 000-2, 000-3, 002-4, 002-6, 003-1, 003-2)."""
