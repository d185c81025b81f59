"""The rules, pure: standard library only.  No Flask, no SQLAlchemy, no clock, no input or output."""
