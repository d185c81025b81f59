"""Enquiries from the media: their words, and what may be done to one by whom (A.3.6).

May import the standard library and the domain only.
"""
