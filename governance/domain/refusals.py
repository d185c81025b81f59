"""Why an action is not possible now, as a code and a sentence.

Every rule of the domain answers with refusals, and the button, the message and the guard read the same ones.
May import the standard library only.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Refusal:
    """One reason against one action.

    ``code`` is stable and is what tests compare.  ``sentence`` says in plain words what is wrong and what to do.
    ``clause`` is the duty that asks for it ("A.1.6").  ``page`` is the key of the proposal page that puts it right.
    """

    code: str
    sentence: str
    clause: str | None = None
    page: str | None = None
