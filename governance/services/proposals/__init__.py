"""The proposal's use cases: start it, write in it, submit it, change it, hand it over, withdraw it.

``starting`` makes drafts, ``writing`` fills them, ``submitting`` freezes them, ``changing_hands`` takes them back or
gives them on, ``known`` loads what the rules judge by.  May not import Flask, hosts or queries.
"""
