"""Use cases of enquiries from the media: taking one in ``taking``, what the head and staff answer in ``answering``.

May not import Flask, hosts or queries.
"""
