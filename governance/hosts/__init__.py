"""The outside world behind one small protocol: where comments come from and where decisions go (A.5)."""
