"""The rules of comments: what may happen to one, how urgent it is, and what its host must come to say (A.5)."""
