"""WordPress as a host, over its REST interface, with login and application password of an account that moderates.

``WordPress`` is what jobs use; each of the other modules decides one thing and has its facts in its docstring.  What
WordPress does that nobody would expect is listed in ``docs/wordpress.md``, and each fact has its test against a real
one in ``tests/hosts``.  May import the domain and the other modules of the hosts.
"""

from governance.hosts.wordpress.connector import WordPress
from governance.hosts.wordpress.front import front_of

__all__ = ["WordPress", "front_of"]
