"""A disk that fills up in the middle of taking a bundle in: what was proven is kept, and it goes on from there."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_a_full_disk_stops_an_import_which_goes_on_once_there_is_room(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    alone = ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--user", "--map-root-user", "--mount"]
    run = [sys.executable, "-m", "tests.trust.small_disk", str(tmp_path / "disk"), str(tmp_path)]
    script = f"mount -t tmpfs -o size=180m tmpfs {shlex.quote(str(tmp_path / 'disk'))} && exec {shlex.join(run)}"
    ran = subprocess.run([*alone, "bash", "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr[-2000:]
    seen = json.loads(ran.stdout.splitlines()[-1])
    assert seen["told"] == ["Unwritable", "Unwritable"]
    assert seen["exit"] == [2, 2]
    assert seen["while_full"] == seen["whole"] == []
    assert seen["known"] >= 30
    assert seen["known"] + seen["new"] == 60
    assert [name for name in seen["left"] if "bundle" in name] == []
