"""``make run SECOND_LOOK=no``: the large packages of the second look are not installed, and make says so."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_second_look_can_be_left_out(tmp_path: Path) -> None:
    for name in ("Makefile", "requirements.txt", "requirements-second-look.txt"):
        shutil.copy(ROOT / name, tmp_path)
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv" / ".installed-runtime").touch()
    done = subprocess.run(
        ["make", "-s", "SECOND_LOOK=no", ".venv/.installed-second-look"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "The second look is left out\n"
    assert not (tmp_path / ".venv" / ".installed-second-look").exists()
