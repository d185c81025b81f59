"""The stretches of a comment that are judged: the whole, and every run of about nine words, four words apart.

A cry for help inside a long friendly comment is lost in the whole and stands out in its own few words.  No word is
left out of the runs, and their number grows with the comment's length alone.  May import numpy only.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

RUN, STEP = 9, 4
"""Words in a run, and words from the beginning of one run to that of the next."""


def stretches(words: int) -> npt.NDArray[np.intp]:
    """First word and one past the last word of each stretch, the whole comment first: (stretches, 2)."""
    if words == 0:
        return np.empty((0, 2), dtype=np.intp)
    if words <= RUN:
        return np.array([[0, words]], dtype=np.intp)
    firsts = np.append(np.arange(0, words - RUN, STEP, dtype=np.intp), words - RUN)
    runs = np.stack([firsts, firsts + RUN], axis=1)
    return np.concatenate([np.array([[0, words]], dtype=np.intp), runs])
