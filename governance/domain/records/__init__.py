"""How the school's own records are kept, counted and given out (000-1, 000-6, 002-2, 003-7, 003-8; DOMAIN 3.7, 3.8)."""
