"""Term dates from a file: read (``ics.py``), kept for a preview and imported when somebody says yes (``importing.py``).

May not import Flask, hosts or queries.
"""
