"""Terms, half-terms, INSET days and closures from a file (A.1.5): what its words mean, and what it would do.

``entries.py`` holds what stands in a file, ``meaning.py`` reads its words, ``pairing.py`` makes terms of a first and a
last day, ``plan.py`` holds all of it against the calendar, and ``sheet.py`` is the calendar as a CSV.  Reading an .ics
needs a library, so it stands in the services.  May import the standard library and its neighbours in the domain only.
"""
