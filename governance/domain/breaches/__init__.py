"""Breaches of the policy: who reads one, what may follow, letters that demand removal, leaks of data (9.1 to 9.3).

May import the standard library and the domain only.
"""
