"""What staff ask leave for beyond the creation of a site: each kind with its own words, all with the same life.

May import the standard library and the domain only.
"""
