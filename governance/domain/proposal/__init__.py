"""The proposal: what a school asks before it says yes to an official site (appendix A of the policy).

``form`` gives the shapes, ``questions`` the form itself, ``answers`` what follows from what was answered, ``spoken``
the answers in words.  ``typed`` turns what somebody typed into answers, ``completeness`` says what is wrong or missing,
and ``templates`` and ``batch`` save typing.
May import the standard library and the other rules of the domain only.
"""
