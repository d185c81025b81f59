"""Use cases of what staff ask leave for beyond creating a site: asking in ``asking``, the decision in ``deciding``.

May not import Flask, hosts or queries.
"""
