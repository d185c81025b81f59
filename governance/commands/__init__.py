"""`flask ...` commands, one file each."""
