"""Who may write in a proposal, and when: its proposer, while it is a draft (DESIGN 3.3: what is submitted is frozen).

May import the standard library and the rules of the domain only.
"""

from __future__ import annotations

from governance.domain.refusals import Refusal
from governance.domain.situation import Situation
from governance.domain.words import VERSION_WORDS, Capacity, VersionState


def answering_refusals(situation: Situation) -> tuple[Refusal, ...]:
    """Every reason why the actor cannot write in this version now."""
    found = []
    if Capacity.PROPOSER not in situation.capacities:
        sentence = "Only the proposer can write in this proposal. It can be handed over to you on its page."
        found.append(Refusal("not_yours_to_do", sentence))
    if situation.version is not VersionState.DRAFT:
        state = VERSION_WORDS[situation.version] if situation.version else "not started yet"
        sentence = f"This text is {state}, so it stays as it is. To change it, start the next version on its page."
        found.append(Refusal("not_in_this_state", sentence))
    return tuple(found)
