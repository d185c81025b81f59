"""The single keys of the queue: what each does, and which keys a moderator may choose (WCAG 2.1.4).

May import the standard library and the domain only.
"""

from __future__ import annotations

from collections.abc import Mapping

from governance.domain.refusals import Refusal

KEY_WORDS: dict[str, str] = {
    "next": "Go to the next comment",
    "back": "Go to the comment before",
    "publish": "Publish it",
    "keep": "Keep it as it is",
    "remove": "Remove it: choose the rule next",
    "hide": "Hide it and pass it to the safeguarding lead",
    "ask": "Ask a colleague",
    "hand_on": "Hand it on",
    "show": "Show words that are covered",
    "tick": "Tick it, for several at once",
    "undo": "Undo my last decision",
    "list": "Show this list of keys",
}
"""What each key does, in the order of the list."""

DEFAULT_KEYS: dict[str, str] = {
    "next": "n",
    "back": "b",
    "publish": "p",
    "keep": "k",
    "remove": "r",
    "hide": "h",
    "ask": "a",
    "hand_on": "o",
    "show": "s",
    "tick": "x",
    "undo": "u",
    "list": "?",
}


def keys_in_use(chosen: Mapping[str, object]) -> dict[str, str]:
    """Return the key of every act: the moderator's own where one was chosen, else the usual one."""
    return {act: str(chosen.get(act) or usual) for act, usual in DEFAULT_KEYS.items()}


def refusals_of_keys(keys: Mapping[str, str]) -> tuple[Refusal, ...]:
    """Return what is wrong with a choice of keys; ``page`` of each refusal names the act."""
    found = []
    seen: dict[str, str] = {}
    for act in DEFAULT_KEYS:
        key = keys.get(act, "")
        if len(key) != 1 or not key.isprintable() or key.isspace() or key.isdigit():
            # Digits choose the house rule of a removal.
            sentence = f"Choose one letter or sign for “{KEY_WORDS[act]}”; digits choose the rule of a removal."
            found.append(Refusal("no_single_key", sentence, page=act))
        elif key.lower() in seen:
            sentence = f"“{KEY_WORDS[act]}” and “{KEY_WORDS[seen[key.lower()]]}” have the same key. Change one of them."
            found.append(Refusal("key_twice", sentence, page=act))
        else:
            seen[key.lower()] = act
    return tuple(found)
