"""The clause catalogue: every duty of the policies as data, and what a look at the records says of each.

``clause`` and ``catalogue`` hold the duties, ``finding`` how one stands.  Whether it is kept is decided beside the
facts of its area, in ``governance/queries/clauses/of_<area>.py``, whose package says how an area adds its own.
May import the standard library only.
"""
